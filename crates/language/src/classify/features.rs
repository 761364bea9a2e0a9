//! What a classifier sees of a text: its meaning, its words, its spelling and the stars given with it.
//!
//! Words and spelling are hashed into a fixed number of places (Weinberger et al. 2009), so that a model is a flat row of
//! numbers that knows any word. Spelling helps where reviews are misspelt; meaning where the words are new.

use super::logistic::Row;
use crate::{DIMENSIONS, Embedder};

/// Places of hashed words and pairs of words.
const WORD_PLACES: u32 = 1 << 15;
/// Places of hashed character 3- to 5-grams.
const SPELLING_PLACES: u32 = 1 << 15;
/// Places of the rating: one for each fifth of its scale.
const RATING_PLACES: u32 = 5;

/// Where the hashed places begin; what is before is dense.
pub const HASHED_START: usize = DIMENSIONS + RATING_PLACES as usize;
/// Places of a row.
pub const PLACES: usize = HASHED_START + (WORD_PLACES + SPELLING_PLACES) as usize;

/// How much meaning counts beside words; chosen on training halves, the same for every use.
const MEANING_SCALE: f32 = 3.0;
/// Longer texts are read up to here: what a report is about is said at its start.
const CHARACTERS_READ: usize = 4000;

/// The row of a text. `rating` is its place on its scale, 0 (worst) to 1 (best).
#[must_use]
pub fn features(text: &str, rating: Option<f64>, embedder: &Embedder) -> Row {
    let end = text.char_indices().nth(CHARACTERS_READ).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let meaning = embedder.embed(text);
    let mut row: Row = Vec::new();
    if !meaning.is_zero() {
        row.extend((0..).zip(meaning.values().iter().map(|value| value * MEANING_SCALE)));
    }
    if let Some(rating) = rating.filter(|rating| rating.is_finite()) {
        let fifth = (rating.clamp(0.0, 1.0) * f64::from(RATING_PLACES - 1)).round() as u32;
        row.push((DIMENSIONS as u32 + fifth, 1.0));
    }
    let words = words(text);
    let start = HASHED_START as u32;
    row.extend(hashed(word_grams(&words), start, WORD_PLACES));
    row.extend(hashed(spelling_grams(&words), start + WORD_PLACES, SPELLING_PLACES));
    row
}

/// Words in lower case, digits as one sign, with the marks that carry a mood as words of their own.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = if c == '’' { '\'' } else { c };
        if c.is_alphanumeric() || c == '\'' {
            let c = if c.is_numeric() { '0' } else { c };
            match words.last_mut() {
                Some(word) if open => word.push(c),
                _ => words.push(c.to_string()),
            }
            open = true;
        } else {
            if matches!(c, '?' | '!') {
                words.push(c.to_string());
            }
            open = false;
        }
    }
    words
}

/// Hashes of words and of pairs that follow each other.
fn word_grams(words: &[String]) -> Vec<u64> {
    let alone = words.iter().map(|word| hash(SEED, word));
    let pairs = words.windows(2).map(|pair| hash(hash(hash(SEED, &pair[0]), " "), &pair[1]));
    alone.chain(pairs).collect()
}

/// Hashes of runs of three to five characters within a word and its borders.
fn spelling_grams(words: &[String]) -> Vec<u64> {
    let mut grams = Vec::new();
    for word in words {
        let bordered = format!(" {word} ");
        for (start, _) in bordered.char_indices() {
            let mut run = SEED;
            for (count, c) in bordered[start..].chars().take(5).enumerate() {
                run = hash(run, c.encode_utf8(&mut [0; 4]));
                if count >= 2 {
                    grams.push(run);
                }
            }
        }
    }
    grams
}

/// Damped counts by place, scaled to length 1, in the order of places.
fn hashed(grams: Vec<u64>, start: u32, places: u32) -> Row {
    let mut hit: Vec<u32> = grams.into_iter().map(|gram| start + folded(gram, places)).collect();
    hit.sort_unstable();
    let mut row: Row =
        hit.chunk_by(|a, b| a == b).map(|run| (run[0], libm::logf(1.0 + run.len() as f32))).collect();
    let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    row.iter_mut().for_each(|(_, value)| *value /= length);
    row
}

/// FNV-1a, begun at [`SEED`]. Part of the model file: never change it without training again.
fn hash(begun: u64, text: &str) -> u64 {
    text.bytes().fold(begun, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// High and low bits together, to one of `places`.
fn folded(hash: u64, places: u32) -> u32 {
    ((hash ^ (hash >> 32)) % u64::from(places)) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_digits_and_apostrophes_do_not_matter() {
        assert_eq!(
            words("Can’t load 12 of 99 files?!"),
            ["can't", "load", "00", "of", "00", "files", "?", "!"]
        );
    }

    #[test]
    fn a_rating_takes_one_place() {
        let embedder = Embedder::default();
        let place = |rating| features("", Some(rating), &embedder);
        assert_eq!(place(0.0), [(256, 1.0)]);
        assert_eq!(place(1.0), [(260, 1.0)]);
        assert_eq!(place(f64::NAN), []);
    }

    proptest! {
        #[test]
        fn rows_are_in_order_within_bounds_and_finite(text in "\\PC*|(?s).{0,200}", rating in proptest::option::of(0.0..1.0)) {
            let row = features(&text, rating, &Embedder::default());
            prop_assert!(row.windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert!(row.iter().all(|(place, value)| (*place as usize) < PLACES && value.is_finite()));
        }
    }
}
