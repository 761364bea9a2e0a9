//! Vectors in, groups of near ones out: neighbours, graph, resolution, communities.
//!
//! Much of what a team hears is about nothing that repeats. So only notes in a crowd make themes: those with as many
//! others near them as a theme needs (the core points of DBSCAN, Ester et al. 1996). The rest may join in the end, by
//! the rule by which new notes are placed, or stay in none.
//!
//! The resolution is chosen from the data: the finest at which [`INSIDE`] of the weight of the neighbour links stays
//! inside the groups. In words: step from a note to one of its nearest, and nine times of ten you are still in the
//! same theme. That share is the stability of a partition under a random walk of one step (Delvenne, Yaliraki and
//! Barahona 2010), and it is also what placing a new note by its neighbours relies on. Texts that fall apart into
//! many narrow themes keep that share with many groups, blurred ones with few. Where no resolution reaches it, the
//! texts do not fall apart so clearly, and plain modularity (resolution 1) is taken. One resolution does not fit all
//! of a corpus: a group that by the same measure falls apart is split again.

use std::collections::BTreeMap;

use super::graph::Graph;
use super::leiden::{leiden, renumbered};
use super::neighbours::{Neighbour, nearest};
use super::points::{Row, Sum, cosine, dot};
use super::random::Random;
use super::{AGREEMENT, WITHIN_REACH};

/// Nearest neighbours that a note is joined to, in a corpus of more than about 7,000 notes.
pub const NEIGHBOURS: usize = 15;
/// At least so many join.
const LEAST_NEIGHBOURS: usize = 4;
/// How much more two notes' cosine is than that of two drawn at random, if they are near. In one product's feedback any
/// two notes have words in common; in that of many products few have. Drawn pairs are judged by their first quartile:
/// where themes are few, many pairs are of one theme.
const NEARER: f32 = 0.38;
/// Pairs drawn.
const PAIRS: usize = 10_000;
/// Share of the links' weight that stays inside themes.
const INSIDE: f64 = 0.93;
/// Share of a group's links that must stay inside its parts for it to be split again.
const INSIDE_PARTS: f64 = 0.96;
/// Resolutions tried: half of plain modularity's, then each a fourth root of 2 finer, up to 45 times as fine.
const COARSEST: f64 = 0.5;
const STEPS: u32 = 26;
/// Leiden is repeated on its own result until that stays, at most so often.
const REPEATS: u64 = 5;

/// What the centre says against what the neighbours say, when a point between groups is given to one of them: a
/// neighbour's vote counts by cosine, and all votes together half as much as a cosine of 1 with the centre.
const CENTRE_WEIGHT: f64 = 2.0;

/// How fine groups are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fineness {
    /// Cosine from which two notes are near.
    pub near: f32,
    /// See [`leiden`].
    pub chance: f64,
}

/// Nearest neighbours in a corpus of so many notes: a sixth of the square root, 4 to [`NEIGHBOURS`]. In a small corpus
/// themes are small, and more neighbours than a theme has notes would tie it to others.
pub(super) fn neighbours(notes: usize) -> usize {
    ((libm::sqrt(notes as f64) / 6.0).ceil() as usize).clamp(LEAST_NEIGHBOURS, NEIGHBOURS)
}

/// Groups of points.
#[derive(Debug, Clone)]
pub(super) struct Partition {
    /// By row: the number of its group, from 0 without gaps; none for rows near nothing or in groups under the least
    /// size.
    pub of: Vec<Option<u32>>,
    /// Groups.
    pub count: usize,
    /// How fine: chosen from the data, or as it was given.
    pub fineness: Fineness,
}

/// Groups rows. Depends on the rows and the seed only, not on the order of the rows: they are put in order of their
/// coordinates first, equal ones taken as one point. With the fineness of an earlier pass, a part of its rows falls apart
/// as it would among all.
pub(super) fn partition(
    rows: &[Row],
    neighbours: usize,
    least_size: usize,
    fineness: Option<Fineness>,
    seed: u64,
) -> Partition {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| rows[*a].cmp(&rows[*b]));
    let mut points: Vec<Row> = Vec::new();
    let mut copies: Vec<usize> = Vec::new();
    let mut point_of = vec![0; rows.len()];
    for index in order {
        if points.last() != Some(&rows[index]) {
            points.push(rows[index]);
            copies.push(0);
        }
        copies[points.len() - 1] += 1;
        point_of[index] = points.len() - 1;
    }
    let nearest = nearest(&points, neighbours);
    let near = fineness.map_or_else(|| near(&points, seed), |fineness| fineness.near);
    let crowd = |point: usize| {
        let others = nearest[point]
            .iter()
            .filter(|neighbour| cosine(neighbour.dot) >= near)
            .map(|neighbour| copies[neighbour.point as usize]);
        copies[point] + others.sum::<usize>()
    };
    let core: Vec<bool> = (0..points.len()).map(|point| crowd(point) >= least_size).collect();
    let graph = Graph::of_neighbours(&nearest, near, &core);
    let (chance, groups) = match fineness {
        None => chosen(&graph, seed),
        Some(Fineness { chance, .. }) => (chance, leiden(&graph, chance, seed, None)),
    };
    let groups = split(&graph, &repeated(&graph, chance, groups, seed), least_size, seed);
    let groups = fitted(&graph, &points, &groups);
    let mut sizes = vec![0; points.len()];
    groups.iter().zip(&copies).for_each(|(group, copies)| sizes[*group as usize] += copies);
    let mut numbers = vec![None; points.len()];
    let large = (0..points.len()).filter(|group| sizes[*group] >= least_size.max(1));
    let count = large.zip(0..).map(|(group, number)| numbers[group] = Some(number)).count();
    let groups: Vec<Option<u32>> = groups.iter().map(|group| numbers[*group as usize]).collect();
    let groups = without_strays(&nearest, &points, &groups, count, near);
    let groups = joined(&nearest, &points, &groups, count);
    let nowhere = |row: &Row| row.iter().all(|x| *x == 0);
    let of = point_of.iter().zip(rows).map(|(point, row)| groups[*point].filter(|_| !nowhere(row))).collect();
    Partition { of, count, fineness: Fineness { near, chance } }
}

/// Cosine from which two points are near.
fn near(points: &[Row], seed: u64) -> f32 {
    let mut random = Random::new(seed);
    let mut draw = || random.below(points.len());
    let pairs = if points.is_empty() { 0 } else { PAIRS };
    let pairs = (0..pairs).map(|_| (draw(), draw())).filter(|(left, right)| left != right);
    let mut dots: Vec<i32> = pairs.map(|(left, right)| dot(&points[left], &points[right])).collect();
    dots.sort_unstable();
    dots.get(dots.len() / 4).map_or(0.0, |quartile| cosine(*quartile)) + NEARER
}

/// The finest of the resolutions that keeps [`INSIDE`].
fn chosen(graph: &Graph, seed: u64) -> (f64, Vec<u32>) {
    if graph.weight == 0.0 {
        return (0.0, (0..graph.len() as u32).collect());
    }
    finest(graph, INSIDE, seed).unwrap_or_else(|| {
        let chance = 1.0 / (2.0 * graph.weight);
        (chance, leiden(graph, chance, seed, None))
    })
}

/// The finest of the resolutions that keeps a share inside, by bisection; none where even the coarsest does not.
fn finest(graph: &Graph, share: f64, seed: u64) -> Option<(f64, Vec<u32>)> {
    let at = |step: u32| {
        let chance = COARSEST * libm::exp2(f64::from(step) / 4.0) / (2.0 * graph.weight);
        let groups = leiden(graph, chance, seed, None);
        (inside(graph, &groups) >= share).then_some((chance, groups))
    };
    let mut best = at(0)?;
    let (mut kept, mut lost) = (0, STEPS);
    while lost - kept > 1 {
        let middle = (kept + lost) / 2;
        match at(middle) {
            Some(finer) => (kept, best) = (middle, finer),
            None => lost = middle,
        }
    }
    Some(best)
}

/// Splits each group that falls apart into parts of which at least two are large enough, and those again.
fn split(graph: &Graph, groups: &[u32], least_size: usize, seed: u64) -> Vec<u32> {
    let mut waiting = members(groups, (0..).zip(groups).map(|(node, _)| node));
    let mut of = vec![0; groups.len()];
    let mut next = 0;
    while let Some(nodes) = waiting.pop() {
        let part = graph.part(&nodes);
        if nodes.len() >= 2 * least_size
            && part.weight > 0.0
            && let Some((_, parts)) = finest(&part, INSIDE_PARTS, seed)
        {
            let parts = members(&parts, nodes.iter().copied());
            if parts.iter().filter(|part| part.len() >= least_size).count() > 1 {
                waiting.extend(parts);
                continue;
            }
        }
        nodes.iter().for_each(|node| of[*node as usize] = next);
        next += 1;
    }
    renumbered(&of).of
}

/// The nodes of each group, in order.
fn members(groups: &[u32], nodes: impl Iterator<Item = u32>) -> Vec<Vec<u32>> {
    let mut members = vec![Vec::new(); groups.iter().max().map_or(0, |last| *last as usize + 1)];
    groups.iter().zip(nodes).for_each(|(group, node)| members[*group as usize].push(node));
    members
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

/// Takes points out of groups whose centre they are not near and in which they do not have half of their neighbours.
fn without_strays(
    nearest: &[Vec<Neighbour>],
    points: &[Row],
    groups: &[Option<u32>],
    count: usize,
    near: f32,
) -> Vec<Option<u32>> {
    let centres = centres(points, groups, count);
    let stays = |point: usize, group: u32| {
        cosine(dot(&points[point], &centres[group as usize])) >= near
            || agreed(&nearest[point], groups) == Some(group)
    };
    groups.iter().enumerate().map(|(point, group)| group.filter(|group| stays(point, *group))).collect()
}

/// The group that has half of the neighbours' weight.
fn agreed(nearest: &[Neighbour], groups: &[Option<u32>]) -> Option<u32> {
    let mut votes: BTreeMap<u32, f32> = BTreeMap::new();
    let mut all = 0.0;
    for neighbour in nearest {
        all += cosine(neighbour.dot);
        if let Some(group) = groups[neighbour.point as usize] {
            *votes.entry(group).or_default() += cosine(neighbour.dot);
        }
    }
    votes.into_iter().find(|(_, vote)| *vote >= AGREEMENT * all).map(|(group, _)| group)
}

fn centres(points: &[Row], groups: &[Option<u32>], count: usize) -> Vec<Row> {
    let mut sums = vec![Sum::default(); count];
    for (group, point) in groups.iter().zip(points) {
        if let Some(group) = group {
            sums[*group as usize].add(point);
        }
    }
    sums.iter().map(Sum::direction).collect()
}

/// Lets points in no group join one as new notes do ([`super::Themes::place`]): half of the neighbours' weight is in it,
/// and it reaches as far.
fn joined(
    nearest: &[Vec<Neighbour>],
    points: &[Row],
    groups: &[Option<u32>],
    count: usize,
) -> Vec<Option<u32>> {
    let centres = centres(points, groups, count);
    let placed = groups.iter().zip(points).filter_map(|(group, point)| Some(((*group)? as usize, point)));
    let mut close: Vec<Vec<i32>> = vec![Vec::new(); count];
    placed.for_each(|(group, point)| close[group].push(dot(point, &centres[group])));
    let reaches: Vec<i32> = close.into_iter().map(reach).collect();
    let reached = |point: usize, group: &u32| {
        dot(&points[point], &centres[*group as usize]) >= reaches[*group as usize]
    };
    let join = |point: usize| agreed(&nearest[point], groups).filter(|group| reached(point, group));
    groups.iter().enumerate().map(|(point, group)| group.or_else(|| join(point))).collect()
}

/// The dot product that [`WITHIN_REACH`] of the given ones have, at least.
pub(super) fn reach(mut close: Vec<i32>) -> i32 {
    close.sort_unstable_by_key(|dot| std::cmp::Reverse(*dot));
    let last = (close.len() as f64 * WITHIN_REACH).ceil() as usize;
    close.get(last.saturating_sub(1)).copied().unwrap_or_default()
}
