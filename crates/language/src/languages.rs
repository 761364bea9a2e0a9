//! Tells the language of a text, or that it is too short to tell.
//!
//! Trigram profiles (the `whatlang` crate) need some forty letters to be trusted; English reviews are often shorter,
//! so English is also told by its function words.

/// Fewer letters than this are never called anything but English.
const LETTERS_NEEDED: usize = 24;

/// So many words without an English function word are not English, which is enough to trust the guess.
const WORDS_WITHOUT_ENGLISH: usize = 8;

/// English function words that are rare in other languages with the same letters.
const ENGLISH: [&str; 72] = [
    "the", "and", "is", "it", "to", "of", "this", "that", "with", "for", "you", "not", "are", "have", "has",
    "but", "can", "can't", "cannot", "don't", "doesn't", "i", "i'm", "it's", "my", "we", "they", "our",
    "your", "when", "what", "how", "why", "would", "should", "could", "please", "was", "were", "been", "be",
    "from", "which", "there", "their", "very", "just", "only", "every", "after", "before", "does", "did",
    "isn't", "won't", "if", "or", "so", "get", "love", "great", "good", "app", "works", "need", "needs",
    "want", "more", "than", "too", "use", "using",
];

/// A text is English when at least this share of its words, and two of them, are English function words.
const ENGLISH_SHARE: f64 = 0.3;

/// BCP 47 prefers two letters where there are two; what is not here keeps its three.
const SHORT: [(&str, &str); 62] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("vie", "vi"),
];

/// The language as a BCP 47 tag (`en`, `de`), or nothing where the text does not say.
///
/// ```
/// use outweigh_language::language;
/// assert_eq!(language("Why does the export take so long?"), Some("en"));
/// assert_eq!(language("OK"), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let lower = text.to_lowercase().replace('’', "'");
    let words: Vec<&str> =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect();
    let english = words.iter().filter(|word| ENGLISH.contains(word)).count();
    if english >= 2 && english as f64 >= ENGLISH_SHARE * words.len() as f64 {
        return Some("en");
    }
    let foreign = english == 0 && words.len() >= WORDS_WITHOUT_ENGLISH;
    let told = whatlang::detect(text).filter(|_| letters >= LETTERS_NEEDED)?;
    let trusted = told.is_reliable() || foreign && told.lang() != whatlang::Lang::Eng;
    if !trusted {
        return None;
    }
    let code = told.lang().code();
    Some(SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short))
}
