//! The words of a query, as the engine asks for them: any may match, each counts by BM25.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, Query as EngineQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use crate::error::IndexError;
use crate::index::Index;
use crate::view::View;
use crate::words::{Word, fold};

pub(crate) type BoxedQuery = Box<dyn EngineQuery>;

/// Words that begin as the unfinished one does, the most frequent of them.
const COMPLETIONS: usize = 32;
/// A shorter beginning would match half of the dictionary.
const LEAST_BEGINNING_BYTES: usize = 2;
/// Endings that someone may be typing beyond the stem the index knows: `invoic` + `in`.
const LONGEST_ENDING_BYTES: usize = 3;
const LEAST_STEM_BYTES: usize = 4;

/// The last word, if nothing after it says that it is finished.
pub(crate) fn unfinished<'w>(text: &str, words: &'w [Word]) -> Option<&'w Word> {
    words.last().filter(|word| word.bytes.end == text.len())
}

impl Index {
    /// Documents with any of the words; none where there are no words.
    pub(crate) fn word_query(
        &self,
        view: &View,
        words: &[Word],
        unfinished: Option<&Word>,
    ) -> Result<Option<BoxedQuery>, IndexError> {
        // A word said twice counts twice, as BM25 has it.
        let mut queries: Vec<BoxedQuery> = Vec::new();
        for word in words {
            let term = self.fields.word_term(&word.stem);
            let mut terms = vec![term];
            if Some(word) == unfinished {
                terms.extend(self.completions(view, &word.text)?);
            }
            let mut ways: Vec<BoxedQuery> = terms.into_iter().map(scored).collect();
            queries.push(if ways.len() == 1 {
                ways.remove(0)
            } else {
                Box::new(DisjunctionMaxQuery::new(ways))
            });
        }
        Ok((!queries.is_empty()).then(|| Box::new(BooleanQuery::union(queries)) as BoxedQuery))
    }

    /// Words of the index that the beginning of a word may become.
    fn completions(&self, view: &View, beginning: &str) -> Result<Vec<Term>, IndexError> {
        let beginning = fold(beginning);
        if beginning.len() < LEAST_BEGINNING_BYTES {
            return Ok(Vec::new());
        }
        let mut frequencies: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
        for segment in view.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let mut end = beginning.clone().into_bytes();
            end.push(0xff);
            let mut stream = index.terms().range().ge(&beginning).lt(&end).into_stream()?;
            while let Some((word, info)) = stream.next() {
                *frequencies.entry(word.to_vec()).or_default() += info.doc_freq;
            }
        }
        let mut words: Vec<(Vec<u8>, u32)> = frequencies.into_iter().collect();
        // Stable: equally frequent ones stay in their alphabet's order.
        words.sort_by_key(|(_, frequency)| std::cmp::Reverse(*frequency));
        let words = words.into_iter().take(COMPLETIONS).filter_map(|(word, _)| String::from_utf8(word).ok());
        let mut terms: Vec<Term> = words.map(|word| self.fields.word_term(&word)).collect();
        if terms.is_empty() {
            terms.extend(self.stem_within(view, &beginning)?);
        }
        Ok(terms)
    }

    /// The longest word of the index that someone typing this may have gone beyond.
    fn stem_within(&self, view: &View, beginning: &str) -> Result<Option<Term>, IndexError> {
        for ending in 1..=LONGEST_ENDING_BYTES {
            let Some(stem) = beginning.len().checked_sub(ending).and_then(|end| beginning.get(..end)) else {
                continue;
            };
            let term = self.fields.word_term(stem);
            if stem.len() >= LEAST_STEM_BYTES && view.searcher.doc_freq(&term)? > 0 {
                return Ok(Some(term));
            }
        }
        Ok(None)
    }
}

fn scored(term: Term) -> BoxedQuery {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}
