//! Jira's wiki markup to Markdown: headings, emphasis, lists, links, code, quotes, panels and tables.
//! What is HTML in the source was text there and stays text here.

use std::collections::HashMap;

use super::markdown::{escape_html, fence};

/// Display names by account id, for mentions.
pub(crate) type People<'a> = HashMap<&'a str, &'a str>;

/// How far from its opening a mark, link or block head may close. Real ones are short; without a bound, a
/// text of nothing but openings would be searched to its end for each of them.
const REACH_BYTES: usize = 1_000;
/// How deep emphasis nests; deeper marks stay as they are written.
const MAX_NESTING: usize = 6;

/// Converts a text. Markup that is not understood stays as it is written.
pub(crate) fn to_markdown(wiki: &str, people: &People<'_>) -> String {
    let mut output = String::with_capacity(wiki.len() + wiki.len() / 8);
    let mut rest = wiki;
    let mut unclosed = Unclosed::default();
    // Code and quotes span lines and are cut out first; everything between is read line by line.
    while let Some(block) = next_block(rest, &mut unclosed) {
        lines(&rest[..block.start], people, &mut output);
        end_line(&mut output);
        match block.kind {
            Kind::Code { language } => fence(&mut output, language, block.inner),
            Kind::Quote { title } => {
                let mut inner = to_markdown(block.inner.trim(), people);
                if let Some(title) = title {
                    inner = format!("**{title}**\n{inner}");
                }
                for line in inner.lines() {
                    output.push_str(if line.is_empty() { ">" } else { "> " });
                    output.push_str(line);
                    output.push('\n');
                }
            }
        }
        rest = rest[block.end..].trim_start_matches([' ', '\r']);
        rest = rest.strip_prefix('\n').unwrap_or(rest);
        if !rest.is_empty() {
            output.push('\n');
        }
    }
    lines(rest, people, &mut output);
    output.truncate(output.trim_end().len());
    output
}

enum Kind<'a> {
    Code { language: &'a str },
    Quote { title: Option<&'a str> },
}

struct Block<'a> {
    kind: Kind<'a>,
    start: usize,
    end: usize,
    inner: &'a str,
}

/// Names of blocks with no end in the rest of the text, so that it is searched for each only once.
type Unclosed = Vec<&'static str>;

/// The first `{code}`, `{noformat}`, `{quote}` or `{panel}` that is also closed.
fn next_block<'a>(text: &'a str, unclosed: &mut Unclosed) -> Option<Block<'a>> {
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|open| from + open) {
        if let Some(block) = block_at(text, open, unclosed) {
            return Some(block);
        }
        from = open + 1;
    }
    None
}

fn block_at<'a>(text: &'a str, start: usize, unclosed: &mut Unclosed) -> Option<Block<'a>> {
    let name = ["code", "noformat", "quote", "panel"]
        .into_iter()
        .find(|name| text[start + 1..].starts_with(name))?;
    let head = &text[start + 1 + name.len()..];
    let close = find_near(head, "}")?;
    let parameters = match &head[..close] {
        "" => "",
        parameters => parameters.strip_prefix(':')?,
    };
    let inner_start = start + 1 + name.len() + close + 1;
    if unclosed.contains(&name) {
        return None;
    }
    let Some(inner_length) = text[inner_start..].find(&format!("{{{name}}}")) else {
        unclosed.push(name);
        return None;
    };
    let parameter = |wanted: &str| {
        parameters
            .split('|')
            .find_map(|pair| pair.trim().strip_prefix(wanted)?.strip_prefix('='))
            .map(str::trim)
    };
    let kind = match name {
        "code" => {
            let bare = parameters.split('|').next().filter(|first| !first.contains('=')).unwrap_or("");
            Kind::Code { language: parameter("language").unwrap_or(bare).trim() }
        }
        "noformat" => Kind::Code { language: "" },
        "panel" => Kind::Quote { title: parameter("title") },
        _ => Kind::Quote { title: None },
    };
    Some(Block {
        kind,
        start,
        end: inner_start + inner_length + name.len() + 2,
        inner: &text[inner_start..inner_start + inner_length],
    })
}

/// Finds a text within reach.
fn find_near(text: &str, wanted: &str) -> Option<usize> {
    text[..text.floor_char_boundary(REACH_BYTES)].find(wanted)
}

fn end_line(output: &mut String) {
    if !output.is_empty() && !output.ends_with('\n') {
        output.push('\n');
    }
}

fn lines(text: &str, people: &People<'_>, output: &mut String) {
    let mut in_table = false;
    for line in text.lines() {
        let trimmed = line.trim();
        let row = table_row(trimmed, people);
        if let Some((cells, is_header)) = &row {
            if !in_table {
                // Markdown tables begin with a header; one without gets empty names.
                let empty = vec![String::new(); cells.len()];
                push_row(output, if *is_header { cells } else { &empty });
                push_row(output, &vec!["---".to_owned(); cells.len()]);
            }
            if in_table || !is_header {
                push_row(output, cells);
            }
        } else if let Some((level, title)) = heading(trimmed) {
            output.push_str(&"#".repeat(level));
            output.push(' ');
            inline(title, people, output);
            output.push('\n');
        } else if let Some((indent, marker, entry)) = list_entry(trimmed) {
            output.push_str(&indent);
            output.push_str(marker);
            inline(entry, people, output);
            output.push('\n');
        } else if let Some(quote) = trimmed.strip_prefix("bq. ") {
            output.push_str("> ");
            inline(quote, people, output);
            output.push('\n');
        } else if trimmed.len() >= 4 && trimmed.bytes().all(|byte| byte == b'-') {
            output.push_str("---\n");
        } else {
            inline(line.trim_end(), people, output);
            output.push('\n');
        }
        in_table = row.is_some();
    }
    if !text.ends_with('\n') && output.ends_with('\n') {
        output.pop();
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.strip_prefix('h')?;
    let level = rest.bytes().next().filter(|level| (b'1'..=b'6').contains(level))?;
    Some((usize::from(level - b'0'), rest[1..].strip_prefix('.')?.trim()))
}

/// `*`, `#` and `-` runs give the depth; the last one says what kind of list the entry is in.
fn list_entry(line: &str) -> Option<(String, &'static str, &str)> {
    let depth = line.bytes().take_while(|byte| matches!(byte, b'*' | b'#' | b'-')).count();
    let (markers, entry) = line.split_at(depth);
    let entry = entry.strip_prefix(' ')?;
    // Dashes do not nest in Jira: "-- " is a typographic dash.
    if depth == 0 || depth > 1 && markers.contains('-') {
        return None;
    }
    let indent =
        markers.bytes().take(depth - 1).map(|marker| if marker == b'#' { "   " } else { "  " }).collect();
    Some((indent, if markers.ends_with('#') { "1. " } else { "- " }, entry.trim()))
}

fn table_row(line: &str, people: &People<'_>) -> Option<(Vec<String>, bool)> {
    if !line.starts_with('|') || line.len() < 3 || !line.ends_with('|') {
        return None;
    }
    let is_header = line.starts_with("||");
    let inner = line.trim_start_matches('|');
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut in_link = false;
    for character in inner.chars() {
        match character {
            '[' => in_link = true,
            ']' => in_link = false,
            '|' if !in_link => {
                // A bar right behind another is the second half of `||`.
                if !is_header || !cell.is_empty() {
                    cells.push(std::mem::take(&mut cell));
                }
                continue;
            }
            _ => {}
        }
        cell.push(character);
    }
    let convert = |cell: String| {
        let mut converted = String::new();
        inline(cell.trim(), people, &mut converted);
        converted.replace('|', "\\|")
    };
    Some((cells.into_iter().map(convert).collect(), is_header))
}

fn push_row(output: &mut String, cells: &[String]) {
    output.push('|');
    for cell in cells {
        output.push(' ');
        output.push_str(cell);
        output.push_str(" |");
    }
    output.push('\n');
}

/// Converts what stands within a line.
fn inline(text: &str, people: &People<'_>, output: &mut String) {
    inline_nested(text, people, output, 0);
}

fn inline_nested(text: &str, people: &People<'_>, output: &mut String, depth: usize) {
    let mut rest = text;
    let mut before = None;
    while let Some(character) = rest.chars().next() {
        let opens = before.is_none_or(|before: char| !before.is_alphanumeric());
        let used = match character {
            '{' => mono(rest, output).or_else(|| color(rest)),
            '[' => link(rest, people, output, depth),
            '!' if opens => image(rest, output),
            '*' if opens => emphasis(rest, '*', "**", people, output, depth),
            '_' if opens => emphasis(rest, '_', "_", people, output, depth),
            '-' if opens => emphasis(rest, '-', "~~", people, output, depth),
            '+' if opens => emphasis(rest, '+', "", people, output, depth),
            '\\' if rest.starts_with("\\\\") => {
                output.push_str("  \n");
                Some(2)
            }
            '\\' if rest[1..].starts_with(['{', '[', '*', '_', '!', '-', '+', '|']) => {
                output.push_str(&rest[..2]);
                Some(2)
            }
            _ => None,
        };
        match used {
            Some(used) => {
                before = rest[..used].chars().next_back();
                rest = &rest[used..];
            }
            None => {
                escape_html(character, &rest[character.len_utf8()..], output);
                before = Some(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
}

/// `{{mono}}` to a code span.
fn mono(text: &str, output: &mut String) -> Option<usize> {
    let inner = text.strip_prefix("{{")?;
    let end = find_near(inner, "}}").filter(|end| *end > 0)?;
    let ticks = if inner[..end].contains('`') { "``" } else { "`" };
    output.push_str(ticks);
    output.push_str(&inner[..end]);
    output.push_str(ticks);
    Some(end + 4)
}

/// `{color:red}` and `{color}` have no counterpart and are dropped; the text between them stays.
fn color(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("{color")?;
    let end = find_near(rest, "}")?;
    (end == 0 || rest.starts_with(':')).then_some("{color".len() + end + 1)
}

fn emphasis(
    text: &str,
    mark: char,
    markdown: &str,
    people: &People<'_>,
    output: &mut String,
    depth: usize,
) -> Option<usize> {
    let inner = &text[1..];
    if depth >= MAX_NESTING || inner.starts_with(|c: char| c.is_whitespace() || c == mark) {
        return None;
    }
    let mut ends = inner.match_indices(mark).map(|(end, _)| end).take_while(|end| *end < REACH_BYTES);
    let end = ends.find(|end| {
        let closes = inner[..*end].chars().next_back().is_some_and(|c| !c.is_whitespace());
        closes && inner[end + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })?;
    output.push_str(markdown);
    inline_nested(&inner[..end], people, output, depth + 1);
    output.push_str(markdown);
    Some(end + 2)
}

/// `[text|url]`, `[url]`, `[~user]`, `[^attachment]`; anything else in brackets is just that.
fn link(text: &str, people: &People<'_>, output: &mut String, depth: usize) -> Option<usize> {
    let end = find_near(text, "]").filter(|end| *end > 1)?;
    let inner = &text[1..end];
    if let Some(user) = inner.strip_prefix('~') {
        let id = user.strip_prefix("accountid:").unwrap_or(user);
        output.push('@');
        output.push_str(people.get(id).copied().unwrap_or(id));
    } else if let Some(attachment) = inner.strip_prefix('^') {
        output.push_str(attachment);
    } else {
        let (label, target) =
            inner.split_once('|').map_or((None, inner), |(label, target)| (Some(label), target));
        let target = target.split('|').next().unwrap_or(target).trim();
        if !["http://", "https://", "mailto:", "ftp://"].iter().any(|scheme| target.starts_with(scheme))
            || target.contains(char::is_whitespace)
        {
            return None;
        }
        match label {
            Some(label) => {
                output.push('[');
                inline_nested(label, people, output, depth + 1);
                output.push_str("](");
                output.push_str(&target.replace('(', "%28").replace(')', "%29"));
                output.push(')');
            }
            None => {
                output.push('<');
                output.push_str(target);
                output.push('>');
            }
        }
    }
    Some(end + 1)
}

/// `!name.png|thumbnail!`: a web image stays an image, an attachment becomes its name.
fn image(text: &str, output: &mut String) -> Option<usize> {
    let inner = &text[1..];
    let end = find_near(inner, "!")?;
    let name = inner[..end].split('|').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())?;
    let is_image = ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp"].contains(&extension.as_str());
    if !is_image || name.contains('\n') {
        return None;
    }
    if name.starts_with("https://") || name.starts_with("http://") {
        output.push_str(&format!("![]({name})"));
    } else {
        output.push_str(&format!("(image: {name})"));
    }
    Some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wiki: &str, markdown: &str) {
        assert_eq!(to_markdown(wiki, &People::from([("70121:6c", "Sam Dev")])), markdown, "{wiki}");
    }

    #[test]
    fn lines_become_headings_lists_quotes_and_rules() {
        check("h2. Why\nCustomers wait *60 minutes*.", "## Why\nCustomers wait **60 minutes**.");
        check("* one\n** two\n# three\n#* four\n- five", "- one\n  - two\n1. three\n   - four\n- five");
        check("bq. said\n----", "> said\n---");
        check("{quote}a\nb{quote}\nafter", "> a\n> b\n\nafter");
        check("{panel:title=Note|bgColor=#fff}mind{panel}", "> **Note**\n> mind");
    }

    #[test]
    fn marks_within_a_line_are_converted() {
        check(
            "_soft_ *hard* -gone- +new+ {{mono}} {color:red}red{color}",
            "_soft_ **hard** ~~gone~~ new `mono` red",
        );
        check(
            "2*3*4 and snake_case_name stay, a - b - c too",
            "2*3*4 and snake_case_name stay, a - b - c too",
        );
        check(
            "[Docs|https://x.io/a] [https://x.io] [~accountid:70121:6c] [array[0]]",
            "[Docs](https://x.io/a) <https://x.io> @Sam Dev [array[0]]",
        );
        check("!shot.png|thumbnail! wow! great!", "(image: shot.png) wow! great!");
        check("a\\\\b", "a  \nb");
    }

    #[test]
    fn code_is_kept_untouched() {
        check("before {code:java}int *a* = 1;{code} after", "before\n```java\nint *a* = 1;\n```\n\nafter");
        check("{code:title=x.sql|language=sql}\nselect 1\n{code}", "```sql\nselect 1\n```");
        check("{noformat}``` inside{noformat}", "````\n``` inside\n````");
        check("{code} never closed", "{code} never closed");
    }

    #[test]
    fn tables_get_the_header_markdown_needs() {
        check("||a||b||\n|1|[x|https://x.io]|", "| a | b |\n| --- | --- |\n| 1 | [x](https://x.io) |");
        check("|1|2|", "|  |  |\n| --- | --- |\n| 1 | 2 |");
    }

    #[test]
    fn html_stays_text() {
        check("<script>alert(1)</script> a < b &lt;i&gt;", "\\<script>alert(1)\\</script> a < b &lt;i&gt;");
        check("{{<b>}}", "`<b>`");
    }
}
