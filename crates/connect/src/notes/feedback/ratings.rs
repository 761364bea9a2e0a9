//! Figures and words on a scale: `9`, `10 - Extremely likely`, `★★★★☆`, `good`, `Very satisfied`.

use outweigh_core::domain::RatingScale;

use crate::notes::ImportedRating;
use crate::table::{is_blank, parse_count};
use crate::words::plain;

/// Words for the steps of a scale of satisfaction, the lowest step first. Two-step scales (good and bad, thumbs)
/// take its ends.
const SATISFACTION: [&[&str]; 5] = [
    &[
        "very dissatisfied",
        "very unsatisfied",
        "extremely dissatisfied",
        "terrible",
        "very poor",
        "bad",
        "thumbs down",
    ],
    &["dissatisfied", "unsatisfied", "somewhat dissatisfied", "poor"],
    &["neutral", "neither satisfied nor dissatisfied", "ok", "okay", "average", "fair"],
    &["satisfied", "somewhat satisfied"],
    &[
        "very satisfied",
        "extremely satisfied",
        "excellent",
        "great",
        "amazing",
        "very good",
        "good",
        "thumbs up",
    ],
];
/// Faces for the same steps, as Intercom and others show them.
const FACES: [&[char]; 5] = [
    &['😠', '😡', '😭', '😩'],
    &['🙁', '☹', '😞', '😕'],
    &['😐', '😑'],
    &['🙂', '😃', '😊'],
    &['🤩', '😍', '😀'],
];

/// The scale a word names: a survey's type, a column's header.
pub(super) fn scale_of(words: &str) -> Option<RatingScale> {
    let words = plain(words);
    let any = |telling: &[&str]| telling.iter().any(|part| words.contains(part));
    if any(&["nps", "how likely", "recommend", "0 to 10"]) {
        Some(RatingScale::Nps)
    } else if any(&["star"]) {
        Some(RatingScale::Stars)
    } else if any(&["csat", "satisf", "smiley", "thumb", "1 to 5"]) {
        Some(RatingScale::Csat)
    } else {
        None
    }
}

/// Whether a cell says that nobody rated.
pub(super) fn is_unrated(cell: &str) -> bool {
    is_blank(cell) || ["offered", "unoffered", "not offered", "not rated"].contains(&plain(cell).as_str())
}

/// What is expected of a cell on this scale.
pub(super) fn expected(scale: RatingScale) -> String {
    let (low, high) = scale.bounds();
    format!("a whole number from {low} to {high}")
}

/// Reads a figure within the bounds of the scale.
pub(super) fn read(cell: &str, scale: RatingScale) -> Option<ImportedRating> {
    let (low, high) = scale.bounds();
    let value = match figure(cell) {
        Some(figure) => u8::try_from(figure).ok()?,
        None if scale == RatingScale::Nps => return None,
        None => step(cell)?,
    };
    (low..=high).contains(&value).then_some(ImportedRating { scale, value })
}

/// The number a cell is or begins with: `4`, `4,0`, `4/5`, `10 - Extremely likely`; stars are counted.
pub(super) fn figure(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    if let Some(count) = parse_count(cell) {
        return Some(count);
    }
    let stars = cell.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    if stars > 0 && cell.chars().all(|c| matches!(c, '★' | '⭐' | '☆' | '\u{fe0f}' | ' ')) {
        return u32::try_from(stars).ok();
    }
    let end = cell.find(|c: char| !c.is_ascii_digit()).unwrap_or(cell.len());
    let rest = cell[end..].trim_start();
    let is_label = rest.starts_with(['-', '–', '—', '/', ':', '(', '=']) || cell[end..].starts_with(' ');
    // "9-10" and "3/4/2026" are no figures: what follows the mark must be words, or the top of the scale.
    let label = rest.trim_start_matches(['-', '–', '—', '/', ':', '(', '=', ' ']);
    let is_top = rest.starts_with('/') && matches!(label, "5" | "10");
    (is_label && (is_top || label.starts_with(char::is_alphabetic)))
        .then(|| cell[..end].parse().ok())
        .flatten()
}

/// The step of satisfaction a word or a face stands for.
pub(super) fn step(cell: &str) -> Option<u8> {
    let words = plain(cell);
    // Zendesk says whether words came with it.
    let words = words.trim_end_matches(" with comment");
    let by_word = SATISFACTION.iter().position(|step| step.contains(&words));
    let mut face = cell.trim().trim_end_matches('\u{fe0f}').chars();
    let by_face = || {
        let (first, rest) = (face.next()?, face.next());
        FACES.iter().position(|faces| faces.contains(&first) && rest.is_none())
    };
    by_word.or_else(by_face).and_then(|step| u8::try_from(step + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use RatingScale::{Csat, Nps, Stars};

    #[test]
    fn figures_words_stars_and_faces_are_read_within_bounds() {
        for (cell, scale, expected) in [
            ("9", Nps, Some(9)),
            ("0", Nps, Some(0)),
            ("10 - Extremely likely", Nps, Some(10)),
            ("9,0", Nps, Some(9)),
            ("11", Nps, None),
            ("-1", Nps, None),
            ("9-10", Nps, None),
            ("3/4/2026", Nps, None),
            ("good", Nps, None),
            ("4/5", Csat, Some(4)),
            ("good", Csat, Some(5)),
            ("Bad", Csat, Some(1)),
            ("Neither satisfied nor dissatisfied", Csat, Some(3)),
            ("0", Csat, None),
            ("4.5", Csat, None),
            ("🤩", Csat, Some(5)),
            ("★★★★☆", Stars, Some(4)),
            ("6", Stars, None),
            ("999999999999999999999", Stars, None),
            ("é", Csat, None),
            ("", Csat, None),
        ] {
            assert_eq!(read(cell, scale).map(|rating| rating.value), expected, "{cell}");
        }
    }

    #[test]
    fn a_header_or_a_survey_type_names_the_scale() {
        for (words, expected) in [
            ("How likely are you to recommend us?", Some(Nps)),
            ("nps", Some(Nps)),
            ("Star Rating", Some(Stars)),
            ("Satisfaction Score", Some(Csat)),
            ("smileys", Some(Csat)),
            ("ces", None),
            ("score", None),
        ] {
            assert_eq!(scale_of(words), expected, "{words}");
        }
    }
}
