//! The words of notes, read from the vault: bodies, and the characters that highlights mark.

use std::collections::HashMap;

use jiff::Timestamp;
use outweigh_core::domain::{Highlight, NoteBody, SourceKind};
use outweigh_core::ids::{AccountId, NoteId};
use outweigh_core::workspace::{Access, Workspace};
use outweigh_store::Store;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

/// Characters shown before and after a quote.
const CONTEXT: usize = 160;

/// Bodies of notes by id; those of erased ones are missing.
#[derive(Debug, Default)]
pub struct Bodies(HashMap<NoteId, NoteBody>);

impl Bodies {
    /// Reads the bodies of notes, deleted ones too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn read(store: &Store, notes: impl IntoIterator<Item = NoteId>) -> Result<Self, Problem> {
        let seals: Vec<_> = {
            let workspace = store.read();
            let seal = |id: NoteId| Some((id, workspace.notes.row(id)?.value.body.seal()?));
            notes.into_iter().filter_map(seal).collect()
        };
        let mut words = store.words(seals.iter().map(|(_, seal)| *seal)).await?;
        let read = |(id, seal)| Some((id, NoteBody::read(&words.remove(&seal)?).ok()?));
        Ok(Self(seals.into_iter().filter_map(read).collect()))
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &NoteBody> {
        self.0.values()
    }

    /// The body of a note, unless it was erased.
    pub fn get(&self, note: NoteId) -> Option<&NoteBody> {
        self.0.get(&note)
    }

    /// Marks characters of a note.
    ///
    /// # Errors
    /// Says when the note is not there or the characters are not in its text.
    pub fn highlight(&self, mark: &Mark) -> Result<Highlight, Problem> {
        let body = self.get(mark.note_id).ok_or_else(|| {
            Problem::invalid("note_id", format!("there is no note {} with words", mark.note_id))
        })?;
        Highlight::of(mark.note_id, &body.text, mark.start, mark.end).ok_or_else(|| {
            let length = body.text.chars().count();
            let message =
                format!("characters {} to {} are not in its text of {length}", mark.start, mark.end);
            Problem::invalid("start", message)
        })
    }

    /// The beginning of a note in which nothing is marked; none to those who may not read it.
    pub fn beginning(
        &self,
        workspace: &Workspace,
        access: &Access,
        note: NoteId,
        characters: u32,
    ) -> Option<Quote> {
        let mark = match self.get(note) {
            Some(body) => {
                let length = body.text.chars().take(characters as usize).count();
                Highlight::of(note, &body.text, 0, length as u32)?
            }
            None => Highlight { note_id: note, start: 0, end: 1, hash: String::new() },
        };
        self.quote(workspace, access, &mark)
    }

    /// What a highlight shows; none to those who may not read the note.
    pub fn quote(&self, workspace: &Workspace, access: &Access, mark: &Highlight) -> Option<Quote> {
        let note = workspace.notes.get(mark.note_id)?;
        let entity = outweigh_core::domain::EntityRef::new(outweigh_core::domain::EntityKind::Note, note.id);
        if !workspace.readable(access, entity) {
            return None;
        }
        let source = workspace.sources.get(note.source_id)?;
        let account = note.account_id.and_then(|id| workspace.accounts.get(id));
        let body = self.get(note.id);
        let text = body.and_then(|body| mark.quote(&body.text));
        let around = |body: &NoteBody| {
            let before: String = body.text.chars().take(mark.start as usize).collect();
            let skip = before.chars().count().saturating_sub(CONTEXT);
            let after = body.text.chars().skip(mark.end as usize).take(CONTEXT).collect();
            (before.chars().skip(skip).collect(), after)
        };
        let (before, after) =
            body.filter(|_| text.is_some()).map_or_else(|| (String::new(), String::new()), around);
        Some(Quote {
            note_id: note.id,
            start: mark.start,
            end: mark.end,
            text: text.map(str::to_owned),
            before,
            after,
            broken: body.is_some() && text.is_none(),
            at: note.at,
            source: source.name.clone(),
            source_kind: source.kind,
            account: account.map(|account| AccountBrief {
                id: account.id,
                name: account.name.clone(),
                revenue: account.revenue,
                currency: account.currency.clone(),
            }),
        })
    }
}

/// Characters of a note that somebody marks.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Mark {
    pub note_id: NoteId,
    /// Unicode scalar values from the start of the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Marked characters with what stands around them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Quote {
    pub note_id: NoteId,
    pub start: u32,
    pub end: u32,
    /// Absent when the note was erased, or its text is no longer the one that was marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    pub before: String,
    pub after: String,
    /// The text of the note changed after it was marked.
    pub broken: bool,
    pub at: Timestamp,
    pub source: String,
    pub source_kind: SourceKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountBrief>,
}

/// An account in a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountBrief {
    pub id: AccountId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}
