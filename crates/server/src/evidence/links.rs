//! Linking notes and statements to items, and judging what was suggested.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use outweigh_core::domain::{Doc, EntityKind, EntityRef, Evidence, Pillar, Polarity, Standing};
use outweigh_core::ids::{EvidenceId, NoteId, StatementId};
use outweigh_core::ledger::{Edit, Expected};
use outweigh_core::workspace::Workspace;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::shown::{EvidenceShown, marks_of, shown};
use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::items::{condition, item_id};
use crate::problem::Problem;
use crate::quotes::{Bodies, Mark};
use crate::state::AppState;

/// A note or statement that bears on an item.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewEvidence {
    pub note_id: Option<NoteId>,
    pub statement_id: Option<StatementId>,
    /// The characters of the note that say it, from `start` ..
    pub start: Option<u32>,
    /// .. to one past the last.
    pub end: Option<u32>,
    #[serde(default = "speaks_for")]
    pub polarity: Polarity,
    /// 0 not important, 1 nice to have, 2 important, 3 critical; 1 when absent.
    #[serde(default = "nice_to_have")]
    pub strength: u8,
    pub pillar: Option<Pillar>,
    /// `rejected` turns a suggestion down, so that it is not made again.
    #[serde(default = "confirmed")]
    pub standing: Standing,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

fn speaks_for() -> Polarity {
    Polarity::For
}

fn nice_to_have() -> u8 {
    1
}

fn confirmed() -> Standing {
    Standing::Confirmed
}

/// Link a note or statement to an item, or turn a suggestion down
///
/// A link that is there already is changed rather than doubled.
#[utoipa::path(post, path = "/items/{id}/evidence", tag = "evidence", request_body = NewEvidence,
    params(("id" = String, Path, description = "Id or key")),
    responses((status = 201, body = EvidenceShown), (status = 422, body = Problem)))]
pub async fn add_evidence(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
    Json(new): Json<NewEvidence>,
) -> Result<Written<(StatusCode, Json<EvidenceShown>)>, Problem> {
    let item = item_id(&state, &writing.caller, &id)?;
    let bodies = Bodies::read(&state.store, new.note_id).await?;
    let highlight = match (new.note_id, new.start, new.end) {
        (Some(note_id), Some(start), Some(end)) => Some(bodies.highlight(&Mark { note_id, start, end })?),
        (_, None, None) => None,
        _ => return Err(Problem::invalid("start", "start and end mark characters of a note together")),
    };
    let evidence = Evidence {
        id: clock::new_id().into(),
        item_id: item,
        note_id: new.note_id,
        statement_id: new.statement_id,
        highlight,
        polarity: new.polarity,
        strength: new.strength,
        pillar: new.pillar,
        standing: new.standing,
        at: clock::now(),
        person_id: Some(writing.caller.person_id),
    };
    let known = {
        let workspace = state.store.read();
        check_origin(&workspace, &writing.caller, &evidence)?;
        link_there(&workspace, &evidence)
    };
    let (id, edit) = match known {
        Some(known) => (known, change(known, &evidence)),
        None => (evidence.id, Edit::Create(evidence.into())),
    };
    let receipt = writing.write(&state, new.reason, vec![edit]).await?;
    let id = receipt.touched.first().map_or(id, |touched| touched.entity.id.into());
    Ok(Written(receipt.position, (StatusCode::CREATED, Json(read(&state, &writing.caller, id).await?))))
}

/// The link that an item has already to the same origin.
pub(crate) fn link_there(workspace: &Workspace, evidence: &Evidence) -> Option<EvidenceId> {
    let here = EntityRef::new(EntityKind::Item, evidence.item_id);
    let mut links = workspace.bearing_on::<Evidence>(here);
    links.find(|known| known.origin() == evidence.origin()).map(|known| known.id)
}

fn change(known: EvidenceId, evidence: &Evidence) -> Edit {
    let mut patch = Doc::new();
    patch.insert("polarity".into(), json!(evidence.polarity));
    patch.insert("strength".into(), json!(evidence.strength));
    patch.insert("standing".into(), json!(evidence.standing));
    if let Some(highlight) = &evidence.highlight {
        patch.insert("highlight".into(), json!(highlight));
    }
    if let Some(pillar) = evidence.pillar {
        patch.insert("pillar".into(), json!(pillar));
    }
    let entity = EntityRef::new(EntityKind::Evidence, known);
    Edit::Patch { entity, expected: Expected::Anything, patch }
}

/// Refuses to link what the caller may not read.
pub(crate) fn check_origin(
    workspace: &Workspace,
    caller: &Caller,
    evidence: &Evidence,
) -> Result<(), Problem> {
    let Some(origin) = evidence.origin() else {
        return Err(Problem::invalid("note_id", "name the note or the statement it comes from"));
    };
    let there = workspace.version(origin).is_some_and(|(_, deleted)| !deleted);
    if there && workspace.readable(&caller.access(workspace), origin) {
        return Ok(());
    }
    let field = if evidence.note_id.is_some() { "note_id" } else { "statement_id" };
    Err(Problem::invalid(field, format!("there is no {origin}")))
}

/// Change a link: `polarity`, `strength`, `pillar`, `standing`
#[utoipa::path(patch, path = "/evidence/{id}", tag = "evidence", request_body = crate::registries::Fields,
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 200, body = EvidenceShown), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn update_evidence(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<EvidenceId>,
    headers: HeaderMap,
    Json(body): Json<crate::registries::Fields>,
) -> Result<Written<Json<EvidenceShown>>, Problem> {
    const FREE: [&str; 4] = ["polarity", "strength", "pillar", "standing"];
    if let Some(fixed) = body.fields.keys().find(|field| !FREE.contains(&field.as_str())) {
        return Err(Problem::invalid(fixed, format!("cannot be changed; {} can", FREE.join(", "))));
    }
    let expected = condition(&writing, &headers)?;
    let entity = EntityRef::new(EntityKind::Evidence, id);
    let edit = Edit::Patch { entity, expected, patch: body.fields };
    let receipt = writing.write(&state, body.reason, vec![edit]).await?;
    Ok(Written(receipt.position, Json(read(&state, &writing.caller, id).await?)))
}

/// Take a link away; can be undone
#[utoipa::path(delete, path = "/evidence/{id}", tag = "evidence", params(("id" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn delete_evidence(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<EvidenceId>,
) -> Result<Written<StatusCode>, Problem> {
    let entity = EntityRef::new(EntityKind::Evidence, id);
    let edit = Edit::Delete { entity, expected: writing.expected() };
    let receipt = writing.write(&state, None, vec![edit]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}

async fn read(state: &AppState, caller: &Caller, id: EvidenceId) -> Result<EvidenceShown, Problem> {
    let notes: Vec<NoteId> = {
        let workspace = state.store.read();
        let evidence = workspace.evidence.get(id).ok_or_else(|| Problem::not_found("evidence"))?;
        marks_of(&workspace, evidence).into_iter().map(|mark| mark.note_id).collect()
    };
    let bodies = Bodies::read(&state.store, notes).await?;
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let evidence = workspace
        .evidence
        .get(id)
        .filter(|_| workspace.readable(&access, EntityRef::new(EntityKind::Evidence, id)))
        .ok_or_else(|| Problem::not_found("evidence"))?;
    Ok(shown(&workspace, &access, &bodies, evidence))
}
