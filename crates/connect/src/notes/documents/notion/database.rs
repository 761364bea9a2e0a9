//! One database of an export: its columns and rows, and which rows have a page of their own.

use std::collections::HashMap;

use super::names::Named;
use super::properties::Properties;
use crate::notes::NoteFile;
use crate::{ImportError, Options, Preset, table};

/// A table of rows.
pub(super) struct Database {
    id: String,
    /// Where the pages of its rows lie: the table's name, with or without the id.
    folders: [String; 2],
    columns: Vec<String>,
    rows: Vec<Properties>,
    /// How many pages took each title.
    claimed: HashMap<String, usize>,
}

impl Database {
    /// Reads a table. The first column names the rows.
    pub(super) fn read(file: NoteFile<'_>, name: &Named<'_>) -> Result<Self, ImportError> {
        let options = Options { delimiter: Some(','), ..Options::default() };
        let loaded = table::load(file.bytes, Preset::Csv, &options)?;
        let header = loaded.grid.header();
        let rows = loaded
            .grid
            .body()
            .map(|row| Properties::of_row(header.iter().copied().zip(row.cells())))
            .collect();
        let within = |folder: &str| format!("{}/", [file.folder(), folder].join("/").trim_start_matches('/'));
        Ok(Self {
            id: name.id.to_owned(),
            folders: [within(name.title), within(&format!("{} {}", name.title, name.id))],
            columns: header.iter().map(|column| (*column).to_owned()).collect(),
            rows,
            claimed: HashMap::new(),
        })
    }

    /// Whether a page is a row of this table.
    pub(super) fn holds(&self, file: &NoteFile<'_>) -> bool {
        self.folders
            .iter()
            .any(|folder| file.path.strip_prefix(folder.as_str()).is_some_and(|rest| !rest.contains('/')))
    }

    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// A page stands for a row of this title.
    pub(super) fn claim(&mut self, title: &str) {
        *self.claimed.entry(title.to_owned()).or_default() += 1;
    }

    /// The rows no page stands for, each with an id that stays the same from export to export.
    pub(super) fn rows_without_page(&self) -> Vec<(String, &Properties)> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut rows = Vec::new();
        for row in &self.rows {
            let Some(title) = row.title() else { continue };
            let times = seen.entry(title).or_default();
            *times += 1;
            if *times > self.claimed.get(title).copied().unwrap_or(0) {
                rows.push((format!("{}/{title}/{times}", self.id), row));
            }
        }
        rows
    }
}
