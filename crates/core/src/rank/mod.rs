//! The order of the open items: computed by score, with overrides laid over it.
//!
//! [`Ranking`] is part of a [`Workspace`] and follows its changes: only what a change touches is scored
//! again, and one changed item is moved by two binary searches.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::domain::{Entity, EntityKind, Item};
use crate::ids::ItemId;
use crate::score::{Score, Scorer};
use crate::workspace::{Slot, Workspace};

/// Above this many changed items the order is sorted anew rather than mended.
const MEND_LIMIT: usize = 256;

/// Scores and order of the open items of a workspace.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    scorer: Option<Scorer>,
    /// By slot; none for items that are not open.
    scores: Vec<Option<Score>>,
    /// Slots by score, best first, ties by id.
    computed: Vec<Slot>,
    /// Slots as shown: overrides at their places, the others in computed order around them.
    shown: Vec<Slot>,
    /// By slot: place from 1 in `computed` and in `shown`; 0 for items that are not open.
    places: Vec<(u32, u32)>,
    dirty: Dirty,
}

#[derive(Debug, Clone, Default)]
struct Dirty {
    items: BTreeSet<ItemId>,
    order: bool,
    everything: bool,
    rubric: bool,
}

impl Ranking {
    /// Notes what an entity's change touches; called before the row is put in.
    pub(crate) fn mark(&mut self, entity: &Entity) {
        match entity {
            Entity::Item(item) => {
                self.dirty.items.insert(item.id);
            }
            Entity::Estimate(estimate) => {
                self.dirty.items.insert(estimate.item_id);
            }
            Entity::Dependency(dependency) => {
                self.dirty.items.insert(dependency.needs_id);
            }
            Entity::Override(_) => self.dirty.order = true,
            Entity::Rubric(_) => self.dirty.rubric = true,
            Entity::Account(_) => self.dirty.everything = true,
            _ => {}
        }
    }

    /// Notes that every item and the order must be looked at again.
    pub(crate) fn mark_all(&mut self) {
        self.dirty.everything = true;
    }

    /// Brings scores and order up to date with the workspace.
    pub(crate) fn refresh(&mut self, workspace: &Workspace) {
        let dirty = std::mem::take(&mut self.dirty);
        let mut everything = dirty.everything;
        if dirty.rubric || self.scorer.is_none() {
            let active = workspace.active_rubric();
            if self.scorer.as_ref().map(Scorer::rubric) != active {
                // An active rubric was checked when it was written, so it compiles.
                self.scorer = active.and_then(|rubric| Scorer::compile(rubric).ok());
                everything = true;
            }
        }
        let count = workspace.items.rows().len();
        self.scores.resize(count, None);
        self.places.resize(count, (0, 0));
        let touched: BTreeSet<Slot> = if everything {
            BTreeSet::new()
        } else {
            // What an item waits for may lose or gain one that waits.
            let waiting = dirty.items.iter().flat_map(|id| workspace.needs_of(*id)).map(|(_, item)| item.id);
            dirty.items.iter().copied().chain(waiting).filter_map(|id| workspace.items.slot(id)).collect()
        };
        if !everything && touched.is_empty() && !dirty.order {
            return;
        }
        if everything || touched.len() > MEND_LIMIT {
            let slots: Box<dyn Iterator<Item = Slot>> =
                if everything { Box::new(0..count as Slot) } else { Box::new(touched.into_iter()) };
            for slot in slots {
                self.scores[slot as usize] = self.score(workspace, slot);
            }
            self.sort(workspace);
        } else {
            let mut moved = dirty.order;
            for slot in touched {
                moved |= self.mend(workspace, slot);
            }
            if !moved {
                return;
            }
        }
        self.lay_over(workspace);
    }

    fn score(&self, workspace: &Workspace, slot: Slot) -> Option<Score> {
        let row = workspace.items.at(slot);
        let open = !row.deleted && row.value.status.is_open();
        self.scorer.as_ref().filter(|_| open).map(|scorer| scorer.score(workspace, &row.value))
    }

    fn sort(&mut self, workspace: &Workspace) {
        self.computed =
            (0..self.scores.len() as Slot).filter(|&s| self.scores[s as usize].is_some()).collect();
        let scores = &self.scores;
        self.computed.sort_unstable_by(|&a, &b| compare(workspace, scores, a, b));
    }

    /// Scores one item anew and moves it to its place; false when it stays where it was.
    fn mend(&mut self, workspace: &Workspace, slot: Slot) -> bool {
        let score = self.score(workspace, slot);
        let value = |score: &Option<Score>| score.as_ref().map(|score| score.value.to_bits());
        if value(&score) == value(&self.scores[slot as usize]) {
            self.scores[slot as usize] = score;
            return false;
        }
        if self.scores[slot as usize].is_some() {
            let at = self.computed.binary_search_by(|&other| compare(workspace, &self.scores, other, slot));
            let at = at.unwrap_or_else(|_| unreachable!("a scored item is in the order"));
            self.computed.remove(at);
        }
        self.scores[slot as usize] = score;
        if self.scores[slot as usize].is_some() {
            let place =
                self.computed.binary_search_by(|&other| compare(workspace, &self.scores, other, slot));
            self.computed.insert(place.unwrap_or_else(|place| place), slot);
        }
        true
    }

    /// Puts overridden items at their places and the others around them.
    fn lay_over(&mut self, workspace: &Workspace) {
        self.places.fill((0, 0));
        for (place, &slot) in self.computed.iter().enumerate() {
            self.places[slot as usize].0 = place as u32 + 1;
        }
        let mut pinned: Vec<(u32, ItemId, Slot)> = workspace
            .overrides
            .iter()
            .map(|pinned| pinned.item_id)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter_map(|item| {
                let slot = workspace.items.slot(item)?;
                self.scores[slot as usize].as_ref()?;
                Some((workspace.override_of(item)?.position, item, slot))
            })
            .collect();
        pinned.sort_unstable();
        let fixed: BTreeSet<Slot> = pinned.iter().map(|(_, _, slot)| *slot).collect();
        let mut pinned = pinned.into_iter().peekable();
        let mut free = self.computed.iter().copied().filter(|slot| !fixed.contains(slot));
        self.shown.clear();
        self.shown.reserve(self.computed.len());
        while self.shown.len() < self.computed.len() {
            let here = self.shown.len() as u32 + 1;
            let next = match pinned.next_if(|(position, _, _)| *position <= here) {
                Some((_, _, slot)) => Some(slot),
                None => free.next().or_else(|| pinned.next().map(|(_, _, slot)| slot)),
            };
            let Some(slot) = next else { break };
            self.places[slot as usize].1 = here;
            self.shown.push(slot);
        }
    }
}

/// Best score first; equal scores by id, so that the order never depends on anything else.
fn compare(workspace: &Workspace, scores: &[Option<Score>], a: Slot, b: Slot) -> Ordering {
    let value = |slot: Slot| scores[slot as usize].as_ref().map_or(f64::MIN, |s| s.value);
    let id = |slot: Slot| workspace.items.at(slot).value.id;
    value(b).total_cmp(&value(a)).then_with(|| id(a).cmp(&id(b)))
}

impl Workspace {
    /// The compiled active rubric.
    pub fn scorer(&self) -> Option<&Scorer> {
        self.ranking.scorer.as_ref()
    }

    /// Slots of the open items as shown: overrides at their places.
    pub fn shown_order(&self) -> &[Slot] {
        &self.ranking.shown
    }

    /// Slots of the open items by score alone.
    pub fn computed_order(&self) -> &[Slot] {
        &self.ranking.computed
    }

    /// The score of an open item.
    pub fn score_at(&self, slot: Slot) -> Option<&Score> {
        self.ranking.scores.get(slot as usize)?.as_ref()
    }

    /// Computed and shown place of an open item, from 1.
    pub fn places_at(&self, slot: Slot) -> Option<(u32, u32)> {
        self.ranking.places.get(slot as usize).copied().filter(|(computed, _)| *computed > 0)
    }

    /// The score of an open item.
    pub fn score_of(&self, item: &Item) -> Option<&Score> {
        self.score_at(self.items.slot(item.id)?)
    }

    /// The kinds whose changes can move a rank.
    pub fn moves_ranks(kind: EntityKind) -> bool {
        matches!(
            kind,
            EntityKind::Item
                | EntityKind::Estimate
                | EntityKind::Dependency
                | EntityKind::Override
                | EntityKind::Rubric
                | EntityKind::Account
        )
    }
}
