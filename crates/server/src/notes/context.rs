//! What stands around a note: notes like it, its theme, items it may be about, and the account that said it.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use outweigh_core::domain::{
    Account, EntityKind, EntityRef, Evidence, Health, Lane, Note, Promise, PromiseState,
};
use outweigh_core::ids::{AccountId, ItemId, NoteId};
use outweigh_core::workspace::{Access, Workspace};
use outweigh_index::{Hit, Index, Kind};
use serde::Serialize;
use utoipa::ToSchema;

use super::detail::find;
use super::row::{NoteRow, NoteTheme, note_rows};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::search::{Likeness, closest, to_texts};
use crate::state::AppState;

/// Items of an account that are shown.
const ITEMS: usize = 20;
/// Similar notes and likely items shown.
const SIMILAR: usize = 6;
/// Looked at, as some may not be read or are done.
const LOOKED_AT: usize = 30;
/// Closer than this in meaning, something is like something else.
const CLOSE: f32 = 0.35;
/// Closer than this, two notes may say the same.
const REPEATS: f32 = 0.85;

/// What stands around a note.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteContext {
    /// Notes that say the like, the closest first.
    pub similar: Vec<SimilarNote>,
    /// The theme it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<NoteTheme>,
    /// Open items it may be about, the closest first.
    pub items: Vec<ItemLike>,
    /// False while the search index is being made: nothing is like anything yet.
    pub ready: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountContext>,
}

/// A note like another.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarNote {
    pub note: NoteRow,
    pub because: Likeness,
    /// So close that it may say the same.
    pub may_repeat: bool,
}

/// An item a note may be about.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemLike {
    pub id: ItemId,
    pub key: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
    /// Its place in the ranking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The note is evidence on it already.
    pub linked: bool,
    pub because: Likeness,
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
    {
        let workspace = state.store.read();
        find(&workspace, &caller.access(&workspace), id)?;
    }
    let index = state.finder.opened();
    let (similar, items) = match &index {
        Some(index) => like(&state, &caller, index, id).await?,
        None => (Vec::new(), Vec::new()),
    };
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let note = find(&workspace, &access, id)?;
    let account = note.account_id.and_then(|id| workspace.accounts.get(id));
    Ok(Json(NoteContext {
        similar,
        theme: NoteTheme::of(&workspace, &state.themes, id),
        items,
        ready: index.is_some(),
        account: account.map(|account| account_context(&workspace, &access, account)),
    }))
}

/// Notes and open items that are like a note; nothing for one whose words are gone.
async fn like(
    state: &AppState,
    caller: &Caller,
    index: &Index,
    id: NoteId,
) -> Result<(Vec<SimilarNote>, Vec<ItemLike>), Problem> {
    let bodies = Bodies::read(&state.store, [id]).await?;
    let Some((title, text)) = bodies.get(id).map(to_texts) else { return Ok((Vec::new(), Vec::new())) };
    let whole = format!("{title}\n{text}");
    let mut notes = closest(index, &[Kind::Note], Some(id.0), &title, &text, LOOKED_AT);
    let items = closest(index, &[Kind::Item], None, &title, &text, LOOKED_AT);
    {
        let workspace = state.store.read();
        let access = caller.access(&workspace);
        let readable = |hit: &Hit| workspace.readable(&access, EntityRef::new(EntityKind::Note, hit.id));
        notes.retain(|hit| hit.closeness >= CLOSE && readable(hit));
        notes.truncate(SIMILAR);
    }
    let ids: Vec<NoteId> = notes.iter().map(|hit| NoteId(hit.id)).collect();
    let texts = Bodies::read(&state.store, ids.iter().copied()).await?;
    let rows = note_rows(&state.store, &state.reader, ids).await?;
    let similar = rows.into_iter().filter_map(|note| {
        let hit = notes.iter().find(|hit| hit.id == note.id.0)?;
        let (title, text) = to_texts(texts.get(note.id)?);
        let because = Likeness::of(index, hit, &whole, &format!("{title}\n{text}"));
        Some(SimilarNote { note, because, may_repeat: hit.closeness >= REPEATS })
    });
    let similar = similar.collect();
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let here = EntityRef::new(EntityKind::Note, id);
    let linked: BTreeSet<ItemId> = workspace.bearing_on::<Evidence>(here).map(|link| link.item_id).collect();
    let items = items.iter().filter(|hit| hit.closeness >= CLOSE).filter_map(|hit| {
        let item = workspace
            .items
            .get(hit.id)
            .filter(|item| item.status.is_open() && access.reads(item.product_id))?;
        let about = format!("{}\n{}\n{}", item.title, item.problem, item.description);
        Some(ItemLike {
            id: item.id,
            key: item.key.clone(),
            title: item.title.clone(),
            lane: item.lane,
            rank: workspace
                .items
                .slot(item.id)
                .and_then(|slot| workspace.places_at(slot))
                .map(|places| places.1),
            linked: linked.contains(&item.id),
            because: Likeness::of(index, hit, &whole, &about),
        })
    });
    Ok((similar, items.take(SIMILAR).collect()))
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
