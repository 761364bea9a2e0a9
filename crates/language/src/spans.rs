//! Places in a text, counted in characters as highlights are.

use serde::{Deserialize, Serialize};

/// Characters (Unicode scalar values) `start..end` of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Characters before the first one.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Span {
    /// From counts of characters.
    pub(crate) fn of(range: std::ops::Range<usize>) -> Self {
        let count = |characters: usize| u32::try_from(characters).unwrap_or(u32::MAX);
        Self { start: count(range.start), end: count(range.end) }
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// As a range of indices.
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words at this place; empty where the place is not within the text.
    ///
    /// ```
    /// use outweigh_language::Span;
    /// assert_eq!(Span { start: 1, end: 3 }.of_text("köln"), "öl");
    /// ```
    pub fn of_text(self, text: &str) -> &str {
        let byte = |index: u32| {
            text.char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .nth(index as usize)
                .unwrap_or(text.len())
        };
        text.get(byte(self.start)..byte(self.end)).unwrap_or("")
    }
}
