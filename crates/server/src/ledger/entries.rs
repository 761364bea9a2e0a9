//! Pages of the ledger and one change set in full.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use jiff::Timestamp;
use outweigh_core::domain::{Entity, EntityKind, EntityRef};
use outweigh_core::explain::sentences::{entity_name, sentence};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::{Actor, Cause, Change, Op, Position};
use outweigh_core::workspace::Workspace;
use outweigh_store::{ChangeSetEntry, LedgerFilter, Undos};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// Most entries in one page.
const LIMIT: usize = 500;

/// Which change sets; every field narrows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct LedgerParams {
    /// Id of the person who acted.
    pub actor: Option<PersonId>,
    pub cause: Option<Cause>,
    /// Only change sets with entities of this kind.
    pub entity_kind: Option<EntityKind>,
    /// Only change sets that touch this entity or its parts.
    pub entity_id: Option<uuid::Uuid>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Words in the reason.
    pub q: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<Position>,
    /// Entries wanted, at most 500; 50 when absent.
    pub limit: Option<usize>,
}

/// A part of the ledger, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerPage {
    pub entries: Vec<LedgerEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<Position>,
    /// The head of the ledger.
    pub position: Position,
}

/// A change set.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerEntry {
    pub position: Position,
    pub id: String,
    pub at: Timestamp,
    pub actor: Actor,
    pub cause: Cause,
    pub reason: String,
    /// What changed: up to three changes in sentences, more in counts (`3 items added, 1 estimate changed`).
    pub summary: String,
    pub change_count: i64,
    /// The change set this one took back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Position>,
    /// The change set that took this one back and still stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<Position>,
    /// SHA-256 over its content and the hash before it.
    pub hash: String,
}

/// List change sets
#[utoipa::path(get, path = "/ledger", tag = "ledger", params(LedgerParams), responses((status = 200, body = LedgerPage)))]
pub async fn list_ledger(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<LedgerParams>,
) -> Result<Json<LedgerPage>, Problem> {
    check_sees_everything(&state, &caller)?;
    let filter = LedgerFilter {
        actor: params.actor,
        cause: params.cause,
        kind: params.entity_kind,
        subject: params.entity_id,
        from: params.from,
        to: params.to,
        text: params.q.filter(|text| !text.trim().is_empty()),
    };
    let limit = params.limit.unwrap_or(50).clamp(1, LIMIT);
    let page = state.store.ledger(&filter, params.cursor, limit).await?;
    let undos = undos_of(&state, page.entries.iter().map(|entry| entry.position)).await?;
    let mut entries = Vec::with_capacity(page.entries.len());
    for entry in page.entries {
        entries.push(shown(&state, &caller, entry, &undos).await?);
    }
    let position = state.store.read().position;
    Ok(Json(LedgerPage { entries, next_cursor: page.next, position }))
}

/// The whole ledger shows every product; those who see only some read the history of their items.
fn check_sees_everything(state: &AppState, caller: &Caller) -> Result<(), Problem> {
    let everywhere = caller.access(&state.store.read()).everywhere().is_some();
    if everywhere {
        return Ok(());
    }
    Err(Problem::forbidden("the ledger shows every product, and you see only some")
        .hint("open an item to read its history"))
}

/// What was taken back of the change sets of a page.
pub(super) async fn undos_of(
    state: &AppState,
    page: impl Iterator<Item = Position>,
) -> Result<Undos, Problem> {
    match page.min() {
        Some(oldest) => Ok(state.store.undos_since(oldest).await?),
        None => Ok(Undos::default()),
    }
}

async fn shown(
    state: &AppState,
    caller: &Caller,
    entry: ChangeSetEntry,
    undos: &Undos,
) -> Result<LedgerEntry, Problem> {
    let undone_by = undos.standing(entry.position);
    let summary = match entry.change_count {
        0..=NAMED => {
            let changes = state.store.changes(entry.position, 0, NAMED).await?;
            let workspace = state.store.read();
            let access = caller.access(&workspace);
            let all_readable = changes.iter().all(|change| workspace.readable(&access, change.entity));
            match all_readable {
                true => told(&workspace, &changes),
                false => counted(&entry.summary),
            }
        }
        _ => counted(&entry.summary),
    };
    Ok(LedgerEntry {
        position: entry.position,
        id: entry.id,
        at: entry.at,
        actor: entry.actor,
        cause: entry.cause,
        reason: entry.reason,
        summary,
        change_count: entry.change_count,
        undoes: entry.undoes,
        undone_by,
        hash: entry.hash.to_string(),
    })
}

/// Change sets of at most so many changes are told in sentences; larger ones are counted.
const NAMED: i64 = 3;

/// `PAY-12 Cards are declined abroad: moved it from triaged to ready; commented`; an item is named once.
fn told(workspace: &Workspace, changes: &[Change]) -> String {
    let mut text = String::new();
    let mut named = None;
    for change in changes {
        let item = match change.entity.kind {
            EntityKind::Item => Some(change.entity),
            _ => workspace.row(change.entity).and_then(|row| row.value.parent()),
        };
        if !text.is_empty() {
            text.push_str("; ");
        }
        if let Some(item) = item.filter(|item| named != Some(*item)) {
            text.push_str(&label(workspace, item));
            text.push_str(": ");
        }
        named = item;
        text.push_str(&sentence(workspace, "", change));
    }
    text
}

/// `3 items added, 1 estimate changed`.
fn counted(counts: &Value) -> String {
    let mut parts = Vec::new();
    for (kind, ops) in counts.as_object().into_iter().flatten() {
        for (op, count) in ops.as_object().into_iter().flatten() {
            let n = count.as_u64().unwrap_or(0);
            let plural = match (n, kind.as_str()) {
                (1, kind) => kind.to_owned(),
                (_, "person") => "people".into(),
                (_, "dependency") => "dependencies".into(),
                (_, kind) => format!("{kind}s"),
            };
            let done = match op.as_str() {
                "create" => "added",
                "update" => "changed",
                "delete" => "deleted",
                _ => "restored",
            };
            parts.push(format!("{n} {plural} {done}"));
        }
    }
    parts.join(", ")
}

/// A change set with its changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerDetail {
    pub entry: LedgerEntry,
    pub changes: Vec<ChangeShown>,
    /// Index of the next change; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_offset: Option<i64>,
}

/// One change of one entity.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeShown {
    pub entity_kind: EntityKind,
    pub entity_id: uuid::Uuid,
    /// Key, title or name of the entity.
    pub entity_label: String,
    /// `create`, `update`, `delete` or `restore`.
    pub op: String,
    pub version: u32,
    pub fields: Vec<FieldShown>,
}

/// A field before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldShown {
    pub field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    pub before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    pub after: Option<Value>,
}

/// Which of its changes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ChangesParams {
    pub offset: i64,
}

/// Changes shown at a time.
const CHANGES: i64 = 200;

/// Get a change set with its changes
#[utoipa::path(get, path = "/ledger/{position}", tag = "ledger",
    params(("position" = i64, Path,), ChangesParams),
    responses((status = 200, body = LedgerDetail), (status = 404, body = Problem)))]
pub async fn get_change_set(
    State(state): State<AppState>,
    caller: Caller,
    Path(position): Path<Position>,
    Params(params): Params<ChangesParams>,
) -> Result<Json<LedgerDetail>, Problem> {
    check_sees_everything(&state, &caller)?;
    let entry = state.store.entry(position).await?;
    let changes = state.store.changes(position, params.offset.max(0), CHANGES).await?;
    let end = params.offset.max(0) + changes.len() as i64;
    let next_offset = (end < entry.change_count).then_some(end);
    let undos = state.store.undos_since(position).await?;
    let entry = shown(&state, &caller, entry, &undos).await?;
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let changes = changes
        .iter()
        .filter(|change| workspace.readable(&access, change.entity))
        .map(|change| change_shown(&workspace, change))
        .collect();
    Ok(Json(LedgerDetail { entry, changes, next_offset }))
}

/// A change as it is shown.
pub(super) fn change_shown(workspace: &Workspace, change: &Change) -> ChangeShown {
    let fields = match &change.op {
        Op::Create { json } => {
            let doc: serde_json::Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
            let shown = doc.into_iter().filter(|(field, _)| field != "id");
            shown
                .map(|(field, value)| FieldShown {
                    field,
                    before: None,
                    after: Some(workspace.opened(&value)),
                })
                .collect()
        }
        Op::Update { fields } => fields
            .iter()
            .map(|(field, change)| FieldShown {
                field: field.clone(),
                before: change.before().map(|value| workspace.opened(value)),
                after: change.after().map(|value| workspace.opened(value)),
            })
            .collect(),
        Op::Delete | Op::Restore => Vec::new(),
    };
    ChangeShown {
        entity_kind: change.entity.kind,
        entity_id: change.entity.id,
        entity_label: label(workspace, change.entity),
        op: change.op.as_str().to_owned(),
        version: change.version,
        fields,
    }
}

/// Key, title or name of an entity, also of a deleted one.
fn label(workspace: &Workspace, entity: EntityRef) -> String {
    let Some(row) = workspace.row(entity) else { return entity.kind.as_str().into() };
    let of_item = |id: outweigh_core::ids::ItemId| {
        workspace.items.row(id).map_or_else(String::new, |row| row.value.key.clone())
    };
    match &row.value {
        Entity::Item(item) => format!("{} {}", item.key, item.title),
        Entity::Estimate(e) => format!("{} of {}", e.quantity, of_item(e.item_id)),
        Entity::Comment(c) => format!("on {}", of_item(c.item_id)),
        Entity::Override(o) => format!("of {}", of_item(o.item_id)),
        Entity::Dependency(d) => format!("{} needs {}", of_item(d.item_id), of_item(d.needs_id)),
        Entity::Grant(g) => {
            let who = workspace.people.row(g.person_id).map(|row| row.value.name.clone());
            format!("{} for {}", g.role.label(), who.unwrap_or_default())
        }
        Entity::Webhook(w) => w.url.clone(),
        Entity::Contact(c) => workspace.open(&c.name).to_owned(),
        Entity::Note(_)
        | Entity::Statement(_)
        | Entity::Relation(_)
        | Entity::Evidence(_)
        | Entity::Theme(_)
        | Entity::Promise(_) => entity_name(workspace, &row.value),
        other => other.doc().get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
    }
}

/// What verifying found.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerVerified {
    pub ok: bool,
    /// How many change sets there are.
    pub positions: i64,
    pub head_hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken_at: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// Verify the hash chain and that the stored entities are what it says
#[utoipa::path(get, path = "/ledger/verify", tag = "ledger", responses((status = 200, body = LedgerVerified)))]
pub async fn verify_ledger(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<LedgerVerified>, Problem> {
    check_sees_everything(&state, &caller)?;
    let verified = state.store.verify().await?;
    Ok(Json(LedgerVerified {
        ok: verified.fault.is_none(),
        positions: verified.positions,
        head_hash: verified.head.to_string(),
        broken_at: verified.fault.as_ref().and_then(|f| f.position),
        problem: verified.fault.map(|f| f.problem),
    }))
}
