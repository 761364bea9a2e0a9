//! Measures the quality of decisions and of the language engine on data sets, one file per group.
//!
//! A group is a function from the folder of data sets to [`Findings`]; a data set that is not there is left out.
//! Every group is deterministic: ids and times are made up here, starts of searches are seeded.

pub mod backlogs;
mod classification;
mod clustering;
mod duplicates;
mod findings;
mod import;
mod kmeans;
mod measures;
mod ranked;
mod ranking;
mod retrieval;
mod spans;
mod texts;
mod themes;

use std::path::Path;

use anyhow::Result;

pub use findings::Findings;

/// A group: its name, and what it measures on a folder of data sets.
pub type Group = (&'static str, fn(&Path) -> Result<Findings>);

/// Every group, in the order of the report.
pub const GROUPS: &[Group] = &[
    ("import", import::evaluate),
    ("ranking", ranking::evaluate),
    ("clustering", clustering::evaluate),
    ("duplicates", duplicates::evaluate),
    ("retrieval", retrieval::evaluate),
    ("themes", themes::evaluate),
    ("mixtures", themes::mixtures::evaluate),
    ("classification", classification::evaluate),
    ("spans", spans::evaluate),
];
