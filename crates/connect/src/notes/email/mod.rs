//! Being written.
use super::sniff::Sample;
use super::{NoteFile, NoteOptions, NotePreset, ParsedNotes};
use crate::{ImportError, Progress};
pub(crate) fn recognise(_sample: &Sample<'_>) -> Option<String> {
    None
}
pub(crate) fn parse(
    _file: NoteFile<'_>,
    _options: &NoteOptions,
    _on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    Err(ImportError::WrongShape { preset: NotePreset::Email.key(), missing: "a message".into() })
}
