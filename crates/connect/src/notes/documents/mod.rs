//! Single texts: Word, HTML, Markdown, plain. One note a document; pages of Notion are in `notion`.

pub(crate) mod markdown;
pub(crate) mod notion;
pub(crate) mod word;

use outweigh_core::domain::SourceKind;

pub(crate) use word::is_word;

use super::collector::NoteCollector;
use super::sniff::Sample;
use super::text::{clean, content_id};
use super::{ImportedContact, ImportedNote, NoteFile, ParsedNotes, html};
use crate::ImportError;
use crate::text::encoding;

/// How a document spells its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Word,
    Html,
    Markdown,
    Plain,
}

/// Takes any text that is no table and no data, so it is asked last.
pub(crate) fn recognise(sample: &Sample<'_>) -> Option<String> {
    if sample.text.is_empty() && !is_word(sample.file.bytes) {
        return None;
    }
    let is_data = sample.text.trim_start().starts_with(['{', '[']) && sample.file.extension() != "md";
    let is_table = matches!(sample.file.extension().as_str(), "csv" | "tsv" | "xlsx");
    (!is_data && !is_table).then(|| {
        match format(sample.file, sample.text) {
            Format::Word => "a Word document",
            Format::Html => "an HTML page",
            Format::Markdown => "Markdown text",
            Format::Plain => "plain text",
        }
        .to_owned()
    })
}

/// Reads one document.
pub(crate) fn parse(file: NoteFile<'_>) -> Result<ParsedNotes, ImportError> {
    let mut collector = NoteCollector::default();
    let mut note = ImportedNote {
        external_id: content_id(file.bytes),
        ..ImportedNote::new(SourceKind::Research, "Documents")
    };
    if is_word(file.bytes) {
        let word = word::read(file.bytes)?;
        note.text = clean(&word.text);
        note.title = word.title;
        note.happened_at = word.created_at;
        note.author = word.author.map(|name| ImportedContact { name: Some(name), ..Default::default() });
    } else {
        let decoded = encoding::decode(file.bytes)?;
        decoded.warning.into_iter().for_each(|warning| collector.warn(warning));
        match format(file, &decoded.text) {
            Format::Html => {
                let page = html::read(&decoded.text);
                (note.title, note.text) = (page.title, clean(&page.text));
            }
            Format::Markdown => {
                let markdown = markdown::read(&decoded.text);
                (note.title, note.text) = (markdown.title, clean(&markdown.text));
            }
            Format::Plain | Format::Word => note.text = clean(&decoded.text),
        }
    }
    if note.text.is_empty() {
        return Err(ImportError::Empty);
    }
    note.title = note.title.or_else(|| super::text::filled(file.stem()));
    collector.add(note);
    collector.count(1);
    Ok(collector.finish())
}

fn format(file: NoteFile<'_>, text: &str) -> Format {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if is_word(file.bytes) {
        Format::Word
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") {
        Format::Html
    } else {
        match file.extension().as_str() {
            "html" | "htm" => Format::Html,
            "md" | "markdown" => Format::Markdown,
            _ => Format::Plain,
        }
    }
}
