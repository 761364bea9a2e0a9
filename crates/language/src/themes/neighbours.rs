//! The nearest neighbours of every point by cosine.
//!
//! Exact up to [`EXACT_POINTS`]: all pairs are looked at, as fast as the processor multiplies. A rough cosine in `f32`
//! only sieves; what passes is compared by its exact dot product, so that the result is the same on every machine.
//! The points are first put into blocks of near ones, so that each soon has good neighbours and little passes. Above
//! [`EXACT_POINTS`] only pairs of near blocks are looked at.

use pulp::Simd;

use super::points::{ONE, Row, Sum, cosine, dot};
use crate::DIMENSIONS;

/// Up to this many points the neighbours are exact.
pub const EXACT_POINTS: usize = 200_000;
/// Points in a block.
const BLOCK: usize = 128;
/// Rows compared at once with a strip of a block, and the width of the strip: what registers hold.
const ROWS: usize = 4;
const STRIP: usize = 32;
/// Near blocks looked at for each block above [`EXACT_POINTS`].
const NEAR_BLOCKS: usize = 96;
/// Pivots at most: what finding the nearest one of each point may cost.
const MOST_PIVOTS: usize = 1_000;
/// More than rounding can move the sum of [`DIMENSIONS`] products in `f32`.
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

/// The `k` nearest neighbours of each row, nearest first, itself left out.
pub(super) fn nearest(rows: &[Row], k: usize) -> Vec<Vec<Neighbour>> {
    let blocks = blocks_of(rows);
    let mut search =
        Search { rows, nearest: vec![Nearest::new(k); rows.len()], least: vec![-MARGIN; rows.len()] };
    for block in &blocks {
        search.within(block);
    }
    let arch = pulp::Arch::new();
    for pairs in pairs(&blocks, rows).chunk_by(|a, b| a.0 == b.0) {
        let strips = strips_of(rows, &blocks[pairs[0].0]);
        for (left, right) in pairs {
            let (left, right) = (&blocks[*left], &blocks[*right]);
            arch.dispatch(Between { search: &mut search, left, strips: &strips, right });
        }
    }
    search.nearest.into_iter().map(Nearest::into_vec).collect()
}

/// Indices of near points.
type Block = Vec<u32>;
/// Coordinates as the inner loop reads them: by coordinate, then point.
type Strip = [[f32; STRIP]; DIMENSIONS];

fn strips_of(rows: &[Row], block: &Block) -> Vec<Strip> {
    let mut strips = vec![[[0.0; STRIP]; DIMENSIONS]; block.len().div_ceil(STRIP)];
    for (place, point) in block.iter().enumerate() {
        for (d, x) in rows[*point as usize].iter().enumerate() {
            strips[place / STRIP][d][place % STRIP] = f32::from(*x) / ONE;
        }
    }
    strips
}

/// Blocks of near points: each point goes to the nearest of evenly drawn pivots, and the points, in order of their
/// pivots, are cut into blocks.
fn blocks_of(rows: &[Row]) -> Vec<Block> {
    let pivots = rows.len().div_ceil(BLOCK).min(MOST_PIVOTS);
    let pivots: Vec<&Row> = (0..pivots).map(|pivot| &rows[pivot * rows.len() / pivots]).collect();
    let mut cells: Vec<(u32, i32, u32)> = (0..)
        .zip(rows)
        .map(|(point, row)| {
            let mut best = (i32::MIN, 0);
            for (pivot, other) in (0..).zip(&pivots) {
                let near = dot(row, other);
                if near > best.0 {
                    best = (near, pivot);
                }
            }
            (best.1, -best.0, point)
        })
        .collect();
    cells.sort_unstable();
    cells.chunks(BLOCK).map(|cell| cell.iter().map(|(_, _, point)| *point).collect()).collect()
}

/// Which pairs of different blocks are looked at: all, or above [`EXACT_POINTS`] those with near centres.
fn pairs(blocks: &[Block], rows: &[Row]) -> Vec<(usize, usize)> {
    if rows.len() <= EXACT_POINTS {
        let later = |left: usize| (left + 1..blocks.len()).map(move |right| (left, right));
        return (0..blocks.len()).flat_map(later).collect();
    }
    let centres: Vec<Row> = blocks
        .iter()
        .map(|block| {
            let mut sum = Sum::default();
            block.iter().for_each(|point| sum.add(&rows[*point as usize]));
            sum.direction()
        })
        .collect();
    let mut pairs = Vec::with_capacity(blocks.len() * NEAR_BLOCKS);
    for (left, centre) in centres.iter().enumerate() {
        let mut near: Vec<(i32, usize)> =
            centres.iter().enumerate().map(|(right, other)| (-dot(centre, other), right)).collect();
        near.select_nth_unstable(NEAR_BLOCKS);
        let others = near[..NEAR_BLOCKS].iter().map(|(_, right)| *right).filter(|right| *right != left);
        pairs.extend(others.map(|right| (left.min(right), left.max(right))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

struct Search<'a> {
    rows: &'a [Row],
    nearest: Vec<Nearest>,
    /// By point: [`Nearest::least`].
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

    fn within(&mut self, block: &Block) {
        for (place, left) in block.iter().enumerate() {
            for right in &block[place + 1..] {
                self.compare(*left, *right);
            }
        }
    }
}

/// All pairs of one block's points with another's; a type of its own so that it is compiled once for each kind of
/// processor ([`pulp`]).
struct Between<'s, 'r> {
    search: &'s mut Search<'r>,
    left: &'s Block,
    /// Of the left block.
    strips: &'s [Strip],
    right: &'s Block,
}

impl pulp::WithSimd for Between<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Between { search, left, strips, right } = self;
        let mut rows = [[[0.0; DIMENSIONS]; ROWS]; BLOCK / ROWS];
        for (row, point) in rows.as_flattened_mut().iter_mut().zip(right) {
            *row = search.rows[*point as usize].map(|x| f32::from(x) / ONE);
        }
        for (strip, others) in strips.iter().zip(left.chunks(STRIP)) {
            let mut least = [f32::INFINITY; STRIP];
            for (least, other) in least.iter_mut().zip(others) {
                *least = search.least[*other as usize];
            }
            for (rows, points) in rows.iter().zip(right.chunks(ROWS)) {
                let cosines = cosines(simd, rows, strip);
                for (point, cosines) in points.iter().zip(&cosines) {
                    let own = search.least[*point as usize];
                    let mut any = false;
                    for lane in 0..STRIP {
                        any |= cosines[lane] >= own.min(least[lane]);
                    }
                    if !any {
                        continue;
                    }
                    for (lane, other) in others.iter().enumerate() {
                        if cosines[lane] >= search.least[*point as usize].min(least[lane]) {
                            search.compare(*point, *other);
                            least[lane] = search.least[*other as usize];
                        }
                    }
                }
            }
        }
    }
}

/// Cosines of rows with the points of a strip, but for rounding.
#[inline(always)]
fn cosines<S: Simd>(simd: S, rows: &[[f32; DIMENSIONS]; ROWS], strip: &Strip) -> [[f32; STRIP]; ROWS] {
    let mut cosines = [[0.0f32; STRIP]; ROWS];
    for first in (0..STRIP / S::F32_LANES).step_by(2) {
        let mut sums = [[simd.splat_f32s(0.0); 2]; ROWS];
        for d in 0..DIMENSIONS {
            let others = &S::as_simd_f32s(&strip[d]).0[first..first + 2];
            for row in 0..ROWS {
                let x = simd.splat_f32s(rows[row][d]);
                sums[row][0] = simd.mul_add_e_f32s(x, others[0], sums[row][0]);
                sums[row][1] = simd.mul_add_e_f32s(x, others[1], sums[row][1]);
            }
        }
        for row in 0..ROWS {
            let out = S::as_mut_simd_f32s(&mut cosines[row]).0;
            out[first] = sums[row][0];
            out[first + 1] = sums[row][1];
        }
    }
    cosines
}
