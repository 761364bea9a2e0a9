//! Transcripts as text, with a speaker before what is said: `Name: words`, `[00:01:02] Name: words`, a line
//! `Name  1:02` above the words (Otter, Teams), Zoom's tabs and its chat.

use std::collections::HashMap;

use super::spoken::{Recording, Utterance, seconds};

/// Characters of the longest name.
const LONGEST_NAME: usize = 60;
/// Otter says at the end who made the text.
const MADE_BY: &str = "Transcribed by https://otter.ai";

/// What one line is.
#[derive(Debug, PartialEq)]
enum Line<'a> {
    /// A name, a time or both, and what is said in the same line.
    Said { speaker: &'a str, start: Option<f64>, words: &'a str },
    /// A name with a time, alone above what is said.
    Heading { speaker: &'a str, start: f64 },
    /// A time alone.
    Clock(f64),
    /// Goes on the line before, or stands above the conversation.
    Words(&'a str),
}

/// Whether a text is a conversation: speakers come with times, every few lines; or names without times come
/// again, in most lines.
pub(super) fn is_conversation(text: &str) -> bool {
    let lines: Vec<Line<'_>> = text.lines().filter(|line| !line.is_empty()).map(line).collect();
    let (mut timed, mut named, mut others, mut names) = (0, 0, 0, Vec::new());
    let mut after_clock = false;
    for line in &lines {
        match line {
            Line::Heading { speaker, .. } | Line::Said { speaker, .. } => {
                let is_timed = after_clock || !matches!(line, Line::Said { start: None, .. });
                *(if is_timed { &mut timed } else { &mut named }) += 1;
                names.push(*speaker);
            }
            Line::Words(_) => others += 1,
            Line::Clock(_) => {}
        }
        after_clock = matches!(line, Line::Clock(_));
    }
    names.sort_unstable();
    let comes_again = names.windows(2).any(|pair| pair[0] == pair[1]);
    names.dedup();
    // One who speaks alone with times gives a talk; without times it is a list such as "Pro: .. Pro: ..".
    let is_timed = timed >= 2 && timed * 4 >= others;
    is_timed || named >= others.max(3) && comes_again && names.len() >= 2 && names.len() * 3 <= named * 2
}

/// Reads a conversation, and apart from it what stands above.
pub(super) fn read(text: &str) -> Recording {
    let mut recording = Recording::default();
    let (mut clock, mut above) = (None, Vec::new());
    let lines = || text.lines().filter(|line| !line.is_empty() && line.trim() != MADE_BY);
    // Where speakers come with times, a "Name: words" without one is a heading or goes on what is said.
    let has_time =
        |text: &&str| matches!(line(text), Line::Heading { .. } | Line::Said { start: Some(_), .. });
    let is_timed = lines().filter(has_time).take(2).count() == 2;
    for text in lines() {
        match line(text) {
            Line::Said { start: None, .. } if is_timed => words(text, &mut recording, &mut above),
            Line::Said { speaker, start, words } => {
                let speaker = Some(speaker.to_owned());
                let start = start.or(clock.take());
                recording.utterances.push(Utterance { speaker, start, end: None, text: words.to_owned() });
            }
            Line::Heading { speaker, start } => {
                let (speaker, start) = (Some(speaker.to_owned()), Some(start));
                recording.utterances.push(Utterance { speaker, start, end: None, text: String::new() });
            }
            Line::Clock(seconds) => clock = Some(seconds),
            Line::Words(text) => words(text, &mut recording, &mut above),
        }
    }
    recording.above = above.into_iter().map(|line| line.trim().to_owned()).collect();
    if !is_timed {
        take_headings(&mut recording);
    }
    recording
}

/// Without times, a conversation begins with the first who speaks again: "Interview: Acme" above is a heading.
fn take_headings(recording: &mut Recording) {
    let mut times: HashMap<Option<String>, usize> = HashMap::new();
    for said in &recording.utterances {
        *times.entry(said.speaker.clone()).or_default() += 1;
    }
    let speaks_again = |said: &Utterance| times.get(&said.speaker).is_some_and(|times| *times >= 2);
    let begin = recording.utterances.iter().position(speaks_again).unwrap_or(0);
    let headings = recording.utterances.drain(..begin);
    let headings = headings.map(|said| format!("{}: {}", said.speaker.unwrap_or_default(), said.text));
    recording.above.extend(headings.map(|heading| heading.trim().to_owned()));
}

/// Words without a speaker go on what was said last; before anything was said they stand above.
fn words<'a>(text: &'a str, recording: &mut Recording, above: &mut Vec<&'a str>) {
    match recording.utterances.last_mut() {
        Some(open) => {
            open.text.push_str(if open.text.is_empty() { "" } else { " " });
            open.text.push_str(text.trim());
        }
        None => above.push(text),
    }
}

fn line(text: &str) -> Line<'_> {
    if let Some((clock, rest)) = text.split_once('\t')
        && let Some(start) = seconds(clock)
    {
        return zoom(start, rest);
    }
    let (start, rest) = leading_clock(text);
    if let (Some(start), "") = (start, rest) {
        return Line::Clock(start);
    }
    if let Some((speaker, words)) = split_speaker(rest) {
        return Line::Said { speaker, start, words };
    }
    match trailing_clock(rest) {
        Some((speaker, start)) => Line::Heading { speaker, start },
        None => Line::Words(text),
    }
}

/// After the time: a tab or ` From ` between name and words in a chat, `Name<TAB>words` in a transcript.
fn zoom(start: f64, rest: &str) -> Line<'_> {
    let rest = rest.trim();
    if let Some(after) = rest.strip_prefix("From ") {
        // Newer files name no addressee: "From Sam Lee : words".
        let head = after.split(" to ").next().unwrap_or(after);
        let speaker = head.split(':').next().unwrap_or(head).trim();
        let words = after.split_once(':').map_or("", |(_, words)| words.trim());
        return match words {
            "" => Line::Heading { speaker, start },
            words => Line::Said { speaker, start: Some(start), words },
        };
    }
    match rest.split_once('\t').or_else(|| split_speaker(rest)) {
        Some((speaker, words)) => Line::Said {
            speaker: speaker.trim().trim_end_matches(':'),
            start: Some(start),
            words: words.trim(),
        },
        None => Line::Words(rest),
    }
}

/// A clock at the start, bare or in brackets, and what follows it.
fn leading_clock(text: &str) -> (Option<f64>, &str) {
    let rest = text.trim();
    for (open, close) in [("[", "]"), ("(", ")")] {
        if let Some((clock, after)) = rest.strip_prefix(open).and_then(|inner| inner.split_once(close))
            && let Some(start) = seconds(clock)
        {
            return (Some(start), after.trim_start_matches([' ', '-', ':']));
        }
    }
    let (clock, after) = rest.split_once(' ').unwrap_or((rest, ""));
    match seconds(clock) {
        Some(start) => (Some(start), after.trim_start_matches([' ', '-'])),
        None => (None, rest),
    }
}

/// A name and a clock at the end of the line, two spaces or brackets between: `Sam Lee  0:03`.
fn trailing_clock(text: &str) -> Option<(&str, f64)> {
    let (name, clock) = text.trim().rsplit_once([' ', '(', '['])?;
    let start = seconds(clock.trim_end_matches([')', ']']))?;
    let is_parted = name.ends_with(' ') || clock.ends_with([')', ']']);
    let name = name.trim();
    (is_parted && is_name(name)).then_some((name, start))
}

/// The speaker and the words of `Name: words`.
pub(super) fn split_speaker(text: &str) -> Option<(&str, &str)> {
    let (name, words) = text.split_once(": ").or_else(|| text.strip_suffix(':').map(|name| (name, "")))?;
    is_name(name.trim()).then(|| (name.trim(), words.trim()))
}

/// Whether a text may be a name: short, not the beginning of a sentence, no address, no list mark.
fn is_name(text: &str) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    let is_plain = !text.contains(['.', '?', '!', ',', ';', '/', '"', '\t'])
        || text.contains(". ")
        || text.ends_with('.');
    let words = text.split_whitespace().count();
    starts_well && is_plain && words <= 6 && text.chars().count() <= LONGEST_NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(String, Option<f64>, String)> {
        read(text)
            .utterances
            .into_iter()
            .map(|said| (said.speaker.unwrap_or_default(), said.start, said.text))
            .collect()
    }

    #[test]
    fn every_layout_gives_the_same_conversation() {
        let expected = vec![
            ("Priya Shah".to_owned(), Some(0.0), "What do you export?".to_owned()),
            ("Sam Lee (Acme)".to_owned(), Some(63.0), "Every Monday: the dashboard.".to_owned()),
        ];
        for text in [
            "Priya Shah  0:00\nWhat do you export?\n\nSam Lee (Acme)  1:03\nEvery Monday:\nthe dashboard.\n\nTranscribed by https://otter.ai",
            "[00:00:00] Priya Shah: What do you export?\n[00:01:03] Sam Lee (Acme): Every Monday: the dashboard.",
            "00:00:00\tPriya Shah\tWhat do you export?\n00:01:03\tSam Lee (Acme)\tEvery Monday: the dashboard.",
            "00:00:00\t From  Priya Shah  to  Everyone:\n\tWhat do you export?\n00:01:03\t From Sam Lee (Acme) : Every Monday: the dashboard.",
            "00:00:00\nPriya Shah: What do you export?\n\n00:01:03\nSam Lee (Acme): Every Monday: the dashboard.",
        ] {
            assert_eq!(all(text), expected, "{text}");
            assert!(is_conversation(text), "{text}");
        }
    }

    #[test]
    fn what_stands_above_is_not_said() {
        let recording = read(
            "Interview: Acme — Export\nApr 18, 2026\n\n[00:00:00] Ann Bee: Hello.\n[00:01] Ann Bee: So.",
        );
        assert_eq!(recording.above, ["Interview: Acme — Export", "Apr 18, 2026"]);
        assert_eq!(recording.utterances.len(), 2);
        let recording = read("Interview: Acme\nAnn: Hello.\nBo: Hi.\nAnn: So.");
        assert_eq!((recording.above.len(), recording.utterances.len()), (1, 3));
    }

    #[test]
    fn lists_and_letters_are_no_conversation() {
        for text in [
            "Summary: slow\nImpact: high\nOwner: Ann",
            "Dear team,\nthe export is slow. Two things: speed and SSO.\nRegards",
            "# Notes\n\nPro: fast\nCon: dear\nPro: small\n\nand some more words\nand more\nand more\nand more",
            "12:30 lunch\nwe talked about the export",
        ] {
            assert!(!is_conversation(text), "{text}");
        }
        assert!(is_conversation("Ann Bee  0:01\nOne.\n\nTwo.\n\nThree.\n\nBo  1:02\nFour."));
        assert!(is_conversation("Ann: one\nBo: two\nAnn: three\nBo: four"));
    }
}
