//! The items around one item: how many stand above a given score, with any of the causes on or off.

use std::collections::BTreeMap;

use super::inputs::OwnInputs;
use crate::domain::Item;
use crate::ids::ItemId;
use crate::score::Scorer;
use crate::workspace::{Slot, Workspace};

/// Why an item is in one ranking and not in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    Done,
    Declined,
    Merged,
    Deleted,
    New,
    Reopened,
}

/// The other items, as far as they can stand above the item.
pub(super) struct Field {
    item: ItemId,
    /// Items ranked in both states: `[others as after][rubric as after]`.
    staying: [[Above; 2]; 2],
    /// Items ranked before only, and after only: `[rubric as after]`.
    left: [Above; 2],
    entered: [Above; 2],
    /// Whether any other item's score differs.
    pub(super) others_moved: bool,
    /// How many of those above left or came in, and why.
    pub(super) left_reasons: BTreeMap<Reason, usize>,
    pub(super) entered_reasons: BTreeMap<Reason, usize>,
}

/// The scores that stand above the item at some mixture of its inputs.
#[derive(Default)]
struct Above {
    /// Above it at every mixture.
    always: usize,
    /// Above it at some, best first, ties by id.
    sometimes: Vec<(f64, ItemId)>,
}

impl Above {
    /// Takes in a score unless it is below the whole span; says whether it did.
    fn take(&mut self, score: f64, id: ItemId, (low, high): (f64, f64)) -> bool {
        if score > high {
            self.always += 1;
        } else if score >= low {
            self.sometimes.push((score, id));
        }
        score >= low
    }

    fn count(&self, score: f64, item: ItemId) -> usize {
        let above = |(other, id): &(f64, ItemId)| {
            score.total_cmp(other).then_with(|| id.cmp(&item)) == std::cmp::Ordering::Less
        };
        self.always + self.sometimes.partition_point(above)
    }
}

impl Field {
    /// None when a state has no rubric.
    pub(super) fn around(
        before: &Workspace,
        after: &Workspace,
        item: ItemId,
        own: &OwnInputs<'_>,
        rubric_changed: bool,
    ) -> Option<Self> {
        let (old, new) = (before.scorer()?, after.scorer()?);
        let spans = [own.span(false), own.span(true)];
        let score = |scorer: &Scorer, workspace: &Workspace, item: &Item| {
            let beliefs = scorer.beliefs(workspace, item);
            let inputs = beliefs.iter().zip(&scorer.rubric().criteria).map(|(b, c)| scorer.input(b, c));
            scorer.value_at(&inputs.collect::<Vec<_>>())
        };
        let mut field = Self {
            item,
            staying: Default::default(),
            left: Default::default(),
            entered: Default::default(),
            others_moved: false,
            left_reasons: BTreeMap::new(),
            entered_reasons: BTreeMap::new(),
        };
        for (slot, other, was) in ranked(before).filter(|(_, other, _)| other.id != item) {
            // By the rubric before, then by the one after.
            let was = [was, if rubric_changed { score(new, before, other) } else { was }];
            match ranked_there(after, slot, other.id) {
                Some((now_other, now)) => {
                    let now = [if rubric_changed { score(old, after, now_other) } else { now }, now];
                    field.others_moved |= was != now;
                    for rubric in 0..2 {
                        field.staying[0][rubric].take(was[rubric], other.id, spans[rubric]);
                        field.staying[1][rubric].take(now[rubric], other.id, spans[rubric]);
                    }
                }
                None => {
                    let near = [0, 1].map(|r| field.left[r].take(was[r], other.id, spans[r]));
                    if near.contains(&true) {
                        *field.left_reasons.entry(why_left(after, other.id)).or_default() += 1;
                    }
                }
            }
        }
        for (slot, other, now) in ranked(after).filter(|(_, other, _)| other.id != item) {
            if ranked_there(before, slot, other.id).is_some() {
                continue;
            }
            let now = [if rubric_changed { score(old, after, other) } else { now }, now];
            let near = [0, 1].map(|r| field.entered[r].take(now[r], other.id, spans[r]));
            if near.contains(&true) {
                let reason =
                    if before.items.get(other.id).is_some() { Reason::Reopened } else { Reason::New };
                *field.entered_reasons.entry(reason).or_default() += 1;
            }
        }
        let lists = field.staying.iter_mut().flatten().chain(&mut field.left).chain(&mut field.entered);
        for list in lists {
            list.sometimes.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        }
        Some(field)
    }

    /// The rank of the item at `score`, from 1.
    pub(super) fn rank(&self, score: f64, others: bool, rubric: bool, left: bool, entered: bool) -> usize {
        let rubric = usize::from(rubric);
        let above = |list: &Above| list.count(score, self.item);
        1 + above(&self.staying[usize::from(others)][rubric])
            + if left { 0 } else { above(&self.left[rubric]) }
            + if entered { above(&self.entered[rubric]) } else { 0 }
    }
}

/// Every ranked item with its score. By slot rather than by rank: memory is then read in order.
fn ranked(workspace: &Workspace) -> impl Iterator<Item = (Slot, &Item, f64)> {
    workspace
        .items
        .rows()
        .iter()
        .enumerate()
        .filter_map(|(slot, row)| Some((slot as Slot, &row.value, workspace.score_at(slot as Slot)?.value)))
}

/// The same item with its score in another state, if it is ranked there. States of one workspace mostly
/// have it in the same slot, which saves the search.
fn ranked_there(workspace: &Workspace, slot: Slot, id: ItemId) -> Option<(&Item, f64)> {
    let here = workspace.items.rows().get(slot as usize).is_some_and(|row| row.value.id == id);
    let slot = if here { slot } else { workspace.items.slot(id)? };
    Some((&workspace.items.at(slot).value, workspace.score_at(slot)?.value))
}

fn why_left(after: &Workspace, id: ItemId) -> Reason {
    use crate::domain::Status;
    match after.items.get(id).map(|item| item.status) {
        Some(Status::Declined) => Reason::Declined,
        Some(Status::Merged) => Reason::Merged,
        Some(_) => Reason::Done,
        None => Reason::Deleted,
    }
}
