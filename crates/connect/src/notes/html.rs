//! HTML to readable plain text. Nothing is run, fetched or followed; what a browser would not show is left out.

use html5gum::{StartTag, Token, Tokenizer};

use super::prose::Prose;
use super::text::filled;

/// Elements whose content is not for readers.
const UNSEEN: [&str; 8] = ["head", "script", "style", "template", "svg", "math", "object", "noscript"];
/// Elements that stand apart with space around.
const BLOCKS: [&str; 17] = [
    "article",
    "blockquote",
    "dl",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "p",
    "pre",
    "table",
];
/// Elements that stand on lines of their own.
const LINES: [&str; 12] =
    ["address", "aside", "body", "dd", "div", "dt", "fieldset", "figcaption", "main", "nav", "section", "tr"];

/// What a page says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// From `<title>`, else the first heading, or what Google Docs marks as the title.
    pub(crate) title: Option<String>,
    /// Its text, never the title's.
    pub(crate) text: String,
}

/// Reads a page or a piece of one.
pub(crate) fn read(html: &str) -> Page {
    let mut reader = Reader::default();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let title = filled(&reader.title).or_else(|| filled(&reader.heading));
    Page { title, text: reader.prose.finish() }
}

#[derive(Default)]
struct Reader {
    prose: Prose,
    title: String,
    is_title: bool,
    heading: String,
    /// The element of the first heading, while it is open.
    heading_is_in: Option<String>,
    is_preformatted: bool,
    /// The element that hides what is in it, and how many of its name are open inside, itself counted.
    hidden: Option<(String, usize)>,
}

impl Reader {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        // A title is in the head, which is not shown.
        self.is_title = name == "title";
        if let Some((hidden, depth)) = &mut self.hidden {
            // A page that forgot to close its head.
            if *hidden == name && !tag.self_closing {
                *depth += 1;
            } else if *hidden == "head" && name == "body" {
                self.hidden = None;
            }
            return;
        }
        if (UNSEEN.contains(&name) || is_hidden(tag, name)) && !tag.self_closing {
            self.hidden = Some((name.to_owned(), 1));
            return;
        }
        let is_heading =
            name == "h1" || name == "p" && attribute(tag, "class").is_some_and(|class| class == "title");
        if is_heading && self.heading.is_empty() {
            self.heading_is_in = Some(name.to_owned());
        }
        match name {
            "br" => self.prose.line_break(),
            "ul" => self.prose.open_list(None),
            "ol" => {
                let start = attribute(tag, "start").and_then(|number| number.parse().ok());
                self.prose.open_list(Some(start.unwrap_or(1)));
            }
            "li" => self.prose.item(),
            "td" | "th" => self.prose.cell(),
            "blockquote" => self.prose.open_quote(),
            "pre" => {
                self.prose.block();
                self.is_preformatted = true;
            }
            _ => self.separate(name),
        }
    }

    fn close(&mut self, name: &str) {
        self.is_title = false;
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        if self.heading_is_in.as_deref() == Some(name) {
            self.heading_is_in = None;
        }
        match name {
            "ul" | "ol" => self.prose.close_list(),
            "blockquote" => self.prose.close_quote(),
            "pre" => {
                self.is_preformatted = false;
                self.prose.block();
            }
            _ => self.separate(name),
        }
    }

    fn separate(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.prose.block();
        } else if LINES.contains(&name) {
            self.prose.line();
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_title {
            self.title.push_str(text);
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        if self.heading_is_in.is_some() {
            self.heading.push_str(text);
        }
        if self.is_preformatted {
            self.prose.verbatim(text);
        } else {
            self.prose.words(text);
        }
    }
}

/// Preview lines of mailings, and the marks by which Google Docs ties comments to words.
fn is_hidden(tag: &StartTag<()>, name: &str) -> bool {
    let has_end = !matches!(name, "br" | "hr" | "img" | "input" | "meta" | "link" | "col" | "wbr");
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let is_comment_mark =
        name == "a" && attribute(tag, "href").is_some_and(|target| target.starts_with("#cmnt"));
    has_end && (style.contains("display:none") || is_comment_mark)
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        read(html).text
    }

    #[test]
    fn what_a_browser_shows_is_read_and_nothing_else() {
        let page = read(
            "<html><head><title>Call &amp; notes</title><style>p{}</style></head><body>\
             <div style='display: none'>preview<div>x</div></div><script>alert(1)</script>\
             <h1>Pain</h1><p>It takes<br>an <b>hour</b>.</p><ul><li>finance<li>ops</ul>\
             <!-- no --><img src=x onerror=alert(1)>5 &lt; 6</body>",
        );
        assert_eq!(page.title.as_deref(), Some("Call & notes"));
        assert_eq!(page.text, "Pain\n\nIt takes\nan hour.\n\n- finance\n- ops\n\n5 < 6");
    }

    #[test]
    fn blank_lines_of_mail_programs_stay_blank_lines() {
        assert_eq!(text("<div>a</div><div><br></div><div>b<br></div><div>c</div>"), "a\n\nb\nc");
        assert_eq!(text("a<br><br><br>b<p>c<p>d"), "a\n\nb\n\nc\n\nd");
    }

    #[test]
    fn quotes_and_tables_and_code_keep_their_shape() {
        assert_eq!(
            text("yes<blockquote>Is it?<blockquote>Old</blockquote></blockquote>"),
            "yes\n\n> Is it?\n>\n> > Old"
        );
        assert_eq!(text("<table><tr><td>a<td>b</tr><tr><th>c</th></tr></table>"), "a | b\nc");
        assert_eq!(text("<pre>if x:\n  y</pre>"), "if x:\n  y");
    }

    #[test]
    fn unclosed_and_crossed_tags_lose_no_words() {
        assert_eq!(text("<p><b>a</p>b</i></ul></blockquote>c<ul><li>d"), "a\n\nb\n\nc\n\n- d");
        assert_eq!(text(&"<blockquote>".repeat(5_000)), "");
        assert_eq!(text(&format!("{}x", "<ul><li>".repeat(50))).trim_start(), "- x");
    }
}
