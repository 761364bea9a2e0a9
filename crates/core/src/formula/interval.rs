//! Interval arithmetic: every value an expression can take when its inputs stay in their ranges.
//!
//! Bounds are rounded to nearest, not outwards, so a bound can be off by the last bit. That is fine for warnings
//! and for the sign of an effect, which is what this is for.

/// All numbers from `low` to `high`, both included; the ends may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Interval {
    pub(super) const ENTIRE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
    pub(super) const ZERO: Self = Self::point(0.0);
    pub(super) const ONE: Self = Self::point(1.0);

    /// The interval between both ends; anything undefined becomes every number.
    pub(super) fn new(low: f64, high: f64) -> Self {
        if low <= high { Self { low, high } } else { Self::ENTIRE }
    }

    pub(super) const fn point(value: f64) -> Self {
        Self { low: value, high: value }
    }

    pub(super) fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether numbers on both sides of zero belong to it.
    pub(super) fn straddles_zero(self) -> bool {
        self.low < 0.0 && self.high > 0.0
    }

    pub(super) fn hull(self, other: Self) -> Self {
        Self::new(self.low.min(other.low), self.high.max(other.high))
    }

    /// The part that is at least `low`; a single point at `low` where nothing is.
    pub(super) fn at_least(self, low: f64) -> Self {
        Self::new(self.low.max(low), self.high.max(low))
    }

    /// The part that is at most `high`; a single point at `high` where nothing is.
    pub(super) fn at_most(self, high: f64) -> Self {
        Self::new(self.low.min(high), self.high.min(high))
    }

    pub(super) fn min(self, other: Self) -> Self {
        Self::new(self.low.min(other.low), self.high.min(other.high))
    }

    pub(super) fn max(self, other: Self) -> Self {
        Self::new(self.low.max(other.low), self.high.max(other.high))
    }

    pub(super) fn negate(self) -> Self {
        Self::new(-self.high, -self.low)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::new(self.low + other.low, self.high + other.high)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.negate())
    }

    pub(super) fn times(self, other: Self) -> Self {
        // An infinite end stands for "arbitrarily large", so nothing times it is still nothing.
        let product = |a: f64, b: f64| if a == 0.0 || b == 0.0 { 0.0 } else { a * b };
        let ends = [
            product(self.low, other.low),
            product(self.low, other.high),
            product(self.high, other.low),
            product(self.high, other.high),
        ];
        Self::new(
            ends.into_iter().fold(f64::INFINITY, f64::min),
            ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
        )
    }

    /// One over each number except zero.
    pub(super) fn reciprocal(self) -> Self {
        if self.straddles_zero() || self == Self::ZERO {
            Self::ENTIRE
        } else if self.low == 0.0 {
            Self::new(1.0 / self.high, f64::INFINITY)
        } else if self.high == 0.0 {
            Self::new(f64::NEG_INFINITY, 1.0 / self.low)
        } else {
            Self::new(1.0 / self.high, 1.0 / self.low)
        }
    }

    /// A non-decreasing function applied to both ends.
    pub(super) fn rising(self, function: impl Fn(f64) -> f64) -> Self {
        Self::new(function(self.low), function(self.high))
    }

    pub(super) fn abs(self) -> Self {
        if self.low >= 0.0 {
            self
        } else if self.high <= 0.0 {
            self.negate()
        } else {
            Self::new(0.0, self.high.max(-self.low))
        }
    }

    /// Each number to a whole power.
    pub(super) fn whole_power(self, exponent: f64) -> Self {
        let raised = |base: Self| base.rising(|value| libm::pow(value, exponent.abs()));
        let positive = if exponent % 2.0 == 0.0 { raised(self.abs()) } else { raised(self) };
        if exponent < 0.0 { positive.reciprocal() } else { positive }
    }
}
