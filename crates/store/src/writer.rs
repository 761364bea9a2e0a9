//! The one task that writes.
//!
//! Requests queue up; the task takes all that wait, stages them one after the other, writes them in one
//! transaction and answers each once it is durable (group commit). A refused one leaves the others
//! untouched; when the transaction fails, nobody is told it worked.

use std::collections::BTreeMap;
use std::sync::Arc;

use outweigh_core::domain::{Entity, EntityRef};
use outweigh_core::ledger::{Change, Draft, Header, Position, Seal, chain_hash};
use outweigh_core::workspace::{Row, Staged};
use tokio::sync::{mpsc, oneshot, watch};

use crate::database::on;
use crate::load;
use crate::store::{Caller, Committed, Shared, Store, Touched, day};
use crate::{StoreError, ledger};

/// Most change sets in one transaction.
const GROUP: usize = 256;
/// Most edits in one transaction, so that a small change never waits behind two imports.
const GROUP_EDITS: usize = 5_000;
/// Rows per INSERT: below SQLite's limit of 32,766 parameters.
const ROWS_PER_INSERT: usize = 500;

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
        draft: Draft,
        caller: Caller,
        progress: Option<watch::Sender<Progress>>,
    ) -> Result<Receipt, StoreError> {
        let (answer, receipt) = oneshot::channel();
        let request = Request::Write(Box::new(WriteRequest { draft, caller, progress, answer }));
        self.requests.send(request).await.map_err(|_| StoreError::Closed)?;
        receipt.await.map_err(|_| StoreError::Closed)?
    }
}

/// A change set that passed every check and waits for its transaction.
struct Accepted {
    request: WriteRequest,
    changes: Vec<Change>,
}

pub(crate) async fn run(shared: Arc<Shared>, mut queue: mpsc::Receiver<Request>) {
    while let Some(first) = queue.recv().await {
        let mut writes = Vec::new();
        let mut edits = 0;
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
            }
            if writes.len() < GROUP && edits < GROUP_EDITS {
                next = queue.try_recv().ok();
            }
        }
        if !writes.is_empty() {
            write_group(&shared, writes).await;
        }
    }
}

/// Brings memory up to the head of the ledger.
async fn catch_up(shared: &Shared) -> Result<(), StoreError> {
    let (head, _): (i64, String) =
        on!(&shared.database, pool => sqlx::query_as(load::SELECT_HEAD).fetch_one(pool).await)?;
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
    {
        let mut workspace = shared.write();
        for (position, changes) in &missing {
            workspace.replay(*position, changes).map_err(StoreError::Damaged)?;
        }
        workspace.refresh_ranking();
    }
    for ((position, changes), entry) in missing.into_iter().zip(entries) {
        let touched = touched(&changes);
        let news =
            Committed { position, at: entry.at, actor: entry.actor, cause: entry.cause, touched };
        // Nobody may be listening.
        let _ = shared.committed.send(Arc::new(news));
    }
    Ok(())
}

async fn write_group(shared: &Shared, requests: Vec<WriteRequest>) {
    let mut answers = Vec::new();
    match try_write_group(shared, requests, &mut answers).await {
        Ok(()) => {
            for (answer, result) in answers {
                // The caller may have gone away; the change set stands all the same.
                let _ = answer.send(result);
            }
        }
        Err((error, waiting)) => {
            let again = || match &error {
                StoreError::DiskFull => StoreError::DiskFull,
                StoreError::ReadOnly => StoreError::ReadOnly,
                other => StoreError::Database(sqlx::Error::Protocol(other.to_string())),
            };
            for answer in waiting.into_iter().chain(answers.into_iter().map(|(answer, _)| answer)) {
                let _ = answer.send(Err(again()));
            }
        }
    }
}

type Answer = oneshot::Sender<Result<Receipt, StoreError>>;
type Answers = Vec<(Answer, Result<Receipt, StoreError>)>;

/// Writes a group in one transaction. On failure gives back everyone who has no answer yet.
async fn try_write_group(
    shared: &Shared,
    requests: Vec<WriteRequest>,
    answers: &mut Answers,
) -> Result<(), (StoreError, Vec<Answer>)> {
    let mut waiting: Vec<WriteRequest> = requests;
    macro_rules! attempt {
        ($step:expr) => {
            match $step {
                Ok(value) => value,
                Err(error) => {
                    return Err((StoreError::from(error), waiting.into_iter().map(|r| r.answer).collect()));
                }
            }
        };
    }
    on!(&shared.database, pool => {
        let mut transaction = attempt!(pool.begin_with(shared.database.begin_writing()).await);
        let (head, hash): (i64, String) =
            attempt!(sqlx::query_as(shared.database.select_head()).fetch_one(&mut *transaction).await);
        attempt!(take_in(shared, head).await);

        let mut fresh = Vec::with_capacity(waiting.len());
        let mut keys_here = std::collections::HashSet::new();
        let mut later = Vec::new();
        for request in std::mem::take(&mut waiting) {
            let Some(key) = request.draft.idempotency_key.clone() else {
                fresh.push(request);
                continue;
            };
            let actor = actor_id(&request.draft);
            let known: Option<(i64,)> = match sqlx::query_as(ledger::SELECT_BY_KEY)
                .bind(actor.clone())
                .bind(key.clone())
                .fetch_optional(&mut *transaction)
                .await
            {
                Ok(known) => known,
                Err(error) => {
                    let all = fresh.into_iter().chain(later).chain([request]).map(|r: WriteRequest| r.answer);
                    return Err((error.into(), all.collect()));
                }
            };
            match known {
                Some((position,)) => answers.push((request.answer, receipt_of(shared, position).await)),
                None if keys_here.insert((actor, key)) => fresh.push(request),
                None => later.push(request),
            }
        }
        // The same key twice in one group: the second is answered as a repetition of the first.
        for request in later {
            answers.push((request.answer, Err(StoreError::KeyReused)));
        }

        let (accepted, rows) = tokio::task::block_in_place(|| stage(shared, fresh, answers));
        if accepted.is_empty() {
            drop(transaction);
            return Ok(());
        }
        let total = 2 * accepted.iter().map(|a| a.changes.len() as u64).sum::<u64>();
        let mut progress = Counter::new(&accepted, total);

        let mut position = head;
        let mut seal: Seal = match hash.parse() {
            Ok(seal) => seal,
            Err(e) => return Err((StoreError::Damaged(e), accepted.into_iter().map(|a| a.request.answer).collect())),
        };
        macro_rules! attempt_write {
            ($step:expr) => {
                match $step {
                    Ok(value) => value,
                    Err(error) => {
                        let all = accepted.into_iter().map(|a| a.request.answer).collect();
                        return Err((StoreError::from(error), all));
                    }
                }
            };
        }
        let docs: Vec<_> = rows.iter().collect();
        for chunk in docs.chunks(ROWS_PER_INSERT) {
            let mut insert =
                sqlx::QueryBuilder::new("INSERT INTO entities (id, kind, version, deleted, doc) ");
            insert.push_values(chunk, |mut row, (entity, stored)| {
                row.push_bind(entity.id.to_string())
                    .push_bind(entity.kind.as_str())
                    .push_bind(i64::from(stored.version))
                    .push_bind(stored.deleted)
                    .push_bind(stored.value.json());
            });
            insert.push(
                " ON CONFLICT (id) DO UPDATE SET version = excluded.version,
                  deleted = excluded.deleted, doc = excluded.doc",
            );
            attempt_write!(insert.build().persistent(chunk.len() == ROWS_PER_INSERT).execute(&mut *transaction).await);
            progress.add(chunk.len());
        }
        for Accepted { request, changes } in &accepted {
            position += 1;
            let draft = &request.draft;
            let data: Vec<String> = changes.iter().map(|c| c.op.data()).collect();
            let id = draft.id.to_string();
            let header = Header {
                position,
                id: &id,
                at: draft.at,
                actor: &draft.actor,
                cause: draft.cause.as_str(),
                reason: &draft.reason,
                undoes: draft.undoes,
                idempotency_key: draft.idempotency_key.as_deref(),
            };
            let facts = changes.iter().zip(&data).map(|(c, d)| (c.entity, c.version, c.op.as_str(), d.as_str()));
            seal = chain_hash(seal, &header, facts);
            attempt_write!(
                sqlx::query(ledger::INSERT_CHANGE_SET)
                    .bind(position)
                    .bind(&id)
                    .bind(draft.at.as_microsecond())
                    .bind(draft.actor.kind.as_str())
                    .bind(actor_id(draft))
                    .bind(&draft.actor.name)
                    .bind(draft.cause.as_str())
                    .bind(&draft.reason)
                    .bind(draft.undoes)
                    .bind(draft.idempotency_key.as_deref())
                    .bind(changes.len() as i64)
                    .bind(ledger::summary(changes))
                    .bind(seal.to_string())
                    .execute(&mut *transaction)
                    .await
            );
            let numbered: Vec<_> = changes.iter().zip(&data).enumerate().collect();
            for chunk in numbered.chunks(ROWS_PER_INSERT) {
                let mut insert = sqlx::QueryBuilder::new(
                    "INSERT INTO changes (position, ordinal, kind, id, subject, version, op, data) ",
                );
                insert.push_values(chunk, |mut row, (ordinal, (change, data))| {
                    row.push_bind(position)
                        .push_bind(*ordinal as i64)
                        .push_bind(change.entity.kind.as_str())
                        .push_bind(change.entity.id.to_string())
                        .push_bind(subject(&rows, change.entity))
                        .push_bind(i64::from(change.version))
                        .push_bind(change.op.as_str())
                        .push_bind(data.as_str());
                });
                attempt_write!(insert.build().persistent(chunk.len() == ROWS_PER_INSERT).execute(&mut *transaction).await);
                progress.add(chunk.len());
            }
        }
        attempt_write!(
            sqlx::query("UPDATE ledger_head SET position = $1, hash = $2 WHERE only_row = 1")
                .bind(position)
                .bind(seal.to_string())
                .execute(&mut *transaction)
                .await
        );
        if let Some(notify) = shared.database.notify() {
            attempt_write!(sqlx::query(notify).execute(&mut *transaction).await);
        }
        attempt_write!(transaction.commit().await);

        tokio::task::block_in_place(|| {
            let mut workspace = shared.write();
            if let Some(last) = accepted.last() {
                let today = day(last.request.draft.at).max(workspace.today);
                workspace.set_today(today);
            }
            workspace.apply(rows, position);
        });
        let mut position = head;
        for Accepted { request, changes } in accepted {
            position += 1;
            let touched = touched(&changes);
            let draft = request.draft;
            let news = Committed {
                position,
                at: draft.at,
                actor: draft.actor,
                cause: draft.cause,
                touched: touched.clone(),
            };
            let _ = shared.committed.send(Arc::new(news));
            let receipt = Receipt { position: Some(position), touched, replayed: false };
            answers.push((request.answer, Ok(receipt)));
        }
    });
    Ok(())
}

/// Checks each request against the workspace as the ones before it leave it.
fn stage(
    shared: &Shared,
    requests: Vec<WriteRequest>,
    answers: &mut Answers,
) -> (Vec<Accepted>, BTreeMap<EntityRef, Row<Entity>>) {
    let workspace = shared.read();
    let mut staged = Staged::new(&workspace);
    let mut accepted = Vec::new();
    for request in requests {
        let access = request.caller.access(&workspace);
        match staged.stage(&request.draft, &access) {
            Err(refusal) => answers.push((request.answer, Err(refusal.into()))),
            Ok(changes) if changes.is_empty() => {
                let receipt = Receipt { position: None, touched: Vec::new(), replayed: false };
                answers.push((request.answer, Ok(receipt)));
            }
            Ok(changes) => accepted.push(Accepted { request, changes }),
        }
    }
    (accepted, staged.into_rows())
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

fn actor_id(draft: &Draft) -> Option<String> {
    draft.actor.person_id.map(|id| id.to_string())
}

/// The item a part belongs to, else the entity itself.
fn subject(rows: &BTreeMap<EntityRef, Row<Entity>>, entity: EntityRef) -> String {
    rows.get(&entity).and_then(|row| row.value.parent()).unwrap_or(entity).id.to_string()
}

/// Tells the requests of a group how many of its rows are written.
struct Counter {
    listeners: Vec<watch::Sender<Progress>>,
    progress: Progress,
}

impl Counter {
    fn new(accepted: &[Accepted], total: u64) -> Self {
        let listeners = accepted.iter().filter_map(|a| a.request.progress.clone()).collect();
        Self { listeners, progress: Progress { done: 0, total } }
    }

    fn add(&mut self, rows: usize) {
        self.progress.done += rows as u64;
        for listener in &self.listeners {
            listener.send_replace(self.progress);
        }
    }
}
