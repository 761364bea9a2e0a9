//! What a group found, as a table or as JSON.

use std::fmt;

use comfy_table::{Table, presets};
use serde::Serialize;

/// What a group found: one row per data set.
#[derive(Debug, Serialize)]
pub struct Findings {
    pub name: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
    /// What the numbers say and what they do not.
    pub reading: String,
}

impl fmt::Display for Findings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        table.set_header(&self.columns);
        table.add_rows(&self.rows);
        writeln!(formatter, "{}\n\n{table}\n\n{}\n", self.name, self.reading)
    }
}
