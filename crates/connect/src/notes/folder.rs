//! A folder or archive of single files: each is read as what it is found to be.

use super::collector::NoteCollector;
use super::sniff::sniff_file;
use super::{NoteFile, NoteOptions, NotePreset, ParsedNotes, finished, parse_file};
use crate::{ImportError, Progress, RowProblem};

/// Reads each file, by the preset given or the one found. A file that cannot be read takes out itself only.
///
/// # Errors
/// When there is no file, or none of them can be read.
pub(crate) fn parse(
    files: &[NoteFile<'_>],
    preset: Option<NotePreset>,
    options: &NoteOptions,
    on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    let mut collector = NoteCollector::default();
    let (mut first_error, mut read, mut empty) = (None, 0, 0);
    for (index, file) in files.iter().enumerate() {
        on_progress(index, files.len());
        if file.bytes.is_empty() {
            empty += 1;
            continue;
        }
        let found = preset.map_or_else(|| sniff_file(*file).map(|sniffed| sniffed.preset), Ok);
        match found.and_then(|found| Ok((found, parse_file(*file, found, options, &mut |_, _| {})?))) {
            Ok((found, parsed)) => {
                collector.add_all(file.path, finished(parsed, found, options));
                read += 1;
            }
            Err(error) => {
                let finding = format!("{}: {error}", file.path);
                collector.problem(RowProblem::whole_row(collector.rows() + 1, "a file of notes", &finding));
                collector.count(1);
                first_error.get_or_insert(error);
            }
        }
    }
    if empty > 0 {
        collector
            .warn(format!("{empty} files without words (pictures, recordings, empty ones) are left out"));
    }
    match first_error {
        Some(error) if read == 0 => Err(error),
        None if read == 0 => Err(ImportError::Empty),
        _ => Ok(collector.finish()),
    }
}
