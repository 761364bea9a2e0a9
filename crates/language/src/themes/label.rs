//! Words for themes: the phrases that set each one apart from the others.
//!
//! Class-based TF-IDF (Grootendorst 2022): a phrase is worth how often a theme's notes use it, times
//! `ln(1 + average / f)`, where `f` is its use over all themes and `average` the use of all phrases per theme. Here a
//! note's use counts by its closeness to the theme's centre, and only once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use super::Id;
use crate::is_empty_word;

/// Words of a phrase.
const LONGEST: usize = 3;
/// Notes of a theme that are read: those nearest the centre.
const MOST_NOTES: usize = 200;
/// A phrase of fewer notes is one note's wording, unless the theme has no other.
const LEAST_NOTES: usize = 2;
/// What each further word of a phrase adds to its worth: "card" is in more notes than "card arrival", which says more.
const PER_WORD: f64 = 1.0;

/// What a theme is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The phrases that set it apart, best first, with what each is worth.
    pub phrases: Vec<(String, f64)>,
}

impl Label {
    /// The phrases as one line.
    #[must_use]
    pub fn text(&self) -> String {
        self.phrases.iter().map(|(phrase, _)| phrase.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// A phrase as its stems, so that "cards arrive" and "card arriving" are one.
type Stems = Vec<String>;

#[derive(Default)]
struct Use {
    worth: f64,
    notes: usize,
    /// How it is written, with how often.
    forms: BTreeMap<String, usize>,
}

/// At most `count` phrases for each theme, from the texts of its notes with their closeness to its centre. Stop words
/// and stems are English; words of other languages stand for themselves.
#[must_use]
pub fn labels<T: Id>(said: &BTreeMap<T, Vec<(&str, f32)>>, count: usize) -> BTreeMap<T, Label> {
    let stemmer = Stemmer::create(Algorithm::English);
    let uses: BTreeMap<T, HashMap<Stems, Use>> =
        said.iter().map(|(theme, notes)| (*theme, uses(notes, &stemmer))).collect();
    let mut overall: HashMap<&Stems, f64> = HashMap::new();
    for (stems, used) in uses.values().flatten() {
        *overall.entry(stems).or_default() += used.worth;
    }
    // Summed in a fixed order: hash maps have none.
    let worth = |uses: &HashMap<Stems, Use>| {
        let mut worths: Vec<f64> = uses.values().map(|used| used.worth).collect();
        worths.sort_by(f64::total_cmp);
        worths.into_iter().sum::<f64>()
    };
    let average = uses.values().map(worth).sum::<f64>() / uses.len().max(1) as f64;
    let label = |uses: &HashMap<Stems, Use>| {
        let mut ranked: Vec<(f64, &Stems, &Use)> = uses
            .iter()
            .map(|(stems, used)| {
                let longer = 1.0 + PER_WORD * (stems.len() - 1) as f64;
                (used.worth * longer * libm::log1p(average / overall[stems]), stems, used)
            })
            .collect();
        ranked.sort_by(|a, b| {
            let often = |used: &Use| used.notes >= LEAST_NOTES;
            often(b.2).cmp(&often(a.2)).then(b.0.total_cmp(&a.0)).then(a.1.cmp(b.1))
        });
        Label { phrases: distinct(&ranked, count) }
    };
    uses.iter().map(|(theme, uses)| (*theme, label(uses))).collect()
}

/// The best phrases, each of which says more new than the better ones said: at most half of its stems stood in them.
fn distinct(ranked: &[(f64, &Stems, &Use)], count: usize) -> Vec<(String, f64)> {
    let mut said: BTreeSet<&String> = BTreeSet::new();
    let mut phrases = Vec::new();
    for (worth, stems, used) in ranked {
        if phrases.len() == count {
            break;
        }
        let repeated = stems.iter().filter(|stem| said.contains(stem)).count();
        if 2 * repeated <= stems.len() {
            said.extend(*stems);
            let form = used.forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            phrases.extend(form.map(|(form, _)| (form.clone(), *worth)));
        }
    }
    phrases
}

fn uses(notes: &[(&str, f32)], stemmer: &Stemmer) -> HashMap<Stems, Use> {
    let mut nearest: Vec<&(&str, f32)> = notes.iter().collect();
    nearest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    nearest.truncate(MOST_NOTES);
    let mut uses: HashMap<Stems, Use> = HashMap::new();
    for (text, closeness) in nearest {
        let mut seen = BTreeSet::new();
        for run in runs(text) {
            let stems: Vec<String> = run.iter().map(|word| stemmer.stem(word).into_owned()).collect();
            for (first, length) in
                (0..run.len()).flat_map(|first| (1..=LONGEST).map(move |length| (first, length)))
            {
                let Some(words) = run.get(first..first + length) else { break };
                // "of" may stand within a phrase, not at its ends.
                if is_empty_word(&words[0]) || is_empty_word(&words[length - 1]) {
                    continue;
                }
                let stems = stems[first..first + length].to_vec();
                if !seen.insert(stems.clone()) {
                    continue;
                }
                let used = uses.entry(stems).or_default();
                used.worth += f64::from(closeness.max(0.0));
                used.notes += 1;
                *used.forms.entry(words.join(" ")).or_default() += 1;
            }
        }
    }
    uses
}

/// Words in lower case, cut where punctuation ends a phrase. Numbers are no words.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs = vec![Vec::new()];
    for piece in text.split_whitespace() {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let cut = |part: &str| part.contains(|c: char| !c.is_alphanumeric());
        let (before, after) = match piece.find(word) {
            Some(at) if !word.is_empty() => (&piece[..at], &piece[at + word.len()..]),
            _ => (piece, ""),
        };
        if cut(before) {
            runs.push(Vec::new());
        }
        if word.contains(char::is_alphabetic)
            && let Some(run) = runs.last_mut()
        {
            run.push(word.to_lowercase().replace('\u{2019}', "'"));
        } else {
            runs.push(Vec::new());
        }
        if cut(after) {
            runs.push(Vec::new());
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_what_sets_a_theme_apart() {
        let said = BTreeMap::from([
            (
                'a',
                vec![("My card has not arrived", 0.9), ("cards arriving late", 0.8), ("card arrived?", 0.7)],
            ),
            (
                'b',
                vec![
                    ("my card was declined", 0.9),
                    ("why are cards declined", 0.8),
                    ("declined payment", 0.9),
                ],
            ),
        ]);
        let labels = labels(&said, 2);
        assert_eq!(labels[&'a'].phrases[0].0.split(' ').next_back(), Some("arrived"));
        assert!(labels[&'b'].text().contains("declined"), "{}", labels[&'b'].text());
    }

    #[test]
    fn phrases_of_a_label_differ_and_do_not_cross_punctuation() {
        let said =
            BTreeMap::from([('a', vec![("export fails, invoices", 1.0), ("exports failing. Invoice", 1.0)])]);
        assert_eq!(labels(&said, 3)[&'a'].text(), "export fails, invoice");
    }

    #[test]
    fn nothing_said_has_an_empty_label() {
        let said =
            BTreeMap::from([('a', vec![]), ('b', vec![("the 123 ?!", 1.0), ("\u{4f60}\u{597d}", 1.0)])]);
        let labels = labels(&said, 3);
        assert_eq!((labels[&'a'].text().as_str(), labels[&'b'].text().as_str()), ("", "\u{4f60}\u{597d}"));
    }
}
