//! Captions with times: WebVTT (W3C), SRT and YouTube's SBV. One reader, since they differ in little, and since
//! files called one of them often are another.

use std::collections::HashMap;

use crate::RowProblem;
use crate::notes::html;

use super::labels::split_speaker;
use super::spoken::{Recording, Utterance, seconds};

/// Whether a time line is in the text.
pub(super) fn has_cues(text: &str) -> bool {
    text.lines().any(|line| time_line(line).is_some())
}

/// The start and end of `00:01.000 --> 00:02.000 align:left` or `0:00:01.000,0:00:02.000`.
fn time_line(line: &str) -> Option<(f64, f64)> {
    if let Some((start, rest)) = line.split_once("-->") {
        let end = rest.split_whitespace().next()?;
        return Some((seconds(start)?, seconds(end)?));
    }
    let (start, end) = line.split_once(',')?;
    // A comma also parts the decimals of SRT; here it parts two clocks.
    (start.contains('.') && end.contains('.')).then(|| Some((seconds(start)?, seconds(end)?)))?
}

/// A line that means to be a time line and is none.
fn is_broken_time_line(line: &str) -> bool {
    line.contains("-->") && line.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Reads every cue. One with a broken time line is reported and left out.
pub(super) fn read(text: &str) -> Recording {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut recording = Recording::default();
    let (mut at, mut number, mut last_line) = (0, 0, String::new());
    while at < lines.len() {
        let line = lines[at];
        if is_comment(line) {
            at += lines[at..].iter().take_while(|line| !line.is_empty()).count();
            continue;
        }
        let times = time_line(line);
        at += 1;
        if times.is_none() && !is_broken_time_line(line) {
            continue;
        }
        number += 1;
        // A cue ends at a blank line or, where that was forgotten, at the next time line and its number.
        let length = (at..lines.len()).take_while(|at| !ends_cue(&lines, *at)).count();
        let words = &lines[at..at + length];
        at += length;
        let Some((start, end)) = times else {
            let expected = "start and end of a cue, such as 00:01.000 --> 00:02.000";
            recording.problems.push(RowProblem::in_column(number, "time", line, expected));
            continue;
        };
        for (speaker, text) in spoken(words, &mut last_line) {
            recording.utterances.push(Utterance { speaker, start: Some(start), end: Some(end), text });
        }
    }
    settle_names(&mut recording.utterances);
    recording
}

fn is_comment(line: &str) -> bool {
    ["NOTE", "STYLE", "REGION"]
        .iter()
        .any(|word| line.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

fn ends_cue(lines: &[&str], at: usize) -> bool {
    let begins = |line: &str| time_line(line).is_some() || is_broken_time_line(line);
    let is_number = |line: &str| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
    lines[at].is_empty()
        || begins(lines[at])
        || is_number(lines[at]) && lines.get(at + 1).is_some_and(|line| begins(line))
}

/// The words of one cue by speaker. Live captions repeat the last line of the cue before; it is said once.
fn spoken(lines: &[&str], last_line: &mut String) -> Vec<(Option<String>, String)> {
    let mut parts: Vec<(Option<String>, String)> = Vec::new();
    let mut voice: Option<String> = None;
    for line in lines {
        for (tagged, words) in voices(line) {
            voice = tagged.or(voice);
            let words = html::read(&without_clocks(&words)).text.replace('\n', " ");
            if words.is_empty() || words == *last_line {
                continue;
            }
            last_line.clone_from(&words);
            match parts.last_mut() {
                Some((speaker, text)) if *speaker == voice => {
                    text.push(' ');
                    text.push_str(&words);
                }
                _ => parts.push((voice.clone(), words)),
            }
        }
    }
    parts
}

/// The words without the times karaoke captions put between them: `<00:01.500>`.
fn without_clocks(words: &str) -> String {
    let mut pieces = words.split('<');
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once('>') {
            Some((clock, after)) if seconds(clock).is_some() => kept.push_str(after),
            _ => {
                kept.push('<');
                kept.push_str(piece);
            }
        }
    }
    kept
}

/// The pieces of a line before and after each `<v Name>`.
fn voices(line: &str) -> Vec<(Option<String>, String)> {
    let mut pieces = vec![(None, String::new())];
    let mut rest = line;
    while let Some(open) = rest.find("<v") {
        let tag = &rest[open + 2..];
        let name = tag.split_once('>').filter(|_| tag.starts_with([' ', '.', '\t'])).map(|(name, after)| {
            // Classes stand before the name: `<v.loud Ann>`.
            (name.split_once([' ', '\t']).map_or("", |(_, name)| name).trim(), after)
        });
        if let Some(piece) = pieces.last_mut() {
            piece.1.push_str(&rest[..open]);
        }
        match name {
            Some((name, after)) => {
                pieces.push(((!name.is_empty()).then(|| html::read(name).text), String::new()));
                rest = after;
            }
            None => rest = tag,
        }
    }
    if let Some(piece) = pieces.last_mut() {
        piece.1.push_str(rest);
    }
    pieces
}

/// Zoom writes `Name: words` into the cue. A name counts when it speaks twice or is spelt like one, in two words
/// or more; so "Note: we wait" once in an hour stays words.
fn settle_names(utterances: &mut [Utterance]) {
    if utterances.iter().any(|utterance| utterance.speaker.is_some()) {
        return;
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    for (name, _) in utterances.iter().filter_map(|utterance| split_speaker(&utterance.text)) {
        *times.entry(name.to_owned()).or_default() += 1;
    }
    for utterance in utterances {
        let Some((found, words)) = split_speaker(&utterance.text) else { continue };
        let is_spelt_like_one = found.contains(' ')
            && found.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('));
        if times.get(found).is_some_and(|times| *times >= 2) || is_spelt_like_one {
            utterance.speaker = Some(found.to_owned());
            utterance.text = words.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Vec<(String, String)> {
        let recording = read(text);
        recording.utterances.into_iter().map(|said| (said.speaker.unwrap_or_default(), said.text)).collect()
    }

    fn said(parts: &[(&str, &str)]) -> Vec<(String, String)> {
        parts.iter().map(|(speaker, text)| ((*speaker).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn voices_tags_and_entities_are_read() {
        let text = "WEBVTT\n\nNOTE\nnot said\n\nid-1\n00:01.000 --> 00:02.000 align:left\n<v.loud Ann Bee>Fast &amp; <i>good</i></v> <v Bo>Yes\nand no</v>\n\n00:03.000 --> 00:04.000\n<00:03.500><c.red>plain</c>";
        assert_eq!(read_all(text), said(&[("Ann Bee", "Fast & good"), ("Bo", "Yes and no"), ("", "plain")]));
    }

    #[test]
    fn names_before_the_words_count_when_they_speak_twice_or_have_two_words() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nAnn: one\n\n2\n00:00:02,000 --> 00:00:03,000\nNote: two\n3\n00:00:03,000 --> 00:00:04,000\nAnn: three\n\n4\n0:0:5.0 --> 0:0:6.0\nSam Lee (Acme): four";
        assert_eq!(
            read_all(text),
            said(&[("Ann", "one"), ("", "Note: two"), ("Ann", "three"), ("Sam Lee (Acme)", "four")])
        );
    }

    #[test]
    fn a_broken_time_takes_out_its_cue_and_says_which() {
        let recording =
            read("00:01.000 --> 00:02.000\na\n\n00:xx.000 --> 00:03.000\nb\n\n0:00:04.000,0:00:05.000\nc");
        assert_eq!(recording.utterances.len(), 2);
        assert_eq!(recording.problems[0].row, 2);
        assert!(recording.problems[0].message.contains("00:xx.000"));
    }

    #[test]
    fn live_captions_say_each_line_once() {
        let text = "00:01.000 --> 00:02.000\nit takes\n\n00:02.000 --> 00:03.000\nit takes\nan hour\n\n00:03.000 --> 00:04.000\nan hour\n";
        assert_eq!(read_all(text), said(&[("", "it takes"), ("", "an hour")]));
    }
}
