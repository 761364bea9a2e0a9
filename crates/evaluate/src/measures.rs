//! Measures of quality that several groups share.

use std::collections::BTreeMap;

/// Normalised mutual information of two groupings of the same things, by the mean of their entropies: 1 for the
/// same grouping, about 0 for unrelated ones.
pub(crate) fn nmi(a: &[usize], b: &[usize]) -> f64 {
    let (both, rows, columns) = contingency(a, b);
    let all = a.len() as f64;
    let information: f64 = both
        .iter()
        .map(|(&(row, column), &count)| {
            let share = count / all;
            share * (all * count / (rows[&row] * columns[&column])).ln()
        })
        .sum();
    let entropy =
        |counts: &BTreeMap<usize, f64>| -counts.values().map(|n| n / all * (n / all).ln()).sum::<f64>();
    let mean = (entropy(&rows) + entropy(&columns)) / 2.0;
    if mean > 0.0 { information / mean } else { 1.0 }
}

/// Adjusted Rand index (Hubert and Arabie 1985): 1 for the same grouping, 0 on average for chance.
pub(crate) fn ari(a: &[usize], b: &[usize]) -> f64 {
    let (both, rows, columns) = contingency(a, b);
    let pairs = |n: &f64| n * (n - 1.0) / 2.0;
    let together: f64 = both.values().map(pairs).sum();
    let (in_rows, in_columns) =
        (rows.values().map(pairs).sum::<f64>(), columns.values().map(pairs).sum::<f64>());
    let expected = in_rows * in_columns / pairs(&(a.len() as f64));
    let most = (in_rows + in_columns) / 2.0;
    if most == expected { 1.0 } else { (together - expected) / (most - expected) }
}

type Counts<K> = BTreeMap<K, f64>;

fn contingency(a: &[usize], b: &[usize]) -> (Counts<(usize, usize)>, Counts<usize>, Counts<usize>) {
    let (mut both, mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (&row, &column) in a.iter().zip(b) {
        *both.entry((row, column)).or_insert(0.0) += 1.0;
        *rows.entry(row).or_insert(0.0) += 1.0;
        *columns.entry(column).or_insert(0.0) += 1.0;
    }
    (both, rows, columns)
}

/// Average precision of a ranking, given the places (from 1) at which its relevant things were found, of so many.
pub(crate) fn average_precision(places: &[usize], relevant: usize) -> f64 {
    let precision = places.iter().zip(1..).map(|(place, found)| f64::from(found) / *place as f64);
    precision.sum::<f64>() / relevant.max(1) as f64
}

/// nDCG of the first ten: of things in their order, whether each is relevant; `relevant` is how many there are.
pub(crate) fn ndcg_10(ranked: impl IntoIterator<Item = bool>, relevant: usize) -> f64 {
    let gain = |place: usize| 1.0 / (place as f64 + 2.0).log2();
    let found: f64 =
        ranked.into_iter().take(10).enumerate().filter(|(_, hit)| *hit).map(|(place, _)| gain(place)).sum();
    found / (0..relevant.min(10)).map(gain).sum::<f64>()
}

/// The arithmetic mean; 0 of nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// `.123`, as tables show shares.
pub(crate) fn shown(value: f64) -> String {
    format!("{value:.3}").trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn the_same_grouping_by_other_names_is_perfect() {
        let (a, b) = ([0, 0, 1, 1, 2], [7, 7, 3, 3, 5]);
        assert!(close(nmi(&a, &b), 1.0) && close(ari(&a, &b), 1.0));
    }

    #[test]
    fn groupings_are_measured_as_in_the_books() {
        // The example of scikit-learn's documentation.
        let (a, b) = ([0, 0, 1, 2], [0, 0, 1, 1]);
        assert!((ari(&a, &b) - 0.571_428_571).abs() < 1e-6);
        assert!((nmi(&a, &b) - 0.8).abs() < 1e-6);
        assert!(close(nmi(&[0, 0, 1, 1], &[0, 1, 0, 1]), 0.0));
    }

    #[test]
    fn rankings_are_measured_as_in_the_books() {
        assert!(close(average_precision(&[1, 3], 2), (1.0 + 2.0 / 3.0) / 2.0));
        assert!(close(average_precision(&[2], 2), 0.25));
        assert!(close(ndcg_10([true, true, false], 2), 1.0));
        assert!(close(ndcg_10([false, true], 1), 1.0 / 3.0_f64.log2()));
    }
}
