//! Webhooks as entries: list, get, add, change, delete. For administrators.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use axum::http::{HeaderMap, StatusCode};
use outweigh_core::domain::{Doc, Entity, EntityKind, EntityRef, EntityType, Role, Webhook};
use outweigh_core::ids::WebhookId;
use outweigh_core::ledger::Edit;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{secrets, target};
use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::items::{DeleteParams, condition, created};
use crate::problem::Problem;
use crate::registries::{Fields, RegistryPage, Versioned};
use crate::state::AppState;

/// A webhook that was just made.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewWebhook {
    #[serde(flatten)]
    pub webhook: Versioned<Webhook>,
    /// Receivers check signatures with it; shown this once.
    pub secret: String,
}

/// Refuses callers that do not administer the whole workspace: addresses often carry secrets.
///
/// # Errors
/// 403 for everyone else.
pub(super) fn administers(state: &AppState, caller: &Caller) -> Result<(), Problem> {
    match caller.access(&state.store.read()).everywhere() {
        Some(Role::Admin) => Ok(()),
        _ => {
            Err(Problem::forbidden("webhooks are for administrators")
                .hint("ask an administrator for the role"))
        }
    }
}

/// The webhook, for an administrator.
///
/// # Errors
/// 403 and 404.
pub(super) fn find(state: &AppState, caller: &Caller, id: WebhookId) -> Result<Versioned<Webhook>, Problem> {
    administers(state, caller)?;
    let workspace = state.store.read();
    let row = workspace.webhooks.row(id.0).filter(|row| !row.deleted);
    row.map(|row| Versioned { value: row.value.clone(), version: row.version })
        .ok_or_else(|| Problem::not_found(Webhook::KIND.as_str()))
}

/// Refuses addresses the server would not send to.
fn check_url(state: &AppState, fields: &Doc) -> Result<(), Problem> {
    match fields.get("url") {
        Some(Value::String(url)) => target::parse(url, state.courier.allows_private())
            .map(|_| ())
            .map_err(|why| Problem::invalid("url", why)),
        _ => Ok(()),
    }
}

/// List webhooks
#[utoipa::path(get, path = "/webhooks", tag = "webhooks",
    responses((status = 200, body = RegistryPage<Webhook>), (status = 403, body = Problem)))]
pub async fn list_webhooks(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<RegistryPage<Webhook>>, Problem> {
    administers(&state, &caller)?;
    let workspace = state.store.read();
    let mut data: Vec<_> = workspace
        .webhooks
        .rows()
        .iter()
        .filter(|row| !row.deleted)
        .map(|row| Versioned { value: row.value.clone(), version: row.version })
        .collect();
    data.sort_by_key(|webhook| webhook.value.id);
    Ok(Json(RegistryPage { total: data.len(), data, next_cursor: None }))
}

/// Get a webhook
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", params(("id" = String, Path,)),
    responses((status = 200, body = Versioned<Webhook>), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get_webhook(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Versioned<Webhook>>, Problem> {
    find(&state, &caller, id.into()).map(Json)
}

/// Add a webhook; its secret is shown once
///
/// `url` is told of every change set with changes of `kinds` (all when empty), signed as Standard Webhooks
/// says. An answer other than 2xx is tried again for up to 32 hours; 410 switches the webhook off.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", request_body = Fields,
    responses((status = 201, body = NewWebhook), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create_webhook(
    State(state): State<AppState>,
    writing: Writing,
    Json(body): Json<Fields>,
) -> Result<Written<(StatusCode, Json<NewWebhook>)>, Problem> {
    let mut fields = body.fields;
    if fields.contains_key("id") {
        return Err(Problem::invalid("id", "is set by the server"));
    }
    fields.retain(|_, value| !value.is_null());
    check_url(&state, &fields)?;
    fields.insert("id".into(), json!(clock::new_id()));
    let entity =
        Entity::from_doc(Webhook::KIND, fields).map_err(|e| Problem::invalid(&e.field, e.message))?;
    let receipt = writing.write(&state, body.reason, vec![Edit::Create(entity)]).await?;
    let id = created(&receipt, Webhook::KIND)?.into();
    let secret = secrets::existing_or_new(&state, id).await?;
    let webhook = find(&state, &writing.caller, id)?;
    Ok(Written(receipt.position, (StatusCode::CREATED, Json(NewWebhook { webhook, secret }))))
}

/// Change a webhook
#[utoipa::path(patch, path = "/webhooks/{id}", tag = "webhooks", request_body = Fields,
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 200, body = Versioned<Webhook>), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn update_webhook(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Json(body): Json<Fields>,
) -> Result<Written<Json<Versioned<Webhook>>>, Problem> {
    find(&state, &writing.caller, id.into())?;
    check_url(&state, &body.fields)?;
    let expected = condition(&writing, &headers)?;
    let edit = Edit::Patch { entity: EntityRef::new(EntityKind::Webhook, id), expected, patch: body.fields };
    let receipt = writing.write(&state, body.reason, vec![edit]).await?;
    Ok(Written(receipt.position, find(&state, &writing.caller, id.into()).map(Json)?))
}

/// Delete a webhook; can be undone
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks",
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw"), DeleteParams),
    responses((status = 204), (status = 409, body = Problem)))]
pub async fn delete_webhook(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Params(params): Params<DeleteParams>,
) -> Result<Written<StatusCode>, Problem> {
    find(&state, &writing.caller, id.into())?;
    let expected = condition(&writing, &headers)?;
    let edit = Edit::Delete { entity: EntityRef::new(EntityKind::Webhook, id), expected };
    let receipt = writing.write(&state, params.reason, vec![edit]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}
