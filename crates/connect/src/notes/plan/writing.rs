//! The edits of the notes themselves, counted and sampled.

use std::collections::HashSet;

use jiff::Timestamp;
use outweigh_core::domain::{EntityType, Note, NoteState, Rating};
use outweigh_core::ids::{NoteId, SourceId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::body::body;
use super::edits::change;
use super::owners::{Owner, Owners};
use super::report::SAMPLE_ROWS;
use super::sources::Sources;
use super::{NoteAction, NotePlanOptions, NoteReport, NoteSample};
use crate::RowProblem;
use crate::notes::ImportedNote;
use crate::plan::{Findings, address, one_line};

/// Characters of a text shown where there is no title.
const BEGINNING: usize = 80;

/// Plans note after note.
pub(super) struct Writer<'a, 'b> {
    pub(super) workspace: &'a Workspace,
    pub(super) options: &'a NotePlanOptions,
    pub(super) at: Timestamp,
    pub(super) sources: Sources,
    pub(super) owners: Owners<'a>,
    pub(super) ids: &'b mut dyn FnMut() -> Uuid,
    pub(super) findings: &'b mut Findings,
    pub(super) report: &'b mut NoteReport,
    pub(super) edits: Vec<Edit>,
}

impl Writer<'_, '_> {
    pub(super) fn write_all(&mut self, notes: &[ImportedNote]) {
        let rows = self.workspace.notes.rows().iter().filter(|row| row.deleted).map(|row| &row.value);
        let gone: HashSet<(SourceId, &str)> =
            rows.map(|note| (note.source_id, note.external_id.as_str())).collect();
        let mut seen = HashSet::with_capacity(notes.len());
        let mut taken = Vec::with_capacity(notes.len());
        for note in notes {
            let (source, source_name) = self.sources.of(note, self.ids, self.findings);
            let external_id =
                one_line(&note.external_id, "ids longer than 1,000 bytes were cut", note.row, self.findings);
            if !seen.insert((source, external_id.clone())) {
                let finding = format!("\"{external_id}\" was already used in {source_name}");
                self.report.errors.push(RowProblem::whole_row(note.row, "an id used once", &finding));
                continue;
            }
            let known = self.workspace.note_by_source(source, &external_id);
            let said_at = note.happened_at.unwrap_or(self.at);
            let left_out = match known {
                Some(known) if known.erased_at.is_some() => Some(&mut self.report.left_erased),
                Some(_) => None,
                None if gone.contains(&(source, external_id.as_str())) => Some(&mut self.report.left_deleted),
                None if !self.sources.keeps(source, said_at, self.at) => Some(&mut self.report.too_old),
                None => None,
            };
            if let Some(count) = left_out {
                *count += 1;
                continue;
            }
            taken.push((note, source, source_name, external_id, said_at));
        }
        // Who is heard is known before whose each note is: the order of the notes decides nothing, and a second
        // import knows no more than the first.
        for (note, ..) in &taken {
            self.owners.meet(note.author.as_ref(), self.ids);
        }
        for (note, source, source_name, external_id, said_at) in taken {
            let known = self.workspace.note_by_source(source, &external_id);
            let planned = match known {
                Some(known) => self.again(known, note),
                None => self.new_note(note, source, external_id, said_at),
            };
            match planned {
                Ok((action, planned)) => self.count(note, source_name, action, &planned),
                Err(finding) => {
                    self.report.errors.push(RowProblem::whole_row(note.row, "a note", &finding));
                }
            }
        }
    }

    fn new_note(
        &mut self,
        told: &ImportedNote,
        source_id: SourceId,
        external_id: String,
        at: Timestamp,
    ) -> Result<(NoteAction, Note), String> {
        let owner = self.owners.of_note(told.author.as_ref(), self.ids);
        let mut note = Note {
            id: NoteId((self.ids)()),
            source_id,
            external_id,
            body: "".into(),
            hash: String::new(),
            url: None,
            thread: None,
            contact_id: owner.contact,
            account_id: owner.account,
            product_id: self.options.product,
            at,
            rating: None,
            language: None,
            tags: Vec::new(),
            state: NoteState::Open,
            state_reason: String::new(),
            snoozed_until: None,
            duplicate_of_id: None,
            erased_at: None,
        };
        self.take_over(&mut note, told);
        self.say(&mut note, told);
        note.check().map_err(|invalid| invalid.to_string())?;
        self.edits.push(Edit::Create(note.clone().into()));
        Ok((NoteAction::Create, note))
    }

    /// A note that is here already.
    fn again(&mut self, known: &Note, told: &ImportedNote) -> Result<(NoteAction, Note), String> {
        let mut note = known.clone();
        if known.contact_id.is_none() || known.account_id.is_none() {
            let Owner { contact, account } = self.owners.of_note(told.author.as_ref(), self.ids);
            note.contact_id = known.contact_id.or(contact);
            note.account_id = known.account_id.or(account);
        }
        note.product_id = known.product_id.or(self.options.product);
        note.at = told.happened_at.unwrap_or(known.at);
        self.take_over(&mut note, told);
        if outweigh_core::domain::short_hash(&told.text) != known.hash {
            self.say(&mut note, told);
        }
        note.check().map_err(|invalid| invalid.to_string())?;
        let edit = change(known.clone(), note.clone());
        let action = if edit.is_some() { NoteAction::Update } else { NoteAction::Unchanged };
        self.edits.extend(edit);
        Ok((action, note))
    }

    /// What the source alone knows and nobody changes here.
    fn take_over(&mut self, note: &mut Note, told: &ImportedNote) {
        note.url = told.url.as_deref().and_then(address).or_else(|| note.url.take());
        let thread = told.thread.as_deref().map(|thread| {
            one_line(
                thread,
                "names of conversations longer than 1,000 bytes were cut",
                told.row,
                self.findings,
            )
        });
        note.thread = thread.filter(|thread| !thread.is_empty()).or_else(|| note.thread.take());
        let rating = told.rating.map(|rating| Rating { scale: rating.scale, value: rating.value });
        note.rating = rating.or(note.rating);
    }

    /// The words, and what is said with them.
    fn say(&mut self, note: &mut Note, told: &ImportedNote) {
        let author = told.author.as_ref().filter(|_| note.contact_id.is_none());
        let body = body(told, author.and_then(|author| author.name.as_deref()));
        note.hash = body.hash();
        note.body = body.words().into();
        note.language = told.language.as_deref().and_then(two_letters).or_else(|| note.language.take());
        for tag in &told.tags {
            let tag = one_line(tag, "tags longer than 1,000 bytes were cut", told.row, self.findings);
            if !tag.is_empty() && !note.tags.contains(&tag) {
                note.tags.push(tag);
            }
        }
    }

    fn count(&mut self, told: &ImportedNote, source: String, action: NoteAction, note: &Note) {
        self.report.notes.count(action);
        if self.report.sample.len() < SAMPLE_ROWS {
            let title = told.title.clone().filter(|title| !title.trim().is_empty());
            self.report.sample.push(NoteSample {
                row: told.row,
                source,
                title: title.unwrap_or_else(|| beginning(&told.text)),
                account: note.account_id.and_then(|id| self.owners.account_name(id)).map(str::to_owned),
                action,
            });
        }
    }
}

fn beginning(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(BEGINNING) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// ISO 639-1 of a BCP 47 tag: `pt-BR` is `pt`.
fn two_letters(tag: &str) -> Option<String> {
    let language = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    (language.len() == 2 && language.chars().all(|c| c.is_ascii_alphabetic())).then_some(language)
}
