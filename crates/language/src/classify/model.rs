//! The trained classifier as a file: for each kind a bias, the dense weights, and the hashed weights in one byte each.

use super::features::{HASHED_START, PLACES};
use super::kinds::Kind;
use super::logistic::{Logistic, Row};

/// The file's first bytes; the last digit counts the format's versions.
const MAGIC: &[u8; 16] = b"outweigh-kinds-1";
const HASHED: usize = PLACES - HASHED_START;
/// Bias, dense weights, scale of the hashed weights; then one byte each.
const HEAD_BYTES: usize = (1 + HASHED_START + 1) * size_of::<f32>() + HASHED;

/// One linear model for each kind, calibrated: the logistic function of its log-odds is a probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    heads: Vec<Head>,
}

#[derive(Debug, Clone, PartialEq)]
struct Head {
    bias: f32,
    dense: Vec<f32>,
    scale: f32,
    hashed: Vec<i8>,
}

impl Model {
    /// Rounds models, one for each of [`Kind::ALL`] in that order, to what the file keeps.
    #[must_use]
    pub fn of(heads: &[Logistic; Kind::ALL.len()]) -> Self {
        Self { heads: heads.iter().map(Head::of).collect() }
    }

    /// Log-odds that a row is of a kind.
    #[must_use]
    pub fn log_odds(&self, kind: Kind, row: &Row) -> f64 {
        self.heads.get(kind as usize).map_or(0.0, |head| head.log_odds(row))
    }

    /// The file's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for head in &self.heads {
            let numbers = [head.bias].into_iter().chain(head.dense.iter().copied()).chain([head.scale]);
            numbers.for_each(|number| bytes.extend(number.to_le_bytes()));
            bytes.extend(head.hashed.iter().map(|weight| *weight as u8));
        }
        bytes
    }

    /// Reads the file's bytes.
    ///
    /// # Errors
    /// When they are not a file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAModel> {
        let body = bytes.strip_prefix(MAGIC).ok_or(NotAModel)?;
        if body.len() != HEAD_BYTES * Kind::ALL.len() {
            return Err(NotAModel);
        }
        Ok(Self { heads: body.chunks_exact(HEAD_BYTES).map(Head::from_bytes).collect() })
    }
}

impl Head {
    fn of(model: &Logistic) -> Self {
        let (dense, hashed) = model.weights.split_at(HASHED_START);
        let largest = hashed.iter().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
        let scale = (largest / f64::from(i8::MAX)) as f32;
        let rounded = |weight: &f64| if scale > 0.0 { (weight / f64::from(scale)).round() as i8 } else { 0 };
        Self {
            bias: model.bias as f32,
            dense: dense.iter().map(|weight| *weight as f32).collect(),
            scale,
            hashed: hashed.iter().map(rounded).collect(),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let (numbers, hashed) = bytes.split_at((1 + HASHED_START + 1) * size_of::<f32>());
        let (numbers, _) = numbers.as_chunks::<4>();
        let numbers: Vec<f32> = numbers.iter().map(|number| f32::from_le_bytes(*number)).collect();
        Self {
            bias: numbers[0],
            dense: numbers[1..=HASHED_START].to_vec(),
            scale: numbers[HASHED_START + 1],
            hashed: hashed.iter().map(|byte| *byte as i8).collect(),
        }
    }

    fn log_odds(&self, row: &Row) -> f64 {
        let weight = |place: usize| match place.checked_sub(HASHED_START) {
            None => f64::from(self.dense[place]),
            Some(hashed) => f64::from(self.hashed[hashed]) * f64::from(self.scale),
        };
        f64::from(self.bias)
            + row.iter().map(|(place, value)| f64::from(*value) * weight(*place as usize)).sum::<f64>()
    }
}

/// The bytes are not a classifier of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the file is not a classifier of this version; train it again")]
pub struct NotAModel;

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let head = |n: usize| {
            let weights = (0..PLACES).map(|i| ((i * 7 + n) % 13) as f64 / 13.0 - 0.5).collect();
            Logistic { weights, bias: n as f64 }
        };
        Model::of(&std::array::from_fn(head))
    }

    #[test]
    fn bytes_and_back_is_the_same_model() {
        assert_eq!(Model::from_bytes(&model().to_bytes()), Ok(model()));
    }

    #[test]
    fn other_bytes_are_refused() {
        let bytes = model().to_bytes();
        assert_eq!(Model::from_bytes(&bytes[1..]), Err(NotAModel));
        assert_eq!(Model::from_bytes(&bytes[..bytes.len() - 1]), Err(NotAModel));
        assert_eq!(Model::from_bytes(&[]), Err(NotAModel));
    }

    #[test]
    fn each_kind_has_its_own_weights() {
        let row = vec![(0, 1.0), (PLACES as u32 - 1, 1.0)];
        assert!(
            (model().log_odds(Kind::Request, &row) - model().log_odds(Kind::Bug, &row) - 1.0).abs() > 0.01
        );
    }
}
