//! How much a hashed word may count, by how rare it is among the texts one learns from.
//!
//! Rows are multiplied by the inverse document frequency before training, which lets rare words move further for the
//! same penalty; afterwards it is folded into the weights, so that a trained model reads plain rows.

use super::features::{HASHED_START, PLACES};
use super::logistic::{Logistic, Row};

/// The inverse document frequency of each place, `ln((1 + n) / (1 + df)) + 1`; 1 for dense places.
#[derive(Debug, Clone)]
pub struct Rarity(Vec<f32>);

impl Rarity {
    /// Counts the rows one learns from.
    #[must_use]
    pub fn of<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Self {
        let (mut seen, mut count) = (vec![0_u32; PLACES], 0_u32);
        for row in rows {
            row.iter().for_each(|(place, _)| seen[*place as usize] += 1);
            count += 1;
        }
        let rarity = |(place, seen): (usize, u32)| {
            let ratio = f64::from(1 + count) / f64::from(1 + seen);
            if place < HASHED_START { 1.0 } else { libm::log(ratio) as f32 + 1.0 }
        };
        Self(seen.into_iter().enumerate().map(rarity).collect())
    }

    /// A row as training should see it.
    #[must_use]
    pub fn scaled(&self, row: &Row) -> Row {
        row.iter().map(|(place, value)| (*place, value * self.0[*place as usize])).collect()
    }

    /// A model trained on scaled rows, as one for plain rows.
    #[must_use]
    pub fn fold(&self, model: Logistic) -> Logistic {
        let weights = model
            .weights
            .into_iter()
            .zip(&self.0)
            .map(|(weight, rarity)| weight * f64::from(*rarity))
            .collect();
        Logistic { weights, ..model }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_model_says_of_plain_rows_what_the_trained_one_says_of_scaled_rows() {
        let hashed = HASHED_START as u32;
        let rows: [Row; 3] = [vec![(0, 1.0), (hashed, 0.5)], vec![(hashed, 1.0)], vec![(hashed + 1, 1.0)]];
        let rarity = Rarity::of(&rows);
        let model = Logistic { weights: (0..PLACES).map(|place| place as f64 * 1e-3).collect(), bias: 0.5 };
        let folded = rarity.fold(model.clone());
        for row in &rows {
            assert!((folded.log_odds(row) - model.log_odds(&rarity.scaled(row))).abs() < 1e-4);
        }
        assert!(rarity.scaled(&rows[2])[0].1 > rarity.scaled(&rows[1])[0].1);
    }
}
