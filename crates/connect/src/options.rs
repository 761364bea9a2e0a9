//! What a file may be read as, and the choices a person can make about it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::dates::DateOrder;
use crate::table::Target;

/// What kind of export a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Jira's "Export > CSV", Cloud and Data Center.
    JiraCsv,
    /// A page of Jira's REST search (version 2 or 3).
    JiraJson,
    /// Linear's workspace or view export.
    LinearCsv,
    /// GitHub issues: REST list, REST search page, or `gh issue list --json`.
    GithubJson,
    /// The issue database of beads, one JSON object per line.
    BeadsJsonl,
    /// Any delimited table with a header row.
    Csv,
    /// Any Excel workbook with a header row.
    Xlsx,
    /// Any stream of JSON objects, or an array of them.
    Ndjson,
}

impl Preset {
    /// Every preset, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::JiraCsv,
        Self::JiraJson,
        Self::LinearCsv,
        Self::GithubJson,
        Self::BeadsJsonl,
        Self::Csv,
        Self::Xlsx,
        Self::Ndjson,
    ];

    /// The stable name used in the API and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::JiraCsv => "jira_csv",
            Self::JiraJson => "jira_json",
            Self::LinearCsv => "linear_csv",
            Self::GithubJson => "github_json",
            Self::BeadsJsonl => "beads_jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ndjson => "ndjson",
        }
    }

    /// The preset of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.key() == key)
    }

    /// Whether a person can say which column means what.
    pub fn takes_mapping(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx | Self::Ndjson)
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.key())
    }
}

/// Choices about one file; the default reads everything from the file itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Options {
    /// Column index (from 0) to target. When set it replaces the proposed mapping as a whole: a column
    /// not named is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<BTreeMap<usize, Target>>,
    /// Delimiter of a CSV file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Sheet of a workbook; the first one otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Whether 3/4/2026 is the third of April or the fourth of March, for columns that do not show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
}

/// Called now and then with records done and records in all.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// How many records pass between two calls of [`Progress`].
pub(crate) const PROGRESS_STEP: usize = 500;
