//! Says of what kind a text is, with a calibrated probability for each kind, and "unsure".
//!
//! One logistic regression per kind over [`features`]; trained and calibrated by `examples/train_classifier.rs` on the
//! texts that `tools/classifier/README.md` names. Kinds after Maalej et al. (Requirements Engineering 21, 2016) and CLAP
//! (Scalabrino et al., IEEE TSE 2019), with those a product team adds: churn, promise.

mod features;
mod kinds;
mod learned;
mod logistic;
mod model;
mod rarity;

use std::sync::LazyLock;

pub use features::{HASHED_START, PLACES, features};
pub use kinds::Kind;
pub use learned::{Answer, Learned};
pub use logistic::{Example, Intercept, Logistic, Row, sigmoid, train};
pub use model::{Model, NotAModel};
pub use rarity::Rarity;

use crate::{Embedder, sentences};

/// Below this probability a kind does not hold.
pub const UNSURE_FROM: f64 = 0.35;
/// From this probability on it does.
pub const SURE_FROM: f64 = 0.6;

/// Sentences of a text that are read by themselves.
const SENTENCES_READ: usize = 12;

/// Whether a kind holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Less likely than [`UNSURE_FROM`].
    No,
    /// In between: a person should say.
    Unsure,
    /// At least as likely as [`SURE_FROM`].
    Yes,
}

/// The probability of each kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classification {
    /// What the shipped model says, and by how much answers moved it, as log-odds.
    kinds: [(f64, f64); Kind::ALL.len()],
}

impl Classification {
    /// How likely the text is of the kind, 0 to 1. The kinds do not exclude each other and do not sum to 1.
    #[must_use]
    pub fn probability(&self, kind: Kind) -> f64 {
        sigmoid(self.shipped(kind) + self.learned(kind))
    }

    /// Log-odds of the shipped model.
    pub(crate) fn shipped(&self, kind: Kind) -> f64 {
        self.kinds[kind as usize].0
    }

    /// By how much the workspace's answers move them.
    pub(crate) fn learned(&self, kind: Kind) -> f64 {
        self.kinds[kind as usize].1
    }

    /// Whether the text is of the kind.
    #[must_use]
    pub fn verdict(&self, kind: Kind) -> Verdict {
        match self.probability(kind) {
            likely if likely >= SURE_FROM => Verdict::Yes,
            likely if likely >= UNSURE_FROM => Verdict::Unsure,
            _ => Verdict::No,
        }
    }

    /// The kinds of notes that hold or may hold, the likeliest first.
    #[must_use]
    pub fn kinds(&self) -> Vec<(Kind, Verdict)> {
        let mut kinds: Vec<(Kind, Verdict)> = Kind::OF_NOTES
            .into_iter()
            .map(|kind| (kind, self.verdict(kind)))
            .filter(|(_, verdict)| *verdict != Verdict::No)
            .collect();
        kinds.sort_by(|(a, _), (b, _)| self.probability(*b).total_cmp(&self.probability(*a)));
        kinds
    }
}

/// The classifier that comes with the program, and what a workspace taught it.
///
/// ```
/// use outweigh_language::classify::{Classifier, Kind, Verdict};
/// let classifier = Classifier::default();
/// let read = classifier.classify("The app crashes every time I open a large file", None);
/// assert_eq!(read.verdict(Kind::Bug), Verdict::Yes);
/// assert_eq!(read.verdict(Kind::Praise), Verdict::No);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Classifier {
    embedder: Embedder,
    learned: Learned,
}

impl Classifier {
    /// With what was learnt from a workspace's answers.
    #[must_use]
    pub fn with(learned: Learned) -> Self {
        Self { learned, ..Self::default() }
    }

    /// Says of what kind a text is: the mean log-odds of the whole and of its clearest sentence, since a long report
    /// is not diluted by its beginning and its logs. `rating` is the place on its scale that came with it, 0 (worst) to 1 (best).
    #[must_use]
    pub fn classify(&self, text: &str, rating: Option<f64>) -> Classification {
        let row = features(text, rating, &self.embedder);
        if row.is_empty() {
            return Classification { kinds: [(f64::NEG_INFINITY, 0.0); Kind::ALL.len()] };
        }
        let sentences = sentences(text);
        let parts = if sentences.len() > 1 { &sentences[..sentences.len().min(SENTENCES_READ)] } else { &[] };
        let parts: Vec<Row> = parts.iter().map(|part| features(part.text, rating, &self.embedder)).collect();
        let whole_and_clearest = |log_odds: &dyn Fn(&Row) -> f64| {
            let whole = log_odds(&row);
            let clearest = parts.iter().map(log_odds).max_by(f64::total_cmp);
            clearest.map_or(whole, |clearest| 0.5 * (whole + clearest))
        };
        let read =
            |kind| (whole_and_clearest(&|row| shipped().log_odds(kind, row)), self.learned.shift(kind, &row));
        Classification { kinds: Kind::ALL.map(read) }
    }
}

/// The model in the binary.
fn shipped() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        Model::from_bytes(include_bytes!("../../model/kinds.bin"))
            .expect("the file in the binary is of this version")
    });
    &MODEL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_words_is_of_no_kind() {
        let read = Classifier::default().classify(" \n", None);
        assert_eq!(read.kinds(), []);
    }
}
