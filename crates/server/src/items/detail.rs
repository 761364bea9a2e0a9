//! One item with everything that belongs to it.

use axum::extract::{Path, Query as Params, State};
use outweigh_core::domain::{Comment, Dependency, Estimate, Item, Status};
use outweigh_core::ids::{DependencyId, ItemId};
use outweigh_core::workspace::{Access, Workspace};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rendered::Rendered;
use super::row::{ItemRow, item_row};
use crate::caller::Caller;
use crate::past::with_workspace;
use crate::problem::Problem;
use crate::state::AppState;

/// When to look.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct AsOf {
    /// A ledger position or a time: as it was then.
    pub as_of: String,
}

/// An item with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemDetail<'a> {
    pub item: &'a Item,
    pub version: u32,
    /// The item as a line of the backlog: rank, score, counts.
    pub row: ItemRow<'a>,
    /// Oldest first.
    pub estimates: Vec<&'a Estimate>,
    pub dependencies: Dependencies<'a>,
    /// Oldest first.
    pub comments: Vec<&'a Comment>,
    pub allowed_statuses: Vec<AllowedStatus<'a>>,
}

/// What an item waits for and what waits for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dependencies<'a> {
    pub needs: Vec<Linked<'a>>,
    pub blocks: Vec<Linked<'a>>,
}

/// The other end of a dependency.
#[derive(Debug, Serialize, ToSchema)]
pub struct Linked<'a> {
    pub dependency_id: DependencyId,
    pub id: ItemId,
    pub key: &'a str,
    pub title: &'a str,
    pub status: Status,
}

/// A status the item may go to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AllowedStatus<'a> {
    pub status: Status,
    /// A reason must be given.
    pub needs_reason: bool,
    /// What stands in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<&'a str>,
}

/// Get an item by id or key
#[utoipa::path(get, path = "/items/{id}", tag = "items", params(("id" = String, Path, description = "Id or key"), AsOf),
    responses((status = 200, body = ItemDetail), (status = 404, body = Problem)))]
pub async fn get_item(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Params(params): Params<AsOf>,
) -> Result<Rendered, Problem> {
    with_workspace(&state, &caller, &params.as_of, |workspace, access| {
        let item = find(workspace, access, &id)?;
        Ok(Rendered::json(&detail(workspace, access, item)?))
    })
    .await
}

/// The item with this id or key, if the caller may read it.
pub(crate) fn find<'a>(workspace: &'a Workspace, access: &Access, id: &str) -> Result<&'a Item, Problem> {
    let by_id = id.parse::<ItemId>().ok().and_then(|id| workspace.items.get(id));
    by_id
        .or_else(|| workspace.item_by_key(id))
        .filter(|item| access.reads(item.product_id))
        .ok_or_else(|| Problem::not_found("item"))
}

/// The item with its parts; links to items the caller may not read are left out.
pub(super) fn detail<'a>(
    workspace: &'a Workspace,
    access: &Access,
    item: &'a Item,
) -> Result<ItemDetail<'a>, Problem> {
    let slot = workspace.items.slot(item.id).ok_or_else(|| Problem::not_found("item"))?;
    let linked = |(dependency, other): (&Dependency, &'a Item)| {
        access.reads(other.product_id).then(|| Linked {
            dependency_id: dependency.id,
            id: other.id,
            key: &other.key,
            title: &other.title,
            status: other.status,
        })
    };
    Ok(ItemDetail {
        item,
        version: workspace.items.at(slot).version,
        row: item_row(workspace, slot),
        estimates: workspace.estimates_of(item.id).collect(),
        dependencies: Dependencies {
            needs: workspace.needs_of(item.id).filter_map(linked).collect(),
            blocks: workspace.needed_by(item.id).filter_map(linked).collect(),
        },
        comments: workspace.comments_of(item.id).collect(),
        allowed_statuses: workspace
            .allowed_statuses(item)
            .into_iter()
            .map(|(status, refused)| AllowedStatus { status, needs_reason: status.needs_reason(), refused })
            .collect(),
    })
}
