//! The sentence of an explanation, and how its numbers are written.

use super::Cause;
use crate::domain::Status;
use crate::formula::Unit;
use crate::ids::ItemId;
use crate::workspace::Workspace;

/// Most causes a sentence names; the smaller ones beyond are named together.
const NAMED_CAUSES: usize = 6;
/// Amounts of money from here on are shortened.
const SHORTEN_FROM: f64 = 10_000.0;

/// The sentence of an item that is ranked in both states. Up is plus.
pub(super) fn moved(from: u32, to: u32, causes: &[Cause]) -> String {
    let whole = if from == to { format!("stayed at {to}") } else { format!("moved from {from} to {to}") };
    let mut parts: Vec<(&str, f64)> = causes
        .iter()
        .filter(|cause| cause.rank_delta.abs() > 1e-9)
        .map(|cause| (cause.label.as_str(), -cause.rank_delta))
        .collect();
    if parts.len() > NAMED_CAUSES {
        let rest: f64 = parts.drain(NAMED_CAUSES - 1..).map(|(_, share)| share).sum();
        parts.push(("other causes", rest));
    }
    let shares: Vec<f64> = parts.iter().map(|(_, share)| *share).collect();
    let shown: Vec<String> = parts
        .iter()
        .zip(rounded(&shares))
        .filter(|(_, tenths)| *tenths != 0)
        .map(|((label, _), tenths)| format!("{label} ({:+})", tenths as f64 / 10.0))
        .collect();
    if shown.is_empty() { whole } else { format!("{whole}: {}", shown.join(", ")) }
}

/// The shares in tenths, so that they sum to the same whole number: whole places where none of them
/// would vanish by that, one decimal otherwise.
fn rounded(shares: &[f64]) -> Vec<i64> {
    let whole = apportion(shares, 1.0);
    if whole.contains(&0) { apportion(shares, 10.0) } else { whole.into_iter().map(|n| n * 10).collect() }
}

/// Largest remainder: each share times `scale` rounded down or up such that the sum stays.
fn apportion(shares: &[f64], scale: f64) -> Vec<i64> {
    // Shares are fractions with small denominators; the last digits are noise of the arithmetic.
    let scaled: Vec<f64> = shares.iter().map(|s| (s * scale * 1e6).round() / 1e6).collect();
    let mut result: Vec<i64> = scaled.iter().map(|s| s.floor() as i64).collect();
    let total = (shares.iter().sum::<f64>() * scale).round() as i64;
    let missing = (total - result.iter().sum::<i64>()).max(0) as usize;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |i: usize| scaled[i] - scaled[i].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    for i in order.into_iter().take(missing) {
        result[i] += 1;
    }
    result
}

/// The sentence of an item that is not ranked in one of the states, or in neither.
pub(super) fn entrance_or_exit(
    before: &Workspace,
    after: &Workspace,
    item: ItemId,
    from: Option<u32>,
    to: Option<u32>,
) -> String {
    let status = |workspace: &Workspace| workspace.items.get(item).map(|item| item.status);
    let closed = |status: Option<Status>| status.filter(|s| !s.is_open());
    let (old, new) = (status(before), status(after));
    match (from, to) {
        (None, Some(to)) => match (closed(old), before.items.row(item).is_some_and(|row| row.deleted)) {
            (Some(was), _) => format!("reopened at {to}, was {}", was.label()),
            (None, true) => format!("new at {to}"),
            (None, false) if old.is_some() => format!("ranked at {to}, there was no rubric before"),
            (None, false) => format!("new at {to}"),
        },
        (Some(from), None) => match (closed(new), new) {
            (Some(is), _) => format!("{}, was {from}", is.label()),
            (None, Some(_)) => format!("no longer ranked, was {from}: no rubric is active"),
            (None, None) => format!("deleted, was {from}"),
        },
        _ => match (closed(new), new) {
            (Some(is), _) => format!("not ranked: {}", is.label()),
            (None, Some(_)) => "not ranked: no rubric is active".into(),
            (None, None) => "not ranked: deleted".into(),
        },
    }
}

/// One amount with its unit: `8d`, `EUR 20k`, `12 accounts`, `25 percent`.
pub(super) fn amount(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Days => format!("{}d", number(value)),
        Unit::Money => money(value),
        Unit::Accounts if number(value) == "1" => "1 account".into(),
        Unit::Accounts => format!("{} accounts", number(value)),
        Unit::Share => format!("{} percent", number(value * 100.0)),
        Unit::PerYear => format!("{} a year", number(value)),
        Unit::Score | Unit::Ordinal | Unit::Number | Unit::Bool => number(value),
    }
}

/// Two amounts of one unit: `20d to 8d`, `12 to 30 accounts`.
pub(super) fn amounts(unit: Unit, from: f64, to: f64) -> String {
    match unit {
        Unit::Accounts | Unit::PerYear => format!("{} to {}", number(from), amount(unit, to)),
        Unit::Share => format!("{} to {}", number(from * 100.0), amount(unit, to)),
        _ => format!("{} to {}", amount(unit, from), amount(unit, to)),
    }
}

/// An amount in the portfolio currency, shortened when it is large.
pub(super) fn money(value: f64) -> String {
    if value >= 999_500.0 {
        format!("EUR {}M", number(value / 1e6))
    } else if value >= SHORTEN_FROM {
        format!("EUR {}k", number((value / 1e3).round()))
    } else {
        format!("EUR {}", number(value))
    }
}

/// Three significant digits are enough to read: whole from 10 on, one decimal from 1 on, else two.
pub(super) fn number(value: f64) -> String {
    let digits = match value.abs() {
        v if v >= 9.95 => 0,
        v if v >= 0.995 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    let text = if digits > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match rest {
        Some(rest) => format!("{grouped}.{rest}"),
        None => grouped,
    }
}

/// `one item`, `two items`, `20 items`.
pub(super) fn count(n: usize, noun: &str) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let plural = if n == 1 { "" } else { "s" };
    match WORDS.get(n) {
        Some(word) => format!("{word} {noun}{plural}"),
        None => format!("{} {noun}{plural}", number(n as f64)),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn listed<T: AsRef<str>>(words: &[T], last: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// A label inside a sentence: `Effort` becomes `effort`, `API load` stays.
pub(super) fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_parts_keep_their_sum() {
        for (shares, expected) in [
            (vec![5.0, 2.0, 1.0], vec![50, 20, 10]),
            (vec![4.6, 2.4], vec![50, 20]),
            (vec![2.5, 0.5], vec![25, 5]),
            (vec![64.0 / 24.0, 0.5, 8.0 / 24.0, -8.0 / 24.0, -4.0 / 24.0], vec![27, 5, 3, -3, -2]),
            (vec![0.01, 2.99], vec![0, 30]),
            (vec![1.0 / 3.0, -1.0 / 3.0], vec![3, -3]),
        ] {
            assert_eq!(rounded(&shares), expected, "{shares:?}");
        }
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        for (unit, value, expected) in [
            (Unit::Days, 20.0, "20d"),
            (Unit::Days, 2.54, "2.5d"),
            (Unit::Days, 0.25, "0.25d"),
            (Unit::Money, 9_500.0, "EUR 9,500"),
            (Unit::Money, 20_400.0, "EUR 20k"),
            (Unit::Money, 999_400.0, "EUR 999k"),
            (Unit::Money, 1_250_000.0, "EUR 1.2M"),
            (Unit::Accounts, 1.0, "1 account"),
            (Unit::Accounts, 12.3, "12 accounts"),
            (Unit::Share, 0.25, "25 percent"),
            (Unit::PerYear, 2.0, "2 a year"),
            (Unit::Score, 1_234_567.0, "1,234,567"),
        ] {
            assert_eq!(amount(unit, value), expected);
        }
        assert_eq!(amounts(Unit::Share, 0.25, 0.6), "25 to 60 percent");
        assert_eq!(amounts(Unit::Days, 20.0, 8.0), "20d to 8d");
        assert_eq!((count(1, "item"), count(12, "item")), ("one item".into(), "twelve items".into()));
        assert_eq!(lower_first("API load"), "API load");
    }
}
