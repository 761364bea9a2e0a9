//! The 30,522 word pieces of BERT uncased, in the order of the table's rows.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How many word pieces there are, and rows in the table.
pub const VOCABULARY_SIZE: usize = 30_522;

/// One piece a line, the line number being its id.
const TEXT: &str = include_str!("../model/vocabulary.txt");
/// What marks a piece that continues a word.
const CONTINUES: &str = "##";

/// The pieces by their text.
pub(crate) struct Vocabulary {
    pieces: Vec<&'static str>,
    /// Pieces a word may begin with.
    first: FxHashMap<&'static str, u32>,
    /// Pieces that go on inside a word, without their mark.
    inner: FxHashMap<&'static str, u32>,
    longest_bytes: usize,
}

impl Vocabulary {
    /// The vocabulary, read when it is first wanted (about two milliseconds).
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Vocabulary> = LazyLock::new(|| {
            let pieces: Vec<&'static str> = TEXT.lines().collect();
            let (mut first, mut inner) = (FxHashMap::default(), FxHashMap::default());
            for (id, piece) in (0..).zip(&pieces) {
                match piece.strip_prefix(CONTINUES) {
                    // "##" itself is three punctuation marks away from being reached.
                    Some(rest) if !rest.is_empty() => inner.insert(rest, id),
                    _ => first.insert(*piece, id),
                };
            }
            let longest_bytes = pieces.iter().map(|piece| piece.len()).max().unwrap_or(0);
            Vocabulary { pieces, first, inner, longest_bytes }
        });
        &SHARED
    }

    /// The longest piece that `word` has at byte `at`: its id and its length in bytes.
    pub(crate) fn longest_at(&self, word: &str, at: usize) -> Option<(u32, usize)> {
        let known = if at == 0 { &self.first } else { &self.inner };
        let rest = &word[at..];
        let mut end = rest.len().min(self.longest_bytes);
        while end > 0 {
            if rest.is_char_boundary(end)
                && let Some(&id) = known.get(&rest[..end])
            {
                return Some((id, end));
            }
            end -= 1;
        }
        None
    }
}

/// The text of a word piece, `##` before those that continue a word. Empty for an id there is not.
///
/// ```
/// use outweigh_language::{piece, tokens};
///
/// let pieces: Vec<&str> = tokens("Unhappily").iter().map(|token| piece(token.id)).collect();
/// assert_eq!(pieces, ["un", "##ha", "##pp", "##ily"]);
/// ```
#[must_use]
pub fn piece(id: u32) -> &'static str {
    Vocabulary::shared().pieces.get(id as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_has_its_row_and_no_two_are_equal() {
        let vocabulary = Vocabulary::shared();
        assert_eq!(vocabulary.pieces.len(), VOCABULARY_SIZE);
        assert_eq!(vocabulary.first.len() + vocabulary.inner.len(), VOCABULARY_SIZE);
    }

    #[test]
    fn the_longest_piece_wins() {
        let vocabulary = Vocabulary::shared();
        let (id, length) = vocabulary.longest_at("tokens", 0).unwrap();
        assert_eq!((piece(id), length), ("token", 5));
        let (id, length) = vocabulary.longest_at("tokens", 5).unwrap();
        assert_eq!((piece(id), length), ("##s", 1));
    }
}
