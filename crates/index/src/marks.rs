//! Where in a text a hit matched, for those who show it.

use std::ops::Range;

use outweigh_language::{Span, alike, is_empty_word};

use crate::index::Index;
use crate::query::Query;
use crate::word_query::unfinished;
use crate::words::{Word, fold, quoted, spans, words};

/// Places of a text, in characters, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// The words of the query, in any of their forms; of a quoted query, the phrase.
    pub words: Vec<Span>,
    /// Where no word matched: the sentence closest in meaning.
    pub sentence: Option<Span>,
}

impl Index {
    /// Why a document is among the hits of a query: the places of its title or text that matched.
    #[must_use]
    pub fn marks(&self, query: &Query, text: &str) -> Marks {
        let there = words(text);
        if let Some(phrase) = quoted(&query.text) {
            let stems: Vec<String> = words(phrase).into_iter().map(|word| word.stem).collect();
            return Marks { words: spans(text, &phrases(&there, &stems)), sentence: None };
        }
        let asked = words(&query.text);
        let last = if query.as_you_type { unfinished(&query.text, &asked) } else { None };
        let beginning = last.map(|word| fold(&word.text));
        let says = |word: &Word| !is_empty_word(&word.text.to_lowercase());
        let any_says = asked.iter().any(says);
        let matches = |word: &Word| {
            let same = asked.iter().any(|other| other.stem == word.stem && (says(other) || !any_says));
            same || beginning.as_ref().is_some_and(|beginning| fold(&word.text).starts_with(beginning))
        };
        let places: Vec<Range<usize>> =
            there.iter().filter(|word| matches(word)).map(|word| word.bytes.clone()).collect();
        let nearest = || alike(&query.text, text, 0, self.embedder()).nearest;
        let sentence = if places.is_empty() { nearest().map(|nearest| nearest.second) } else { None };
        Marks { words: spans(text, &places), sentence }
    }
}

/// Runs of words with these stems, none overlapping another.
fn phrases(there: &[Word], stems: &[String]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut at = 0;
    while !stems.is_empty() && at + stems.len() <= there.len() {
        let run = &there[at..at + stems.len()];
        if run.iter().zip(stems).all(|(word, stem)| word.stem == *stem) {
            places.push(run[0].bytes.start..run[stems.len() - 1].bytes.end);
            at += stems.len();
        } else {
            at += 1;
        }
    }
    places
}
