//! Dates in filters: `2026-03-01`, `today`, `7 days ago`, `in 2 weeks`.

use jiff::ToSpan;
use jiff::civil::Date;

/// Unit words, singular and plural.
const UNITS: [(&str, &str); 4] = [("day", "days"), ("week", "weeks"), ("month", "months"), ("year", "years")];

/// Beyond this no date exists anyway.
const MAX_AMOUNT: u32 = 99_999;

/// The canonical text of a relative date whose parts are `words`, if they are one.
pub(super) fn relative(words: [&str; 3]) -> Option<String> {
    let (amount, unit, before, after) = match words {
        [amount, unit, ago] if ago.eq_ignore_ascii_case("ago") => (amount, unit, "", " ago"),
        [within, amount, unit] if within.eq_ignore_ascii_case("in") => (amount, unit, "in ", ""),
        _ => return None,
    };
    let digits = amount.bytes().all(|digit| digit.is_ascii_digit());
    let amount: u32 = amount.parse().ok().filter(|amount| digits && *amount <= MAX_AMOUNT)?;
    let same = |word: &str| unit.eq_ignore_ascii_case(word);
    let (one, many) = UNITS.into_iter().find(|(one, many)| same(one) || same(many))?;
    Some(format!("{before}{amount} {}{after}", if amount == 1 { one } else { many }))
}

/// Whether `text` is a relative date in canonical form, which needs no quotes.
pub(super) fn is_canonical_relative(text: &str) -> bool {
    split(text).and_then(relative).is_some_and(|canonical| canonical == text)
}

fn split(text: &str) -> Option<[&str; 3]> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.try_into().ok()
}

/// The day `text` means when read on `today`; `None` when it is no date, or one that no calendar has.
pub(super) fn resolve(text: &str, today: Date) -> Option<Date> {
    match text.to_ascii_lowercase().as_str() {
        "today" => return Some(today),
        "yesterday" => return today.yesterday().ok(),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    let Some(canonical) = split(text).and_then(relative) else { return absolute(text) };
    let [first, second, third] = split(&canonical)?;
    let (amount, unit, sign) = if first == "in" { (second, third, 1) } else { (first, second, -1) };
    let amount = sign * amount.parse::<i64>().ok()?;
    let span = match unit.as_bytes()[0] {
        b'd' => amount.days(),
        b'w' => amount.weeks(),
        b'm' => 0.days().try_months(amount).ok()?,
        _ => 0.days().try_years(amount).ok()?,
    };
    today.checked_add(span).ok()
}

/// Exactly `YYYY-MM-DD`; the calendar library would take more forms than the language promises.
fn absolute(text: &str) -> Option<Date> {
    let shape =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    let shaped = text.len() == 10 && text.bytes().enumerate().all(shape);
    if shaped { text.parse().ok() } else { None }
}
