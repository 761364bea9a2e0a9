//! Proves that nothing in the ledger was altered and that the stored entities are what it says.

use outweigh_core::ledger::{GENESIS, Header, Position, Seal, chain_hash};
use outweigh_core::workspace::Workspace;

use crate::database::on;
use crate::ledger::entries_between;
use crate::{Store, StoreError, load};

const STRIDE: i64 = 1_000;

/// What verifying found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// How many change sets are in the ledger.
    pub positions: i64,
    /// The hash of the last one; [`GENESIS`] when something is wrong.
    pub head: Seal,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The change set that was altered, when it is one.
    pub position: Option<Position>,
    pub problem: String,
}

impl Store {
    /// Recomputes every hash from the first change set on, replays the ledger and compares the result
    /// with the stored entities.
    ///
    /// # Errors
    /// The database cannot be read; what is damaged is a [`Fault`], not an error.
    pub async fn verify(&self) -> Result<Verified, StoreError> {
        let (head, stored_hash): (i64, String) =
            on!(&self.shared.database, pool => sqlx::query_as(load::SELECT_HEAD).fetch_one(pool).await)?;
        let mut seal = GENESIS;
        let mut workspace = Workspace::empty(self.read().today);
        let broken = |position: Position, problem: String| {
            let fault = Fault { position: Some(position), problem };
            Ok(Verified { positions: head, head: GENESIS, fault: Some(fault) })
        };
        let mut at = 0;
        while at < head {
            let to = (at + STRIDE).min(head);
            let entries = match entries_between(&self.shared.database, at, to).await {
                Ok(entries) => entries,
                Err(StoreError::Damaged(problem)) => return broken(at + 1, problem),
                Err(error) => return Err(error),
            };
            let raw = self.raw_changes(at, to).await?;
            let mut raw = raw.into_iter().peekable();
            for entry in entries {
                at += 1;
                if entry.position != at {
                    return broken(at, format!("change set {at} is missing"));
                }
                let mut facts = Vec::new();
                while let Some(change) = raw.next_if(|change| change.0 == at) {
                    facts.push(change);
                }
                let header = Header {
                    position: at,
                    id: &entry.id,
                    at: entry.at,
                    actor: &entry.actor,
                    cause: entry.cause.as_str(),
                    reason: &entry.reason,
                    undoes: entry.undoes,
                    idempotency_key: entry.idempotency_key.as_deref(),
                };
                let mut read = Vec::new();
                for (_, kind, id, version, op, data) in &facts {
                    match load::entity(kind, id) {
                        Ok(entity) => read.push((entity, *version as u32, op.as_str(), data.as_str())),
                        Err(error) => return broken(at, error.to_string()),
                    }
                }
                seal = chain_hash(seal, &header, read);
                if seal != entry.hash || entry.change_count != facts.len() as i64 {
                    return broken(at, format!("change set {at} does not match its hash: it was altered"));
                }
                let changes = facts.into_iter().map(|(_, kind, id, version, op, data)| {
                    load::change(&kind, &id, version, &op, data)
                });
                let changes = changes.collect::<Result<Vec<_>, _>>()?;
                if crate::ledger::summary(&changes) != entry.summary.to_string() {
                    return broken(at, format!("the summary of change set {at} was altered"));
                }
                if let Err(problem) = workspace.replay(at, &changes) {
                    return broken(at, problem);
                }
            }
            if at < to {
                return broken(at + 1, format!("change set {} is missing", at + 1));
            }
        }
        let fault = if seal.to_string() == stored_hash {
            self.compare(&workspace).await?
        } else {
            Some(Fault { position: Some(head), problem: "the head does not match the last change set".into() })
        };
        Ok(Verified { positions: head, head: seal, fault })
    }

    async fn raw_changes(
        &self,
        from: Position,
        to: Position,
    ) -> Result<Vec<(i64, String, String, i64, String, String)>, StoreError> {
        Ok(on!(&self.shared.database, pool => {
            sqlx::query_as(load::SELECT_CHANGES).bind(from).bind(to).fetch_all(pool).await?
        }))
    }

    /// Compares the replayed workspace with the stored entities.
    async fn compare(&self, replayed: &Workspace) -> Result<Option<Fault>, StoreError> {
        const SELECT: &str = "SELECT kind, id, version, deleted, doc FROM entities ORDER BY id";
        let rows: Vec<(String, String, i64, bool, String)> =
            on!(&self.shared.database, pool => sqlx::query_as(SELECT).fetch_all(pool).await?);
        let count = rows.len();
        for (kind, id, version, deleted, doc) in rows {
            let same = load::entity(&kind, &id).ok().and_then(|entity| replayed.row(entity)).is_some_and(|row| {
                i64::from(row.version) == version && row.deleted == deleted && row.value.json() == doc
            });
            if !same {
                let problem = format!("the stored {kind} {id} is not what the ledger says");
                return Ok(Some(Fault { position: None, problem }));
            }
        }
        let expected = replayed.all_rows().count();
        Ok((count != expected).then(|| Fault {
            position: None,
            problem: format!("{count} entities are stored where the ledger says {expected}"),
        }))
    }
}
