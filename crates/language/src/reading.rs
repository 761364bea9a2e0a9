//! All that is read in one note: the entry for whoever takes notes in.

use serde::{Deserialize, Serialize};

use crate::classify::{Classification, Classifier, Kind, Learned, Verdict};
use crate::{Embedder, Passage, Suggestion, key_phrases, language, sentiment, suggest};

/// Key phrases of a note at most.
const PHRASES: usize = 5;

/// Reads notes; made once per workspace, and again when answers came in.
///
/// ```
/// use outweigh_language::classify::Kind;
/// use outweigh_language::{Passage, Reader, StatementKind};
/// let text = "We love the reports. The export to Excel fails for more than 5,000 rows.";
/// let reading = Reader::default().read(Passage { text, ..Passage::default() }, None);
/// assert_eq!(reading.language, Some("en"));
/// assert_eq!(reading.suggestions[0].kind, StatementKind::Problem);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Reader {
    classifier: Classifier,
    embedder: Embedder,
}

/// What a note says, as far as a machine can tell. Everything in it is a suggestion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// BCP 47; nothing where the text is too short to tell.
    pub language: Option<&'static str>,
    /// Kinds that hold or may hold, the likeliest first.
    pub kinds: Vec<KindRead>,
    /// From -1 (angry) to 1 (delighted); nothing for a text that is not English.
    pub sentiment: Option<f64>,
    /// What it is about, the most telling first.
    pub phrases: Vec<String>,
    /// Its statements, in the order of the text.
    pub suggestions: Vec<Suggestion>,
}

/// A kind that a note is, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct KindRead {
    /// Which.
    pub kind: Kind,
    /// 0 to 1.
    pub probability: f64,
    /// A person should say.
    pub unsure: bool,
}

impl Reader {
    /// With what a workspace's answers taught.
    #[must_use]
    pub fn with(learned: Learned) -> Self {
        Self { classifier: Classifier::with(learned), embedder: Embedder::default() }
    }

    /// Reads a note. `rating` is the place on its scale that came with it, 0 (worst) to 1 (best).
    ///
    /// Kinds, sentiment and suggestions are for English; a text in another language has its language told, and none.
    #[must_use]
    pub fn read(&self, passage: Passage<'_>, rating: Option<f64>) -> Reading {
        let language = language(passage.text);
        let phrases = key_phrases(passage.text, PHRASES, &self.embedder);
        let phrases = phrases.into_iter().map(|phrase| phrase.text.to_owned()).collect();
        if language.is_some_and(|language| language != "en") {
            return Reading {
                language,
                kinds: Vec::new(),
                sentiment: None,
                phrases,
                suggestions: Vec::new(),
            };
        }
        Reading {
            language,
            kinds: kinds(&self.classifier.classify(passage.text, rating)),
            sentiment: Some(sentiment(passage.text)),
            phrases,
            suggestions: suggest(passage, &self.classifier),
        }
    }
}

fn kinds(read: &Classification) -> Vec<KindRead> {
    let kind = |(kind, verdict)| KindRead {
        kind,
        probability: read.probability(kind),
        unsure: verdict == Verdict::Unsure,
    };
    read.kinds().into_iter().map(kind).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_in_another_language_says_so_and_suggests_nothing() {
        let text = "Der Export ist seit gestern kaputt und wir können keine Rechnungen mehr verschicken.";
        let reading = Reader::default().read(Passage { text, ..Passage::default() }, None);
        assert_eq!(reading.language, Some("de"));
        assert!(reading.suggestions.is_empty() && reading.kinds.is_empty() && reading.sentiment.is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_text_can_be_read_and_reads_the_same_twice(text in "\\PC*|(?s).{0,200}") {
            let read = || Reader::default().read(Passage { text: &text, ..Passage::default() }, None);
            prop_assert_eq!(read(), read());
        }
    }
}
