//! What happened to one item, in plain sentences.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use jiff::Timestamp;
use outweigh_core::explain::sentences::sentence;
use outweigh_core::ledger::{Actor, Cause, Position};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::entries::{ChangeShown, change_shown, undos_of};
use crate::caller::Caller;
use crate::items::item_id;
use crate::problem::Problem;
use crate::state::AppState;

/// Which part of the history.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct HistoryParams {
    /// Where the page before ended.
    pub cursor: Option<Position>,
    /// Entries wanted, at most 200; 50 when absent.
    pub limit: Option<usize>,
}

/// The history of an item, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct History {
    pub entries: Vec<HistoryShown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<Position>,
}

/// One change set as far as it concerns the item.
#[derive(Debug, Serialize, ToSchema)]
pub struct HistoryShown {
    pub position: Position,
    pub at: Timestamp,
    pub actor: Actor,
    pub cause: Cause,
    pub reason: String,
    /// One sentence per change: `Anna moved it from triaged to ready`.
    pub sentences: Vec<String>,
    pub changes: Vec<ChangeShown>,
    /// The change set that took this one back and still stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<Position>,
}

/// Get the history of an item
#[utoipa::path(get, path = "/items/{id}/history", tag = "items",
    params(("id" = String, Path, description = "Id or key"), HistoryParams),
    responses((status = 200, body = History), (status = 404, body = Problem)))]
pub async fn item_history(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Params(params): Params<HistoryParams>,
) -> Result<Json<History>, Problem> {
    let item = item_id(&state, &caller, &id)?;
    let limit = params.limit.unwrap_or(50).clamp(1, 200);
    let page = state.store.history(item.0, params.cursor, limit).await?;
    let undos = undos_of(&state, page.entries.iter().map(|found| found.entry.position)).await?;
    let mut entries = Vec::with_capacity(page.entries.len());
    for found in page.entries {
        let undone_by = undos.standing(found.entry.position);
        let workspace = state.store.read();
        let access = caller.access(&workspace);
        let entry = found.entry;
        let changes = || found.changes.iter().filter(|change| workspace.readable(&access, change.entity));
        entries.push(HistoryShown {
            position: entry.position,
            at: entry.at,
            sentences: changes().map(|c| sentence(&workspace, &entry.actor.name, c)).collect(),
            changes: changes().map(|c| change_shown(&workspace, c)).collect(),
            actor: entry.actor,
            cause: entry.cause,
            reason: entry.reason,
            undone_by,
        });
    }
    Ok(Json(History { entries, next_cursor: page.next }))
}
