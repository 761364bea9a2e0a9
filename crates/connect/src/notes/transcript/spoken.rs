//! What is common to all transcripts: utterances with times, joined into turns.

use crate::RowProblem;
use crate::notes::Turn;
use crate::notes::turns::Conversation;

/// A pause that parts what nobody is named for.
const PAUSE_SECONDS: f64 = 2.0;

/// One cue, or one line with its speaker.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Utterance {
    /// `None` where the source leaves it open.
    pub(super) speaker: Option<String>,
    /// Seconds from the start of the recording.
    pub(super) start: Option<f64>,
    pub(super) end: Option<f64>,
    /// Clean, one line or more.
    pub(super) text: String,
}

/// What a file was found to say.
#[derive(Debug, Default)]
pub(super) struct Recording {
    pub(super) utterances: Vec<Utterance>,
    /// What is written above the conversation: a title, the day, who takes part.
    pub(super) above: Vec<String>,
    pub(super) problems: Vec<RowProblem>,
}

/// Joins neighbours of one speaker into a turn. A cue without a name goes on the one before it; where no cue
/// has a name, a pause begins a new turn.
pub(super) fn joined(above: &[String], utterances: Vec<Utterance>) -> (String, Vec<Turn>) {
    let is_anonymous = utterances.iter().all(|utterance| utterance.speaker.is_none());
    let mut conversation = Conversation::default();
    conversation.head(&above.join("\n"));
    let mut open: Option<Utterance> = None;
    for utterance in utterances {
        if let Some(turn) = &mut open {
            let is_pause = matches!((turn.end, utterance.start), (Some(end), Some(start)) if start - end >= PAUSE_SECONDS);
            let goes_on = utterance.speaker.is_none() || utterance.speaker == turn.speaker;
            if goes_on && !(is_anonymous && is_pause) {
                turn.text.push(' ');
                turn.text.push_str(&utterance.text);
                turn.end = utterance.end;
                continue;
            }
        }
        say(&mut conversation, open.replace(utterance));
    }
    say(&mut conversation, open);
    conversation.finish()
}

fn say(conversation: &mut Conversation, turn: Option<Utterance>) {
    if let Some(turn) = turn {
        conversation.say(turn.speaker.as_deref().unwrap_or_default(), turn.start, turn.text.trim());
    }
}

/// Seconds of `1:02:03.5`, `02:03,5` or `2:03`. Hours and minutes may have one digit or more.
pub(super) fn seconds(clock: &str) -> Option<f64> {
    let mut parts = clock.trim().split(':').rev();
    let last = parts.next()?.replace(',', ".");
    let is_number = |text: &str| {
        !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let last: f64 = is_number(&last).then(|| last.parse().ok())??;
    let whole =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok())?;
    let minutes = whole(parts.next()?)?;
    let hours = parts.next().map_or(Some(0), whole)?;
    let is_clock = parts.next().is_none() && last < 60.0 && (minutes < 60 || hours == 0);
    is_clock.then(|| f64::from(hours) * 3600.0 + f64::from(minutes) * 60.0 + last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_of_every_format_are_read() {
        for (clock, expected) in [
            ("00:00:03.790", Some(3.79)),
            ("1:02:03,5", Some(3723.5)),
            ("0:03", Some(3.0)),
            ("90:00", Some(5400.0)),
            ("00:61.0", None),
            ("3", None),
            ("1:2:3:4", None),
            ("a:03", None),
            ("", None),
        ] {
            assert_eq!(seconds(clock), expected, "{clock}");
        }
    }

    #[test]
    fn pauses_part_only_what_nobody_is_named_for() {
        let cue = |speaker: Option<&str>, start: f64, text: &str| Utterance {
            speaker: speaker.map(str::to_owned),
            start: Some(start),
            end: Some(start + 1.0),
            text: text.to_owned(),
        };
        let (text, _) = joined(&[], vec![cue(None, 0.0, "a"), cue(None, 1.5, "b"), cue(None, 9.0, "c")]);
        assert_eq!(text, "a b\n\nc");
        let (text, turns) =
            joined(&[], vec![cue(Some("Ann"), 0.0, "a"), cue(None, 9.0, "b"), cue(Some("Bo"), 10.0, "c")]);
        assert_eq!(text, "a b\n\nc");
        assert_eq!((turns[1].speaker.as_str(), turns[1].at_seconds), ("Bo", Some(10.0)));
    }
}
