//! Finds out whether a file holds a backlog or what people said, and how it is to be read.

use crate::notes::{self, NotePreset, SniffedNotes};
use crate::{ImportError, Options, Preset, Sniffed, Target, inspect, sniff};

/// What a file was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    Items(Sniffed),
    Notes(SniffedNotes),
}

/// Finds out what a file is. `file_name` may be empty.
///
/// An export that shows its system is of that system. A table of anybody's making is a backlog when its columns
/// are those of one: a title, and a status, priority, estimate or key.
///
/// # Errors
/// When it is neither.
pub fn recognise(file_name: &str, bytes: &[u8]) -> Result<Recognised, ImportError> {
    match (sniff(file_name, bytes), notes::sniff(file_name, bytes)) {
        (Ok(items), Ok(notes)) if is_backlog(bytes, &items, notes.preset) => Ok(Recognised::Items(items)),
        (_, Ok(notes)) => Ok(Recognised::Notes(notes)),
        (Ok(items), Err(_)) => Ok(Recognised::Items(items)),
        (Err(error), Err(_)) => Err(error),
    }
}

fn is_backlog(bytes: &[u8], items: &Sniffed, notes: NotePreset) -> bool {
    if !items.preset.takes_mapping() {
        return true;
    }
    match notes {
        NotePreset::Document => is_table(bytes, items.preset),
        NotePreset::Feedback => has_columns_of_a_backlog(bytes, items.preset),
        _ => false,
    }
}

fn targets(bytes: &[u8], preset: Preset) -> Vec<Option<Target>> {
    let inspected = inspect(bytes, preset, &Options::default());
    inspected.map(|found| found.columns.iter().map(|column| column.target).collect()).unwrap_or_default()
}

/// Prose has commas too; a table has a column that is a title.
fn is_table(bytes: &[u8], preset: Preset) -> bool {
    let targets = targets(bytes, preset);
    targets.len() > 1 && targets.contains(&Some(Target::Title))
}

fn has_columns_of_a_backlog(bytes: &[u8], preset: Preset) -> bool {
    use Target as T;
    let targets = targets(bytes, preset);
    let planned =
        [T::Status, T::Priority, T::Key, T::StoryPoints, T::EstimateDays, T::EstimateHours, T::Assignee];
    targets.contains(&Some(T::Title)) && planned.iter().any(|target| targets.contains(&Some(*target)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlog_and_what_people_said_are_told_apart() {
        let kind = |name: &str, text: &str| match recognise(name, text.as_bytes()) {
            Ok(Recognised::Items(found)) => found.preset.key(),
            Ok(Recognised::Notes(found)) => found.preset.key(),
            Err(_) => "neither",
        };
        for (name, text, expected) in [
            ("backlog.csv", "Key,Title,Priority,Days\nA-1,Pay by card,High,3\n", "csv"),
            ("backlog.csv", "Title,Description,Status\nPay by card,Customers ask for it,Open\n", "csv"),
            ("titles.txt", "title,owner\nPay by card,Ann\n", "csv"),
            ("jira.csv", "Summary,Issue key,Issue id\nPay by card,A-1,1\n", "jira_csv"),
            ("nps.csv", "Email,Score,Comment,Date\nann@acme.test,3,Too slow,2026-01-02\n", "feedback"),
            ("crm.csv", "Company,Domain,Plan,Annual revenue\nAcme,acme.test,pro,1000\n", "accounts"),
            ("call.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello</v>\n", "transcript"),
            ("a.eml", "From: Ann <ann@acme.test>\nSubject: Export\n\nIt takes an hour, or two.\n", "email"),
            ("visit.md", "# Visit\n\nThey wait, and wait, for exports.\n", "document"),
            ("empty.csv", "", "neither"),
        ] {
            assert_eq!(kind(name, text), expected, "{name}: {text}");
        }
    }
}
