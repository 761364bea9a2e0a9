//! A quantity given as low / likely / high, read as the 10th, 50th and 90th percentile.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Standard normal quantile of 0.9.
const Z90: f64 = 1.281_551_565_544_600_4;

/// Low / likely / high of a positive quantity: P10, P50, P90. People's "minimum" is about a P10, so
/// it is never read as a bound (decision-science 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// One in ten is below.
    pub low: f64,
    /// As likely below as above.
    pub likely: f64,
    /// One in ten is above.
    pub high: f64,
}

impl Range {
    /// A range, or what is wrong with it.
    ///
    /// # Errors
    /// The numbers must be finite, above zero and in order.
    pub fn new(low: f64, likely: f64, high: f64) -> Result<Self, String> {
        let range = Self { low, likely, high };
        range.check()?;
        Ok(range)
    }

    /// # Errors
    /// Says what is wrong when the numbers are not finite, positive and in order.
    pub fn check(&self) -> Result<(), String> {
        let all_finite = [self.low, self.likely, self.high].iter().all(|v| v.is_finite() && *v <= 1e15);
        if !all_finite || self.low <= 0.0 {
            return Err("low, likely and high must be numbers above zero".into());
        }
        if self.low > self.likely || self.likely > self.high {
            return Err(format!(
                "must be in order: low {} <= likely {} <= high {}",
                self.low, self.likely, self.high
            ));
        }
        Ok(())
    }

    /// One number with the spread of its reference class, `sd_log` on the log scale.
    pub fn around(likely: f64, sd_log: f64) -> Self {
        let factor = libm::exp(Z90 * sd_log);
        Self { low: likely / factor, likely, high: likely * factor }
    }

    /// Standard deviation of the logarithm, from P10 and P90.
    ///
    /// ```
    /// # use outweigh_core::domain::Range;
    /// let days = Range::new(3.0, 5.0, 12.0).unwrap();
    /// assert!((days.sd_log() - 0.5409).abs() < 1e-4);
    /// ```
    pub fn sd_log(&self) -> f64 {
        (libm::log(self.high) - libm::log(self.low)) / (2.0 * Z90)
    }

    /// Mean of the log-normal with this median and [`Self::sd_log`].
    ///
    /// ```
    /// # use outweigh_core::domain::Range;
    /// let days = Range::new(3.0, 5.0, 12.0).unwrap();
    /// assert!((days.mean() - 5.788).abs() < 1e-3);
    /// ```
    pub fn mean(&self) -> f64 {
        let sd = self.sd_log();
        self.likely * libm::exp(sd * sd / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_must_be_positive_and_in_order() {
        assert!(Range::new(1.0, 2.0, 3.0).is_ok());
        assert!(Range::new(0.0, 2.0, 3.0).unwrap_err().contains("above zero"));
        assert!(Range::new(3.0, 2.0, 5.0).unwrap_err().contains("in order"));
        assert!(Range::new(1.0, f64::NAN, 3.0).is_err());
    }

    #[test]
    fn a_single_number_keeps_its_spread() {
        let range = Range::around(5.0, 0.6);
        assert!((range.sd_log() - 0.6).abs() < 1e-12);
        assert!(range.low < 5.0 && range.high > 5.0);
    }
}
