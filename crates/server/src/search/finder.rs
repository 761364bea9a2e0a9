//! Keeps the index up with the ledger, in the background.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use outweigh_core::domain::{EntityKind, EntityRef};
use outweigh_core::ids::NoteId;
use outweigh_core::ledger::Position;
use outweigh_index::{Edit, Index, IndexError};
use outweigh_language::{CorpusCounts, CorpusWeights};
use outweigh_store::Store;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::documents::{edit, kind_of};
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::state::AppState;

/// Entities indexed at a time while catching up.
const BATCH: usize = 1_000;
/// Further behind than this many positions, everything is read anew.
const FAR_BEHIND: Position = 2_000;
/// How long after the start the index is opened.
const START: Duration = Duration::from_millis(500);
/// How often the ledger is looked at when nobody tells of a change.
const LOOK: Duration = Duration::from_secs(30);
/// Changes that come within this time are taken in together.
const GATHER: Duration = Duration::from_millis(20);

/// The index, once it is open.
pub struct Finder {
    folder: PathBuf,
    index: RwLock<Option<Arc<Index>>>,
    /// One reads the ledger at a time.
    reading: tokio::sync::Mutex<()>,
    /// The position of the index, for whoever waits for it to move.
    position: watch::Sender<u64>,
}

impl Finder {
    /// An index in this folder, not yet open.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            index: RwLock::default(),
            reading: tokio::sync::Mutex::default(),
            position: watch::Sender::new(0),
        }
    }

    /// The index.
    ///
    /// # Errors
    /// 503 while it is being made.
    pub fn index(&self) -> Result<Arc<Index>, Problem> {
        self.opened().ok_or_else(|| {
            Problem::new(
                axum::http::StatusCode::SERVICE_UNAVAILABLE,
                "index_not_ready",
                "the search index is being made",
            )
            .hint("try again in a moment")
        })
    }

    pub(crate) fn opened(&self) -> Option<Arc<Index>> {
        self.index.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells of every position the index comes to.
    pub(crate) fn moved(&self) -> watch::Receiver<u64> {
        self.position.subscribe()
    }

    fn keep(&self, index: Option<Arc<Index>>) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
    }
}

/// Keeps the index up with the ledger until it is aborted.
pub async fn run(state: AppState) {
    let mut live = state.store.listen();
    // What people wait for at the start comes first.
    tokio::time::sleep(START).await;
    loop {
        if let Err(error) = read_ledger(&state).await {
            tracing::error!("search index: {}", error.detail);
            // It is opened again, or made anew, with the next change.
            state.finder.keep(None);
        }
        tokio::select! {
            news = live.recv() => if let Err(RecvError::Closed) = news { return },
            () = tokio::time::sleep(LOOK) => {}
        }
        tokio::time::sleep(GATHER).await;
        while live.try_recv().is_ok() {}
    }
}

/// Brings the index up to the head of the ledger: opens it, makes it when it is missing or of another
/// version, and takes in what changed.
///
/// # Errors
/// The index or the database cannot be read or written.
pub async fn read_ledger(state: &AppState) -> Result<(), Problem> {
    let finder = &state.finder;
    let _one = finder.reading.lock().await;
    let index = match finder.opened() {
        Some(index) => index,
        None => match blocking(|| Index::open(&finder.folder)) {
            Ok(index) => Arc::new(index),
            Err(IndexError::Rebuild(why)) => {
                tracing::info!("making the search index: {why}");
                make(state, &finder.folder).await?
            }
            Err(error) => return Err(failed(&error)),
        },
    };
    let index = match has_doubled(&index, &finder.folder) {
        true => {
            // Both would write to the same folder.
            finder.keep(None);
            drop(index);
            make(state, &finder.folder).await?
        }
        false => index,
    };
    let head = state.store.read().position;
    let position = index.position() as Position;
    if position < head {
        let (entities, head) = changed(state, position, head).await?;
        take_in(state, &index, entities, head).await?;
    }
    let position = index.position();
    finder.keep(Some(index));
    // Whoever is woken by this must find the index.
    finder.position.send_replace(position);
    Ok(())
}

/// Makes the index anew, with weights learnt from the texts there are.
async fn make(state: &AppState, folder: &Path) -> Result<Arc<Index>, Problem> {
    let (entities, _) = everything(&state.store);
    let mut counts = CorpusCounts::default();
    for batch in entities.chunks(BATCH) {
        let bodies = bodies(&state.store, batch).await?;
        let workspace = state.store.read();
        for entity in batch {
            match edit(&workspace, &bodies, *entity) {
                Edit::Upsert(document) => counts.add(&format!("{}\n{}", document.title, document.text)),
                Edit::Remove(_) => {}
            }
        }
    }
    let index = blocking(|| {
        std::fs::create_dir_all(folder)?;
        std::fs::write(learnt_in(folder), counts.texts().to_string())?;
        Index::create(folder, CorpusWeights::learn(&counts))
    });
    index.map(Arc::new).map_err(|error| failed(&error))
}

/// From how many texts the weights were learnt.
fn learnt_in(folder: &Path) -> PathBuf {
    folder.join("learnt-from")
}

/// Whether there are twice as many texts as the weights were learnt from, and enough to learn from.
fn has_doubled(index: &Index, folder: &Path) -> bool {
    const ENOUGH: usize = 100;
    let learnt = std::fs::read_to_string(learnt_in(folder)).ok().and_then(|text| text.trim().parse().ok());
    index.documents() >= ENOUGH && index.documents() >= 2 * learnt.unwrap_or(0_usize)
}

/// Everything that can be searched, and the position it stands at.
fn everything(store: &Store) -> (Vec<EntityRef>, Position) {
    let workspace = store.read();
    let mut all = Vec::new();
    let mut add = |kind: EntityKind, id: uuid::Uuid| all.push(EntityRef { kind, id });
    workspace.items.iter().for_each(|x| add(EntityKind::Item, x.id.0));
    workspace.accounts.iter().for_each(|x| add(EntityKind::Account, x.id.0));
    workspace.statements.iter().for_each(|x| add(EntityKind::Statement, x.id.0));
    workspace.notes.iter().for_each(|x| add(EntityKind::Note, x.id.0));
    (all, workspace.position)
}

/// What changed since a position.
async fn changed(
    state: &AppState,
    position: Position,
    head: Position,
) -> Result<(Vec<EntityRef>, Position), Problem> {
    if position == 0 || head - position > FAR_BEHIND {
        return Ok(everything(&state.store));
    }
    let mut touched = BTreeSet::new();
    for (_, changes) in state.store.changes_between(position, head).await? {
        touched.extend(changes.iter().map(|c| c.entity).filter(|entity| kind_of(entity.kind).is_some()));
    }
    Ok((touched.into_iter().collect(), head))
}

/// Takes entities into the index as they stand now. Only the last batch says that the index is up to `head`:
/// whoever stops half-way begins again.
async fn take_in(
    state: &AppState,
    index: &Index,
    entities: Vec<EntityRef>,
    head: Position,
) -> Result<(), Problem> {
    let before = index.position();
    let batches = entities.len().div_ceil(BATCH).max(1);
    for number in 0..batches {
        let batch = entities.chunks(BATCH).nth(number).unwrap_or_default();
        let bodies = bodies(&state.store, batch).await?;
        let edits: Vec<Edit> = {
            let workspace = state.store.read();
            batch.iter().map(|entity| edit(&workspace, &bodies, *entity)).collect()
        };
        let position = if number + 1 == batches { head as u64 } else { before };
        blocking(|| index.apply(position, edits)).map_err(|error| failed(&error))?;
    }
    Ok(())
}

async fn bodies(store: &Store, entities: &[EntityRef]) -> Result<Bodies, Problem> {
    let notes = entities.iter().filter(|entity| entity.kind == EntityKind::Note);
    Bodies::read(store, notes.map(|entity| NoteId(entity.id))).await
}

fn failed(error: &IndexError) -> Problem {
    Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "internal", error.to_string())
}

/// Runs work that takes a while, letting other tasks go on where the runtime has threads for them.
pub(crate) fn blocking<T>(work: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::current().runtime_flavor() {
        tokio::runtime::RuntimeFlavor::CurrentThread => work(),
        _ => tokio::task::block_in_place(work),
    }
}
