//! Slack's workspace export: a folder per channel with a file per day, users and channels beside them. One note
//! a thread, its replies in order. Direct messages stay out: nobody wrote them to be read by a team.

mod message;
mod mrkdwn;
mod workspace;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use outweigh_core::domain::SourceKind;

use super::collector::NoteCollector;
use super::text::clean;
use super::turns::Conversation;
use super::{ImportedNote, NoteFile, NotePreset, ParsedNotes};
use crate::{ImportError, Progress, RowProblem, json};
use message::{Message, Moment};
use workspace::{Channel, Workspace};

/// Known by the list of channels or users, and by files named after days.
pub(crate) fn recognise(paths: &[&str]) -> Option<String> {
    let root = workspace::root(paths.iter().copied())?;
    let is_of_a_day =
        |path: &&str| path.strip_prefix(root).is_some_and(|path| channel_folder(path).is_some());
    let days = paths.iter().filter(|path| is_of_a_day(path)).count();
    (days > 0)
        .then(|| format!("a Slack export: lists of channels or users, and {days} file(s) named after days"))
}

/// The folder of `general/2026-04-18.json`.
fn channel_folder(path: &str) -> Option<&str> {
    let (folder, name) = path.split_once('/')?;
    let day = name.strip_suffix(".json")?;
    day.parse::<jiff::civil::Date>().is_ok().then_some(folder)
}

/// A message in its place.
struct Placed {
    row: usize,
    message: Message,
}

/// The messages of one channel, each once.
#[derive(Default)]
struct ChannelMessages {
    by_moment: BTreeMap<Moment, Placed>,
    deleted: BTreeSet<Moment>,
}

/// Reads an export.
pub(crate) fn parse(files: &[NoteFile<'_>], on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    let wrong_shape = || ImportError::WrongShape {
        preset: NotePreset::Slack.key(),
        missing: "there is no channels.json or users.json with folders of days beside it".into(),
    };
    let root = workspace::root(files.iter().map(|file| file.path)).ok_or_else(wrong_shape)?;
    let workspace = Workspace::read(files, root)?;
    let mut collector = NoteCollector::default();
    let mut channels: BTreeMap<&str, ChannelMessages> = BTreeMap::new();
    let (mut rows, mut private) = (0, 0);
    for (index, file) in files.iter().enumerate() {
        on_progress(index, files.len());
        let Some(folder) = file.path.strip_prefix(root).and_then(channel_folder) else { continue };
        if workspace.is_private(folder) {
            private += 1;
            continue;
        }
        let channel = channels.entry(folder).or_default();
        read_day(*file, channel, &mut rows, &mut collector);
    }
    if channels.is_empty() && private == 0 {
        return Err(wrong_shape());
    }
    let mut wordless = 0;
    for (folder, messages) in channels {
        let channel = workspace.channel(folder);
        for thread in threads(messages) {
            match note(&thread, &channel, &workspace) {
                Some(note) => collector.add(note),
                None => wordless += thread.len(),
            }
        }
    }
    if private > 0 {
        collector.warn(format!("{private} days of direct messages are left out"));
    }
    collector.count_without_words(wordless);
    collector.count(rows);
    Ok(collector.finish())
}

/// Takes in the messages of one file, later versions of a message in place of earlier ones.
fn read_day(
    file: NoteFile<'_>,
    channel: &mut ChannelMessages,
    rows: &mut usize,
    collector: &mut NoteCollector,
) {
    let text = String::from_utf8_lossy(file.bytes);
    let records = match json::records(&text, &["messages"]) {
        Ok(records) => records,
        Err(error) => {
            let finding = format!("{}: {error}", file.path);
            return collector.problem(RowProblem::whole_row(*rows + 1, "a day of messages", &finding));
        }
    };
    for record in records {
        *rows += 1;
        let message = match serde_json::from_str::<Message>(record) {
            Ok(message) => message,
            Err(error) => {
                let finding = format!("{}: it is no message ({error})", file.path);
                collector.problem(RowProblem::whole_row(*rows, "a message", &finding));
                continue;
            }
        };
        channel.deleted.extend(message.deletes());
        let message = message.current();
        if let Some(moment) = message.moment().filter(|_| message.is_said()) {
            let row = channel.by_moment.get(&moment).map_or(*rows, |earlier| earlier.row);
            channel.by_moment.insert(moment, Placed { row, message });
        }
    }
}

/// The threads of a channel in the order they began, the messages of each in the order they were said.
fn threads(messages: ChannelMessages) -> Vec<Vec<Placed>> {
    let ChannelMessages { by_moment, deleted } = messages;
    let mut threads: BTreeMap<Moment, Vec<Placed>> = BTreeMap::new();
    for (moment, placed) in by_moment.into_iter().filter(|(moment, _)| !deleted.contains(moment)) {
        threads.entry(placed.message.thread().unwrap_or(moment)).or_default().push(placed);
    }
    threads.into_values().collect()
}

/// One thread as a note; `None` when nobody says a word in it.
fn note(thread: &[Placed], channel: &Channel<'_>, workspace: &Workspace) -> Option<ImportedNote> {
    let mut conversation = Conversation::default();
    let (mut attachments, mut said) = (Vec::new(), Vec::new());
    let mut reactions: BTreeMap<&str, u32> = BTreeMap::new();
    for Placed { message, .. } in thread {
        attachments.extend(message.file_names());
        let words = clean(&mrkdwn::plain(&message.words(), workspace));
        if words.is_empty() {
            continue;
        }
        conversation.say(&workspace.speaker(message), None, &words);
        said.push(message);
        for reaction in &message.reactions {
            *reactions.entry(&reaction.name).or_default() += reaction.count;
        }
    }
    let first = *said.first()?;
    let began = &thread.first()?.message;
    let (text, turns) = conversation.finish();
    let reactions: Vec<String> = reactions.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let mut custom = BTreeMap::new();
    if !reactions.is_empty() {
        custom.insert("Reactions".to_owned(), reactions.join(", "));
    }
    Some(ImportedNote {
        row: thread.first()?.row,
        external_id: format!("{}:{}", channel.id, began.thread_id()),
        text,
        turns: if said.len() > 1 { turns } else { Vec::new() },
        author: workspace.contact(first),
        happened_at: first.moment().and_then(Moment::timestamp),
        tags: if first.is_by_a_bot() { vec!["bot".to_owned()] } else { Vec::new() },
        attachments,
        custom,
        ..ImportedNote::new(SourceKind::Internal, format!("Slack #{}", channel.name))
    })
}

/// Names by id.
type Names = HashMap<String, String>;

#[cfg(test)]
mod tests {
    use super::*;

    const CHANNELS: NoteFile<'static> =
        NoteFile { path: "export/channels.json", bytes: br#"[{"id":"C1","name":"feedback"}]"# };

    fn read(days: &[(&str, &str)]) -> ParsedNotes {
        let dms = NoteFile { path: "export/dms.json", bytes: br#"[{"id":"D1"}]"# };
        let days = days.iter().map(|(path, text)| NoteFile { path, bytes: text.as_bytes() });
        let files: Vec<_> = [CHANNELS, dms].into_iter().chain(days).collect();
        parse(&files, &mut |_, _| {}).unwrap()
    }

    fn texts(parsed: &ParsedNotes) -> Vec<&str> {
        parsed.notes.iter().map(|note| note.text.as_str()).collect()
    }

    #[test]
    fn threads_are_joined_over_days_with_edits_and_without_deletions() {
        let parsed = read(&[
            (
                "export/feedback/2026-04-18.json",
                r#"[{"user":"U1","text":"slow","ts":"10.1","thread_ts":"10.1"},{"user":"U1","text":"oops","ts":"11.0"},
                    {"subtype":"message_changed","hidden":true,"ts":"13.0","message":{"user":"U1","text":"very slow","ts":"10.1","thread_ts":"10.1"}},
                    {"subtype":"message_deleted","hidden":true,"ts":"14.0","deleted_ts":"11.0"},
                    {"subtype":"tombstone","text":"This message was deleted.","ts":"15.0"}]"#,
            ),
            (
                "export/feedback/2026-04-19.json",
                r#"[{"user":"U2","text":"since when?","ts":"12.5","thread_ts":"10.1"}]"#,
            ),
        ]);
        assert_eq!(texts(&parsed), ["very slow\n\nsince when?"]);
        assert_eq!(parsed.notes[0].external_id, "C1:10.1");
        assert_eq!((parsed.problems.len(), parsed.rows), (0, 6));
    }

    #[test]
    fn direct_messages_stay_out_and_say_so() {
        let message = r#"[{"user":"U1","text":"between us","ts":"10.1"}]"#;
        let parsed =
            read(&[("export/D1/2026-04-18.json", message), ("export/mpdm-a--b-1/2026-04-18.json", message)]);
        assert_eq!((parsed.notes.len(), parsed.warnings.len()), (0, 1));
        assert_eq!(parsed.warnings[0], "2 days of direct messages are left out");
    }

    #[test]
    fn a_broken_message_or_day_takes_out_itself_only() {
        let parsed = read(&[
            ("export/feedback/2026-04-17.json", "[{"),
            (
                "export/feedback/2026-04-18.json",
                r#"[{"user":7,"text":"x","ts":"9.1"},{"user":"U1","text":"fine","ts":"10.1"}]"#,
            ),
        ]);
        assert_eq!((texts(&parsed), parsed.problems.len()), (vec!["fine"], 2));
        assert!(parsed.problems[0].message.contains("export/feedback/2026-04-17.json: the file is cut off"));
    }

    #[test]
    fn guests_of_other_workspaces_are_named_by_their_messages() {
        let parsed = read(&[(
            "export/feedback/2026-04-18.json",
            r#"[{"user":"U9","user_profile":{"real_name":"Sam Lee"},"text":"slow","ts":"10.1"}]"#,
        )]);
        let author = parsed.notes[0].author.as_ref().unwrap();
        assert_eq!((author.name.as_deref(), author.external_id.as_deref()), (Some("Sam Lee"), Some("U9")));
    }
}
