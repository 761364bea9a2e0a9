//! Any table with a header row: CSV, XLSX, and JSON objects laid out as one. The connectors that export
//! CSV read their files through here, too, with targets of their own.

mod delimited;
mod grid;
pub(crate) mod lists;
mod ndjson;
mod numbers;
mod proposal;
mod rows;
mod targets;
mod xlsx;

pub(crate) use delimited::find_delimiter;
pub(crate) use grid::{Grid, Row};
pub(crate) use numbers::{SECONDS_PER_DAY, parse_count, parse_number};
pub(crate) use proposal::{header_words, is_blank};
pub(crate) use rows::{Plan, add_custom, one_line};
pub(crate) use targets::Shape;
pub use targets::Target;
pub(crate) use xlsx::{is_workbook, sheet_names};

use crate::collector::Collector;
use crate::options::{PROGRESS_STEP, Progress};
use crate::text::encoding;
use crate::{ImportError, Options, Parsed, Preset, RowProblem};

/// A grid and what was assumed to get it.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) grid: Grid,
    pub(crate) warnings: Vec<String>,
    /// Records that could not become a row.
    pub(crate) problems: Vec<RowProblem>,
    /// The last row looks cut and is not to be trusted.
    pub(crate) last_row_is_cut: bool,
}

/// Reads the table of a file, whichever way it is written.
pub(crate) fn load(bytes: &[u8], preset: Preset, options: &Options) -> Result<Loaded, ImportError> {
    if preset == Preset::Xlsx {
        return xlsx::read(bytes, options.sheet.as_deref());
    }
    let decoded = encoding::decode(bytes)?;
    let warnings: Vec<String> = decoded.warning.into_iter().collect();
    if preset == Preset::Ndjson {
        let mut loaded = ndjson::read(&decoded.text)?;
        loaded.warnings.splice(0..0, warnings);
        return Ok(loaded);
    }
    // A quote or a line end cannot separate cells; such a choice is as good as none.
    let can_separate = |delimiter: &u8| delimiter.is_ascii() && !matches!(delimiter, b'"' | b'\n' | b'\r');
    let delimiter = options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).filter(can_separate);
    let grid = delimited::read(&decoded.text, delimiter.unwrap_or_else(|| find_delimiter(&decoded.text)))?;
    let last_row_is_cut = !decoded.text.ends_with(['\n', '\r']) && grid.is_uniform_but_for_a_short_last_row();
    Ok(Loaded { grid, warnings, last_row_is_cut, ..Loaded::default() })
}

/// The chosen target of each column, or the proposed one when nothing was chosen.
pub(crate) fn targets(grid: &Grid, options: &Options) -> Vec<Target> {
    match &options.mapping {
        None => proposal::propose(grid),
        Some(mapping) => (0..grid.header().len())
            .map(|column| mapping.get(&column).copied().unwrap_or(Target::Ignore))
            .collect(),
    }
}

/// The separator that splits the cells of a column, for targets that hold lists.
pub(crate) fn separator(grid: &Grid, column: usize, target: Target) -> Option<char> {
    (target.shape() == Shape::List).then(|| lists::find_separator(grid.column(column))).flatten()
}

/// Up to three different values of a column, as a person reads them.
pub(crate) fn samples<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    const SAMPLES: usize = 3;
    const SHOWN_CHARACTERS: usize = 80;
    let mut samples: Vec<String> = Vec::new();
    for cell in cells.filter(|cell| !cell.is_empty()).take(1_000) {
        let sample: String = lists::display(cell).chars().take(SHOWN_CHARACTERS).collect();
        if !samples.contains(&sample) {
            samples.push(sample);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// What came to light while the rows of a table were visited.
pub(crate) struct Visited {
    /// Rows that were not shown to the visitor.
    pub(crate) problems: Vec<RowProblem>,
    pub(crate) warning: Option<String>,
    /// Records there are, the left-out ones counted.
    pub(crate) rows: usize,
}

/// Shows every row to `visit`, but for a last one that seems to be cut.
pub(crate) fn visit_rows(
    loaded: &Loaded,
    on_progress: Progress<'_>,
    mut visit: impl FnMut(Row<'_>),
) -> Visited {
    let width = loaded.grid.header().len();
    let rows = loaded.grid.body();
    let total = rows.len();
    let mut problems = Vec::new();
    let (mut wider, mut first_wider) = (0, 0);
    for (done, row) in rows.enumerate() {
        if row.len() > width && (width..row.len()).any(|column| !row.cell(column).is_empty()) {
            wider += 1;
            first_wider = if first_wider == 0 { row.number } else { first_wider };
        }
        if loaded.last_row_is_cut && done + 1 == total {
            let finding = format!(
                "it has {} cells where every other row has {width}, and the file ends without a line feed, so it seems to be cut",
                row.len()
            );
            problems.push(RowProblem::whole_row(row.number, "a complete row", &finding));
            continue;
        }
        visit(row);
        if done % PROGRESS_STEP == 0 {
            on_progress(done, total);
        }
    }
    on_progress(total, total);
    problems.extend(loaded.problems.iter().cloned());
    let warning = (wider > 0).then(|| {
        format!(
            "{wider} rows are wider than the header (row {first_wider} first); the cells without a column name were left out"
        )
    });
    Visited { problems, warning, rows: total + loaded.problems.len() }
}

/// Reads every row by a plan; `finish` lets a connector complete the item from the same row.
pub(crate) fn collect_rows(
    loaded: &Loaded,
    plan: &Plan,
    on_progress: Progress<'_>,
    mut finish: impl FnMut(&mut crate::ImportedItem, Row<'_>),
) -> Parsed {
    let mut collector = Collector::default();
    loaded.warnings.iter().chain(&plan.warnings).for_each(|warning| collector.warn(warning));
    let visited = visit_rows(loaded, on_progress, |row| match plan.read(row) {
        Ok(mut item) => {
            finish(&mut item, row);
            collector.add(item);
        }
        Err(problems) => problems.into_iter().for_each(|problem| collector.problem(problem)),
    });
    visited.problems.into_iter().for_each(|problem| collector.problem(problem));
    visited.warning.into_iter().for_each(|warning| collector.warn(warning));
    collector.finish(visited.rows)
}

/// The system named in items of any table. It is the same for every format, so that a backlog imported as
/// CSV and later as a workbook is recognised.
const SYSTEM: &str = "csv";

/// Reads a table whose columns are mapped by choice or by proposal.
pub(crate) fn parse(
    bytes: &[u8],
    preset: Preset,
    options: &Options,
    on_progress: Progress<'_>,
) -> Result<Parsed, ImportError> {
    let loaded = load(bytes, preset, options)?;
    let targets = targets(&loaded.grid, options);
    if !targets.contains(&Target::Title) {
        let header = loaded.grid.header().join(", ");
        let header: String = header.chars().take(200).collect();
        return Err(ImportError::WrongShape {
            preset: preset.key(),
            missing: format!("no column is mapped to the title; the columns are {header}"),
        });
    }
    let plan = Plan::new(&loaded.grid, &targets, options.date_order, SYSTEM);
    Ok(collect_rows(&loaded, &plan, on_progress, |_, _| {}))
}

#[cfg(test)]
mod tests;
