//! Spans of problems in app reviews, against the phrases that people marked.
//!
//! The set marks the feature an opinion is about; a feature judged negatively is a problem. A suggestion is a clause, the
//! mark a word or two within it, so overlap and tokens say more than exact matches; the key phrase of the clause is
//! compared too.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use outweigh_language::classify::Classifier;
use outweigh_language::{
    Embedder, Passage, StatementKind, Token, is_empty_word, key_phrases, sentiment, suggest, tokens,
};
use serde::Deserialize;

use crate::Findings;

const FILE: &str = "opinion_appreviews_is22/sentences.jsonl";

/// A sentence of a review.
#[derive(Deserialize)]
struct Marked {
    text: String,
    features_negative: Vec<String>,
}

/// Tokens of a sentence, by number.
type Tokens = BTreeSet<usize>;

/// Ways to find spans, by name.
type Way = (&'static str, fn(&str) -> Vec<std::ops::Range<usize>>);

const WAYS: [Way; 5] = [
    ("suggested clause", suggested),
    ("key phrase of the suggested clause", suggested_phrase),
    ("whole sentence", whole),
    ("whole sentence if its mood is bad", whole_if_bad),
    ("every noun phrase by rule, if the mood is bad", noun_phrases),
];

/// Compares each way with the marks.
pub(crate) fn evaluate(data: &Path) -> Result<Findings> {
    let path = data.join(FILE);
    let file = std::fs::read_to_string(&path).unwrap_or_default();
    let sentences: Vec<Marked> = file
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .context("failed to read the marks")?;
    let ways = if sentences.is_empty() { &[][..] } else { &WAYS[..] };
    Ok(Findings {
        name: "spans",
        columns: vec!["way", "spans", "of", "F1, overlap", "F1, tokens", "F1, exact"],
        rows: ways.iter().map(|(name, way)| compare(name, *way, &sentences)).collect(),
        reading:
            "1,189 sentences of app reviews; marks are features judged negatively. Overlap: a span shares a \
                  token with a mark. Tokens: of all spans together. Exact: the same tokens."
                .to_owned(),
    })
}

fn compare(name: &str, way: fn(&str) -> Vec<std::ops::Range<usize>>, sentences: &[Marked]) -> Vec<String> {
    let [mut spans, mut marks, mut hit, mut met, mut exact] = [0; 5];
    let [mut span_tokens, mut mark_tokens, mut shared] = [0; 3];
    for sentence in sentences {
        let tokens = tokens(&sentence.text);
        let marked: Vec<Tokens> = sentence
            .features_negative
            .iter()
            .filter_map(|phrase| place(phrase, &sentence.text, &tokens))
            .collect();
        let found: Vec<Tokens> =
            way(&sentence.text).into_iter().map(|bytes| within(&tokens, &bytes)).collect();
        spans += found.len();
        marks += marked.len();
        hit += found.iter().filter(|span| marked.iter().any(|mark| !mark.is_disjoint(span))).count();
        met += marked.iter().filter(|mark| found.iter().any(|span| !mark.is_disjoint(span))).count();
        exact += found.iter().filter(|span| marked.contains(span)).count();
        let [of_spans, of_marks]: [Tokens; 2] =
            [&found, &marked].map(|all| all.iter().flatten().copied().collect());
        span_tokens += of_spans.len();
        mark_tokens += of_marks.len();
        shared += of_spans.intersection(&of_marks).count();
    }
    let f1 = |right_spans: usize, spans: usize, right_marks: usize, marks: usize| {
        let (precision, recall) = (right_spans as f64 / spans as f64, right_marks as f64 / marks as f64);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        format!("{f1:.3} (P {precision:.2}, R {recall:.2})")
    };
    vec![
        name.to_owned(),
        spans.to_string(),
        marks.to_string(),
        f1(hit, spans, met, marks),
        f1(shared, span_tokens, shared, mark_tokens),
        f1(exact, spans, exact, marks),
    ]
}

/// The tokens of a phrase where it stands first.
fn place(phrase: &str, text: &str, all: &[Token]) -> Option<Tokens> {
    let wanted: Vec<u32> = tokens(phrase).iter().map(|token| token.id).collect();
    let ids: Vec<u32> = all.iter().map(|token| token.id).collect();
    let start = ids.windows(wanted.len().max(1)).position(|window| window == wanted);
    let bytes = || {
        let at = text.to_ascii_lowercase().find(&phrase.to_ascii_lowercase())?;
        Some(within(all, &(at..at + phrase.len())))
    };
    start
        .map(|start| (start..start + wanted.len()).collect())
        .or_else(bytes)
        .filter(|found: &Tokens| !found.is_empty())
}

fn within(tokens: &[Token], bytes: &std::ops::Range<usize>) -> Tokens {
    let inside = |token: &Token| token.start < bytes.end && bytes.start < token.end;
    tokens.iter().enumerate().filter(|(_, token)| inside(token)).map(|(at, _)| at).collect()
}

/// Where a part of a text begins and ends, in bytes.
fn bytes_of(part: &str, text: &str) -> std::ops::Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
}

fn suggested(text: &str) -> Vec<std::ops::Range<usize>> {
    let found = suggest(Passage { text, ..Passage::default() }, &Classifier::default());
    let problems = found.iter().filter(|one| one.kind == StatementKind::Problem);
    problems.map(|one| bytes_of(one.span.of_text(text), text)).collect()
}

fn suggested_phrase(text: &str) -> Vec<std::ops::Range<usize>> {
    let embedder = Embedder::default();
    let phrase = |clause: std::ops::Range<usize>| {
        let phrases = key_phrases(&text[clause], 1, &embedder);
        phrases.first().map(|phrase| bytes_of(phrase.text, text))
    };
    suggested(text).into_iter().filter_map(phrase).collect()
}

fn whole(text: &str) -> Vec<std::ops::Range<usize>> {
    std::iter::once(0..text.len()).collect()
}

fn whole_if_bad(text: &str) -> Vec<std::ops::Range<usize>> {
    if sentiment(text) < 0.0 { whole(text) } else { Vec::new() }
}

/// Runs of at most three words that are no function words.
fn noun_phrases(text: &str) -> Vec<std::ops::Range<usize>> {
    if sentiment(text) >= 0.0 {
        return Vec::new();
    }
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for word in words.filter(|word| !is_empty_word(&word.to_lowercase())) {
        let place = bytes_of(word, text);
        match runs.last_mut() {
            Some(run) if run.end + 1 == place.start => run.end = place.end,
            _ => runs.push(place),
        }
    }
    runs
}
