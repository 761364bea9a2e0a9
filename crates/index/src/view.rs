//! What a search reads: the engine's committed state and, in memory, which document lies in which slot.

use std::collections::HashMap;

use outweigh_language::{CompactVector, VectorIndex};
use tantivy::{Searcher, TantivyDocument};
use uuid::Uuid;

use crate::document::Kind;
use crate::error::IndexError;
use crate::schema::{Fields, Record};

/// A document as memory knows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) id: Uuid,
}

pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) position: u64,
    pub(crate) vectors: VectorIndex,
    entries: Vec<Option<Entry>>,
    slots: HashMap<Uuid, u32>,
}

impl View {
    /// Reads the records of all documents.
    pub(crate) fn read(searcher: Searcher, fields: &Fields, position: u64) -> Result<Self, IndexError> {
        let mut view = Self {
            position,
            vectors: VectorIndex::default(),
            entries: Vec::new(),
            slots: HashMap::with_capacity(searcher.num_docs() as usize),
            searcher,
        };
        for segment in view.searcher.clone().segment_readers() {
            let store = segment.get_store_reader(1)?;
            for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let record = fields.record(&document?);
                let record = record.ok_or_else(|| IndexError::Rebuild("a document has no record".into()))?;
                view.put(record);
            }
        }
        Ok(view)
    }

    pub(crate) fn put(&mut self, Record { slot, kind, id, vector }: Record) {
        let at = slot as usize;
        if at >= self.entries.len() {
            self.entries.resize(at + 1, None);
        }
        self.entries[at] = Some(Entry { kind, id });
        self.slots.insert(id, slot);
        self.vectors.put(slot, &vector);
    }

    pub(crate) fn remove(&mut self, id: Uuid) {
        if let Some(slot) = self.slots.remove(&id) {
            self.entries[slot as usize] = None;
            self.vectors.remove(slot);
        }
    }

    /// Every document with its slot.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u32, Entry)> + '_ {
        (0..).zip(&self.entries).filter_map(|(slot, entry)| Some((slot, (*entry)?)))
    }

    pub(crate) fn entry(&self, slot: u32) -> Option<Entry> {
        *self.entries.get(slot as usize)?
    }

    pub(crate) fn slot(&self, id: Uuid) -> Option<u32> {
        self.slots.get(&id).copied()
    }

    pub(crate) fn vector(&self, slot: u32) -> Option<CompactVector> {
        self.vectors.get(slot)
    }

    pub(crate) fn documents(&self) -> usize {
        self.slots.len()
    }

    /// Slots nobody uses, the lowest first, without end.
    pub(crate) fn free_slots(&self) -> impl Iterator<Item = u32> {
        let free = self.entries.iter().zip(0..).filter(|(entry, _)| entry.is_none()).map(|(_, slot)| slot);
        free.chain(self.entries.len() as u32..)
    }
}
