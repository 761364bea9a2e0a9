//! Texts on their way in: line ends, characters no text needs, lengths and hashes.

use sha2::{Digest, Sha256};

/// The text with `\n` line ends, without control characters, white space at line ends and blank lines around.
/// Spans are counted in what this gives.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                end_line(&mut cleaned);
            }
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => end_line(&mut cleaned),
            '\t' => cleaned.push('\t'),
            '\u{feff}' => {}
            control if control.is_control() => {}
            other => cleaned.push(other),
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    let first_line = cleaned.len() - cleaned.trim_start_matches(char::is_whitespace).len();
    let line_start = cleaned[..first_line].rfind('\n').map_or(0, |at| at + 1);
    cleaned.drain(..line_start);
    cleaned
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches([' ', '\t', '\u{a0}']).len());
    text.push('\n');
}

/// Unicode scalar values, the unit of spans. Texts are at most a few mebibytes.
pub(crate) fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// A stable id for what has none: `sha256:` and the first 128 bits of the hash.
pub(crate) fn content_id(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().take(16).fold("sha256:".to_owned(), |id, byte| id + &format!("{byte:02x}"))
}

/// The text, unless nothing but white space is in it.
pub(crate) fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_control_characters_are_cleaned_and_indents_stay() {
        assert_eq!(clean("\u{feff}\r\n  a \r\n\tb\0\u{1b}[1m\rc\u{2028}d \n\n"), "  a\n\tb[1m\nc\nd");
        assert_eq!(clean(" \r\n\t "), "");
    }

    #[test]
    fn an_id_depends_on_the_bytes_only() {
        assert_eq!(content_id(b"abc"), "sha256:ba7816bf8f01cfea414140de5dae2223");
    }
}
