//! Unit vectors on a fixed grid, so that every dot product is exact and the same on every machine.

use crate::{CompactVector, DIMENSIONS, Vector};

/// What a coordinate of 1.0 becomes. The dot product of two rows is at most about `ONE` squared, half of what an
/// `i32` holds, and so is every partial sum (Cauchy-Schwarz).
pub(super) const ONE: f32 = 32_767.0;

/// A unit vector in steps of 1/32767; all zeros for a text without any known word.
pub(super) type Row = [i16; DIMENSIONS];

/// The row of a compact vector, its length made 1 again.
pub(super) fn row(vector: &CompactVector) -> Row {
    let squares: i32 = vector.values().iter().map(|x| i32::from(*x) * i32::from(*x)).sum();
    let scale = if squares == 0 { 0.0 } else { f64::from(ONE) / f64::from(squares).sqrt() };
    vector.values().map(|x| (f64::from(x) * scale).round_ties_even() as i16)
}

/// Dot product in units of 1/32767 squared: exact, whatever the order of summation.
#[inline(always)]
pub(super) fn dot(left: &Row, right: &Row) -> i32 {
    left.iter().zip(right).map(|(left, right)| i32::from(*left) * i32::from(*right)).sum()
}

/// A dot product of two rows as cosine, -1 to 1.
#[inline(always)]
pub(super) fn cosine(dot: i32) -> f32 {
    dot as f32 / (ONE * ONE)
}

/// The direction of a sum of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum(Box<[i64; DIMENSIONS]>);

impl Default for Sum {
    fn default() -> Self {
        Sum(Box::new([0; DIMENSIONS]))
    }
}

impl Sum {
    pub fn add(&mut self, row: &Row) {
        for (sum, x) in self.0.iter_mut().zip(row) {
            *sum += i64::from(*x);
        }
    }

    /// The centre of what was added, as a unit vector.
    pub fn direction(&self) -> Row {
        let length = self.0.iter().map(|x| *x as f64 * *x as f64).sum::<f64>().sqrt();
        if length == 0.0 {
            return [0; DIMENSIONS];
        }
        self.0.map(|x| (x as f64 / length * f64::from(ONE)).round_ties_even() as i16)
    }
}

/// A row as a vector.
pub(super) fn vector(row: &Row) -> Vector {
    Vector::normalised(row.map(f32::from))
}
