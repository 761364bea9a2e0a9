//! What an import does, in numbers and in a sample of rows: the dry run's answer and the commit's.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::RowProblem;

/// Rows shown in [`ImportReport::sample`].
pub const SAMPLE_ROWS: usize = 50;

/// What one import adds, changes and leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct ImportReport {
    /// The file it came from.
    pub file_name: String,
    /// Items added.
    pub creates: usize,
    /// Items changed.
    pub updates: usize,
    /// Items that already are as the file says, or that the file says nothing newer of.
    pub unchanged: usize,
    /// Items that an undo had taken away, brought back.
    pub restored: usize,
    /// Items that someone deleted here: they stay deleted.
    pub deleted_here: usize,
    /// Rows left out; each is among the errors.
    pub skipped: usize,
    /// Dependencies added or brought back.
    pub dependencies: usize,
    /// Links whose one end is neither in the file nor in the workspace.
    pub unknown_links: usize,
    /// Comments added or brought back.
    pub comments: usize,
    /// People added or brought back.
    pub people: usize,
    /// Releases added or brought back.
    pub releases: usize,
    /// Sprints added or brought back.
    pub sprints: usize,
    /// Products added or brought back.
    pub products: usize,
    /// Rows that cannot be imported, with the reason.
    pub errors: Vec<RowProblem>,
    /// What was fitted, left out or decided along the way.
    pub warnings: Vec<String>,
    /// The first rows, with what happens to each.
    pub sample: Vec<SampleRow>,
}

/// What happens to one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SampleRow {
    /// Place in the file, counted as in [`crate::ImportedItem::row`].
    pub row: usize,
    /// The item's key here.
    pub key: String,
    pub title: String,
    pub action: Action,
    /// Fields that change, short values with before and after.
    pub changes: Vec<String>,
}

/// What an import does to one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Create,
    Update,
    Unchanged,
    Restore,
}

impl ImportReport {
    /// Whether the import would change anything at all.
    pub fn changes_nothing(&self) -> bool {
        let Self { creates, updates, restored, dependencies, comments, people, .. } = self;
        creates + updates + restored + dependencies + comments + people == 0
            && self.releases + self.sprints + self.products == 0
    }

    pub(super) fn count(&mut self, action: Action) {
        *match action {
            Action::Create => &mut self.creates,
            Action::Update => &mut self.updates,
            Action::Unchanged => &mut self.unchanged,
            Action::Restore => &mut self.restored,
        } += 1;
    }
}

/// Findings of one sort with the rows they were made in, worded as one warning each.
#[derive(Default)]
pub(crate) struct Findings {
    rows_by_finding: Vec<(&'static str, Vec<usize>)>,
}

/// Rows named in one warning.
const NAMED_ROWS: usize = 5;

impl Findings {
    /// Remembers that something was found in a row.
    pub(crate) fn add(&mut self, finding: &'static str, row: usize) {
        match self.rows_by_finding.iter_mut().find(|(known, _)| *known == finding) {
            Some((_, rows)) => {
                if rows.last() != Some(&row) {
                    rows.push(row);
                }
            }
            None => self.rows_by_finding.push((finding, vec![row])),
        }
    }

    /// One sentence per sort of finding.
    pub(crate) fn warnings(self) -> impl Iterator<Item = String> {
        self.rows_by_finding.into_iter().map(|(finding, rows)| {
            let named: Vec<_> = rows.iter().take(NAMED_ROWS).map(ToString::to_string).collect();
            let word = if rows.len() == 1 { "row" } else { "rows" };
            match rows.len().saturating_sub(NAMED_ROWS) {
                0 => format!("{finding} ({word} {})", named.join(", ")),
                more => format!("{finding} ({word} {} and {more} more)", named.join(", ")),
            }
        })
    }
}
