//! The workspace as it stood at an earlier position.
//!
//! One workspace is kept at the position asked for last and moved along the ledger, forward or back,
//! to the next one: a slider that moves costs only the change sets it passes.

use std::sync::Arc;

use outweigh_core::ledger::Position;
use outweigh_core::workspace::Workspace;

use crate::{Store, StoreError, load, store::day};

/// Change sets read from the ledger at a time while moving.
const STRIDE: i64 = 2_000;

/// The workspace kept for the next question about the past.
#[derive(Default)]
pub(crate) struct AsOf(Option<Arc<Workspace>>);

impl AsOf {
    /// Drops what is kept: it may hold words that were erased.
    pub(crate) fn forget(&mut self) {
        self.0 = None;
    }
}

impl Store {
    /// The workspace at `position`, as of the day that position was written.
    ///
    /// # Errors
    /// The position lies beyond the head, or the database cannot be read.
    pub async fn as_of(&self, position: Position) -> Result<Arc<Workspace>, StoreError> {
        let mut kept = self.shared.as_of.lock().await;
        let head = self.read().position;
        if position < 0 || position > head {
            return Err(StoreError::NoSuchPosition(position));
        }
        if let Some(workspace) = kept.0.as_ref().filter(|w| w.position == position) {
            return Ok(Arc::clone(workspace));
        }
        let today = match position {
            0 => self.read().today,
            _ => day(self.entry(position).await?.at),
        };
        let from_kept = kept.0.as_ref().map(|w| (w.position - position).abs());
        let mut workspace = if from_kept.is_some_and(|d| d <= (head - position).min(position)) {
            Arc::unwrap_or_clone(kept.0.take().unwrap_or_default())
        } else if head - position <= position {
            self.read().clone()
        } else {
            Workspace::empty(today)
        };
        workspace.share_words(&self.read());
        let started = workspace.position;
        while workspace.position < position {
            let to = (workspace.position + STRIDE).min(position);
            for (at, changes) in load::changes(&self.shared.database, workspace.position, to).await? {
                workspace.replay(at, &changes).map_err(StoreError::Damaged)?;
            }
        }
        while workspace.position > position {
            let from = (workspace.position - STRIDE).max(position);
            for (at, changes) in
                load::changes(&self.shared.database, from, workspace.position).await?.iter().rev()
            {
                workspace.rewind(*at, changes).map_err(StoreError::Damaged)?;
            }
        }
        for (subject, at) in load::updates(&self.shared.database, started, position).await? {
            workspace.note_update(subject, at);
        }
        workspace.set_today(today);
        workspace.refresh_ranking();
        let workspace = Arc::new(workspace);
        kept.0 = Some(Arc::clone(&workspace));
        Ok(workspace)
    }
}
