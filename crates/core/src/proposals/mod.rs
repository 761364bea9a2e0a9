//! Sorting an existing backlog in bulk: lane, horizon and severity proposed per open item, with the
//! reason in words. A person accepts, changes or ignores them; nothing is set by itself.
//!
//! The lanes, as the proposals read them:
//! - **hot fix**: something is broken for customers now. A bug of the highest priority that was reported
//!   within three months, or a crash, outage, loss or leak of high priority reported within one. What has
//!   stood for longer has been lived with and is no hot fix.
//! - **strategic bet**: something new and large: an epic, or a new feature of twenty days or more.
//! - **stability**: keeps the product reliable, safe and fast: other bugs, tests, upgrades, debt.
//! - **improvement**: makes what is there better; also whatever nothing else speaks for.

mod facts;
mod rules;
mod words;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::{Horizon, Item, Lane, Severity};
use crate::ids::ItemId;
use crate::workspace::Workspace;
use facts::Facts;
use rules::{HORIZONS, LANES, Rule, SEVERITIES};

/// A value with the reason for it: `type Bug, priority Blocker, open for 3 days`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Suggested<T> {
    pub value: T,
    pub reason: String,
}

/// What is proposed for one item; fields that are set already are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Proposal {
    pub item_id: ItemId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<Suggested<Lane>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Suggested<Horizon>>,
    /// Only with a hot fix, proposed or set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Suggested<Severity>>,
    /// How sure the rules are on average, 0 to 1.
    pub confidence: f64,
}

/// Proposes what is not set yet; none when all is, or when the item is not open.
pub fn propose(workspace: &Workspace, item: &Item) -> Option<Proposal> {
    let sorted = |lane: Option<Lane>| {
        item.horizon.is_some() && lane.is_some_and(|lane| lane != Lane::Hotfix || item.severity.is_some())
    };
    if !item.status.is_open() || sorted(item.lane) {
        return None;
    }
    let facts = Facts::of(workspace, item);
    let mut confidences = Vec::new();
    let lane = item.lane.is_none().then(|| first(LANES, &facts, item, &mut confidences)).flatten();
    // The horizon and the severity follow from the lane as it would be.
    let mut as_proposed = item.clone();
    as_proposed.lane = item.lane.or(lane.as_ref().map(|lane| lane.value));
    let item = &as_proposed;
    let horizon = item.horizon.is_none().then(|| first(HORIZONS, &facts, item, &mut confidences)).flatten();
    let needs_severity = item.lane == Some(Lane::Hotfix) && item.severity.is_none();
    let severity = needs_severity.then(|| first(SEVERITIES, &facts, item, &mut confidences)).flatten();
    let confidence = confidences.iter().sum::<f64>() / confidences.len().max(1) as f64;
    Some(Proposal { item_id: item.id, lane, horizon, severity, confidence })
}

fn first<T: Copy>(
    rules: &[Rule<T>],
    facts: &Facts<'_>,
    item: &Item,
    confidences: &mut Vec<f64>,
) -> Option<Suggested<T>> {
    let (value, confidence, reason) = Rule::first(rules, facts, item)?;
    confidences.push(confidence);
    Some(Suggested { value, reason })
}
