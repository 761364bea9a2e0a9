//! Erasing what a person said and who they are. It cannot be undone: the ledger keeps that it was so, no longer
//! what.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use jiff::Timestamp;
use outweigh_core::domain::{Doc, EntityKind, EntityRef, Highlight, Note, Role};
use outweigh_core::ids::{ContactId, NoteId};
use outweigh_core::ledger::{Cause, Edit, Expected, Position};
use outweigh_core::workspace::{InTable, Row, Workspace};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::state::AppState;

/// Whether to erase or only to say what would be erased.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct EraseParams {
    pub dry_run: bool,
}

/// Why somebody's words are erased.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Erasure {
    /// Kept in the ledger for good: name nobody here.
    pub reason: String,
}

/// What is erased, or would be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Erased {
    pub contacts: usize,
    pub notes: usize,
    /// Statements that say what the notes say, word for word.
    pub statements: usize,
    /// Promises that quote the notes word for word.
    pub promises: usize,
    /// Absent when nothing was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// Erase a contact and everything they said; cannot be undone
#[utoipa::path(post, path = "/contacts/{id}/erase", tag = "notes", request_body = Erasure,
    params(("id" = String, Path,), EraseParams),
    responses((status = 200, body = Erased), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn erase_contact(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<ContactId>,
    Params(params): Params<EraseParams>,
    Json(erasure): Json<Erasure>,
) -> Result<Written<Json<Erased>>, Problem> {
    check_admin(&state, &writing.caller)?;
    let edits = contact_edits(&state.store, id, clock::now()).await?;
    erase(&state, &writing, edits.ok_or_else(|| Problem::not_found("contact"))?, &params, erasure).await
}

/// Erase the words of a note; cannot be undone
#[utoipa::path(post, path = "/notes/{id}/erase", tag = "notes", request_body = Erasure,
    params(("id" = String, Path,), EraseParams),
    responses((status = 200, body = Erased), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn erase_note(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<NoteId>,
    Params(params): Params<EraseParams>,
    Json(erasure): Json<Erasure>,
) -> Result<Written<Json<Erased>>, Problem> {
    check_admin(&state, &writing.caller)?;
    if state.store.read().notes.row(id).is_none() {
        return Err(Problem::not_found("note"));
    }
    let edits = note_edits(&state.store, &BTreeSet::from([id]), clock::now()).await?;
    erase(&state, &writing, edits, &params, erasure).await
}

fn check_admin(state: &AppState, caller: &Caller) -> Result<(), Problem> {
    match caller.access(&state.store.read()).everywhere() {
        Some(Role::Admin) => Ok(()),
        _ => Err(Problem::forbidden("erasing needs the role admin").hint("ask an administrator")),
    }
}

async fn erase(
    state: &AppState,
    writing: &Writing,
    edits: Vec<Edit>,
    params: &EraseParams,
    erasure: Erasure,
) -> Result<Written<Json<Erased>>, Problem> {
    let mut erased = counted(&edits);
    if !params.dry_run {
        erased.position = writing.write_as(Cause::Erase, state, Some(erasure.reason), edits).await?.position;
    }
    Ok(Written(erased.position, Json(erased)))
}

/// How many of each kind some edits erase.
pub fn counted(edits: &[Edit]) -> Erased {
    let count = |kind| {
        edits.iter().filter(|edit| matches!(edit, Edit::Patch { entity, .. } if entity.kind == kind)).count()
    };
    Erased {
        contacts: count(EntityKind::Contact),
        notes: count(EntityKind::Note),
        statements: count(EntityKind::Statement),
        promises: count(EntityKind::Promise),
        position: None,
    }
}

/// The edits that erase a contact, their notes, and what repeats those word for word. None when there never was
/// such a contact.
///
/// # Errors
/// The words of the notes cannot be read.
pub async fn contact_edits(
    store: &outweigh_store::Store,
    id: ContactId,
    at: Timestamp,
) -> Result<Option<Vec<Edit>>, Problem> {
    let (own, notes) = {
        let workspace = store.read();
        let Some(row) = workspace.contacts.row(id) else { return Ok(None) };
        let notes = workspace.notes.rows().iter().filter(|row| row.value.contact_id == Some(id));
        let mut own = Vec::new();
        if row.value.erased_at.is_none() {
            own = erasing(row, [("erased_at", json!(at)), ("email", Value::Null)]);
        }
        (own, notes.map(|row| row.value.id).collect::<BTreeSet<NoteId>>())
    };
    let mut edits = note_edits(store, &notes, at).await?;
    edits.extend(own);
    Ok(Some(edits))
}

/// The edits that erase notes, and the statements and promises that repeat them word for word.
pub(super) async fn note_edits(
    store: &outweigh_store::Store,
    notes: &BTreeSet<NoteId>,
    at: Timestamp,
) -> Result<Vec<Edit>, Problem> {
    let bodies = Bodies::read(store, notes.iter().copied()).await?;
    let workspace = store.read();
    let erase = || [("erased_at", json!(at))];
    let marks_one = |mark: &Highlight| notes.contains(&mark.note_id);
    let mut edits = Vec::new();
    for row in notes.iter().filter_map(|id| workspace.notes.row(*id)) {
        if row.value.erased_at.is_none() {
            edits.extend(erasing(row, erase()));
        }
    }
    for row in workspace.statements.rows().iter().filter(|row| row.value.erased_at.is_none()) {
        if row.value.highlights.iter().any(marks_one) && repeats(&bodies, workspace.open(&row.value.text)) {
            edits.extend(erasing(row, erase()));
        }
    }
    for row in workspace.promises.rows().iter().filter(|row| row.value.erased_at.is_none()) {
        if row.value.highlight.iter().any(marks_one) && repeats(&bodies, workspace.open(&row.value.quote)) {
            edits.extend(erasing(row, erase()));
        }
    }
    Ok(edits)
}

/// Whether words stand in one of the notes, however they are spaced.
fn repeats(bodies: &Bodies, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let words = plain(words);
    bodies.iter().any(|body| plain(&body.text).contains(&words))
}

/// Erases an entity; one that is deleted comes back for the moment, since only what is there can be changed.
fn erasing<T: InTable>(row: &Row<T>, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Vec<Edit> {
    let entity = EntityRef::new(T::KIND, row.value.uuid());
    let patch: Doc = fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    let patch = Edit::Patch { entity, expected: Expected::Anything, patch };
    if row.deleted {
        let gone = Edit::Delete { entity, expected: Expected::Anything };
        vec![Edit::Restore { entity }, patch, gone]
    } else {
        vec![patch]
    }
}

/// Notes that a workspace keeps longer than their source says.
pub(super) fn overdue(workspace: &Workspace, now: Timestamp, at_most: usize) -> BTreeSet<NoteId> {
    let limits: std::collections::HashMap<_, _> = workspace
        .sources
        .iter()
        .filter_map(|source| {
            Some((source.id, now - jiff::SignedDuration::from_hours(24 * i64::from(source.retention_days?))))
        })
        .collect();
    if limits.is_empty() {
        return BTreeSet::new();
    }
    let is_overdue = |note: &Note| {
        note.erased_at.is_none() && limits.get(&note.source_id).is_some_and(|limit| note.at < *limit)
    };
    let rows = workspace.notes.rows().iter().filter(|row| is_overdue(&row.value));
    rows.map(|row| row.value.id).take(at_most).collect()
}
