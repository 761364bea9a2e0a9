//! Why two texts are alike: the telling words they share, and the two sentences that come closest.

use rustc_hash::FxHashMap;

use crate::embedding::Embedder;
use crate::phrases::is_empty_word;
use crate::sentences::sentences;
use crate::spans::Span;
use crate::tokens::{Token, tokens};

/// Sentences of each text that are compared; further ones seldom tell more.
const SENTENCES: usize = 24;

/// What makes two texts alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Words of both, as the first text writes them, the most telling first.
    pub shared_words: Vec<String>,
    /// The sentence of each that comes closest to one of the other; none where nothing is close.
    pub nearest: Option<NearestSentences>,
}

/// A sentence of each text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestSentences {
    pub first: Span,
    pub second: Span,
    /// The cosine of the two, above 0.
    pub closeness: f32,
}

/// Compares two texts; at most `limit` words are told.
///
/// ```
/// use outweigh_language::{Embedder, alike};
///
/// let a = "Hello team. The CSV export drops my custom columns.";
/// let b = "Since the update, custom columns are missing when I export. Thanks!";
/// let why = alike(a, b, 5, &Embedder::default());
/// assert_eq!(why.shared_words, ["export", "custom", "columns"]);
/// assert_eq!(why.nearest.unwrap().first.of_text(a), "The CSV export drops my custom columns.");
/// ```
#[must_use]
pub fn alike(first: &str, second: &str, limit: usize, embedder: &Embedder) -> Alike {
    Alike {
        shared_words: shared_words(first, second, limit, embedder),
        nearest: nearest_sentences(first, second, embedder),
    }
}

fn shared_words(first: &str, second: &str, limit: usize, embedder: &Embedder) -> Vec<String> {
    let theirs: FxHashMap<String, f32> =
        words(second, embedder).into_iter().map(|(word, weight)| (word.to_lowercase(), weight)).collect();
    let mut shared: Vec<(&str, f32)> = Vec::new();
    for (word, weight) in words(first, embedder) {
        let known = shared.iter().any(|(other, _)| other.to_lowercase() == word.to_lowercase());
        if !known && theirs.contains_key(&word.to_lowercase()) {
            shared.push((word, weight));
        }
    }
    // Stable: of words that tell as much, the earlier comes first.
    shared.sort_by(|a, b| b.1.total_cmp(&a.1));
    shared.into_iter().take(limit).map(|(word, _)| word.to_owned()).collect()
}

/// The words of a text that say something, each with how telling it is among the workspace's texts.
fn words<'t>(text: &'t str, embedder: &Embedder) -> Vec<(&'t str, f32)> {
    let tokens = tokens(text);
    let words = tokens.chunk_by(|_, next: &Token| !next.begins_word).filter_map(|pieces| {
        let word = &text[pieces.first()?.start..pieces.last()?.end];
        let weight = pieces.iter().map(|piece| embedder.weights().of(piece.id)).fold(0.0, f32::max);
        let telling = word.chars().any(char::is_alphanumeric) && !is_empty_word(&word.to_lowercase());
        telling.then_some((word, weight))
    });
    words.collect()
}

fn nearest_sentences(first: &str, second: &str, embedder: &Embedder) -> Option<NearestSentences> {
    let vectors = |text| {
        let sentences = sentences(text).into_iter().take(SENTENCES);
        sentences.map(|sentence| (sentence.span, embedder.embed(sentence.text))).collect::<Vec<_>>()
    };
    let theirs = vectors(second);
    let mut best: Option<NearestSentences> = None;
    for (first, ours) in vectors(first) {
        for (second, their) in &theirs {
            let closeness = ours.cosine(their);
            if closeness > best.map_or(0.0, |best| best.closeness) {
                best = Some(NearestSentences { first, second: *second, closeness });
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::weights::{CorpusCounts, CorpusWeights};

    #[test]
    fn rare_words_come_first() {
        let mut counts = CorpusCounts::default();
        (0..100).for_each(|n| counts.add(&format!("export {n}")));
        let embedder = Embedder::with(CorpusWeights::learn(&counts));
        let why = alike("the export of the ledger", "a Ledger to export", 5, &embedder);
        assert_eq!(why.shared_words, ["ledger", "export"]);
    }

    #[test]
    fn texts_with_nothing_in_common_say_so() {
        let why = alike("", "\u{1F600}", 5, &Embedder::default());
        assert_eq!(why, Alike { shared_words: Vec::new(), nearest: None });
    }

    proptest! {
        #[test]
        fn any_two_texts_can_be_compared(a in "(?s).{0,60}", b in "(?s).{0,60}") {
            let why = alike(&a, &b, 3, &Embedder::default());
            prop_assert!(why.shared_words.iter().all(|word| a.contains(word.as_str())));
        }
    }
}
