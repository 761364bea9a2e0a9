//! Adding, changing and deleting one item.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use outweigh_core::domain::{Doc, Entity, EntityKind, EntityRef, Role};
use outweigh_core::ids::{ItemId, ProductId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Refusal;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::detail::{ItemDetail, detail, find};
use super::rendered::Rendered;
use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Fields that the server alone sets.
const FIXED: [&str; 3] = ["id", "version", "key"];

/// Fields of an item with the reason for the change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ItemFields {
    /// Kept in the ledger.
    #[serde(default)]
    pub reason: Option<String>,
    /// Fields of an item; null clears one.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub fields: Doc,
}

/// Add an item
///
/// Only `title` is required; without `product_id` it goes to the only product there is.
#[utoipa::path(post, path = "/items", tag = "items", request_body = ItemFields,
    responses((status = 201, body = ItemDetail), (status = 422, body = Problem)))]
pub async fn create_item(
    State(state): State<AppState>,
    writing: Writing,
    Json(body): Json<ItemFields>,
) -> Result<Written<(StatusCode, Rendered)>, Problem> {
    let item = new_item(&state, &writing.caller, body.fields)?;
    let receipt = writing.write(&state, body.reason, vec![Edit::Create(item)]).await?;
    let id = created(&receipt, EntityKind::Item)?;
    let shown = read(&state, &writing.caller, &id.to_string())?;
    Ok(Written(receipt.position, (StatusCode::CREATED, shown)))
}

/// The entity a receipt says was created; the same for a repeated request.
pub(crate) fn created(receipt: &outweigh_store::Receipt, kind: EntityKind) -> Result<uuid::Uuid, Problem> {
    receipt
        .touched
        .iter()
        .find(|touched| touched.entity.kind == kind)
        .map(|touched| touched.entity.id)
        .ok_or_else(|| {
            Problem::new(
                StatusCode::CONFLICT,
                "idempotency_key_reused",
                "this idempotency key was used for another request",
            )
        })
}

/// An item from given fields: the rest gets its starting values.
fn new_item(state: &AppState, caller: &Caller, mut fields: Doc) -> Result<Entity, Problem> {
    let workspace = state.store.read();
    if let Some(fixed) = FIXED.iter().find(|field| fields.contains_key(**field)) {
        return Err(Problem::invalid(fixed, "is set by the server"));
    }
    let access = caller.access(&workspace);
    if access.highest() < Some(Role::Contributor) {
        return Err(Refusal::Forbidden { needed: Role::Contributor, entity: None }.into());
    }
    let product = match fields.get("product_id").and_then(Value::as_str) {
        Some(text) => {
            let id: Option<ProductId> = text.parse().ok();
            id.and_then(|id| workspace.products.get(id)).or_else(|| workspace.product_by_key(text))
        }
        None => {
            let mut readable = workspace.products.iter().filter(|p| access.reads(p.id));
            readable.next().filter(|_| readable.next().is_none())
        }
    };
    let product = product.ok_or_else(|| {
        Problem::invalid("product_id", "say for which product: its id or key")
            .hint("GET /api/v1/products lists them")
    })?;
    fields.retain(|_, value| !value.is_null());
    fields.insert("product_id".into(), json!(product.id));
    fields.insert("id".into(), json!(clock::new_id()));
    fields.insert("key".into(), json!(""));
    fields.entry("status").or_insert(json!("inbox"));
    fields.entry("created_at").or_insert(json!(clock::now()));
    Entity::from_doc(EntityKind::Item, fields).map_err(|e| Problem::invalid(&e.field, e.message))
}

/// Change fields of an item
#[utoipa::path(patch, path = "/items/{id}", tag = "items", request_body = ItemFields,
    params(("id" = String, Path, description = "Id or key"), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 200, body = ItemDetail), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn update_item(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
    headers: axum::http::HeaderMap,
    Json(body): Json<ItemFields>,
) -> Result<Written<Rendered>, Problem> {
    let expected = condition(&writing, &headers)?;
    if let Some(fixed) = FIXED.iter().find(|field| body.fields.contains_key(**field)) {
        return Err(Problem::invalid(fixed, "cannot be changed"));
    }
    let item = item_id(&state, &writing.caller, &id)?;
    let edit = Edit::Patch { entity: EntityRef::new(EntityKind::Item, item), expected, patch: body.fields };
    let receipt = writing.write(&state, body.reason, vec![edit]).await?;
    Ok(Written(receipt.position, read(&state, &writing.caller, &item.to_string())?))
}

/// The version the caller saw; `If-Match: *` for whatever is there.
pub(crate) fn condition(
    writing: &Writing,
    headers: &axum::http::HeaderMap,
) -> Result<outweigh_core::ledger::Expected, Problem> {
    if headers.get("if-match").is_some_and(|tag| tag == "*") {
        return Ok(outweigh_core::ledger::Expected::Anything);
    }
    writing.required()
}

/// Why something is deleted.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DeleteParams {
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Delete an item; can be undone
#[utoipa::path(delete, path = "/items/{id}", tag = "items",
    params(("id" = String, Path, description = "Id or key"), ("If-Match" = String, Header, description = "The version you saw"), DeleteParams),
    responses((status = 204), (status = 409, body = Problem)))]
pub async fn delete_item(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
    headers: axum::http::HeaderMap,
    axum::extract::Query(params): axum::extract::Query<DeleteParams>,
) -> Result<Written<StatusCode>, Problem> {
    let expected = condition(&writing, &headers)?;
    let item = item_id(&state, &writing.caller, &id)?;
    let edit = Edit::Delete { entity: EntityRef::new(EntityKind::Item, item), expected };
    let receipt = writing.write(&state, params.reason, vec![edit]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}

/// The item as it is now.
pub(super) fn read(state: &AppState, caller: &Caller, id: &str) -> Result<Rendered, Problem> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    Ok(Rendered::json(&detail(&workspace, &access, find(&workspace, &access, id)?)?))
}

/// An item's id from its id or key, if the caller may read it.
pub(crate) fn item_id(state: &AppState, caller: &Caller, id: &str) -> Result<ItemId, Problem> {
    let workspace = state.store.read();
    Ok(find(&workspace, &caller.access(&workspace), id)?.id)
}
