//! One change to many notes, as one change set.

use axum::Json;
use axum::extract::State;
use outweigh_core::domain::{Doc, EntityKind, EntityRef};
use outweigh_core::ids::NoteId;
use outweigh_core::ledger::{Edit, Expected};
use serde::Deserialize;
use utoipa::ToSchema;

use super::detail::find;
use super::filter::NoteFilter;
use super::write::completed;
use crate::caller::{Writing, Written};
use crate::items::BulkDone;
use crate::problem::Problem;
use crate::state::AppState;

/// Most notes in one call.
const LIMIT: usize = 10_000;

/// What to set on which notes: named by `ids`, or chosen by `filter`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NoteBulk {
    pub ids: Option<Vec<NoteId>>,
    pub filter: Option<NoteFilter>,
    /// Fields to set; null clears.
    #[schema(value_type = Object)]
    pub set: Doc,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Sort many notes as one change set
#[utoipa::path(post, path = "/notes/bulk", tag = "notes", request_body = NoteBulk,
    responses((status = 200, body = BulkDone), (status = 422, body = Problem)))]
pub async fn change_notes(
    State(state): State<AppState>,
    writing: Writing,
    Json(bulk): Json<NoteBulk>,
) -> Result<Written<Json<BulkDone>>, Problem> {
    let edits: Vec<Edit> = {
        let workspace = state.store.read();
        let access = writing.caller.access(&workspace);
        let notes: Vec<NoteId> = match (bulk.ids, &bulk.filter) {
            (Some(ids), None) => {
                ids.iter().try_for_each(|id| find(&workspace, &access, *id).map(|_| ()))?;
                ids
            }
            (None, Some(filter)) => {
                filter.choose(&workspace, &access, &state.themes)?.0.into_iter().map(|note| note.id).collect()
            }
            _ => return Err(Problem::invalid("ids", "give either ids or filter")),
        };
        if notes.len() > LIMIT {
            return Err(Problem::invalid("ids", format!("these are more than {LIMIT} notes")));
        }
        let edit = |id: NoteId| {
            let entity = EntityRef::new(EntityKind::Note, id);
            let patch = completed(&workspace, id, bulk.set.clone())?;
            Ok(Edit::Patch { entity, expected: Expected::Anything, patch })
        };
        notes.into_iter().map(edit).collect::<Result<_, Problem>>()?
    };
    let receipt = writing.write(&state, bulk.reason, edits).await?;
    let done = BulkDone { changed: receipt.touched.len(), position: receipt.position };
    Ok(Written(receipt.position, Json(done)))
}
