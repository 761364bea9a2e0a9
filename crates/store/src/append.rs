//! What one transaction adds to the tables: computed whole before the first statement runs.

use std::collections::HashMap;

use outweigh_core::domain::EntityRef;
use outweigh_core::ledger::{Change, Draft, Header, Op, Position, Seal, chain_hash};
use outweigh_core::workspace::Outcome;
use uuid::Uuid;

use crate::ledger;

/// Rows per INSERT: below SQLite's limit of 32,766 parameters.
pub(crate) const ROWS_PER_INSERT: usize = 500;

pub(crate) const INTO_CHANGE_SETS: &str = "INSERT INTO change_sets (position, id, at, actor_kind, actor_id,
     actor_name, cause, reason, undoes, idempotency_key, change_count, summary, hash) ";
pub(crate) const INTO_CHANGES: &str =
    "INSERT INTO changes (position, ordinal, kind, id, subject, version, op, data) ";
pub(crate) const INTO_ENTITIES: &str = "INSERT INTO entities (id, kind, version, deleted, doc) ";
pub(crate) const OR_REPLACE: &str = " ON CONFLICT (id) DO UPDATE SET version = excluded.version,
     deleted = excluded.deleted, doc = excluded.doc";

/// A change set that passed every check.
pub(crate) struct Accepted<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) changes: Vec<Change>,
    /// For each change the item a part belongs to, else the entity itself.
    pub(crate) subjects: Vec<Uuid>,
}

/// The rows of one transaction.
pub(crate) struct Append<'a> {
    pub(crate) entities: Vec<EntityRow<'a>>,
    pub(crate) change_sets: Vec<ChangeSetRow<'a>>,
    pub(crate) changes: Vec<ChangeRow<'a>>,
    pub(crate) words: Vec<WordsRow<'a>>,
    pub(crate) head: Position,
    pub(crate) hash: String,
}

pub(crate) struct EntityRow<'a> {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) version: i64,
    pub(crate) deleted: bool,
    pub(crate) doc: Text<'a>,
}

pub(crate) struct WordsRow<'a> {
    pub(crate) seal: String,
    pub(crate) salt: String,
    pub(crate) words: &'a str,
    pub(crate) resident: bool,
}

pub(crate) struct ChangeSetRow<'a> {
    pub(crate) position: Position,
    pub(crate) draft: &'a Draft,
    pub(crate) id: String,
    pub(crate) actor_id: Option<String>,
    pub(crate) change_count: i64,
    pub(crate) summary: String,
    pub(crate) hash: String,
}

pub(crate) struct ChangeRow<'a> {
    pub(crate) position: Position,
    pub(crate) ordinal: i64,
    pub(crate) entity: EntityRef,
    pub(crate) subject: Uuid,
    pub(crate) version: i64,
    pub(crate) op: &'static str,
    pub(crate) data: Text<'a>,
}

type Text<'a> = std::borrow::Cow<'a, str>;

/// Numbers and chains the accepted change sets after `head`, and spells out every row.
pub(crate) fn prepare<'a>(
    head: Position,
    mut seal: Seal,
    accepted: &'a [Accepted<'a>],
    outcome: &'a Outcome,
) -> Append<'a> {
    let mut position = head;
    let mut change_sets = Vec::with_capacity(accepted.len());
    let mut all_changes = Vec::new();
    let mut created = HashMap::new();
    for Accepted { draft, changes, subjects } in accepted {
        position += 1;
        let id = draft.id.to_string();
        let header = Header {
            position,
            id: &id,
            at: draft.at,
            actor: &draft.actor,
            cause: draft.cause.as_str(),
            reason: &draft.reason,
            undoes: draft.undoes,
            idempotency_key: draft.idempotency_key.as_deref(),
        };
        let first = all_changes.len();
        for (ordinal, (change, subject)) in changes.iter().zip(subjects).enumerate() {
            if let Op::Create { json } = &change.op {
                created.insert(change.entity, json.as_str());
            }
            all_changes.push(ChangeRow {
                position,
                ordinal: ordinal as i64,
                entity: change.entity,
                subject: *subject,
                version: i64::from(change.version),
                op: change.op.as_str(),
                data: data(&change.op),
            });
        }
        let facts = changes
            .iter()
            .zip(&all_changes[first..])
            .map(|(change, row)| (change.entity, change.version, row.op, &*row.data));
        seal = chain_hash(seal, &header, facts);
        change_sets.push(ChangeSetRow {
            position,
            draft,
            actor_id: draft.actor.person_id.map(|id| id.to_string()),
            change_count: changes.len() as i64,
            summary: ledger::summary(changes),
            hash: seal.to_string(),
            id,
        });
    }
    let words = outcome.words.iter().map(|words| WordsRow {
        seal: words.seal.to_string(),
        salt: words.salt.iter().map(|byte| format!("{byte:02x}")).collect(),
        words: &words.words,
        resident: words.resident,
    });
    let entities = outcome.rows.iter().map(|(entity, row)| EntityRow {
        id: entity.id.to_string(),
        kind: entity.kind.as_str(),
        version: i64::from(row.version),
        deleted: row.deleted,
        // What was added and not touched again is spelled out already.
        doc: match created.get(entity).filter(|_| row.version == 1) {
            Some(json) => Text::Borrowed(json),
            None => Text::Owned(row.value.json()),
        },
    });
    Append {
        entities: entities.collect(),
        change_sets,
        changes: all_changes,
        words: words.collect(),
        head: position,
        hash: seal.to_string(),
    }
}

fn data(op: &Op) -> Text<'_> {
    match op {
        Op::Create { json } => Text::Borrowed(json),
        Op::Update { .. } | Op::Delete | Op::Restore => Text::Owned(op.data()),
    }
}

/// The rows that go out together, as one text.
pub(crate) struct Batch<'a> {
    pub(crate) entities: &'a [EntityRow<'a>],
    pub(crate) change_sets: &'a [ChangeSetRow<'a>],
    pub(crate) changes: &'a [ChangeRow<'a>],
    pub(crate) words: &'a [WordsRow<'a>],
}

impl Append<'_> {
    /// Its rows in batches.
    pub(crate) fn batches(&self) -> impl Iterator<Item = Batch<'_>> {
        let most =
            self.entities.len().max(self.change_sets.len()).max(self.changes.len()).max(self.words.len());
        (0..most.div_ceil(ROWS_PER_INSERT)).map(|number| Batch {
            entities: chunk(&self.entities, number),
            change_sets: chunk(&self.change_sets, number),
            changes: chunk(&self.changes, number),
            words: chunk(&self.words, number),
        })
    }
}

fn chunk<T>(rows: &[T], number: usize) -> &[T] {
    rows.chunks(ROWS_PER_INSERT).nth(number).unwrap_or_default()
}

impl Batch<'_> {
    /// Whether its text comes again and is worth keeping prepared: single rows, and full chunks.
    pub(crate) fn comes_again(&self) -> bool {
        [self.entities.len(), self.change_sets.len(), self.changes.len(), self.words.len()]
            .iter()
            .all(|rows| matches!(*rows, 0 | 1 | ROWS_PER_INSERT))
    }
}

/// Adds an INSERT of rows to a text of several statements, unless there are none.
macro_rules! insert {
    ($text:expr, $part:expr, $rows:expr, $into:expr, $values:expr, $after:expr) => {
        if !$rows.is_empty() {
            let (before, behind) = $part;
            $text.push(before).push($into);
            $text.push_values($rows, $values);
            $text.push($after).push(behind);
        }
    };
}

/// Writes an [`Append`] within a transaction of either database, telling `$wrote` how many rows each time.
/// For use where `?` answers with a database error.
///
/// The statements of a batch go out as one text: to wait for each of them costs more than to run them.
macro_rules! execute {
    ($append:expr, $database:expr, $transaction:expr, $wrote:expr) => {{
        use $crate::append::{
            ChangeRow, ChangeSetRow, EntityRow, INTO_CHANGE_SETS, INTO_CHANGES, INTO_ENTITIES, OR_REPLACE,
            WordsRow, insert,
        };
        let entity = |mut values: sqlx::query_builder::Separated<'_, _, _>, row: &EntityRow<'_>| {
            values.push_bind(row.id.as_str()).push_bind(row.kind).push_bind(row.version);
            values.push_bind(row.deleted).push_bind(&*row.doc);
        };
        let change_set = |mut values: sqlx::query_builder::Separated<'_, _, _>, row: &ChangeSetRow<'_>| {
            let draft = row.draft;
            values.push_bind(row.position).push_bind(row.id.as_str()).push_bind(draft.at.as_microsecond());
            values.push_bind(draft.actor.kind.as_str()).push_bind(row.actor_id.as_deref());
            values.push_bind(draft.actor.name.as_str()).push_bind(draft.cause.as_str());
            values.push_bind(draft.reason.as_str()).push_bind(draft.undoes);
            values.push_bind(draft.idempotency_key.as_deref()).push_bind(row.change_count);
            values.push_bind(row.summary.as_str()).push_bind(row.hash.as_str());
        };
        let change = |mut values: sqlx::query_builder::Separated<'_, _, _>, row: &ChangeRow<'_>| {
            values.push_bind(row.position).push_bind(row.ordinal).push_bind(row.entity.kind.as_str());
            values.push_bind(row.entity.id.to_string()).push_bind(row.subject.to_string());
            values.push_bind(row.version).push_bind(row.op).push_bind(&*row.data);
        };
        // The whole group is one position of the vault: nobody sees a part of it.
        let head = $append.head;
        let words = |mut values: sqlx::query_builder::Separated<'_, _, _>, row: &WordsRow<'_>| {
            values.push_bind(row.seal.as_str()).push_bind(head).push_bind(row.resident);
            values.push_bind(row.salt.as_str()).push_bind(row.words);
        };
        for batch in $append.batches() {
            let mut text = sqlx::QueryBuilder::new("");
            let mut parts = $database.parts();
            insert!(text, parts.next(), batch.entities, INTO_ENTITIES, entity, OR_REPLACE);
            insert!(text, parts.next(), batch.change_sets, INTO_CHANGE_SETS, change_set, "");
            insert!(text, parts.next(), batch.changes, INTO_CHANGES, change, "");
            insert!(text, parts.next(), batch.words, $crate::vault::INTO_VAULT, words, "");
            text.push("UPDATE ledger_head SET position = ").push_bind(head);
            text.push(", hash = ").push_bind($append.hash.as_str()).push(" WHERE only_row = 1");
            text.build().persistent(batch.comes_again()).execute(&mut *$transaction).await?;
            $wrote(batch.entities.len() + batch.changes.len());
        }
    }};
}
pub(crate) use {execute, insert};
