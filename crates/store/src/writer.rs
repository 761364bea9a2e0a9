//! The one task that writes.
//!
//! Requests queue up; the task takes all that wait, stages them one after the other, writes them in one
//! transaction and answers each once it is durable (group commit). A refused one leaves the others
//! untouched; when the transaction fails, nobody is told it worked.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use outweigh_core::ledger::{Change, Draft, Position, Seal};
use outweigh_core::workspace::{self, Staged, erases};
use tokio::sync::{mpsc, oneshot, watch};

use crate::append::{self, Accepted};
use crate::database::{on, transact};
use crate::store::{Caller, Committed, Shared, Store, Touched, blocking, day};
use crate::{StoreError, ledger, load, vault};

/// Most change sets in one transaction.
const GROUP: usize = 256;
/// Most edits in one transaction, so that a small change never waits behind two imports.
const GROUP_EDITS: usize = 5_000;

/// What a caller gets back once its change set is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Where the change set stands in the ledger; none when it changed nothing.
    pub position: Option<Position>,
    /// The entities it changed.
    pub touched: Vec<Touched>,
    /// The same request was carried out before; this is its receipt.
    pub replayed: bool,
}

/// How far writing a large change set is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows written.
    pub done: u64,
    /// Rows to write in all; 0 while the changes are still being checked.
    pub total: u64,
}

pub(crate) enum Request {
    Write(Box<WriteRequest>),
    CatchUp(oneshot::Sender<Result<(), StoreError>>),
    Close(oneshot::Sender<()>),
}

pub(crate) struct WriteRequest {
    draft: Draft,
    caller: Caller,
    progress: Option<watch::Sender<Progress>>,
    answer: oneshot::Sender<Result<Receipt, StoreError>>,
}

impl Store {
    /// Writes a change set: all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when a rule forbids it, otherwise what the database said.
    pub async fn write(&self, draft: Draft, caller: Caller) -> Result<Receipt, StoreError> {
        self.submit(draft, caller, None).await
    }

    /// As [`Self::write`], telling how far it is.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn write_with_progress(
        &self,
        draft: Draft,
        caller: Caller,
        progress: watch::Sender<Progress>,
    ) -> Result<Receipt, StoreError> {
        self.submit(draft, caller, Some(progress)).await
    }

    async fn submit(
        &self,
        mut draft: Draft,
        caller: Caller,
        progress: Option<watch::Sender<Progress>>,
    ) -> Result<Receipt, StoreError> {
        // PostgreSQL takes no NUL character in a text, and SQLite should not either.
        for text in [&mut draft.reason, &mut draft.actor.name].into_iter().chain(&mut draft.idempotency_key) {
            text.retain(|c| c != '\0');
        }
        draft.idempotency_key = draft.idempotency_key.filter(|key| !key.is_empty());
        let (answer, receipt) = oneshot::channel();
        let request = Request::Write(Box::new(WriteRequest { draft, caller, progress, answer }));
        self.requests.send(request).await.map_err(|_| StoreError::Closed)?;
        receipt.await.map_err(|_| StoreError::Closed)?
    }
}

pub(crate) async fn run(shared: Arc<Shared>, mut queue: mpsc::Receiver<Request>) {
    while let Some(first) = queue.recv().await {
        let mut writes = Vec::new();
        let mut edits = 0;
        let mut closing = None;
        let mut next = Some(first);
        while let Some(request) = next.take() {
            match request {
                Request::Write(request) => {
                    edits += request.draft.edits.len();
                    writes.push(*request);
                }
                Request::CatchUp(answer) => {
                    let result = catch_up(&shared).await;
                    // The one who asked may have gone away.
                    let _ = answer.send(result);
                }
                Request::Close(answer) => closing = Some(answer),
            }
            if writes.len() < GROUP && edits < GROUP_EDITS && closing.is_none() {
                next = queue.try_recv().ok();
            }
        }
        while !writes.is_empty() {
            writes = write_group(&shared, writes).await;
        }
        if let Some(answer) = closing {
            // Whoever still waits in the queue is told that the store is closed.
            let _ = answer.send(());
            return;
        }
    }
}

/// Brings memory up to the head of the ledger.
async fn catch_up(shared: &Shared) -> Result<(), StoreError> {
    let (head, _) = load::head(&shared.database).await?;
    take_in(shared, head).await
}

/// Takes in change sets that other servers wrote, up to `head`, and tells the listeners.
async fn take_in(shared: &Shared, head: Position) -> Result<(), StoreError> {
    let here = shared.read().position;
    if here >= head {
        return Ok(());
    }
    let missing = load::changes(&shared.database, here, head).await?;
    let entries = ledger::entries_between(&shared.database, here, head).await?;
    let words = vault::resident(&shared.database, here, head).await?;
    let updates = load::updates(&shared.database, here, head).await?;
    let changes = || missing.iter().flat_map(|(_, changes)| changes);
    let mut forgotten = Vec::new();
    for erased in changes().filter(|change| erases(&change.op)) {
        forgotten.extend(vault::seals_of(&shared.database, erased.entity).await?);
    }
    blocking(changes().count(), || {
        let mut workspace = shared.write();
        workspace.lay_in(words);
        for (position, changes) in &missing {
            workspace.replay(*position, changes).map_err(StoreError::Damaged)?;
        }
        for (subject, at) in updates {
            workspace.note_update(subject, at);
        }
        if let Some(last) = entries.last() {
            let today = day(last.at).max(workspace.today);
            workspace.set_today(today);
        }
        workspace.refresh_ranking();
        Ok::<_, StoreError>(())
    })?;
    forget(shared, &forgotten).await;
    for ((position, changes), entry) in missing.into_iter().zip(entries) {
        let touched = touched(&changes);
        let news = Committed { position, at: entry.at, actor: entry.actor, cause: entry.cause, touched };
        // Nobody may be listening.
        let _ = shared.committed.send(Arc::new(news));
    }
    Ok(())
}

/// What became of a request in its group.
enum Outcome {
    Answered(Result<Receipt, StoreError>),
    /// It repeats another request of the same group: the next transaction knows what became of that.
    Later,
}

/// Writes a group and answers it; gives back the requests that must wait for the next transaction.
async fn write_group(shared: &Shared, requests: Vec<WriteRequest>) -> Vec<WriteRequest> {
    match try_write(shared, &requests).await {
        Ok(outcomes) => {
            let mut later = Vec::new();
            for (request, outcome) in requests.into_iter().zip(outcomes) {
                match outcome {
                    // The caller may have gone away; the change set stands all the same.
                    Outcome::Answered(result) => _ = request.answer.send(result),
                    Outcome::Later => later.push(request),
                }
            }
            later
        }
        Err(error) if requests.len() > 1 && error.concerns_one_request() => {
            for request in requests {
                let outcome = try_write(shared, std::slice::from_ref(&request)).await;
                let result = match outcome.map(|mut outcomes| outcomes.pop()) {
                    Ok(Some(Outcome::Answered(result))) => result,
                    Ok(_) => unreachable!("a request alone repeats no other"),
                    Err(error) => Err(error),
                };
                let _ = request.answer.send(result);
            }
            Vec::new()
        }
        Err(error) => {
            for request in requests {
                let _ = request.answer.send(Err(error.for_another()));
            }
            Vec::new()
        }
    }
}

/// Writes a group in one transaction. An error means that nothing was written.
async fn try_write(shared: &Shared, requests: &[WriteRequest]) -> Result<Vec<Outcome>, StoreError> {
    let database = &shared.database;
    let mut outcomes: Vec<Option<Outcome>> = requests.iter().map(|_| None).collect();
    on!(database, pool => transact!(pool, database.begin_writing(), transaction => {
        let head: Option<(Position, String)> =
            sqlx::query_as(database.select_head()).fetch_optional(&mut *transaction).await?;
        let (head, hash) = head.ok_or_else(load::no_head)?;
        take_in(shared, head).await?;

        let mut keys_here = HashSet::new();
        for (request, outcome) in requests.iter().zip(&mut outcomes) {
            let Some(key) = &request.draft.idempotency_key else { continue };
            let actor = request.draft.actor.person_id;
            let known: Option<(Position, String)> = sqlx::query_as(ledger::SELECT_BY_KEY)
                .bind(actor.map(|id| id.to_string()))
                .bind(key)
                .fetch_optional(&mut *transaction)
                .await?;
            *outcome = match known {
                Some((_, cause)) if cause != request.draft.cause.as_str() => {
                    Some(Outcome::Answered(Err(StoreError::KeyReused)))
                }
                Some((position, _)) => Some(Outcome::Answered(receipt_of(shared, position).await)),
                None if keys_here.insert((actor, key)) => None,
                None => Some(Outcome::Later),
            };
        }

        let seal: Seal = hash.parse().map_err(StoreError::Damaged)?;
        let edits = requests.iter().map(|request| request.draft.edits.len()).sum();
        let mut forgotten = Vec::new();
        let staging = blocking(edits, || caught(|| stage(shared, requests, &mut outcomes)))?;
        if !staging.accepted.is_empty() {
            let prepare = || append::prepare(head, seal, &staging.accepted, &staging.outcome);
            let append = blocking(edits, || caught(prepare))?;
            let mut progress = Counter::new(requests, &staging);
            append::execute!(append, database, transaction, |rows| progress.add(rows));
            let erased = vault::erased(&staging.accepted);
            if !erased.is_empty() {
                if let Some(overwrite) = database.overwrite_erased() {
                    sqlx::query(overwrite).execute(&mut *transaction).await?;
                }
                forgotten = vault::erase!(transaction, erased);
            }
            if let Some(notify) = database.notify() {
                sqlx::query(notify).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
        }
        take_in_own(shared, head, staging, &mut outcomes);
        forget(shared, &forgotten).await;
    }));
    Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or(Outcome::Later)).collect())
}

/// Runs work that changes nothing but what it returns; a panic in it fails the request, not the writing task.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, StoreError> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| StoreError::Panicked)
}

/// The change sets of a group that passed every check, and the rows as they leave them.
struct Staging<'a> {
    accepted: Vec<Accepted<'a>>,
    /// Whose they are: the index of each one's request.
    requests: Vec<usize>,
    outcome: workspace::Outcome,
}

/// Checks each request that has no outcome yet against the workspace as the ones before it leave it.
fn stage<'a>(shared: &Shared, requests: &'a [WriteRequest], outcomes: &mut [Option<Outcome>]) -> Staging<'a> {
    let workspace = shared.read();
    let mut staged = Staged::new(&workspace, secret());
    let mut accepted = Vec::new();
    let mut accepted_requests = Vec::new();
    for (index, (request, outcome)) in requests.iter().zip(outcomes).enumerate() {
        if outcome.is_some() {
            continue;
        }
        let access = request.caller.access(&workspace);
        match staged.stage(&request.draft, &access) {
            Err(refusal) => *outcome = Some(Outcome::Answered(Err(refusal.into()))),
            Ok(changes) if changes.is_empty() => {
                let receipt = Receipt { position: None, touched: Vec::new(), replayed: false };
                *outcome = Some(Outcome::Answered(Ok(receipt)));
            }
            Ok(changes) => {
                let subject = |change: &Change| {
                    let parent = staged.staged_row(change.entity).and_then(|row| row.value.parent());
                    parent.unwrap_or(change.entity).id
                };
                let subjects = changes.iter().map(subject).collect();
                accepted.push(Accepted { draft: &request.draft, changes, subjects });
                accepted_requests.push(index);
            }
        }
    }
    Staging { accepted, requests: accepted_requests, outcome: staged.finish() }
}

/// Takes durable change sets into memory, tells the listeners and makes out the receipts.
fn take_in_own(shared: &Shared, head: Position, staging: Staging<'_>, outcomes: &mut [Option<Outcome>]) {
    let Some(last) = staging.accepted.last() else { return };
    let today = day(last.draft.at);
    let new_head = head + staging.accepted.len() as Position;
    blocking(staging.outcome.rows.len(), || {
        let mut workspace = shared.write();
        let today = today.max(workspace.today);
        workspace.set_today(today);
        workspace.apply(staging.outcome, new_head);
        for Accepted { draft, subjects, .. } in &staging.accepted {
            for subject in subjects {
                workspace.note_update(*subject, draft.at);
            }
        }
    });
    for ((position, Accepted { draft, changes, .. }), request) in
        (head + 1..).zip(staging.accepted).zip(staging.requests)
    {
        let touched = touched(&changes);
        let news = Committed {
            position,
            at: draft.at,
            actor: draft.actor.clone(),
            cause: draft.cause,
            touched: touched.clone(),
        };
        // Nobody may be listening.
        let _ = shared.committed.send(Arc::new(news));
        let receipt = Receipt { position: Some(position), touched, replayed: false };
        outcomes[request] = Some(Outcome::Answered(Ok(receipt)));
    }
}

/// Takes erased words out of memory.
async fn forget(shared: &Shared, seals: &[Seal]) {
    if !seals.is_empty() {
        shared.as_of.lock().await.forget();
        shared.write().forget(seals);
        if let Err(error) = shared.database.empty_log().await {
            tracing::warn!("failed to empty the write-ahead log after erasing: {error}");
        }
    }
}

/// What nobody can guess, for the salts of one group.
///
/// # Panics
/// When the operating system has no randomness to give.
fn secret() -> [u8; 32] {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).unwrap_or_else(|e| panic!("the operating system gives no randomness: {e}"));
    secret
}

/// The receipt of a change set written earlier.
async fn receipt_of(shared: &Shared, position: Position) -> Result<Receipt, StoreError> {
    let changes = load::changes(&shared.database, position - 1, position).await?;
    let touched = changes.into_iter().flat_map(|(_, changes)| touched(&changes)).collect();
    Ok(Receipt { position: Some(position), touched, replayed: true })
}

fn touched(changes: &[Change]) -> Vec<Touched> {
    changes.iter().map(|c| Touched { entity: c.entity, version: c.version, op: c.op.as_str() }).collect()
}

/// Tells the requests of a group how many of its rows are written.
struct Counter {
    listeners: Vec<watch::Sender<Progress>>,
    progress: Progress,
}

impl Counter {
    fn new(requests: &[WriteRequest], staging: &Staging<'_>) -> Self {
        let listeners = staging.requests.iter().filter_map(|&index| requests[index].progress.clone());
        let changes: usize = staging.accepted.iter().map(|set| set.changes.len()).sum();
        let total = (staging.outcome.rows.len() + changes) as u64;
        Self { listeners: listeners.collect(), progress: Progress { done: 0, total } }
    }

    fn add(&mut self, rows: usize) {
        self.progress.done += rows as u64;
        for listener in &self.listeners {
            listener.send_replace(self.progress);
        }
    }
}
