//! The phrases that say what one text is about.
//!
//! Candidates are up to three words in a row without function words or punctuation. Each is worth the sum of its words'
//! degree over frequency (RAKE, Rose et al. 2010), times how often it occurs, times how close its meaning is to the whole
//! text's (as in KeyBERT).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::{Embedder, Span};

/// Words of a phrase at most.
const LONGEST: usize = 3;

/// Words that carry no topic: function words, and the small talk of feedback.
const EMPTY_WORDS: &str = "a about above after again against ain't all almost also although always am an and any anyone \
    anything are aren't around as at away back be because been before being below best better between big both but by call came \
    can can't cannot come could couldn't day days did didn't different do does doesn't doing don't done down during each either \
    else end enough even ever every everyone everything far few find first for found from full further gave get gets getting give \
    given go goes going gone gonna good got great had hadn't has hasn't have haven't having he hello help her here hers hi him his \
    hope how however i i'd i'll i'm i've if in instead into is isn't it it'd it'll it's its itself just keep kept kind know last \
    least less let let's like likely little long look lot lots made make makes making many may maybe me mean might more most much \
    must my myself near need needed needs never new next nice no nobody none nor not nothing now of off often oh ok okay on once \
    one only or other others our ours out over own part people per perhaps please possible pretty put quite rather re really \
    said same say says see seem seems seen several she should shouldn't since so some someone something sometimes soon still such \
    sure take taken takes team tell than thank thanks that that's the their theirs them themselves then there there's these they \
    they'd they'll they're they've thing things think this those though three through time times to today together told too took \
    toward tried try trying two under unless until up upon us use used useful uses using usually very via want wanted wants was \
    wasn't way ways we we'd we'll we're we've week well went were weren't what what's when where whether which while who whole whose \
    why will with within without won't work working works would wouldn't yes yet you you'd you'll you're you've your yours";

/// A phrase of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase<'t> {
    /// Its words where they stand first.
    pub text: &'t str,
    /// The place of `text`.
    pub span: Span,
    /// Above 0; larger says more.
    pub score: f64,
}

/// Whether a word, in lower case, carries no topic.
#[must_use]
pub fn is_empty_word(word: &str) -> bool {
    static EMPTY: LazyLock<BTreeSet<&str>> = LazyLock::new(|| EMPTY_WORDS.split_whitespace().collect());
    word.chars().nth(1).is_none() || EMPTY.contains(word)
}

struct Word {
    lower: String,
    bytes: std::ops::Range<usize>,
    characters: std::ops::Range<usize>,
}

/// The phrases that say most, best first, at most `limit`; none is part of another.
///
/// ```
/// use outweigh_language::{Embedder, key_phrases};
/// let text = "The invoice export fails. I need the invoice export for our tax audit.";
/// assert_eq!(key_phrases(text, 1, &Embedder::default())[0].text, "invoice export");
/// ```
#[must_use]
pub fn key_phrases<'t>(text: &'t str, limit: usize, embedder: &Embedder) -> Vec<Phrase<'t>> {
    let runs = runs(text);
    let mut frequency: BTreeMap<&str, f64> = BTreeMap::new();
    let mut degree: BTreeMap<&str, f64> = BTreeMap::new();
    for run in &runs {
        for word in run {
            *frequency.entry(&word.lower).or_default() += 1.0;
            *degree.entry(&word.lower).or_default() += run.len() as f64;
        }
    }
    let about = embedder.embed(text);
    let mut phrases: BTreeMap<String, (Phrase<'_>, f64)> = BTreeMap::new();
    for run in runs.iter().flat_map(|run| (1..=LONGEST).flat_map(|size| run.windows(size))) {
        let key = run.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ");
        let (first, last) = (&run[0], &run[run.len() - 1]);
        let entry = phrases.entry(key).or_insert_with(|| {
            let words: f64 =
                run.iter().map(|word| degree[word.lower.as_str()] / frequency[word.lower.as_str()]).sum();
            let place = &text[first.bytes.start..last.bytes.end];
            let close = f64::from(embedder.embed(place).cosine(&about)).max(0.0);
            let span = Span::of(first.characters.start..last.characters.end);
            (Phrase { text: place, span, score: words * (0.2 + close) }, 0.0)
        });
        entry.1 += 1.0;
    }
    let mut phrases: Vec<(String, Phrase<'_>)> = phrases
        .into_iter()
        .map(|(key, (phrase, times))| (key, Phrase { score: phrase.score * times, ..phrase }))
        .collect();
    phrases.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score).then(a.span.cmp(&b.span)));
    let mut kept: Vec<(String, Phrase<'_>)> = Vec::new();
    for (key, phrase) in phrases {
        let repeats = |other: &String| contains_words(other, &key) || contains_words(&key, other);
        if kept.len() < limit && !kept.iter().any(|(other, _)| repeats(other)) {
            kept.push((key, phrase));
        }
    }
    kept.into_iter().map(|(_, phrase)| phrase).collect()
}

fn contains_words(long: &str, short: &str) -> bool {
    format!(" {long} ").contains(&format!(" {short} "))
}

/// Runs of telling words.
fn runs(text: &str) -> Vec<Vec<Word>> {
    let mut runs: Vec<Vec<Word>> = vec![Vec::new()];
    let mut before = 0;
    for word in words(text) {
        let apart = text[before..word.bytes.start].chars().any(|c| !c.is_whitespace() && c != '-');
        before = word.bytes.end;
        let empty = is_empty_word(&word.lower) || word.lower.chars().all(|c| c.is_numeric());
        if empty || apart {
            runs.push(Vec::new());
        }
        if let (false, Some(run)) = (empty, runs.last_mut()) {
            run.push(word);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (count, (at, c)) in text.char_indices().enumerate() {
        let part = c.is_alphanumeric() || open && matches!(c, '\'' | '’');
        if part && !open {
            words.push(Word { lower: String::new(), bytes: at..at, characters: count..count });
        }
        if let (true, Some(word)) = (part, words.last_mut()) {
            word.lower.extend(c.to_lowercase().map(|c| if c == '’' { '\'' } else { c }));
            word.bytes.end = at + c.len_utf8();
            word.characters.end = count + 1;
        }
        open = part;
    }
    words
}
