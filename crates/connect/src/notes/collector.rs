//! Gathers the notes a connector reads: checks that each stands on its own, takes the same one only once,
//! and keeps the problems in file order.

use std::collections::HashMap;

use super::{ImportedNote, ParsedNotes, crm};
use crate::RowProblem;
use crate::limits::{MAX_CELL_BYTES, MEBIBYTE};

/// Characters that no text needs.
fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// The result being built.
#[derive(Default)]
pub(crate) struct NoteCollector {
    parsed: ParsedNotes,
    places_by_id: HashMap<(String, String), usize>,
    repeated: usize,
}

impl NoteCollector {
    pub(crate) fn warn(&mut self, warning: impl Into<String>) {
        self.parsed.warnings.push(warning.into());
    }

    pub(crate) fn problem(&mut self, problem: RowProblem) {
        self.parsed.problems.push(problem);
    }

    /// Takes a note in, or reports why it cannot be. The same note a second time is counted, not reported:
    /// mailboxes hold one mail in many folders.
    pub(crate) fn add(&mut self, mut note: ImportedNote) {
        // Places in the text stay right: nothing is taken out of it, a control character becomes a space.
        if note.text.contains(is_control) {
            note.text = note.text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect();
        }
        if note.text.trim().is_empty() {
            return self.problem(RowProblem::whole_row(note.row, "a text", "there is no text in it"));
        }
        if note.text.len() > MAX_CELL_BYTES {
            let expected = format!("a text of at most {} MiB", MAX_CELL_BYTES / MEBIBYTE);
            let finding = format!("the text has {} bytes", note.text.len());
            return self.problem(RowProblem::whole_row(note.row, &expected, &finding));
        }
        let id = (note.source.clone(), note.external_id.clone());
        if let Some(place) = self.places_by_id.get(&id) {
            let first = &self.parsed.notes[*place];
            if first.text == note.text {
                self.repeated += 1;
                return;
            }
            let finding = format!("\"{}\" was already used in row {}", note.external_id, first.row);
            return self.problem(RowProblem::whole_row(note.row, "an id used once", &finding));
        }
        self.places_by_id.insert(id, self.parsed.notes.len());
        self.parsed.notes.push(note);
    }

    /// Takes in all that one file of a folder gave; its rows count on from those before.
    pub(crate) fn add_all(&mut self, path: &str, parsed: ParsedNotes) {
        let before = self.parsed.rows;
        parsed.notes.into_iter().for_each(|note| self.add(ImportedNote { row: before + note.row, ..note }));
        self.parsed.accounts.extend(parsed.accounts);
        self.parsed.contacts.extend(parsed.contacts);
        self.parsed.warnings.extend(parsed.warnings.into_iter().map(|warning| format!("{path}: {warning}")));
        self.parsed.problems.extend(parsed.problems.into_iter().map(|mut problem| {
            problem.row += before;
            problem.message = format!("{path}: {}", problem.message);
            problem
        }));
        self.parsed.without_words += parsed.without_words;
        self.parsed.redactions += parsed.redactions;
        self.parsed.rows += parsed.rows;
    }

    /// Counts records read, those left out included.
    pub(crate) fn count(&mut self, rows: usize) {
        self.parsed.rows += rows;
    }

    /// Counts records in which nobody says a word.
    pub(crate) fn count_without_words(&mut self, records: usize) {
        self.parsed.without_words += records;
    }

    /// Records counted so far.
    pub(crate) fn rows(&self) -> usize {
        self.parsed.rows
    }

    /// Ends the reading.
    pub(crate) fn finish(mut self) -> ParsedNotes {
        if self.repeated > 0 {
            self.parsed
                .warnings
                .push(format!("{} were there more than once and are taken once", self.repeated));
        }
        self.parsed.accounts = crm::joined(self.parsed.accounts);
        self.parsed
    }
}
