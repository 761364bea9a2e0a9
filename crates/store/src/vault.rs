//! The vault: words that can be erased, by the seals that the ledger holds instead of them.

use std::collections::{HashMap, HashSet};

use outweigh_core::domain::EntityRef;
use outweigh_core::ledger::{Position, Seal};
use outweigh_core::workspace::erases;

use crate::append::Accepted;
use crate::database::{Database, on};
use crate::{Store, StoreError};

pub(crate) const INTO_VAULT: &str = "INSERT INTO vault (seal, position, resident, salt, words) ";
pub(crate) const SELECT_RESIDENT: &str = "SELECT seal, words FROM vault
     WHERE resident AND position > $1 AND position <= $2 AND words IS NOT NULL";
pub(crate) const SELECT_DATA: &str = "SELECT data FROM changes WHERE subject = $1 AND id = $1";
pub(crate) const ERASE: &str = "UPDATE vault SET salt = NULL, words = NULL WHERE seal = $1";
const SELECT_WORDS: &str = "SELECT seal, words FROM vault WHERE words IS NOT NULL AND seal IN (";
/// Seals asked for in one statement.
const SEALS_PER_SELECT: usize = 500;
/// What stands before a seal in the ledger's JSON.
const MARK: &str = "{\"sealed\":\"";

impl Store {
    /// The words under seals; erased ones are left out.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn words(
        &self,
        seals: impl IntoIterator<Item = Seal>,
    ) -> Result<HashMap<Seal, String>, StoreError> {
        let seals: Vec<String> = seals.into_iter().map(|seal| seal.to_string()).collect();
        let mut found = HashMap::with_capacity(seals.len());
        for chunk in seals.chunks(SEALS_PER_SELECT) {
            let rows: Vec<(String, String)> = on!(&self.shared.database, pool => {
                let mut select = sqlx::QueryBuilder::new(SELECT_WORDS);
                let mut binds = select.separated(", ");
                chunk.iter().for_each(|seal| _ = binds.push_bind(seal.as_str()));
                select.push(")");
                select.build_query_as().persistent(chunk.len() == 1).fetch_all(pool).await?
            });
            found.extend(read(rows)?);
        }
        Ok(found)
    }
}

/// The words that workspaces hold in memory, of the positions after `from` up to `to`.
pub(crate) async fn resident(
    database: &Database,
    from: Position,
    to: Position,
) -> Result<Vec<(Seal, String)>, StoreError> {
    let rows: Vec<(String, String)> = on!(database, pool => {
        sqlx::query_as(SELECT_RESIDENT).bind(from).bind(to).fetch_all(pool).await?
    });
    read(rows)
}

pub(crate) fn read(rows: Vec<(String, String)>) -> Result<Vec<(Seal, String)>, StoreError> {
    let read = |(seal, words): (String, String)| Ok((seal.parse().map_err(StoreError::Damaged)?, words));
    rows.into_iter().map(read).collect()
}

/// The entities whose words a group of change sets erases.
pub(crate) fn erased(accepted: &[Accepted<'_>]) -> Vec<EntityRef> {
    let changes = accepted.iter().flat_map(|set| &set.changes);
    changes.filter(|change| erases(&change.op)).map(|change| change.entity).collect()
}

/// Every seal that stands in the ledger's texts.
pub(crate) fn seals(data: &str) -> HashSet<Seal> {
    let after =
        data.match_indices(MARK).filter_map(|(at, _)| data.get(at + MARK.len()..at + MARK.len() + 64));
    after.filter_map(|seal| seal.parse().ok()).collect()
}

/// Every seal an entity ever had.
pub(crate) async fn seals_of(database: &Database, entity: EntityRef) -> Result<HashSet<Seal>, StoreError> {
    let data: Vec<(String,)> = on!(database, pool => {
        sqlx::query_as(SELECT_DATA).bind(entity.id.to_string()).fetch_all(pool).await?
    });
    Ok(data.iter().flat_map(|(data,)| seals(data)).collect())
}

/// Empties the vault of all words that an entity ever had, within a transaction of either database.
macro_rules! erase {
    ($transaction:expr, $entities:expr) => {{
        let mut erased = Vec::new();
        for entity in $entities {
            let data: Vec<(String,)> = sqlx::query_as($crate::vault::SELECT_DATA)
                .bind(entity.id.to_string())
                .fetch_all(&mut *$transaction)
                .await?;
            erased.extend(data.iter().flat_map(|(data,)| $crate::vault::seals(data)));
        }
        for seal in &erased {
            sqlx::query($crate::vault::ERASE).bind(seal.to_string()).execute(&mut *$transaction).await?;
        }
        erased
    }};
}
pub(crate) use erase;
