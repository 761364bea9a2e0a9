//! Where a row's status and resolution put an item.

use outweigh_core::domain::{Item, Status};

use crate::words::plain;
use crate::{ImportedItem, StatusCategory};

/// What the source says became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Waits; looked at when someone said how urgent it is.
    Waiting {
        /// Whether the source names a priority.
        prioritised: bool,
    },
    Started,
    Delivered,
    /// Closed without being built.
    Refused,
    /// Closed because another item says the same.
    Duplicate,
}

/// Closing words that mean "will not be built". Words of more than one part may be followed by others
/// ("won't fix: too rare"); single words stand alone, since free texts begin with them too.
const REFUSED: [&str; 39] = [
    "won t fix",
    "won t do",
    "wont fix",
    "wont do",
    "wontfix",
    "wontdo",
    "will not fix",
    "will not do",
    "not planned",
    "invalid",
    "cannot reproduce",
    "can t reproduce",
    "unable to reproduce",
    "not reproducible",
    "works for me",
    "worksforme",
    "incomplete",
    "insufficient information",
    "not a bug",
    "not a problem",
    "not an issue",
    "no action required",
    "as designed",
    "works as designed",
    "works as intended",
    "by design",
    "declined",
    "rejected",
    "canceled",
    "cancelled",
    "abandoned",
    "obsolete",
    "outdated",
    "out of scope",
    "later",
    "auto closed",
    "stale",
    "information provided",
    "remind",
];

impl Outcome {
    /// Reads a row's category and closing words.
    pub(super) fn of(row: &ImportedItem) -> Self {
        match row.status_category {
            StatusCategory::Todo => Self::Waiting { prioritised: row.severity_share.is_some() },
            StatusCategory::Doing => Self::Started,
            StatusCategory::Done => {
                let words = plain(closing_words(row));
                if words == "duplicate" || words == "duplicated" || words.starts_with("duplicate of ") {
                    Self::Duplicate
                } else if REFUSED.iter().any(|phrase| says(&words, phrase)) {
                    Self::Refused
                } else {
                    Self::Delivered
                }
            }
        }
    }

    /// Whether an item in this status already stands where the source says. People sort what waits in
    /// their own way; that is left to them.
    pub(super) fn agrees_with(self, status: Status) -> bool {
        match self {
            Self::Waiting { .. } => {
                matches!(status, Status::Inbox | Status::Triaged | Status::Ready | Status::Paused)
            }
            Self::Started => status == Status::Doing,
            Self::Delivered => status == Status::Done,
            Self::Refused => status == Status::Declined,
            Self::Duplicate => matches!(status, Status::Merged | Status::Declined),
        }
    }
}

/// The words the source closed the item with: its resolution, else its status.
pub(super) fn closing_words(row: &ImportedItem) -> &str {
    row.resolution.as_deref().or(row.status_text.as_deref()).unwrap_or_default().trim()
}

/// Whether the source says something else of the status than it did when it was last imported. A row
/// without any status words says nothing.
pub(super) fn says_something_new(row: &ImportedItem, before: &Item, after: &Item) -> bool {
    let carried = row.status_text.is_some() || row.resolution.is_some();
    carried
        && ["status", "resolution"].iter().any(|kind| before.signals.get(*kind) != after.signals.get(*kind))
}

fn says(words: &str, phrase: &str) -> bool {
    match words.strip_prefix(phrase) {
        Some("") => true,
        Some(rest) => rest.starts_with(' ') && phrase.contains(' '),
        None => false,
    }
}

/// The shortest legal way from one status to another, the last step being the goal: the ledger never
/// holds a step that a person could not have taken. Ways through *set aside* are not taken.
pub(super) fn way(from: Status, to: Status) -> Vec<Status> {
    let mut ways = vec![vec![from]];
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        let here = way[way.len() - 1];
        if here == to {
            return way[1..].to_vec();
        }
        for &step in here.next() {
            if !way.contains(&step) && (step == to || !step.needs_reason()) {
                ways.push([way.as_slice(), &[step]].concat());
            }
        }
    }
    unreachable!("every status can be reached from every other")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(category: StatusCategory, resolution: &str) -> Outcome {
        Outcome::of(&ImportedItem {
            status_category: category,
            resolution: (!resolution.is_empty()).then(|| resolution.to_owned()),
            ..ImportedItem::default()
        })
    }

    #[test]
    fn closing_words_decide_what_became_of_an_item() {
        for (words, expected) in [
            ("Fixed", Outcome::Delivered),
            ("", Outcome::Delivered),
            ("completed", Outcome::Delivered),
            ("Won't Fix", Outcome::Refused),
            ("not_planned", Outcome::Refused),
            ("Wont do: nobody asked", Outcome::Refused),
            ("Incomplete", Outcome::Refused),
            ("Incomplete parser is now complete", Outcome::Delivered),
            ("Duplicate", Outcome::Duplicate),
        ] {
            assert_eq!(outcome(StatusCategory::Done, words), expected, "{words}");
        }
        assert_eq!(outcome(StatusCategory::Doing, "Fixed"), Outcome::Started);
    }

    #[test]
    fn every_status_leads_to_every_other_by_legal_steps() {
        for &from in Status::ALL {
            for &to in Status::ALL {
                let mut here = from;
                for step in way(from, to) {
                    assert!(here.next().contains(&step), "{here} to {step}");
                    here = step;
                }
                assert_eq!(here, to);
            }
        }
        assert_eq!(way(Status::Inbox, Status::Done), [Status::Ready, Status::Doing, Status::Done]);
    }
}
