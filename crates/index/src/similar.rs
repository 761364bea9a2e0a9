//! Documents like another: near-duplicates first.

use outweigh_language::SENTENCE_WORD_WEIGHT;
use tantivy::query::{BooleanQuery, BoostQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use crate::error::IndexError;
use crate::index::Index;
use crate::query::{Filter, Hit, Like};
use crate::search::Ask;
use crate::view::View;
use crate::word_query::BoxedQuery;
use crate::words::words;

/// The most telling words of a long text: the others cost time and change little.
const WORDS: usize = 50;

impl Index {
    /// The documents most like a text. [`outweigh_language::alike`] tells why two are.
    ///
    /// # Errors
    /// The engine failed.
    pub fn similar(&self, like: Like<'_>, filter: &Filter, limit: usize) -> Result<Vec<Hit>, IndexError> {
        let view = self.view();
        let filter = self.filter(filter);
        let ask = Ask {
            words: self.telling_words(&view, &format!("{}\n{}", like.title, like.text))?,
            vector: self.embedder().embed_titled(like.title, like.text),
            word_weight: SENTENCE_WORD_WEIGHT,
            limit,
            except: like.id.and_then(|id| view.slot(id)),
        };
        Ok(self.ask(&view, &ask, filter.as_ref())?.0)
    }

    /// The words of a text that are rare in the index and frequent in it.
    fn telling_words(&self, view: &View, text: &str) -> Result<Option<BoxedQuery>, IndexError> {
        let mut stems: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
        stems.sort_unstable();
        let documents = view.searcher.num_docs() as f64;
        let mut weighed = Vec::new();
        for same in stems.chunk_by(|a, b| a == b) {
            let term = self.fields.word_term(&same[0]);
            let holding = view.searcher.doc_freq(&term)? as f64;
            if holding > 0.0 {
                let rarity = (1.0 + (documents - holding + 0.5).max(0.0) / (holding + 0.5)).ln();
                weighed.push((rarity * same.len() as f64, term, same.len()));
            }
        }
        // Stable: of words that tell as much, the first in the alphabet stay.
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
        weighed.truncate(WORDS);
        let query = |(_, term, times): (f64, _, usize)| {
            let word = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            Box::new(BoostQuery::new(word, times as f32)) as BoxedQuery
        };
        let queries: Vec<BoxedQuery> = weighed.into_iter().map(query).collect();
        Ok((!queries.is_empty()).then(|| Box::new(BooleanQuery::union(queries)) as BoxedQuery))
    }
}
