//! Which change sets are to be told to which webhooks: each of those since it was switched on, once.

use std::collections::BTreeSet;

use jiff::Timestamp;
use outweigh_core::domain::{EntityKind, Webhook};
use outweigh_core::ids::WebhookId;
use outweigh_core::ledger::{Change, Op, Position};
use outweigh_store::{ChangeSetEntry, Delivery, DeliveryState, LedgerFilter, Store, StoreError};

use super::message;
use crate::clock;

/// Change sets read at a time.
const PAGE: usize = 200;

/// The deliveries of the change sets after `from`, oldest first.
///
/// Goes backwards from the head and stops at `from` or where every webhook was switched on: a webhook is not
/// told of what was before it, even when this reader has been idle since.
///
/// # Errors
/// The ledger cannot be read.
pub(super) async fn deliveries(
    store: &Store,
    webhooks: &[Webhook],
    from: Position,
    to: Position,
    now: Timestamp,
) -> Result<Vec<Delivery>, StoreError> {
    let mut listening: Vec<&Webhook> = webhooks.iter().collect();
    let mut found = Vec::new();
    let mut before = Some(to + 1);
    while let Some(position) = before.filter(|_| !listening.is_empty()) {
        let page = store.ledger(&LedgerFilter::default(), Some(position), PAGE).await?;
        for entry in page.entries {
            if entry.position <= from {
                before = None;
                break;
            }
            let began = switched_on(store, &entry).await?;
            listening.retain(|webhook| !began.contains(&webhook.id));
            found.extend(
                listening.iter().filter(|webhook| concerns(&entry, webhook)).map(|w| (entry.position, w.id)),
            );
        }
        before = before.and(page.next);
    }
    found.reverse();
    Ok(found.into_iter().map(|(position, webhook)| delivery(webhook, position, now)).collect())
}

/// Whether a change set holds a change of a kind the webhook asks for.
fn concerns(entry: &ChangeSetEntry, webhook: &Webhook) -> bool {
    entry.summary.as_object().is_some_and(|kinds| kinds.keys().any(|kind| message::wants(webhook, kind)))
}

/// The webhooks that a change set added, brought back or enabled.
async fn switched_on(store: &Store, entry: &ChangeSetEntry) -> Result<BTreeSet<WebhookId>, StoreError> {
    if entry.summary.get(EntityKind::Webhook.as_str()).is_none() {
        return Ok(BTreeSet::new());
    }
    let begins = |change: &Change| {
        change.entity.kind == EntityKind::Webhook
            && match &change.op {
                Op::Create { .. } | Op::Restore => true,
                Op::Update { fields } => fields.contains_key("enabled"),
                Op::Delete => false,
            }
    };
    let changes = store.changes(entry.position, 0, entry.change_count).await?;
    Ok(changes.iter().filter(|change| begins(change)).map(|change| change.entity.id.into()).collect())
}

fn delivery(webhook_id: WebhookId, position: Position, now: Timestamp) -> Delivery {
    Delivery {
        id: format!("msg_{}", clock::new_id().simple()),
        webhook_id,
        position,
        state: DeliveryState::Waiting,
        attempts: 0,
        due_at: now,
        answer: String::new(),
        made_at: now,
    }
}
