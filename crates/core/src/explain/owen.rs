//! The Owen value: shares out a change among its causes when the causes come in groups.
//!
//! Owen (1977), "Values of games with a priori unions". Within a group and between groups every order
//! of arrival counts the same, so the shares depend on no order and add up to the whole change. With a
//! single group it is the Shapley value.

/// What is known of a coalition: bit `i` of the mask says whether cause `i` has happened.
pub(super) type Coalition = u32;

/// Shares of `value(all) - value(none)`, one per player; players are numbered through the groups, whose
/// sizes are `unions`. `value` is asked once per coalition.
pub(super) fn owen(unions: &[usize], value: impl FnMut(Coalition) -> f64) -> Vec<f64> {
    let players: usize = unions.iter().sum();
    let values: Vec<f64> = (0..1 << players).map(value).collect();
    let masks: Vec<Coalition> = unions
        .iter()
        .scan(0, |start, size| {
            let mask = ((1 << size) - 1) << *start;
            *start += size;
            Some(mask)
        })
        .collect();
    let mut shares = Vec::with_capacity(players);
    for (u, &own) in masks.iter().enumerate() {
        let others: Vec<Coalition> =
            masks.iter().enumerate().filter(|(i, _)| *i != u).map(|(_, mask)| *mask).collect();
        for player in (0..players).filter(|i| own >> i & 1 == 1) {
            shares.push(share(&values, own, 1 << player, &others));
        }
    }
    shares
}

/// One player's average gain over every set of other groups and every set of its own group's others.
fn share(values: &[f64], own: Coalition, player: Coalition, others: &[Coalition]) -> f64 {
    let mut sum = 0.0;
    for chosen in 0u32..1 << others.len() {
        let outside = others
            .iter()
            .enumerate()
            .filter(|(i, _)| chosen >> i & 1 == 1)
            .fold(0, |mask, (_, group)| mask | group);
        let outer = weight(chosen.count_ones(), others.len() as u32 + 1);
        let mates = own & !player;
        let mut inside = mates;
        loop {
            let without = (outside | inside) as usize;
            let gain = values[without | player as usize] - values[without];
            sum += outer * weight(inside.count_ones(), own.count_ones()) * gain;
            if inside == 0 {
                break;
            }
            inside = (inside - 1) & mates;
        }
    }
    sum
}

/// Chance that exactly a given set of `before` others came earlier, out of `players`:
/// before! (players - before - 1)! / players!
fn weight(before: u32, players: u32) -> f64 {
    let after = players - before - 1;
    let choose = (1..=before).fold(1.0, |c, k| c * f64::from(after + k) / f64::from(k));
    1.0 / (f64::from(players) * choose)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rank of an item among five others, with any of the causes switched on: value, effort, others,
    /// policy (effort counts less), members (one left, one entered).
    fn rank(on: Coalition) -> f64 {
        let has = |player: u32| on >> player & 1 == 1;
        let score = |value: f64, effort: f64| value / if has(3) { effort.powf(0.8) } else { effort };
        let own = score(if has(0) { 110.0 } else { 80.0 }, if has(1) { 5.5 } else { 5.0 });
        let moved = |old: (f64, f64), new: (f64, f64)| if has(2) { new } else { old };
        let mut others = vec![
            (120.0, 5.0),
            moved((110.0, 5.0), (84.0, 5.0)),
            moved((72.0, 4.0), (76.0, 4.0)),
            (20.0, 4.0),
        ];
        others.push(if has(4) { (96.0, 5.0) } else { (66.0, 4.0) });
        1.0 + others.iter().filter(|(value, effort)| score(*value, *effort) > own).count() as f64
    }

    #[test]
    fn a_rank_change_is_shared_out_in_24ths() {
        let shares = owen(&[2, 1, 1, 1], rank);
        for (share, expected) in shares.iter().zip([-64.0, 8.0, -12.0, -8.0, 4.0]) {
            assert!((share * 24.0 - expected).abs() < 1e-9, "{shares:?}");
        }
        assert!((shares.iter().sum::<f64>() + 3.0).abs() < 1e-9);
    }

    #[test]
    fn one_group_gives_the_shapley_value() {
        let shares = owen(&[5], rank);
        for (share, expected) in shares.iter().zip([-2.75, 0.25, -1.0 / 3.0, -0.25, 1.0 / 12.0]) {
            assert!((share - expected).abs() < 1e-9, "{shares:?}");
        }
    }

    #[test]
    fn a_product_is_shared_out_on_its_own_scale() {
        let at = |on: Coalition, i: u32, old: f64, new: f64| if on >> i & 1 == 1 { new } else { old };
        let shares = owen(&[3], |on| at(on, 0, 80.0, 110.0) * at(on, 1, 0.5, 0.6) / at(on, 2, 5.0, 5.5));
        for (share, expected) in shares.iter().zip([3.145_454_545_5, 1.809_090_909_1, -0.954_545_454_5]) {
            assert!((share - expected).abs() < 1e-9, "{shares:?}");
        }
    }

    #[test]
    fn a_sum_gives_each_its_own_summand() {
        let shares = owen(&[2, 3], |on| (0..5).filter(|i| on >> i & 1 == 1).map(|i| f64::from(i + 1)).sum());
        for (i, share) in shares.iter().enumerate() {
            assert!((share - (i as f64 + 1.0)).abs() < 1e-12);
        }
    }
}
