//! Being written.
use super::{NoteFile, NotePreset, ParsedNotes};
use crate::{ImportError, Progress};
pub(crate) fn recognise(_paths: &[&str]) -> Option<String> {
    None
}
pub(crate) fn parse(_files: &[NoteFile<'_>], _on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    Err(ImportError::WrongShape { preset: NotePreset::Slack.key(), missing: "channels.json".into() })
}
