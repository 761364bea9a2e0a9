//! One note with all its words, what was made of it, and the conversation it stands in.

use axum::Json;
use axum::extract::{Path, State};
use outweigh_core::domain::{EntityKind, EntityRef, Evidence, Highlight, Note, NoteBody, Statement};
use outweigh_core::ids::{ItemId, NoteId};
use outweigh_core::workspace::{Access, Workspace};
use serde::Serialize;
use utoipa::ToSchema;

use super::reading::{NoteReader, SuggestionShown};
use super::row::{NoteRow, note_row};
use crate::caller::Caller;
use crate::evidence::{EvidenceShown, evidence_shown};
use crate::insights::{StatementShown, notes_of, statement_shown};
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::state::AppState;

/// Notes of one conversation that are shown.
const THREAD: usize = 100;

/// One note with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteDetail {
    pub note: NoteFull,
    /// Words that may be statements; English only.
    pub suggestions: Vec<SuggestionShown>,
    pub statements: Vec<StatementShown>,
    pub evidence: Vec<NoteEvidence>,
    /// The other notes of the conversation, oldest first.
    pub thread: Vec<NoteRow>,
    /// Highlights whose characters are no longer those that were marked.
    pub highlights_broken: usize,
}

/// A note with all its words.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteFull {
    #[serde(flatten)]
    pub row: NoteRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What notes of one conversation share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// Absent when it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<NoteBody>,
}

/// An item the note is evidence on.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteEvidence {
    #[serde(flatten)]
    pub evidence: EvidenceShown,
    pub item_id: ItemId,
    pub item_key: String,
    pub item_title: String,
}

/// Get a note
#[utoipa::path(get, path = "/notes/{id}", tag = "notes", params(("id" = String, Path,)),
    responses((status = 200, body = NoteDetail), (status = 404, body = Problem)))]
pub async fn get_note(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<NoteId>,
) -> Result<Json<NoteDetail>, Problem> {
    read_note(&state, &caller, id).await.map(Json)
}

/// The note, unless it is deleted or not the caller's to read.
pub(super) fn find<'w>(workspace: &'w Workspace, access: &Access, id: NoteId) -> Result<&'w Note, Problem> {
    let note = workspace.notes.get(id).filter(|note| access.reads_note(note));
    note.ok_or_else(|| Problem::not_found("note"))
}

pub(super) async fn read_note(state: &AppState, caller: &Caller, id: NoteId) -> Result<NoteDetail, Problem> {
    let (thread, quoted) = {
        let workspace = state.store.read();
        let access = caller.access(&workspace);
        let note = find(&workspace, &access, id)?;
        let thread = conversation(&workspace, &access, note);
        let statements = workspace.bearing_on::<Statement>(EntityRef::new(EntityKind::Note, id));
        let quoted: Vec<NoteId> = statements.flat_map(notes_of).collect();
        (thread, quoted)
    };
    let all = thread.iter().copied().chain(quoted).chain([id]);
    let bodies = Bodies::read(&state.store, all).await?;
    let workspace = state.store.read();
    detail(&workspace, &caller.access(&workspace), &state.reader, &bodies, id, &thread)
}

fn detail(
    workspace: &Workspace,
    access: &Access,
    reader: &NoteReader,
    bodies: &Bodies,
    id: NoteId,
    thread: &[NoteId],
) -> Result<NoteDetail, Problem> {
    let note = find(workspace, access, id)?;
    let row = note_row(workspace, reader, id, bodies.get(id)).ok_or_else(|| Problem::not_found("note"))?;
    let here = EntityRef::new(EntityKind::Note, id);
    let readable = |kind, id: uuid::Uuid| workspace.readable(access, EntityRef { kind, id });
    let statements = workspace.bearing_on::<Statement>(here);
    let statements: Vec<&Statement> =
        statements.filter(|statement| readable(EntityKind::Statement, statement.id.0)).collect();
    let links = workspace.bearing_on::<Evidence>(here);
    let links: Vec<&Evidence> = links.filter(|link| readable(EntityKind::Evidence, link.id.0)).collect();
    let evidence = links.iter().filter_map(|link| {
        let item = workspace.items.get(link.item_id)?;
        Some(NoteEvidence {
            evidence: evidence_shown(workspace, access, bodies, link),
            item_id: item.id,
            item_key: item.key.clone(),
            item_title: item.title.clone(),
        })
    });
    let marks = statements.iter().flat_map(|statement| &statement.highlights);
    let marks = marks.chain(links.iter().filter_map(|link| link.highlight.as_ref()));
    let is_broken = |mark: &&Highlight| {
        mark.note_id == id && bodies.get(id).is_some_and(|body| mark.quote(&body.text).is_none())
    };
    Ok(NoteDetail {
        highlights_broken: marks.filter(is_broken).count(),
        suggestions: bodies.get(id).map(|body| reader.suggestions(body, note.rating)).unwrap_or_default(),
        note: NoteFull {
            row,
            url: note.url.clone(),
            thread: note.thread.clone(),
            body: bodies.get(id).cloned(),
        },
        evidence: evidence.collect(),
        statements: statements
            .into_iter()
            .map(|statement| statement_shown(workspace, access, bodies, statement))
            .collect(),
        thread: thread.iter().filter_map(|id| note_row(workspace, reader, *id, bodies.get(*id))).collect(),
    })
}

/// The other notes of a conversation, oldest first.
fn conversation(workspace: &Workspace, access: &Access, note: &Note) -> Vec<NoteId> {
    let Some(thread) = &note.thread else { return Vec::new() };
    let same = |other: &&Note| {
        other.source_id == note.source_id
            && other.thread.as_ref() == Some(thread)
            && other.id != note.id
            && access.reads_note(other)
    };
    let mut others: Vec<&Note> = workspace.notes.iter().filter(same).collect();
    others.sort_unstable_by_key(|other| (other.at, other.id));
    others.into_iter().take(THREAD).map(|other| other.id).collect()
}
