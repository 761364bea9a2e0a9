//! From what people and systems said of a quantity to one log-normal belief.
//!
//! Estimates of people come first: the newest of each person, pooled. Without any, the wide prior of
//! the criterion is updated by what other systems hold ([`super::signals`]). Without that, the prior
//! stands as it is and the value is marked as imputed: missing is wide, never zero.

use std::collections::BTreeMap;

use super::signals;
use crate::domain::{Criterion, Estimate, Item, Range};
use crate::formula::Unit;
use crate::workspace::Workspace;

/// Standard normal quantile of 0.9.
const Z90: f64 = 1.281_551_565_544_600_4;

/// Nobody's estimate is taken to be surer than this (standard deviation of the logarithm).
const SUREST: f64 = 0.05;

/// One thing that was said of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Who or what said it: `estimate by Anna`, `12 votes`.
    pub label: String,
    /// Mean of the logarithm.
    pub log: f64,
    /// Standard deviation of the logarithm.
    pub sd: f64,
}

impl Observation {
    /// A figure with its spread on the log scale.
    pub fn new(label: impl Into<String>, value: f64, sd: f64) -> Self {
        Self { label: label.into(), log: libm::log(value), sd }
    }

    /// The observation as a range.
    pub fn range(&self) -> Range {
        Range::around(libm::exp(self.log), self.sd)
    }
}

/// What is believed of one criterion of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Belief {
    /// Mean of the logarithm.
    pub log: f64,
    /// Standard deviation of the logarithm.
    pub sd: f64,
    /// Nothing is known of this item: the prior stands in.
    pub imputed: bool,
    /// Upper end of the criterion's scale, if it has one: shares end at 1.
    ceiling: f64,
    /// The range in the words of the one person who gave it, who should read their own numbers.
    stated: Option<Range>,
}

impl Belief {
    /// Expected value in the criterion's unit.
    pub fn mean(&self) -> f64 {
        libm::exp(self.log + self.sd * self.sd / 2.0).min(self.ceiling)
    }

    /// P10, P50, P90; as stated where it rests on one estimate alone.
    pub fn range(&self) -> Range {
        if let Some(stated) = self.stated {
            return stated;
        }
        let at = |z: f64| libm::exp(self.log + z * self.sd).min(self.ceiling);
        Range { low: at(-Z90), likely: at(0.0), high: at(Z90) }
    }

    /// The expected value when the quantity turns out one standard deviation lower or higher.
    pub(super) fn shifted(&self, by: f64) -> f64 {
        (self.mean() * libm::exp(by * self.sd)).min(self.ceiling)
    }
}

/// What is believed of `criterion` of `item`.
pub fn belief(workspace: &Workspace, item: &Item, criterion: &Criterion) -> Belief {
    let (belief, _) = weigh(workspace, item, criterion, false);
    belief
}

/// What is believed of each of `criteria` of `item`.
pub(super) fn weigh_all(workspace: &Workspace, item: &Item, criteria: &[Criterion]) -> Vec<Belief> {
    criteria.iter().map(|criterion| belief(workspace, item, criterion)).collect()
}

/// As [`belief`], with everything that went into it.
pub fn observed_belief(
    workspace: &Workspace,
    item: &Item,
    criterion: &Criterion,
) -> (Belief, Vec<Observation>) {
    weigh(workspace, item, criterion, true)
}

fn weigh(
    workspace: &Workspace,
    item: &Item,
    criterion: &Criterion,
    named: bool,
) -> (Belief, Vec<Observation>) {
    let ceiling = if criterion.unit == Unit::Share { 1.0 } else { f64::MAX };
    let estimates = newest_estimates(workspace, item, &criterion.key);
    if !estimates.is_empty() {
        let (log, sd) = pool(&estimates);
        let observations = estimates.iter().map(|e| said(workspace, e)).collect();
        let stated = (estimates.len() == 1).then(|| estimates[0].range);
        return (Belief { log, sd, imputed: false, ceiling, stated }, observations);
    }
    let prior_sd = criterion.prior.sd_log();
    let observations = signals::observe(workspace, item, criterion, named);
    if observations.is_empty() {
        let log = libm::log(criterion.prior.likely);
        return (Belief { log, sd: prior_sd, imputed: true, ceiling, stated: None }, observations);
    }
    // Conjugate update of a normal on the log scale: precisions add up.
    let mut precision = 1.0 / (prior_sd * prior_sd);
    let mut weighted = libm::log(criterion.prior.likely) * precision;
    for seen in &observations {
        let p = 1.0 / (seen.sd * seen.sd);
        precision += p;
        weighted += seen.log * p;
    }
    let belief = Belief {
        log: weighted / precision,
        sd: libm::sqrt(1.0 / precision),
        imputed: false,
        ceiling,
        stated: None,
    };
    (belief, observations)
}

/// The newest estimate of each person and source, in a fixed order.
fn newest_estimates<'a>(workspace: &'a Workspace, item: &Item, quantity: &str) -> Vec<&'a Estimate> {
    let mut newest: BTreeMap<_, &Estimate> = BTreeMap::new();
    for estimate in workspace.estimates_of(item.id).filter(|e| e.quantity == quantity) {
        let by = (estimate.person_id, estimate.source.as_deref());
        let later = newest.get(&by).is_none_or(|known| (known.at, known.id) <= (estimate.at, estimate.id));
        if later {
            newest.insert(by, estimate);
        }
    }
    newest.into_values().collect()
}

/// Equal weights: the spread is the average of the people's own and their disagreement.
fn pool(estimates: &[&Estimate]) -> (f64, f64) {
    let n = estimates.len() as f64;
    let logs = || estimates.iter().map(|e| libm::log(e.range.likely));
    let mean = logs().sum::<f64>() / n;
    let own = estimates.iter().map(|e| e.range.sd_log() * e.range.sd_log()).sum::<f64>() / n;
    let between = logs().map(|log| (log - mean) * (log - mean)).sum::<f64>() / n;
    (mean, libm::sqrt(own + between).max(SUREST))
}

fn said(workspace: &Workspace, estimate: &Estimate) -> Observation {
    let who = estimate
        .person_id
        .and_then(|id| workspace.people.row(id))
        .map(|row| row.value.name.as_str())
        .or(estimate.source.as_deref())
        .unwrap_or("unknown");
    Observation {
        label: format!("estimate by {who}"),
        log: libm::log(estimate.range.likely),
        sd: estimate.range.sd_log().max(SUREST),
    }
}
