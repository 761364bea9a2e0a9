//! Exports that are a list of issues as JSON objects: every system reads its own fields, the walk is the same.

use serde_json::{Map, Value};

use crate::collector::Collector;
use crate::json;
use crate::options::{PROGRESS_STEP, Progress};
use crate::text::encoding;
use crate::{ImportError, ImportedItem, Parsed, Preset, RowProblem};

/// How one system spells its issues.
pub(crate) struct Issues {
    pub(crate) preset: Preset,
    /// Names under which the list may stand when the file is one object.
    pub(crate) lists: &'static [&'static str],
    /// What a record should be: `a GitHub issue`.
    pub(crate) expected: &'static str,
    /// The fields every issue has, in words.
    pub(crate) fields: &'static str,
    pub(crate) is_issue: fn(&Map<String, Value>) -> bool,
    /// Whether a record is known to be no item.
    pub(crate) is_left_out: fn(&Map<String, Value>) -> bool,
    /// What follows their number in the warning.
    pub(crate) left_out: &'static str,
    /// Reads the issue of a row.
    pub(crate) item: fn(usize, &Map<String, Value>) -> Result<ImportedItem, RowProblem>,
}

impl Issues {
    /// Reads the issues; what is no item is left out and counted in a warning.
    pub(crate) fn parse(&self, bytes: &[u8], on_progress: Progress<'_>) -> Result<Parsed, ImportError> {
        let decoded = encoding::decode(bytes)?;
        let records = json::records(&decoded.text, self.lists)?;
        let mut collector = Collector::new(decoded.warning);
        let mut left_out = 0;
        for (index, record) in records.iter().enumerate() {
            let row = index + 1;
            let wrong = |finding: &str| RowProblem::whole_row(row, self.expected, finding);
            match json::object(record) {
                Ok(issue) if (self.is_left_out)(&issue) => left_out += 1,
                Ok(issue) if (self.is_issue)(&issue) => match (self.item)(row, &issue) {
                    Ok(item) => collector.add(item),
                    Err(problem) => collector.problem(problem),
                },
                Ok(_) => collector.problem(wrong(&format!("it has no {}", self.fields))),
                Err(finding) => collector.problem(wrong(&finding)),
            }
            if index % PROGRESS_STEP == 0 {
                on_progress(index, records.len());
            }
        }
        on_progress(records.len(), records.len());
        if left_out > 0 {
            collector.warn(format!("{left_out} {}", self.left_out));
        }
        let parsed = collector.finish(records.len());
        if parsed.items.is_empty() && left_out == 0 && !parsed.problems.is_empty() {
            let missing = format!("issues with {} ({})", self.fields, parsed.problems[0].message);
            return Err(ImportError::WrongShape { preset: self.preset.key(), missing });
        }
        Ok(parsed)
    }
}
