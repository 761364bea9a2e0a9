//! What a cause is called: taken from the data, in the words of the people who read it.

use std::collections::BTreeMap;

use super::field::Reason;
use super::wording::{amount, amounts, count, listed, lower_first};
use crate::domain::{Criterion, Override};
use crate::score::Belief;
use crate::workspace::Workspace;

/// A criterion of the item: `effort 20d to 8d`.
pub(super) fn input(criterion: &Criterion, before: &Belief, after: &Belief) -> String {
    let name = lower_first(&criterion.label);
    let (old, new) = (before.range(), after.range());
    let unit = criterion.unit;
    if before.imputed && !after.imputed {
        return format!("{name} {}, unknown before", amount(unit, new.likely));
    }
    if after.imputed && !before.imputed {
        return format!("{name} unknown again, was {}", amount(unit, old.likely));
    }
    if amount(unit, old.likely) != amount(unit, new.likely) {
        return format!("{name} {}", amounts(unit, old.likely, new.likely));
    }
    let direction = if after.sd < before.sd { "surer" } else { "less sure" };
    format!("{name} {}, {direction}", amount(unit, new.likely))
}

/// Items that left from above; none when there are none.
pub(super) fn left(reasons: &BTreeMap<Reason, usize>) -> Option<String> {
    let words = reasons.keys().map(|reason| match reason {
        Reason::Declined => "declined",
        Reason::Merged => "merged",
        Reason::Deleted => "deleted",
        Reason::Done | Reason::New | Reason::Reopened => "done",
    });
    let total: usize = reasons.values().sum();
    let were = if total == 1 { "was" } else { "were" };
    (total > 0).then(|| {
        format!("{} above it {were} {}", count(total, "item"), listed(&words.collect::<Vec<_>>(), "or"))
    })
}

/// Items that came in above; none when there are none.
pub(super) fn entered(reasons: &BTreeMap<Reason, usize>) -> Option<String> {
    let total: usize = reasons.values().sum();
    let new = reasons.get(&Reason::New).copied().unwrap_or(0);
    if total == 0 {
        None
    } else if new == total {
        Some(format!("{} above it", count(total, "new item")))
    } else if new == 0 {
        let were = if total == 1 { "was" } else { "were" };
        Some(format!("{} above it {were} reopened", count(total, "item")))
    } else {
        Some(format!("{} came in above it", count(total, "item")))
    }
}

/// What is different about the rubric; none when a state has none.
pub(super) fn rubric(before: &Workspace, after: &Workspace) -> Option<String> {
    let (old, new) = (before.scorer()?.rubric(), after.scorer()?.rubric());
    let same_shape = old.criteria == new.criteria
        && old.effort == new.effort
        && old.terms.len() == new.terms.len()
        && old.terms.iter().zip(&new.terms).all(|(a, b)| a.key == b.key && a.formula == b.formula);
    let reweighted: Vec<String> = old
        .terms
        .iter()
        .zip(&new.terms)
        .filter(|(a, b)| a.weight != b.weight)
        .map(|(_, term)| lower_first(&term.label))
        .collect();
    Some(match reweighted.as_slice() {
        [term] if same_shape => format!("weight of {term}"),
        [_, _, ..] if same_shape => format!("weights of {}", listed(&reweighted, "and")),
        _ if old.name == new.name => format!("rubric {}, version {}", new.name, new.version_number),
        _ => format!("rubric {} instead of {}", new.name, old.name),
    })
}

/// What happened to the pins.
pub(super) fn pins(before: Option<&Override>, after: Option<&Override>) -> String {
    match (before.map(|pin| pin.position), after.map(|pin| pin.position)) {
        (None, Some(place)) => format!("pinned to place {place}"),
        (Some(place), None) => format!("no longer pinned to place {place}"),
        (Some(old), Some(new)) if old != new => format!("pinned to place {new} instead of {old}"),
        (Some(place), Some(_)) => format!("held at place {place} by its pin"),
        (None, None) => "others pinned or released".into(),
    }
}
