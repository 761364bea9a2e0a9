//! Taking change sets back, and taking that back again.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use outweigh_core::ids::{ChangeSetId, ItemId, PersonId};
use outweigh_core::ledger::{Actor, Cause, Draft, Position, inverse};

use crate::database::on;
use crate::{Caller, LedgerFilter, Receipt, Store, StoreError, load};

/// How many of someone's newest change sets "undo the last" looks through.
const LOOK_BACK: usize = 500;

/// A wish to take a change set back.
#[derive(Debug, Clone)]
pub struct Undo {
    pub position: Position,
    pub id: ChangeSetId,
    pub at: Timestamp,
    pub actor: Actor,
    pub reason: String,
    /// Take it back even where later changes built on it.
    pub force: bool,
}

/// The newest change set that takes another one back, by the position of that one.
#[derive(Debug, Clone, Default)]
pub struct Undos(HashMap<Position, Position>);

impl Undos {
    /// The change set that took this one back and still stands: an odd number of undos follow one another.
    pub fn standing(&self, position: Position) -> Option<Position> {
        let first = *self.0.get(&position)?;
        let chain = std::iter::successors(Some(first), |undone| self.0.get(undone).copied());
        (chain.count() % 2 == 1).then_some(first)
    }
}

impl Store {
    /// Takes a change set back by one more change set. Undoing an undo is a redo.
    ///
    /// # Errors
    /// [`StoreError::UndoneAlready`], a conflict with what came later, or a missing right.
    pub async fn undo(&self, undo: Undo, caller: Caller) -> Result<Receipt, StoreError> {
        let entry = self.entry(undo.position).await?;
        if let Some(by) = self.undone_by(undo.position).await? {
            return Err(StoreError::UndoneAlready { position: undo.position, by });
        }
        let changes = self.changes(undo.position, 0, i64::MAX).await?;
        let takes_back_undo = matches!(entry.cause, Cause::Undo);
        let draft = Draft {
            id: undo.id,
            at: undo.at,
            actor: undo.actor,
            cause: if takes_back_undo { Cause::Redo } else { Cause::Undo },
            reason: undo.reason,
            idempotency_key: None,
            undoes: Some(undo.position),
            edits: inverse(&changes, undo.force),
        };
        self.write(draft, caller).await
    }

    /// The change set that took this one back and still stands.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn undone_by(&self, position: Position) -> Result<Option<Position>, StoreError> {
        Ok(self.undos_since(position).await?.standing(position))
    }

    /// What was taken back of the change sets from `oldest` on.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn undos_since(&self, oldest: Position) -> Result<Undos, StoreError> {
        const SELECT: &str =
            "SELECT undoes, MAX(position) FROM change_sets WHERE undoes >= $1 GROUP BY undoes";
        let rows: Vec<(Position, Position)> = on!(&self.shared.database, pool => {
            sqlx::query_as(SELECT).bind(oldest).fetch_all(pool).await?
        });
        Ok(Undos(rows.into_iter().collect()))
    }

    /// The items that an undo took away, and that nobody has touched since: an import brings these back.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn taken_back(&self) -> Result<HashSet<ItemId>, StoreError> {
        const SELECT: &str = "SELECT changes.id, changes.version FROM change_sets
             JOIN changes ON changes.position = change_sets.position
             WHERE undoes > 0 AND cause = 'undo' AND kind = 'item' AND op = 'delete'";
        let rows: Vec<(String, i64)> =
            on!(&self.shared.database, pool => sqlx::query_as(SELECT).fetch_all(pool).await?);
        let workspace = self.read();
        let mut found = HashSet::new();
        for (id, version) in rows {
            let id = load::entity("item", &id)?.id;
            let now = workspace.items.row(id);
            if now.is_some_and(|row| row.deleted && i64::from(row.version) == version) {
                found.insert(id.into());
            }
        }
        Ok(found)
    }

    /// The newest change set of a person that still stands, to be undone.
    ///
    /// # Errors
    /// [`StoreError::NothingTo`] when there is none.
    pub async fn last_to_undo(&self, person: PersonId) -> Result<Position, StoreError> {
        self.last_of(person, "undo", |cause| !matches!(cause, Cause::Undo)).await
    }

    /// The newest undo of a person that still stands, to be redone.
    ///
    /// # Errors
    /// [`StoreError::NothingTo`] when there is none, or something was changed since.
    pub async fn last_to_redo(&self, person: PersonId) -> Result<Position, StoreError> {
        self.last_of(person, "redo", |cause| matches!(cause, Cause::Undo)).await
    }

    async fn last_of(
        &self,
        person: PersonId,
        what: &'static str,
        fits: impl Fn(Cause) -> bool,
    ) -> Result<Position, StoreError> {
        let filter = LedgerFilter { actor: Some(person), ..LedgerFilter::default() };
        let entries = self.ledger(&filter, None, LOOK_BACK).await?.entries;
        let undos = self.undos_since(entries.last().map_or(Position::MAX, |oldest| oldest.position)).await?;
        for entry in entries {
            if undos.standing(entry.position).is_some() {
                continue;
            }
            if fits(entry.cause) {
                return Ok(entry.position);
            }
            let redoing = what == "redo";
            if redoing && entry.cause != Cause::Redo {
                break;
            }
        }
        Err(StoreError::NothingTo(what))
    }
}
