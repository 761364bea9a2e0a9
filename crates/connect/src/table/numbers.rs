//! Numbers as people write them in tables: `2,5`, `1,000`, `3d 4h`.

/// Seconds of a working day of 8 hours, the unit of Jira's estimates.
pub(crate) const SECONDS_PER_DAY: f64 = 8.0 * 3600.0;

/// Reads a finite number of at least zero. A comma is a decimal comma unless it sets off groups of three.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let value: f64 = match text.find(',') {
        None => text.parse().ok()?,
        Some(_) if is_grouped(text) => text.replace(',', "").parse().ok()?,
        Some(_) => text.replacen(',', ".", 1).parse().ok()?,
    };
    (value.is_finite() && value >= 0.0).then_some(value)
}

/// `1,000` or `12,345,678.9`: groups of exactly three digits after the first.
fn is_grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads a whole number of at least zero, also when written as `3.0`.
pub(crate) fn parse_count(text: &str) -> Option<u32> {
    if let Ok(count) = text.parse() {
        return Some(count);
    }
    let value = parse_number(text)?;
    // Safe: checked to be whole and in range.
    (value.fract() == 0.0 && value <= f64::from(u32::MAX)).then_some(value as u32)
}

/// Reads a duration into working days: a bare number in `unit_days`, or parts such as `1w 2d 3h 30m` with
/// weeks of 5 days and days of 8 hours.
pub(crate) fn parse_days(text: &str, unit_days: f64) -> Option<f64> {
    if let Some(number) = parse_number(text) {
        return Some(number * unit_days);
    }
    let mut days = 0.0;
    for part in text.split_whitespace() {
        let split = part.find(|c: char| c.is_alphabetic())?;
        let amount = parse_number(&part[..split])?;
        days += amount
            * match &part[split..] {
                "w" => 5.0,
                "d" => 1.0,
                "h" => 1.0 / 8.0,
                "m" | "min" => 1.0 / 480.0,
                _ => return None,
            };
    }
    (!text.is_empty()).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("5", Some(5.0)),
            ("5.0", Some(5.0)),
            ("2,5", Some(2.5)),
            ("1,000", Some(1000.0)),
            ("12,345.5", Some(12345.5)),
            ("-1", None),
            ("many", None),
            ("inf", None),
            ("", None),
        ] {
            assert_eq!(parse_number(text), expected, "{text}");
        }
        assert_eq!(parse_count("3.0"), Some(3));
        assert_eq!(parse_count("3.5"), None);
    }

    #[test]
    fn durations_become_working_days() {
        assert_eq!(parse_days("28800", 1.0 / SECONDS_PER_DAY), Some(1.0));
        assert_eq!(parse_days("1w 2d 4h", 1.0), Some(7.5));
        assert_eq!(parse_days("soon", 1.0), None);
    }
}
