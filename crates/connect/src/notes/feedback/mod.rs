//! Any table of what people said, and of who they are: CSV, XLSX, and JSON objects laid out as one. Every
//! connector that exports tables reads them through here, with a [`TableSource`] of its own.

mod inspect;
mod kinds;
mod money;
mod proposal;
mod ratings;
mod reading;
mod record;
mod sheet;
mod source;
mod taking;
mod targets;

pub(crate) use inspect::inspect;
pub use inspect::{InspectedNoteColumn, NotesInspection};
pub(crate) use proposal::offered;
pub(crate) use record::Record;
pub(crate) use sheet::{Sheet, written_as};
pub(crate) use source::{Others, Rows, TableSource};
pub use targets::NoteTarget;

use outweigh_core::domain::SourceKind;

use super::{NoteFile, NoteOptions, ParsedNotes};
use crate::{ImportError, Preset, Progress, table};
use reading::Reading;
use taking::Taker;

/// A table whose source is settled, and what its columns become.
pub(crate) struct Understood {
    pub(crate) sheet: Sheet,
    pub(crate) source: &'static TableSource,
    pub(crate) targets: Vec<NoteTarget>,
}

/// Reads a table as one of these sources: the first whose marks it has, or one without marks.
///
/// # Errors
/// When it is none of them.
pub(crate) fn understand(
    file: NoteFile<'_>,
    preset: &'static str,
    sources: &'static [TableSource],
    options: &NoteOptions,
) -> Result<Understood, ImportError> {
    let mut sheet = Sheet::load(file.bytes, options)?;
    let found = sources.iter().find(|source| source.marks.is_empty() || source.is_of(&sheet.names));
    // Whoever maps the columns knows better than the marks.
    let chosen = found.or_else(|| sources.first().filter(|_| options.mapping.is_some()));
    let source = chosen.ok_or_else(|| {
        let marks: Vec<String> =
            sources.iter().map(|source| format!("\"{}\"", source.marks.join("\", \""))).collect();
        let missing = format!("the columns {}; {}", marks.join(", or "), columns_of(&sheet));
        ImportError::WrongShape { preset, missing }
    })?;
    (source.lay_out)(&mut sheet);
    let targets = match &options.mapping {
        None => proposal::propose(&sheet, source),
        Some(mapping) => (0..sheet.names.len())
            .map(|column| mapping.get(&column).copied().unwrap_or(NoteTarget::Ignore))
            .collect(),
    };
    Ok(Understood { sheet, source, targets })
}

/// Refuses a table none of whose columns becomes what its rows cannot do without.
fn check_enough(understood: &Understood, preset: &'static str) -> Result<(), ImportError> {
    let Understood { sheet, source, targets } = understood;
    let has = |needed: &[NoteTarget]| needed.iter().any(|target| targets.contains(target));
    let (is_enough, what) = match source.rows {
        Rows::Notes => (has(&[NoteTarget::Text, NoteTarget::Title]), "text"),
        Rows::Contacts => {
            (has(&[NoteTarget::Email, NoteTarget::AuthorName, NoteTarget::LastName]), "mail address or name")
        }
        _ => (has(&[NoteTarget::Company, NoteTarget::AccountId, NoteTarget::Id]), "company"),
    };
    if !is_enough {
        let missing = format!("no column is mapped to the {what}; {}", columns_of(sheet));
        return Err(ImportError::WrongShape { preset, missing });
    }
    Ok(())
}

fn columns_of(sheet: &Sheet) -> String {
    let columns: String = sheet.names.join(", ").chars().take(200).collect();
    format!("the columns are {columns}")
}

/// Reads every row of a table.
///
/// # Errors
/// When it is none of the sources, or no column becomes what its rows need.
pub(crate) fn parse(
    file: NoteFile<'_>,
    preset: &'static str,
    sources: &'static [TableSource],
    options: &NoteOptions,
    on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    let understood = understand(file, preset, sources, options)?;
    check_enough(&understood, preset)?;
    let Understood { sheet, source, targets } = understood;
    let is_unknown = source.name.is_empty();
    let told = options.kind.or_else(|| kinds::told(file.stem(), &sheet.names)).filter(|_| is_unknown);
    let likely_scale = told.and_then(kinds::scale_of);
    let reading = Reading::new(&sheet, source, &targets, options, likely_scale);
    let kind = match told {
        Some(kind) => kind,
        None if is_unknown => kinds::kind_of(reading.scale),
        None => source.kind,
    };
    let mut taker = Taker::new(source, kind, options);
    sheet.loaded.warnings.iter().chain(&reading.warnings).for_each(|warning| taker.warn(warning));
    let mut no_data = 0;
    let visited = table::visit_rows(&sheet.loaded, on_progress, |row| {
        if !sheet.is_data(row) {
            no_data += 1;
            return;
        }
        match reading.read(row) {
            Ok(mut record) => {
                (source.complete)(&mut record);
                taker.take(record);
            }
            Err(problems) => problems.into_iter().for_each(|problem| taker.problem(problem)),
        }
    });
    visited.problems.into_iter().for_each(|problem| taker.problem(problem));
    visited.warning.into_iter().for_each(|warning| taker.warn(&warning));
    Ok(taker.finish(visited.rows - no_data))
}

/// Whether the bytes are JSON rather than a table of cells.
pub(crate) fn is_json(bytes: &[u8]) -> bool {
    written_as(bytes) == Preset::Ndjson
}

/// Any table of what people said.
pub(crate) static FEEDBACK: [TableSource; 1] =
    [TableSource { kind: SourceKind::Support, ..TableSource::ANY }];

/// Whether a header alone shows a table of what people said: one column is called a text, another tells who,
/// when or how much.
pub(crate) fn is_feedback(header: &[String]) -> bool {
    let words: Vec<String> = header.iter().map(|name| table::header_words(name)).collect();
    let is_called =
        |target: NoteTarget| words.iter().any(|word| target.header_words().contains(&word.as_str()));
    is_called(NoteTarget::Text)
        && [
            NoteTarget::Rating,
            NoteTarget::Time,
            NoteTarget::Email,
            NoteTarget::AuthorName,
            NoteTarget::Company,
            NoteTarget::AccountId,
            NoteTarget::Id,
            NoteTarget::Title,
        ]
        .into_iter()
        .any(is_called)
}

#[cfg(test)]
mod tests;
