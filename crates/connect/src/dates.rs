//! Reads the many ways other systems write a moment: ISO 8601, Jira's `09/Jan/24 3:54 PM`, numbers in day
//! or month order, JavaScript's `Date.toString`, RFC 2822 and Unix seconds or milliseconds.
//!
//! A time without a zone is read as UTC: no export says which zone its site is set to.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What comes first in a date of three numbers whose year is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 3/4/2026 is the third of April.
    DayFirst,
    /// 3/4/2026 is the fourth of March.
    MonthFirst,
}

/// A moment as written: a day, perhaps a time, perhaps an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    date: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Moment {
    /// The instant; midnight where no time is written, UTC where no offset is.
    pub(crate) fn timestamp(self) -> Option<Timestamp> {
        let local = DateTime::from_parts(self.date, self.time.unwrap_or(Time::midnight()));
        self.offset.unwrap_or(Offset::UTC).to_timestamp(local).ok()
    }

    /// The day as written, whatever the zone.
    pub(crate) fn day(self) -> Date {
        self.date
    }

    /// The UTC day whose midnight is nearest. Linear writes a due day as midnight in the zone of whoever
    /// exported it, which is up to 14 hours away from midnight UTC.
    pub(crate) fn nearest_utc_day(self) -> Option<Date> {
        let noon_shifted = self.timestamp()?.checked_add(SignedDuration::from_hours(12)).ok()?;
        Some(noon_shifted.to_zoned(TimeZone::UTC).date())
    }
}

/// Reads one moment; `None` when the text is no date, or not one in this order.
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<Moment> {
    let text = text.trim();
    if text.len() > 80 || !text.is_ascii() && text.chars().count() > 60 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return from_digits(text);
    }
    let mut scanner = Scanner { rest: text };
    let date = scanner.date(order)?;
    scanner.skip(|c| c == 'T' || c == 't' || c == ',' || c.is_whitespace());
    if scanner.rest.is_empty() {
        return Some(Moment { date, time: None, offset: None });
    }
    let time = scanner.time()?;
    let offset = scanner.offset()?;
    Some(Moment { date, time: Some(time), offset })
}

/// What a column of dates says about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderEvidence {
    /// No date in it depends on the order.
    NotNeeded,
    /// At least one date can only be read this way.
    Shown(DateOrder),
    /// Every such date can be read both ways. `twelve_hour` is set when the times carry AM or PM, which
    /// points to the month-first countries.
    Ambiguous {
        /// Whether the times carry AM or PM.
        twelve_hour: bool,
    },
}

/// Decides the order from all cells of a column. A column that shows both orders gets the one with more
/// proofs; the other cells are then reported one by one as they are read.
pub(crate) fn order_evidence<'a>(cells: impl Iterator<Item = &'a str>) -> OrderEvidence {
    let (mut day_first, mut month_first, mut open, mut twelve_hour) = (0usize, 0usize, 0usize, false);
    for cell in cells {
        let Some((first, second)) = leading_pair(cell) else { continue };
        match (first > 12, second > 12) {
            (true, false) => day_first += 1,
            (false, true) => month_first += 1,
            _ if first == second => {}
            _ => open += 1,
        }
        twelve_hour |= cell.trim_end().ends_with(['M', 'm']);
    }
    match (day_first, month_first, open) {
        (0, 0, 0) => OrderEvidence::NotNeeded,
        (0, 0, _) => OrderEvidence::Ambiguous { twelve_hour },
        _ if day_first >= month_first => OrderEvidence::Shown(DateOrder::DayFirst),
        _ => OrderEvidence::Shown(DateOrder::MonthFirst),
    }
}

/// The first two numbers of a date such as `6/21/2025`; `None` for every other form.
fn leading_pair(cell: &str) -> Option<(u8, u8)> {
    let cell = cell.trim_start().as_bytes();
    let digits = |from: usize| cell[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = digits(0);
    if !(1..=2).contains(&first) || !matches!(cell.get(first), Some(b'/' | b'.' | b'-')) {
        return None;
    }
    let second = digits(first + 1);
    if !(1..=2).contains(&second) || cell.get(first + 1 + second) != cell.get(first) {
        return None;
    }
    let number = |bytes: &[u8]| bytes.iter().fold(0u8, |value, digit| value * 10 + (digit - b'0'));
    Some((number(&cell[..first]), number(&cell[first + 1..first + 1 + second])))
}

fn from_digits(text: &str) -> Option<Moment> {
    let number: i64 = text.parse().ok()?;
    let instant = match text.len() {
        8 => {
            return Some(Moment {
                date: civil(number / 10_000, number / 100 % 100, number % 100)?,
                time: None,
                offset: None,
            });
        }
        10 => Timestamp::from_second(number).ok()?,
        13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    let zoned = instant.to_zoned(TimeZone::UTC);
    Some(Moment { date: zoned.date(), time: Some(zoned.time()), offset: Some(Offset::UTC) })
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// One of the three parts of a written date.
enum Part {
    Number { value: i64, digits: usize },
    Month(i64),
}

struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn skip(&mut self, unwanted: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(unwanted);
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn eat(&mut self, expected: char) -> bool {
        self.rest.strip_prefix(expected).map(|rest| self.rest = rest).is_some()
    }

    fn number(&mut self) -> Option<(i64, usize)> {
        let digits = self.take(|c| c.is_ascii_digit());
        (digits.len() <= 9).then(|| digits.parse().ok().map(|value| (value, digits.len()))).flatten()
    }

    fn date(&mut self, order: DateOrder) -> Option<Date> {
        let mut parts = [self.part()?, self.part_after_separator()?, self.part_after_separator()?];
        // A leading weekday comes out as no part at all, so three parts are always day, month, year.
        if let Part::Month(_) = parts[0] {
            parts.swap(0, 1);
        }
        let [first, second, third] = parts;
        let (year, month, day) = match (first, second, third) {
            (
                Part::Number { value: year, digits: 4 },
                Part::Month(month),
                Part::Number { value: day, .. },
            ) => (year, month, day),
            (Part::Number { value: day, .. }, Part::Month(month), Part::Number { value, digits }) => {
                (full_year(value, digits)?, month, day)
            }
            (
                Part::Number { value: a, digits },
                Part::Number { value: b, .. },
                Part::Number { value: c, digits: last },
            ) => match (digits, order) {
                (4, _) => (a, b, c),
                (_, DateOrder::DayFirst) => (full_year(c, last)?, b, a),
                (_, DateOrder::MonthFirst) => (full_year(c, last)?, a, b),
            },
            _ => return None,
        };
        civil(year, month, day)
    }

    fn part_after_separator(&mut self) -> Option<Part> {
        self.skip(|c| matches!(c, '/' | '-' | '.' | ',') || c.is_whitespace());
        self.part()
    }

    fn part(&mut self) -> Option<Part> {
        loop {
            if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
                let (value, digits) = self.number()?;
                return Some(Part::Number { value, digits });
            }
            let word = self.take(char::is_alphabetic);
            if word.is_empty() {
                return None;
            }
            if let Some(month) = month_of(word) {
                return Some(Part::Month(month));
            }
            if !is_weekday(word) {
                return None;
            }
            self.skip(|c| matches!(c, ',' | '.') || c.is_whitespace());
        }
    }

    fn time(&mut self) -> Option<Time> {
        let (mut hour, _) = self.number()?;
        let (mut minute, mut second, mut nanosecond) = (0, 0, 0);
        if self.eat(':') {
            minute = self.number()?.0;
            if self.eat(':') {
                second = self.number()?.0;
                if self.eat('.') || self.eat(',') {
                    let (fraction, digits) = self.number()?;
                    nanosecond = fraction * 10_i64.pow(9 - u32::try_from(digits).ok()?);
                }
            }
        }
        // Java writes a narrow no-break space before AM and PM since its version 20.
        self.skip(char::is_whitespace);
        let half = self.rest.get(..2).map(str::to_ascii_uppercase);
        if let Some(half @ ("AM" | "PM")) = half.as_deref() {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if half == "PM" { 12 } else { 0 };
            self.rest = &self.rest[2..];
            self.skip(char::is_whitespace);
        }
        let small = |value: i64| i8::try_from(value).ok();
        // A leap second is written as 60 and does not exist here.
        Time::new(small(hour)?, small(minute)?, small(second.min(59))?, i32::try_from(nanosecond).ok()?).ok()
    }

    /// `Some(None)` when no zone is written; `None` when what follows the time is not a zone.
    #[expect(clippy::option_option, reason = "absent and unreadable are different answers")]
    fn offset(&mut self) -> Option<Option<Offset>> {
        let named = ["UTC", "GMT", "Z", "z"].into_iter().find_map(|name| self.rest.strip_prefix(name));
        let named_utc = named.is_some();
        if let Some(rest) = named {
            self.rest = rest;
        }
        let sign = if self.eat('+') {
            1
        } else if self.eat('-') {
            -1
        } else {
            self.trailing_name()?;
            return Some(named_utc.then_some(Offset::UTC));
        };
        let (value, digits) = self.number()?;
        let (hours, minutes) = match digits {
            1 | 2 if self.eat(':') => (value, self.number()?.0),
            1 | 2 => (value, 0),
            4 => (value / 100, value % 100),
            _ => return None,
        };
        self.trailing_name()?;
        let seconds = i32::try_from(sign * (hours * 3600 + minutes * 60)).ok()?;
        Some(Some(Offset::from_seconds(seconds).ok()?))
    }

    /// JavaScript ends with the zone's name in parentheses, jiff and Java with one in brackets.
    fn trailing_name(&mut self) -> Option<()> {
        self.skip(char::is_whitespace);
        (self.rest.is_empty() || self.rest.starts_with(['(', '['])).then_some(())
    }
}

fn full_year(value: i64, digits: usize) -> Option<i64> {
    match digits {
        4 => Some(value),
        2 => Some(if value < 70 { 2000 + value } else { 1900 + value }),
        _ => None,
    }
}

/// Months by the first letters that tell them apart, in the languages Jira sites are most often set to.
/// A site writes dates in the language of its administrator: `18/avr./26`, `09/Mai/24`.
const MONTHS: [(&str, i64); 42] = [
    ("jan", 1),
    ("gen", 1),
    ("ene", 1),
    ("janv", 1),
    ("jän", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("maa", 3),
    ("mrz", 3),
    ("mrt", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("mei", 5),
    ("maj", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("aou", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
];

fn month_of(word: &str) -> Option<i64> {
    let lower = word.to_lowercase();
    // The longest name wins: "juin" and "juil" are different months, "jui" alone is none.
    MONTHS
        .iter()
        .filter(|(name, _)| lower.starts_with(name))
        .max_by_key(|(name, _)| name.len())
        .map(|(_, month)| *month)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = word.to_ascii_lowercase();
    DAYS.iter().any(|day| lower.starts_with(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst};

    fn check(text: &str, order: DateOrder, expected: &str) {
        let read = parse(text, order).and_then(Moment::timestamp);
        assert_eq!(read.map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn every_known_way_to_write_a_moment_is_read() {
        for (text, expected) in [
            ("2026-01-09", "2026-01-09T00:00:00Z"),
            ("2026-01-09T15:54:00Z", "2026-01-09T15:54:00Z"),
            ("2010-04-22T07:54:32.763+0000", "2010-04-22T07:54:32.763Z"),
            ("2026-01-09T15:54:00+02:00", "2026-01-09T13:54:00Z"),
            ("2026-01-09 15:54", "2026-01-09T15:54:00Z"),
            ("2026/01/09 15:54:01", "2026-01-09T15:54:01Z"),
            ("09/Jan/24 3:54 PM", "2024-01-09T15:54:00Z"),
            ("18/Apr/26 4:40\u{202f}PM", "2026-04-18T16:40:00Z"),
            ("30/Jun/26 12:00 AM", "2026-06-30T00:00:00Z"),
            ("18/avr./26 16:40", "2026-04-18T16:40:00Z"),
            ("03/juil./26", "2026-07-03T00:00:00Z"),
            ("09/Mai/2024", "2024-05-09T00:00:00Z"),
            ("Jan 9, 2024 3:54 PM", "2024-01-09T15:54:00Z"),
            ("9 January 2024", "2024-01-09T00:00:00Z"),
            ("Wed May 13 2026 11:21:41 GMT+0000 (GMT+00:00)", "2026-05-13T11:21:41Z"),
            ("Wed, 13 May 2026 11:21:41 -0130", "2026-05-13T12:51:41Z"),
            ("1700000000", "2023-11-14T22:13:20Z"),
            ("1700000000123", "2023-11-14T22:13:20.123Z"),
            ("20260109", "2026-01-09T00:00:00Z"),
        ] {
            check(text, DayFirst, expected);
        }
        check("6/21/2025 16:14", MonthFirst, "2025-06-21T16:14:00Z");
        check("21.06.2025 16:14", DayFirst, "2025-06-21T16:14:00Z");
        check("3/4/2026", DayFirst, "2026-04-03T00:00:00Z");
        check("3/4/2026", MonthFirst, "2026-03-04T00:00:00Z");
    }

    #[test]
    fn what_is_no_date_is_not_guessed() {
        for text in [
            "",
            "soon",
            "12",
            "31/02/2026",
            "2026-13-01",
            "21/06/2025 25:00",
            "Q3 2026",
            "1.2",
            "2026-01-09 at noon",
        ] {
            assert_eq!(parse(text, DayFirst), None, "{text}");
        }
        assert_eq!(parse("21/06/2025", MonthFirst), None);
    }

    #[test]
    fn the_order_is_decided_over_the_whole_column() {
        let evidence = |cells: &[&str]| order_evidence(cells.iter().copied());
        assert_eq!(evidence(&["3/4/2026", "21/4/2026"]), OrderEvidence::Shown(DayFirst));
        assert_eq!(evidence(&["3/4/2026", "4/21/2026"]), OrderEvidence::Shown(MonthFirst));
        assert_eq!(evidence(&["3/4/2026", ""]), OrderEvidence::Ambiguous { twelve_hour: false });
        assert_eq!(evidence(&["3/4/2026 4:00 PM"]), OrderEvidence::Ambiguous { twelve_hour: true });
        assert_eq!(evidence(&["2026-01-02", "09/Jan/24", "4/4/2026"]), OrderEvidence::NotNeeded);
    }

    #[test]
    fn a_due_day_written_as_midnight_elsewhere_is_the_nearest_utc_day() {
        let due = |text| parse(text, DayFirst).and_then(Moment::nearest_utc_day).map(|day| day.to_string());
        assert_eq!(due("Mon Jun 29 2026 22:00:00 GMT+0000 (GMT+00:00)").as_deref(), Some("2026-06-30"));
        assert_eq!(due("Tue Jun 30 2026 08:00:00 GMT+0000 (GMT+00:00)").as_deref(), Some("2026-06-30"));
    }
}
