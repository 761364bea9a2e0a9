//! Suggests which words of a note are a statement: a problem, a request, an idea, an insight, a promise.
//!
//! Each clause is judged by the classifier and by cue patterns: the log-odds of a kind are those of the classifier,
//! moved by what the cues weigh, and for a problem by the mood. What a workspace accepts and rejects moves the classifier
//! ([`Learned`](crate::classify::Learned)).

mod clauses;
mod cues;
mod wording;

use clauses::{Clause, clauses};
use serde::{Deserialize, Serialize};
pub use wording::wording;

use crate::classify::{Classification, Classifier, Kind, sigmoid};
use crate::{Embedder, Span, Vector, is_empty_word, sentences, sentiment};

/// Suggestions for one note at most: more are not read.
pub const MOST: usize = 3;
/// A suggestion is at least this likely to be right.
pub const LIKELY: f64 = 0.5;
/// Cues move the log-odds by at most this, so that a long clause does not win by its length.
const CUES_AT_MOST: f64 = 4.0;
/// A question is a problem, an insight or a promise only when cues say so.
const ASKED: f64 = 2.0;
/// A clause of the best mood is by so much less of a problem than a plain one; of the worst, so much more.
const MOOD: f64 = 2.0;
/// Taken from a kind that no cue speaks for.
const NO_CUE: f64 = 0.7;
/// A promise without a cue is a date that someone mentions.
const NO_CUE_OF_PROMISE: f64 = 3.0;
/// Two clauses closer in meaning than this say the same.
const SAME: f32 = 0.8;
/// Characters of a clause worth reading.
const SHORTEST: usize = 12;
/// Words of a clause that no cue speaks for.
const SHORTEST_WITHOUT_CUE: usize = 5;

/// What a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// Something stands in the way.
    Problem,
    /// Something is asked for.
    Request,
    /// A way to do it.
    Idea,
    /// How someone works, decides or pays; that they think of leaving.
    Insight,
    /// Someone was told that something will come.
    Promise,
}

impl StatementKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Problem, Self::Request, Self::Idea, Self::Insight, Self::Promise];

    /// The kind that answers about suggestions of this kind teach.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Problem => Kind::Problem,
            Self::Request => Kind::Request,
            Self::Idea => Kind::Idea,
            Self::Insight => Kind::Insight,
            Self::Promise => Kind::Promise,
        }
    }

    /// What the classifier says for it. A defect is a problem, and a customer who is leaving is an insight; answers
    /// about suggestions of the kind count whichever of them it was.
    fn log_odds(self, read: &Classification) -> f64 {
        let kinds: &[Kind] = match self {
            Self::Problem => &[Kind::Problem, Kind::Bug, Kind::Usability, Kind::Performance],
            Self::Insight => &[Kind::Insight, Kind::Churn],
            _ => &[self.kind()],
        };
        let shipped = kinds.iter().map(|kind| read.shipped(*kind)).fold(f64::NEG_INFINITY, f64::max);
        shipped + read.learned(self.kind())
    }
}

/// Words of a note that may be a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Where they stand in the note.
    pub span: Span,
    /// As what.
    pub kind: StatementKind,
    /// How likely that is right, [`LIKELY`] to 1.
    pub score: f64,
    /// Words of the span that speak for it: the strongest cue, or the words that weigh most.
    pub because: String,
    /// The words as a statement ([`wording`]).
    pub statement: String,
}

/// A note's text, and where in it to look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Passage<'t> {
    /// What was written or said.
    pub text: &'t str,
    /// Where sentences may lie, such as the turns of the customer in a transcript, in order; empty means everywhere.
    pub within: &'t [Span],
    /// Where nothing is suggested: quoted messages, signatures.
    pub skip: &'t [Span],
}

struct Candidate {
    suggestion: Suggestion,
    vector: Vector,
}

/// The likeliest statements of a note, at most [`MOST`], in the order of the text, without overlap.
///
/// ```
/// use outweigh_language::{Passage, StatementKind, suggest};
/// use outweigh_language::classify::Classifier;
/// let text = "Hi team, love it! Every time I have to copy the totals by hand into our ledger. Thanks, Jo";
/// let found = suggest(Passage { text, ..Passage::default() }, &Classifier::default());
/// assert_eq!(found[0].kind, StatementKind::Problem);
/// assert_eq!(found[0].statement, "Every time I have to copy the totals by hand into our ledger");
/// ```
#[must_use]
pub fn suggest(passage: Passage<'_>, classifier: &Classifier) -> Vec<Suggestion> {
    let characters: Vec<char> = passage.text.chars().collect();
    let embedder = Embedder::default();
    let mut candidates: Vec<Candidate> = Vec::new();
    for part in parts(passage, characters.len()) {
        let text: String = characters[part.clone()].iter().collect();
        let own = &characters[part.clone()];
        for clause in sentences(&text).iter().flat_map(|sentence| clauses(sentence, own)) {
            let quote: String = own[clause.place(own)].iter().collect();
            if let Some((kind, score, because)) = judged(&clause, &quote, classifier) {
                let place = clause.place(own);
                let span = Span::of(part.start + place.start..part.start + place.end);
                let suggestion = Suggestion { span, kind, score, because, statement: wording(&quote) };
                candidates.push(Candidate { suggestion, vector: embedder.embed(&quote) });
            }
        }
    }
    candidates.sort_by(|a, b| {
        b.suggestion.score.total_cmp(&a.suggestion.score).then(a.suggestion.span.cmp(&b.suggestion.span))
    });
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if kept.len() < MOST && kept.iter().all(|other| other.vector.cosine(&candidate.vector) < SAME) {
            kept.push(candidate);
        }
    }
    let mut suggestions: Vec<Suggestion> = kept.into_iter().map(|candidate| candidate.suggestion).collect();
    suggestions.sort_by_key(|suggestion| suggestion.span);
    suggestions
}

/// The stretches to look at: `within` without `skip`, cut to the text.
fn parts(passage: Passage<'_>, length: usize) -> Vec<std::ops::Range<usize>> {
    let everywhere = [Span::of(0..length)];
    let within = if passage.within.is_empty() { &everywhere[..] } else { passage.within };
    let mut skip: Vec<Span> = passage.skip.to_vec();
    skip.sort();
    let mut parts = Vec::new();
    for span in within {
        let (mut start, end) = (span.start as usize, (span.end as usize).min(length));
        for hole in skip.iter().filter(|hole| hole.overlaps(*span)) {
            parts.push(start..(hole.start as usize).min(end));
            start = start.max(hole.end as usize);
        }
        parts.push(start..end);
    }
    parts.retain(|part| part.start < part.end);
    parts
}

/// The likeliest kind of a clause, if it is likely enough, with its probability and the reason.
fn judged(clause: &Clause, quote: &str, classifier: &Classifier) -> Option<(StatementKind, f64, String)> {
    if quote.chars().count() < SHORTEST {
        return None;
    }
    let words: Vec<&str> = clause.words.iter().map(|word| word.lower.as_str()).collect();
    let cues = cues::cues(&words);
    let read = classifier.classify(quote, None);
    let mood = sentiment(quote);
    let score = |kind: StatementKind| {
        let moved: f64 = cues.iter().filter(|cue| cue.kind == kind).map(|cue| cue.weight).sum();
        let asked = if clause.asks && !matches!(kind, StatementKind::Request | StatementKind::Idea) {
            ASKED
        } else {
            0.0
        };
        let lacking = match kind {
            _ if cues.iter().any(|cue| cue.kind == kind && cue.weight > 0.0) => 0.0,
            StatementKind::Promise => NO_CUE_OF_PROMISE,
            _ => NO_CUE,
        };
        let mood = if kind == StatementKind::Problem { -MOOD * mood } else { 0.0 };
        sigmoid(kind.log_odds(&read) + moved.min(CUES_AT_MOST) + mood - asked - lacking)
    };
    let best = StatementKind::ALL
        .into_iter()
        .map(|kind| (score(kind), kind))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let (score, kind) = best.filter(|(score, _)| *score >= LIKELY)?;
    let strongest = cues
        .iter()
        .filter(|cue| cue.kind == kind && cue.weight > 0.0)
        .max_by(|a, b| a.weight.total_cmp(&b.weight).then(b.from.cmp(&a.from)));
    if strongest.is_none() && words.len() < SHORTEST_WITHOUT_CUE {
        return None;
    }
    let because = match strongest {
        Some(cue) => words[cue.from..cue.to].join(" "),
        None => telling_words(kind, &words, classifier),
    };
    Some((kind, score, because))
}

/// The two words without which the clause would be least of this kind.
fn telling_words(kind: StatementKind, words: &[&str], classifier: &Classifier) -> String {
    let without = |left_out: usize| {
        let others = words.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word);
        kind.log_odds(&classifier.classify(&others.collect::<Vec<_>>().join(" "), None))
    };
    let telling = (0..words.len()).filter(|at| words[*at].len() > 2 && !is_empty_word(words[*at]));
    let mut places: Vec<(f64, usize)> = telling.map(|at| (without(at), at)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut most: Vec<usize> = places.iter().take(2).map(|(_, at)| *at).collect();
    most.sort_unstable();
    most.iter().map(|at| words[*at]).collect::<Vec<_>>().join(", ")
}
