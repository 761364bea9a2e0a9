//! The quality of what the product decides, on data sets of real backlogs.

mod imports;
mod ranks;

use std::path::Path;

use anyhow::{Result, bail};
use comfy_table::{Table, presets};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::{Access, Staged, Workspace};
use outweigh_server::clock;
use serde::Serialize;

use crate::source::Source;
use crate::{Options, bed, report};

const GROUPS: [&str; 2] = ["import", "ranking"];

/// What a group found: one row per data set.
#[derive(Debug, Serialize)]
struct Findings {
    name: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// What the numbers say and what they do not.
    reading: String,
}

/// Runs the groups asked for and prints what they found.
pub fn run(options: &Options) -> Result<()> {
    let only = options.only.as_deref().map(|only| report::known(only, &GROUPS)).transpose()?;
    let sources = sources(&options.data)?;
    if sources.is_empty() {
        bail!("no backlogs in {}: say where they are with --data", options.data.display());
    }
    let mut found = Vec::new();
    for group in GROUPS.iter().filter(|group| only.is_none_or(|only| **group == only)) {
        found.push(match *group {
            "import" => imports::evaluate(&sources)?,
            _ => ranks::evaluate(&sources)?,
        });
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&found)?);
        return Ok(());
    }
    for Findings { name, columns, rows, reading } in found {
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        table.set_header(columns);
        table.add_rows(rows);
        println!("{name}\n\n{table}\n\n{reading}\n");
    }
    Ok(())
}

/// Names that an exported backlog goes by in a folder of the data.
const FILES: [&str; 4] =
    ["issues.csv", "issues.jsonl", "jira_rest_search_page.json", "github_rest_issues_page.json"];

/// Every backlog in the folders `backlog_*`, by name.
fn sources(data: &Path) -> Result<Vec<Source>> {
    let Ok(folders) = std::fs::read_dir(data) else { return Ok(Vec::new()) };
    let mut folders: Vec<_> = folders.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders
        .retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("backlog_")));
    folders.sort();
    let files = folders.iter().flat_map(|folder| FILES.iter().map(move |file| (folder, *file)));
    files
        .filter(|(folder, file)| folder.join(file).exists())
        .map(|(folder, file)| Source::open(folder, file))
        .collect()
}

/// Takes edits into a workspace in memory, through the same checks as any change set.
fn take_in(workspace: &mut Workspace, edits: Vec<Edit>) -> Result<()> {
    let mut staged = Staged::new(workspace);
    staged.stage(&bed::draft(edits), &Access::system())?;
    let rows = staged.into_rows();
    let position = workspace.position + 1;
    workspace.apply(rows, position);
    Ok(())
}

/// A workspace with nothing but the rubric a new one starts with.
fn empty() -> Result<Workspace> {
    let mut workspace = Workspace::empty(clock::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    take_in(&mut workspace, vec![bed::rubric()?])?;
    Ok(workspace)
}
