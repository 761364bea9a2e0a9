//! Answering a search: the best by words and the nearest by meaning, in one order.

use std::collections::BTreeMap;

use outweigh_language::{Vector, fuse, is_empty_word, tokens, word_weight};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, PhraseQuery, TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Order};

use crate::error::IndexError;
use crate::filter::within;
use crate::index::Index;
use crate::query::{Hit, Hits, Query};
use crate::schema::TIME;
use crate::slots::{AllSlots, columns};
use crate::view::View;
use crate::word_query::{BoxedQuery, unfinished};
use crate::words::{Word, quoted, words};

/// Candidates taken from each side, at least and per hit asked for.
const CANDIDATES: usize = 200;
const CANDIDATES_PER_HIT: usize = 4;
/// A document with none of the words must be as close as this to be a hit.
const LEAST_CLOSENESS: f32 = 0.25;

/// What is asked of the two sides.
pub(crate) struct Ask {
    /// Scores by words; none where there are no words.
    pub(crate) words: Option<BoxedQuery>,
    pub(crate) vector: Vector,
    pub(crate) word_weight: f32,
    pub(crate) limit: usize,
    /// A slot that is no answer: the document that is compared.
    pub(crate) except: Option<u32>,
}

impl Index {
    /// Finds documents by words and meaning.
    ///
    /// # Errors
    /// The engine failed.
    pub fn search(&self, query: &Query) -> Result<Hits, IndexError> {
        let view = self.view();
        let filter = self.filter(&query.filter);
        if let Some(phrase) = quoted(&query.text) {
            return self.by_phrase(&view, phrase, filter, query.limit);
        }
        if query.text.trim().is_empty() {
            return self.newest(&view, filter, query.limit);
        }
        let all = words(&query.text);
        let last = if query.as_you_type { unfinished(&query.text, &all) } else { None };
        let ask = Ask {
            words: self.word_query(&view, &all, last)?,
            vector: self.embedder().embed(meaning(&query.text, last)),
            word_weight: word_weight(&query.text),
            limit: query.limit,
            except: None,
        };
        let (hits, by_meaning_alone) = self.ask(&view, &ask, filter.as_ref())?;
        let holding = match self.word_query(&view, &telling(&all), last)? {
            Some(words) => view.searcher.search(&within(filter.as_ref(), words), &Count)?,
            None => 0,
        };
        Ok(Hits { hits, total: holding + by_meaning_alone })
    }

    /// The answer, and how many documents without any of the words are close enough in meaning.
    pub(crate) fn ask(
        &self,
        view: &View,
        ask: &Ask,
        filter: Option<&BoxedQuery>,
    ) -> Result<(Vec<Hit>, usize), IndexError> {
        let count = CANDIDATES.max(ask.limit.saturating_mul(CANDIDATES_PER_HIT));
        // BM25 by slot; a tree, so that nothing depends on the order of a hash.
        let mut by_words = match &ask.words {
            Some(words) => scores(view, &within(filter, words.box_clone()), count)?,
            None => BTreeMap::new(),
        };
        // Nothing is as alike as itself: the others are measured against their best.
        ask.except.iter().for_each(|slot| _ = by_words.remove(slot));
        let allowed = filter.map(|filter| view.searcher.search(filter, &AllSlots)).transpose()?;
        let near = view.vectors.nearest(&ask.vector, count, |slot| {
            ask.except != Some(slot) && allowed.as_ref().is_none_or(|allowed| allowed.contains(slot))
        });
        let unscored = near.iter().filter(|near| !by_words.contains_key(&near.slot));
        let unscored: Vec<_> = unscored.map(|near| self.fields.slot_term(near.slot)).collect();
        let best = by_words.values().fold(0.0_f32, |best, score| best.max(*score));
        if let Some(words) = &ask.words
            && !unscored.is_empty()
        {
            let these: BoxedQuery = Box::new(TermSetQuery::new(unscored));
            by_words.extend(scores(view, &within(Some(&these), words.box_clone()), count)?);
        }
        let query = ask.vector.compact();
        let mut closeness: BTreeMap<u32, f32> = near.iter().map(|near| (near.slot, near.closeness)).collect();
        for slot in by_words.keys() {
            closeness.entry(*slot).or_insert_with(|| view.vector(*slot).map_or(0.0, |v| query.cosine(&v)));
        }
        let mut by_meaning_alone = 0;
        let mut hits = Vec::new();
        for (slot, closeness) in closeness {
            let words = by_words.get(&slot).map_or(0.0, |score| score / best);
            let Some(entry) = view.entry(slot) else { continue };
            if words == 0.0 {
                if closeness < LEAST_CLOSENESS {
                    continue;
                }
                by_meaning_alone += 1;
            }
            let score = fuse(closeness, words, ask.word_weight);
            hits.push(Hit { kind: entry.kind, id: entry.id, score, words, closeness });
        }
        Ok((best_first(hits, ask.limit), by_meaning_alone))
    }

    /// Documents that hold a phrase, by BM25 alone.
    fn by_phrase(
        &self,
        view: &View,
        phrase: &str,
        filter: Option<BoxedQuery>,
        limit: usize,
    ) -> Result<Hits, IndexError> {
        let mut terms: Vec<_> = words(phrase).iter().map(|word| self.fields.word_term(&word.stem)).collect();
        let query: BoxedQuery = match terms.len() {
            0 => return Ok(Hits::default()),
            1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(terms)),
        };
        let query = within(filter.as_ref(), query);
        let total = view.searcher.search(&query, &Count)?;
        let scores = scores(view, &query, CANDIDATES.max(limit))?;
        let best = scores.values().fold(0.0_f32, |best, score| best.max(*score));
        let hits = scores.into_iter().filter_map(|(slot, score)| {
            let entry = view.entry(slot)?;
            Some(Hit { kind: entry.kind, id: entry.id, score, words: score / best, closeness: 0.0 })
        });
        Ok(Hits { hits: best_first(hits.collect(), limit), total })
    }

    /// Without a question, the newest; those without a time come last.
    fn newest(&self, view: &View, filter: Option<BoxedQuery>, limit: usize) -> Result<Hits, IndexError> {
        let query = filter.unwrap_or_else(|| Box::new(tantivy::query::AllQuery));
        let total = view.searcher.search(&query, &Count)?;
        if total == 0 || limit == 0 {
            return Ok(Hits { hits: Vec::new(), total });
        }
        let newest = TopDocs::with_limit(limit).order_by_fast_field::<i64>(TIME, Order::Desc);
        let columns = columns(&view.searcher)?;
        let mut entries = Vec::new();
        for (time, address) in view.searcher.search(&query, &newest)? {
            let slot = columns[address.segment_ord as usize].get_val(address.doc_id) as u32;
            entries.extend(view.entry(slot).map(|entry| (time, entry)));
        }
        entries.sort_by(|(a_time, a), (b_time, b)| b_time.cmp(a_time).then(a.id.cmp(&b.id)));
        let hit = |entry: crate::view::Entry| Hit {
            kind: entry.kind,
            id: entry.id,
            score: 0.0,
            words: 0.0,
            closeness: 0.0,
        };
        Ok(Hits { hits: entries.into_iter().map(|(_, entry)| hit(entry)).collect(), total })
    }
}

/// The best scores of a query, by slot.
fn scores(view: &View, query: &BooleanQuery, count: usize) -> Result<BTreeMap<u32, f32>, IndexError> {
    let columns = columns(&view.searcher)?;
    let top = view.searcher.search(query, &TopDocs::with_limit(count).order_by_score())?;
    let slot = |at: DocAddress| columns[at.segment_ord as usize].get_val(at.doc_id) as u32;
    Ok(top.into_iter().map(|(score, address)| (slot(address), score)).collect())
}

fn best_first(mut hits: Vec<Hit>, limit: usize) -> Vec<Hit> {
    hits.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
    hits.truncate(limit);
    hits
}

/// The words that say something, or all where none does.
fn telling(all: &[Word]) -> Vec<Word> {
    let says = |word: &&Word| !is_empty_word(&word.text.to_lowercase());
    let telling: Vec<Word> = all.iter().filter(says).cloned().collect();
    if telling.is_empty() { all.to_vec() } else { telling }
}

/// The text without a last word that is half typed, unless it is a word already.
fn meaning<'t>(text: &'t str, unfinished: Option<&Word>) -> &'t str {
    match unfinished {
        Some(word) if tokens(&word.text).len() != 1 => &text[..word.bytes.start],
        _ => text,
    }
}
