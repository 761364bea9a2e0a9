//! Shows a person what a file holds before anything is imported: columns, samples, proposed targets.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ImportError, Options, Parsed, Preset, Target, beads, github, jira, linear, table};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Inspection {
    /// The columns in file order; none for JSON presets, whose fields have fixed meanings.
    pub columns: Vec<InspectedColumn>,
    /// What a column can become; none where the preset fixes it.
    pub targets: Vec<TargetInfo>,
    /// Records, the header not counted.
    pub rows: usize,
    /// Sheets of a workbook.
    pub sheets: Vec<String>,
    /// What had to be assumed to read the file.
    pub warnings: Vec<String>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InspectedColumn {
    /// Place in the table, from 0; columns may share a name, never a place.
    pub index: usize,
    /// The header's text.
    pub name: String,
    /// Up to three different values, each cut to 80 characters.
    pub samples: Vec<String>,
    /// What it becomes: chosen in the options, fixed by the preset or proposed.
    pub target: Option<Target>,
    /// What separates the values in a cell, for targets that hold lists.
    pub separator: Option<char>,
}

/// A target as offered to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetInfo {
    /// The name used in mappings.
    pub key: String,
    /// The name a person sees.
    pub label: String,
    /// One sentence on what may stand in such a column.
    pub help: String,
}

/// Looks into a file without importing it.
///
/// # Errors
/// As [`crate::parse`].
pub fn inspect(bytes: &[u8], preset: Preset, options: &Options) -> Result<Inspection, ImportError> {
    match preset {
        Preset::JiraCsv | Preset::LinearCsv | Preset::Csv | Preset::Xlsx | Preset::Ndjson => {}
        Preset::JiraJson => return jira::parse_json(bytes, &mut |_, _| {}).map(without_columns),
        Preset::GithubJson => return github::parse(bytes, &mut |_, _| {}).map(without_columns),
        Preset::BeadsJsonl => return beads::parse(bytes, &mut |_, _| {}).map(without_columns),
    }
    let loaded = table::load(bytes, preset, options)?;
    let header = loaded.grid.header();
    let targets = match preset {
        Preset::JiraCsv => jira::csv_targets(&header),
        Preset::LinearCsv => linear::targets(&header),
        _ => table::targets(&loaded.grid, options),
    };
    let columns = header.iter().zip(targets).enumerate().map(|(index, (name, target))| InspectedColumn {
        index,
        name: (*name).to_owned(),
        samples: table::samples(loaded.grid.column(index)),
        target: Some(target),
        separator: table::separator(&loaded.grid, index, target),
    });
    Ok(Inspection {
        columns: columns.collect(),
        targets: if preset.takes_mapping() {
            Target::ALL.iter().map(target_info).collect()
        } else {
            Vec::new()
        },
        rows: loaded.grid.body().len() + loaded.problems.len(),
        sheets: if preset == Preset::Xlsx { table::sheet_names(bytes)? } else { Vec::new() },
        warnings: loaded.warnings,
    })
}

fn without_columns(parsed: Parsed) -> Inspection {
    let Parsed { rows, warnings, .. } = parsed;
    Inspection { columns: Vec::new(), targets: Vec::new(), rows, sheets: Vec::new(), warnings }
}

fn target_info(target: &Target) -> TargetInfo {
    TargetInfo { key: target.key().into(), label: target.label().into(), help: target.help().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_with_samples_and_proposed_targets() {
        let table = b"key,title,tags\nA-1,one,x|y\nA-2,one,\nA-3,two,z\n";
        let inspection = inspect(table, Preset::Csv, &Options::default()).unwrap();
        let targets: Vec<_> = inspection.columns.iter().map(|column| column.target.unwrap().key()).collect();
        assert_eq!(targets, ["key", "title", "labels"]);
        assert_eq!(inspection.columns[1].samples, ["one", "two"]);
        assert_eq!(inspection.columns[2].separator, Some('|'));
        assert_eq!(inspection.rows, 3);
        assert!(
            inspection
                .targets
                .iter()
                .any(|target| target.key == "story_points" && target.help.ends_with('.'))
        );
    }
}
