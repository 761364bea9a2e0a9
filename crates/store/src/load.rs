//! Reading the stored rows and ledger entries back into the domain's types.

use futures_util::TryStreamExt;
use jiff::Timestamp;
use jiff::civil::Date;
use outweigh_core::domain::{Entity, EntityKind, EntityRef};
use outweigh_core::ledger::{Change, Op, Position};
use outweigh_core::workspace::{Loading, Row, Workspace};
use uuid::Uuid;

use crate::database::{Database, on};
use crate::{StoreError, vault};

pub(crate) const SELECT_HEAD: &str = "SELECT position, hash FROM ledger_head WHERE only_row = 1";
const SELECT_ENTITIES: &str = "SELECT kind, version, deleted, doc FROM entities ORDER BY id";
pub(crate) const SELECT_CHANGES: &str = "SELECT position, kind, id, version, op, data FROM changes
     WHERE position > $1 AND position <= $2 ORDER BY position, ordinal";

const SELECT_UPDATES: &str = "SELECT last.subject, change_sets.at
     FROM (SELECT subject, MAX(position) AS position FROM changes GROUP BY subject) AS last
     JOIN change_sets ON change_sets.position = last.position";
const SELECT_UPDATES_BETWEEN: &str = "SELECT last.subject, change_sets.at
     FROM (SELECT subject, MAX(position) AS position FROM changes
         WHERE position <= $1
             AND subject IN (SELECT subject FROM changes WHERE position > $2 AND position <= $3)
         GROUP BY subject) AS last
     JOIN change_sets ON change_sets.position = last.position";

/// Position and hash of the last change set.
pub(crate) async fn head(database: &Database) -> Result<(Position, String), StoreError> {
    let head = on!(database, pool => sqlx::query_as(SELECT_HEAD).fetch_optional(pool).await?);
    head.ok_or_else(no_head)
}

pub(crate) fn no_head() -> StoreError {
    StoreError::Damaged("the head of the ledger is missing".into())
}

/// The workspace at the head of the ledger.
pub(crate) async fn workspace(database: &Database, today: Date) -> Result<Workspace, StoreError> {
    on!(database, pool => {
        let mut transaction = pool.begin_with(database.begin_reading()).await?;
        let head: Option<(Position, String)> =
            sqlx::query_as(SELECT_HEAD).fetch_optional(&mut *transaction).await?;
        let words: Vec<(String, String)> = sqlx::query_as(vault::SELECT_RESIDENT)
            .bind(0i64)
            .bind(i64::MAX)
            .fetch_all(&mut *transaction)
            .await?;
        let (position, _) = head.ok_or_else(no_head)?;
        let mut loading = Loading::new(today, vault::read(words)?);
        let mut stored = sqlx::query_as::<_, (String, i64, bool, String)>(SELECT_ENTITIES).fetch(&mut *transaction);
        while let Some((kind, version, deleted, doc)) = stored.try_next().await? {
            let kind: EntityKind = kind.parse().map_err(StoreError::Damaged)?;
            let value = Entity::from_json(kind, &doc).map_err(|e| StoreError::Damaged(e.to_string()))?;
            loading.add(Row { version: version as u32, deleted, value });
        }
        drop(stored);
        let mut workspace = loading.finish(position);
        let mut updates = sqlx::query_as::<_, (String, i64)>(SELECT_UPDATES).fetch(&mut *transaction);
        while let Some((subject, at)) = updates.try_next().await? {
            let (subject, at) = update(&subject, at)?;
            workspace.note_update(subject, at);
        }
        Ok(workspace)
    })
}

/// When what changed between two positions, in either order, was last changed as of `to`.
pub(crate) async fn updates(
    database: &Database,
    from: Position,
    to: Position,
) -> Result<Vec<(Uuid, Timestamp)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(database, pool => {
        sqlx::query_as(SELECT_UPDATES_BETWEEN)
            .bind(to)
            .bind(from.min(to))
            .bind(from.max(to))
            .fetch_all(pool)
            .await?
    });
    rows.into_iter().map(|(subject, at)| update(&subject, at)).collect()
}

fn update(subject: &str, at: i64) -> Result<(Uuid, Timestamp), StoreError> {
    let damaged = |e: &dyn std::fmt::Display| StoreError::Damaged(format!("\"{subject}\", {at}: {e}"));
    Ok((subject.parse().map_err(|e| damaged(&e))?, Timestamp::from_microsecond(at).map_err(|e| damaged(&e))?))
}

/// The changes of the positions after `from` up to `to`, grouped by position, in order.
pub(crate) async fn changes(
    database: &Database,
    from: Position,
    to: Position,
) -> Result<Vec<(Position, Vec<Change>)>, StoreError> {
    let mut grouped: Vec<(Position, Vec<Change>)> = Vec::new();
    on!(database, pool => {
        let mut rows = sqlx::query_as::<_, (i64, String, String, i64, String, String)>(SELECT_CHANGES)
            .bind(from)
            .bind(to)
            .fetch(pool);
        while let Some((position, kind, id, version, op, data)) = rows.try_next().await? {
            let change = change(&kind, &id, version, &op, data)?;
            match grouped.last_mut() {
                Some((last, changes)) if *last == position => changes.push(change),
                _ => grouped.push((position, vec![change])),
            }
        }
    });
    Ok(grouped)
}

/// One change as the database holds it.
pub(crate) fn change(
    kind: &str,
    id: &str,
    version: i64,
    op: &str,
    data: String,
) -> Result<Change, StoreError> {
    Ok(Change {
        entity: entity(kind, id)?,
        version: version as u32,
        op: Op::read(op, data).map_err(StoreError::Damaged)?,
    })
}

pub(crate) fn entity(kind: &str, id: &str) -> Result<EntityRef, StoreError> {
    let kind: EntityKind = kind.parse().map_err(StoreError::Damaged)?;
    let id = id.parse().map_err(|e| StoreError::Damaged(format!("{kind} \"{id}\": {e}")))?;
    Ok(EntityRef { kind, id })
}
