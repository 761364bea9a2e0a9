//! What people did to themes, done again after every pass.

use std::collections::{BTreeMap, BTreeSet};

use super::Id;
use super::points::{Row, Sum, dot};

/// A part of a theme that a person made a theme of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split<N, T> {
    /// The theme that was split.
    pub from: T,
    /// The theme that was made.
    pub into: T,
    /// The notes it was made of; others of `from` that are nearer to these follow.
    pub notes: BTreeSet<N>,
}

/// What people did to themes. Names are the caller's: they hang on the id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acts<N, T> {
    /// Themes put into another: from, into.
    pub merges: BTreeMap<T, T>,
    /// In the order they were made.
    pub splits: Vec<Split<N, T>>,
    /// Notes that belong to a theme whatever the pass says.
    pub pinned: BTreeMap<N, T>,
    /// Notes that do not belong to a theme.
    pub barred: BTreeSet<(N, T)>,
    /// Themes nobody wants to see: they stay known, so that what is left of them does not come back as new.
    pub dismissed: BTreeSet<T>,
}

impl<N, T> Default for Acts<N, T> {
    fn default() -> Self {
        Acts {
            merges: BTreeMap::new(),
            splits: Vec::new(),
            pinned: BTreeMap::new(),
            barred: BTreeSet::new(),
            dismissed: BTreeSet::new(),
        }
    }
}

impl<N: Id, T: Id> Acts<N, T> {
    /// The theme that a theme was put into in the end. A circle ends where it closes.
    #[must_use]
    pub fn merged(&self, theme: T) -> T {
        let mut seen = BTreeSet::from([theme]);
        let mut last = theme;
        while let Some(into) = self.merges.get(&last)
            && seen.insert(*into)
        {
            last = *into;
        }
        last
    }

    /// Themes that may take in several groups.
    pub(super) fn sticky(&self) -> BTreeSet<T> {
        let merged = self.merges.values().map(|theme| self.merged(*theme));
        merged.chain(self.dismissed.iter().map(|theme| self.merged(*theme))).collect()
    }

    /// Splits, then pins, which have the last word.
    pub(super) fn apply(&self, of: &mut BTreeMap<N, Option<T>>, rows: &BTreeMap<N, Row>) {
        for split in &self.splits {
            self.split(split, of, rows);
        }
        for (note, theme) in self.pinned.iter().filter(|(note, _)| rows.contains_key(note)) {
            of.insert(*note, Some(self.merged(*theme)));
        }
        for (note, theme) in &self.barred {
            if let Some(is) = of.get_mut(note).filter(|is| **is == Some(*theme)) {
                *is = None;
            }
        }
    }

    fn split(&self, split: &Split<N, T>, of: &mut BTreeMap<N, Option<T>>, rows: &BTreeMap<N, Row>) {
        let (from, into) = (self.merged(split.from), self.merged(split.into));
        if from == into {
            return;
        }
        let (mut left, mut taken) = (Sum::default(), Sum::default());
        for (note, row) in rows {
            if split.notes.contains(note) {
                taken.add(row);
            } else if of.get(note) == Some(&Some(from)) {
                left.add(row);
            }
        }
        let (left, taken) = (left.direction(), taken.direction());
        for (note, row) in rows {
            let Some(theme) = of.get_mut(note) else { continue };
            let follows = || *theme == Some(from) && dot(row, &taken) > dot(row, &left);
            if split.notes.contains(note) || follows() {
                *theme = Some(into);
            }
        }
    }
}
