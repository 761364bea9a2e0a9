//! Taking change sets back, and taking that back again.

use jiff::Timestamp;
use outweigh_core::ids::{ChangeSetId, PersonId};
use outweigh_core::ledger::{Actor, Cause, Draft, Position, inverse};

use crate::database::on;
use crate::{Caller, LedgerFilter, Receipt, Store, StoreError};

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
        const SELECT: &str =
            "SELECT position FROM change_sets WHERE undoes = $1 ORDER BY position DESC LIMIT 1";
        let mut undone = position;
        let mut chain = Vec::new();
        loop {
            let row: Option<(i64,)> = on!(&self.shared.database, pool => {
                sqlx::query_as(SELECT).bind(undone).fetch_optional(pool).await?
            });
            match row {
                Some((by,)) => {
                    chain.push(by);
                    undone = by;
                }
                // Undone when an odd number of undos follow one another.
                None => return Ok(chain.first().copied().filter(|_| chain.len() % 2 == 1)),
            }
        }
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
        for entry in self.ledger(&filter, None, LOOK_BACK).await?.entries {
            if self.undone_by(entry.position).await?.is_some() {
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
