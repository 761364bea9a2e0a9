//! Keeps items in an order that their dependencies allow while edges are added one by one, and names the
//! circle an edge would close (Pearce and Kelly, "A dynamic topological sort algorithm", JEA 11, 2006).
//!
//! Each edge costs only what lies between its two ends in the present order, so thousands of links of
//! an export are checked in milliseconds.

use std::collections::HashMap;
use std::hash::Hash;

/// Nodes in an order in which every edge points forward.
pub(super) struct Order<N> {
    slots: HashMap<N, usize>,
    names: Vec<N>,
    next: Vec<Vec<usize>>,
    previous: Vec<Vec<usize>>,
    /// Place of each slot in the order.
    place: Vec<usize>,
    /// Round in which a slot was last visited.
    visited: Vec<usize>,
    /// Where the last visit came from.
    came_from: Vec<usize>,
    round: usize,
}

impl<N: Copy + Eq + Hash> Order<N> {
    /// No nodes yet.
    pub(super) fn new() -> Self {
        Self {
            slots: HashMap::new(),
            names: Vec::new(),
            next: Vec::new(),
            previous: Vec::new(),
            place: Vec::new(),
            visited: Vec::new(),
            came_from: Vec::new(),
            round: 0,
        }
    }

    /// Adds an edge; one that would close a circle is left out.
    ///
    /// # Errors
    /// The circle, from `from` on along the edges.
    pub(super) fn add(&mut self, from: N, to: N) -> Result<(), Vec<N>> {
        let (from, to) = (self.slot(from), self.slot(to));
        if from == to {
            return Err(vec![self.names[from]]);
        }
        let (lowest, highest) = (self.place[to], self.place[from]);
        if lowest < highest {
            let after = self.reach(to, |order, slot| &order.next[slot], |place| place <= highest);
            if self.visited[from] == self.round {
                return Err(self.circle(from, to));
            }
            let before = self.reach(from, |order, slot| &order.previous[slot], |place| place >= lowest);
            self.move_before(before, after);
        }
        self.next[from].push(to);
        self.previous[to].push(from);
        Ok(())
    }

    fn slot(&mut self, name: N) -> usize {
        let fresh = self.names.len();
        let slot = *self.slots.entry(name).or_insert(fresh);
        if slot == fresh {
            self.names.push(name);
            self.next.push(Vec::new());
            self.previous.push(Vec::new());
            self.place.push(fresh);
            self.visited.push(0);
            self.came_from.push(fresh);
        }
        slot
    }

    /// Everything reached from `start` within a stretch of the order, in a round of its own.
    fn reach(
        &mut self,
        start: usize,
        neighbours: impl Fn(&Self, usize) -> &Vec<usize>,
        within: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        self.round += 1;
        self.visited[start] = self.round;
        let mut found = vec![start];
        let mut done = 0;
        while done < found.len() {
            let here = found[done];
            done += 1;
            for at in 0..neighbours(self, here).len() {
                let there = neighbours(self, here)[at];
                if self.visited[there] != self.round && within(self.place[there]) {
                    self.visited[there] = self.round;
                    self.came_from[there] = here;
                    found.push(there);
                }
            }
        }
        found
    }

    /// The way from `to` back to `from` that the last search found, told from `from` on.
    fn circle(&self, from: usize, to: usize) -> Vec<N> {
        let mut back = vec![self.names[from]];
        let mut here = from;
        while here != to {
            here = self.came_from[here];
            back.push(self.names[here]);
        }
        back[1..].reverse();
        back
    }

    /// Gives the places of both groups out anew, `before` first.
    fn move_before(&mut self, mut before: Vec<usize>, mut after: Vec<usize>) {
        before.sort_unstable_by_key(|&slot| self.place[slot]);
        after.sort_unstable_by_key(|&slot| self.place[slot]);
        before.append(&mut after);
        let mut places: Vec<usize> = before.iter().map(|&slot| self.place[slot]).collect();
        places.sort_unstable();
        for (slot, place) in before.into_iter().zip(places) {
            self.place[slot] = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use outweigh_core::workspace::find_cycle;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_circle_an_edge_would_close_is_named() {
        let mut order = Order::new();
        for (from, to) in [(1, 2), (2, 3), (4, 1), (3, 5)] {
            assert_eq!(order.add(from, to), Ok(()));
        }
        assert_eq!(order.add(3, 1), Err(vec![3, 1, 2]));
        assert_eq!(order.add(5, 4), Err(vec![5, 4, 1, 2, 3]));
        assert_eq!(order.add(7, 7), Err(vec![7]));
        assert_eq!(order.add(5, 6), Ok(()));
    }

    proptest! {
        #[test]
        fn an_edge_is_left_out_exactly_when_it_closes_a_circle(
            edges in proptest::collection::vec((0u8..12, 0u8..12), 0..60)
        ) {
            let mut order = Order::new();
            let mut kept: Vec<(u8, u8)> = Vec::new();
            for edge in edges {
                kept.push(edge);
                let next = |node| kept.iter().filter(|(a, _)| *a == node).map(|(_, b)| *b).collect();
                let closes = find_cycle([edge.0], next).is_some();
                let result = order.add(edge.0, edge.1);
                prop_assert_eq!(result.is_err(), closes);
                if let Err(circle) = result {
                    kept.pop();
                    for pair in circle.windows(2).skip(1) {
                        prop_assert!(kept.contains(&(pair[0], pair[1])));
                    }
                    prop_assert_eq!(circle[0], edge.0);
                    prop_assert!(circle.len() == 1 || circle[1] == edge.1);
                }
            }
        }
    }
}
