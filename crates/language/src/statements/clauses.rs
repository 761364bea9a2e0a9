//! The part of a sentence that matters: cut where it turns, without the greeting and the "I think that" before it.

use std::ops::Range;

use crate::sentences::Sentence;

/// A word of a clause.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// In lower case, apostrophes straight.
    pub lower: String,
    /// Characters of the text.
    pub at: Range<usize>,
}

/// A clause: a run of words of one sentence.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub words: Vec<Word>,
    /// Whether the sentence asks.
    pub asks: bool,
}

impl Clause {
    /// Characters of the text, from its first word to its last, with the mark that closes what was opened within.
    pub(super) fn place(&self, characters: &[char]) -> Range<usize> {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else { return 0..0 };
        let (start, end) = (first.at.start, last.at.end);
        let count = |mark: char| characters[start..end].iter().filter(|c| **c == mark).count();
        let closes = match characters.get(end) {
            Some('?') => true,
            Some(')') => count('(') > count(')'),
            Some('"') => count('"') % 2 == 1,
            Some('”') => count('“') > count('”'),
            _ => false,
        };
        start..end + usize::from(closes)
    }
}

/// A clause has at least this many words; a shorter one stays with its neighbour.
const SHORTEST: usize = 3;
/// A clause without punctuation is cut after this many words.
const LONGEST: usize = 45;

/// A new clause begins with these.
const TURNS: [&str; 10] = [
    "but",
    "however",
    "although",
    "though",
    "whereas",
    "yet",
    "except",
    "unfortunately",
    "nevertheless",
    "sadly",
];
/// After a comma, a new clause begins with one of these and a subject.
const LINKS: [&str; 3] = ["and", "or", "then"];
const SUBJECTS: [&str; 24] = [
    "i", "we", "it", "they", "you", "he", "she", "the", "there", "our", "my", "this", "that", "i'd", "we'd",
    "it's", "i'm", "we're", "please", "without", "if", "what", "now", "nobody",
];

/// A colon begins a new clause after this many words; before, it names what follows.
const COLON_AFTER: usize = 6;

/// Said before the point when a comma follows.
const LEAD_INS_WITH_COMMA: [&str; 7] = ["i don't know", "right", "look", "like", "sure", "no", "also"];
/// Said before the point; longest first where one begins another.
const LEAD_INS: [&str; 76] = [
    "just a heads-up that",
    "just a heads up that",
    "heads-up",
    "i just wanted to let you know that",
    "i just wanted to say that",
    "i would like to mention that",
    "just wanted to let you know that",
    "just wanted to say",
    "the only thing is that",
    "the only thing is",
    "the thing is that",
    "the thing is",
    "one thing is that",
    "another thing is that",
    "another thing is",
    "my biggest issue is that",
    "the problem is that",
    "the only problem is that",
    "the only problem is",
    "the problem is",
    "the issue is that",
    "the issue is",
    "my only complaint is that",
    "my only complaint is",
    "what i mean is",
    "to be fair",
    "to be honest",
    "if i'm honest",
    "i have to say that",
    "i have to say",
    "i must say",
    "i think that",
    "i think",
    "i feel that",
    "i feel like",
    "i feel",
    "i guess",
    "i believe that",
    "i believe",
    "i mean",
    "i suppose",
    "in my opinion",
    "imo",
    "you know",
    "first of all",
    "on the other hand",
    "by the way",
    "btw",
    "ps",
    "p s",
    "as i said",
    "for example",
    "for instance",
    "in general",
    "honestly",
    "frankly",
    "basically",
    "actually",
    "anyway",
    "seriously",
    "obviously",
    "and",
    "but",
    "so",
    "or",
    "also",
    "well",
    "yeah",
    "yes",
    "okay",
    "ok",
    "um",
    "uh",
    "hmm",
    "oh",
    "then",
];
const GREETINGS: [&str; 9] =
    ["hi", "hello", "hey", "dear", "thanks", "thank", "morning", "greetings", "cheers"];
/// Said after the point.
const TAILS: [&str; 14] = [
    "though",
    "thanks",
    "thank you",
    "thanks in advance",
    "many thanks",
    "cheers",
    "you know",
    "right",
    "please advise",
    "please help",
    "lol",
    "haha",
    "i guess",
    "i think",
];

/// The clauses of a sentence, in order; none for a greeting.
pub(super) fn clauses(sentence: &Sentence<'_>, characters: &[char]) -> Vec<Clause> {
    let words = words(characters, sentence.span.range());
    let asks = sentence.text.trim_end_matches(['"', '\'', ')', '”', '’', '!', ' ']).ends_with('?');
    let mut clauses: Vec<Clause> = Vec::new();
    let mut begin = 0;
    for at in 1..=words.len() {
        let ends = at == words.len()
            || at - begin >= LONGEST
            || at - begin >= SHORTEST
                && words.len() - at >= SHORTEST
                && begins_clause(characters, &words, at);
        if ends {
            let words = trimmed(characters, &words[begin..at]);
            if words.len() >= SHORTEST {
                clauses.push(Clause { words: words.to_vec(), asks });
            }
            begin = at;
        }
    }
    clauses
}

fn words(characters: &[char], range: Range<usize>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for at in range.clone() {
        let c = characters[at];
        let inner = matches!(c, '\'' | '’' | '-' | '.' | ',' | '/' | '_' | ':' | '@' | '&');
        let joins = open && inner && at + 1 < range.end && characters[at + 1].is_alphanumeric();
        let part = c.is_alphanumeric() || matches!(c, '%' | '€' | '$' | '£' | '#' | '+') || joins;
        if part && !open {
            words.push(Word { lower: String::new(), at: at..at });
        }
        if let (true, Some(word)) = (part, words.last_mut()) {
            word.lower.extend(c.to_lowercase().map(|c| if c == '’' { '\'' } else { c }));
            word.at.end = at + 1;
        }
        open = part;
    }
    words
}

/// What stands between a word and the one before it.
fn gap<'c>(characters: &'c [char], words: &[Word], at: usize) -> &'c [char] {
    &characters[words[at - 1].at.end..words[at].at.start]
}

fn begins_clause(characters: &[char], words: &[Word], at: usize) -> bool {
    let gap = gap(characters, words, at);
    let next = words.get(at + 1).map_or("", |word| word.lower.as_str());
    let word = words[at].lower.as_str();
    let spaced_dash = gap.len() >= 3 && gap.iter().any(|c| matches!(c, '-' | '–' | '—'));
    gap.iter().any(|c| matches!(c, ';' | '…' | '—'))
        || gap.windows(2).any(|two| two == ['.', '.'])
        || spaced_dash
        || TURNS.contains(&word)
        || gap.contains(&',')
            && (LINKS.contains(&word) && SUBJECTS.contains(&next) || word == "which" && next == "is")
        || gap.contains(&':') && at >= COLON_AFTER
        || word == "and" && ["i", "we", "please"].contains(&next) && at >= 4
        || word == "please" && at >= 4 && ["add", "fix", "make"].contains(&next)
}

/// Without greeting, lead-ins and thanks.
fn trimmed<'w>(characters: &[char], words: &'w [Word]) -> &'w [Word] {
    let mut words = after_greeting(characters, words);
    'lead: loop {
        for lead in LEAD_INS.iter().chain(&TURNS) {
            let count = lead.split(' ').count();
            if words.len() >= count + SHORTEST
                && lead.split(' ').zip(words).all(|(lead, word)| lead == word.lower)
            {
                words = &words[count..];
                continue 'lead;
            }
        }
        for lead in LEAD_INS_WITH_COMMA {
            let count = lead.split(' ').count();
            let begins = words.len() >= count + SHORTEST
                && lead.split(' ').zip(words).all(|(lead, word)| lead == word.lower);
            if begins && gap(characters, words, count).contains(&',') {
                words = &words[count..];
                continue 'lead;
            }
        }
        break;
    }
    'tail: loop {
        for tail in TAILS {
            let count = tail.split(' ').count();
            let rest = words.len().saturating_sub(count);
            if rest >= SHORTEST && tail.split(' ').zip(&words[rest..]).all(|(tail, word)| tail == word.lower)
            {
                words = &words[..rest];
                continue 'tail;
            }
        }
        return words;
    }
}

/// `Hi Anna and team, ..`: up to five words that begin with a greeting and end with a comma or a mark.
fn after_greeting<'w>(characters: &[char], words: &'w [Word]) -> &'w [Word] {
    if !words.first().is_some_and(|word| GREETINGS.contains(&word.lower.as_str())) {
        return words;
    }
    let comma = (1..words.len().min(6))
        .find(|at| gap(characters, words, *at).iter().any(|c| matches!(c, ',' | '!' | ':' | '-' | '–')));
    comma.map_or(words, |at| &words[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences;

    fn cut(text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        let all = sentences(text).into_iter().flat_map(|sentence| clauses(&sentence, &characters));
        all.map(|clause| characters[clause.place(&characters)].iter().collect()).collect()
    }

    #[test]
    fn sentences_are_cut_where_they_turn_and_lose_what_is_not_the_point() {
        let cases = [
            ("Hi Anna, I think that the export is slow, thanks!", vec!["the export is slow"]),
            ("Love the editor, but exporting takes ages.", vec!["Love the editor", "exporting takes ages"]),
            (
                "You promised it when we signed, and without it we cannot renew.",
                vec!["You promised it when we signed", "without it we cannot renew"],
            ),
            ("If this is not fixed, we will cancel.", vec!["If this is not fixed, we will cancel"]),
            ("Hello there!", vec![]),
            ("So, um, yeah, we print the list every day.", vec!["we print the list every day"]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text}");
        }
    }
}
