//! PagerDuty incidents as its API gives them.

use std::collections::BTreeMap;

use outweigh_core::domain::SourceKind;
use serde_json::Value;

use crate::json::Lookup;
use crate::notes::records::{self, Object};
use crate::notes::text::clean;
use crate::notes::{ImportedNote, NoteFile, ParsedNotes};
use crate::{ImportError, Progress, RowProblem};

pub(super) const NAME: &str = "PagerDuty";

/// Whether a record is an incident.
pub(crate) fn is_incident(record: &Object) -> bool {
    record.contains_key("incident_number")
        && record.contains_key("service")
        && record.contains_key("created_at")
}

/// Reads all incidents.
pub(crate) fn parse(file: NoteFile<'_>, on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    records::read(file, &["incidents", "data"], on_progress, |collector, row, incident| {
        match records::id(incident.get("id")) {
            Some(id) => collector.add(note(row, id, incident)),
            None => collector.problem(RowProblem::whole_row(row, "an incident with an id", "it has no id")),
        }
    })
}

/// The title is what happened; a description that only repeats it, as PagerDuty's do, adds nothing.
fn note(row: usize, id: String, incident: &Object) -> ImportedNote {
    let title = clean(incident.text("title").or(incident.text("summary")).unwrap_or_default());
    let mut parts = vec![clean(incident.text("description").unwrap_or_default())];
    let notes = incident.get("notes").and_then(Value::as_array).into_iter().flatten();
    parts.extend(notes.filter_map(|note| note.text("content")).map(clean));
    parts.retain(|part| !part.is_empty() && *part != title);
    let (text, title) = if parts.is_empty() { (title, None) } else { (parts.join("\n\n"), Some(title)) };
    let mut custom = BTreeMap::new();
    records::keep(
        &mut custom,
        incident,
        &[
            ("incident_number", "Number"),
            ("status", "Status"),
            ("urgency", "Urgency"),
            ("resolved_at", "Resolved"),
        ],
    );
    for (field, name) in
        [("service", "Service"), ("priority", "Priority"), ("escalation_policy", "Escalation policy")]
    {
        if let Some(summary) = incident.at(&[field, "summary"]).and_then(records::shown) {
            custom.insert(name.into(), summary);
        }
    }
    ImportedNote {
        url: incident.text("html_url").map(str::to_owned),
        title: title.filter(|title| !title.is_empty()),
        happened_at: records::time(incident.get("created_at")),
        custom,
        row,
        external_id: id,
        text,
        ..ImportedNote::new(SourceKind::Incident, NAME)
    }
}
