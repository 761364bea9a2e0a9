//! Taking changes in, and taking them back: the same steps serve start-up, live updates and as-of.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Row, Workspace};
use crate::domain::{Doc, Entity, EntityRef, Words};
use crate::ledger::{Change, Op, Position, Seal, merge};

/// What staging change sets came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The rows as the change sets leave them.
    pub rows: BTreeMap<EntityRef, Row<Entity>>,
    /// Words for the vault.
    pub words: Vec<Words>,
}

/// A workspace while its stored rows are read: one by one, since all of them beside it would need its memory
/// twice.
#[derive(Debug)]
pub struct Loading(Workspace);

impl Loading {
    /// No rows yet, and the words that can be erased.
    pub fn new(today: Date, words: impl IntoIterator<Item = (Seal, String)>) -> Self {
        let mut workspace = Workspace::empty(today);
        workspace.lay_in(words);
        Self(workspace)
    }

    /// Takes a row in.
    pub fn add(&mut self, row: Row<Entity>) {
        self.0.put(row.version, row.deleted, row.value);
    }

    /// The workspace of these rows, which stand at `position`.
    pub fn finish(self, position: Position) -> Workspace {
        let Self(mut workspace) = self;
        workspace.position = position;
        workspace.refresh_ranking();
        workspace
    }
}

impl Workspace {
    /// An empty workspace on a day.
    pub fn empty(today: Date) -> Self {
        Self { today, ..Self::default() }
    }

    /// Takes in what was staged over this workspace and is now durable.
    pub fn apply(&mut self, outcome: Outcome, position: Position) {
        self.lay_in_own(&outcome.words);
        for (_, row) in outcome.rows {
            self.put(row.version, row.deleted, row.value);
        }
        self.position = position;
        self.refresh_ranking();
    }

    /// Makes it another day, and with it overrides expire.
    pub fn set_today(&mut self, today: Date) {
        if self.today != today {
            self.today = today;
            self.ranking.mark_all();
            self.refresh_ranking();
        }
    }

    /// Takes in the changes of the change set at `position`, as read from the ledger.
    ///
    /// # Errors
    /// Says which change does not fit; only a damaged ledger has one.
    pub fn replay(&mut self, position: Position, changes: &[Change]) -> Result<(), String> {
        for change in changes {
            self.replay_one(change).map_err(|e| format!("position {position}, {}: {e}", change.entity))?;
        }
        self.position = position;
        Ok(())
    }

    fn replay_one(&mut self, change: &Change) -> Result<(), String> {
        let entity = change.entity;
        let current = || self.row(entity).ok_or_else(|| "does not exist yet".to_owned());
        let (deleted, value) = match &change.op {
            Op::Create { json } => (false, Entity::from_json(entity.kind, json).map_err(|e| e.to_string())?),
            Op::Update { fields } => {
                let patch = fields.iter().map(|(f, c)| (f.clone(), c.after().cloned().unwrap_or_default()));
                (false, patched(current()?.value, &patch.collect())?)
            }
            Op::Delete => (true, current()?.value),
            Op::Restore => (false, current()?.value),
        };
        self.put(change.version, deleted, value);
        Ok(())
    }

    /// Takes back the changes of the change set at `position`, which must be the last one taken in.
    ///
    /// # Errors
    /// As [`Self::replay`].
    pub fn rewind(&mut self, position: Position, changes: &[Change]) -> Result<(), String> {
        for change in changes.iter().rev() {
            let entity = change.entity;
            let row = self.row(entity).ok_or_else(|| format!("position {position}: there is no {entity}"))?;
            let (deleted, value) = match &change.op {
                Op::Create { .. } | Op::Restore => (true, row.value),
                Op::Delete => (false, row.value),
                Op::Update { fields } => {
                    let patch =
                        fields.iter().map(|(f, c)| (f.clone(), c.before().cloned().unwrap_or_default()));
                    (false, patched(row.value, &patch.collect())?)
                }
            };
            self.put(change.version - 1, deleted, value);
        }
        self.position = position - 1;
        Ok(())
    }

    /// Brings scores and order up to date after [`Self::replay`] or [`Self::rewind`].
    pub fn refresh_ranking(&mut self) {
        let mut ranking = std::mem::take(&mut self.ranking);
        ranking.refresh(self);
        self.ranking = ranking;
    }
}

fn patched(value: Entity, patch: &Doc) -> Result<Entity, String> {
    let kind = value.kind();
    let mut doc = value.doc();
    merge(&mut doc, patch);
    Entity::from_doc(kind, doc).map_err(|e| e.to_string())
}
