//! Text comparison without regard to case that allocates nothing per record.

use memchr::memchr2_iter;

/// A text to compare others with.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    lowercase: String,
    ascii: bool,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        Self { lowercase: text.to_lowercase(), ascii: text.is_ascii() }
    }

    /// Whether `text` is the same but for case.
    pub(super) fn equals(&self, text: &str) -> bool {
        if self.ascii {
            return self.lowercase.eq_ignore_ascii_case(text);
        }
        text.chars().flat_map(char::to_lowercase).eq(self.lowercase.chars())
    }

    /// Whether `text` has this somewhere in it, but for case.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let Some(first) = self.lowercase.bytes().next() else { return true };
        if self.ascii {
            let (wanted, bytes) = (self.lowercase.as_bytes(), text.as_bytes());
            let starts = bytes.get(..(bytes.len() + 1).saturating_sub(wanted.len())).unwrap_or_default();
            return memchr2_iter(first, first.to_ascii_uppercase(), starts)
                .any(|at| bytes[at..at + wanted.len()].eq_ignore_ascii_case(wanted));
        }
        text.char_indices().any(|(at, _)| {
            let mut rest = text[at..].chars().flat_map(char::to_lowercase);
            self.lowercase.chars().all(|wanted| rest.next() == Some(wanted))
        })
    }
}
