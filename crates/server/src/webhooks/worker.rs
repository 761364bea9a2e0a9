//! The background work of webhooks: exactly one server follows the ledger and sends what is due.

use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::Webhook;
use outweigh_core::ledger::Position;
use outweigh_store::StoreError;
use tokio::sync::broadcast::error::RecvError;

use super::{deliver, queue};
use crate::clock;
use crate::state::AppState;

/// The name of the lease and of the reader's position.
const TASK: &str = "webhooks";
/// How long a killed server keeps the work from the others; longer than a round of sending takes.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often the lease is prolonged while there is work.
const PROLONG: SignedDuration = SignedDuration::from_secs(15);
/// How often deliveries that wait for another attempt are looked for.
const LOOK: SignedDuration = SignedDuration::from_secs(2);
/// How often the position is kept when nothing was queued: reading a part of the ledger anew does no harm.
const KEEP: SignedDuration = SignedDuration::from_secs(60);
/// How long deliveries are kept after their last attempt.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How often older ones are looked for.
const PRUNE: SignedDuration = SignedDuration::from_hours(6);

/// Does the work of webhooks until it is aborted.
pub(crate) async fn run(state: AppState) {
    let mut live = state.store.listen();
    let mut worker = Worker::default();
    loop {
        match worker.round(&state, clock::now()).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(StoreError::Closed) => return,
            Err(error) => tracing::error!("webhooks: {error}"),
        }
        tokio::select! {
            news = live.recv() => if let Err(RecvError::Closed) = news { return },
            () = state.courier.wake.notified() => worker.looked_at = None,
            () = tokio::time::sleep(LOOK.unsigned_abs()) => {}
        }
        while live.try_recv().is_ok() {}
    }
}

/// Leaves the work to another server at once.
pub(crate) async fn release(state: &AppState) {
    let now = clock::now();
    if let Err(error) = state.store.take_lease(TASK, &state.courier.holder, now, now).await {
        tracing::warn!("webhooks: failed to leave the work to others: {error}");
    }
}

/// What one server remembers between two rounds.
#[derive(Default)]
pub(super) struct Worker {
    /// Up to where the ledger is queued; none when another server may have done so since.
    queued: Option<Position>,
    kept_at: Option<Timestamp>,
    /// When it was last asked what is due: not at every commit of a workspace without webhooks.
    looked_at: Option<Timestamp>,
    leased_at: Option<Timestamp>,
    pruned_at: Option<Timestamp>,
}

impl Worker {
    /// Queues what is new and sends what is due. True when there may be more to do at once.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub(super) async fn round(&mut self, state: &AppState, now: Timestamp) -> Result<bool, StoreError> {
        if self.pruned_at.is_none_or(|at| now.duration_since(at).abs() >= PRUNE) {
            self.pruned_at = Some(now);
            state.store.prune_deliveries(now - KEPT).await?;
        }
        let (head, webhooks) = {
            let workspace = state.store.read();
            (workspace.position, workspace.webhooks.iter().filter(|w| w.enabled).cloned().collect::<Vec<_>>())
        };
        let news = !webhooks.is_empty() && self.queued != Some(head);
        if !news {
            if self.looked_at.is_some_and(|at| now.duration_since(at).abs() < LOOK) {
                return Ok(false);
            }
            self.looked_at = Some(now);
            if state.store.due_deliveries(now, 1).await?.is_empty() {
                return Ok(false);
            }
        }
        if !self.lead(state, now).await? {
            return Ok(false);
        }
        if news {
            self.queue(state, &webhooks, head, now).await?;
        }
        deliver::send_due(state, now).await
    }

    /// Whether this server does the work.
    async fn lead(&mut self, state: &AppState, now: Timestamp) -> Result<bool, StoreError> {
        if self.leased_at.is_some_and(|at| now.duration_since(at).abs() < PROLONG) {
            return Ok(true);
        }
        let taken = state.store.take_lease(TASK, &state.courier.holder, now, now + LEASE).await?;
        self.leased_at = taken.then_some(now);
        if !taken {
            self.queued = None;
        }
        Ok(taken)
    }

    async fn queue(
        &mut self,
        state: &AppState,
        webhooks: &[Webhook],
        head: Position,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let from = match self.queued {
            Some(position) => position,
            None => state.store.reader_position(TASK).await?.unwrap_or(0),
        };
        let deliveries = queue::deliveries(&state.store, webhooks, from, head, now).await?;
        if !deliveries.is_empty() || self.kept_at.is_none_or(|at| now.duration_since(at).abs() > KEEP) {
            state.store.queue_deliveries(TASK, head, &deliveries).await?;
            self.kept_at = Some(now);
        }
        self.queued = Some(head);
        Ok(())
    }
}
