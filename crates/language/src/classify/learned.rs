//! What a workspace teaches the classifier: every accepted or rejected suggestion moves its weights a little.
//!
//! A correction is itself a logistic regression, on the same features, that starts from what the shipped model says (its
//! log-odds are the offset) and is pulled back to it: a few answers move little, many that agree move it for good.

use serde::{Deserialize, Serialize};

use super::features::{PLACES, features};
use super::kinds::Kind;
use super::logistic::{Example, Intercept, Row, train};
use super::shipped;
use crate::Embedder;

/// How fast answers move the weights: one moves a like text by about a unit of log-odds, some ten turn it round.
const STRENGTH: f64 = 0.3;
/// Changes below this say nothing and are not kept.
const SMALLEST: f64 = 1e-4;

/// A person's answer: these words are, or are not, of this kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The words that were suggested or judged.
    pub text: String,
    /// As what.
    pub kind: Kind,
    /// Whether they are.
    pub right: bool,
}

/// Corrections to the shipped weights, kind by kind. Kept with the workspace, or made again from its answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    corrections: Vec<Correction>,
}

/// Changes of weights; the place after the last is the bias.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Correction {
    kind: Kind,
    places: Vec<u32>,
    weights: Vec<f32>,
}

impl Learned {
    /// Learns from all answers of a workspace, in any order. Without answers it changes nothing.
    #[must_use]
    pub fn from_answers(answers: &[Answer]) -> Self {
        let embedder = Embedder::default();
        let mut sorted: Vec<&Answer> = answers.iter().collect();
        sorted.sort_by(|a, b| (a.kind, &a.text, a.right).cmp(&(b.kind, &b.text, b.right)));
        let corrections =
            sorted.chunk_by(|a, b| a.kind == b.kind).map(|answers| correction(answers, &embedder));
        Self { corrections: corrections.collect() }
    }

    /// By how much log-odds move for a row.
    pub(super) fn shift(&self, kind: Kind, row: &Row) -> f64 {
        let Some(found) = self.corrections.iter().find(|correction| correction.kind == kind) else {
            return 0.0;
        };
        let weight =
            |place: u32| found.places.binary_search(&place).map_or(0.0, |at| f64::from(found.weights[at]));
        row.iter().map(|(place, value)| f64::from(*value) * weight(*place)).sum::<f64>()
            + weight(PLACES as u32)
    }
}

/// From answers of one kind.
fn correction(answers: &[&Answer], embedder: &Embedder) -> Correction {
    let kind = answers[0].kind;
    let rows: Vec<(Row, f64)> = answers
        .iter()
        .map(|answer| {
            let mut row = features(&answer.text, None, embedder);
            let offset = shipped().log_odds(kind, &row);
            row.push((PLACES as u32, 1.0));
            (row, offset)
        })
        .collect();
    let examples: Vec<Example<'_>> = rows
        .iter()
        .zip(answers)
        .map(|((row, offset), answer)| Example { row, positive: answer.right, weight: 1.0, offset: *offset })
        .collect();
    let model = train(&examples, PLACES + 1, STRENGTH, Intercept::None);
    let kept = (0..).zip(model.weights).filter(|(_, weight)| weight.abs() >= SMALLEST);
    let (places, weights) = kept.map(|(place, weight): (u32, f64)| (place, weight as f32)).unzip();
    Correction { kind, places, weights }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::Classifier;

    fn answers(right: bool, count: usize) -> Vec<Answer> {
        (0..count)
            .map(|i| Answer { text: format!("Please add a button {i}"), kind: Kind::Request, right })
            .collect()
    }

    #[test]
    fn answers_move_what_is_alike_and_leave_other_kinds_alone() {
        let read = |answers: &[Answer]| {
            Classifier::with(Learned::from_answers(answers)).classify("Please add a button", None)
        };
        let [wrong, plain, right] = [answers(false, 10), Vec::new(), answers(true, 10)].map(|all| read(&all));
        let [wrong_request, plain_request, right_request] =
            [wrong, plain, right].map(|read| read.probability(Kind::Request));
        assert!(wrong_request < plain_request && plain_request < right_request);
        assert!(right_request - wrong_request > 0.3, "{wrong_request} {right_request}");
        assert_eq!(wrong.probability(Kind::Bug), plain.probability(Kind::Bug));
    }

    #[test]
    fn the_order_of_answers_does_not_matter_and_none_change_nothing() {
        let mut mixed = [answers(true, 3), answers(false, 4)].concat();
        let learned = Learned::from_answers(&mixed);
        mixed.reverse();
        assert_eq!(learned, Learned::from_answers(&mixed));
        assert_eq!(Learned::from_answers(&[]), Learned::default());
    }
}
