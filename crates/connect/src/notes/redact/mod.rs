//! Takes mail addresses, phone, card and account numbers out of a note, with every span kept right.
//!
//! Numbers are taken by what they are, not by how long they are: cards by issuer, length and checksum, accounts
//! by theirs, phones by the ways people write them. Issue keys, days, versions and amounts stay.

mod accounts;
mod addresses;
mod cards;
mod phones;

use super::ImportedNote;

/// Characters `start..end` and what they are replaced by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    start: usize,
    end: usize,
    with: &'static str,
}

/// Redacts text, title, speakers and other fields. Who the author is stays: that is what accounts are matched
/// by, and it is erased as a contact. Gives how many were taken out.
pub(crate) fn redact(note: &mut ImportedNote) -> usize {
    let letters: Vec<char> = note.text.chars().collect();
    let hits = find(&letters);
    let mut taken_out = hits.len();
    if !hits.is_empty() {
        note.text = replaced(&letters, &hits);
        let turns = note.turns.iter_mut().map(|turn| (&mut turn.start, &mut turn.end));
        let asides = note.asides.iter_mut().map(|aside| (&mut aside.start, &mut aside.end));
        for (start, end) in turns.chain(asides) {
            (*start, *end) = (moved(*start, &hits, false), moved(*end, &hits, true));
        }
    }
    let speakers = note.turns.iter_mut().map(|turn| &mut turn.speaker);
    for text in note.title.iter_mut().chain(speakers).chain(note.custom.values_mut()) {
        let letters: Vec<char> = text.chars().collect();
        let hits = find(&letters);
        taken_out += hits.len();
        *text = replaced(&letters, &hits);
    }
    taken_out
}

/// What is to be taken out, in order, without overlap.
fn find(letters: &[char]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let found = [
            (addresses::at as fn(&[char], usize) -> Option<usize>, "[email]"),
            (accounts::at, "[iban]"),
            (cards::at, "[card]"),
            (phones::at, "[phone]"),
        ];
        let hit =
            found.iter().find_map(|(find, with)| Some(Hit { start: at, end: find(letters, at)?, with }));
        at = hit.map_or(at + 1, |hit| hit.end);
        hits.extend(hit);
    }
    hits
}

fn replaced(letters: &[char], hits: &[Hit]) -> String {
    let mut text = String::with_capacity(letters.len());
    let mut at = 0;
    for hit in hits {
        text.extend(&letters[at..hit.start]);
        text.push_str(hit.with);
        at = hit.end;
    }
    text.extend(&letters[at..]);
    text
}

/// Where a place in the old text is in the new one. Inside what was replaced, a span begins before the
/// replacement and ends after it.
fn moved(place: u32, hits: &[Hit], is_end: bool) -> u32 {
    let place = place as usize;
    let mut shift = 0isize;
    for hit in hits.iter().take_while(|hit| hit.start < place) {
        let length = hit.with.len();
        if hit.end > place {
            let start = hit.start.wrapping_add_signed(shift);
            return u32::try_from(if is_end { start + length } else { start }).unwrap_or(u32::MAX);
        }
        shift += length.cast_signed() - (hit.end - hit.start).cast_signed();
    }
    u32::try_from(place.wrapping_add_signed(shift)).unwrap_or(u32::MAX)
}

/// The character before a place.
fn before(letters: &[char], at: usize) -> Option<char> {
    at.checked_sub(1).map(|at| letters[at])
}

/// Whether a word or number could begin at a place.
fn is_boundary(letters: &[char], at: usize) -> bool {
    !before(letters, at).is_some_and(char::is_alphanumeric)
}

/// Whether nothing goes on at a place.
fn is_end(letters: &[char], at: usize) -> bool {
    !letters.get(at).is_some_and(|letter| letter.is_alphanumeric())
}

/// The groups of ASCII digits from a place on, single separators between, until there are more than
/// `most_digits` digits.
fn groups(letters: &[char], from: usize, separators: &[char], most_digits: usize) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut digits) = (from, 0);
    loop {
        let length = letters[at..].iter().take_while(|letter| letter.is_ascii_digit()).count();
        digits += length;
        if length == 0 || digits > most_digits {
            return groups;
        }
        groups.push((at, at + length));
        at += length;
        if !letters.get(at).is_some_and(|letter| separators.contains(letter)) {
            return groups;
        }
        at += 1;
        if at >= letters.len() {
            return groups;
        }
    }
}

/// The digits of some groups.
fn digits(letters: &[char], groups: &[(usize, usize)]) -> Vec<u8> {
    let letters = groups.iter().flat_map(|(start, end)| &letters[*start..*end]);
    letters.filter_map(|letter| letter.to_digit(10)).filter_map(|digit| u8::try_from(digit).ok()).collect()
}

#[cfg(test)]
mod tests {
    use outweigh_core::domain::SourceKind;
    use proptest::prelude::*;

    use super::*;
    use crate::notes::Turn;
    use crate::notes::turns::Conversation;

    fn redacted(text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        replaced(&letters, &find(&letters))
    }

    #[test]
    fn personal_numbers_and_addresses_are_taken_out() {
        for (text, expected) in [
            ("Mail sam.lee+x@acme.co.uk, or <größe@müller.de>.", "Mail [email], or <[email]>."),
            (
                "Card 4111 1111 1111 1111 or 4111-1111-1111-1111, amex 378282246310005.",
                "Card [card] or [card], amex [card].",
            ),
            ("IBAN DE89 3704 0044 0532 0130 00 and GB29NWBK60161331926819!", "IBAN [iban] and [iban]!"),
            ("Call +49 (0)30 1234567 or +1 212-555-0100.", "Call [phone] or [phone]."),
            ("(212) 555-0100, 212.555.0100, 1-212-555-0100", "[phone], [phone], [phone]"),
            ("030 1234567; 0171/1234567; 01 23 45 67 89; 01711234567", "[phone]; [phone]; [phone]; [phone]"),
            ("030 1234567 0171 1234567", "[phone] [phone]"),
            ("Größe: 00 49 171 1234567 ja", "Größe: [phone] ja"),
        ] {
            assert_eq!(redacted(text), expected);
        }
    }

    #[test]
    fn keys_days_versions_amounts_and_ids_stay() {
        for text in [
            "PAY-4111, OPS-0301234567, #0123456789, GH-212-555-0100",
            "2026-04-18 09:05:07, 18.04.2026 10, 04/18/2026, 20260418090507, 01.02.2026 1030",
            "v1.12.3, 10.15.7.1, 192.168.100.200, 0.4111111111111111, 3.14159265358979",
            "€4,111.00, $1234567890, 1,000,000,000 rows, 12 000 000, +5%, +1,200, 1200000",
            "1776500000000, 4111 1111 1111 1112, 9999 8888 7777 6666",
            "6f1c2d3e-0000-4000-8000-000000000001, user@1.2.3, @sam, DE89370400440532013001",
            "https://acme.test/r/0301234567 and 0000123456",
        ] {
            assert_eq!(redacted(text), text);
        }
    }

    /// A number of a card issuer with its checksum digit.
    fn card() -> impl Strategy<Value = String> {
        let issuers = prop_oneof![
            Just(("4", 16)),
            Just(("5412", 16)),
            Just(("2412", 16)),
            Just(("37", 15)),
            Just(("6011", 16)),
            Just(("36", 14))
        ];
        (issuers, prop::collection::vec(0u8..10, 20)).prop_map(|((issuer, length), random)| {
            let mut digits: Vec<u8> =
                issuer.bytes().map(|byte| byte - b'0').chain(random).take(length - 1).collect();
            let check = (0..10).find(|check| {
                digits.push(*check);
                let valid = cards::has_valid_checksum(&digits);
                digits.pop();
                valid
            });
            digits.extend(check);
            digits.iter().map(|digit| char::from(b'0' + digit)).collect()
        })
    }

    proptest! {
        #[test]
        fn no_valid_card_survives(card in card(), separator in "[ -]?", before in "[A-Za-zé,.( \n]{0,8} ", after in "[ ,.;)\n][A-Za-zé ]{0,8}") {
            let grouped: Vec<String> = card.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
            let text = redacted(&format!("{before}{}{after}", grouped.join(&separator)));
            prop_assert_eq!(text, format!("{before}[card]{after}"));
        }

        #[test]
        fn numbers_of_cards_without_checksum_are_no_cards(card in card()) {
            let last = card.as_bytes()[card.len() - 1];
            let wrong = format!("{}{}", &card[..card.len() - 1], char::from(b'0' + (last - b'0' + 1) % 10));
            prop_assert!(!redacted(&wrong).contains("[card]"));
        }

        /// Whatever is taken out, each turn holds what its own words become.
        #[test]
        fn spans_move_with_the_text(parts in prop::collection::vec("[a-zé]{0,5} ?(sam@acme\\.test|4111 1111 1111 1111|\\+49 30 1234567|x)? ?[a-z✓]{0,5}", 1..6)) {
            let mut conversation = Conversation::default();
            parts.iter().for_each(|part| conversation.say("Ann", None, part.trim()));
            let (text, turns) = conversation.finish();
            let words = |text: &str, turn: &Turn| text.chars().skip(turn.start as usize).take((turn.end - turn.start) as usize).collect::<String>();
            let expected: Vec<String> = turns.iter().map(|turn| redacted(&words(&text, turn))).collect();
            let mut note = ImportedNote { text, turns, ..ImportedNote::new(SourceKind::Interview, "x") };
            redact(&mut note);
            let found: Vec<String> = note.turns.iter().map(|turn| words(&note.text, turn)).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn redacting_twice_changes_nothing(text in "[a-z0-9 @.+()/-]{0,60}") {
            let once = redacted(&text);
            prop_assert_eq!(redacted(&once), once);
        }
    }
}
