//! How texts are cut into words: runs of letters and digits, lower case, without accents, by their English stem.

use std::ops::Range;

use outweigh_language::Span;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
};

/// The name the schema knows the analyser by.
pub(crate) const ANALYSER: &str = "words";
/// Longer ones are keys and hashes.
const LONGEST_WORD_BYTES: usize = 80;

pub(crate) fn analyser() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD_BYTES))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As the index knows it.
    pub(crate) stem: String,
    /// As it is written.
    pub(crate) text: String,
    /// Where it stands, in bytes.
    pub(crate) bytes: Range<usize>,
}

pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut analyser = analyser();
    let mut stream = analyser.token_stream(text);
    let mut words = Vec::new();
    stream.process(&mut |token| {
        let bytes = token.offset_from..token.offset_to;
        words.push(Word { stem: token.text.clone(), text: text[bytes.clone()].to_owned(), bytes });
    });
    words
}

/// Lower case without accents, but not stemmed: how the beginning of a word is looked up.
pub(crate) fn fold(word: &str) -> String {
    let mut analyser = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build();
    let mut stream = analyser.token_stream(word);
    let mut folded = String::new();
    stream.process(&mut |token| folded.push_str(&token.text));
    folded
}

/// The phrase of a query that stands wholly in double quotes.
pub(crate) fn quoted(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix(['"', '“', '„'])?.strip_suffix(['"', '”', '“'])?;
    (!inner.trim().is_empty() && !inner.contains('"')).then_some(inner)
}

/// Places in bytes, in order, as places in characters.
pub(crate) fn spans(text: &str, places: &[Range<usize>]) -> Vec<Span> {
    let (mut at_byte, mut at_char) = (0, 0_u32);
    let mut char_of = |byte: usize| {
        at_char += text[at_byte..byte].chars().count() as u32;
        at_byte = byte;
        at_char
    };
    places.iter().map(|place| Span { start: char_of(place.start), end: char_of(place.end) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stems_with_their_places() {
        let text = "Crème-brûlée EXPORTS, v2";
        let stems: Vec<_> = words(text).into_iter().map(|word| (word.stem, word.text)).collect();
        let expected = [("creme", "Crème"), ("brule", "brûlée"), ("export", "EXPORTS"), ("v2", "v2")];
        assert_eq!(stems, expected.map(|(stem, word)| (stem.to_owned(), word.to_owned())));
    }

    #[test]
    fn only_a_query_wholly_in_quotes_is_a_phrase() {
        assert_eq!(quoted(" \"sign in\" "), Some("sign in"));
        assert_eq!(quoted("“sign in”"), Some("sign in"));
        for text in ["sign in", "\"sign\" in", "\"a\" b \"c\"", "\"", "\"\"", "\" \""] {
            assert_eq!(quoted(text), None, "{text}");
        }
    }

    #[test]
    fn places_are_counted_in_characters() {
        assert_eq!(spans("köln ab", &[0..5, 6..8]), [Span { start: 0, end: 4 }, Span { start: 5, end: 7 }]);
    }
}
