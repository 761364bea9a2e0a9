//! What other systems' figures say of a criterion. Criteria with the keys named here learn from them.
//!
//! Each figure becomes an observation on the log scale with a spread that says how little it proves:
//! a priority set by a reporter is an opinion, a vote is one voice. The figures are starting points
//! (decision-science 12), chosen so that a sign of value never lowers the expected value below that of an
//! item nothing is known of: narrowing a wide prior takes away its long tail. The Weighing model replaces them with measured reliabilities.

use super::Observation;
use crate::domain::{Criterion, Item, Lane, Severity};
use crate::workspace::Workspace;

/// Spread of one reporter's word on how bad it is.
const PRIORITY_SD: f64 = 0.6;
/// Spread of a head count: those who spoke stand for an unknown number who did not.
const VOICES_SD: f64 = 0.8;
/// Accounts each voice stands for: with a detection rate of 15 % for tickets one in seven speaks, but
/// one account often has several voices.
const ACCOUNTS_PER_VOICE: f64 = 2.0;
/// Nobody having spoken up where people can is worth half a voice: it speaks for few, not for none.
const SILENCE: f64 = 0.5;
/// Signals that count people who spoke up, with the words for them.
const VOICES: [(&str, &str); 3] = [("votes", "votes"), ("reactions", "reactions"), ("watchers", "watchers")];
/// Reference-class spread of a one-point effort (decision-science 2.1).
const EFFORT_SD: f64 = 0.6;

/// Observations of `criterion`; labels are left empty unless `named`, which saves their cost where only
/// the numbers count.
pub(super) fn observe(
    workspace: &Workspace,
    item: &Item,
    criterion: &Criterion,
    named: bool,
) -> Vec<Observation> {
    let mut seen = Vec::new();
    let mut add = |label: &dyn Fn() -> String, value: f64, sd: f64| {
        if value > 0.0 && value.is_finite() {
            seen.push(Observation::new(if named { label() } else { String::new() }, value, sd));
        }
    };
    let signal = |kind: &str| item.signal_number(kind).unwrap_or(0.0);
    match criterion.key.as_str() {
        "pain" | "impact" | "user_value" | "time_criticality" => {
            if let Some(share) = severity_share(item) {
                let value = criterion.prior.low + (criterion.prior.high - criterion.prior.low) * share;
                add(&|| severity_words(item), value, PRIORITY_SD);
            }
        }
        "reach" => {
            let accounts = item.affected_account_ids.len() as f64;
            if accounts > 0.0 {
                add(&|| format!("{accounts} affected accounts"), accounts * 1.5, VOICES_SD / 2.0);
            }
            if VOICES.iter().any(|(kind, _)| item.signals.contains_key(*kind)) {
                let voices = signal("votes") + signal("reactions") + signal("watchers") / 2.0;
                add(&|| voices_words(item), (voices + SILENCE) * ACCOUNTS_PER_VOICE, VOICES_SD);
            }
        }
        "revenue" => {
            let revenue: f64 =
                item.affected_account_ids.iter().filter_map(|id| workspace.accounts.get(*id)?.revenue).sum();
            add(
                &|| format!("revenue of {} affected accounts", item.affected_account_ids.len()),
                revenue,
                0.5,
            );
        }
        "technical_risk" => {
            let waiting = workspace.needed_by(item.id).filter(|(_, other)| other.status.is_open()).count();
            if waiting > 0 {
                let value = criterion.prior.likely * (3.0 + waiting as f64);
                add(&|| format!("{waiting} open items wait for it"), value, 1.0);
            }
            if item.lane == Some(Lane::Stability) || item.lane == Some(Lane::Hotfix) {
                let value = criterion.prior.likely * 4.0;
                add(&|| format!("lane {}", item.lane.map_or("", Lane::label)), value, 1.0);
            } else if is_defect(item) {
                add(&|| "reported as a defect".into(), criterion.prior.likely * 3.0, 1.0);
            }
        }
        "effort" => {
            if let Some(points) = item.signal_number("story_points") {
                add(&|| format!("{points} story points"), points, EFFORT_SD);
            }
            if let Some(days) = item.signal_number("original_estimate_days") {
                add(&|| format!("original estimate of {days} days"), days, EFFORT_SD);
            }
        }
        _ => {}
    }
    seen
}

fn is_defect(item: &Item) -> bool {
    item.signal_text("type").is_some_and(|t| {
        let t = t.to_ascii_lowercase();
        t.contains("bug") || t.contains("defect") || t.contains("incident")
    })
}

/// How bad it is for someone affected, 0 to 1, on the common scale (decision-science 1.1).
fn severity_share(item: &Item) -> Option<f64> {
    match item.severity {
        Some(Severity::S1) => Some(0.95),
        Some(Severity::S2) => Some(0.70),
        Some(Severity::S3) => Some(0.40),
        Some(Severity::S4) => Some(0.20),
        None => item.signal_number("severity_share"),
    }
}

fn severity_words(item: &Item) -> String {
    match (item.severity, item.signal_text("priority")) {
        (Some(severity), _) => format!("severity {severity}"),
        (None, Some(priority)) => format!("priority {priority}"),
        (None, None) => "priority".into(),
    }
}

fn voices_words(item: &Item) -> String {
    let parts: Vec<_> = VOICES
        .iter()
        .filter_map(|(kind, word)| item.signal_number(kind).map(|n| format!("{n} {word}")))
        .collect();
    parts.join(", ")
}
