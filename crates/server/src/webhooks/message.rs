//! What receivers are told: one change set, in full up to a size.

use std::collections::BTreeMap;

use outweigh_core::domain::{Doc, EntityKind, Webhook};
use outweigh_core::ledger::{Actor, Cause, Change, Op, Position};
use outweigh_store::{ChangeSetEntry, Store, StoreError};
use serde::Serialize;
use serde_json::Value;

/// Most changes in one message; the rest is to be read by the API.
const CHANGES: usize = 200;
/// Most bytes of changed fields in one message.
const BYTES: usize = 256 * 1024;
/// Changes read from the ledger at a time.
const PAGE: i64 = 1_000;

/// A message as Standard Webhooks frames it.
#[derive(Debug, Serialize)]
struct Message<T> {
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: jiff::Timestamp,
    data: T,
}

/// A change set as receivers are told of it.
#[derive(Debug, Serialize)]
struct ChangeSet {
    position: Position,
    actor: Actor,
    cause: Cause,
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    undoes: Option<Position>,
    /// All changes of the set, told here or not.
    change_count: i64,
    changes: Vec<Told>,
    /// Changes or fields are missing for size: read the change set by the API.
    truncated: bool,
}

/// One change.
#[derive(Debug, Serialize)]
struct Told {
    kind: EntityKind,
    id: uuid::Uuid,
    /// `create`, `update`, `delete` or `restore`.
    op: &'static str,
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<BTreeMap<String, BeforeAfter>>,
}

/// A field before and after; absent stands for empty.
#[derive(Debug, Serialize)]
struct BeforeAfter {
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
}

/// Whether a webhook wants to hear of a kind.
pub(super) fn wants(webhook: &Webhook, kind: &str) -> bool {
    webhook.kinds.is_empty() || webhook.kinds.iter().any(|wanted| wanted.as_str() == kind)
}

/// The body that tells a webhook of a change set.
///
/// # Errors
/// The ledger cannot be read.
pub(super) async fn body(
    store: &Store,
    webhook: &Webhook,
    position: Position,
) -> Result<Vec<u8>, StoreError> {
    let entry = store.entry(position).await?;
    let mut told = Vec::new();
    let mut truncated = false;
    let mut bytes = 0;
    let mut offset = 0;
    'pages: loop {
        let page = store.changes(position, offset, PAGE).await?;
        let last = (page.len() as i64) < PAGE;
        for change in page.into_iter().filter(|change| wants(webhook, change.entity.kind.as_str())) {
            if told.len() == CHANGES {
                truncated = true;
                break 'pages;
            }
            let size = change.op.data().len();
            let fits = bytes + size <= BYTES;
            bytes += if fits { size } else { 0 };
            truncated |= !fits;
            told.push(tell(change, fits));
        }
        if last {
            break;
        }
        offset += PAGE;
    }
    Ok(change_set(entry, told, truncated))
}

fn change_set(entry: ChangeSetEntry, changes: Vec<Told>, truncated: bool) -> Vec<u8> {
    let data = ChangeSet {
        position: entry.position,
        actor: entry.actor,
        cause: entry.cause,
        reason: entry.reason,
        undoes: entry.undoes,
        change_count: entry.change_count,
        changes,
        truncated,
    };
    bytes(&Message { kind: "change", timestamp: entry.at, data })
}

/// The body of a trial message.
pub(super) fn trial(webhook: &Webhook, now: jiff::Timestamp) -> Vec<u8> {
    bytes(&Message { kind: "test", timestamp: now, data: serde_json::json!({ "webhook_id": webhook.id }) })
}

fn bytes<T: Serialize>(message: &Message<T>) -> Vec<u8> {
    serde_json::to_vec(message).unwrap_or_else(|e| unreachable!("messages serialise: {e}"))
}

fn tell(change: Change, with_fields: bool) -> Told {
    let op = change.op.as_str();
    let fields = match change.op {
        _ if !with_fields => None,
        Op::Create { json } => serde_json::from_str::<Doc>(&json).ok().map(|doc| {
            let added = |(field, value)| (field, BeforeAfter { before: None, after: Some(value) });
            doc.into_iter().map(added).collect()
        }),
        Op::Update { fields } => Some(
            fields.into_iter().map(|(name, c)| (name, BeforeAfter { before: c.0, after: c.1 })).collect(),
        ),
        Op::Delete | Op::Restore => None,
    };
    Told { kind: change.entity.kind, id: change.entity.id, op, version: change.version, fields }
}
