//! The graph of near points: weighted, without direction.

use super::neighbours::Neighbour;
use super::points::cosine;

/// Nodes with their neighbours in one list.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    /// Where each node's edges begin; one longer than the nodes.
    starts: Vec<usize>,
    edges: Vec<(u32, f64)>,
    /// Sum of the weights of a node's edges, loops counted twice.
    pub strengths: Vec<f64>,
    /// Half the sum of all strengths.
    pub weight: f64,
}

impl Graph {
    /// Two points are joined if either is among the other's nearest and both are `core`. The weight is how much their
    /// cosine is above `floor`; under it there is no edge.
    pub fn of_neighbours(nearest: &[Vec<Neighbour>], floor: f32, core: &[bool]) -> Graph {
        let mut edges: Vec<(u32, u32, i32)> = Vec::new();
        for (point, neighbours) in (0..).zip(nearest).filter(|(point, _)| core[*point as usize]) {
            for neighbour in neighbours.iter().filter(|neighbour| core[neighbour.point as usize]) {
                edges.push((point, neighbour.point, neighbour.dot));
                edges.push((neighbour.point, point, neighbour.dot));
            }
        }
        edges.sort_unstable();
        edges.dedup();
        let weighed = edges.into_iter().map(|(from, to, dot)| (from, to, f64::from(cosine(dot) - floor)));
        Graph::of_edges(nearest.len(), weighed.filter(|(_, _, weight)| *weight > 0.0).collect(), None)
    }

    /// `edges` sorted, each given in both directions; `strengths` when they are more than the edges' sums.
    fn of_edges(nodes: usize, edges: Vec<(u32, u32, f64)>, strengths: Option<Vec<f64>>) -> Graph {
        let mut starts = vec![0; nodes + 1];
        for (from, _, _) in &edges {
            starts[*from as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let edges: Vec<(u32, f64)> = edges.into_iter().map(|(_, to, weight)| (to, weight)).collect();
        let strengths = strengths.unwrap_or_else(|| {
            (0..nodes)
                .map(|node| edges[starts[node]..starts[node + 1]].iter().map(|(_, weight)| weight).sum())
                .collect()
        });
        let weight = strengths.iter().sum::<f64>() / 2.0;
        Graph { starts, edges, strengths, weight }
    }

    pub fn len(&self) -> usize {
        self.strengths.len()
    }

    pub fn edges(&self, node: u32) -> &[(u32, f64)] {
        &self.edges[self.starts[node as usize]..self.starts[node as usize + 1]]
    }

    /// The graph of some nodes, numbered from 0 in the order given, and the edges among them.
    pub fn part(&self, nodes: &[u32]) -> Graph {
        let mut numbered: Vec<(u32, u32)> = nodes.iter().copied().zip(0..).collect();
        numbered.sort_unstable();
        let number = |node: u32| {
            let at = numbered.binary_search_by_key(&node, |(node, _)| *node).ok()?;
            Some(numbered[at].1)
        };
        let edges = (0..).zip(nodes).flat_map(|(from, node)| {
            let inside =
                self.edges(*node).iter().filter_map(move |(to, weight)| Some((from, number(*to)?, *weight)));
            inside.collect::<Vec<_>>()
        });
        Graph::of_edges(nodes.len(), edges.collect(), None)
    }

    /// The graph whose nodes are this one's groups; `groups` numbers them from 0 without gaps. Edges within a group
    /// count in its strength only.
    pub fn merged(&self, groups: &[u32], count: usize) -> Graph {
        let mut strengths = vec![0.0; count];
        let mut members: Vec<(u32, u32)> = (0..).zip(groups).map(|(node, group)| (*group, node)).collect();
        members.sort_unstable();
        let mut edges = Vec::new();
        let mut sums = vec![0.0; count];
        let mut touched = Vec::new();
        for group in members.chunk_by(|a, b| a.0 == b.0) {
            let from = group[0].0;
            for (_, node) in group {
                strengths[from as usize] += self.strengths[*node as usize];
                for (other, weight) in self.edges(*node) {
                    let to = groups[*other as usize];
                    if to != from {
                        if sums[to as usize] == 0.0 {
                            touched.push(to);
                        }
                        sums[to as usize] += weight;
                    }
                }
            }
            touched.sort_unstable();
            for to in touched.drain(..) {
                edges.push((from, to, sums[to as usize]));
                sums[to as usize] = 0.0;
            }
        }
        Graph::of_edges(count, edges, Some(strengths))
    }
}
