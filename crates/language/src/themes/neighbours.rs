//! The nearest neighbours of every point by cosine.
//!
//! Exact up to [`EXACT_POINTS`]: all pairs are looked at, but most by their first [`HEAD`] coordinates only. By
//! Cauchy-Schwarz the rest of a dot product is at most the product of the lengths of the two rests, so a pair whose
//! head plus that bound stays under both points' k-th best is passed over without changing the result. The points
//! are first put into blocks of near ones, so that each finds good neighbours early and the bound bites. Above
//! [`EXACT_POINTS`] only pairs from near blocks are looked at.

use super::points::{DIMENSIONS, Row, cosine, dot};

/// Up to this many points the neighbours are exact.
pub const EXACT_POINTS: usize = 200_000;
/// Coordinates compared first. The embedding's coordinates come from a principal component analysis, so the first
/// ones hold most of the length.
const HEAD: usize = 64;
/// Points in a block.
const BLOCK: usize = 128;
/// Rows compared at once with a strip of a block, and the width of the strip: what registers hold.
const ROWS: usize = 4;
const STRIP: usize = 32;
/// Near blocks looked at for each block above [`EXACT_POINTS`].
const NEAR_BLOCKS: usize = 96;
/// More than the rounding of a sum of [`HEAD`] products in `f32` can move a bound.
const MARGIN: f32 = 1e-4;

/// A neighbour: exact dot product, then the point's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Neighbour {
    pub dot: i32,
    pub point: u32,
}

impl Neighbour {
    /// Nearest first; of equally near ones the first point.
    fn before(self, other: Neighbour) -> bool {
        (self.dot, other.point) > (other.dot, self.point)
    }
}

/// At most `k` nearest neighbours with a positive cosine, nearest first.
#[derive(Debug, Clone)]
pub(super) struct Nearest {
    k: usize,
    best: Vec<Neighbour>,
}

impl Nearest {
    pub fn new(k: usize) -> Nearest {
        Nearest { k, best: Vec::with_capacity(k) }
    }

    #[inline]
    pub fn offer(&mut self, neighbour: Neighbour) {
        let full = self.best.len() == self.k;
        if neighbour.dot <= 0 || (full && self.best.last().is_none_or(|last| !neighbour.before(*last))) {
            return;
        }
        if full {
            self.best.pop();
        }
        let place = self.best.partition_point(|kept| kept.before(neighbour));
        self.best.insert(place, neighbour);
    }

    /// Cosine under which nothing more can be taken in.
    #[inline]
    fn least(&self) -> f32 {
        match self.best.last() {
            Some(last) if self.best.len() == self.k => cosine(last.dot) - MARGIN,
            _ => -MARGIN,
        }
    }

    pub fn into_vec(self) -> Vec<Neighbour> {
        self.best
    }
}

/// The `k` nearest neighbours of one row among rows, nearest first.
pub(super) fn nearest_of(row: &Row, rows: &[Row], k: usize) -> Vec<Neighbour> {
    let mut nearest = Nearest::new(k);
    pulp::Arch::new().dispatch(|| {
        for (point, other) in (0..).zip(rows) {
            nearest.offer(Neighbour { dot: dot(row, other), point });
        }
    });
    nearest.into_vec()
}

/// The `k` nearest neighbours of each row, nearest first, itself left out.
pub(super) fn nearest(rows: &[Row], k: usize) -> Vec<Vec<Neighbour>> {
    let blocks = blocks_of(rows);
    let mut search = Search { rows, nearest: vec![Nearest::new(k); rows.len()], least: vec![-MARGIN; rows.len()] };
    let arch = pulp::Arch::new();
    for block in &blocks {
        arch.dispatch(|| search.within(block));
    }
    for (left, right) in pairs(&blocks, rows.len()) {
        arch.dispatch(|| search.between(&blocks[left], &blocks[right]));
    }
    search.nearest.into_iter().map(Nearest::into_vec).collect()
}

/// Near points, with what the inner loop reads laid out for it.
struct Block {
    points: Vec<u32>,
    /// First coordinates: by strip of [`STRIP`] points, then coordinate, then point.
    heads: Vec<[[f32; STRIP]; HEAD]>,
    /// Length of each point's other coordinates, rounded up.
    rests: Vec<[f32; STRIP]>,
    centre: [f32; HEAD],
}

impl Block {
    fn new(rows: &[Row], points: Vec<u32>) -> Block {
        let strips = points.len().div_ceil(STRIP);
        let mut heads = vec![[[0.0; STRIP]; HEAD]; strips];
        let mut rests = vec![[0.0; STRIP]; strips];
        let mut centre = [0.0; HEAD];
        for (place, point) in points.iter().enumerate() {
            let row = &rows[*point as usize];
            for (d, sum) in centre.iter_mut().enumerate() {
                let x = f32::from(row[d]) / 32_767.0;
                heads[place / STRIP][d][place % STRIP] = x;
                *sum += x;
            }
            let rest: i64 = row[HEAD..].iter().map(|x| i64::from(*x) * i64::from(*x)).sum();
            rests[place / STRIP][place % STRIP] = ((rest as f64).sqrt() / 32_767.0) as f32 * (1.0 + f32::EPSILON);
        }
        let length = centre.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        Block { points, heads, rests, centre: centre.map(|x| x / length) }
    }
}

/// Blocks of near points: each point goes to the nearest of evenly drawn pivots, and the points, in order of their
/// pivots, are cut into blocks.
fn blocks_of(rows: &[Row]) -> Vec<Block> {
    let count = rows.len().div_ceil(BLOCK);
    let pivots: Vec<usize> = (0..count).map(|pivot| pivot * rows.len() / count).collect();
    let pivot_rows: Vec<Row> = pivots.iter().map(|pivot| rows[*pivot]).collect();
    let arch = pulp::Arch::new();
    let mut cells: Vec<(u32, i32, u32)> = (0..)
        .zip(rows)
        .map(|(point, row)| {
            let best = arch.dispatch(|| {
                let mut best = (i32::MIN, 0);
                for (pivot, other) in (0..).zip(&pivot_rows) {
                    let near: i32 =
                        row[..HEAD].iter().zip(&other[..HEAD]).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
                    if near > best.0 {
                        best = (near, pivot);
                    }
                }
                best
            });
            (best.1, -best.0, point)
        })
        .collect();
    cells.sort_unstable();
    cells.chunks(BLOCK).map(|cell| Block::new(rows, cell.iter().map(|(_, _, point)| *point).collect())).collect()
}

/// Which pairs of different blocks are looked at: all, or above [`EXACT_POINTS`] those with near centres.
fn pairs(blocks: &[Block], points: usize) -> Vec<(usize, usize)> {
    let later = |left: usize| left + 1..blocks.len();
    if points <= EXACT_POINTS {
        return (0..blocks.len()).flat_map(|left| later(left).map(move |right| (left, right))).collect();
    }
    let mut pairs = Vec::with_capacity(blocks.len() * NEAR_BLOCKS);
    for (left, block) in blocks.iter().enumerate() {
        let mut near: Vec<(f32, usize)> = (0..blocks.len())
            .filter(|right| *right != left)
            .map(|right| (block.centre.iter().zip(&blocks[right].centre).map(|(a, b)| a * b).sum(), right))
            .collect();
        let kept = NEAR_BLOCKS.min(near.len());
        near.select_nth_unstable_by(kept - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        pairs.extend(near[..kept].iter().map(|(_, right)| (left.min(*right), left.max(*right))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

struct Search<'a> {
    rows: &'a [Row],
    nearest: Vec<Nearest>,
    /// [`Nearest::least`] of each point.
    least: Vec<f32>,
}

impl Search<'_> {
    #[inline(always)]
    fn compare(&mut self, left: u32, right: u32) {
        let dot = dot(&self.rows[left as usize], &self.rows[right as usize]);
        for (point, other) in [(left, right), (right, left)] {
            let nearest = &mut self.nearest[point as usize];
            nearest.offer(Neighbour { dot, point: other });
            self.least[point as usize] = nearest.least();
        }
    }

    #[inline(always)]
    fn within(&mut self, block: &Block) {
        for (place, left) in block.points.iter().enumerate() {
            for right in &block.points[place + 1..] {
                self.compare(*left, *right);
            }
        }
    }

    #[inline(always)]
    fn between(&mut self, left: &Block, right: &Block) {
        let mut least = [f32::INFINITY; BLOCK];
        for (least, point) in least.iter_mut().zip(&right.points) {
            *least = self.least[*point as usize];
        }
        for first in (0..left.points.len()).step_by(ROWS) {
            for strip in 0..right.heads.len() {
                let sums = heads(left, first, &right.heads[strip]);
                for (row, sums) in sums.iter().enumerate().take(left.points.len() - first) {
                    let place = first + row;
                    let point = left.points[place];
                    let rest = left.rests[place / STRIP][place % STRIP];
                    let own = self.least[point as usize];
                    let rests = &right.rests[strip];
                    let offset = strip * STRIP;
                    let others: &[f32] = &least[offset..offset + STRIP];
                    let mut over = [false; STRIP];
                    let mut any = false;
                    for lane in 0..STRIP {
                        over[lane] = sums[lane] + rest * rests[lane] >= own.min(others[lane]);
                        any |= over[lane];
                    }
                    if !any {
                        continue;
                    }
                    for (lane, over) in over.iter().enumerate() {
                        if let (true, Some(other)) = (*over, right.points.get(offset + lane)) {
                            self.compare(point, *other);
                            least[offset + lane] = self.least[*other as usize];
                        }
                    }
                }
            }
        }
    }
}

/// Dot products of the heads of [`ROWS`] points of a block, from `first` on, with a strip of another.
#[inline(always)]
fn heads(block: &Block, first: usize, strip: &[[f32; STRIP]; HEAD]) -> [[f32; STRIP]; ROWS] {
    let mut sums = [[0.0f32; STRIP]; ROWS];
    let own = &block.heads[first / STRIP];
    let lane = first % STRIP;
    for d in 0..HEAD {
        for row in 0..ROWS {
            let x = own[d][lane + row];
            for column in 0..STRIP {
                sums[row][column] += x * strip[d][column];
            }
        }
    }
    sums
}

const _: () = assert!(BLOCK % STRIP == 0 && STRIP % ROWS == 0 && HEAD < DIMENSIONS);
