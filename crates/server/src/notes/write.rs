//! Taking one note in by hand; sorting and deleting one.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use outweigh_connect::notes::{ImportedContact, ImportedNote, ImportedRating};
use outweigh_core::domain::{Doc, EntityKind, EntityRef, NoteState, Rating, SourceKind};
use outweigh_core::ids::{AccountId, NoteId, ProductId, SourceId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::capture::{Captured, capture};
use super::detail::{NoteDetail, find, read_note};
use crate::caller::{Writing, Written};
use crate::items::{DeleteParams, condition, created};
use crate::problem::Problem;
use crate::state::AppState;

/// What people change about a note; its words are the source's.
pub(super) const CHANGEABLE: [&str; 9] = [
    "state",
    "state_reason",
    "snoozed_until",
    "account_id",
    "contact_id",
    "product_id",
    "tags",
    "duplicate_of_id",
    "language",
];
/// Links followed from duplicate to duplicate.
const CHAIN: usize = 1_000;

/// A note somebody takes down.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewNote {
    pub text: String,
    pub title: Option<String>,
    /// Where it comes from; "Quick capture" when absent.
    pub source_id: Option<SourceId>,
    /// Without `source_id`: what kind of source it is.
    pub source_kind: Option<SourceKind>,
    pub contact: Option<NewContact>,
    /// Without it, the account under whose mail domain or name the contact is.
    pub account_id: Option<AccountId>,
    pub product_id: Option<ProductId>,
    pub url: Option<String>,
    /// When it was said; now when absent.
    pub at: Option<Timestamp>,
    pub rating: Option<Rating>,
    pub tags: Vec<String>,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Who said it.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewContact {
    pub name: Option<String>,
    pub email: Option<String>,
    pub company: Option<String>,
}

/// Take a note down
#[utoipa::path(post, path = "/notes", tag = "notes", request_body = NewNote,
    responses((status = 201, body = NoteDetail), (status = 422, body = Problem)))]
pub async fn create_note(
    State(state): State<AppState>,
    writing: Writing,
    Json(new): Json<NewNote>,
) -> Result<Written<(StatusCode, Json<NoteDetail>)>, Problem> {
    let reason = new.reason.clone();
    let edits = {
        let workspace = state.store.read();
        let captured = captured(&workspace, new)?;
        capture(&workspace, captured)?
    };
    let receipt = writing.write(&state, reason, edits).await?;
    let id = created(&receipt, EntityKind::Note)?;
    let shown = read_note(&state, &writing.caller, id.into()).await?;
    Ok(Written(receipt.position, (StatusCode::CREATED, Json(shown))))
}

fn captured(workspace: &Workspace, new: NewNote) -> Result<Captured, Problem> {
    let (kind, source) = match (new.source_id, new.source_kind) {
        (Some(id), _) => {
            let source = workspace.sources.get(id);
            let source = source.ok_or_else(|| Problem::invalid("source_id", "there is no such source"))?;
            (source.kind, source.name.clone())
        }
        (None, Some(kind)) => (kind, format!("Quick capture ({})", kind.label())),
        (None, None) => (SourceKind::Internal, "Quick capture".to_owned()),
    };
    if new.account_id.is_some_and(|id| workspace.accounts.get(id).is_none()) {
        return Err(Problem::invalid("account_id", "there is no such account"));
    }
    let author = new.contact.map(|contact| ImportedContact {
        name: contact.name,
        email: contact.email.map(|email| email.trim().to_lowercase()),
        company: contact.company,
        ..ImportedContact::default()
    });
    let note = ImportedNote {
        text: new.text,
        title: new.title,
        author,
        url: new.url,
        happened_at: new.at,
        rating: new.rating.map(|Rating { scale, value }| ImportedRating { scale, value }),
        tags: new.tags,
        ..ImportedNote::new(kind, source)
    };
    Ok(Captured { note, account: new.account_id, product: new.product_id })
}

/// Fields of a note with the reason for the change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NoteFields {
    /// Kept in the ledger.
    #[serde(default)]
    pub reason: Option<String>,
    /// `state`, `state_reason`, `snoozed_until`, `account_id`, `contact_id`, `product_id`, `tags`,
    /// `duplicate_of_id`, `language`; null clears one.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub fields: Doc,
}

/// Sort a note
///
/// A note that says the same as another is processed with it.
#[utoipa::path(patch, path = "/notes/{id}", tag = "notes", request_body = NoteFields,
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 200, body = NoteDetail), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn update_note(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<NoteId>,
    headers: HeaderMap,
    Json(body): Json<NoteFields>,
) -> Result<Written<Json<NoteDetail>>, Problem> {
    let patch = {
        let workspace = state.store.read();
        find(&workspace, &writing.caller.access(&workspace), id)?;
        completed(&workspace, id, body.fields)?
    };
    let expected = condition(&writing, &headers)?;
    let edit = Edit::Patch { entity: EntityRef::new(EntityKind::Note, id), expected, patch };
    let receipt = writing.write(&state, body.reason, vec![edit]).await?;
    Ok(Written(receipt.position, Json(read_note(&state, &writing.caller, id).await?)))
}

/// A patch of a note with what follows from it.
pub(super) fn completed(workspace: &Workspace, id: NoteId, mut patch: Doc) -> Result<Doc, Problem> {
    if let Some(field) = patch.keys().find(|field| !CHANGEABLE.contains(&field.as_str())) {
        return Err(Problem::invalid(field, "cannot be changed"));
    }
    if let Some(Value::String(other)) = patch.get("duplicate_of_id") {
        let unknown = || Problem::invalid("duplicate_of_id", "there is no such note");
        let other: NoteId = other.parse().map_err(|_| unknown())?;
        let original = original(workspace, other).ok_or_else(unknown)?;
        if original == id {
            return Err(Problem::invalid("duplicate_of_id", "that note is a duplicate of this one"));
        }
        patch.insert("duplicate_of_id".into(), json!(original));
        patch.entry("state").or_insert(json!(NoteState::Processed));
    }
    if let Some(state) = patch.get("state").cloned() {
        if state != json!(NoteState::Dismissed) {
            patch.entry("state_reason").or_insert(Value::Null);
        }
        if state != json!(NoteState::Snoozed) {
            patch.entry("snoozed_until").or_insert(Value::Null);
        }
    }
    Ok(patch)
}

/// The note that a note stands for at last: the one that is no duplicate.
fn original(workspace: &Workspace, mut id: NoteId) -> Option<NoteId> {
    for _ in 0..CHAIN {
        match workspace.notes.get(id)?.duplicate_of_id {
            Some(next) => id = next,
            None => break,
        }
    }
    Some(id)
}

/// Delete a note; can be undone
#[utoipa::path(delete, path = "/notes/{id}", tag = "notes",
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw"), DeleteParams),
    responses((status = 204), (status = 409, body = Problem)))]
pub async fn delete_note(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<NoteId>,
    headers: HeaderMap,
    Params(params): Params<DeleteParams>,
) -> Result<Written<StatusCode>, Problem> {
    {
        let workspace = state.store.read();
        find(&workspace, &writing.caller.access(&workspace), id)?;
    }
    let expected = condition(&writing, &headers)?;
    let edit = Edit::Delete { entity: EntityRef::new(EntityKind::Note, id), expected };
    let receipt = writing.write(&state, params.reason, vec![edit]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}
