//! Texts as rows: ours, and TF-IDF as the way that needs no language engine.

use std::collections::{BTreeMap, BTreeSet};

use outweigh_language::Embedder;
use outweigh_language::classify::{PLACES, Row, features};

use super::sets::Labelled;

/// Makes rows of texts, after it has seen the texts to train on.
pub enum Encoder {
    /// What the program classifies by.
    Ours(Embedder),
    /// Words and pairs of words, damped counts times inverse document frequency, length 1.
    TfIdf(BTreeMap<String, (u32, f32)>),
}

impl Encoder {
    pub fn ours() -> Self {
        Self::Ours(Embedder::default())
    }

    /// Learns the words of the texts to train on.
    pub fn tf_idf(texts: &[&Labelled]) -> Self {
        let mut documents: BTreeMap<String, f32> = BTreeMap::new();
        for text in texts {
            let seen: BTreeSet<String> = grams(&text.text).into_iter().collect();
            seen.into_iter().for_each(|gram| *documents.entry(gram).or_default() += 1.0);
        }
        let count = texts.len() as f32;
        let weigh = |(place, (gram, seen)): (u32, (String, f32))| {
            (gram, (place, ((1.0 + count) / (1.0 + seen)).ln() + 1.0))
        };
        Self::TfIdf((0..).zip(documents).map(weigh).collect())
    }

    pub fn places(&self) -> usize {
        match self {
            Self::Ours(_) => PLACES,
            Self::TfIdf(words) => words.len(),
        }
    }

    pub fn row(&self, text: &Labelled) -> Row {
        match self {
            Self::Ours(embedder) => features(&text.text, text.rating, embedder),
            Self::TfIdf(words) => {
                let mut counts: BTreeMap<u32, (f32, f32)> = BTreeMap::new();
                for (place, weight) in grams(&text.text).iter().filter_map(|gram| words.get(gram)) {
                    let (count, idf) = counts.entry(*place).or_default();
                    (*count, *idf) = (*count + 1.0, *weight);
                }
                let mut row: Row = counts
                    .into_iter()
                    .map(|(place, (count, idf))| (place, (1.0 + count.ln()) * idf))
                    .collect();
                let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
                row.iter_mut().for_each(|(_, value)| *value /= length);
                row
            }
        }
    }
}

fn grams(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some()).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    words.iter().map(|word| (*word).to_owned()).chain(pairs).collect()
}
