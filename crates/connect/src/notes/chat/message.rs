//! One message as the export spells it, from old and new workspaces.

use jiff::Timestamp;
use serde::Deserialize;

/// When a message was sent, which is its id within a channel: `1776500000.000100`, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i64);

impl Moment {
    fn parse(ts: &str) -> Option<Self> {
        let (seconds, rest) = ts.split_once('.').unwrap_or((ts, "0"));
        let micros: i64 = format!("{rest:0<6}").get(..6)?.parse().ok()?;
        seconds.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(micros).map(Self)
    }

    pub(super) fn timestamp(self) -> Option<Timestamp> {
        Timestamp::from_microsecond(self.0).ok()
    }
}

/// A message. What is absent in some exports is optional.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Message {
    subtype: Option<String>,
    ts: String,
    thread_ts: Option<String>,
    pub(super) user: Option<String>,
    pub(super) bot_id: Option<String>,
    pub(super) username: Option<String>,
    pub(super) user_profile: Option<Profile>,
    pub(super) bot_profile: Option<Profile>,
    text: Option<String>,
    attachments: Option<Vec<Attachment>>,
    files: Option<Vec<File>>,
    /// Exports before 2018 name one file, and repeat it in the text.
    file: Option<File>,
    pub(super) reactions: Vec<Reaction>,
    hidden: bool,
    /// The new version, in a message about a change.
    message: Option<Box<Message>>,
    deleted_ts: Option<String>,
}

/// Who somebody is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Profile {
    pub(super) name: Option<String>,
    pub(super) real_name: Option<String>,
    pub(super) display_name: Option<String>,
    pub(super) email: Option<String>,
}

/// One sign under a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reaction {
    pub(super) name: String,
    pub(super) count: u32,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct File {
    name: Option<String>,
    title: Option<String>,
    initial_comment: Option<Comment>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Comment {
    comment: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Attachment {
    pretext: Option<String>,
    title: Option<String>,
    text: Option<String>,
    fields: Vec<Field>,
    /// Previews of links and of other messages are somebody else's words.
    from_url: Option<String>,
    is_msg_unfurl: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Field {
    title: Option<String>,
    value: Option<String>,
}

/// The subtypes in which somebody says something; the others tell of joins, topics, calls and the like.
const SAID: [&str; 6] =
    ["bot_message", "thread_broadcast", "file_share", "file_comment", "me_message", "reply_broadcast"];

impl Message {
    /// The message as it stands now: the new version, where this tells of a change.
    pub(super) fn current(self) -> Self {
        match (self.subtype.as_deref(), self.message) {
            (Some("message_changed"), Some(message)) => *message,
            (_, message) => Self { message, ..self },
        }
    }

    /// The message this one takes away.
    pub(super) fn deletes(&self) -> Option<Moment> {
        let is_deletion = self.subtype.as_deref() == Some("message_deleted");
        self.deleted_ts.as_deref().filter(|_| is_deletion).and_then(Moment::parse)
    }

    /// Whether somebody says something in it.
    pub(super) fn is_said(&self) -> bool {
        !self.hidden && self.subtype.as_deref().is_none_or(|subtype| SAID.contains(&subtype))
    }

    pub(super) fn is_by_a_bot(&self) -> bool {
        self.bot_id.is_some() && self.user_profile.is_none() || self.subtype.as_deref() == Some("bot_message")
    }

    pub(super) fn moment(&self) -> Option<Moment> {
        Moment::parse(&self.ts)
    }

    /// The moment its thread began, when it is in one.
    pub(super) fn thread(&self) -> Option<Moment> {
        self.thread_ts.as_deref().and_then(Moment::parse)
    }

    /// The id of its thread as Slack spells it; its own when it stands alone.
    pub(super) fn thread_id(&self) -> &str {
        self.thread_ts.as_deref().unwrap_or(&self.ts)
    }

    /// Its words with Slack's marks: the text, or what a program put into attachments.
    pub(super) fn words(&self) -> String {
        if let Some(comment) = self.file.as_ref().and_then(|file| file.initial_comment.as_ref()) {
            return comment.comment.clone().unwrap_or_default();
        }
        let own = self.text.iter().filter(|_| !self.is_old_upload()).cloned();
        let attached =
            self.attachments.iter().flatten().filter(|part| part.from_url.is_none() && !part.is_msg_unfurl);
        let attached = attached.flat_map(|part| {
            let fields = part.fields.iter().map(|field| {
                let (title, value) = (field.title.as_deref().unwrap_or_default(), field.value.as_deref());
                value.map(
                    |value| if title.is_empty() { value.to_owned() } else { format!("{title}: {value}") },
                )
            });
            [part.pretext.clone(), part.title.clone(), part.text.clone()].into_iter().chain(fields).flatten()
        });
        own.chain(attached).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// "<@U1> uploaded a file: <..>": the program's words.
    fn is_old_upload(&self) -> bool {
        self.subtype.as_deref() == Some("file_share") && self.file.is_some()
    }

    /// The names of its files.
    pub(super) fn file_names(&self) -> impl Iterator<Item = String> {
        let files = self.files.iter().flatten().chain(&self.file);
        files.filter_map(|file| file.name.as_ref().or(file.title.as_ref()).cloned())
    }
}
