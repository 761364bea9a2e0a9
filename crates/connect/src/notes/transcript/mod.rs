//! Recorded conversations: WebVTT, SRT, SBV, Otter, Zoom, Teams, Meet, Grain, plain text, Word. One note each, with turns.

mod cues;
mod labels;
mod spoken;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use outweigh_core::domain::SourceKind;

use super::collector::NoteCollector;
use super::documents::word;
use super::sniff::Sample;
use super::text::{clean, content_id, filled};
use super::{ImportedContact, ImportedNote, NoteFile, NotePreset, ParsedNotes};
use crate::ImportError;
use crate::dates::{self, DateOrder, Moment};
use crate::text::encoding;
use spoken::Recording;

/// Known by time lines, or by speakers before what they say.
pub(crate) fn recognise(sample: &Sample<'_>) -> Option<String> {
    let document;
    let text = if sample.text.is_empty() {
        document = word::is_word(sample.file.bytes).then(|| word::read(sample.file.bytes).ok()).flatten()?;
        document.text.as_str()
    } else {
        sample.text
    };
    // Lines from here on are compared as they are; a whole interview is not needed to know one.
    let head: String = text.chars().take(64 * 1024).collect();
    let head = clean(&head);
    let reason = if head.starts_with("WEBVTT") {
        "captions: it begins with WEBVTT"
    } else if cues::has_cues(&head) {
        "captions with time lines"
    } else if labels::is_conversation(&head) {
        "a conversation: speakers stand before what they say"
    } else {
        return None;
    };
    Some(reason.to_owned())
}

/// Reads one transcript.
pub(crate) fn parse(file: NoteFile<'_>) -> Result<ParsedNotes, ImportError> {
    let mut collector = NoteCollector::default();
    let (text, said_title, said_at) = if word::is_word(file.bytes) {
        let word = word::read(file.bytes)?;
        (clean(&word.text), word.title, word.created_at)
    } else {
        let decoded = encoding::decode(file.bytes)?;
        decoded.warning.into_iter().for_each(|warning| collector.warn(warning));
        (clean(&decoded.text), None, None)
    };
    let recording = if text.starts_with("WEBVTT") || cues::has_cues(&text) {
        cues::read(&text)
    } else {
        labels::read(&text)
    };
    let Recording { above, utterances, problems } = recording;
    if utterances.is_empty() {
        return Err(ImportError::WrongShape {
            preset: NotePreset::Transcript.key(),
            missing: "there is no cue and no line with a speaker in it".into(),
        });
    }
    problems.into_iter().for_each(|problem| collector.problem(problem));
    let title = above.first().filter(|line| day_in(line) != Some(line.as_str())).cloned();
    let day = above
        .iter()
        .find_map(|line| dates::parse(day_in(line)?, DateOrder::DayFirst))
        .and_then(Moment::timestamp);
    let (text, turns) = spoken::joined(&above, utterances);
    collector.add(ImportedNote {
        external_id: content_id(file.bytes),
        title: said_title.or(title).or_else(|| filled(file.stem())),
        author: guest(turns.iter().map(|turn| turn.speaker.as_str())),
        happened_at: recorded_at(file.name()).or(day).or(said_at),
        text,
        turns,
        ..ImportedNote::new(SourceKind::Interview, "Transcripts")
    });
    collector.count(1);
    Ok(collector.finish())
}

/// The day a line tells, alone or in parentheses: `Export call (2026/04/18 09:00 GMT) - Transcript`.
fn day_in(line: &str) -> Option<&str> {
    let inside = line.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    [Some(line), inside].into_iter().flatten().find(|text| dates::parse(text, DateOrder::DayFirst).is_some())
}

/// The one speaker whose name carries a company, `Sam Lee (Acme)`, is the guest.
fn guest<'a>(speakers: impl Iterator<Item = &'a str>) -> Option<ImportedContact> {
    let guests: BTreeSet<(&str, &str)> =
        speakers.filter_map(|speaker| speaker.strip_suffix(')')?.rsplit_once(" (")).collect();
    let (name, company) = guests.first().filter(|_| guests.len() == 1)?;
    let contact =
        ImportedContact { name: filled(name), company: filled(company), ..ImportedContact::default() };
    (contact != ImportedContact::default()).then_some(contact)
}

/// Zoom writes the moment into the file's name: `GMT20260418-090000_Recording.transcript.vtt`.
fn recorded_at(name: &str) -> Option<Timestamp> {
    let stamp = name.strip_prefix("GMT")?.get(..15)?;
    let moment = DateTime::strptime("%Y%m%d-%H%M%S", stamp).ok()?;
    moment.to_zoned(TimeZone::UTC).ok().map(|moment| moment.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_speaker_with_a_company_is_the_guest() {
        let guest = super::guest(["Priya Shah", "Sam Lee (Acme)"].into_iter()).unwrap();
        assert_eq!((guest.name.as_deref(), guest.company.as_deref()), (Some("Sam Lee"), Some("Acme")));
        assert_eq!(super::guest(["A (X)", "B (Y)"].into_iter()), None);
    }

    #[test]
    fn the_moment_in_zooms_file_name_is_read() {
        let moment = recorded_at("GMT20260418-090507_Recording.transcript.vtt").unwrap();
        assert_eq!(moment.to_string(), "2026-04-18T09:05:07Z");
        assert_eq!(recorded_at("GMT20269918-090507.vtt"), None);
        assert_eq!(recorded_at("GMTé20260418-090507.vtt"), None);
    }
}
