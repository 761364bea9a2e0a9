//! Splits a text into sentences that point back at its characters.
//!
//! Made for what customers write: mails wrapped at 72 columns, bullets, headings, transcripts, reviews without
//! capitals. Rules instead of a model, so that a boundary can be explained and never moves.

use crate::Span;

/// A dot after these never ends a sentence.
const ABBREVIATIONS: [&str; 19] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "e.g", "i.e", "eg", "ie", "vs", "cf", "approx", "no", "nr", "fig",
    "resp", "incl", "excl",
];

/// A dot after these ends a sentence only when a capital follows.
const ABBREVIATIONS_THAT_CLOSE: [&str; 27] = [
    "min", "max", "sec", "dept", "est", "etc", "inc", "ltd", "corp", "co", "llc", "a.m", "p.m", "am", "pm",
    "u.s", "u.k", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec", "al",
];

/// A line shorter than this that ends without a stop is a heading or an entry of a list, not a wrapped line.
const WRAPPED_LINE: usize = 50;

/// A speaker's name before a colon has at most this many characters.
const SPEAKER: usize = 40;

/// One sentence and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// Without the bullet, number or speaker before it and the blanks around it.
    pub span: Span,
    /// The words at that place.
    pub text: &'t str,
}

/// The sentences of a text in order, without overlap; what holds no letter or digit is left out.
///
/// ```
/// use outweigh_language::sentences;
/// let found = sentences("Dr. Li can't log in. Please fix!");
/// assert_eq!(found[1].text, "Please fix!");
/// assert_eq!(found[1].span.start, 21);
/// ```
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let characters: Vec<char> = text.chars().collect();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut found = Vec::new();
    for block in blocks(&characters) {
        let mut start = block.start;
        for at in block.clone() {
            let end = at + 1;
            if end == block.end || ends_sentence(&characters, at, &block) {
                found.extend(trimmed(&characters, start..end));
                start = end;
            }
        }
    }
    let sentence = |range: std::ops::Range<usize>| Sentence {
        text: &text[bytes[range.start]..bytes[range.end]],
        span: Span::of(range),
    };
    found.into_iter().map(sentence).collect()
}

type Range = std::ops::Range<usize>;

/// Runs of lines that may share a sentence, without the bullets and speakers before them.
fn blocks(characters: &[char]) -> Vec<Range> {
    let mut blocks: Vec<Range> = Vec::new();
    let mut open = false;
    for line in lines(characters) {
        let lead = marker(&characters[line.clone()]);
        let words = line.start + lead..line.end;
        let Some(first) = characters[words.clone()].iter().find(|c| !c.is_whitespace()) else {
            open = false;
            continue;
        };
        match blocks.last_mut() {
            Some(block) if open && lead == 0 && !is_heading_start(*first) => block.end = words.end,
            _ => blocks.push(words.clone()),
        }
        let last = characters[words.clone()].iter().rev().find(|c| !c.is_whitespace());
        open = words.len() >= WRAPPED_LINE && last.is_some_and(|c| !is_stop(*c) && *c != ':');
    }
    blocks
}

fn is_heading_start(c: char) -> bool {
    matches!(c, '#' | '=' | '|')
}

fn lines(characters: &[char]) -> Vec<Range> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, c) in characters.iter().enumerate() {
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}') {
            lines.push(start..at);
            start = at + 1;
        }
    }
    lines.push(start..characters.len());
    lines
}

/// How many characters of a line come before its words: quote marks, a bullet, a number, a time, a speaker.
fn marker(line: &[char]) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let blanks = rest.iter().take_while(|c| c.is_whitespace()).count();
        let rest = &rest[blanks..];
        let step = bullet(rest).or_else(|| time(rest)).or_else(|| speaker(rest));
        match step {
            Some(step) => at += blanks + step,
            None => return at,
        }
    }
}

fn bullet(rest: &[char]) -> Option<usize> {
    let blank = |at: usize| rest.get(at).is_none_or(|c| c.is_whitespace());
    match rest.first()? {
        '>' | '•' | '▪' | '◦' | '‣' | '·' => Some(1),
        '-' | '*' | '+' | '–' | '—' | '#' => {
            let run = rest.iter().take_while(|c| *c == &rest[0]).count();
            blank(run).then_some(run)
        }
        '0'..='9' | '(' => {
            let open = usize::from(rest[0] == '(');
            let digits = rest[open..].iter().take_while(|c| c.is_ascii_digit()).count();
            let close = open + digits;
            let closed = rest.get(close).is_some_and(|c| matches!(c, '.' | ')')) && blank(close + 1);
            (closed && (1..=2).contains(&digits)).then_some(close + 1)
        }
        _ => None,
    }
}

/// `[00:01:12]`, `00:01:12.400 --> 00:01:15.000`.
fn time(rest: &[char]) -> Option<usize> {
    let part = |c: &&char| {
        c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '[' | ']' | '(' | ')' | '>' | '-' | ' ')
    };
    let run: Vec<char> = rest.iter().take_while(part).copied().collect();
    let colons = run.iter().filter(|c| **c == ':').count();
    let digits = run.iter().filter(|c| c.is_ascii_digit()).count();
    let ended = run.last().is_some_and(|c| matches!(c, ' ' | ']' | ')')) || run.len() == rest.len();
    (colons >= 1 && digits >= 3 && ended).then_some(run.len())
}

/// `Anna Berg (Acme): `, at most four words that begin with capitals; `anna: `.
fn speaker(rest: &[char]) -> Option<usize> {
    let colon = rest.iter().take(SPEAKER).position(|c| *c == ':')?;
    if !rest.get(colon + 1).is_some_and(|c| c.is_whitespace()) {
        return None;
    }
    let name: String = rest[..colon].iter().collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |word: &&str| {
        word.trim_start_matches('(').starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    // In chats names are often in lower case, and then of one word.
    let handle =
        words.len() == 1 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '@'));
    let is_name = handle || (1..=4).contains(&words.len()) && words.iter().all(named);
    is_name.then_some(colon + 1)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '*' | '_')
}

/// Whether the character at `at` is the last one of a sentence.
fn ends_sentence(characters: &[char], at: usize, block: &Range) -> bool {
    let stop_at = (block.start..=at).rev().find(|i| !is_closer(characters[*i])).unwrap_or(at);
    let stop = characters[stop_at];
    if !is_stop(stop) {
        return false;
    }
    if matches!(stop, '。' | '！' | '？' | '।') {
        return !characters[at + 1..block.end].first().is_some_and(|c| is_closer(*c) || is_stop(*c));
    }
    let rest = &characters[at + 1..block.end];
    if !rest.first().is_some_and(|c| c.is_whitespace()) {
        return false;
    }
    let next = rest.iter().find(|c| c.is_alphanumeric()).copied();
    let lower = next.is_some_and(|c| c.is_lowercase());
    if stop != '.' {
        return !(lower && (stop_at != at || stop == '…'));
    }
    let dots = (block.start..=stop_at).rev().take_while(|i| characters[*i] == '.').count();
    if dots > 1 {
        return !lower;
    }
    let word_start = (block.start..stop_at)
        .rev()
        .take_while(|i| !characters[*i].is_whitespace())
        .last()
        .unwrap_or(stop_at);
    let word: String = characters[word_start..stop_at].iter().collect::<String>().to_lowercase();
    let word = word.trim_start_matches(['(', '"', '\'', '[', '“']);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i";
    if ABBREVIATIONS.contains(&word) {
        // "no" is both a number's abbreviation and a whole answer.
        return word == "no" && !next.is_some_and(|c| c.is_numeric());
    }
    !(initial || ABBREVIATIONS_THAT_CLOSE.contains(&word) && lower)
}

/// Without blanks at either end; nothing where there is no letter or digit.
fn trimmed(characters: &[char], range: Range) -> Option<Range> {
    let start = range.clone().find(|i| !characters[*i].is_whitespace())?;
    let end = range.clone().rev().find(|i| !characters[*i].is_whitespace())? + 1;
    characters[start..end].iter().any(|c| c.is_alphanumeric()).then_some(start..end)
}
