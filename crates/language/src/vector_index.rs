//! Many vectors in memory, found by closeness: 293 bytes each, no training, exact up to 20,000.
//!
//! Above that, rows are sifted by the signs of their numbers first (Charikar 2002: the share of signs that differ
//! grows with the angle), and only the nearest by sign are compared in full.

use crate::vectors::{CompactVector, DIMENSIONS, Vector, compact_dot};

/// Up to here every row is compared in full.
const EXACT_ROWS: usize = 20_000;
/// So many rows at least pass the sieve, and so many times what is asked for.
const SIEVED_LEAST: usize = EXACT_ROWS;
const SIEVED_TIMES: usize = 50;

const SIGN_WORDS: usize = DIMENSIONS / 64;
type Signs = [u64; SIGN_WORDS];
/// The distance of a row that is not looked for; real ones go to [`DIMENSIONS`].
const NOWHERE: u16 = u16::MAX;

/// Vectors by slot. A slot is the caller's small number for a text; free slots cost what used ones do.
///
/// ```
/// use outweigh_language::{Embedder, VectorIndex};
///
/// let embedder = Embedder::default();
/// let mut index = VectorIndex::default();
/// for (slot, text) in (0..).zip(["Export to CSV", "Sign in with Google", "Dark mode"]) {
///     index.put(slot, &embedder.embed(text).compact());
/// }
/// let nearest = index.nearest(&embedder.embed("log in using my Google account"), 1, |_| true);
/// assert_eq!(nearest[0].slot, 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct VectorIndex {
    rows: Vec<[i8; DIMENSIONS]>,
    /// 0 where the slot is free, or its text says nothing the table knows.
    scales: Vec<f32>,
    signs: Vec<Signs>,
}

/// A slot and how close its vector is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    pub slot: u32,
    /// The cosine, about -1 to 1.
    pub closeness: f32,
}

impl VectorIndex {
    /// Puts a vector into a slot, whatever was there.
    pub fn put(&mut self, slot: u32, vector: &CompactVector) {
        let slot = slot as usize;
        if slot >= self.rows.len() {
            self.rows.resize(slot + 1, [0; DIMENSIONS]);
            self.scales.resize(slot + 1, 0.0);
            self.signs.resize(slot + 1, [0; SIGN_WORDS]);
        }
        self.rows[slot] = *vector.values();
        self.scales[slot] = vector.scale();
        self.signs[slot] = signs(vector.values());
    }

    /// Empties a slot.
    pub fn remove(&mut self, slot: u32) {
        if let Some(scale) = self.scales.get_mut(slot as usize) {
            *scale = 0.0;
        }
    }

    /// The vector of a slot; none where it is free or the vector was zero.
    #[must_use]
    pub fn get(&self, slot: u32) -> Option<CompactVector> {
        let scale = *self.scales.get(slot as usize)?;
        (scale > 0.0).then(|| CompactVector::from_parts(self.rows[slot as usize], scale))
    }

    /// The slots nearest to a vector among those kept by `keep`, the nearest first; equal ones by slot.
    #[must_use]
    pub fn nearest(&self, query: &Vector, count: usize, keep: impl Fn(u32) -> bool) -> Vec<Near> {
        let query = query.compact();
        if count == 0 || query.scale() == 0.0 {
            return Vec::new();
        }
        let wanted = |slot: usize| self.scales[slot] > 0.0 && keep(slot as u32);
        let mut near: Vec<Near> = if self.rows.len() <= EXACT_ROWS {
            (0..self.rows.len()).filter(|&slot| wanted(slot)).map(|slot| self.compare(&query, slot)).collect()
        } else {
            let least = SIEVED_LEAST.max(count.saturating_mul(SIEVED_TIMES));
            self.sieve(&signs(query.values()), least, wanted)
                .into_iter()
                .map(|slot| self.compare(&query, slot))
                .collect()
        };
        let order = |a: &Near, b: &Near| b.closeness.total_cmp(&a.closeness).then(a.slot.cmp(&b.slot));
        if near.len() > count {
            near.select_nth_unstable_by(count, order);
            near.truncate(count);
        }
        near.sort_unstable_by(order);
        near
    }

    fn compare(&self, query: &CompactVector, slot: usize) -> Near {
        let dot = compact_dot(query.values(), &self.rows[slot]) as f32;
        Near { slot: slot as u32, closeness: dot * query.scale() * self.scales[slot] }
    }

    /// The wanted slots whose signs differ least: `least` or, where several are equally far, more.
    fn sieve(&self, query: &Signs, least: usize, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut at_distance = [0_usize; DIMENSIONS + 1];
        let mut distances = Vec::with_capacity(self.signs.len());
        for (slot, signs) in self.signs.iter().enumerate() {
            let distance = if wanted(slot) { differing(query, signs) } else { NOWHERE };
            if let Some(count) = at_distance.get_mut(usize::from(distance)) {
                *count += 1;
            }
            distances.push(distance);
        }
        let mut within = 0;
        let furthest = at_distance.iter().position(|count| {
            within += count;
            within >= least
        });
        let furthest = furthest.unwrap_or(DIMENSIONS);
        let slots = distances.iter().enumerate();
        slots.filter(|(_, distance)| usize::from(**distance) <= furthest).map(|(slot, _)| slot).collect()
    }
}

fn signs(values: &[i8; DIMENSIONS]) -> Signs {
    let mut signs = [0; SIGN_WORDS];
    for (word, values) in signs.iter_mut().zip(values.chunks_exact(64)) {
        *word = values.iter().enumerate().fold(0, |bits, (at, value)| bits | u64::from(*value < 0) << at);
    }
    signs
}

fn differing(a: &Signs, b: &Signs) -> u16 {
    a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones() as u16).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Vectors in loose bunches, as texts are; the same for the same seed.
    fn vector(number: u64) -> Vector {
        let noise = |seed: u64, at: usize| {
            let mut z =
                seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (at as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z >> 40) as f32) / (1 << 24) as f32 - 0.5
        };
        let bunch = number % 97;
        Vector::normalised(std::array::from_fn(|at| noise(bunch + 1_000_003, at) + 0.9 * noise(number, at)))
    }

    fn brute(all: &[(u32, Vector)], query: &Vector, count: usize) -> Vec<u32> {
        let query = query.compact();
        let mut scored: Vec<_> =
            all.iter().map(|(slot, vector)| (query.cosine(&vector.compact()), *slot)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().take(count).map(|(_, slot)| slot).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn after_any_puts_and_removals_it_finds_what_looking_at_all_finds(
            steps in proptest::collection::vec((0_u32..60, proptest::option::of(0_u64..500)), 1..150),
            query in 0_u64..500,
            divisor in 1_u32..4,
        ) {
            let mut index = VectorIndex::default();
            let mut model = std::collections::BTreeMap::new();
            for (slot, change) in steps {
                match change {
                    Some(number) => {
                        index.put(slot, &vector(number).compact());
                        model.insert(slot, vector(number));
                    }
                    None => {
                        index.remove(slot);
                        model.remove(&slot);
                    }
                }
            }
            let kept: Vec<_> = model.into_iter().filter(|(slot, _)| slot % divisor == 0).collect();
            let found = index.nearest(&vector(query), 10, |slot| slot % divisor == 0);
            let found: Vec<u32> = found.iter().map(|near| near.slot).collect();
            prop_assert_eq!(found, brute(&kept, &vector(query), 10));
        }
    }

    #[test]
    fn the_sieve_loses_almost_nothing() {
        let all: Vec<(u32, Vector)> = (0..30_000).map(|n| (n, vector(u64::from(n)))).collect();
        let mut index = VectorIndex::default();
        all.iter().for_each(|(slot, vector)| index.put(*slot, &vector.compact()));
        let mut found = 0;
        for query in (0..20).map(|n| vector(1_000_000 + n)) {
            let expected = brute(&all, &query, 10);
            found +=
                index.nearest(&query, 10, |_| true).iter().filter(|n| expected.contains(&n.slot)).count();
        }
        assert!(found >= 195, "{found} of 200");
    }

    #[test]
    fn nothing_is_near_to_nothing() {
        let mut index = VectorIndex::default();
        index.put(3, &Vector::ZERO.compact());
        assert!(index.nearest(&vector(1), 5, |_| true).is_empty());
        assert!(index.nearest(&Vector::ZERO, 5, |_| true).is_empty());
        assert!(index.get(3).is_none() && index.get(9).is_none());
    }
}
