//! Vectors of meaning: of unit length, or zero for a text that says nothing the table knows.

use std::fmt;

/// Numbers in a vector.
pub const DIMENSIONS: usize = 256;

/// Partial sums kept apart, so that sums run in registers in the same order on every machine.
const LANES: usize = 16;

/// A text's place in the space of meaning: length 1, or all zeros.
#[derive(Clone, PartialEq)]
pub struct Vector([f32; DIMENSIONS]);

impl Vector {
    /// Of a text without known words. Its cosine with every vector is 0.
    pub const ZERO: Self = Self([0.0; DIMENSIONS]);

    /// Scales numbers to length 1. Zeros, and what is too small or not finite, become [`Vector::ZERO`].
    ///
    /// ```
    /// use outweigh_language::{DIMENSIONS, Vector};
    ///
    /// let mut values = [0.0; DIMENSIONS];
    /// values[0] = 3.0;
    /// values[1] = 4.0;
    /// assert_eq!(Vector::normalised(values).values()[..2], [0.6, 0.8]);
    /// ```
    #[must_use]
    pub fn normalised(mut values: [f32; DIMENSIONS]) -> Self {
        let length = dot(&values, &values).sqrt();
        if !length.is_finite() || length < f32::MIN_POSITIVE.sqrt() {
            return Self::ZERO;
        }
        values.iter_mut().for_each(|value| *value /= length);
        Self(values)
    }

    /// The direction of the sum of vectors, such as the centre of a theme; each may carry a weight.
    #[must_use]
    pub fn centre<'a>(weighted: impl IntoIterator<Item = (&'a Self, f32)>) -> Self {
        let mut sum = [0.0; DIMENSIONS];
        for (vector, weight) in weighted {
            sum.iter_mut().zip(&vector.0).for_each(|(sum, value)| *sum += weight * value);
        }
        Self::normalised(sum)
    }

    /// Closeness in meaning, from -1 to 1: the cosine of the angle.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        dot(&self.0, &other.0)
    }

    /// Whether the text said nothing the table knows.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|value| *value == 0.0)
    }

    /// The numbers.
    #[must_use]
    pub fn values(&self) -> &[f32; DIMENSIONS] {
        &self.0
    }

    /// The vector in a quarter of the memory, its cosines kept to about 0.005.
    #[must_use]
    pub fn compact(&self) -> CompactVector {
        let largest = self.0.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        if largest == 0.0 {
            return CompactVector { values: [0; DIMENSIONS], scale: 0.0 };
        }
        let scale = largest / f32::from(i8::MAX);
        let mut values = [0; DIMENSIONS];
        for (compact, value) in values.iter_mut().zip(&self.0) {
            // Within -127..=127 by the choice of the scale.
            *compact = (value / scale).round() as i8;
        }
        CompactVector { values, scale }
    }
}

impl fmt::Debug for Vector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Vector({:.3?}..)", &self.0[..4])
    }
}

/// A vector of one byte a number and a scale.
#[derive(Clone, PartialEq)]
pub struct CompactVector {
    values: [i8; DIMENSIONS],
    scale: f32,
}

impl CompactVector {
    /// From its parts, as [`CompactVector::values`] and [`CompactVector::scale`] gave them.
    #[must_use]
    pub fn from_parts(values: [i8; DIMENSIONS], scale: f32) -> Self {
        Self { values, scale }
    }

    /// Closeness in meaning, about -1 to 1. The sum is one of integers: exact, in any order.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        compact_dot(&self.values, &other.values) as f32 * self.scale * other.scale
    }

    /// The numbers, in units of the scale.
    #[must_use]
    pub fn values(&self) -> &[i8; DIMENSIONS] {
        &self.values
    }

    /// What one unit is worth.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// The vector in full.
    #[must_use]
    pub fn expand(&self) -> Vector {
        Vector::normalised(self.values.map(|value| f32::from(value) * self.scale))
    }
}

impl fmt::Debug for CompactVector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CompactVector({:?}.. * {:e})", &self.values[..4], self.scale)
    }
}

/// The inner product of two rows of bytes.
pub(crate) fn compact_dot(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum()
}

/// The inner product, summed in [`LANES`] lanes and then pair by pair.
fn dot(a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let mut width = LANES;
    while width > 1 {
        width /= 2;
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
    }
    lanes[0]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vectors() -> impl Strategy<Value = Vector> {
        proptest::collection::vec(-1.0_f32..1.0, DIMENSIONS)
            .prop_map(|values| Vector::normalised(values.try_into().unwrap()))
    }

    proptest! {
        #[test]
        fn a_vector_has_length_one_and_its_compact_form_keeps_cosines(a in vectors(), b in vectors()) {
            prop_assert!((a.cosine(&a) - 1.0).abs() < 1e-5);
            prop_assert!((a.cosine(&b) - a.compact().cosine(&b.compact())).abs() < 0.01);
            prop_assert!(a.compact().expand().cosine(&a) > 0.999);
        }
    }

    #[test]
    fn what_has_no_direction_is_zero() {
        for value in [0.0, 1e-30, f32::NAN, f32::INFINITY] {
            assert!(Vector::normalised([value; DIMENSIONS]).is_zero(), "{value}");
        }
        assert_eq!(Vector::ZERO.compact().cosine(&Vector::ZERO.compact()), 0.0);
        assert!(Vector::ZERO.compact().expand().is_zero());
        assert!(Vector::centre([]).is_zero());
    }
}
