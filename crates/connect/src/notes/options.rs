//! The choices a person can make about one file of notes.

use std::collections::BTreeMap;

use outweigh_core::domain::{RatingScale, SourceKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{NotePreset, NoteTarget};
use crate::DateOrder;

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
    /// The source by name, for tables that do not tell theirs. The same name next time is what makes a second
    /// import find the first one's notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Column index (from 0) to target, of a table. When set it replaces the proposed mapping as a whole: a
    /// column not named is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<BTreeMap<usize, NoteTarget>>,
    /// On what scale the ratings of a table are, where it does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<RatingScale>,
    /// Delimiter of a CSV file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Sheet of a workbook; the first one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Whether 3/4/2026 is the third of April or the fourth of March, for columns that do not show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
}

impl NoteOptions {
    /// Whether to redact what was read by this preset.
    pub fn redacts(&self, preset: NotePreset) -> bool {
        self.redact.unwrap_or(preset == NotePreset::Transcript)
    }
}
