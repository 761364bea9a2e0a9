//! One answer of the index in three orders: by words alone, by meaning alone, by both.

use anyhow::Result;
use outweigh_index::{Document, Edit, Hit, Index};
use tempfile::TempDir;

use crate::texts::weights;

/// Hits that are looked at. Of these, each side's first hundreds are each side's own.
pub(crate) const DEPTH: usize = 2_000;

/// The place of an order in [`orders`].
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Words,
    Meaning,
    Both,
}

/// An index of these documents with the weights learnt from them, in a folder that lives as long as it does.
pub(crate) fn index(documents: Vec<Document>) -> Result<(TempDir, Index)> {
    let texts = documents.iter().flat_map(|document| [document.title.as_str(), document.text.as_str()]);
    let weights = weights(texts.filter(|text| !text.is_empty()));
    let folder = TempDir::new()?;
    let index = Index::create(folder.path(), weights)?;
    index.apply(1, documents.into_iter().map(|document| Edit::Upsert(Box::new(document))).collect())?;
    Ok((folder, index))
}

/// Hits by words (those with a word in common), by meaning, and as they came.
pub(crate) fn orders(hits: &[Hit]) -> [Vec<Hit>; 3] {
    let by = |value: fn(&Hit) -> f32| {
        let mut hits = hits.to_vec();
        hits.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.id.cmp(&b.id)));
        hits
    };
    let mut words = by(|hit| hit.words);
    words.retain(|hit| hit.words > 0.0);
    [words, by(|hit| hit.closeness), hits.to_vec()]
}
