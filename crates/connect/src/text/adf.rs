//! The Atlassian Document Format (rich text of Jira Cloud's REST version 3) to Markdown.

use serde_json::Value;

use super::markdown::{escape_text, fence};
use crate::json::Lookup;

/// Converts a document. Nodes that are not known give the text inside them.
pub(crate) fn to_markdown(document: &Value) -> String {
    let mut output = String::new();
    blocks(document, &mut output);
    output.truncate(output.trim_end().len());
    output
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("content").and_then(Value::as_array).into_iter().flatten()
}

fn kind(node: &Value) -> &str {
    node.get("type").and_then(Value::as_str).unwrap_or_default()
}

/// Writes the blocks in a node, an empty line between them.
fn blocks(node: &Value, output: &mut String) {
    for (index, child) in children(node).enumerate() {
        if index > 0 && !output.is_empty() {
            output.truncate(output.trim_end_matches('\n').len());
            output.push_str("\n\n");
        }
        block(child, output);
    }
}

fn block(node: &Value, output: &mut String) {
    match kind(node) {
        "heading" => {
            let level = node.at(&["attrs", "level"]).and_then(Value::as_u64).unwrap_or(1).clamp(1, 6);
            (0..level).for_each(|_| output.push('#'));
            output.push(' ');
            inlines(node, output);
        }
        "bulletList" | "decisionList" => list(node, output, |_, _| "- ".into()),
        "orderedList" => {
            let first = node.at(&["attrs", "order"]).and_then(Value::as_u64).unwrap_or(1);
            list(node, output, |index, _| format!("{}. ", first.saturating_add(index)));
        }
        "taskList" => list(node, output, |_, entry| {
            let done = entry.at(&["attrs", "state"]).and_then(Value::as_str) == Some("DONE");
            if done { "- [x] ".into() } else { "- [ ] ".into() }
        }),
        "codeBlock" => {
            let code: String =
                children(node).filter_map(|text| text.get("text").and_then(Value::as_str)).collect();
            let language = node.at(&["attrs", "language"]).and_then(Value::as_str).unwrap_or_default();
            fence(output, language, &code);
        }
        "blockquote" | "panel" => {
            let mut inner = String::new();
            blocks(node, &mut inner);
            for line in inner.trim_end().lines() {
                output.push_str(if line.is_empty() { ">" } else { "> " });
                output.push_str(line);
                output.push('\n');
            }
        }
        "expand" | "nestedExpand" => {
            if let Some(title) =
                node.at(&["attrs", "title"]).and_then(Value::as_str).filter(|title| !title.is_empty())
            {
                output.push_str(&format!("**{title}**\n\n"));
            }
            blocks(node, output);
        }
        "rule" => output.push_str("---"),
        "table" => table(node, output),
        "mediaSingle" | "mediaGroup" => children(node).for_each(|media| inline(media, output)),
        "doc" | "layoutSection" | "layoutColumn" | "bodiedExtension" => blocks(node, output),
        _ if node.get("content").is_some() => inlines(node, output),
        _ => inline(node, output),
    }
}

fn list(node: &Value, output: &mut String, marker: impl Fn(u64, &Value) -> String) {
    for (index, entry) in (0_u64..).zip(children(node)) {
        // A list right inside a list is how tasks nest; it belongs to the entry before it.
        if kind(entry) == kind(node) {
            indented(entry, output, "  ", block);
            continue;
        }
        let marker = marker(index, entry);
        let indent = " ".repeat(if marker.ends_with("] ") { 2 } else { marker.len() });
        output.push_str(&marker);
        let start = output.len();
        let mut inner = String::new();
        entry_blocks(entry, &mut inner);
        output.push_str(&inner.trim_end().replace('\n', &format!("\n{indent}")));
        if output.len() == start {
            output.truncate(output.trim_end().len());
        }
        output.push('\n');
    }
}

fn indented(node: &Value, output: &mut String, indent: &str, write: impl Fn(&Value, &mut String)) {
    let mut inner = String::new();
    write(node, &mut inner);
    for line in inner.trim_end().lines() {
        output.push_str(indent);
        output.push_str(line);
        output.push('\n');
    }
}

/// The blocks of a list entry follow each other without empty lines, which keeps the list tight.
fn entry_blocks(entry: &Value, output: &mut String) {
    let is_block = |node: &Value| {
        matches!(kind(node), "paragraph" | "heading" | "codeBlock" | "blockquote" | "table")
            || kind(node).ends_with("List")
    };
    for child in children(entry) {
        if is_block(child) {
            if !output.is_empty() && !output.ends_with('\n') {
                output.push('\n');
            }
            block(child, output);
        } else {
            inline(child, output);
        }
    }
}

fn table(node: &Value, output: &mut String) {
    for (index, row) in children(node).enumerate() {
        let cells: Vec<String> = children(row)
            .map(|cell| {
                let mut inner = String::new();
                blocks(cell, &mut inner);
                inner.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
            })
            .collect();
        let is_header = children(row).all(|cell| kind(cell) == "tableHeader");
        if index == 0 {
            let names = if is_header { cells.join(" | ") } else { vec![""; cells.len()].join(" | ") };
            output.push_str(&format!("| {names} |\n|{}\n", " --- |".repeat(cells.len())));
        }
        if index > 0 || !is_header {
            output.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
}

fn inlines(node: &Value, output: &mut String) {
    children(node).for_each(|child| inline(child, output));
}

fn inline(node: &Value, output: &mut String) {
    let attribute = |name: &str| node.at(&["attrs", name]).and_then(Value::as_str).unwrap_or_default();
    match kind(node) {
        "text" => marked_text(node, output),
        "hardBreak" => output.push_str("  \n"),
        "mention" => {
            let name = attribute("text");
            output.push('@');
            output.push_str(if name.is_empty() { attribute("id") } else { name.trim_start_matches('@') });
        }
        "emoji" => {
            let text = attribute("text");
            output.push_str(if text.is_empty() { attribute("shortName") } else { text });
        }
        "inlineCard" | "blockCard" | "embedCard" => output.push_str(&format!("<{}>", attribute("url"))),
        "status" => escape_text(attribute("text"), output),
        "date" => {
            let day =
                attribute("timestamp").parse().ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
            if let Some(day) = day {
                output.push_str(&day.to_zoned(jiff::tz::TimeZone::UTC).date().to_string());
            }
        }
        "media" | "mediaInline" => {
            let name =
                [attribute("alt"), attribute("id")].into_iter().find(|text| !text.is_empty()).unwrap_or("?");
            output.push_str(&format!("(image: {name})"));
        }
        _ => inlines(node, output),
    }
}

fn marked_text(node: &Value, output: &mut String) {
    let text = node.get("text").and_then(Value::as_str).unwrap_or_default();
    let marks: Vec<&Value> = node.get("marks").and_then(Value::as_array).into_iter().flatten().collect();
    let has = |wanted: &str| marks.iter().any(|mark| kind(mark) == wanted);
    // Marks must touch the words they hold: blanks at the edges go outside.
    let inner = text.trim();
    if inner.is_empty() || marks.is_empty() {
        return escape_text(text, output);
    }
    let start = text.len() - text.trim_start().len();
    output.push_str(&text[..start]);
    let href =
        marks.iter().find(|mark| kind(mark) == "link").and_then(|mark| mark.at(&["attrs", "href"])?.as_str());
    let wraps: Vec<&str> = [("strong", "**"), ("em", "*"), ("strike", "~~")]
        .into_iter()
        .filter(|(mark, _)| has(mark))
        .map(|(_, wrap)| wrap)
        .collect();
    if href.is_some() {
        output.push('[');
    }
    wraps.iter().for_each(|wrap| output.push_str(wrap));
    if has("code") {
        let ticks = if inner.contains('`') { "``" } else { "`" };
        output.push_str(&format!("{ticks}{inner}{ticks}"));
    } else {
        escape_text(inner, output);
    }
    wraps.iter().rev().for_each(|wrap| output.push_str(wrap));
    if let Some(href) = href {
        output.push_str(&format!("]({})", href.replace('(', "%28").replace(')', "%29")));
    }
    output.push_str(&text[start + inner.len()..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(content: Value, markdown: &str) {
        assert_eq!(to_markdown(&json!({"type": "doc", "version": 1, "content": content})), markdown);
    }

    fn paragraph(text: &str) -> Value {
        json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})
    }

    #[test]
    fn blocks_become_markdown_with_empty_lines_between() {
        check(
            json!([
                {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Why"}]},
                paragraph("Waits"),
                {"type": "codeBlock", "attrs": {"language": "sql"}, "content": [{"type": "text", "text": "select 1"}]},
                {"type": "panel", "content": [paragraph("mind"), paragraph("this")]},
                {"type": "rule"}
            ]),
            "## Why\n\nWaits\n\n```sql\nselect 1\n```\n\n> mind\n>\n> this\n\n---",
        );
    }

    #[test]
    fn lists_nest_and_tasks_keep_their_state() {
        let nested =
            json!({"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph("deep")]}]});
        check(
            json!([
                {"type": "orderedList", "content": [
                    {"type": "listItem", "content": [paragraph("one"), nested]},
                    {"type": "listItem", "content": [paragraph("two")]}
                ]},
                {"type": "taskList", "content": [
                    {"type": "taskItem", "attrs": {"state": "DONE"}, "content": [{"type": "text", "text": "built"}]},
                    {"type": "taskItem", "attrs": {"state": "TODO"}, "content": [{"type": "text", "text": "told"}]}
                ]}
            ]),
            "1. one\n   - deep\n2. two\n\n- [x] built\n- [ ] told",
        );
    }

    #[test]
    fn marks_wrap_their_words_and_plain_text_is_escaped() {
        let text = |text: &str, marks: Value| json!({"type": "text", "text": text, "marks": marks});
        check(
            json!([{"type": "paragraph", "content": [
                text("bold ", json!([{"type": "strong"}])),
                text("a_b", json!([{"type": "code"}])),
                {"type": "text", "text": " <b> 2*3 "},
                text("site", json!([{"type": "link", "attrs": {"href": "https://x.io/(a)"}}])),
                {"type": "mention", "attrs": {"id": "1", "text": "@Ann"}}
            ]}]),
            "**bold** `a_b` \\<b> 2\\*3 [site](https://x.io/%28a%29)@Ann",
        );
    }

    #[test]
    fn tables_get_a_header() {
        let cell = |kind: &str, text: &str| json!({"type": kind, "content": [paragraph(text)]});
        check(
            json!([{"type": "table", "content": [
                {"type": "tableRow", "content": [cell("tableHeader", "a"), cell("tableHeader", "b|c")]},
                {"type": "tableRow", "content": [cell("tableCell", "1"), cell("tableCell", "2")]}
            ]}]),
            "| a | b\\|c |\n| --- | --- |\n| 1 | 2 |",
        );
    }
}
