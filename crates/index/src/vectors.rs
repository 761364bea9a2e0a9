//! The vectors of documents, for whoever groups them.

use outweigh_language::{CompactVector, Vector};
use uuid::Uuid;

use crate::document::Kind;
use crate::index::Index;

impl Index {
    /// Every document of a kind with its vector, by id. A document without words that are known has none.
    #[must_use]
    pub fn vectors(&self, kind: Kind) -> Vec<(Uuid, CompactVector)> {
        let view = self.view();
        let of_kind = view.entries().filter(|(_, entry)| entry.kind == kind);
        let mut vectors: Vec<(Uuid, CompactVector)> =
            of_kind.filter_map(|(slot, entry)| Some((entry.id, view.vector(slot)?))).collect();
        vectors.sort_unstable_by_key(|(id, _)| *id);
        vectors
    }

    /// The vector of a document.
    #[must_use]
    pub fn vector(&self, id: Uuid) -> Option<CompactVector> {
        let view = self.view();
        view.slot(id).and_then(|slot| view.vector(slot))
    }

    /// The documents of a kind nearest a vector with their cosine, nearest first; `except` is not among them.
    #[must_use]
    pub fn nearest(
        &self,
        vector: &Vector,
        kind: Kind,
        except: Option<Uuid>,
        count: usize,
    ) -> Vec<(Uuid, f32)> {
        let view = self.view();
        let keep =
            |slot| view.entry(slot).is_some_and(|entry| entry.kind == kind && Some(entry.id) != except);
        let near = view.vectors.nearest(vector, count, keep);
        near.iter().filter_map(|near| Some((view.entry(near.slot)?.id, near.closeness))).collect()
    }
}
