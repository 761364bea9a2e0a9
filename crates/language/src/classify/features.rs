//! What a classifier sees of a text: its meaning, its words, its spelling and the stars given with it.
//!
//! Words and spelling are hashed into a fixed number of places (Weinberger et al. 2009), so that a model is a flat row of
//! numbers that knows any word. Spelling helps where reviews are misspelt; meaning where the words are new.

use std::collections::BTreeMap;

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

fn word_grams(words: &[String]) -> impl Iterator<Item = String> {
    words.iter().cloned().chain(words.windows(2).map(|pair| format!("{} {}", pair[0], pair[1])))
}

/// Runs of three to five characters within a word and its borders.
fn spelling_grams(words: &[String]) -> impl Iterator<Item = String> {
    words.iter().flat_map(|word| {
        let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
        (3..=5).flat_map(move |size| {
            letters.windows(size).map(|run| run.iter().collect::<String>()).collect::<Vec<_>>()
        })
    })
}

/// Damped counts by place, scaled to length 1, in the order of places.
fn hashed(grams: impl Iterator<Item = String>, start: u32, places: u32) -> Row {
    let mut counts: BTreeMap<u32, f32> = BTreeMap::new();
    for gram in grams {
        *counts.entry(start + (hash(&gram) % u64::from(places)) as u32).or_default() += 1.0;
    }
    counts.values_mut().for_each(|count| *count = libm::logf(1.0 + *count));
    let length = counts.values().map(|value| value * value).sum::<f32>().sqrt();
    counts.into_iter().map(|(place, value)| (place, value / length)).collect()
}

/// FNV-1a, its high bits folded in. Part of the model file: never change it without training again.
fn hash(gram: &str) -> u64 {
    let mixed = gram.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_digits_and_apostrophes_do_not_matter() {
        assert_eq!(words("Can’t load 12 of 99 files?!"), ["can't", "load", "00", "of", "00", "files", "?", "!"]);
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
