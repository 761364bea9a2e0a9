//! Vectors in, groups of near ones out: neighbours, graph, resolution, communities.
//!
//! The resolution is chosen from the data: the finest at which [`INSIDE`] of the weight of the neighbour links stays
//! inside the groups. In words: step from a note to one of its nearest, and nine times of ten you are still in the
//! same theme. That share is the stability of a partition under a random walk of one step (Delvenne, Yaliraki and
//! Barahona 2010), and it is also what placing a new note by its neighbours relies on. Texts that fall apart into
//! many narrow themes keep nine tenths with many groups, blurred ones with few. Where no resolution reaches it, the
//! texts do not fall apart so clearly, and plain modularity (resolution 1) is taken.

use super::graph::Graph;
use super::leiden::{leiden, renumbered};
use super::neighbours::nearest;
use super::points::{Row, Sum, cosine, dot};

/// Nearest neighbours that a note is joined to, in a corpus of more than about 3,000 notes.
pub const NEIGHBOURS: usize = 15;
/// At least so many join.
const LEAST_NEIGHBOURS: usize = 4;
/// Share of the links' weight that stays inside themes.
const INSIDE: f64 = 0.9;
/// Resolutions tried: half of plain modularity's, then each a fourth root of 2 finer, up to 45 times as fine.
const COARSEST: f64 = 0.5;
const STEPS: u32 = 26;
/// Leiden is repeated on its own result until that stays, at most so often.
const REPEATS: u64 = 5;

/// What the centre says against what the neighbours say, when a point between groups is given to one of them: a
/// neighbour's vote counts by cosine, and all votes together half as much as a cosine of 1 with the centre.
const CENTRE_WEIGHT: f64 = 2.0;

/// How fine groups are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fineness {
    /// Chosen from the data.
    Chosen,
    /// As it was chosen before, so that a part of the points falls apart as it would among all.
    Chance(f64),
}

/// Nearest neighbours in a corpus of so many notes: the cube root, 4 to [`NEIGHBOURS`]. In a small corpus themes are
/// small, and more neighbours than a theme has notes would tie it to others.
pub(super) fn neighbours(notes: usize) -> usize {
    (libm::cbrt(notes as f64).ceil() as usize).clamp(LEAST_NEIGHBOURS, NEIGHBOURS)
}

/// Groups of points.
#[derive(Debug, Clone)]
pub(super) struct Partition {
    /// By row: the number of its group, from 0 without gaps; none for rows near nothing or in groups under the least
    /// size.
    pub of: Vec<Option<u32>>,
    /// Groups.
    pub count: usize,
    /// See [`leiden`].
    pub chance: f64,
}

/// Groups rows. Depends on the rows and the seed only, not on the order of the rows: they are put in order of their
/// coordinates first, equal ones taken as one point.
pub(super) fn partition(
    rows: &[Row],
    neighbours: usize,
    least_size: usize,
    fineness: Fineness,
    seed: u64,
) -> Partition {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| rows[*a].cmp(&rows[*b]));
    let mut points: Vec<Row> = Vec::new();
    let mut point_of = vec![0; rows.len()];
    for index in order {
        if points.last() != Some(&rows[index]) {
            points.push(rows[index]);
        }
        point_of[index] = points.len() - 1;
    }
    let graph = Graph::of_neighbours(&nearest(&points, neighbours));
    let (chance, groups) = match fineness {
        Fineness::Chosen => chosen(&graph, seed),
        Fineness::Chance(chance) => (chance, leiden(&graph, chance, seed, None)),
    };
    let groups = fitted(&graph, &points, &repeated(&graph, chance, groups, seed));
    let of: Vec<u32> = point_of.iter().map(|point| groups[*point]).collect();
    let mut sizes = vec![0; points.len()];
    of.iter().for_each(|group| sizes[*group as usize] += 1);
    let mut numbers = vec![None; points.len()];
    let large = (0..points.len()).filter(|group| sizes[*group] >= least_size.max(1));
    let count = large.zip(0..).map(|(group, number)| numbers[group] = Some(number)).count();
    let nowhere = |row: &Row| row.iter().all(|x| *x == 0);
    let of =
        of.iter().zip(rows).map(|(group, row)| numbers[*group as usize].filter(|_| !nowhere(row))).collect();
    Partition { of, count, chance }
}

/// The finest of the resolutions that keeps [`INSIDE`], by bisection.
fn chosen(graph: &Graph, seed: u64) -> (f64, Vec<u32>) {
    if graph.weight == 0.0 {
        return (0.0, (0..graph.len() as u32).collect());
    }
    let at = |resolution: f64| {
        let chance = resolution / (2.0 * graph.weight);
        (chance, leiden(graph, chance, seed, None))
    };
    let mut best = at(COARSEST);
    if inside(graph, &best.1) < INSIDE {
        return at(1.0);
    }
    let (mut kept, mut lost) = (0, STEPS);
    while lost - kept > 1 {
        let middle = (kept + lost) / 2;
        let tried = at(COARSEST * libm::exp2(f64::from(middle) / 4.0));
        if inside(graph, &tried.1) >= INSIDE {
            (kept, best) = (middle, tried);
        } else {
            lost = middle;
        }
    }
    best
}

/// Share of the weight of a graph's edges that join nodes of the same group.
fn inside(graph: &Graph, groups: &[u32]) -> f64 {
    let kept = |node: u32| {
        let same =
            graph.edges(node).iter().filter(|(other, _)| groups[*other as usize] == groups[node as usize]);
        same.map(|(_, weight)| weight).sum::<f64>()
    };
    (0..graph.len() as u32).map(kept).sum::<f64>() / (2.0 * graph.weight)
}

fn repeated(graph: &Graph, chance: f64, mut groups: Vec<u32>, seed: u64) -> Vec<u32> {
    for repeat in 1..=REPEATS {
        let again = leiden(graph, chance, seed.wrapping_add(repeat), Some(&groups));
        if again == groups {
            break;
        }
        groups = again;
    }
    groups
}

/// Gives each point to the group that its neighbours and its closeness to the centre speak for together. Communities
/// follow links only; this takes back points that a chain of links drew away from their like.
fn fitted(graph: &Graph, points: &[Row], groups: &[u32]) -> Vec<u32> {
    let mut sums = vec![Sum::default(); groups.iter().max().map_or(0, |last| *last as usize + 1)];
    for (group, point) in groups.iter().zip(points) {
        sums[*group as usize].add(point);
    }
    let centres: Vec<Row> = sums.iter().map(Sum::direction).collect();
    let fit = |node: u32| {
        let mut votes: Vec<(u32, f64)> =
            graph.edges(node).iter().map(|(other, weight)| (groups[*other as usize], *weight)).collect();
        votes.sort_by_key(|(group, _)| *group);
        let all = graph.strengths[node as usize];
        let scored = votes.chunk_by(|a, b| a.0 == b.0).map(|votes| {
            let share = votes.iter().map(|(_, weight)| weight).sum::<f64>() / all;
            let close = f64::from(cosine(dot(&points[node as usize], &centres[votes[0].0 as usize])));
            (share + CENTRE_WEIGHT * close, votes[0].0)
        });
        let first = |best: (f64, u32), next: (f64, u32)| if next.0 > best.0 { next } else { best };
        scored.reduce(first).map_or(groups[node as usize], |(_, group)| group)
    };
    renumbered(&(0..points.len() as u32).map(fit).collect::<Vec<_>>()).of
}
