//! Importers on real exports: what comes in, what is left out, and that a second time changes nothing.

use std::path::Path;

use anyhow::Result;

use crate::Findings;
use crate::backlogs::{Bed, Source, sources};

/// Imports every file into an empty workspace, twice.
pub(crate) fn evaluate(data: &Path) -> Result<Findings> {
    let mut rows = Vec::new();
    for source in &sources(data)? {
        let name = format!("{}/{}", source.name, source.file_name);
        rows.push(match once_and_again(source) {
            Ok(counts) => std::iter::once(name).chain(counts).collect(),
            Err(error) => vec![name, format!("refused: {error:#}")],
        });
    }
    Ok(Findings {
        name: "import",
        columns: vec![
            "file",
            "read as",
            "rows",
            "items",
            "dependencies",
            "links outside",
            "comments",
            "left out",
            "unreadable",
            "second import changes",
        ],
        rows,
        reading: "Rows = items + left out + unreadable, but for rows that repeat another; the last column must be 0. \
                  Links that are no dependency (duplicates, relates to) become none; those that point out of the \
                  file or would close a circle are left out with a note."
            .into(),
    })
}

fn once_and_again(source: &Source) -> Result<Vec<String>> {
    let read = source.read()?;
    let mut bed = Bed::empty()?;
    let first = bed.plan(&read);
    let report = first.report;
    bed.take_in(first.edits)?;
    let second = bed.plan(&source.read()?);
    let counts = [
        read.parsed.items.len() + read.parsed.problems.len(),
        report.creates,
        report.dependencies,
        report.unknown_links,
        report.comments,
        report.skipped,
        read.parsed.problems.len(),
        second.edits.len(),
    ];
    let counts = counts.iter().map(ToString::to_string);
    Ok(std::iter::once(read.preset.key().to_owned()).chain(counts).collect())
}
