//! What was said: sources and notes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{NoteState, RatingScale, Sealed, SourceKind};
use crate::ids::{AccountId, ContactId, NoteId, ProductId, SourceId};

/// Where notes come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: SourceId,
    /// `Zendesk`, `Slack #feedback`; unique.
    pub name: String,
    pub kind: SourceKind,
    /// How far what comes from here can be relied on, 0 to 1; absent: as is usual for its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<f64>,
    /// Notes older than this many days are erased; absent: kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<u32>,
}

/// One raw input. Its words are in the vault, as a [`NoteBody`]; people never alter them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub id: NoteId,
    pub source_id: SourceId,
    /// Unique within the source: importing again finds the note by it.
    pub external_id: String,
    /// A [`NoteBody`] as JSON.
    pub body: Sealed,
    /// [`NoteBody::hash`].
    pub hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Notes of one conversation share it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<ContactId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// The product it is about; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// When it was said.
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// ISO 639-1, or absent when it cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(default = "open", skip_serializing_if = "is_open")]
    pub state: NoteState,
    /// Why it was dismissed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_reason: String,
    /// The day a snoozed note comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Date>,
    /// The note that says the same and stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of_id: Option<NoteId>,
    /// When its words were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}

fn open() -> NoteState {
    NoteState::Open
}

fn is_open(state: &NoteState) -> bool {
    *state == NoteState::Open
}

/// A figure given with a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    pub scale: RatingScale,
    /// Within [`RatingScale::bounds`].
    pub value: u8,
}

/// All the words of a note. Places are counted in characters (Unicode scalar values) of `text`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    /// Subject, question or file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub text: String,
    /// Who says it, when they are no contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Who says what, in a conversation; in order, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
    /// Parts that are not the author's words: earlier messages, signatures, questions; in order, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asides: Vec<Aside>,
    /// Names of the files that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// Everything else the source told, by the name it shows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, String>,
}

impl NoteBody {
    /// Reads a body from the words of a note.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub fn read(words: &str) -> Result<Self, String> {
        serde_json::from_str(words).map_err(|e| e.to_string())
    }

    /// The words the vault keeps.
    pub fn words(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|e| unreachable!("bodies serialise: {e}"))
    }

    /// The first 16 hexadecimal digits of the SHA-256 of the text: tells a changed text from the same one, and
    /// is too short to tell what it says.
    pub fn hash(&self) -> String {
        short_hash(&self.text)
    }
}

/// See [`NoteBody::hash`].
pub fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What one speaker said without a break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    pub speaker: String,
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Seconds from the start of a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_seconds: Option<f64>,
}

/// A part of a text that its author did not write here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    pub kind: AsideKind,
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// Why a part of a text is not its author's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AsideKind {
    /// An earlier message, repeated.
    Quote,
    /// Name, title, disclaimer below a mail.
    Signature,
    /// The question of a form that the text below it answers.
    Question,
    /// What whoever passed a mail on wrote above it, and the lines that name the mail passed on.
    Forwarding,
}

/// Characters `start..end` of a note's text, and the hash they had when they were marked. If the text
/// changes, the hash no longer fits: the highlight is flagged, never moved in silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Highlight {
    pub note_id: NoteId,
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// [`short_hash`] of the characters.
    pub hash: String,
}

impl Highlight {
    /// Marks characters of a text; none when they are not in it.
    pub fn of(note_id: NoteId, text: &str, start: u32, end: u32) -> Option<Self> {
        let hash = short_hash(cut(text, start, end)?);
        Some(Self { note_id, start, end, hash })
    }

    /// The characters it marks, if they are still the ones that were marked.
    pub fn quote<'a>(&self, text: &'a str) -> Option<&'a str> {
        cut(text, self.start, self.end).filter(|quote| short_hash(quote) == self.hash)
    }
}

/// Characters `start..end` of a text; none when they are empty or not in it.
fn cut(text: &str, start: u32, end: u32) -> Option<&str> {
    let mut borders = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let from = borders.nth(start as usize)?;
    let to = borders.nth((end.checked_sub(start)?.checked_sub(1)?) as usize)?;
    Some(&text[from..to])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_highlight_holds_on_to_its_characters() {
        let note = NoteId(uuid::Uuid::from_u128(1));
        let text = "Größe wählen dauert ewig";
        let mark = Highlight::of(note, text, 6, 12).expect("in the text");
        assert_eq!(mark.quote(text), Some("wählen"));
        assert_eq!(mark.quote("Größe zahlen dauert ewig"), None);
        assert_eq!(mark.quote("kurz"), None);
        assert_eq!(Highlight::of(note, text, 0, 24).map(|m| m.end), Some(24));
        for (start, end) in [(0, 25), (5, 5), (6, 5), (24, 25), (30, 40)] {
            assert_eq!(Highlight::of(note, text, start, end), None, "{start}..{end}");
        }
    }
}
