//! Payment card numbers (ISO/IEC 7812): issuer, length and checksum, together or in groups.

use super::{before, digits, groups, is_boundary, is_end};

const SEPARATORS: [char; 5] = [' ', '-', '.', '\u{a0}', '\u{2011}'];
const LONGEST: usize = 19;

/// The end of the number that begins here; the longest, where one is the beginning of another.
pub(super) fn at(letters: &[char], start: usize) -> Option<usize> {
    let is_fraction = matches!(before(letters, start), Some('.' | ','))
        && before(letters, start - 1).is_some_and(|letter| letter.is_ascii_digit());
    if !letters[start].is_ascii_digit() || !is_boundary(letters, start) || is_fraction {
        return None;
    }
    let groups = groups(letters, start, &SEPARATORS, LONGEST);
    (1..=groups.len()).rev().find_map(|count| {
        let (_, end) = groups[count - 1];
        let number = digits(letters, &groups[..count]);
        (is_end(letters, end) && is_of_an_issuer(&number) && has_valid_checksum(&number)).then_some(end)
    })
}

/// Issuers by their first digits, with the lengths they give out.
fn is_of_an_issuer(number: &[u8]) -> bool {
    let first =
        |count: usize| number.iter().take(count).fold(0u32, |value, digit| value * 10 + u32::from(*digit));
    match (number.len(), first(1), first(2), first(4)) {
        // Visa
        (13 | 16 | 19, 4, ..) => true,
        // Mastercard, Mir
        (16, _, 51..=55, _) | (16, _, _, 2200..=2204 | 2221..=2720) => true,
        // American Express, Diners Club
        (15, _, 34 | 37, _) | (14, _, 36 | 38 | 39, _) | (14, _, _, 3000..=3059) => true,
        // JCB
        (16..=19, _, _, 3528..=3589) => true,
        // Discover, UnionPay, Maestro, RuPay
        (16..=19, 6, ..) | (16..=19, _, 50 | 56..=58, _) => true,
        _ => false,
    }
}

/// Luhn: every second digit from the right counts double, its digits summed; the sum ends in zero.
pub(super) fn has_valid_checksum(number: &[u8]) -> bool {
    let sum: u32 = number
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            let value = u32::from(*digit) * if index % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}
