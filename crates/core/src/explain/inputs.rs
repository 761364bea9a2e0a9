//! An item's own inputs in two states, and the score at any mixture of them.

use super::labels;
use super::owen::Coalition;
use crate::domain::{Criterion, Item};
use crate::score::{Scorer, belief};
use crate::workspace::Workspace;

/// Most inputs that are explained one by one; the smaller ones beyond are one cause together.
const SINGLE_INPUTS: usize = 8;

/// What went into the score of one item before and after, under each rubric.
pub(super) struct OwnInputs<'a> {
    before: (&'a Workspace, &'a Item),
    after: (&'a Workspace, &'a Item),
    /// The rubric before; and the one after, when it is another.
    rubrics: Vec<Inputs<'a>>,
    /// Keys of the criteria that changed, grouped into players.
    players: Vec<Vec<&'a str>>,
}

/// The inputs of one rubric in the order of its criteria.
struct Inputs<'a> {
    scorer: &'a Scorer,
    before: Vec<f64>,
    after: Vec<f64>,
}

impl<'a> Inputs<'a> {
    fn criteria(&self) -> &'a [Criterion] {
        &self.scorer.rubric().criteria
    }

    /// Criteria whose input differs; an unknown one (NaN) differs from every number only.
    fn changed(&self) -> impl Iterator<Item = &'a str> {
        let pairs = self.before.iter().zip(&self.after);
        self.criteria()
            .iter()
            .zip(pairs)
            .filter(|(_, (a, b))| a != b && !(a.is_nan() && b.is_nan()))
            .map(|(criterion, _)| criterion.key.as_str())
    }

    fn score(&self, changed: impl Fn(&str) -> bool) -> f64 {
        let mixed: Vec<f64> = self
            .criteria()
            .iter()
            .zip(self.before.iter().zip(&self.after))
            .map(|(criterion, (before, after))| if changed(&criterion.key) { *after } else { *before })
            .collect();
        self.scorer.value_at(&mixed)
    }
}

impl<'a> OwnInputs<'a> {
    /// None when a state has no rubric.
    pub(super) fn of(
        before: &'a Workspace,
        after: &'a Workspace,
        item: (&'a Item, &'a Item),
        rubric_changed: bool,
    ) -> Option<Self> {
        let under = |scorer: &'a Scorer| {
            let at = |workspace: &Workspace, item: &Item| -> Vec<f64> {
                let beliefs = scorer.beliefs(workspace, item);
                beliefs.iter().zip(&scorer.rubric().criteria).map(|(b, c)| scorer.input(b, c)).collect()
            };
            Inputs { scorer, before: at(before, item.0), after: at(after, item.1) }
        };
        let mut rubrics = vec![under(before.scorer()?)];
        if rubric_changed {
            rubrics.push(under(after.scorer()?));
        }
        let mut keys: Vec<&str> = rubrics.iter().flat_map(Inputs::changed).collect();
        keys.sort_unstable();
        keys.dedup();
        let last = &rubrics[rubrics.len() - 1];
        let effect = |key: &str| (last.score(|k| k == key) - last.score(|_| false)).abs();
        if keys.len() > SINGLE_INPUTS {
            keys.sort_by(|a, b| effect(b).total_cmp(&effect(a)).then(a.cmp(b)));
        }
        let lumped = keys.split_off(keys.len().min(SINGLE_INPUTS));
        let mut players: Vec<Vec<&str>> = keys.into_iter().map(|key| vec![key]).collect();
        players.extend((!lumped.is_empty()).then_some(lumped));
        Some(Self { before: (before, item.0), after: (after, item.1), rubrics, players })
    }

    /// How many causes the own inputs are.
    pub(super) fn players(&self) -> usize {
        self.players.len()
    }

    /// The score when the inputs in `coalition` are as after and the others as before.
    pub(super) fn score(&self, coalition: Coalition, rubric_after: bool) -> f64 {
        let on = |key: &str| {
            let player = self.players.iter().position(|keys| keys.contains(&key));
            player.is_some_and(|player| coalition >> player & 1 == 1)
        };
        let rubric = if rubric_after { self.rubrics.last() } else { self.rubrics.first() };
        rubric.map_or(0.0, |rubric| rubric.score(on))
    }

    /// The lowest and the highest score at any mixture of inputs, under one rubric.
    pub(super) fn span(&self, rubric_after: bool) -> (f64, f64) {
        let scores = (0..1 << self.players()).map(|coalition| self.score(coalition, rubric_after));
        scores.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), s| (low.min(s), high.max(s)))
    }

    /// What each cause is, in words.
    pub(super) fn labels(&self) -> impl Iterator<Item = String> + '_ {
        self.players.iter().map(|keys| match keys.as_slice() {
            [key] => self.criterion(key).map_or_else(String::new, |criterion| {
                let (workspace, item) = self.before;
                let old = belief(workspace, item, criterion);
                let (workspace, item) = self.after;
                labels::input(criterion, &old, &belief(workspace, item, criterion))
            }),
            _ => "other causes".into(),
        })
    }

    fn criterion(&self, key: &str) -> Option<&'a Criterion> {
        self.rubrics.iter().rev().flat_map(|inputs| inputs.criteria()).find(|c| c.key == key)
    }
}
