//! The properties of a page in a database, and what of them a note has a place for.

use std::collections::BTreeMap;

use crate::dates::{self, DateOrder, Moment};
use crate::notes::text::filled;
use crate::notes::{ImportedContact, ImportedNote};
use crate::words;

/// Column names, in plain lower case, by what they mean for a note.
const COMPANY: [&str; 6] = ["company", "account", "customer", "organization", "organisation", "client"];
const EMAIL: [&str; 4] = ["email", "e mail", "contact email", "mail"];
const PERSON: [&str; 6] =
    ["contact", "participant", "interviewee", "person", "customer name", "contact name"];
const ROLE: [&str; 4] = ["role", "job title", "position", "persona"];
const WHEN: [&str; 6] = ["date", "interview date", "created", "created time", "created at", "datum"];
const TAGS: [&str; 3] = ["tags", "labels", "topics"];
const WORDS: [&str; 14] = [
    "feedback",
    "comment",
    "comments",
    "quote",
    "verbatim",
    "notes",
    "note",
    "description",
    "text",
    "summary",
    "message",
    "details",
    "request",
    "insight",
];

/// Characters of the longest name of a property.
const LONGEST_NAME: usize = 60;

/// Names and values in the order of the source.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Properties {
    pairs: Vec<(String, String)>,
}

/// The heading that begins a page, and the rest.
pub(super) fn split_heading(markdown: &str) -> (Option<&str>, &str) {
    let text = markdown.trim_start();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    match line.strip_prefix("# ") {
        Some(title) if !title.trim().is_empty() => (Some(title.trim()), rest),
        _ => (None, markdown),
    }
}

impl Properties {
    /// The cells of a table's row.
    pub(super) fn of_row<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let filled = cells.filter(|(_, value)| !value.trim().is_empty());
        Self { pairs: filled.map(|(name, value)| (name.to_owned(), without_targets(value))).collect() }
    }

    /// Takes the block of `Name: value` lines off the beginning of a text, if it begins with a column. Views hide
    /// columns, so the other names need not be known; a line without a name goes on the value before.
    pub(super) fn split_off<'a>(text: &'a str, columns: &[String]) -> (Self, &'a str) {
        let text = text.trim_start_matches(['\n', '\r']);
        let begins_with =
            |column: &String| text.strip_prefix(column.as_str()).is_some_and(|rest| rest.starts_with(':'));
        if !columns.iter().any(begins_with) {
            return (Self::default(), text);
        }
        let (block, rest) =
            text.split_once("\n\n").or_else(|| text.split_once("\n\r\n")).unwrap_or((text, ""));
        let mut pairs: Vec<(String, String)> = Vec::new();
        for line in block.lines() {
            let named = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")));
            match (named.filter(|(name, _)| name.chars().count() <= LONGEST_NAME), pairs.last_mut()) {
                (Some((name, value)), _) => pairs.push((name.to_owned(), without_targets(value))),
                (None, Some((_, value))) => {
                    value.push('\n');
                    value.push_str(line);
                }
                (None, None) => {}
            }
        }
        pairs.retain(|(_, value)| !value.trim().is_empty());
        (Self { pairs }, rest)
    }

    /// The first one's value, which names a row.
    pub(super) fn title(&self) -> Option<&str> {
        self.pairs.first().map(|(_, value)| value.as_str())
    }

    /// What somebody said, where a property holds it instead of the page.
    pub(super) fn words(&self) -> Option<&str> {
        self.first(&WORDS)
    }

    /// Gives a note its author, day and labels; everything else stays under its own name.
    pub(super) fn fill(&self, note: &mut ImportedNote) {
        let own = |names: &[&str]| self.first(names).and_then(filled);
        let author = ImportedContact {
            company: own(&COMPANY),
            email: own(&EMAIL).filter(|email| email.contains('@')).map(|email| email.to_lowercase()),
            name: own(&PERSON),
            role: own(&ROLE),
            ..ImportedContact::default()
        };
        if author != ImportedContact::default() {
            note.author = Some(author);
        }
        // Notion spells months out, so the order of numbers never matters.
        note.happened_at =
            own(&WHEN).and_then(|day| dates::parse(&day, DateOrder::MonthFirst)).and_then(Moment::timestamp);
        for tag in self.first(&TAGS).into_iter().flat_map(|tags| tags.split(',')).filter_map(filled) {
            if !note.tags.contains(&tag) {
                note.tags.push(tag);
            }
        }
        let placed: [&[&str]; 6] = [&COMPANY, &EMAIL, &PERSON, &ROLE, &WHEN, &TAGS];
        let is_placed = |name: &str| placed.iter().any(|names| names.contains(&words::plain(name).as_str()));
        let others = self
            .pairs
            .iter()
            .filter(|(name, value)| !is_placed(name) && Some(value.as_str()) != self.words());
        let others = others.filter(|(_, value)| Some(value) != note.title.as_ref());
        note.custom = others.cloned().collect::<BTreeMap<_, _>>();
    }

    /// The value of the first name that is there.
    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|wanted| {
            let found = self.pairs.iter().find(|(name, _)| words::plain(name) == *wanted);
            found.map(|(_, value)| value.as_str())
        })
    }
}

/// `Faster export (Roadmap%201f.md), Other (x.md)` without where they lead.
fn without_targets(value: &str) -> String {
    let mut kept = String::new();
    let mut rest = value.trim();
    while let Some((before, after)) = rest.split_once(" (") {
        kept.push_str(before);
        match after.split_once(')') {
            Some((target, after)) if target.ends_with(".md") || target.ends_with(".csv") => rest = after,
            _ => {
                kept.push_str(" (");
                rest = after;
            }
        }
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_begin_with_a_column() {
        let columns = ["Company".to_owned(), "Related".to_owned()];
        let text = "\nCompany: Acme\nHidden: in the view\nand long\nRelated: Faster (R%201.md), Big (deal)\n\nNote: body\n";
        let (properties, rest) = Properties::split_off(text, &columns);
        assert_eq!(rest, "Note: body\n");
        assert_eq!(properties.first(&["hidden"]), Some("in the view\nand long"));
        assert_eq!(Properties::split_off("Note: body", &columns), (Properties::default(), "Note: body"));
        assert_eq!(properties.first(&["related"]), Some("Faster, Big (deal)"));
        assert_eq!(split_heading("# T\n\nx"), (Some("T"), "\nx"));
    }
}
