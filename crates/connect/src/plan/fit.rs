//! Makes values of other systems fit the limits of the domain, and says when something was lost.

use std::borrow::Cow;

use outweigh_core::domain::{TEXT_LIMIT, TITLE_LIMIT};

use super::report::Findings;

/// Shows that a value was cut.
const CUT_MARK: &str = "…";

/// A value of one line: line breaks become spaces, at most [`TITLE_LIMIT`] bytes.
pub(crate) fn one_line(text: &str, what_was_cut: &'static str, row: usize, notes: &mut Findings) -> String {
    let flat = if text.contains(['\n', '\r', '\0']) {
        Cow::Owned(
            text.split(['\n', '\r', '\0']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        )
    } else {
        Cow::Borrowed(text)
    };
    cut(flat.trim(), TITLE_LIMIT, what_was_cut, row, notes)
}

/// A text of at most [`TEXT_LIMIT`] bytes.
pub(super) fn long_text(text: &str, what_was_cut: &'static str, row: usize, notes: &mut Findings) -> String {
    if text.contains('\0') {
        cut(&text.replace('\0', ""), TEXT_LIMIT, what_was_cut, row, notes)
    } else {
        cut(text, TEXT_LIMIT, what_was_cut, row, notes)
    }
}

/// An address people can open, or nothing.
pub(crate) fn address(url: &str) -> Option<String> {
    const URL_LIMIT: usize = 2_000;
    let openable = url.len() <= URL_LIMIT && (url.starts_with("https://") || url.starts_with("http://"));
    openable.then(|| url.to_owned())
}

/// The beginning of a value, for a message.
pub(super) fn shown(text: &str) -> String {
    const SHOWN: usize = 120;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}{CUT_MARK}", &text[..end]),
        None => text.to_owned(),
    }
}

fn cut(text: &str, limit: usize, what_was_cut: &'static str, row: usize, notes: &mut Findings) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    notes.add(what_was_cut, row);
    let mut end = limit - CUT_MARK.len();
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{CUT_MARK}", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_between_characters_and_reported() {
        let mut notes = Findings::default();
        let line = one_line(&"ä".repeat(600), "titles cut", 7, &mut notes);
        assert!(line.len() <= TITLE_LIMIT && line.ends_with("ä…"));
        assert_eq!(one_line(" a\r\nb\n", "titles cut", 8, &mut notes), "a b");
        assert_eq!(notes.warnings().collect::<Vec<_>>(), ["titles cut (row 7)"]);
    }

    #[test]
    fn only_web_addresses_are_kept() {
        assert_eq!(address("https://x.io/1").as_deref(), Some("https://x.io/1"));
        assert_eq!(address("javascript:alert(1)"), None);
    }
}
