//! Phone numbers in the ways people write them: international, with a leading zero, North American.

use super::{before, groups, is_end};

/// Digits of the longest international number (E.164).
const LONGEST: usize = 15;

/// The end of the number that begins here.
pub(super) fn at(letters: &[char], start: usize) -> Option<usize> {
    // What stands directly before tells keys, amounts, versions, addresses and parts of longer numbers.
    let is_part = |letter: char| letter.is_alphanumeric() || "-.,#/=_$€£¥+\u{2011}".contains(letter);
    if before(letters, start).is_some_and(is_part) {
        return None;
    }
    let end = match letters[start] {
        '+' => international(letters, start + 1),
        '0' | '(' | '1'..='9' => national(letters, start).or_else(|| north_american(letters, start)),
        _ => None,
    }?;
    let goes_on = matches!(letters.get(end), Some('-' | '.' | ',' | '/' | ':'))
        && letters.get(end + 1).is_some_and(char::is_ascii_digit);
    (is_end(letters, end) && !goes_on).then_some(end)
}

/// `49 (0)30 1234567` after the plus: eight digits or more, the first no zero.
fn international(letters: &[char], start: usize) -> Option<usize> {
    let (mut digits, mut end, mut separators) = (0, start, 0);
    for (at, letter) in letters.iter().enumerate().skip(start) {
        match letter {
            '0'..='9' => {
                digits += 1;
                separators = 0;
                end = at + 1;
            }
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '\u{2011}' if digits > 0 && separators < 2 => {
                separators += 1
            }
            _ => break,
        }
        if digits > LONGEST {
            return None;
        }
    }
    (digits >= 8 && matches!(letters.get(start), Some('1'..='9'))).then_some(end)
}

/// `030 1234567`, `(030) 123-4567`, `01 23 45 67 89`, `01711234567`, `00 49 171 1234567`.
fn national(letters: &[char], start: usize) -> Option<usize> {
    let is_bracketed = letters[start] == '(';
    let from = start + usize::from(is_bracketed);
    if letters.get(from) != Some(&'0') {
        return None;
    }
    let mut numbers = groups(letters, from, &[' ', '-', '/', '.', '\u{a0}'], LONGEST);
    if is_bracketed {
        let (_, end) = numbers.first().filter(|_| numbers.len() == 1)?;
        let rest = end + 1 + usize::from(letters.get(end + 1) == Some(&' '));
        if letters.get(*end) != Some(&')') || rest >= letters.len() {
            return None;
        }
        numbers.extend(groups(letters, rest, &[' ', '-'], LONGEST));
    }
    // Another number may follow directly, so the longest part that fits is taken.
    (1..=numbers.len()).rev().map(|count| &numbers[..count]).find_map(|numbers| {
        let is_dotted = numbers.windows(2).any(|pair| letters.get(pair[0].1) == Some(&'.'));
        let lengths: Vec<usize> = numbers.iter().map(|(start, end)| end - start).collect();
        let abroad = letters.get(from + 1) == Some(&'0');
        // A padded counter has more zeros than any prefix.
        let is_padded = abroad && letters.get(from + 2) == Some(&'0');
        (!is_padded && is_national(&lengths, is_dotted, abroad))
            .then(|| numbers.last().map(|(_, end)| *end))?
    })
}

/// Whether groups of these lengths are a number with a leading zero; days and decimals are written alike.
fn is_national(lengths: &[usize], is_dotted: bool, abroad: bool) -> bool {
    let digits: usize = lengths.iter().sum();
    let is_day = matches!(lengths, [1 | 2, 1 | 2, 4, ..] | [1 | 2, 1 | 2, 2]);
    let pairs_only = lengths.len() >= 5 && lengths.iter().all(|length| *length == 2);
    let fits = if abroad { (11..=LONGEST).contains(&digits) } else { (9..=12).contains(&digits) };
    lengths[0] >= 2 && fits && !is_day && (!is_dotted || pairs_only)
}

/// `(212) 555-0100`, `212-555-0100`, `1 212 555 0100`: three, three, four; the first two never begin with 0 or 1.
fn north_american(letters: &[char], start: usize) -> Option<usize> {
    let separators = [' ', '-', '.', '\u{a0}', '\u{2011}'];
    let mut at = start;
    if letters[at] == '1' && letters.get(at + 1).is_some_and(|letter| separators.contains(letter)) {
        at += 2;
    }
    let (mut end, mut count) = (at, 0);
    for (index, length) in [3, 3, 4].into_iter().enumerate() {
        let is_bracketed = index == 0 && letters.get(end) == Some(&'(');
        end += usize::from(is_bracketed);
        let group = letters.get(end..end + length)?;
        let is_group =
            group.iter().all(char::is_ascii_digit) && (index == 2 || matches!(group[0], '2'..='9'));
        if !is_group {
            return None;
        }
        end += length;
        count += 1;
        if is_bracketed {
            (letters.get(end) == Some(&')')).then_some(())?;
            end += 1 + usize::from(letters.get(end + 1) == Some(&' '));
        } else if count < 3 {
            letters.get(end).filter(|letter| separators.contains(letter))?;
            end += 1;
        }
    }
    Some(end)
}
