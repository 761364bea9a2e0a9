//! Finds the sources a file names, and adds missing ones.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::Source;
use outweigh_core::ids::SourceId;
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::{NotePlanOptions, NoteReport};
use crate::notes::{ImportedNote, ParsedNotes};
use crate::plan::{Findings, one_line};

/// The sources of a workspace as the import leaves them.
pub(super) struct Sources {
    by_name: HashMap<String, SourceId>,
    retention_days: HashMap<SourceId, u32>,
    /// Stands for the name of the file's only source.
    renamed: Option<String>,
    /// The sources to add.
    pub(super) edits: Vec<Edit>,
}

impl Sources {
    pub(super) fn new(
        workspace: &Workspace,
        parsed: &ParsedNotes,
        options: &NotePlanOptions,
        report: &mut NoteReport,
    ) -> Self {
        let named: BTreeSet<&str> = parsed.notes.iter().map(|note| note.source.as_str()).collect();
        let renamed = options.source.as_deref().map(str::trim).filter(|name| !name.is_empty());
        if let Some(name) = renamed
            && named.len() > 1
        {
            let kept = format!(
                "the file holds notes of {} sources; they keep their names, so \"{name}\" is not used",
                named.len()
            );
            report.warnings.push(kept);
        }
        let sources = || workspace.sources.iter();
        Self {
            by_name: sources().map(|source| (source.name.to_ascii_lowercase(), source.id)).collect(),
            retention_days: sources()
                .filter_map(|source| Some((source.id, source.retention_days?)))
                .collect(),
            renamed: renamed.filter(|_| named.len() == 1).map(str::to_owned),
            edits: Vec::new(),
        }
    }

    /// The source of a note, by its id and its name.
    pub(super) fn of(
        &mut self,
        note: &ImportedNote,
        ids: &mut dyn FnMut() -> Uuid,
        findings: &mut Findings,
    ) -> (SourceId, String) {
        let given = self.renamed.as_ref().unwrap_or(&note.source);
        let name = one_line(given, "names of sources longer than 1,000 bytes were cut", note.row, findings);
        let name = if name.is_empty() { note.kind.label().to_owned() } else { name };
        let edits = &mut self.edits;
        let id = *self.by_name.entry(name.to_ascii_lowercase()).or_insert_with(|| {
            let id = SourceId(ids());
            let source =
                Source { id, name: name.clone(), kind: note.kind, reliability: None, retention_days: None };
            edits.push(Edit::Create(source.into()));
            id
        });
        (id, name)
    }

    /// Whether a source would erase a note of this time at once.
    pub(super) fn keeps(&self, source: SourceId, said_at: Timestamp, now: Timestamp) -> bool {
        let days = self.retention_days.get(&source);
        days.is_none_or(|days| {
            now.duration_since(said_at) <= SignedDuration::from_hours(24 * i64::from(*days))
        })
    }
}
