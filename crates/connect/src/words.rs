//! What the words of other systems mean here: status, resolution and priority.

use crate::StatusCategory;

/// Status words that mean "closed, whatever the outcome".
const DONE: [&str; 27] = [
    "done",
    "closed",
    "resolved",
    "complete",
    "completed",
    "fixed",
    "released",
    "shipped",
    "deployed",
    "canceled",
    "cancelled",
    "duplicate",
    "rejected",
    "declined",
    "archived",
    "merged",
    "verified",
    "finished",
    "abandoned",
    "delivered",
    "live",
    "wontfix",
    "wont fix",
    "wont do",
    "won t fix",
    "won t do",
    "obsolete",
];
/// Status words that mean "begun and not closed".
const DOING: [&str; 20] = [
    "in progress",
    "doing",
    "started",
    "in review",
    "review",
    "code review",
    "in development",
    "development",
    "testing",
    "in testing",
    "qa",
    "in qa",
    "blocked",
    "paused",
    "on hold",
    "active",
    "wip",
    "hooked",
    "patch available",
    "implementing",
];
/// Status words that mean "not begun"; they stop the looser rules below from guessing otherwise.
const TODO: [&str; 16] = [
    "open",
    "to do",
    "todo",
    "new",
    "backlog",
    "reopened",
    "triage",
    "planned",
    "unstarted",
    "ready",
    "selected for development",
    "ready for development",
    "inbox",
    "pending",
    "proposed",
    "idea",
];

/// Where a status stands. `category` is what the source itself says (Jira's status category, Linear's
/// state type); it wins. Then the status word, then the resolution, since old exports show a resolution
/// beside a renamed status.
pub(crate) fn status_category(category: &str, status: &str, resolution: &str) -> StatusCategory {
    known_category(category)
        .or_else(|| known_category(status))
        .or_else(|| is_resolved(resolution).then_some(StatusCategory::Done))
        .or_else(|| loose_category(status))
        .unwrap_or_default()
}

/// Whether a resolution text says that the item is closed.
pub(crate) fn is_resolved(resolution: &str) -> bool {
    let words = plain(resolution);
    !words.is_empty() && words != "unresolved" && words != "none"
}

fn known_category(text: &str) -> Option<StatusCategory> {
    // Jira's keys of the three categories are new, indeterminate and done.
    if text.eq_ignore_ascii_case("indeterminate") {
        return Some(StatusCategory::Doing);
    }
    let words = plain(text);
    let is = |known: &[&str]| known.contains(&words.as_str());
    if words.is_empty() {
        None
    } else if is(&DONE) {
        Some(StatusCategory::Done)
    } else if is(&DOING) {
        Some(StatusCategory::Doing)
    } else if is(&TODO) {
        Some(StatusCategory::Todo)
    } else {
        None
    }
}

/// Own workflows name states freely ("Ready for QA", "Dev in progress"): single telling words decide.
fn loose_category(status: &str) -> Option<StatusCategory> {
    let words = plain(status);
    let has = |telling: &[&str]| words.split(' ').any(|word| telling.contains(&word));
    if has(&["not", "ready", "awaiting", "to", "todo", "backlog"]) {
        None
    } else if has(&["progress", "review", "doing", "testing", "qa", "blocked", "development", "waiting"]) {
        Some(StatusCategory::Doing)
    } else if has(&["done", "closed", "resolved", "released", "completed", "deployed", "cancelled"]) {
        Some(StatusCategory::Done)
    } else {
        None
    }
}

/// Share of the worst case a priority or severity word stands for: 0.05 cosmetic, 0.20 minor, 0.40
/// moderate, 0.70 major, 0.95 critical. `None` when the word is unknown or says "no priority".
pub(crate) fn severity_share(priority: &str) -> Option<f64> {
    let words = plain(priority);
    words.split(' ').find_map(|word| {
        Some(match word {
            "cosmetic" | "trivial" | "lowest" | "p4" | "s5" => 0.05,
            "minor" | "low" | "p3" | "s4" => 0.20,
            "moderate" | "medium" | "normal" | "p2" | "s3" => 0.40,
            "major" | "high" | "p1" | "s2" => 0.70,
            "critical" | "blocker" | "highest" | "urgent" | "p0" | "s1" => 0.95,
            _ => return None,
        })
    })
}

/// Lower case, with every run of other characters as one space: "Won't Fix" becomes "won t fix".
pub(crate) fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() {
            words.extend(character.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use StatusCategory::{Doing, Done, Todo};

    #[test]
    fn a_status_is_placed_by_category_then_word_then_resolution() {
        for (category, status, resolution, expected) in [
            ("In Progress", "Waiting for legal", "", Doing),
            ("indeterminate", "Whatever", "", Doing),
            ("new", "Done-ish", "", Todo),
            ("", "Reopened", "Fixed", Todo),
            ("", "Patch Available", "", Doing),
            ("", "Phase 7", "Won't Fix", Done),
            ("", "Phase 7", "Unresolved", Todo),
            ("", "Ready for QA", "", Todo),
            ("", "Dev in progress", "", Doing),
            ("", "", "", Todo),
        ] {
            assert_eq!(status_category(category, status, resolution), expected, "{status} / {resolution}");
        }
    }

    #[test]
    fn a_priority_word_becomes_a_share_of_the_worst_case() {
        for (word, share) in [
            ("Blocker", Some(0.95)),
            ("1 - High", Some(0.70)),
            ("P2", Some(0.40)),
            ("priority/low", Some(0.20)),
            ("Trivial", Some(0.05)),
            ("No priority", None),
            ("", None),
        ] {
            assert_eq!(severity_share(word), share, "{word}");
        }
    }
}
