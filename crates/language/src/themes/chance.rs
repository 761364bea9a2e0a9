//! Tail probabilities: how often chance alone would show as much.
//!
//! Logarithms and exponentials come from `libm`, so that a p value is the same on every machine.

use libm::{exp, lgamma, log, log1p};

/// P(X <= x) of the beta distribution: the regularised incomplete beta function, by Lentz's continued fraction
/// (Press et al., Numerical Recipes, 6.4). `a`, `b` > 0, `x` in 0..=1; relative error about 1e-12.
fn beta_regularised(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_regularised(1.0 - x, b, a);
    }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a;
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = fraction;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            fraction *= c * d;
        }
        if (fraction / before - 1.0).abs() < 1e-14 {
            break;
        }
    }
    front * fraction
}

/// P(X >= `count`) when X is binomial of `trials` with probability `share`.
pub(super) fn binomial_tail(count: u32, trials: u32, share: f64) -> f64 {
    match count {
        0 => 1.0,
        _ if count > trials => 0.0,
        _ => beta_regularised(share, f64::from(count), f64::from(trials - count) + 1.0),
    }
}

/// P(X >= `count`) when X is negative binomial with this mean and a variance above it.
pub(super) fn negative_binomial_tail(count: u32, mean: f64, variance: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    let size = mean * mean / (variance - mean);
    beta_regularised(mean / (mean + size), f64::from(count), size)
}

/// P(X >= `count`) when `drawn` of `all` are drawn without putting back, `marked` of `all` being marked: Fisher's exact
/// test, one-sided.
///
/// ```
/// use outweigh_language::themes::hypergeometric_tail;
/// // Two aces or more in five cards.
/// assert!((hypergeometric_tail(2, 5, 4, 52) - 0.041684).abs() < 1e-6);
/// ```
#[must_use]
pub fn hypergeometric_tail(count: u32, drawn: u32, marked: u32, all: u32) -> f64 {
    let choose = |n: u32, k: u32| {
        lgamma(f64::from(n) + 1.0) - lgamma(f64::from(k) + 1.0) - lgamma(f64::from(n - k) + 1.0)
    };
    if drawn > all || marked > all {
        return 1.0;
    }
    let least = count.max((drawn + marked).saturating_sub(all));
    let ways = |x: u32| exp(choose(marked, x) + choose(all - marked, drawn - x) - choose(all, drawn));
    (least..=drawn.min(marked)).map(ways).sum::<f64>().min(1.0)
}

/// Benjamini and Hochberg 1995: for each p value the least rate of false discoveries at which it is one (a q value).
/// Calling all with q <= 0.1 discoveries, one in ten of them is expected to be chance.
///
/// ```
/// use outweigh_language::themes::false_discovery_rates;
/// assert_eq!(false_discovery_rates(&[0.01, 0.5, 0.02, 0.04]), [0.04, 0.5, 0.04, 0.04 * 4.0 / 3.0]);
/// ```
#[must_use]
pub fn false_discovery_rates(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]).then(a.cmp(b)));
    let mut rates = vec![1.0; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, index) in order.into_iter().enumerate().rev() {
        least = least.min(p_values[index] * p_values.len() as f64 / (rank + 1) as f64);
        rates[index] = least;
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    #[test]
    fn tails_agree_with_sums() {
        // 10 tosses, 8 heads or more: (45 + 10 + 1) / 1024.
        close(binomial_tail(8, 10, 0.5), 56.0 / 1024.0);
        close(binomial_tail(0, 10, 0.5), 1.0);
        // Mean 2, variance 4: size 2, probability 1/2, so P(X = n) = (n + 1) / 2^(n + 2).
        close(negative_binomial_tail(3, 2.0, 4.0), 1.0 - 1.0 / 4.0 - 2.0 / 8.0 - 3.0 / 16.0);
        close(hypergeometric_tail(0, 5, 4, 52), 1.0);
        close(hypergeometric_tail(3, 3, 3, 3), 1.0);
    }
}
