//! Putting an item where a person wants it: an override with a reason and an end.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::ToSpan;
use jiff::civil::Date;
use outweigh_core::domain::{EntityKind, EntityRef, Override};
use outweigh_core::ledger::{Edit, Expected};
use serde::Deserialize;
use utoipa::ToSchema;

use super::detail::{ItemDetail, find};
use super::rendered::Rendered;
use super::write::read;
use crate::caller::{Writing, Written};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// How long an override holds when nothing is said.
const DAYS: i64 = 30;

/// Where an item is to stand: one of `position`, `before_id`, `after_id`.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Pin {
    /// The place, from 1.
    #[serde(default)]
    pub position: Option<u32>,
    /// Just above this item (id or key).
    #[serde(default)]
    pub before_id: Option<String>,
    /// Just below this item (id or key).
    #[serde(default)]
    pub after_id: Option<String>,
    pub reason: String,
    /// The last day it holds; 30 days from now when absent.
    #[serde(default)]
    pub expires: Option<Date>,
}

/// Pin an item's place in the ranking
#[utoipa::path(put, path = "/items/{id}/rank", tag = "items", request_body = Pin,
    params(("id" = String, Path, description = "Id or key")),
    responses((status = 200, body = ItemDetail), (status = 422, body = Problem)))]
pub async fn pin_rank(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
    Json(pin): Json<Pin>,
) -> Result<Written<Rendered>, Problem> {
    let edits = {
        let workspace = state.store.read();
        let access = writing.caller.access(&workspace);
        let item = find(&workspace, &access, &id)?;
        let place = |id: &str| {
            let other = find(&workspace, &access, id)?;
            let slot = workspace.items.slot(other.id);
            slot.and_then(|slot| workspace.places_at(slot)).map(|(_, shown)| shown).ok_or_else(|| {
                Problem::invalid("before_id", format!("{} is not open, so it has no rank", other.key))
            })
        };
        let here = place(&item.id.to_string())
            .map_err(|_| Problem::invalid("id", "the item is not open, so it has no rank"))?;
        let position = match (pin.position, &pin.before_id, &pin.after_id) {
            (Some(position), None, None) => position,
            // Taking the item out first shifts everything below it up by one.
            (None, Some(before), None) => {
                let other = place(before)?;
                if here < other { other - 1 } else { other }
            }
            (None, None, Some(after)) => {
                let other = place(after)?;
                if here <= other { other } else { other + 1 }
            }
            _ => return Err(Problem::invalid("position", "give one of position, before_id and after_id")),
        };
        let expires = match pin.expires {
            Some(day) if day < workspace.today => {
                return Err(Problem::invalid("expires", "lies in the past"));
            }
            Some(day) => day,
            None => workspace
                .today
                .checked_add(DAYS.days())
                .map_err(|e| Problem::invalid("expires", e.to_string()))?,
        };
        let mut edits: Vec<Edit> = workspace
            .override_of(item.id)
            .map(|old| Edit::Delete {
                entity: EntityRef::new(EntityKind::Override, old.id),
                expected: Expected::Anything,
            })
            .into_iter()
            .collect();
        let pinned = Override {
            id: clock::new_id().into(),
            item_id: item.id,
            position,
            reason: pin.reason.clone(),
            author_id: Some(writing.caller.person_id),
            expires,
        };
        edits.push(Edit::Create(pinned.into()));
        edits
    };
    let receipt = writing.write(&state, Some(pin.reason), edits).await?;
    Ok(Written(receipt.position, read(&state, &writing.caller, &id)?))
}

/// Give an item its computed place back
#[utoipa::path(delete, path = "/items/{id}/rank", tag = "items", params(("id" = String, Path, description = "Id or key")),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn unpin_rank(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
) -> Result<Written<StatusCode>, Problem> {
    let pinned = {
        let workspace = state.store.read();
        let access = writing.caller.access(&workspace);
        let item = find(&workspace, &access, &id)?;
        workspace.override_of(item.id).map(|o| o.id).ok_or_else(|| Problem::not_found("override"))?
    };
    let edit =
        Edit::Delete { entity: EntityRef::new(EntityKind::Override, pinned), expected: Expected::Anything };
    let receipt = writing.write(&state, None, vec![edit]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}
