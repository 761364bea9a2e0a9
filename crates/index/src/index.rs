//! Opening, creating and writing the index.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};

use outweigh_language::{CorpusWeights, Embedder, Vector};
use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::directory::{INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{Directory, IndexReader, IndexWriter, ReloadPolicy, TantivyError};

use crate::document::Edit;
use crate::error::IndexError;
use crate::schema::{self, Fields, Record};
use crate::view::View;
use crate::words::{ANALYSER, analyser};

/// What the engine may gather before it writes a segment: little more than the least it takes, as this stays with
/// the program.
const WRITER_BYTES: usize = 20 << 20;

/// Words and meaning of documents, on disk and searchable. Many may search while one writes.
pub struct Index {
    pub(crate) fields: Fields,
    embedder: Embedder,
    writer: Mutex<Writer>,
    reader: IndexReader,
    view: RwLock<View>,
}

struct Writer {
    engine: IndexWriter,
    /// A commit failed: what is on disk and what is in memory may differ.
    failed: bool,
}

/// What is kept with each commit.
#[derive(Serialize, Deserialize)]
struct Payload {
    position: u64,
    schema: u32,
    model: String,
    weights: u64,
}

impl Index {
    /// Makes an empty index at position 0, in place of one that lies in this folder. Texts will be embedded with
    /// these weights, learnt from the texts there are; learn anew and make a new index when there are twice as many.
    ///
    /// # Errors
    /// The folder cannot be written, or someone writes to an index in it.
    pub fn create(folder: &Path, weights: CorpusWeights) -> Result<Self, IndexError> {
        let words = words_in(folder);
        if words.exists() {
            // Held only to see that nobody writes there.
            let directory = MmapDirectory::open(&words).map_err(TantivyError::from)?;
            drop(directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| IndexError::Busy(words.clone()))?);
            fs::remove_dir_all(&words)?;
        }
        fs::create_dir_all(&words)?;
        fs::write(weights_in(folder), weights.to_bytes())?;
        let fields = Fields::new();
        let engine = tantivy::Index::create_in_dir(&words, fields.schema.clone())?;
        let index = Self::start(&words, engine, fields, Embedder::with(weights), 0)?;
        index.apply(0, Vec::new())?;
        Ok(index)
    }

    /// Opens the index of a folder as its last commit left it.
    ///
    /// # Errors
    /// [`IndexError::Rebuild`] where there is none, or it is broken or of another version: [`Index::create`] it
    /// and read the ledger from its beginning.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let rebuild = |why: &str| IndexError::Rebuild(why.to_owned());
        let words = words_in(folder);
        let directory = MmapDirectory::open(&words).map_err(|_| rebuild("there is none"))?;
        if !tantivy::Index::exists(&directory).map_err(|_| rebuild("its folder cannot be read"))? {
            return Err(rebuild("there is none"));
        }
        let engine = tantivy::Index::open(directory).map_err(|error| broken(&error))?;
        let payload = engine.load_metas().map_err(|error| broken(&error))?.payload;
        let payload: Payload = payload
            .and_then(|payload| serde_json::from_str(&payload).ok())
            .ok_or_else(|| rebuild("it was never finished"))?;
        let fields = Fields::new();
        if payload.schema != schema::VERSION || engine.schema() != fields.schema {
            return Err(rebuild("it was made by another version of the program"));
        }
        let weights = fs::read(weights_in(folder)).map_err(|_| rebuild("its weights are missing"))?;
        let weights =
            CorpusWeights::from_bytes(&weights).map_err(|error| IndexError::Rebuild(error.to_string()))?;
        if payload.model != Embedder::MODEL || payload.weights != weights.version() {
            return Err(rebuild("its vectors are of another model"));
        }
        Self::start(&words, engine, fields, Embedder::with(weights), payload.position)
    }

    fn start(
        folder: &Path,
        engine: tantivy::Index,
        fields: Fields,
        embedder: Embedder,
        position: u64,
    ) -> Result<Self, IndexError> {
        engine.tokenizers().register(ANALYSER, analyser());
        let writer = engine.writer_with_num_threads(1, WRITER_BYTES).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Busy(folder.to_owned()),
            error => error.into(),
        })?;
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let view = View::read(reader.searcher(), &fields, position)?;
        Ok(Self {
            fields,
            embedder,
            writer: Mutex::new(Writer { engine: writer, failed: false }),
            reader,
            view: RwLock::new(view),
        })
    }

    /// Takes in what changed up to a position of the ledger. Durable, and found by searches, when it returns.
    ///
    /// # Errors
    /// Nothing was taken in. After an error the index must be opened again.
    pub fn apply(&self, position: u64, edits: Vec<Edit>) -> Result<(), IndexError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.failed {
            return Err(IndexError::Failed);
        }
        let changes = self.changes(edits);
        // Whatever goes wrong from here on leaves it in doubt.
        writer.failed = true;
        for (id, change) in &changes {
            writer.engine.delete_term(self.fields.id_term(*id));
            if let Some((document, record)) = change {
                let made = self.fields.document(record.slot, document, &record.vector);
                writer.engine.add_document(made)?;
            }
        }
        let payload = Payload {
            position,
            schema: schema::VERSION,
            model: Embedder::MODEL.to_owned(),
            weights: self.embedder.weights().version(),
        };
        let mut commit = writer.engine.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(&payload).map_err(std::io::Error::from)?);
        commit.commit()?;
        self.reader.reload()?;
        let mut view = self.view.write().unwrap_or_else(PoisonError::into_inner);
        view.searcher = self.reader.searcher();
        view.position = position;
        for (id, change) in changes {
            view.remove(id);
            if let Some((_, record)) = change {
                view.put(record);
            }
        }
        writer.failed = false;
        Ok(())
    }

    /// The last state of each document touched, with its slot and vector; none for one that goes.
    fn changes(&self, edits: Vec<Edit>) -> Vec<(uuid::Uuid, Option<(crate::Document, Record)>)> {
        let mut order = Vec::new();
        let mut last = HashMap::new();
        for edit in edits {
            let (id, document) = match edit {
                Edit::Upsert(document) => (document.id, Some(document)),
                Edit::Remove(id) => (id, None),
            };
            if last.insert(id, document).is_none() {
                order.push(id);
            }
        }
        let view = self.view();
        let mut free = view.free_slots();
        let change = |id| {
            let document = last.remove(&id).flatten().map(|document| *document);
            let change = document.map(|document| {
                let slot = view.slot(id).or_else(|| free.next()).unwrap_or(u32::MAX);
                let vector = match document.has_meaning {
                    true => self.embedder.embed_titled(&document.title, &document.text),
                    false => Vector::ZERO,
                };
                let vector = vector.compact();
                let record = Record { slot, kind: document.kind, id, vector };
                (document, record)
            });
            (id, change)
        };
        order.into_iter().map(change).collect()
    }

    /// The ledger position up to which it has read; the one to go on from after a restart.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.view().position
    }

    /// Documents in it.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.view().documents()
    }

    /// What turns texts into vectors here, with the weights of this workspace.
    #[must_use]
    pub fn embedder(&self) -> &Embedder {
        &self.embedder
    }

    pub(crate) fn view(&self) -> RwLockReadGuard<'_, View> {
        self.view.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn broken(error: &TantivyError) -> IndexError {
    IndexError::Rebuild(format!("it is broken: {error}"))
}

fn words_in(folder: &Path) -> PathBuf {
    folder.join("words")
}

fn weights_in(folder: &Path) -> PathBuf {
    folder.join("weights.bin")
}
