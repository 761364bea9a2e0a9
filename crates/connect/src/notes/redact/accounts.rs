//! International bank account numbers (ISO 13616): two letters, two check digits, up to thirty characters more,
//! together or in groups of four.

use super::{is_boundary, is_end};

const SHORTEST: usize = 15;
const LONGEST: usize = 34;
/// Every country's format has at least this many digits; words in groups of four have none.
const FEWEST_DIGITS: usize = 8;

/// The end of the number that begins here.
pub(super) fn at(letters: &[char], start: usize) -> Option<usize> {
    let head = letters.get(start..start + 4)?;
    let begins =
        head[..2].iter().all(char::is_ascii_alphabetic) && head[2..].iter().all(char::is_ascii_digit);
    if !begins || !is_boundary(letters, start) {
        return None;
    }
    let is_grouped = letters.get(start + 4).is_some_and(|letter| is_space(*letter));
    let (mut number, mut at, mut found) = (Vec::new(), start, None);
    while let Some(letter) = letters.get(at).filter(|_| number.len() < LONGEST) {
        if is_grouped && number.len() % 4 == 0 && !number.is_empty() && is_space(*letter) {
            at += 1;
        }
        match letters.get(at) {
            Some(letter) if letter.is_ascii_alphanumeric() => number.push(letter.to_ascii_uppercase()),
            _ => break,
        }
        at += 1;
        if number.len() >= SHORTEST && is_end(letters, at) && is_valid(&number) {
            found = Some(at);
        }
    }
    found
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}')
}

/// The number with its first four characters at the end, letters as 10 to 35, leaves 1 when divided by 97.
fn is_valid(number: &[char]) -> bool {
    let digits = number.iter().filter(|letter| letter.is_ascii_digit()).count();
    let rotated = number[4..].iter().chain(&number[..4]);
    let rest = rotated
        .filter_map(|letter| letter.to_digit(36))
        .fold(0u32, |rest, value| (rest * if value < 10 { 10 } else { 100 } + value) % 97);
    digits >= FEWEST_DIGITS && rest == 1
}
