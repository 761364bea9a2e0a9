//! Windows of the notes.

use axum::Json;
use axum::extract::{Query as Params, State};
use outweigh_core::ids::NoteId;
use outweigh_core::ledger::Position;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::filter::{NoteCounts, NoteFilter, NoteOrder, after_cursor};
use super::row::{NoteRow, note_rows};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// Most rows in one window.
const LIMIT: usize = 200;

/// Which window, in which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct NoteWindowParams {
    /// `-at` when absent.
    #[param(inline)]
    pub sort: NoteOrder,
    /// Where the page before ended; changes in between neither repeat nor skip rows.
    pub cursor: String,
    /// Rows wanted, at most 200; 50 when absent.
    pub limit: Option<usize>,
}

/// A window of the notes.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteWindow {
    pub notes: Vec<NoteRow>,
    /// How many there are in all.
    pub total: usize,
    /// How many there would be of each state.
    pub counts: NoteCounts,
    /// Send as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// The ledger position this shows.
    pub position: Position,
}

/// List notes
#[utoipa::path(get, path = "/notes", tag = "notes", params(NoteFilter, NoteWindowParams),
    responses((status = 200, body = NoteWindow), (status = 422, body = Problem)))]
pub async fn list_notes(
    State(state): State<AppState>,
    caller: Caller,
    Params(filter): Params<NoteFilter>,
    Params(window): Params<NoteWindowParams>,
) -> Result<Json<NoteWindow>, Problem> {
    let limit = window.limit.unwrap_or(50).clamp(1, LIMIT);
    let (ids, total, counts, next_cursor, position) = {
        let workspace = state.store.read();
        let (mut notes, counts) = filter.choose(&workspace, &caller.access(&workspace), &state.themes)?;
        window.sort.sort(&workspace, &mut notes);
        let from = match window.cursor.as_str() {
            "" => 0,
            cursor => after_cursor(&notes, cursor)?,
        };
        let end = from.saturating_add(limit).min(notes.len());
        let ids: Vec<NoteId> = notes[from..end].iter().map(|note| note.id).collect();
        let next = ids.last().filter(|_| end < notes.len()).map(|id| format!("{end}.{id}"));
        (ids, notes.len(), counts, next, workspace.position)
    };
    let notes = note_rows(&state.store, &state.reader, ids).await?;
    Ok(Json(NoteWindow { notes, total, counts, next_cursor, position }))
}
