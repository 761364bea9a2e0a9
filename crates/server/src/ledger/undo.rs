//! Taking change sets back.

use axum::Json;
use axum::extract::{Path, State};
use outweigh_core::ledger::Position;
use outweigh_store::Undo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::{Caller, Written};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Why, and how far.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct UndoParams {
    /// Kept in the ledger.
    pub reason: String,
    /// Take it back even where later changes built on it.
    pub force: bool,
}

/// What was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct Undone {
    /// The change set that was taken back.
    pub undone: Position,
    /// The change set that did it; undo that to redo.
    pub position: Option<Position>,
    /// How many entities changed.
    pub changed: usize,
}

/// Undo a change set; undoing an undo is a redo
#[utoipa::path(post, path = "/ledger/{position}/undo", tag = "ledger", request_body = UndoParams,
    params(("position" = i64, Path,)),
    responses((status = 200, body = Undone), (status = 409, body = Problem)))]
pub async fn undo_change_set(
    State(state): State<AppState>,
    caller: Caller,
    Path(position): Path<Position>,
    body: Option<Json<UndoParams>>,
) -> Result<Written<Json<Undone>>, Problem> {
    undo(&state, &caller, position, body.map(|Json(params)| params).unwrap_or_default()).await
}

/// Undo your newest change set that still stands
#[utoipa::path(post, path = "/ledger/undo-last", tag = "ledger",
    responses((status = 200, body = Undone), (status = 409, body = Problem)))]
pub async fn undo_last(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Written<Json<Undone>>, Problem> {
    let position = state.store.last_to_undo(caller.person_id).await?;
    undo(&state, &caller, position, UndoParams::default()).await
}

/// Redo your newest undo that still stands
#[utoipa::path(post, path = "/ledger/redo-last", tag = "ledger",
    responses((status = 200, body = Undone), (status = 409, body = Problem)))]
pub async fn redo_last(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Written<Json<Undone>>, Problem> {
    let position = state.store.last_to_redo(caller.person_id).await?;
    undo(&state, &caller, position, UndoParams::default()).await
}

async fn undo(
    state: &AppState,
    caller: &Caller,
    position: Position,
    params: UndoParams,
) -> Result<Written<Json<Undone>>, Problem> {
    let undo = Undo {
        position,
        id: clock::new_id().into(),
        at: clock::now(),
        actor: caller.actor.clone(),
        reason: params.reason,
        force: params.force,
    };
    let receipt = state.store.undo(undo, caller.for_store()).await?;
    let undone = Undone { undone: position, position: receipt.position, changed: receipt.touched.len() };
    Ok(Written(receipt.position, Json(undone)))
}
