//! Word documents (`.docx`, also as Google Docs and Teams write them): the paragraphs as plain text, and what
//! the document says of itself.

use std::io::Cursor;

use jiff::Timestamp;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use crate::ImportError;
use crate::notes::archive::Archive;
use crate::notes::prose::Prose;
use crate::notes::text::filled;

/// What a document holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// From its properties, else its paragraph of the style Title.
    pub(crate) title: Option<String>,
    /// Who made it.
    pub(crate) author: Option<String>,
    /// When it was made.
    pub(crate) created_at: Option<Timestamp>,
    /// All paragraphs, the title's included.
    pub(crate) text: String,
}

/// Whether the bytes are a zip archive with a Word document in it.
pub(crate) fn is_word(bytes: &[u8]) -> bool {
    Archive::is_one(bytes)
        && ZipArchive::new(Cursor::new(bytes))
            .is_ok_and(|archive| archive.index_for_name("word/document.xml").is_some())
}

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Word, ImportError> {
    let archive = Archive::unpack(bytes)?;
    let part = |path: &str| {
        archive
            .files()
            .into_iter()
            .find(|file| file.path == path)
            .map(|file| String::from_utf8_lossy(file.bytes))
    };
    let body = part("word/document.xml").ok_or_else(|| broken("it has no word/document.xml"))?;
    let mut word = read_body(&body)?;
    if let Some(properties) = part("docProps/core.xml") {
        read_properties(&properties, &mut word);
    }
    Ok(word)
}

fn read_body(xml: &str) -> Result<Word, ImportError> {
    let mut reader = Reader::from_str(xml);
    let mut body = Body::default();
    loop {
        match reader.read_event().map_err(|error| broken(&error.to_string()))? {
            Event::Start(tag) => body.open(&tag, false),
            Event::Empty(tag) => body.open(&tag, true),
            Event::End(tag) => body.close(tag.local_name().as_ref()),
            Event::Text(text) if body.is_words => body.words(&text.xml10_content()),
            Event::CData(text) if body.is_words => body.words(&text.xml10_content()),
            Event::GeneralRef(reference) if body.is_words => body.words(&referred(&reference)),
            Event::Eof if body.depth > 0 => return Err(broken("its text is cut off")),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Word { title: filled(&body.title), text: body.prose.finish(), ..Word::default() })
}

#[derive(Default)]
struct Body {
    prose: Prose,
    title: String,
    depth: usize,
    is_words: bool,
    is_title: bool,
    is_item: bool,
    /// The paragraph before was a list item.
    is_after_item: bool,
    /// Open table cells, one in another.
    cells: usize,
    /// Depth at which something that repeats or hides what stands elsewhere began.
    skipped_from: Option<usize>,
}

impl Body {
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = tag.local_name();
        let name = name.as_ref();
        if !is_empty {
            self.depth += 1;
        }
        if self.skipped_from.is_some() {
            return;
        }
        match name {
            // The older drawing of a text box says the same words again.
            "Fallback" if !is_empty => self.skipped_from = Some(self.depth),
            "p" => {
                self.is_after_item = self.is_item;
                (self.is_title, self.is_item) = (false, false);
                if self.cells == 0 {
                    self.prose.line();
                }
            }
            "pStyle" => match attribute(tag, "val").unwrap_or_default().as_str() {
                "Title" => self.is_title = true,
                style if style.starts_with("Heading") => self.prose.block(),
                _ => {}
            },
            "numPr" => {
                self.is_item = true;
                self.prose.item();
            }
            "tbl" => self.prose.block(),
            "tc" if !is_empty => {
                self.cells += 1;
                self.prose.cell();
            }
            "t" => self.is_words = !is_empty,
            "tab" => self.prose.words(" "),
            "br" | "cr" => self.prose.line_break(),
            "noBreakHyphen" => self.prose.words("-"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped_from.is_none() {
            match name {
                "t" => self.is_words = false,
                // A row is to stay on one line, whatever paragraphs its cells hold.
                "p" if self.cells > 0 => self.prose.words(" "),
                "p" if self.is_item => self.prose.line(),
                "p" => self.prose.block(),
                "tc" => self.cells = self.cells.saturating_sub(1),
                "tr" => self.prose.line(),
                "tbl" => self.prose.block(),
                _ => {}
            }
        }
        if self.skipped_from == Some(self.depth) {
            self.skipped_from = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn words(&mut self, text: &str) {
        if self.is_title {
            self.title.push_str(text);
        }
        if self.is_after_item && !self.is_item && self.cells == 0 {
            self.prose.block();
        }
        self.is_after_item = false;
        self.prose.words(text);
    }
}

fn read_properties(xml: &str, word: &mut Word) {
    let mut reader = Reader::from_str(xml);
    let mut name = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => name = tag.local_name().as_ref().to_owned(),
            Event::End(_) => name.clear(),
            Event::Text(text) => {
                let text = filled(&text.xml10_content());
                match name.as_str() {
                    "title" => word.title = text.or(word.title.take()),
                    "creator" => word.author = text,
                    "created" => word.created_at = text.and_then(|text| text.parse().ok()),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
}

/// The character of `&amp;` or `&#8217;`.
fn referred(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    attributes
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value.into_owned())
}

fn broken(why: &str) -> ImportError {
    ImportError::NotReadable {
        found: format!("not a readable Word document ({why})"),
        hint: "open it, save it again as .docx or as plain text, and import that".into(),
    }
}
