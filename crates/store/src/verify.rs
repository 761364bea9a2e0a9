//! Proves that nothing in the ledger was altered and that the stored entities are what it says.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use jiff::civil::Date;
use outweigh_core::domain::{self, EntityRef};
use outweigh_core::ledger::{GENESIS, Header, Position, Seal, chain_hash};
use outweigh_core::workspace::Workspace;

use crate::database::on;
use crate::ledger::EntryRow;
use crate::store::blocking;
use crate::{ChangeSetEntry, Store, StoreError, ledger, load, vault};

/// Change sets read at a time.
const STRIDE: i64 = 1_000;

/// What verifying found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// How many change sets are in order, from the first on.
    pub positions: i64,
    /// The hash of the last one; [`GENESIS`] when something is wrong.
    pub head: Seal,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The change set that was altered or is missing; none when it is a stored entity.
    pub position: Option<Position>,
    pub problem: String,
}

impl Fault {
    fn at(position: Position, problem: impl Into<String>) -> Self {
        Self { position: Some(position), problem: problem.into() }
    }
}

/// The bytes of a salt.
fn hex(text: &str) -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    (text.len() == 32).then_some(bytes)
}

type VaultRow = (String, Option<String>, Option<String>);
const SELECT_VAULT: &str = "SELECT seal, salt, words FROM vault";
type ChangeRow = (Position, i64, String, String, String, i64, String, String);
const SELECT_CHANGES: &str = "SELECT position, ordinal, kind, id, subject, version, op, data FROM changes
     WHERE position > $1 AND position <= $2 ORDER BY position, ordinal";
const COUNT_ROWS: &str = "SELECT (SELECT COUNT(*) FROM change_sets), (SELECT COUNT(*) FROM changes)";
const SELECT_ENTITIES: &str = "SELECT kind, id, version, deleted, doc FROM entities ORDER BY id";

impl Store {
    /// Recomputes every hash from the first change set on, replays the ledger and compares the result
    /// with the stored entities, all as of one moment: others may go on writing.
    ///
    /// # Errors
    /// The database cannot be read; what is damaged is a [`Fault`], not an error.
    pub async fn verify(&self) -> Result<Verified, StoreError> {
        let mut chain = Chain::new(self.read().today);
        match self.follow_chain(&mut chain).await {
            Ok(()) => Ok(Verified { positions: chain.position, head: chain.seal, fault: None }),
            Err(Broken::Fault(fault)) => {
                Ok(Verified { positions: chain.position, head: GENESIS, fault: Some(fault) })
            }
            Err(Broken::Error(StoreError::Damaged(problem))) => {
                let fault = Fault { position: None, problem };
                Ok(Verified { positions: chain.position, head: GENESIS, fault: Some(fault) })
            }
            Err(Broken::Error(error)) => Err(error),
        }
    }

    async fn follow_chain(&self, chain: &mut Chain) -> Result<(), Broken> {
        let database = &self.shared.database;
        on!(database, pool => {
            let mut transaction = pool.begin_with(database.begin_reading()).await?;
            let head: Option<(Position, String)> =
                sqlx::query_as(load::SELECT_HEAD).fetch_optional(&mut *transaction).await?;
            let (head, stored_hash) = head.ok_or_else(load::no_head)?;
            while chain.position < head {
                let (from, to) = (chain.position, (chain.position + STRIDE).min(head));
                let sets: Vec<EntryRow> = sqlx::query_as(ledger::SELECT_BETWEEN)
                    .bind(from)
                    .bind(to)
                    .fetch_all(&mut *transaction)
                    .await?;
                let changes: Vec<ChangeRow> =
                    sqlx::query_as(SELECT_CHANGES).bind(from).bind(to).fetch_all(&mut *transaction).await?;
                blocking(changes.len(), || chain.check_stretch(sets, changes, to))?;
            }
            if chain.seal.to_string() != stored_hash {
                return Err(Fault::at(head, "the head does not match the last change set").into());
            }
            let counts: (i64, i64) = sqlx::query_as(COUNT_ROWS).fetch_one(&mut *transaction).await?;
            if counts != (chain.position, chain.changes) {
                let problem = "the ledger holds rows that belong to no change set up to its head";
                return Err(Fault::at(head + 1, problem).into());
            }
            let stored: Vec<(String, String, i64, bool, String)> =
                sqlx::query_as(SELECT_ENTITIES).fetch_all(&mut *transaction).await?;
            blocking(stored.len(), || chain.compare(stored))?;
            let mut kept = sqlx::query_as::<_, VaultRow>(SELECT_VAULT).fetch(&mut *transaction);
            while let Some(row) = kept.try_next().await? {
                chain.check_words(row)?;
            }
            chain.check_missing_words()?;
        });
        Ok(())
    }
}

enum Broken {
    Fault(Fault),
    Error(StoreError),
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<E: Into<StoreError>> From<E> for Broken {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// The ledger as far as it has been found in order.
struct Chain {
    position: Position,
    seal: Seal,
    /// How many changes there were so far.
    changes: i64,
    workspace: Workspace,
    /// Seals that changes hold, with the entity; those found in the vault are taken out.
    seals: HashMap<Seal, EntityRef>,
}

impl Chain {
    fn new(today: Date) -> Self {
        Self {
            position: 0,
            seal: GENESIS,
            changes: 0,
            workspace: Workspace::empty(today),
            seals: HashMap::new(),
        }
    }

    /// Checks the change sets after the last one checked up to `to`.
    fn check_stretch(
        &mut self,
        sets: Vec<EntryRow>,
        changes: Vec<ChangeRow>,
        to: Position,
    ) -> Result<(), Fault> {
        let mut changes = changes.into_iter().peekable();
        for set in sets {
            let position = self.position + 1;
            if set.position != position {
                break;
            }
            if changes.peek().is_some_and(|change| change.0 < position) {
                break;
            }
            let own = std::iter::from_fn(|| changes.next_if(|change| change.0 == position)).collect();
            self.check_set(set, own).map_err(|problem| Fault::at(position, problem))?;
            self.position = position;
        }
        if self.position < to {
            let position = self.position + 1;
            return Err(Fault::at(position, format!("change set {position} is missing")));
        }
        Ok(())
    }

    fn check_set(&mut self, set: EntryRow, rows: Vec<ChangeRow>) -> Result<(), String> {
        let position = set.position;
        let altered = |what: &str| format!("{what} of change set {position} was altered");
        let stored = set.clone();
        let entry = ChangeSetEntry::try_from(set).map_err(|e| e.to_string())?;
        // What reads as the same value must also be spelled the same.
        if entry.actor.person_id.map(|id| id.to_string()) != stored.actor_id {
            return Err(altered("the actor"));
        }
        if entry.undoes == Some(0) || entry.idempotency_key.as_deref() == Some("") {
            return Err(altered("an empty field"));
        }
        let mut facts = Vec::with_capacity(rows.len());
        for (index, (_, ordinal, kind, id, _, version, op, data)) in rows.iter().enumerate() {
            let entity = load::entity(kind, id).map_err(|e| e.to_string())?;
            let version = u32::try_from(*version).map_err(|_| altered("a version"))?;
            if entity.id.to_string() != *id || *ordinal != index as i64 {
                return Err(altered("a change"));
            }
            self.seals.extend(vault::seals(data).into_iter().map(|seal| (seal, entity)));
            facts.push((entity, version, op.as_str(), data.as_str()));
        }
        let header = Header {
            position,
            id: &entry.id,
            at: entry.at,
            actor: &entry.actor,
            cause: entry.cause.as_str(),
            reason: &entry.reason,
            undoes: entry.undoes,
            idempotency_key: entry.idempotency_key.as_deref(),
        };
        self.seal = chain_hash(self.seal, &header, facts);
        if self.seal.to_string() != stored.hash || entry.change_count != rows.len() as i64 {
            return Err(format!("change set {position} does not match its hash: it was altered"));
        }
        let mut subjects = Vec::with_capacity(rows.len());
        let mut changes = Vec::with_capacity(rows.len());
        for (_, _, kind, id, subject, version, op, data) in rows {
            changes.push(load::change(&kind, &id, version, &op, data).map_err(|e| e.to_string())?);
            subjects.push(subject);
        }
        if ledger::summary(&changes) != stored.summary {
            return Err(altered("the summary"));
        }
        self.workspace.replay(position, &changes)?;
        for (change, subject) in changes.iter().zip(subjects) {
            let parent = self.workspace.row(change.entity).and_then(|row| row.value.parent());
            if parent.unwrap_or(change.entity).id.to_string() != subject {
                return Err(altered("the subject of a change"));
            }
        }
        self.changes += changes.len() as i64;
        Ok(())
    }

    /// Words must fit their seal, and the ledger must name it; only what it says was erased may be gone.
    fn check_words(&mut self, (seal, salt, words): VaultRow) -> Result<(), Fault> {
        let fault = |problem: String| Fault { position: None, problem };
        let parsed: Seal = seal.parse().map_err(|_| fault(format!("the vault holds a seal \"{seal}\"")))?;
        let Some(entity) = self.seals.remove(&parsed) else {
            return Err(fault(format!("the vault holds words that no change set names: {seal}")));
        };
        let fits = match (salt.as_deref().and_then(hex), words) {
            (Some(salt), Some(words)) => domain::seal(&salt, &words) == parsed,
            _ => self.workspace.row(entity).is_some_and(|row| row.value.erased_at().is_some()),
        };
        if fits { Ok(()) } else { Err(fault(format!("the words of {entity} were altered"))) }
    }

    fn check_missing_words(&self) -> Result<(), Fault> {
        match self.seals.values().min() {
            Some(entity) => {
                Err(Fault { position: None, problem: format!("the words of {entity} are missing") })
            }
            None => Ok(()),
        }
    }

    /// Compares the replayed workspace with the stored entities.
    fn compare(&self, stored: Vec<(String, String, i64, bool, String)>) -> Result<(), Fault> {
        let count = stored.len();
        for (kind, id, version, deleted, doc) in stored {
            let entity = load::entity(&kind, &id).ok().filter(|entity| entity.id.to_string() == id);
            let same = entity.and_then(|entity| self.workspace.row(entity)).is_some_and(|row| {
                i64::from(row.version) == version && row.deleted == deleted && row.value.json() == doc
            });
            if !same {
                let problem = format!("the stored {kind} {id} is not what the ledger says");
                return Err(Fault { position: None, problem });
            }
        }
        let expected = self.workspace.all_rows().count();
        if count != expected {
            let problem = format!("{count} entities are stored where the ledger says {expected}");
            return Err(Fault { position: None, problem });
        }
        Ok(())
    }
}
