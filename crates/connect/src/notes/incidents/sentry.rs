//! Sentry issues as its API gives them: one error, however often and to however many it happened.

use std::collections::BTreeMap;

use outweigh_core::domain::SourceKind;
use serde_json::Value;

use crate::json::Lookup;
use crate::notes::records::{self, Object};
use crate::notes::text::clean;
use crate::notes::{ImportedNote, NoteFile, ParsedNotes};
use crate::{ImportError, Progress, RowProblem};

/// Whether a record is an issue.
pub(crate) fn is_issue(record: &Object) -> bool {
    record.contains_key("shortId") && record.contains_key("culprit")
}

/// Reads all issues.
pub(crate) fn parse(file: NoteFile<'_>, on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    records::read(file, &["issues", "data"], on_progress, |collector, row, issue| {
        match records::id(issue.get("id")) {
            Some(id) => collector.add(note(row, id, issue)),
            None => collector.problem(RowProblem::whole_row(row, "an issue with an id", "it has no id")),
        }
    })
}

/// The message is the text, below the title that shortens it; where there is none, the title is the text.
fn note(row: usize, id: String, issue: &Object) -> ImportedNote {
    let title = clean(issue.text("title").unwrap_or_default());
    let message = issue.at(&["metadata", "value"]).and_then(Value::as_str).map(clean).unwrap_or_default();
    let (text, title) = if message.is_empty() { (title, None) } else { (message, Some(title)) };
    let mut custom = BTreeMap::new();
    records::keep(
        &mut custom,
        issue,
        &[
            ("shortId", "Short id"),
            ("culprit", "Culprit"),
            ("level", "Level"),
            ("status", "Status"),
            ("priority", "Priority"),
            ("count", "Events"),
            ("userCount", "Users"),
            ("lastSeen", "Last seen"),
        ],
    );
    if let Some(project) = issue.at(&["project", "name"]).and_then(records::shown) {
        custom.insert("Project".into(), project);
    }
    ImportedNote {
        url: issue.text("permalink").map(str::to_owned),
        title: title.filter(|title| !title.is_empty()),
        happened_at: records::time(issue.get("firstSeen")),
        custom,
        row,
        external_id: id,
        text,
        ..ImportedNote::new(SourceKind::Incident, "Sentry")
    }
}
