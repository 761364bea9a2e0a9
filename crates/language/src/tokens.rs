//! Word pieces of a text, as BERT's uncased tokenizer cuts them, with the bytes each came from.
//!
//! The steps are those of Devlin et al. 2018: control characters dropped, accents stripped (NFD without its
//! marks), lower case, words split at white space, punctuation and Chinese characters, then the longest known
//! piece from the left. A word that no pieces make up whole is left out.

use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::vocabulary::Vocabulary;

/// A longer word is no word: a key, a hash, a line of base64.
const LONGEST_WORD_CHARS: usize = 100;

/// A word piece and the bytes of the text it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its row in the table; [`piece`](crate::piece) gives its text.
    pub id: u32,
    /// Where it begins, a byte offset at a character's start.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Whether a word begins with it.
    pub begins_word: bool,
}

/// The word pieces of any text, from left to right.
///
/// ```
/// use outweigh_language::tokens;
///
/// let text = "Invoicing in São Paulo!";
/// let words: Vec<&str> = tokens(text).iter().map(|token| &text[token.start..token.end]).collect();
/// assert_eq!(words, ["In", "vo", "icing", "in", "São", "Paulo", "!"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    each_token(text, |token| tokens.push(token));
    tokens
}

/// Hands over the word pieces of a text without keeping them.
pub(crate) fn each_token(text: &str, mut take: impl FnMut(Token)) {
    let mut word = Word::default();
    for (at, letter) in text.char_indices() {
        match role(letter) {
            Role::Letter => word.push(letter, at),
            Role::Space => word.flush(at, &mut take),
            Role::Alone => {
                word.flush(at, &mut take);
                word.push(letter, at);
                word.flush(at + letter.len_utf8(), &mut take);
            }
            Role::Nothing => {}
        }
    }
    word.flush(text.len(), &mut take);
}

/// What a character does to the word before it.
enum Role {
    Letter,
    Space,
    /// It is a word by itself.
    Alone,
    Nothing,
}

fn role(letter: char) -> Role {
    if letter.is_ascii() {
        return match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Role::Letter,
            ' ' | '\t' | '\n' | '\r' => Role::Space,
            _ if letter.is_ascii_punctuation() => Role::Alone,
            _ => Role::Nothing,
        };
    }
    if is_chinese(letter) {
        return Role::Alone;
    }
    if letter == char::REPLACEMENT_CHARACTER {
        return Role::Nothing;
    }
    match letter.general_category_group() {
        GeneralCategoryGroup::Other => Role::Nothing,
        GeneralCategoryGroup::Separator => Role::Space,
        GeneralCategoryGroup::Punctuation => Role::Alone,
        _ => Role::Letter,
    }
}

/// The blocks that BERT takes for Chinese: the ideographs, not kana or hangul.
fn is_chinese(letter: char) -> bool {
    matches!(u32::from(letter),
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2A6DF
        | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F | 0x2B820..=0x2CEAF | 0x2F800..=0x2FA1F)
}

/// A word while it is read: its folded text, and where each of its bytes came from.
#[derive(Default)]
struct Word {
    text: String,
    /// For each byte of `text`, where its character begins in the source.
    origins: Vec<usize>,
    chars: usize,
}

impl Word {
    /// Adds a character, folded.
    fn push(&mut self, letter: char, at: usize) {
        if letter.is_ascii() {
            self.add(letter.to_ascii_lowercase(), at);
        } else {
            decompose_canonical(letter, |part| {
                if part.general_category() != GeneralCategory::NonspacingMark {
                    part.to_lowercase().for_each(|small| self.add(small, at));
                }
            });
        }
    }

    fn add(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        self.origins.resize(self.text.len(), at);
        self.chars += 1;
    }

    /// Hands over the word's pieces if it is made of known ones, and begins anew.
    fn flush(&mut self, end: usize, take: &mut impl FnMut(Token)) {
        if !self.text.is_empty() && self.chars <= LONGEST_WORD_CHARS {
            self.cut(end, take);
        }
        self.text.clear();
        self.origins.clear();
        self.chars = 0;
    }

    fn cut(&self, word_end: usize, take: &mut impl FnMut(Token)) {
        let vocabulary = Vocabulary::shared();
        // Most words are one piece; the others are known whole before any piece is handed over.
        let mut pieces: [(u32, usize); LONGEST_WORD_CHARS] = [(0, 0); LONGEST_WORD_CHARS];
        let (mut count, mut at) = (0, 0);
        while at < self.text.len() {
            let Some((id, length)) = vocabulary.longest_at(&self.text, at) else { return };
            pieces[count] = (id, length);
            count += 1;
            at += length;
        }
        let mut at = 0;
        for &(id, length) in &pieces[..count] {
            // A character that is several when folded, such as a hangul syllable, may hold several pieces.
            let last = self.origins[at + length - 1];
            let end = self.origins[at + length..].iter().find(|origin| **origin > last);
            let end = end.copied().unwrap_or(word_end);
            take(Token { id, start: self.origins[at], end, begins_word: at == 0 });
            at += length;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vocabulary::{VOCABULARY_SIZE, piece};

    fn pieces(text: &str) -> String {
        tokens(text).iter().map(|token| piece(token.id)).collect::<Vec<_>>().join(" ")
    }

    /// What the reference tokenizer of the teacher gives, its unknown tokens left out.
    #[test]
    fn texts_are_cut_as_the_reference_cuts_them() {
        let golden = [
            ("Hello, World!", "hello , world !"),
            ("can't log-in (v2.0)", "can ' t log - in ( v ##2 . 0 )"),
            ("Crème brûlée à la carte", "cr ##eme br ##ule ##e a la cart ##e"),
            ("GROẞE Straße", "gr ##o ##ße st ##raße"),
            ("東京 tower", "東 京 tower"),
            ("NullPointerException", "null ##point ##ere ##x ##ception"),
            ("tab\tline\nend\u{0}x", "tab line end ##x"),
            ("zero\u{200b}width", "zero ##wi ##dt ##h"),
            ("\u{1F600} fine", "fine"),
            ("§ ½ €5", "§ ½ € ##5"),
            ("don’t “quote”", "don ’ t “ quote ”"),
            ("हिन्दी", "ह ##ि ##न ##द ##ी"),
            ("방법", "ᄇ ##ᅡ ##ᆼ ##ᄇ ##ᅥ ##ᆸ"),
            ("", ""),
            (" \n\t", ""),
        ];
        for (text, expected) in golden {
            assert_eq!(pieces(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_word_beyond_a_hundred_characters_is_left_out() {
        assert_eq!(pieces(&"a".repeat(101)), "");
        assert!(!pieces(&"a".repeat(100)).is_empty());
    }

    proptest! {
        #[test]
        fn any_text_has_tokens_in_order_on_character_boundaries(text in "\\PC*|(?s).{0,80}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(last <= token.start && token.start < token.end && token.end <= text.len());
                prop_assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                prop_assert!((token.id as usize) < VOCABULARY_SIZE);
                last = token.start;
            }
        }
    }
}
