//! Windows of the backlog, its counts, and its order as a list of ids.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Query as Params, State};
use outweigh_core::backlog::{Facet, Group, Query, facets};
use outweigh_core::ids::ItemId;
use outweigh_core::ledger::Position;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rendered::Rendered;
use super::row::{ItemRow, item_row};
use crate::caller::Caller;
use crate::past::with_workspace;
use crate::problem::Problem;
use crate::state::AppState;

/// Most rows in one window.
const LIMIT: usize = 500;

/// Which items, in which order.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ListParams {
    /// In the filter language: `lane is hotfix and owner is "anna@x.example"`. Blank: everything open.
    pub filter: String,
    /// Words that must all occur in key, title, problem, tags or references.
    pub q: String,
    /// `rank`, `score`, `title`, `key`, `due`, `created`, `updated`, `effort`, `status`, `lane`,
    /// `custom.NAME`; `-` reverses.
    pub sort: String,
    /// `lane`, `horizon`, `status`, `owner`, `product`, `area` or `team`.
    pub group: String,
    /// Index of the first row.
    pub offset: usize,
    /// Rows wanted, at most 500; 100 when absent.
    pub limit: Option<usize>,
    /// Where the page before ended, instead of `offset`; changes in between neither repeat nor skip rows.
    pub cursor: String,
    /// A ledger position or a time: the backlog as it was then.
    pub as_of: String,
}

impl ListParams {
    /// The question they ask.
    pub(super) fn query(&self) -> Result<Query, Problem> {
        Ok(Query {
            filter: self.filter.clone(),
            words: self.q.clone(),
            sort: self.sort.parse().map_err(|e| Problem::invalid("sort", e))?,
            group: match self.group.as_str() {
                "" | "none" => None,
                group => Some(group.parse().map_err(|e| Problem::invalid("group", e))?),
            },
        })
    }
}

/// A window of the backlog.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemWindow<'a> {
    pub items: Vec<ItemRow<'a>>,
    /// How many there are in all.
    pub total: usize,
    pub offset: usize,
    /// Send as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// The ledger position this shows.
    pub position: Position,
    #[serde(skip_serializing_if = "<[Group]>::is_empty")]
    pub groups: &'a [Group],
}

/// List items
#[utoipa::path(get, path = "/items", tag = "items", params(ListParams),
    responses((status = 200, body = ItemWindow), (status = 422, body = Problem)))]
pub async fn list_items(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<ListParams>,
) -> Result<Rendered, Problem> {
    let query = params.query()?;
    let limit = params.limit.unwrap_or(100).clamp(1, LIMIT);
    with_workspace(&state, &caller, &params.as_of, |workspace, access| {
        let order =
            state.orders.order(workspace, access, &query).map_err(|e| Problem::source("filter", &e))?;
        let offset = match params.cursor.as_str() {
            "" => params.offset,
            cursor => after_cursor(workspace, &order.slots, cursor)?,
        };
        let end = offset.saturating_add(limit).min(order.slots.len());
        let window = order.slots.get(offset..end).unwrap_or_default();
        let items: Vec<ItemRow<'_>> = window.iter().map(|&slot| item_row(workspace, slot)).collect();
        let next_cursor =
            items.last().filter(|_| end < order.slots.len()).map(|row| format!("{end}.{}", row.id));
        Ok(Rendered::json(&ItemWindow {
            items,
            total: order.slots.len(),
            offset,
            next_cursor,
            position: workspace.position,
            groups: &order.groups,
        }))
    })
    .await
}

/// The index after the item a cursor names, wherever it stands now; where it stood when it is gone.
fn after_cursor(
    workspace: &outweigh_core::workspace::Workspace,
    slots: &[outweigh_core::workspace::Slot],
    cursor: &str,
) -> Result<usize, Problem> {
    let wrong = || Problem::invalid("cursor", "is not one this server gave");
    let (index, id) = cursor.split_once('.').ok_or_else(wrong)?;
    let index: usize = index.parse().map_err(|_| wrong())?;
    let id: ItemId = id.parse().map_err(|_| wrong())?;
    let at = |i: usize| slots.get(i).is_some_and(|&slot| workspace.items.at(slot).value.id == id);
    if index > 0 && at(index - 1) {
        return Ok(index);
    }
    Ok(slots.iter().position(|&slot| workspace.items.at(slot).value.id == id).map_or(index, |i| i + 1))
}

/// Counts by field.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemSummary {
    pub total: usize,
    /// Sum of the likely efforts, in person-days.
    pub effort_days: f64,
    /// By field: lane, horizon, status, severity, owner, product, area, team, tag.
    pub facets: BTreeMap<&'static str, Vec<Facet>>,
    /// Names of the custom fields these items have.
    pub custom_fields: Vec<String>,
    pub position: Position,
}

/// Count items by field
#[utoipa::path(get, path = "/items/summary", tag = "items", params(ListParams),
    responses((status = 200, body = ItemSummary), (status = 422, body = Problem)))]
pub async fn summarise_items(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<ListParams>,
) -> Result<Json<ItemSummary>, Problem> {
    let query = Query { group: None, ..params.query()? };
    with_workspace(&state, &caller, &params.as_of, |workspace, access| {
        let order =
            state.orders.order(workspace, access, &query).map_err(|e| Problem::source("filter", &e))?;
        let counted = facets(workspace, &order.slots);
        Ok(Json(ItemSummary {
            total: counted.total,
            effort_days: counted.effort_days,
            facets: counted.fields,
            custom_fields: counted.custom,
            position: workspace.position,
        }))
    })
    .await
}

/// The order of the backlog.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemIndex {
    pub ids: Vec<ItemId>,
    pub position: Position,
}

/// List item ids in order
#[utoipa::path(get, path = "/items/index", tag = "items", params(ListParams),
    responses((status = 200, body = ItemIndex), (status = 422, body = Problem)))]
pub async fn index_items(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<ListParams>,
) -> Result<Json<ItemIndex>, Problem> {
    let query = params.query()?;
    with_workspace(&state, &caller, &params.as_of, |workspace, access| {
        let order =
            state.orders.order(workspace, access, &query).map_err(|e| Problem::source("filter", &e))?;
        let ids = order.slots.iter().map(|&slot| workspace.items.at(slot).value.id).collect();
        Ok(Json(ItemIndex { ids, position: workspace.position }))
    })
    .await
}
