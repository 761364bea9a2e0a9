//! Shows a person what a table holds before anything is imported: columns, samples, proposed targets.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::source::TableSource;
use super::targets::NoteTarget;
use super::{Understood, offered, understand};
use crate::notes::{NoteFile, NoteOptions};
use crate::{ImportError, Preset, TargetInfo, table};

/// What a table holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotesInspection {
    /// The columns in file order; none for what is no table, whose parts have fixed meanings.
    pub columns: Vec<InspectedNoteColumn>,
    /// What a column can become.
    pub targets: Vec<TargetInfo>,
    /// Sheets of a workbook.
    pub sheets: Vec<String>,
    /// What had to be assumed to read the file.
    pub warnings: Vec<String>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InspectedNoteColumn {
    /// Place in the table, from 0; columns may share a name, never a place.
    pub index: usize,
    /// The header's text, the question of a survey in full.
    pub name: String,
    /// Up to three different values, each cut to 80 characters.
    pub samples: Vec<String>,
    /// What it becomes: chosen in the options or proposed.
    pub target: NoteTarget,
}

/// Looks into a table without importing it.
///
/// # Errors
/// When the table is of none of the sources.
pub(crate) fn inspect(
    file: NoteFile<'_>,
    preset: &'static str,
    sources: &'static [TableSource],
    options: &NoteOptions,
) -> Result<NotesInspection, ImportError> {
    let Understood { sheet, source, targets } = understand(file, preset, sources, options)?;
    let columns =
        sheet.names.iter().zip(targets).enumerate().map(|(index, (name, target))| InspectedNoteColumn {
            index,
            name: name.clone(),
            samples: table::samples(sheet.column(index)),
            target,
        });
    let is_workbook = super::written_as(file.bytes) == Preset::Xlsx;
    Ok(NotesInspection {
        columns: columns.collect(),
        targets: NoteTarget::ALL
            .iter()
            .filter(|target| offered(source.rows, **target))
            .map(|target| TargetInfo {
                key: target.key().into(),
                label: target.label().into(),
                help: target.help().into(),
            })
            .collect(),
        sheets: if is_workbook { table::sheet_names(file.bytes)? } else { Vec::new() },
        warnings: sheet.loaded.warnings,
    })
}
