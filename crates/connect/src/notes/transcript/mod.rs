//! Being written.
use super::sniff::Sample;
use super::{NoteFile, NotePreset, ParsedNotes};
use crate::ImportError;
pub(crate) fn recognise(_sample: &Sample<'_>) -> Option<String> {
    None
}
pub(crate) fn parse(_file: NoteFile<'_>) -> Result<ParsedNotes, ImportError> {
    Err(ImportError::WrongShape { preset: NotePreset::Transcript.key(), missing: "a cue".into() })
}
