//! How pleased a text sounds, from -1 to 1, by the words it uses.
//!
//! The rules are those of VADER (Hutto and Gilbert, ICWSM 2014): negation turns a word round, degree words strengthen or
//! weaken it, what follows "but" counts more. One is ours: what "would be great" is not great yet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Brings a sum of moods into -1 to 1, as VADER does.
const SPREAD: f64 = 15.0;
/// A negation within three words before turns the mood round and weakens it.
const NEGATED: f64 = -0.74;
/// A degree word adds or takes this much.
const DEGREE: f64 = 0.293;
/// Share of a pleasant word that remains when it is only wished for.
const WISHED: f64 = 0.1;
/// How many words before a word change it.
const REACH: usize = 3;

const NEGATIONS: [&str; 34] = [
    "not",
    "no",
    "never",
    "none",
    "nobody",
    "nothing",
    "neither",
    "nor",
    "without",
    "hardly",
    "barely",
    "rarely",
    "cannot",
    "can't",
    "cant",
    "don't",
    "dont",
    "doesn't",
    "doesnt",
    "didn't",
    "didnt",
    "isn't",
    "isnt",
    "aren't",
    "wasn't",
    "weren't",
    "won't",
    "wont",
    "wouldn't",
    "shouldn't",
    "couldn't",
    "haven't",
    "hasn't",
    "ain't",
];
const STRONGER: [&str; 24] = [
    "very",
    "really",
    "so",
    "too",
    "extremely",
    "absolutely",
    "totally",
    "completely",
    "incredibly",
    "super",
    "highly",
    "most",
    "more",
    "especially",
    "particularly",
    "much",
    "always",
    "constantly",
    "insanely",
    "painfully",
    "terribly",
    "awfully",
    "such",
    "truly",
];
const WEAKER: [&str; 13] = [
    "slightly",
    "somewhat",
    "bit",
    "little",
    "kinda",
    "sorta",
    "partly",
    "fairly",
    "rather",
    "less",
    "almost",
    "marginally",
    "occasionally",
];
const WISHES: [&str; 9] = ["would", "could", "should", "wish", "might", "i'd", "we'd", "it'd", "if"];
const FACES: [(char, f64); 24] = [
    ('👍', 1.8),
    ('👎', -1.8),
    ('❤', 2.5),
    ('♥', 2.5),
    ('😀', 2.0),
    ('😃', 2.0),
    ('😄', 2.0),
    ('😁', 1.8),
    ('😊', 2.0),
    ('🙂', 1.2),
    ('😍', 2.8),
    ('🥰', 2.8),
    ('🎉', 2.0),
    ('👏', 1.8),
    ('🙏', 0.5),
    ('⭐', 1.5),
    ('😡', -2.5),
    ('😠', -2.2),
    ('🤬', -3.0),
    ('😢', -1.8),
    ('😭', -1.8),
    ('😞', -1.8),
    ('🙁', -1.4),
    ('💔', -2.2),
];

/// From -1 (angry) by 0 (plain, or mixed, or no known word) to 1 (delighted).
///
/// ```
/// use outweigh_language::sentiment;
/// assert!(sentiment("I love how fast it is") > 0.4);
/// assert!(sentiment("It is not fast and it crashes") < -0.4);
/// assert_eq!(sentiment("The report has two columns"), 0.0);
/// ```
#[must_use]
pub fn sentiment(text: &str) -> f64 {
    let words = words(text);
    let moods: Vec<f64> = (0..words.len()).map(|at| mood_at(&words, at)).collect();
    let turn = words.iter().rposition(|word| matches!(word.as_str(), "but" | "however" | "except"));
    let weight = |at: usize| match turn {
        Some(turn) if at < turn => 0.5,
        Some(_) => 1.5,
        None => 1.0,
    };
    let sum: f64 = moods.iter().enumerate().map(|(at, mood)| mood * weight(at)).sum();
    let faces: f64 =
        text.chars().filter_map(|c| FACES.iter().find(|(face, _)| *face == c)).map(|(_, mood)| mood).sum();
    let exclaimed = text.chars().filter(|c| *c == '!').count().min(3) as f64 * DEGREE;
    let sum = sum + faces;
    let sum = if sum == 0.0 { 0.0 } else { sum + exclaimed.copysign(sum) };
    sum / libm::sqrt(sum * sum + SPREAD)
}

fn mood_at(words: &[String], at: usize) -> f64 {
    let Some(mood) = mood_of(&words[at]) else { return 0.0 };
    let before: Vec<&str> = words[at.saturating_sub(REACH)..at].iter().map(String::as_str).collect();
    let any = |list: &[&str]| before.iter().any(|word| list.contains(word));
    let degree = f64::from(i8::from(any(&STRONGER)) - i8::from(any(&WEAKER))) * DEGREE;
    let mood = mood + degree * mood.signum();
    match mood {
        // "no" and "never" are moods and negations at once; they do not negate themselves.
        mood if any(&NEGATIONS) => mood * NEGATED,
        mood if mood > 0.0 && any(&WISHES) => mood * WISHED,
        mood => mood,
    }
}

fn mood_of(word: &str) -> Option<f64> {
    static MOODS: LazyLock<BTreeMap<&str, f64>> = LazyLock::new(|| {
        let lines = include_str!("../model/sentiment.tsv").lines().filter(|line| !line.starts_with("# "));
        lines
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, mood)| Some((word, mood.parse().ok()?)))
            .collect()
    });
    MOODS.get(word).copied()
}

/// Words in lower case without the punctuation around them; emoticons whole.
fn words(text: &str) -> Vec<String> {
    let word = |part: &str| {
        let lower = part.to_lowercase().replace('’', "'");
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() || mood_of(&lower).is_some() { lower } else { bare.to_owned() }
    };
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '—'))
        .filter(|part| !part.is_empty())
        .map(word)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_order_as_people_would_order_them() {
        let texts = [
            "Worst update ever, it crashes all the time and support is useless!",
            "The export is slow.",
            "The export has two columns.",
            "The export is quick.",
            "I absolutely love the new export, brilliant work!",
        ];
        assert!(texts.map(sentiment).windows(2).all(|pair| pair[0] < pair[1]), "{:?}", texts.map(sentiment));
    }

    #[test]
    fn negation_wishes_and_but_change_the_mood() {
        assert!(sentiment("This is not good") < 0.0);
        assert!(
            sentiment("It would be great to have folders") < 0.3 * sentiment("It is great to have folders")
        );
        assert!(sentiment("I like it but it crashes") < sentiment("It crashes but I like it"));
    }

    proptest! {
        #[test]
        fn any_text_has_a_mood_within_bounds(text in "\\PC*|(?s).{0,200}|([a-z' ]|good|bad|!){0,60}") {
            prop_assert!((-1.0..=1.0).contains(&sentiment(&text)));
        }
    }
}
