//! Communities of a graph by the Leiden algorithm (Traag, Waltman and van Eck 2019, "From Louvain to Leiden:
//! guaranteeing well-connected communities"), with modularity at a resolution as the quality.
//!
//! The quality of a partition is the weight of the edges inside communities minus what chance would put there,
//! `chance * strength(C)^2 / 2` for each community C, where `chance` is resolution / (2 * weight of the graph): higher
//! resolutions make smaller communities.

use std::collections::VecDeque;

use super::graph::Graph;
use super::random::Random;

/// How often refinement takes a merge that is not the best: the paper's theta, in units of edge weight.
const RANDOMNESS: f64 = 0.01;
/// A gain must be more than what rounding makes of zero.
const LEAST_GAIN: f64 = 1e-10;

/// The community of each node, numbered from 0 without gaps in order of the first member. `start` is a partition to
/// improve; without one each node starts alone. The result depends on the order of the nodes and the seed only.
pub(super) fn leiden(graph: &Graph, chance: f64, seed: u64, start: Option<&[u32]>) -> Vec<u32> {
    let mut random = Random::new(seed);
    let alone: Vec<u32> = (0..graph.len() as u32).collect();
    // Where each node of the first graph is in the current one.
    let mut place = alone.clone();
    let mut communities = Communities::new(graph, chance, start.unwrap_or(&alone));
    let mut level = graph.clone();
    loop {
        communities.move_nodes(&level, &mut random);
        let found = renumbered(&communities.of);
        if found.count == level.len() {
            break;
        }
        let refined = refined(&level, &communities, &mut random);
        // Refinement that merges nothing would go round in circles: then the communities themselves are merged.
        let groups = if refined.count == level.len() { &found } else { &refined };
        let mut of = vec![0; groups.count];
        for (group, community) in groups.of.iter().zip(&found.of) {
            of[*group as usize] = *community;
        }
        for place in &mut place {
            *place = groups.of[*place as usize];
        }
        level = level.merged(&groups.of, groups.count);
        communities = Communities::new(&level, chance, &of);
    }
    let of: Vec<u32> = place.iter().map(|place| communities.of[*place as usize]).collect();
    renumbered(&of).of
}

/// A numbering from 0 without gaps.
pub(super) struct Numbered {
    pub of: Vec<u32>,
    pub count: usize,
}

/// Numbers groups from 0 in order of their first member.
pub(super) fn renumbered(groups: &[u32]) -> Numbered {
    let mut numbers = vec![u32::MAX; groups.iter().max().map_or(0, |last| *last as usize + 1)];
    let mut count = 0;
    let of = groups
        .iter()
        .map(|group| {
            let number = &mut numbers[*group as usize];
            if *number == u32::MAX {
                *number = count;
                count += 1;
            }
            *number
        })
        .collect();
    Numbered { of, count: count as usize }
}

struct Communities {
    of: Vec<u32>,
    /// By community: sum of the strengths of its nodes, and how many they are.
    strengths: Vec<f64>,
    sizes: Vec<u32>,
    /// Numbers without nodes.
    free: Vec<u32>,
    /// Times two strengths, the edge weight that chance puts between them.
    chance: f64,
}

impl Communities {
    fn new(graph: &Graph, chance: f64, of: &[u32]) -> Communities {
        let numbers = of.iter().max().map_or(0, |last| *last as usize + 1).max(graph.len());
        let mut strengths = vec![0.0; numbers];
        let mut sizes = vec![0; numbers];
        for (community, strength) in of.iter().zip(&graph.strengths) {
            strengths[*community as usize] += strength;
            sizes[*community as usize] += 1;
        }
        let free = (0..numbers as u32).rev().filter(|number| sizes[*number as usize] == 0).collect();
        Communities { of: of.to_vec(), strengths, sizes, free, chance }
    }

    /// Fast local moving: every node, and again each neighbour left behind by a move, goes to the community with the
    /// largest gain, until none gains.
    fn move_nodes(&mut self, graph: &Graph, random: &mut Random) {
        let mut order: Vec<u32> = (0..graph.len() as u32).collect();
        random.shuffle(&mut order);
        let mut waits = vec![true; graph.len()];
        let mut queue: VecDeque<u32> = order.into();
        let mut sums = vec![0.0; self.strengths.len()];
        let mut touched: Vec<u32> = Vec::new();
        while let Some(node) = queue.pop_front() {
            waits[node as usize] = false;
            let old = self.of[node as usize];
            let strength = graph.strengths[node as usize];
            for (other, weight) in graph.edges(node) {
                let community = self.of[*other as usize];
                if sums[community as usize] == 0.0 {
                    touched.push(community);
                }
                sums[community as usize] += weight;
            }
            self.strengths[old as usize] -= strength;
            self.sizes[old as usize] -= 1;
            let gain = |community: u32| {
                sums[community as usize] - self.chance * strength * self.strengths[community as usize]
            };
            let mut best = (gain(old) + LEAST_GAIN, old);
            // Better alone than against chance.
            if best.0 < 0.0
                && self.sizes[old as usize] > 0
                && let Some(free) = self.free.last()
            {
                best = (LEAST_GAIN, *free);
            }
            for community in &touched {
                let gain = gain(*community);
                if gain > best.0 {
                    best = (gain, *community);
                }
            }
            for community in touched.drain(..) {
                sums[community as usize] = 0.0;
            }
            let new = best.1;
            self.strengths[new as usize] += strength;
            self.sizes[new as usize] += 1;
            if new == old {
                continue;
            }
            if self.free.last() == Some(&new) {
                self.free.pop();
            }
            if self.sizes[old as usize] == 0 {
                self.strengths[old as usize] = 0.0;
                self.free.push(old);
            }
            self.of[node as usize] = new;
            for (other, _) in graph.edges(node) {
                if self.of[*other as usize] != new && !waits[*other as usize] {
                    waits[*other as usize] = true;
                    queue.push_back(*other);
                }
            }
        }
    }
}

/// Refinement: within each community, nodes that are still alone and well connected to the rest of it join a well
/// connected group of it at random, better ones more likely. So every group is connected, and so are communities
/// built of groups.
fn refined(graph: &Graph, communities: &Communities, random: &mut Random) -> Numbered {
    let nodes = graph.len();
    let mut of: Vec<u32> = (0..nodes as u32).collect();
    let mut strengths = graph.strengths.clone();
    let mut alone = vec![true; nodes];
    let community_of = |node: u32| communities.of[node as usize];
    // By group: weight of its edges to the rest of its community.
    let mut outward: Vec<f64> = (0..nodes as u32)
        .map(|node| {
            let inside =
                graph.edges(node).iter().filter(|(other, _)| community_of(*other) == community_of(node));
            inside.map(|(_, weight)| weight).sum()
        })
        .collect();
    let connected = |outward: f64, strength: f64, community: u32| {
        outward >= communities.chance * strength * (communities.strengths[community as usize] - strength)
    };
    let mut order: Vec<u32> = (0..nodes as u32).collect();
    random.shuffle(&mut order);
    let mut sums = vec![0.0; nodes];
    let mut touched: Vec<u32> = Vec::new();
    let mut choices: Vec<(u32, f64)> = Vec::new();
    for node in order {
        let community = community_of(node);
        let strength = graph.strengths[node as usize];
        let own = of[node as usize];
        if !alone[own as usize] || !connected(outward[own as usize], strength, community) {
            continue;
        }
        for (other, weight) in graph.edges(node).iter().filter(|(other, _)| community_of(*other) == community)
        {
            let group = of[*other as usize];
            if sums[group as usize] == 0.0 {
                touched.push(group);
            }
            sums[group as usize] += weight;
        }
        let gain =
            |group: u32| sums[group as usize] - communities.chance * strength * strengths[group as usize];
        let best = touched.iter().map(|group| gain(*group)).fold(0.0, f64::max);
        // Each choice is as likely as exp(gain / theta), here divided by that of the best; staying alone gains 0.
        let stay = libm::exp(-best / RANDOMNESS);
        let mut total = stay;
        choices.clear();
        for group in &touched {
            if gain(*group) >= 0.0
                && connected(outward[*group as usize], strengths[*group as usize], community)
            {
                total += libm::exp((gain(*group) - best) / RANDOMNESS);
                choices.push((*group, total));
            }
        }
        let drawn = random.unit() * total;
        if drawn >= stay
            && let Some((group, _)) = choices.iter().find(|(_, upto)| drawn < *upto)
        {
            of[node as usize] = *group;
            strengths[*group as usize] += strength;
            strengths[own as usize] = 0.0;
            outward[*group as usize] += outward[own as usize] - 2.0 * sums[*group as usize];
            alone[*group as usize] = false;
            alone[own as usize] = false;
        }
        for group in touched.drain(..) {
            sums[group as usize] = 0.0;
        }
    }
    renumbered(&of)
}
