//! The choices a person can make about one file of notes.

use outweigh_core::domain::SourceKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::NotePreset;

/// Choices about one file; the default reads everything from the file itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct NoteOptions {
    /// Whether mail addresses, phone, card and account numbers are taken out of the texts. Without a choice:
    /// for transcripts they are, since people read numbers out without a thought for who reads them later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redact: Option<bool>,
    /// The kind of source, where the person knows better than the preset: a sales call, not an interview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<SourceKind>,
    /// Take in automatic mail, too: out of office, bounces, bulk.
    pub keep_automatic: bool,
}

impl NoteOptions {
    /// Whether to redact what was read by this preset.
    pub(crate) fn redacts(&self, preset: NotePreset) -> bool {
        self.redact.unwrap_or(preset == NotePreset::Transcript)
    }
}
