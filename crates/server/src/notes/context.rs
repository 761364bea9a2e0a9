//! What stands around a note: the account that said it, with what was promised to it.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use outweigh_core::domain::{Account, EntityKind, EntityRef, Evidence, Health, Note, Promise, PromiseState};
use outweigh_core::ids::{AccountId, ItemId, NoteId};
use outweigh_core::workspace::{Access, Workspace};
use serde::Serialize;
use utoipa::ToSchema;

use super::detail::find;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// Items of an account that are shown.
const ITEMS: usize = 20;

/// What stands around a note.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountContext>,
}

/// The account a note comes from.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountContext {
    pub id: AccountId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
    /// Notes of the account.
    pub notes: usize,
    /// The next due first.
    pub open_promises: Vec<Promise>,
    /// Items that touch it, or that its notes are evidence on.
    pub items: Vec<AccountItem>,
}

/// An item in a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountItem {
    pub id: ItemId,
    pub key: String,
    pub title: String,
}

/// Get what stands around a note
#[utoipa::path(get, path = "/notes/{id}/context", tag = "notes", params(("id" = String, Path,)),
    responses((status = 200, body = NoteContext), (status = 404, body = Problem)))]
pub async fn get_note_context(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<NoteId>,
) -> Result<Json<NoteContext>, Problem> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let note = find(&workspace, &access, id)?;
    let account = note.account_id.and_then(|id| workspace.accounts.get(id));
    Ok(Json(NoteContext { account: account.map(|account| account_context(&workspace, &access, account)) }))
}

fn account_context(workspace: &Workspace, access: &Access, account: &Account) -> AccountContext {
    let here = EntityRef::new(EntityKind::Account, account.id);
    let notes: Vec<&Note> =
        workspace.bearing_on::<Note>(here).filter(|note| access.reads_note(note)).collect();
    let mut promises: Vec<Promise> = workspace
        .bearing_on::<Promise>(here)
        .filter(|promise| promise.state == PromiseState::Open)
        .filter(|promise| workspace.readable(access, EntityRef::new(EntityKind::Promise, promise.id)))
        .map(|promise| workspace.said(promise))
        .collect();
    promises.sort_by_key(|promise| (promise.due.is_none(), promise.due, promise.id));
    let affected = workspace.items.iter().filter(|item| item.affected_account_ids.contains(&account.id));
    let evidence = notes
        .iter()
        .flat_map(|note| workspace.bearing_on::<Evidence>(EntityRef::new(EntityKind::Note, note.id)));
    let ids: BTreeSet<ItemId> =
        affected.map(|item| item.id).chain(evidence.map(|link| link.item_id)).collect();
    let items = ids.into_iter().filter_map(|id| workspace.items.get(id));
    let items = items.filter(|item| access.reads(item.product_id)).take(ITEMS);
    AccountContext {
        id: account.id,
        name: account.name.clone(),
        plan: account.plan.clone(),
        revenue: account.revenue,
        currency: account.currency.clone(),
        renewal: account.renewal,
        health: account.health,
        notes: notes.len(),
        open_promises: promises,
        items: items
            .map(|item| AccountItem { id: item.id, key: item.key.clone(), title: item.title.clone() })
            .collect(),
    }
}
