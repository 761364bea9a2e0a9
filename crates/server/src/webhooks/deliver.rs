//! Sending what is due, trying again what failed, giving up in the end.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::{EntityKind, EntityRef, Webhook};
use outweigh_core::ids::WebhookId;
use outweigh_core::ledger::{Actor, Cause, Draft, Edit, Expected};
use outweigh_store::{Caller, Delivery, DeliveryState, StoreError};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::courier::{Letter, Outcome};
use super::message;
use crate::clock;
use crate::state::AppState;

/// How long to wait after each failed attempt; after the one that follows the last it is given up.
const WAITS: [SignedDuration; 8] = [
    SignedDuration::from_secs(5),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(5),
    SignedDuration::from_hours(10),
    SignedDuration::from_hours(14),
];
/// Deliveries taken up at a time.
const BATCH: i64 = 100;
/// How long one receiver may be served in one round, before the others have waited long enough.
const TURN: Duration = Duration::from_secs(15);

/// Sends what is due at `now`, to each receiver in order, to all of them at once. True when there may be more.
///
/// # Errors
/// The database cannot be read or written; what was sent may be sent again.
pub(super) async fn send_due(state: &AppState, now: Timestamp) -> Result<bool, StoreError> {
    let due = state.store.due_deliveries(now, BATCH).await?;
    let full = due.len() as i64 == BATCH;
    let mut by_webhook = BTreeMap::<WebhookId, Vec<Delivery>>::new();
    for delivery in due {
        by_webhook.entry(delivery.webhook_id).or_default().push(delivery);
    }
    let turns = by_webhook.into_iter().map(|(webhook, due)| serve(state, webhook, due, now));
    join_all(turns).await.into_iter().collect::<Result<(), _>>()?;
    Ok(full)
}

/// Sends one webhook's deliveries until they are done, it fails to answer, or its turn is over.
async fn serve(
    state: &AppState,
    id: WebhookId,
    due: Vec<Delivery>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let began = Instant::now();
    let secret = state.store.webhook_secret(id).await?.unwrap_or_default();
    let mut due = due.into_iter();
    while let Some(delivery) = due.next() {
        let webhook = state.store.read().webhooks.get(id).filter(|webhook| webhook.enabled).cloned();
        let Some(webhook) = webhook else {
            note(state, failed(delivery, "not sent: the webhook is switched off or deleted")).await?;
            continue;
        };
        let body = message::body(&state.store, &webhook, delivery.position).await?;
        let letter = Letter { url: &webhook.url, secret: &secret, id: &delivery.id, body };
        match state.courier.send(letter, now).await {
            Outcome::Delivered(answer) => {
                note(state, Delivery { state: DeliveryState::Delivered, answer, ..attempted(delivery) })
                    .await?;
            }
            Outcome::Refused(answer) => note(state, again(delivery, &answer, now)).await?,
            Outcome::Gone(answer) => {
                note(state, failed(attempted(delivery), &answer)).await?;
                switch_off(state, &webhook).await?;
            }
            Outcome::Unreachable(answer) => {
                // Nobody is there for the others either: asking for each would keep everyone waiting.
                for delivery in [delivery].into_iter().chain(due) {
                    note(state, again(delivery, &answer, now)).await?;
                }
                return Ok(());
            }
        }
        if began.elapsed() > TURN {
            return Ok(());
        }
    }
    Ok(())
}

fn attempted(delivery: Delivery) -> Delivery {
    Delivery { attempts: delivery.attempts + 1, ..delivery }
}

fn failed(delivery: Delivery, answer: &str) -> Delivery {
    Delivery { state: DeliveryState::Failed, answer: answer.to_owned(), ..delivery }
}

/// The delivery after a failed attempt: waiting for the next one, or given up.
fn again(delivery: Delivery, answer: &str, now: Timestamp) -> Delivery {
    let wait = usize::try_from(delivery.attempts).ok().and_then(|n| WAITS.get(n));
    let delivery = attempted(delivery);
    match wait {
        Some(wait) => {
            let due_at = now + *wait + jitter(&delivery, *wait);
            Delivery { due_at, answer: answer.to_owned(), ..delivery }
        }
        None => failed(delivery, answer),
    }
}

/// Up to a fifth of the wait, different for each delivery and attempt, so that a receiver that was down is
/// not asked for everything at once.
fn jitter(delivery: &Delivery, wait: SignedDuration) -> SignedDuration {
    let hash = Sha256::digest(format!("{} {}", delivery.id, delivery.attempts));
    wait / 5 * i32::from(hash[0]) / 255
}

async fn note(state: &AppState, delivery: Delivery) -> Result<(), StoreError> {
    let Delivery { id, webhook_id, attempts, answer, .. } = &delivery;
    let word = delivery.state.as_str();
    match delivery.state {
        DeliveryState::Delivered => tracing::debug!("webhook {webhook_id}: {id} {word}"),
        _ => tracing::warn!("webhook {webhook_id}: {id} {word} after {attempts} attempts: {answer}"),
    }
    state.store.note_delivery(&delivery).await
}

/// The receiver said it is gone: a change like any other, seen in the ledger and undone there.
async fn switch_off(state: &AppState, webhook: &Webhook) -> Result<(), StoreError> {
    let entity = EntityRef::new(EntityKind::Webhook, webhook.id.0);
    let patch = [("enabled".to_owned(), json!(false))].into_iter().collect();
    let draft = Draft {
        id: clock::new_id().into(),
        at: clock::now(),
        actor: Actor::system("webhooks"),
        cause: Cause::Api,
        reason: "the receiver answered 410 Gone".into(),
        idempotency_key: None,
        undoes: None,
        edits: vec![Edit::Patch { entity, expected: Expected::Anything, patch }],
    };
    state.store.write(draft, Caller::System).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let mut delivery = Delivery {
            id: "msg_1".into(),
            webhook_id: uuid::Uuid::nil().into(),
            position: 1,
            state: DeliveryState::Waiting,
            attempts: 0,
            due_at: Timestamp::UNIX_EPOCH,
            answer: String::new(),
            made_at: Timestamp::UNIX_EPOCH,
        };
        for wait in WAITS {
            let now = delivery.due_at;
            delivery = again(delivery, "500", now);
            let waited = delivery.due_at.duration_since(now);
            assert_eq!(delivery.state, DeliveryState::Waiting);
            assert!(waited >= wait && waited <= wait + wait / 5, "waited {waited} for {wait}");
        }
        delivery = again(delivery, "500", Timestamp::UNIX_EPOCH);
        assert_eq!((delivery.state, delivery.attempts), (DeliveryState::Failed, 9));
    }
}
