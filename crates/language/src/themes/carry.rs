//! Which group of a new partition is which theme of before.

use std::collections::{BTreeMap, BTreeSet};

use super::Id;

/// With fewer known notes, a group is not told to be a part of a theme that takes in several.
const LEAST_KNOWN: usize = 3;

/// An id for each group.
///
/// A theme goes on in the group that holds most (more than half) of its known notes; where several themes went into
/// one group, in order of how many notes they brought. A group that no theme goes on in is a part of a `sticky` theme
/// (merged or dismissed by a person) if most of its known notes were that theme's. The others get new ids, the
/// largest first.
pub(super) fn ids<N: Id, T: Id>(
    groups: &[Vec<N>],
    known: &BTreeMap<N, T>,
    sticky: &BTreeSet<T>,
    mut new_id: impl FnMut() -> T,
) -> Vec<T> {
    let overlaps: Vec<BTreeMap<T, usize>> = groups
        .iter()
        .map(|group| {
            let mut overlaps = BTreeMap::new();
            for theme in group.iter().filter_map(|note| known.get(note)) {
                *overlaps.entry(*theme).or_default() += 1;
            }
            overlaps
        })
        .collect();
    let mut sizes: BTreeMap<T, usize> = BTreeMap::new();
    for theme in known.values() {
        *sizes.entry(*theme).or_default() += 1;
    }
    let ids: Vec<Option<T>> = overlaps
        .iter()
        .map(|overlaps| {
            let goes_on = overlaps.iter().filter(|(theme, shared)| 2 * **shared > sizes[theme]);
            let most = goes_on.reduce(|most, next| if next.1 > most.1 { next } else { most });
            let part_of = || {
                let all: usize = overlaps.values().sum();
                overlaps.iter().find(|(theme, shared)| {
                    sticky.contains(theme) && **shared >= LEAST_KNOWN && 2 * **shared > all
                })
            };
            most.or_else(part_of).map(|(theme, _)| *theme)
        })
        .collect();
    let mut unknown: Vec<usize> = (0..groups.len()).filter(|group| ids[*group].is_none()).collect();
    unknown.sort_by_key(|group| (std::cmp::Reverse(groups[*group].len()), groups[*group].first().copied()));
    let new: BTreeMap<usize, T> = unknown.into_iter().map(|group| (group, new_id())).collect();
    ids.into_iter().enumerate().map(|(group, id)| id.unwrap_or_else(|| new[&group])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(groups: &[&[u32]], known: &[(u32, char)], sticky: &[char]) -> String {
        let groups: Vec<Vec<u32>> = groups.iter().map(|group| group.to_vec()).collect();
        let mut new = 'x'..='z';
        ids(&groups, &known.iter().copied().collect(), &sticky.iter().copied().collect(), || {
            new.next().unwrap()
        })
        .into_iter()
        .collect()
    }

    const KNOWN: &[(u32, char)] =
        &[(1, 'a'), (2, 'a'), (3, 'a'), (4, 'a'), (5, 'a'), (6, 'b'), (7, 'b'), (8, 'b')];

    #[test]
    fn a_theme_goes_on_where_most_of_its_notes_are() {
        assert_eq!(check(&[&[1, 2, 3, 9], &[4, 5], &[6, 7, 8]], KNOWN, &[]), "axb");
        assert_eq!(check(&[&[1, 2], &[3, 4], &[5], &[6, 7, 8]], KNOWN, &[]), "xyzb");
    }

    #[test]
    fn where_two_went_into_one_the_larger_goes_on() {
        assert_eq!(check(&[&[6, 7, 8, 1, 2, 3, 4, 5]], KNOWN, &[]), "a");
    }

    #[test]
    fn part_of_a_merged_or_dismissed_theme_is_not_new() {
        let known = [KNOWN, &[(9, 'a'), (10, 'a'), (11, 'a')]].concat();
        let groups: &[&[u32]] = &[&[1, 2, 3, 4, 5], &[9, 10, 11, 20], &[6, 7, 8]];
        assert_eq!(check(groups, &known, &[]), "axb");
        assert_eq!(check(groups, &known, &['a']), "aab");
    }

    #[test]
    fn new_ids_go_to_the_largest_first() {
        assert_eq!(check(&[&[1], &[2, 3], &[4, 5, 6]], &[], &[]), "zyx");
    }
}
