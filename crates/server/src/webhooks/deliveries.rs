//! The log of what was sent to a webhook; trying it out; sending again.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use jiff::Timestamp;
use outweigh_core::ids::WebhookId;
use outweigh_core::ledger::Position;
use outweigh_store::{Delivery, DeliveryState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::courier::{Letter, Outcome};
use super::{endpoints, message};
use crate::caller::Caller;
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Most entries of the log in one answer.
const LIMIT: i64 = 500;

/// How much of the log.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct LogParams {
    /// Entries wanted, at most 500; 50 when absent.
    pub limit: Option<i64>,
}

/// One change set on its way to a webhook.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryEntry {
    /// The message's `webhook-id`.
    pub id: String,
    pub webhook_id: WebhookId,
    /// The change set it tells of.
    pub position: Position,
    /// `waiting`, `delivered` or `failed`.
    pub state: String,
    pub attempts: i64,
    /// When it is tried next; absent when it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// What the receiver answered last, or why nothing was sent.
    pub answer: String,
    pub made_at: Timestamp,
}

/// The newest deliveries of a webhook.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliveryLog {
    pub data: Vec<DeliveryEntry>,
}

/// What came of a trial message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trial {
    pub delivered: bool,
    /// What the receiver answered, or why nothing was sent.
    pub answer: String,
}

/// What was sent to a webhook, newest first
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks", params(("id" = String, Path,), LogParams),
    responses((status = 200, body = DeliveryLog), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list_deliveries(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Params(params): Params<LogParams>,
) -> Result<Json<DeliveryLog>, Problem> {
    endpoints::find(&state, &caller, id.into())?;
    let limit = params.limit.unwrap_or(50).clamp(1, LIMIT);
    let deliveries = state.store.deliveries_of(id.into(), limit).await?;
    Ok(Json(DeliveryLog { data: deliveries.into_iter().map(entry).collect() }))
}

/// Send a delivery again, with its attempts counted anew
#[utoipa::path(post, path = "/webhooks/deliveries/{id}/replay", tag = "webhooks", params(("id" = String, Path,)),
    responses((status = 200, body = DeliveryEntry), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn replay_delivery(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<DeliveryEntry>, Problem> {
    endpoints::administers(&state, &caller)?;
    let delivery = state.store.delivery(&id).await?.ok_or_else(|| Problem::not_found("delivery"))?;
    endpoints::find(&state, &caller, delivery.webhook_id)?;
    let delivery = Delivery { state: DeliveryState::Waiting, attempts: 0, due_at: clock::now(), ..delivery };
    state.store.note_delivery(&delivery).await?;
    state.courier.wake.notify_one();
    Ok(Json(entry(delivery)))
}

/// Send a trial message and tell what the receiver answered
///
/// Sent at once and once, also when the webhook is switched off; its type is `test`. It is not in the log.
#[utoipa::path(post, path = "/webhooks/{id}/test", tag = "webhooks", params(("id" = String, Path,)),
    responses((status = 200, body = Trial), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn test_webhook(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<Trial>, Problem> {
    let webhook = endpoints::find(&state, &caller, id.into())?.value;
    let secret = state.store.webhook_secret(webhook.id).await?.unwrap_or_default();
    let now = clock::now();
    let message_id = format!("msg_{}", clock::new_id().simple());
    let body = message::trial(&webhook, now);
    let letter = Letter { url: &webhook.url, secret: &secret, id: &message_id, body };
    let (delivered, answer) = match state.courier.send(letter, now).await {
        Outcome::Delivered(answer) => (true, answer),
        Outcome::Refused(answer) | Outcome::Gone(answer) | Outcome::Unreachable(answer) => (false, answer),
    };
    Ok(Json(Trial { delivered, answer }))
}

fn entry(delivery: Delivery) -> DeliveryEntry {
    DeliveryEntry {
        due_at: (delivery.state == DeliveryState::Waiting).then_some(delivery.due_at),
        id: delivery.id,
        webhook_id: delivery.webhook_id,
        position: delivery.position,
        state: delivery.state.as_str().to_owned(),
        attempts: delivery.attempts,
        answer: delivery.answer,
        made_at: delivery.made_at,
    }
}
