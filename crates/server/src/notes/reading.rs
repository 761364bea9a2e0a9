//! What the language engine reads in notes. All of it is a suggestion, found anew whenever it is shown.

use std::sync::Arc;

use outweigh_core::domain::{NoteBody, Rating};
use outweigh_core::ids::NoteId;
use outweigh_core::workspace::Workspace;
use outweigh_language::classify::{Classifier, Verdict};
use outweigh_language::{Passage, Reader, Span, StatementKind, language, sentiment};
use serde::Serialize;
use utoipa::ToSchema;

use super::row::NoteTheme;
use crate::themes::ThemeBook;

/// Reads notes; one for all.
#[derive(Default)]
pub struct NoteReader {
    classifier: Classifier,
    reader: Reader,
    /// Absent on the command line, which groups nothing.
    themes: Option<Arc<ThemeBook>>,
}

/// What kind of note it is, how it sounds, in which language.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct NoteRead {
    pub(super) kinds: Vec<KindShown>,
    pub(super) sentiment: Option<f64>,
    pub(super) language: Option<&'static str>,
}

/// A kind that a note is, or may be.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct KindShown {
    /// `bug`, `request`, `question`, `praise`, `churn`, `promise`, `usability`, `performance`, `security`.
    pub kind: &'static str,
    /// 0 to 1.
    pub probability: f64,
    /// A person should say.
    pub unsure: bool,
}

/// What a suggested statement would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestedKind {
    Problem,
    Opportunity,
    Idea,
    Insight,
    /// Somebody was told that something will come.
    Promise,
}

/// Words of a note that may be a statement.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SuggestionShown {
    /// Characters from the start of the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    pub kind: SuggestedKind,
    /// The words as a statement.
    pub text: String,
    /// How likely that is right, 0 to 1.
    pub score: f64,
    /// Words that speak for it.
    pub because: String,
}

impl NoteReader {
    /// A reader that tells themes, too.
    pub(crate) fn with_themes(themes: Arc<ThemeBook>) -> Self {
        Self { themes: Some(themes), ..Self::default() }
    }

    pub(super) fn theme(&self, workspace: &Workspace, note: NoteId) -> Option<NoteTheme> {
        NoteTheme::of(workspace, self.themes.as_ref()?, note)
    }

    /// What is told of a note in a line. Kinds and mood are for English.
    pub(super) fn read(&self, body: &NoteBody, rating: Option<Rating>) -> NoteRead {
        let own = own_words(body);
        let language = language(&own);
        if language.is_some_and(|language| language != "en") {
            return NoteRead { language, ..NoteRead::default() };
        }
        let read = self.classifier.classify(&own, rating.map(share));
        let kind = |(kind, verdict): (outweigh_language::classify::Kind, Verdict)| KindShown {
            kind: kind.name(),
            probability: read.probability(kind),
            unsure: verdict == Verdict::Unsure,
        };
        let kinds = read.kinds().into_iter().map(kind).collect();
        NoteRead { kinds, sentiment: Some(sentiment(&own)), language }
    }

    /// The words that may be statements, in the order of the text.
    pub(super) fn suggestions(&self, body: &NoteBody, rating: Option<Rating>) -> Vec<SuggestionShown> {
        let skip: Vec<Span> =
            body.asides.iter().map(|aside| Span { start: aside.start, end: aside.end }).collect();
        let passage = Passage { text: &body.text, within: &[], skip: &skip };
        let found = self.reader.read(passage, rating.map(share)).suggestions;
        let shown = found.into_iter().map(|suggestion| SuggestionShown {
            start: suggestion.span.start,
            end: suggestion.span.end,
            kind: match suggestion.kind {
                StatementKind::Problem => SuggestedKind::Problem,
                StatementKind::Request => SuggestedKind::Opportunity,
                StatementKind::Idea => SuggestedKind::Idea,
                StatementKind::Insight => SuggestedKind::Insight,
                StatementKind::Promise => SuggestedKind::Promise,
            },
            text: suggestion.statement,
            score: suggestion.score,
            because: suggestion.because,
        });
        shown.collect()
    }
}

/// The place of a rating on its scale, 0 (worst) to 1 (best).
fn share(rating: Rating) -> f64 {
    let (low, high) = rating.scale.bounds();
    f64::from(rating.value.saturating_sub(low)) / f64::from(high - low)
}

/// The author's own words: without what is repeated and without signatures.
pub(super) fn own_words(body: &NoteBody) -> String {
    let mut asides = body.asides.iter().peekable();
    let own = body.text.chars().zip(0u32..).filter_map(|(character, place)| {
        while asides.next_if(|aside| aside.end <= place).is_some() {}
        asides.peek().is_none_or(|aside| place < aside.start).then_some(character)
    });
    own.collect()
}

#[cfg(test)]
mod tests {
    use outweigh_core::domain::{Aside, AsideKind, RatingScale};

    use super::*;

    #[test]
    fn what_others_wrote_is_neither_read_nor_suggested() {
        let quote = "> The export to Excel crashes every time I open a large file. It is awful.\n";
        let text = format!("{quote}Thank you, we love the new reports. They are great!");
        let end = quote.chars().count() as u32;
        let quoted = NoteBody {
            asides: vec![Aside { kind: AsideKind::Quote, start: 0, end }],
            text: text.clone(),
            ..NoteBody::default()
        };
        let plain = NoteBody { text, ..NoteBody::default() };
        let reader = NoteReader::default();
        assert!(reader.suggestions(&plain, None).iter().any(|found| found.start < end));
        assert!(reader.suggestions(&quoted, None).iter().all(|found| found.start >= end));
        let mood = |body| reader.read(body, None).sentiment.unwrap();
        assert!(mood(&quoted) > mood(&plain));
    }

    #[test]
    fn a_rating_is_a_place_between_worst_and_best() {
        let places = [(RatingScale::Nps, 0), (RatingScale::Nps, 10), (RatingScale::Csat, 3)];
        assert_eq!(places.map(|(scale, value)| share(Rating { scale, value })), [0.0, 1.0, 0.5]);
    }
}
