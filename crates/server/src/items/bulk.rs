//! One change to many items, as one change set.

use axum::Json;
use axum::extract::State;
use outweigh_core::backlog::select;
use outweigh_core::domain::{Doc, EntityKind, EntityRef, Item};
use outweigh_core::ledger::{Edit, Expected, Position};
use outweigh_core::workspace::Workspace;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::detail::find;
use crate::caller::{Caller, Writing, Written};
use crate::problem::Problem;
use crate::state::AppState;

/// Most items in one call by id.
const LIMIT: usize = 10_000;

/// What to do to which items: named by `ids`, or chosen by `filter`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bulk {
    /// Ids or keys.
    pub ids: Option<Vec<String>>,
    /// In the filter language.
    pub filter: Option<String>,
    /// With `filter`: words that must occur.
    pub q: Option<String>,
    /// Fields to set; null clears.
    #[schema(value_type = Object)]
    pub set: Doc,
    pub add_tags: Vec<String>,
    pub remove_tags: Vec<String>,
    /// Delete them; can be undone.
    pub delete: bool,
    pub reason: Option<String>,
}

/// How many items were changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkDone {
    pub changed: usize,
    /// Absent when nothing changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// Change many items as one change set
#[utoipa::path(post, path = "/items/bulk", tag = "items", request_body = Bulk,
    responses((status = 200, body = BulkDone), (status = 422, body = Problem)))]
pub async fn change_items(
    State(state): State<AppState>,
    writing: Writing,
    Json(bulk): Json<Bulk>,
) -> Result<Written<Json<BulkDone>>, Problem> {
    if let Some(field) = ["id", "key", "version", "title"].iter().find(|f| bulk.set.contains_key(**f)) {
        return Err(Problem::invalid(field, "cannot be set on many items at once"));
    }
    let edits: Vec<Edit> = {
        let workspace = state.store.read();
        chosen(&workspace, &writing.caller, &bulk)?.into_iter().map(|item| edit(item, &bulk)).collect()
    };
    let receipt = writing.write(&state, bulk.reason, edits).await?;
    let done = BulkDone { changed: receipt.touched.len(), position: receipt.position };
    Ok(Written(receipt.position, Json(done)))
}

fn chosen<'a>(workspace: &'a Workspace, caller: &Caller, bulk: &Bulk) -> Result<Vec<&'a Item>, Problem> {
    let access = caller.access(workspace);
    match (&bulk.ids, &bulk.filter) {
        (Some(ids), None) if ids.len() > LIMIT => {
            Err(Problem::invalid("ids", format!("names more than {LIMIT} items"))
                .hint("choose them by filter"))
        }
        (Some(ids), None) => ids.iter().map(|id| find(workspace, &access, id)).collect(),
        (None, Some(filter)) => {
            let words = bulk.q.as_deref().unwrap_or_default();
            let slots =
                select(workspace, &access, filter, words).map_err(|e| Problem::source("filter", &e))?;
            Ok(slots.into_iter().map(|slot| &workspace.items.at(slot).value).collect())
        }
        _ => Err(Problem::invalid("ids", "give either ids or filter")),
    }
}

fn edit(item: &Item, bulk: &Bulk) -> Edit {
    let entity = EntityRef::new(EntityKind::Item, item.id);
    if bulk.delete {
        return Edit::Delete { entity, expected: Expected::Anything };
    }
    let mut patch = bulk.set.clone();
    if !bulk.add_tags.is_empty() || !bulk.remove_tags.is_empty() {
        let mut tags: Vec<&String> = item.tags.iter().filter(|tag| !bulk.remove_tags.contains(tag)).collect();
        for tag in &bulk.add_tags {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        patch.insert("tags".into(), if tags.is_empty() { serde_json::Value::Null } else { json!(tags) });
    }
    Edit::Patch { entity, expected: Expected::Anything, patch }
}
