//! Size by week, and whether the last week is more than its past explains.

use std::collections::BTreeMap;

use super::Id;
use super::chance::{binomial_tail, false_discovery_rates, negative_binomial_tail};

/// Days in a window of growth.
pub const DAYS_A_WEEK: i32 = 7;
/// Fewer past weeks say nothing of how much weeks differ.
const ENOUGH_WEEKS: usize = 4;
/// A silence that chance brings less often than this is one.
const UNLIKELY: f64 = 0.05;

/// The last week against the weeks before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// Notes in the last week.
    pub last: u32,
    /// Notes a week before that, on average.
    pub expected: f64,
    /// Variance over mean of the past weeks: 1 for notes that come independently, more when they come in bursts.
    pub dispersion: f64,
    /// How often chance would bring `last` notes or more, the past being as it was.
    pub p: f64,
    /// The same, corrected for how many themes were looked at: see [`super::false_discovery_rates`].
    pub q: f64,
}

/// Notes in each of the last `weeks` weeks, oldest first. Days are counted from any fixed day; the last week is the
/// seven days that end with `today`. Notes outside are left out.
///
/// ```
/// use outweigh_language::themes::weekly;
/// assert_eq!(weekly([100, 94, 93, 80, 101], 100, 2), [1, 2]);
/// ```
#[must_use]
pub fn weekly(days: impl IntoIterator<Item = i32>, today: i32, weeks: usize) -> Vec<u32> {
    let mut counts = vec![0; weeks];
    for day in days.into_iter().filter(|day| *day <= today) {
        let ago = (today - day) / DAYS_A_WEEK;
        if let Some(place) = weeks.checked_sub(ago as usize + 1) {
            counts[place] += 1;
        }
    }
    counts
}

/// The growth of each theme, from its notes by week, oldest first; none for a theme without past weeks.
///
/// With past weeks `y_1 .. y_w` (mean `m`), last week `y`:
/// - Notes that come independently (dispersion up to 1): given all `n = y + y_1 + .. + y_w` notes, `y` is binomial of
///   `n` with probability 1 / (w + 1), whatever the true rate (the conditional test of Przyborowski and Wilenski 1940).
///   `p = P(Y >= y)`.
/// - Notes that come in bursts (dispersion `d` above 1, from at least 4 weeks): `y` is negative binomial with mean `m`
///   and variance `d * m * (1 + 1 / w)`, the last factor for `m` being an estimate itself.
///
/// ```
/// use std::collections::BTreeMap;
/// use outweigh_language::themes::growth;
///
/// // 4 notes in 4 weeks, then 4 in one: P(X >= 4) of 8 with 1/5 each.
/// let growth = growth(&BTreeMap::from([("export", vec![1, 1, 1, 1, 4])]));
/// assert_eq!((growth["export"].last, growth["export"].expected), (4, 1.0));
/// assert!((growth["export"].p - 0.0562816).abs() < 1e-9);
/// ```
#[must_use]
pub fn growth<T: Id>(weeks: &BTreeMap<T, Vec<u32>>) -> BTreeMap<T, Growth> {
    let mut all: BTreeMap<T, Growth> =
        weeks.iter().filter_map(|(theme, weeks)| Some((*theme, of_weeks(weeks)?))).collect();
    let rates = false_discovery_rates(&all.values().map(|growth| growth.p).collect::<Vec<_>>());
    for (growth, q) in all.values_mut().zip(rates) {
        growth.q = q;
    }
    all
}

fn of_weeks(weeks: &[u32]) -> Option<Growth> {
    let (last, past) = weeks.split_last().filter(|(_, past)| !past.is_empty())?;
    let count = past.len() as f64;
    let sum: u32 = past.iter().sum();
    let mean = f64::from(sum) / count;
    let squares: f64 = past.iter().map(|y| (f64::from(*y) - mean) * (f64::from(*y) - mean)).sum();
    let enough = past.len() >= ENOUGH_WEEKS && sum > 0;
    let dispersion = if enough { squares / (count - 1.0) / mean } else { 1.0 };
    let p = if dispersion > 1.0 {
        negative_binomial_tail(*last, mean, dispersion * mean * (1.0 + 1.0 / count))
    } else {
        binomial_tail(*last, sum + last, 1.0 / (count + 1.0))
    };
    Some(Growth { last: *last, expected: mean, dispersion, p, q: p })
}

/// Whether the first note of a theme came within the week that ends with `today`.
#[must_use]
pub fn is_new(days: &[i32], today: i32) -> bool {
    days.iter().min().is_some_and(|first| today - first < DAYS_A_WEEK)
}

/// The day of the last note, if the silence since is longer than chance explains: when the `n - 1` notes after the
/// first might have come on any day until `today`, all of them come by the last day with probability
/// `((last - first) / (today - first)) ^ (n - 1)`; under 0.05 the theme is quiet. A theme is never quiet within a week.
///
/// ```
/// use outweigh_language::themes::quiet_since;
/// // Weekly for five weeks, then five weeks of nothing: (28 / 63) ^ 4 = 0.039.
/// assert_eq!(quiet_since(&[0, 7, 14, 21, 28], 63), Some(28));
/// assert_eq!(quiet_since(&[0, 7, 14, 21, 28], 56), None);
/// ```
#[must_use]
pub fn quiet_since(days: &[i32], today: i32) -> Option<i32> {
    let (first, last) = (*days.iter().min()?, *days.iter().max()?);
    if today - last < DAYS_A_WEEK || days.len() < 2 {
        return None;
    }
    let share = f64::from(last - first) / f64::from(today - first);
    (libm::pow(share, (days.len() - 1) as f64) < UNLIKELY).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    /// Poisson by counting exponential gaps; with `bursts`, of a rate that itself varies from week to week.
    fn draw(random: &mut Random, mean: f64, bursts: bool) -> u32 {
        let rate = if bursts {
            mean * (-libm::log(1.0 - random.unit()) - libm::log(1.0 - random.unit())) / 2.0
        } else {
            mean
        };
        let mut at = 0.0;
        let mut count = 0;
        loop {
            at -= libm::log(1.0 - random.unit());
            if at > rate {
                return count;
            }
            count += 1;
        }
    }

    fn share_of_p_up_to(limit: f64, mean: f64, bursts: bool) -> f64 {
        let mut random = Random::new(7);
        let found = (0..4_000).filter(|_| {
            let weeks: Vec<u32> = (0..13).map(|_| draw(&mut random, mean, bursts)).collect();
            of_weeks(&weeks).unwrap().p <= limit
        });
        found.count() as f64 / 4_000.0
    }

    #[test]
    fn chance_alone_is_rarely_called_growth() {
        for (mean, bursts) in [(0.5, false), (3.0, false), (20.0, false), (3.0, true), (20.0, true)] {
            for limit in [0.01, 0.05, 0.2] {
                let share = share_of_p_up_to(limit, mean, bursts);
                assert!(
                    share <= limit * 1.4 + 0.012,
                    "mean {mean}, bursts {bursts}: {share} are up to {limit}"
                );
            }
            let share = share_of_p_up_to(0.5, mean, bursts);
            assert!(share >= 0.15, "mean {mean}, bursts {bursts}: only {share} are up to 0.5");
        }
    }

    #[test]
    fn a_true_rise_is_found_and_bursts_raise_the_bar() {
        let steady = of_weeks(&[4, 5, 3, 4, 5, 4, 3, 4, 12]).unwrap();
        let bursts = of_weeks(&[0, 11, 0, 2, 13, 0, 1, 5, 12]).unwrap();
        assert!(steady.p < 0.01 && steady.dispersion <= 1.0, "{steady:?}");
        assert!(bursts.p > 0.05 && bursts.dispersion > 1.0, "{bursts:?}");
    }

    #[test]
    fn without_past_there_is_no_growth_and_without_notes_no_surprise() {
        assert_eq!(of_weeks(&[3]), None);
        assert_eq!(of_weeks(&[0, 0, 0, 0, 0]).unwrap().p, 1.0);
        assert!(of_weeks(&[0, 0, 0, 0, 3]).unwrap().p < 0.01);
    }

    #[test]
    fn new_is_of_this_week() {
        assert!(is_new(&[98, 94], 100) && !is_new(&[93, 100], 100) && !is_new(&[], 100));
        assert_eq!(quiet_since(&[], 100), None);
        assert_eq!(quiet_since(&[1, 1, 1], 100), Some(1));
    }
}
