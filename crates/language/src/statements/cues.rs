//! Words that give a statement away: the patterns of `model/cues.tsv`, found in a clause.

use std::sync::LazyLock;

use super::StatementKind;

/// A line of the table.
struct Cue {
    kind: StatementKind,
    weight: f64,
    pattern: Vec<Part>,
}

enum Part {
    /// `*`
    AnyWord,
    /// `..`
    UpToSix,
    /// `a|b`
    OneOf(Vec<&'static str>),
}

/// The table; a line that says nothing would be found missing by the tests.
static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| table().into_iter().flatten().collect());

fn table() -> Vec<Option<Cue>> {
    let lines = include_str!("../../model/cues.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(cue).collect()
}

fn cue(line: &'static str) -> Option<Cue> {
    let (name, rest) = line.split_once('\t')?;
    let (weight, pattern) = rest.split_once('\t')?;
    let part = |part: &'static str| match part {
        "*" => Part::AnyWord,
        ".." => Part::UpToSix,
        words => Part::OneOf(words.split('|').collect()),
    };
    Some(Cue {
        kind: StatementKind::ALL.into_iter().find(|kind| kind.kind().name() == name)?,
        weight: weight.parse().ok()?,
        pattern: pattern.split(' ').map(part).collect(),
    })
}

/// A cue that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub kind: StatementKind,
    /// How far it moves the log-odds.
    pub weight: f64,
    /// Words of the clause, as indices.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// The cues in a clause, given by its words in lower case, in the order of the table.
pub(super) fn cues(words: &[&str]) -> Vec<Found> {
    let found = |cue: &Cue| {
        let (from, to) = (0..words.len()).find_map(|from| Some((from, end(&cue.pattern, words, from)?)))?;
        Some(Found { kind: cue.kind, weight: cue.weight, from, to })
    };
    CUES.iter().filter_map(found).collect()
}

/// Where a pattern that begins at a word ends.
fn end(pattern: &[Part], words: &[&str], at: usize) -> Option<usize> {
    match pattern.split_first() {
        None => Some(at),
        Some((Part::AnyWord, rest)) => words.get(at).and_then(|_| end(rest, words, at + 1)),
        Some((Part::UpToSix, rest)) => {
            (at..=(at + 6).min(words.len())).find_map(|next| end(rest, words, next))
        }
        Some((Part::OneOf(choices), rest)) => {
            choices.contains(words.get(at)?).then(|| end(rest, words, at + 1)).flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Found> {
        cues(&text.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn every_line_of_the_table_can_be_read() {
        assert!(table().iter().all(Option::is_some) && CUES.len() > 100);
    }

    #[test]
    fn words_in_between_and_choices_are_found() {
        let place = |text: &str| {
            found(text).iter().any(|cue| {
                text.split(' ').collect::<Vec<_>>()[cue.from..cue.to].join(" ") == "takes us two days"
            })
        };
        assert!(place("it takes us two days now"));
        assert!(!place("takes a b c d e f g days"));
    }

    #[test]
    fn what_only_looks_like_a_cue_is_taken_back() {
        let sum: f64 = found("i can't wait for the next version").iter().map(|cue| cue.weight).sum();
        assert!(sum < 0.0, "{sum}");
    }

    #[test]
    fn a_clause_may_hold_cues_of_several_kinds() {
        let found = found("we were told it would be nice");
        let has = |kind: StatementKind| found.iter().any(|cue| cue.kind == kind);
        assert!(has(StatementKind::Promise) && has(StatementKind::Request));
    }
}
