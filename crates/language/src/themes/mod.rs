//! Themes: groups of notes found by meaning, without being told how many.
//!
//! A full pass groups all notes ([`Themes::discover`]); from then on a new note joins the theme of its neighbours
//! ([`Themes::place`]), and what placements changed is settled locally ([`Themes::settle`]) until the next full pass.
//! A theme keeps its id while most of its notes stay, and what people did ([`Acts`]) is done again after each pass.
//!
//! Around the groups: [`labels`] words them, [`quotes`] picks typical and outlying notes, [`growth`] tests size by
//! week against chance, [`Voices`] counts accounts, revenue and segments. All are pure functions of their arguments.
//!
//! ```
//! use std::collections::BTreeMap;
//! use outweigh_language::themes::{Acts, Placement, Settings, Themes, labels};
//! use outweigh_language::{CompactVector, Embedder, VectorIndex};
//!
//! let texts = [
//!     "the export to csv fails", "csv export fails again", "export csv file fails", "csv export never finishes",
//!     "my csv export fails", "card has not arrived", "when does my card arrive", "new card did not arrive",
//!     "card still not here, when will it arrive", "waiting for my card to arrive",
//! ];
//! let embedder = Embedder::default();
//! let vectors: Vec<CompactVector> = texts.iter().map(|text| embedder.embed(text).compact()).collect();
//!
//! // Full pass: notes with their vectors, what was known before, what people did, ids for new themes.
//! let notes: Vec<(u32, &CompactVector)> = (0..).zip(&vectors).collect();
//! let settings = Settings { least_size: 3, ..Settings::default() };
//! let mut ids = 1..;
//! let new_id = || ids.next().unwrap_or(0);
//! let mut themes: Themes<u32, u32> =
//!     Themes::discover(&notes, &BTreeMap::new(), &Acts::default(), settings, new_id);
//! assert_eq!(themes.themes().len(), 2);
//!
//! // A new note: its neighbours come from the index that search uses.
//! let mut index = VectorIndex::default();
//! notes.iter().for_each(|(slot, vector)| index.put(*slot, vector));
//! let vector = embedder.embed("export as csv fails");
//! let near: Vec<(u32, f32)> =
//!     index.nearest(&vector, 15, |_| true).iter().map(|near| (near.slot, near.closeness)).collect();
//! let Placement::Joins { theme, .. } = themes.place(&vector, &near) else { panic!("unplaced") };
//! assert_eq!(Some(theme), themes.theme_of(0));
//! themes.put(10, Some(theme));
//!
//! // Labels: the texts of each theme with their closeness to its centre.
//! let members = themes.members();
//! let said = members.iter().map(|(theme, notes)| {
//!     let centre = &themes.themes()[theme].centre;
//!     let said = notes.iter().filter(|note| **note < 10);
//!     (*theme, said.map(|note| (texts[*note as usize], vectors[*note as usize].expand().cosine(centre))).collect())
//! });
//! let labels = labels(&said.collect(), 2);
//! assert!(labels[&theme].text().contains("csv export"), "{}", labels[&theme].text());
//! ```

mod acts;
mod carry;
mod chance;
mod graph;
mod growth;
mod label;
mod leiden;
mod neighbours;
mod partition;
mod points;
mod quote;
mod random;
mod voices;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use acts::{Acts, Split};
pub use chance::{false_discovery_rates, hypergeometric_tail};
pub use growth::{DAYS_A_WEEK, Growth, growth, is_new, quiet_since, weekly};
pub use label::{Label, labels};
pub use neighbours::EXACT_POINTS;
pub use partition::NEIGHBOURS;
pub use quote::{Quotes, quotes};
pub use voices::{Account, Lift, Voice, Voices};

use partition::{Fineness, neighbours, partition, reach};
use points::{Row, Sum, cosine, dot, row, vector};

use crate::{CompactVector, Vector};

/// Share of its neighbours' weight that a theme must have for a new note to join it.
const AGREEMENT: f32 = 0.5;
/// Share of a theme's notes within its reach.
const WITHIN_REACH: f64 = 0.95;
/// Notes nearest the centre that are kept to know a theme, or each part of a merged one, by.
const ANCHORS: usize = 12;

/// What may name a note or a theme.
pub trait Id: Copy + Ord + fmt::Debug {}
impl<I: Copy + Ord + fmt::Debug> Id for I {}

/// What a pass takes from the caller.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Fewer notes are no theme.
    pub least_size: usize,
    /// Another seed gives another, about equally good partition.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { least_size: 5, seed: 1 }
    }
}

/// A theme's place in the space of meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme<N> {
    /// The direction of the mean of its notes.
    pub centre: Vector,
    /// Notes.
    pub size: usize,
    /// Cosine with the centre that 95 in 100 of its notes reach.
    pub reach: f32,
    /// The notes nearest the centre, nearest first, from each part of a merged theme: enough to know it again when all
    /// else is lost.
    pub anchors: Vec<N>,
}

/// Where a note belongs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Placement<T> {
    /// To a theme: `agreement` is its share of the neighbours' weight, `closeness` the cosine with its centre.
    Joins { theme: T, agreement: f32, closeness: f32 },
    /// To none; `likeliest` has the largest share of the neighbours.
    Unplaced { likeliest: Option<T> },
}

/// Which note is in which theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Themes<N, T> {
    /// Every note seen.
    of: BTreeMap<N, Option<T>>,
    themes: BTreeMap<T, Theme<N>>,
    /// How fine the last full pass made themes; local passes keep to it.
    fineness: Option<Fineness>,
}

impl<N: Id, T: Id> Themes<N, T> {
    /// The full pass: groups all `notes`.
    ///
    /// `known` says where notes were before, all of them or only each theme's [`Theme::anchors`]; it lends themes
    /// their ids. `new_id` is asked for an id for each theme not known, the largest first. The order of `notes` does
    /// not matter; a note given twice counts as the last.
    #[must_use]
    pub fn discover(
        notes: &[(N, &CompactVector)],
        known: &BTreeMap<N, T>,
        acts: &Acts<N, T>,
        settings: Settings,
        new_id: impl FnMut() -> T,
    ) -> Self {
        let mut themes = Themes { of: BTreeMap::new(), themes: BTreeMap::new(), fineness: None };
        themes.pass(notes, known, acts, settings, new_id);
        themes
    }

    /// The local pass: groups again the given notes, usually those of [`Themes::scope`], as finely as the last full
    /// pass did. Notes left out stay where they are.
    pub fn settle(
        &mut self,
        notes: &[(N, &CompactVector)],
        acts: &Acts<N, T>,
        settings: Settings,
        new_id: impl FnMut() -> T,
    ) {
        let known = notes.iter().filter_map(|(note, _)| Some((*note, self.theme_of(*note)?))).collect();
        self.pass(notes, &known, acts, settings, new_id);
    }

    /// The notes that a local pass looks at: those of the touched themes, and all that are in none.
    pub fn scope(&self, touched: &BTreeSet<T>) -> impl Iterator<Item = N> {
        self.of
            .iter()
            .filter(|(_, theme)| theme.is_none_or(|theme| touched.contains(&theme)))
            .map(|(note, _)| *note)
    }

    /// Where a new note belongs, given its nearest notes with their cosines, nearest first, at most [`NEIGHBOURS`] of
    /// which count. It joins a theme that has half of the neighbours' weight and within whose reach it lies.
    #[must_use]
    pub fn place(&self, vector: &Vector, near: &[(N, f32)]) -> Placement<T> {
        let near = near.iter().take(neighbours(self.of.len())).filter(|(_, cosine)| *cosine > 0.0);
        let mut votes: BTreeMap<T, f32> = BTreeMap::new();
        let mut all = 0.0;
        for (note, cosine) in near {
            all += cosine;
            if let Some(theme) = self.theme_of(*note) {
                *votes.entry(theme).or_default() += cosine;
            }
        }
        let most = votes.into_iter().reduce(|most, next| if next.1 > most.1 { next } else { most });
        let Some((id, votes)) = most else { return Placement::Unplaced { likeliest: None } };
        let agreement = votes / all;
        let theme = &self.themes[&id];
        let closeness = vector.cosine(&theme.centre);
        if agreement >= AGREEMENT && closeness >= theme.reach {
            Placement::Joins { theme: id, agreement, closeness }
        } else {
            Placement::Unplaced { likeliest: Some(id) }
        }
    }

    /// Takes a note into a theme, or as one in none. The theme's centre stays until the next pass. A theme that is
    /// not there takes no note.
    pub fn put(&mut self, note: N, theme: Option<T>) {
        self.remove(note);
        let theme = theme.filter(|id| {
            let theme = self.themes.get_mut(id);
            theme.map(|theme| theme.size += 1).is_some()
        });
        self.of.insert(note, theme);
    }

    /// Forgets a note.
    pub fn remove(&mut self, note: N) {
        if let Some(theme) = self.of.remove(&note).flatten()
            && let Some(theme) = self.themes.get_mut(&theme)
        {
            theme.size -= 1;
            theme.anchors.retain(|anchor| *anchor != note);
        }
    }

    /// The theme of a note.
    #[must_use]
    pub fn theme_of(&self, note: N) -> Option<T> {
        self.of.get(&note).copied().flatten()
    }

    /// All themes by id.
    #[must_use]
    pub fn themes(&self) -> &BTreeMap<T, Theme<N>> {
        &self.themes
    }

    /// The notes of each theme, in order.
    #[must_use]
    pub fn members(&self) -> BTreeMap<T, Vec<N>> {
        let mut members: BTreeMap<T, Vec<N>> = BTreeMap::new();
        for (note, theme) in &self.of {
            if let Some(theme) = theme {
                members.entry(*theme).or_default().push(*note);
            }
        }
        members
    }

    /// What to keep so that a later full pass knows the themes again: each theme's anchors.
    #[must_use]
    pub fn anchors(&self) -> BTreeMap<N, T> {
        self.themes.iter().flat_map(|(id, theme)| theme.anchors.iter().map(|note| (*note, *id))).collect()
    }

    fn pass(
        &mut self,
        notes: &[(N, &CompactVector)],
        known: &BTreeMap<N, T>,
        acts: &Acts<N, T>,
        settings: Settings,
        new_id: impl FnMut() -> T,
    ) {
        let rows: BTreeMap<N, Row> = notes.iter().map(|(note, vector)| (*note, row(vector))).collect();
        let given: Vec<Row> = rows.values().copied().collect();
        self.of.extend(rows.keys().map(|note| (*note, None)));
        let neighbours = neighbours(self.of.len());
        let partition = partition(&given, neighbours, settings.least_size, self.fineness, settings.seed);
        self.fineness = Some(partition.fineness).filter(|fineness| fineness.chance > 0.0);
        let mut groups = vec![Vec::new(); partition.count];
        for (note, group) in rows.keys().zip(&partition.of) {
            if let Some(group) = group {
                groups[*group as usize].push(*note);
            }
        }
        let known = known.iter().map(|(note, theme)| (*note, acts.merged(*theme))).collect();
        let ids = carry::ids(&groups, &known, &acts.sticky(), new_id);
        for (note, group) in rows.keys().zip(&partition.of) {
            self.of.insert(*note, group.map(|group| ids[group as usize]));
        }
        acts.apply(&mut self.of, &rows);
        let parts = rows.keys().copied().zip(partition.of).collect();
        self.measure(&rows, &parts);
    }

    /// Centres, sizes, reaches and anchors of the themes that have notes among `rows`. A theme without notes goes. Of a
    /// theme that a person merged of several groups, each part has its anchors.
    fn measure(&mut self, rows: &BTreeMap<N, Row>, parts: &BTreeMap<N, Option<u32>>) {
        let mut sums: BTreeMap<T, Sum> = BTreeMap::new();
        for (note, row) in rows {
            if let Some(theme) = self.theme_of(*note) {
                sums.entry(theme).or_default().add(row);
            }
        }
        let members = self.members();
        self.themes.retain(|id, _| members.contains_key(id));
        for (id, sum) in sums {
            let centre = sum.direction();
            let notes = &members[&id];
            let mut near: Vec<(i32, N)> =
                notes.iter().filter_map(|note| Some((-dot(rows.get(note)?, &centre), *note))).collect();
            near.sort_unstable();
            let reach = cosine(reach(near.iter().map(|(dot, _)| -dot).collect()));
            let mut of_part: BTreeMap<Option<u32>, usize> = BTreeMap::new();
            let anchors = near.iter().map(|(_, note)| *note).filter(|note| {
                let count = of_part.entry(parts[note]).or_default();
                *count += 1;
                *count <= ANCHORS
            });
            let anchors = anchors.collect();
            let theme = Theme { centre: vector(&centre), size: notes.len(), reach, anchors };
            self.themes.insert(id, theme);
        }
    }
}
