//! Reading the ledger's past: pages, one change set, the history of an item.

use std::collections::BTreeMap;

use jiff::Timestamp;
use outweigh_core::domain::{EntityKind, EntityRef};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::{Actor, ActorKind, Cause, Change, FieldChange, Op, Position, Seal};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::database::{Database, on};
use crate::{Store, StoreError, load};

pub(crate) const SELECT_BY_KEY: &str =
    "SELECT position, cause FROM change_sets WHERE actor_id IS NOT DISTINCT FROM $1 AND idempotency_key = $2";
macro_rules! columns {
    () => {
        "position, id, at, actor_kind, actor_id, actor_name, cause, reason, undoes, idempotency_key,
         change_count, summary, hash"
    };
}
const COLUMNS: &str = columns!();
pub(crate) const SELECT_BETWEEN: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM change_sets WHERE position > $1 AND position <= $2 ORDER BY position"
);

/// A change set as the ledger lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeSetEntry {
    pub position: Position,
    pub id: String,
    pub at: Timestamp,
    pub actor: Actor,
    pub cause: Cause,
    pub reason: String,
    pub undoes: Option<Position>,
    pub idempotency_key: Option<String>,
    pub change_count: i64,
    /// Counts by kind and operation: `{"item": {"create": 3}}`.
    pub summary: Value,
    pub hash: Seal,
}

/// One change set as far as it concerns one item.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    pub entry: ChangeSetEntry,
    pub changes: Vec<Change>,
}

/// Which change sets to list; every field narrows.
#[derive(Debug, Clone, Default)]
pub struct LedgerFilter {
    pub actor: Option<PersonId>,
    pub cause: Option<Cause>,
    pub kind: Option<EntityKind>,
    /// Only change sets that touch this entity or parts of it.
    pub subject: Option<uuid::Uuid>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Words in the reason, in any case.
    pub text: Option<String>,
}

/// A part of a list, newest first.
#[derive(Debug, Clone)]
pub struct Page<T> {
    pub entries: Vec<T>,
    /// Ask for those before this position to go on; none at the end.
    pub next: Option<Position>,
}

/// A change set as the database spells it.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct EntryRow {
    pub(crate) position: i64,
    id: String,
    at: i64,
    actor_kind: String,
    pub(crate) actor_id: Option<String>,
    actor_name: String,
    cause: String,
    reason: String,
    undoes: Option<i64>,
    idempotency_key: Option<String>,
    change_count: i64,
    pub(crate) summary: String,
    pub(crate) hash: String,
}

impl TryFrom<EntryRow> for ChangeSetEntry {
    type Error = StoreError;

    fn try_from(row: EntryRow) -> Result<Self, StoreError> {
        let damaged = |what: String| StoreError::Damaged(format!("change set {}: {what}", row.position));
        let person = row.actor_id.as_deref().map(str::parse::<PersonId>).transpose();
        Ok(Self {
            position: row.position,
            at: Timestamp::from_microsecond(row.at).map_err(|e| damaged(e.to_string()))?,
            actor: Actor {
                kind: word::<ActorKind>(&row.actor_kind).map_err(&damaged)?,
                person_id: person.map_err(|e| damaged(e.to_string()))?,
                name: row.actor_name,
            },
            cause: word(&row.cause).map_err(&damaged)?,
            reason: row.reason,
            undoes: row.undoes,
            idempotency_key: row.idempotency_key,
            change_count: row.change_count,
            summary: serde_json::from_str(&row.summary).map_err(|e| damaged(e.to_string()))?,
            hash: row.hash.parse().map_err(&damaged)?,
            id: row.id,
        })
    }
}

/// A LIKE pattern, with `!` as escape, for texts that contain this one.
fn pattern(text: &str) -> String {
    format!("%{}%", text.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

/// Reads one word of a closed list.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(Value::from(text)).map_err(|e| e.to_string())
}

/// Counts of a change set by kind and operation, as JSON.
pub(crate) fn summary(changes: &[Change]) -> String {
    let mut counts = BTreeMap::<_, BTreeMap<_, u64>>::new();
    for change in changes {
        *counts.entry(change.entity.kind.as_str()).or_default().entry(change.op.as_str()).or_default() += 1;
    }
    serde_json::to_string(&counts).unwrap_or_else(|e| unreachable!("counts serialise: {e}"))
}

/// The change sets after `from` up to `to`, in order.
pub(crate) async fn entries_between(
    database: &Database,
    from: Position,
    to: Position,
) -> Result<Vec<ChangeSetEntry>, StoreError> {
    let rows: Vec<EntryRow> = on!(database, pool => {
        sqlx::query_as(SELECT_BETWEEN).bind(from).bind(to).fetch_all(pool).await?
    });
    rows.into_iter().map(ChangeSetEntry::try_from).collect()
}

impl Store {
    /// A page of the ledger, newest first, before the position `before`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn ledger(
        &self,
        filter: &LedgerFilter,
        before: Option<Position>,
        limit: usize,
    ) -> Result<Page<ChangeSetEntry>, StoreError> {
        let text = filter.text.as_deref().filter(|text| !text.is_empty());
        let mut rows: Vec<EntryRow> = on!(&self.shared.database, pool => {
            let mut query = sqlx::QueryBuilder::new(format!("SELECT {COLUMNS} FROM change_sets WHERE position < "));
            query.push_bind(before.unwrap_or(i64::MAX));
            if let Some(actor) = filter.actor {
                query.push(" AND actor_id = ").push_bind(actor.to_string());
            }
            if let Some(cause) = filter.cause {
                query.push(" AND cause = ").push_bind(cause.as_str());
            }
            if let Some(from) = filter.from {
                query.push(" AND at >= ").push_bind(from.as_microsecond());
            }
            if let Some(to) = filter.to {
                query.push(" AND at <= ").push_bind(to.as_microsecond());
            }
            if let Some(text) = text {
                // The databases know the case of ASCII letters only; others must be written as they stand.
                query.push(" AND (lower(reason) LIKE ").push_bind(pattern(&text.to_ascii_lowercase()));
                query.push(" ESCAPE '!' OR lower(reason) LIKE ").push_bind(pattern(&text.to_lowercase()));
                query.push(" ESCAPE '!')");
            }
            if let Some(kind) = filter.kind {
                query.push(" AND summary LIKE ").push_bind(format!("%\"{kind}\":%"));
            }
            if let Some(subject) = filter.subject {
                query.push(" AND position IN (SELECT position FROM changes WHERE subject = ");
                query.push_bind(subject.to_string()).push(")");
            }
            query.push(" ORDER BY position DESC LIMIT ").push_bind(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1));
            query.build_query_as().fetch_all(pool).await?
        });
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().map(|row| row.position).filter(|_| more);
        let entries = rows.into_iter().map(ChangeSetEntry::try_from).collect::<Result<_, _>>()?;
        Ok(Page { entries, next })
    }

    /// One change set without its changes.
    ///
    /// # Errors
    /// There is none at this position, or the database cannot be read.
    pub async fn entry(&self, position: Position) -> Result<ChangeSetEntry, StoreError> {
        let mut entries = entries_between(&self.shared.database, position - 1, position).await?;
        entries.pop().ok_or(StoreError::NoSuchPosition(position))
    }

    /// The changes of one change set, in order, from `offset`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn changes(
        &self,
        position: Position,
        offset: i64,
        limit: i64,
    ) -> Result<Vec<Change>, StoreError> {
        const SELECT: &str = "SELECT kind, id, version, op, data FROM changes
             WHERE position = $1 AND ordinal >= $2 ORDER BY ordinal LIMIT $3";
        let rows: Vec<(String, String, i64, String, String)> = on!(&self.shared.database, pool => {
            sqlx::query_as(SELECT).bind(position).bind(offset).bind(limit).fetch_all(pool).await?
        });
        rows.into_iter()
            .map(|(kind, id, version, op, data)| load::change(&kind, &id, version, &op, data))
            .collect()
    }

    /// What happened to an entity and its parts, newest first, before the position `before`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn history(
        &self,
        subject: uuid::Uuid,
        before: Option<Position>,
        limit: usize,
    ) -> Result<Page<HistoryEntry>, StoreError> {
        const SELECT: &str = "SELECT position, kind, id, version, op, data FROM changes
             WHERE subject = $1 AND position <= $2 AND position >= $3 ORDER BY position DESC, ordinal";
        let filter = LedgerFilter { subject: Some(subject), ..LedgerFilter::default() };
        let page = self.ledger(&filter, before, limit).await?;
        let (Some(newest), Some(oldest)) = (page.entries.first(), page.entries.last()) else {
            return Ok(Page { entries: Vec::new(), next: None });
        };
        let rows: Vec<(i64, String, String, i64, String, String)> = on!(&self.shared.database, pool => {
            sqlx::query_as(SELECT)
                .bind(subject.to_string())
                .bind(newest.position)
                .bind(oldest.position)
                .fetch_all(pool)
                .await?
        });
        let mut by_position = BTreeMap::<Position, Vec<Change>>::new();
        for (position, kind, id, version, op, data) in rows {
            by_position.entry(position).or_default().push(load::change(&kind, &id, version, &op, data)?);
        }
        let entries = page
            .entries
            .into_iter()
            .map(|entry| HistoryEntry {
                changes: by_position.remove(&entry.position).unwrap_or_default(),
                entry,
            })
            .collect();
        Ok(Page { entries, next: page.next })
    }

    /// The values an entity held at a version, of the fields that changed since.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn changed_since(
        &self,
        entity: EntityRef,
        version: u32,
    ) -> Result<BTreeMap<String, Option<Value>>, StoreError> {
        const SELECT: &str = "SELECT version, op, data FROM changes
             WHERE subject = $1 AND id = $2 AND version > $3 AND op = 'update' ORDER BY version DESC";
        let parent = self.read().row(entity).and_then(|row| row.value.parent());
        let rows: Vec<(i64, String, String)> = on!(&self.shared.database, pool => {
            sqlx::query_as(SELECT)
                .bind(parent.unwrap_or(entity).id.to_string())
                .bind(entity.id.to_string())
                .bind(i64::from(version))
                .fetch_all(pool)
                .await?
        });
        let mut held = BTreeMap::new();
        for (version, op, data) in rows {
            let change = load::change(entity.kind.as_str(), &entity.id.to_string(), version, &op, data)?;
            if let Op::Update { fields } = change.op {
                // Newest first: what the oldest change found stays.
                held.extend(fields.into_iter().map(|(field, FieldChange(before, _))| (field, before)));
            }
        }
        Ok(held)
    }

    /// The last position at or before a moment; 0 when the ledger began later.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn position_at(&self, at: Timestamp) -> Result<Position, StoreError> {
        // Clocks of several servers differ: the times need not ascend with the positions.
        const SELECT: &str = "SELECT COALESCE(MAX(position), 0) FROM change_sets WHERE at <= $1";
        let (position,): (Position,) = on!(&self.shared.database, pool => {
            sqlx::query_as(SELECT).bind(at.as_microsecond()).fetch_one(pool).await?
        });
        Ok(position)
    }

    /// The changes of the positions after `from` up to `to`, for readers that follow the ledger.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn changes_between(
        &self,
        from: Position,
        to: Position,
    ) -> Result<Vec<(ChangeSetEntry, Vec<Change>)>, StoreError> {
        let changes = load::changes(&self.shared.database, from, to).await?;
        let entries = entries_between(&self.shared.database, from, to).await?;
        Ok(entries.into_iter().zip(changes.into_iter().map(|(_, changes)| changes)).collect())
    }
}
