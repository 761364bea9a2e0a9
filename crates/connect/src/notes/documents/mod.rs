//! Being written.
pub(crate) mod notion;
use super::collector::NoteCollector;
use super::sniff::Sample;
use super::text::{clean, content_id};
use super::{ImportedNote, NoteFile, ParsedNotes};
use crate::ImportError;
use outweigh_core::domain::SourceKind;
pub(crate) fn is_word(_bytes: &[u8]) -> bool {
    false
}
pub(crate) fn recognise(sample: &Sample<'_>) -> Option<String> {
    (!sample.text.is_empty()).then(|| "text".into())
}
pub(crate) fn parse(file: NoteFile<'_>) -> Result<ParsedNotes, ImportError> {
    let decoded = crate::text::encoding::decode(file.bytes)?;
    let mut collector = NoteCollector::default();
    collector.add(ImportedNote {
        row: 1,
        text: clean(&decoded.text),
        external_id: content_id(file.bytes),
        ..ImportedNote::new(SourceKind::Research, "Documents")
    });
    collector.count(1);
    Ok(collector.finish())
}
