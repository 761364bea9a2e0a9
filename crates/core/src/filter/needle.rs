//! Text comparison without regard to case that allocates nothing per record.

use memchr::memchr2_iter;

/// A text to compare others with.
#[derive(Clone, Debug)]
pub(crate) struct Needle {
    lowercase: String,
    ascii: bool,
    /// Where the byte stands that is likely to be rarest in the texts searched; searching for it skips the most.
    rarest: usize,
}

/// ASCII characters from common to rare in titles (letters after Norvig's count of English text); others are rarer.
const COMMON_FIRST: &[u8] = b" etaoinsrhldcumfpgwybvk-xjqz";

impl Needle {
    pub(crate) fn new(text: &str) -> Self {
        let lowercase = text.to_lowercase();
        let rarity = |byte: u8| COMMON_FIRST.iter().position(|common| *common == byte).unwrap_or(usize::MAX);
        let rarest = (0..lowercase.len()).max_by_key(|at| rarity(lowercase.as_bytes()[*at])).unwrap_or(0);
        Self { ascii: lowercase.is_ascii(), lowercase, rarest }
    }

    /// Whether `text` is the same but for case.
    pub(super) fn equals(&self, text: &str) -> bool {
        if self.ascii {
            return self.lowercase.eq_ignore_ascii_case(text);
        }
        text.chars().flat_map(char::to_lowercase).eq(self.lowercase.chars())
    }

    /// Whether `text` has this somewhere in it, but for case.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let wanted = self.lowercase.as_bytes();
        if wanted.is_empty() {
            return true;
        }
        if self.ascii {
            return self.is_in_bytes(wanted, text.as_bytes());
        }
        !text.is_ascii()
            && text.char_indices().any(|(at, _)| {
                let mut rest = text[at..].chars().flat_map(char::to_lowercase);
                self.lowercase.chars().all(|wanted| rest.next() == Some(wanted))
            })
    }

    fn is_in_bytes(&self, wanted: &[u8], bytes: &[u8]) -> bool {
        let Some(last_start) = bytes.len().checked_sub(wanted.len()) else { return false };
        let rare = wanted[self.rarest];
        memchr2_iter(rare, rare.to_ascii_uppercase(), &bytes[self.rarest..=last_start + self.rarest])
            .any(|start| bytes[start..start + wanted.len()].eq_ignore_ascii_case(wanted))
    }
}
