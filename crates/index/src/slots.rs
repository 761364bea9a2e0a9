//! From the engine's documents to slots: the documents a filter allows, as one bit each.

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use crate::schema::SLOT;

/// A set of slots.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlotSet(Vec<u64>);

impl SlotSet {
    pub(crate) fn contains(&self, slot: u32) -> bool {
        self.0.get(slot as usize / 64).is_some_and(|bits| bits >> (slot % 64) & 1 == 1)
    }

    fn insert(&mut self, slot: u32) {
        let at = slot as usize / 64;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (slot % 64);
    }
}

/// The slots of a segment's documents.
pub(crate) fn column(segment: &SegmentReader) -> tantivy::Result<Arc<dyn ColumnValues<u64>>> {
    Ok(segment.fast_fields().u64(SLOT)?.first_or_default_col(0))
}

/// The columns of all segments, by their ordinal.
pub(crate) fn columns(searcher: &Searcher) -> tantivy::Result<Vec<Arc<dyn ColumnValues<u64>>>> {
    searcher.segment_readers().iter().map(column).collect()
}

/// Collects the slots of everything that matches.
pub(crate) struct AllSlots;

pub(crate) struct SegmentSlots {
    column: Arc<dyn ColumnValues<u64>>,
    slots: Vec<u32>,
}

impl Collector for AllSlots {
    type Fruit = SlotSet;
    type Child = SegmentSlots;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentSlots> {
        Ok(SegmentSlots { column: column(segment)?, slots: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<u32>>) -> tantivy::Result<SlotSet> {
        let mut set = SlotSet::default();
        fruits.into_iter().flatten().for_each(|slot| set.insert(slot));
        Ok(set)
    }
}

impl SegmentCollector for SegmentSlots {
    type Fruit = Vec<u32>;

    fn collect(&mut self, document: DocId, _: Score) {
        self.slots.push(self.column.get_val(document) as u32);
    }

    fn harvest(self) -> Vec<u32> {
        self.slots
    }
}
