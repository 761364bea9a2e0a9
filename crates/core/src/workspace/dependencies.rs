//! Dependencies never run in a circle.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::{Refusal, Staged};
use crate::domain::{Dependency, Entity, Item};
use crate::ids::ItemId;
use crate::ledger::{Change, Op};

/// Refuses a change set after which items would need each other in a circle, naming the circle.
pub(super) fn check(staged: &Staged<'_>, changes: &[Change]) -> Result<(), Refusal> {
    let mut added = changes.iter().filter(|c| !matches!(c.op, Op::Delete)).filter_map(|change| match staged
        .staged_row(change.entity)
        .map(|row| &row.value)
    {
        Some(Entity::Dependency(dependency)) => Some((change.entity, dependency)),
        _ => None,
    });
    let Some((first, _)) = added.next() else { return Ok(()) };
    let starts: Vec<ItemId> = changes
        .iter()
        .filter_map(|c| match staged.staged_row(c.entity).map(|row| &row.value) {
            Some(Entity::Dependency(dependency)) => Some(dependency.item_id),
            _ => None,
        })
        .collect();
    match find_cycle(starts, |item| needs(staged, item)) {
        None => Ok(()),
        Some(circle) => {
            let key = |id: &ItemId| staged.get::<Item>(*id).map_or_else(|| id.to_string(), |i| i.key.clone());
            let mut names: Vec<_> = circle.iter().map(key).collect();
            names.push(names[0].clone());
            Err(Refusal::invalid(
                first,
                "needs_id",
                format!("these items would need each other in a circle: {}", names.join(" needs ")),
            ))
        }
    }
}

fn needs(staged: &Staged<'_>, item: ItemId) -> Vec<ItemId> {
    let below = staged.base().index.parts.get(&item).into_iter().flat_map(|parts| &parts.needs);
    let laid_over = staged.needs.get(&item).into_iter().flatten();
    below
        .chain(laid_over)
        .filter_map(|id| staged.get::<Dependency>(*id))
        .filter(|dependency| dependency.item_id == item)
        .map(|dependency| dependency.needs_id)
        .collect()
}

/// A circle reachable from `starts`, in order, if there is one. Visits each node once.
pub fn find_cycle<N: Copy + Eq + Hash>(
    starts: impl IntoIterator<Item = N>,
    next: impl Fn(N) -> Vec<N>,
) -> Option<Vec<N>> {
    let mut finished: HashSet<N> = HashSet::new();
    for start in starts {
        let mut path: Vec<(N, std::vec::IntoIter<N>)> = Vec::new();
        let mut depth: HashMap<N, usize> = HashMap::new();
        if !finished.contains(&start) {
            depth.insert(start, 0);
            path.push((start, next(start).into_iter()));
        }
        while let Some((node, rest)) = path.last_mut() {
            match rest.next() {
                Some(child) => {
                    if let Some(&from) = depth.get(&child) {
                        return Some(path[from..].iter().map(|(node, _)| *node).collect());
                    }
                    if !finished.contains(&child) {
                        depth.insert(child, path.len());
                        path.push((child, next(child).into_iter()));
                    }
                }
                None => {
                    finished.insert(*node);
                    depth.remove(node);
                    path.pop();
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycle(edges: &[(u32, u32)]) -> Option<Vec<u32>> {
        let next = |n: u32| edges.iter().filter(|(a, _)| *a == n).map(|(_, b)| *b).collect();
        find_cycle(edges.iter().map(|(a, _)| *a), next)
    }

    #[test]
    fn circles_are_found_and_named() {
        assert_eq!(cycle(&[(1, 2), (2, 3), (1, 3)]), None);
        assert_eq!(cycle(&[(1, 2), (2, 3), (3, 2)]), Some(vec![2, 3]));
        assert_eq!(cycle(&[(5, 5)]), Some(vec![5]));
    }
}
