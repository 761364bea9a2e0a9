//! Markdown to readable plain text, and its first heading.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::notes::html;
use crate::notes::prose::Prose;
use crate::notes::text::filled;

/// What a Markdown text says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Markdown {
    /// Its first heading of the first level.
    pub(crate) title: Option<String>,
    /// Everything, the title included.
    pub(crate) text: String,
    /// The targets of its pictures, as written.
    pub(crate) pictures: Vec<String>,
    /// Whether it says more than a title and links to its neighbours.
    pub(crate) has_words: bool,
}

/// Reads a Markdown text.
pub(crate) fn read(markdown: &str) -> Markdown {
    let (mut prose, mut title, mut pictures) = (Prose::default(), None, Vec::new());
    let (mut heading, mut in_picture, mut is_code) = (None::<String>, false, false);
    let (mut in_local_link, mut has_words) = (false, false);
    for event in Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS,
    ) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                pictures.push(dest_url.into_string());
                in_picture = true;
            }
            Event::End(TagEnd::Image) => in_picture = false,
            _ if in_picture => {}
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => {
                    prose.block();
                    heading = (level == HeadingLevel::H1 && title.is_none()).then(String::new);
                }
                // Without a scheme: another file of the same export.
                Tag::Link { dest_url, .. } => in_local_link = !dest_url.contains(':'),
                Tag::BlockQuote(_) => prose.open_quote(),
                Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                    prose.block();
                    is_code = true;
                }
                Tag::List(first) => prose.open_list(first),
                Tag::Item => prose.item(),
                Tag::TableCell => prose.cell(),
                Tag::TableRow => prose.line(),
                Tag::Table(_) => prose.block(),
                _ => {}
            },
            Event::End(tag) => match tag {
                TagEnd::Heading(_) => {
                    title = title.or_else(|| heading.take().as_deref().and_then(filled));
                    prose.block();
                }
                TagEnd::Link => in_local_link = false,
                TagEnd::BlockQuote(_) => prose.close_quote(),
                TagEnd::CodeBlock => {
                    prose.block();
                    is_code = false;
                }
                TagEnd::List(_) => prose.close_list(),
                TagEnd::Paragraph | TagEnd::Table => prose.block(),
                TagEnd::TableHead => prose.line(),
                _ => {}
            },
            Event::Text(text) if is_code => {
                has_words = true;
                prose.verbatim(&text);
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
                has_words |= heading.is_none() && !in_local_link && !text.trim().is_empty();
                prose.words(&text);
            }
            Event::SoftBreak => prose.words(" "),
            Event::HardBreak => prose.line_break(),
            Event::InlineHtml(html) if html.starts_with("<br") => prose.line_break(),
            Event::Html(html) => prose.words(&html::read(&html).text),
            Event::Rule => prose.block(),
            _ => {}
        }
    }
    Markdown { title, text: prose.finish(), pictures, has_words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let read = read(
            "# Call with *Acme*\n\nIt takes **an hour**,\nsee [the report](https://x.test).\n\n- finance\n- ops\n  1. SSO\n\n\
             > slow\n\n| a | b |\n|---|---|\n| 1 | 2<br>3 |\n\n![shot][image1]\n\n```\nx  y\n```\n\n[image1]: <data:image/png;base64,AAAA>\n",
        );
        assert_eq!(read.title.as_deref(), Some("Call with Acme"));
        assert_eq!(
            read.text,
            "Call with Acme\n\nIt takes an hour, see the report.\n\n- finance\n- ops\n  1. SSO\n\n> slow\n\na | b\n1 | 2\n3\n\nx  y"
        );
        assert!(read.has_words && !super::read("# A\n[B](B%201.md)\n").has_words);
        assert_eq!(read.pictures, ["data:image/png;base64,AAAA"]);
    }
}
