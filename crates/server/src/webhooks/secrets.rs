//! The secret a webhook's messages are signed with: shown when made, replaced on demand, never in the ledger.

use axum::Json;
use axum::extract::{Path, State};
use outweigh_core::ids::WebhookId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{endpoints, signature};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// A new signing secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookSecret {
    /// Receivers check signatures with it; shown this once.
    pub secret: String,
}

/// The secret of a webhook, made now when it has none: a repeated request to add it gets the same one.
///
/// # Errors
/// The database fails.
pub(super) async fn existing_or_new(state: &AppState, id: WebhookId) -> Result<String, Problem> {
    if let Some(secret) = state.store.webhook_secret(id).await? {
        return Ok(secret);
    }
    let secret = signature::new_secret();
    state.store.set_webhook_secret(id, &secret).await?;
    Ok(secret)
}

/// Make a new signing secret; the old one ends at once
#[utoipa::path(post, path = "/webhooks/{id}/secret", tag = "webhooks", params(("id" = String, Path,)),
    responses((status = 200, body = WebhookSecret), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn renew_webhook_secret(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<WebhookSecret>, Problem> {
    endpoints::find(&state, &caller, id.into())?;
    let secret = signature::new_secret();
    state.store.set_webhook_secret(id.into(), &secret).await?;
    Ok(Json(WebhookSecret { secret }))
}
