//! Sets the statuses that rows ask for once every item of the file is known: a duplicate is merged into
//! the item it names, wherever that stands in the file.

use std::collections::{HashMap, HashSet};

use outweigh_core::domain::{Item, Status};
use outweigh_core::ids::ItemId;
use outweigh_core::workspace::Workspace;

use super::Planned;
use super::links::Targets;
use super::outcome::{Outcome, closing_words};
use crate::{ImportedItem, LinkKind, SourcedLink};

/// Carries out the outcomes of all rows.
pub(super) fn settle(
    workspace: &Workspace,
    planned: &mut [Planned<'_>],
    links: &[SourcedLink],
    targets: &Targets<'_>,
) {
    let originals = originals(planned, links, targets);
    let mut merges = Merges::default();
    for entry in planned.iter_mut() {
        let Some(outcome) = entry.outcome else { continue };
        let original = originals.get(&entry.item.id).copied();
        let into = match outcome {
            Outcome::Duplicate => original.filter(|into| {
                let back =
                    workspace.items.get(*into).is_some_and(|i| i.merged_into_id == Some(entry.item.id));
                !back && merges.add(entry.item.id, *into)
            }),
            _ => None,
        };
        set(&mut entry.item, entry.row, outcome, into);
    }
    // A merged item that comes back while the one it lived on in does not has nowhere to point to.
    let ids: HashSet<ItemId> = planned.iter().map(|entry| entry.item.id).collect();
    for Planned { item, .. } in planned {
        let there = |into: ItemId| ids.contains(&into) || workspace.items.get(into).is_some();
        if item.merged_into_id.is_some_and(|into| !there(into)) {
            item.status = Status::Declined;
            item.merged_into_id = None;
        }
    }
}

fn set(item: &mut Item, row: &ImportedItem, outcome: Outcome, merged_into: Option<ItemId>) {
    item.status_reason = String::new();
    item.merged_into_id = None;
    item.done_at = None;
    item.started_at = row.started_at.or(item.started_at);
    let closed_as = || format!("closed in {} as \"{}\"", row.system, super::fit::shown(closing_words(row)));
    item.status = match outcome {
        Outcome::Waiting { prioritised: true } => Status::Triaged,
        Outcome::Waiting { prioritised: false } => Status::Inbox,
        Outcome::Started => {
            // The last change is the nearest time the source tells.
            item.started_at = item.started_at.or(row.updated_at);
            Status::Doing
        }
        Outcome::Delivered => {
            item.done_at = row.resolved_at.or(row.updated_at);
            Status::Done
        }
        Outcome::Refused => {
            item.status_reason = closed_as();
            Status::Declined
        }
        Outcome::Duplicate => {
            item.status_reason = closed_as();
            item.merged_into_id = merged_into;
            match (merged_into, named_original(row)) {
                (Some(_), _) => Status::Merged,
                (None, Some(key)) => {
                    item.status_reason = format!("duplicate of {}", super::fit::shown(key));
                    Status::Declined
                }
                (None, None) => Status::Declined,
            }
        }
    };
}

/// The key of the item that a row says it repeats.
fn named_original(row: &ImportedItem) -> Option<&str> {
    row.links.iter().find(|link| link.kind == LinkKind::Duplicates).map(|link| link.target_key.as_str())
}

/// The item each one repeats, as far as both are known; the first link counts.
fn originals(
    planned: &[Planned<'_>],
    links: &[SourcedLink],
    targets: &Targets<'_>,
) -> HashMap<ItemId, ItemId> {
    let mut originals = HashMap::new();
    for (source, link) in targets.links(planned, links) {
        let (Some(source), Some(target)) = (source, targets.find(&link.target_key)) else { continue };
        match link.kind {
            LinkKind::Duplicates => originals.entry(source).or_insert(target),
            LinkKind::DuplicatedBy => originals.entry(target).or_insert(source),
            _ => continue,
        };
    }
    originals
}

/// Merges of one import; two items that each repeat the other are not merged into each other.
#[derive(Default)]
struct Merges {
    /// Each merged item with one further along the way to where it ends up.
    towards: HashMap<ItemId, ItemId>,
}

impl Merges {
    /// Merges an item into another, unless that one ends up in it.
    fn add(&mut self, item: ItemId, into: ItemId) -> bool {
        let free = self.end(into) != item;
        if free {
            self.towards.insert(item, into);
        }
        free
    }

    fn end(&mut self, from: ItemId) -> ItemId {
        let mut here = from;
        while let Some(&next) = self.towards.get(&here) {
            if let Some(&after) = self.towards.get(&next) {
                self.towards.insert(here, after);
            }
            here = next;
        }
        here
    }
}
