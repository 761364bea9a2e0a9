//! One entry of an item's timeline: when, who, and which change.

use outweigh_core::domain::{Horizon, Lane, Range, Severity, Status};
use serde::Deserialize;
use serde_json::json;

/// A change of one item. Entries of one moment belong to one change set.
#[derive(Deserialize)]
#[serde(try_from = "Written")]
pub(super) struct Entry {
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    pub(super) reason: Option<String>,
    pub(super) change: Change,
}

/// What an entry changes; people, teams, releases and items by their names in the content.
#[derive(Deserialize)]
#[serde(tag = "change", content = "value", rename_all = "snake_case")]
pub(super) enum Change {
    Status(Status),
    Lane(Lane),
    Horizon(Horizon),
    Severity(Severity),
    Owner(String),
    Team(String),
    Release(String),
    Due(i32),
    Comment(String),
    Needs(String),
    Estimate(Estimate),
    Override(Override),
}

/// A quantity as one person sees it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Estimate {
    /// `effort` or the key of a criterion of the rubric.
    pub(super) quantity: String,
    low: f64,
    likely: f64,
    high: f64,
    #[serde(default)]
    pub(super) note: String,
}

impl Estimate {
    /// The quantity; the write path refuses numbers that make no range.
    pub(super) fn range(&self) -> Range {
        Range { low: self.low, likely: self.likely, high: self.high }
    }
}

/// A place in the ranking pinned by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Override {
    pub(super) position: u32,
    pub(super) expires_day: i32,
}

/// An entry as it is written, so that unknown fields are refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    day: i32,
    minute: i32,
    by: String,
    reason: Option<String>,
    change: String,
    value: serde_json::Value,
}

impl TryFrom<Written> for Entry {
    type Error = serde_json::Error;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let change = serde_json::from_value(json!({ "change": written.change, "value": written.value }))?;
        let Written { day, minute, by, reason, .. } = written;
        Ok(Self { day, minute, by, reason, change })
    }
}
