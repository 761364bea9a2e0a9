//! Words and meaning in one score: `closeness + weight * (BM25 / the best BM25 of the answer)`.
//!
//! Measured against reciprocal rank fusion and fixed weights on eight sets (docs/reference/quality.md). A look-up
//! of one or two words wants the texts that hold them first; a sentence is understood better than matched; a text
//! with an error code or a version in it is about just that.

/// A look-up: one or two words.
const LOOK_UP: f32 = 3.0;
/// Three words, or a short text that names a code.
const NAMED: f32 = 1.0;
/// How much words weigh beside meaning in sentences and longer texts, such as when similar ones are looked for.
pub const SENTENCE_WORD_WEIGHT: f32 = 0.3;
/// In a longer text a code is one detail of many.
const SHORT_WORDS: usize = 12;

/// How much the words of a query weigh beside its meaning.
///
/// ```
/// use outweigh_language::word_weight;
///
/// assert!(word_weight("refund") > word_weight("how do I get my money back for a double charge?"));
/// assert!(word_weight("upload fails with ERR_4012") > word_weight("upload fails with an error"));
/// ```
#[must_use]
pub fn word_weight(query: &str) -> f32 {
    let words: Vec<&str> =
        query.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    match words.len() {
        0..=2 => LOOK_UP,
        3 => NAMED,
        count if count <= SHORT_WORDS && words.iter().any(|word| is_code(word)) => NAMED,
        _ => SENTENCE_WORD_WEIGHT,
    }
}

/// Whether a word is one of a machine: `ERR_4012`, `v2.3.1`, `NullPointerException`, `parse_date()`.
#[must_use]
pub fn is_code(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let letters = word.chars().any(char::is_alphabetic);
    let digits = word.chars().any(|letter| letter.is_ascii_digit());
    let hump = word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    let numbers = word.split('.').filter(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    (letters && digits) || hump || word.contains('_') || numbers.count() >= 3
}

/// One score from how close in meaning and how alike in words; `words` is BM25 by the best of the answer, 0 to 1.
#[must_use]
pub fn fuse(closeness: f32, words: f32, word_weight: f32) -> f32 {
    closeness + word_weight * words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_words() {
        for code in ["ERR_4012", "v2.3.1", "10.0.19045", "NullPointerException", "0x80070005", "(parse_date)"]
        {
            assert!(is_code(code), "{code}");
        }
        for word in ["export", "Export", "CSV", "2024", "3.5", "sign-in", "don't", "..."] {
            assert!(!is_code(word), "{word}");
        }
    }

    #[test]
    fn the_weight_falls_from_look_ups_to_sentences() {
        let weights =
            ["refund", "double refund", "refund charged twice", "I was charged twice for one refund"];
        assert_eq!(weights.map(word_weight), [LOOK_UP, LOOK_UP, NAMED, SENTENCE_WORD_WEIGHT]);
        assert_eq!(word_weight(""), LOOK_UP);
    }
}
