//! Jira, Cloud and Data Center: the CSV export with all fields, and pages of the REST search.

mod columns;
mod csv;
mod rest;
mod sprints;

pub(crate) use columns::{is_export, targets as csv_targets};
pub(crate) use csv::parse as parse_csv;
pub(crate) use rest::{is_issue, parse as parse_json};
