//! Whose notes a theme is made of: accounts, revenue, segments.

use std::collections::{BTreeMap, BTreeSet};

use super::Id;
use super::chance::{false_discovery_rates, hypergeometric_tail};

/// Fewer accounts make neither a spread nor a concentration.
const LEAST_ACCOUNTS: usize = 3;
/// What chance brings less often is no accident: for one theme's beginning.
const UNLIKELY: f64 = 0.05;
/// Among the lifts of all themes, one in ten may be chance.
const FALSE_DISCOVERIES: f64 = 0.1;
/// Share of a theme's accounts that one segment must have for the theme to be about it.
const CONCENTRATED: f64 = 2.0 / 3.0;

/// A note of a theme: the day it came, and the account it came from where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice<A> {
    pub day: i32,
    pub account: Option<A>,
}

/// What is known of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account<S> {
    /// A year, in the workspace's currency.
    pub revenue: f64,
    pub segments: BTreeSet<S>,
}

/// How much more often a segment's accounts speak in a theme than chance would have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift<S> {
    pub segment: S,
    /// Accounts of the theme in the segment, and their share of the theme's accounts.
    pub accounts: u32,
    pub share: f64,
    /// That share over the segment's share of all accounts heard.
    pub lift: f64,
    /// How often chance would put as many of the theme's accounts into the segment (hypergeometric).
    pub p: f64,
    /// Corrected for all themes and segments looked at.
    pub q: f64,
}

/// Whose notes a theme is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Voices<A, S> {
    /// Accounts heard, each once.
    pub accounts: u32,
    /// Their revenue, each account once.
    pub revenue: f64,
    /// Segments with an account in the theme, by segment.
    pub lifts: Vec<Lift<S>>,
    /// The account where it began, if the theme then spread: the first notes (two or more) all came from it, such a
    /// beginning has a chance under 0.05 were the notes in random order, and at least two other accounts followed.
    /// An archetype: who built for this account built for many.
    pub archetype: Option<A>,
    /// The segment it is concentrated in: two thirds of at least three accounts, and a lift with `q` up to 0.1. Serving
    /// it is expansion there.
    pub expansion: Option<S>,
}

/// Whose notes each theme is made of. `accounts` are all accounts heard in any note: what lift is measured against.
///
/// ```
/// use std::collections::{BTreeMap, BTreeSet};
/// use outweigh_language::themes::{Account, Voice, Voices};
///
/// // Ten accounts, five of them in retail; a theme of four accounts, all in retail.
/// let accounts: BTreeMap<u32, Account<&str>> = (0..10)
///     .map(|id| (id, Account { revenue: 100.0, segments: if id < 5 { BTreeSet::from(["retail"]) } else { BTreeSet::new() } }))
///     .collect();
/// let voices = [(1, 0), (2, 0), (3, 0), (4, 1), (5, 2), (6, 3), (7, 1)];
/// let voices = voices.map(|(day, account)| Voice { day, account: Some(account) }).to_vec();
/// let all = Voices::of_themes(&BTreeMap::from([('t', voices)]), &accounts);
/// let theme = &all[&'t'];
/// assert_eq!((theme.accounts, theme.revenue), (4, 400.0));
/// // 4/4 over 5/10; chance: choose(5, 4) of choose(10, 4).
/// assert_eq!(theme.lifts[0].lift, 2.0);
/// assert!((theme.lifts[0].p - 5.0 / 210.0).abs() < 1e-12);
/// assert_eq!(theme.expansion, Some("retail"));
/// // The first three of seven notes from account 0, which wrote three: 1 of choose(7, 3) orders.
/// assert_eq!(theme.archetype, Some(0));
/// ```
impl<A: Id, S: Id> Voices<A, S> {
    /// See [`Voices`].
    #[must_use]
    pub fn of_themes<T: Id>(
        themes: &BTreeMap<T, Vec<Voice<A>>>,
        accounts: &BTreeMap<A, Account<S>>,
    ) -> BTreeMap<T, Self> {
        let mut in_segment: BTreeMap<S, u32> = BTreeMap::new();
        for segment in accounts.values().flat_map(|account| &account.segments) {
            *in_segment.entry(*segment).or_default() += 1;
        }
        let mut all: BTreeMap<T, Self> =
            themes.iter().map(|(theme, voices)| (*theme, Self::of(voices, accounts, &in_segment))).collect();
        let p_values: Vec<f64> = all.values().flat_map(|theme| &theme.lifts).map(|lift| lift.p).collect();
        let mut rates = false_discovery_rates(&p_values).into_iter();
        for theme in all.values_mut() {
            for (lift, q) in theme.lifts.iter_mut().zip(&mut rates) {
                lift.q = q;
            }
            let concentrated = theme.lifts.iter().filter(|lift| {
                lift.q <= FALSE_DISCOVERIES
                    && lift.share >= CONCENTRATED
                    && lift.accounts as usize >= LEAST_ACCOUNTS
            });
            theme.expansion = concentrated.min_by(|a, b| a.p.total_cmp(&b.p)).map(|lift| lift.segment);
        }
        all
    }

    fn of(voices: &[Voice<A>], accounts: &BTreeMap<A, Account<S>>, in_segment: &BTreeMap<S, u32>) -> Self {
        let heard: BTreeSet<A> = voices.iter().filter_map(|voice| voice.account).collect();
        let known = || heard.iter().filter_map(|account| accounts.get(account));
        let (drawn, all) = (known().count() as u32, accounts.len() as u32);
        let mut counts: BTreeMap<S, u32> = BTreeMap::new();
        for segment in known().flat_map(|account| &account.segments) {
            *counts.entry(*segment).or_default() += 1;
        }
        let lift = |(segment, count): (S, u32)| {
            let share = f64::from(count) / f64::from(drawn);
            let marked = in_segment[&segment];
            let p = hypergeometric_tail(count, drawn, marked, all);
            let lift = share / (f64::from(marked) / f64::from(all));
            Lift { segment, accounts: count, share, lift, p, q: p }
        };
        Voices {
            accounts: heard.len() as u32,
            revenue: known().map(|account| account.revenue).sum(),
            lifts: counts.into_iter().map(lift).collect(),
            archetype: archetype(voices),
            expansion: None,
        }
    }
}

fn archetype<A: Id>(voices: &[Voice<A>]) -> Option<A> {
    let mut named: Vec<(i32, A)> =
        voices.iter().filter_map(|voice| Some((voice.day, voice.account?))).collect();
    named.sort_unstable();
    let (first_day, first) = *named.first()?;
    // Others on the same first day: then nobody was first.
    let began = named.iter().take_while(|(_, account)| *account == first).count();
    let alone = named.iter().all(|(day, account)| *day > first_day || *account == first);
    let accounts: BTreeSet<A> = named.iter().map(|(_, account)| *account).collect();
    if began < 2 || !alone || accounts.len() < LEAST_ACCOUNTS {
        return None;
    }
    let own = named.iter().filter(|(_, account)| *account == first).count();
    let chance: f64 = (0..began).map(|place| (own - place) as f64 / (named.len() - place) as f64).product();
    (chance < UNLIKELY).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(order: &str) -> Option<char> {
        let voice = |(day, account)| Voice { day, account: Some(account) };
        archetype(&(0..).zip(order.chars()).map(voice).collect::<Vec<_>>())
    }

    #[test]
    fn an_archetype_begins_with_one_account_and_spreads() {
        assert_eq!(check("aaabcde"), Some('a'));
        // Two of two first among five: 1 of 10 orders.
        assert_eq!(check("aabcd"), None);
        // One account alone, or two, have not spread.
        assert_eq!(check("aaaaaa"), None);
        assert_eq!(check("aaabbb"), None);
        // Mixed from the start.
        assert_eq!(check("abacad"), None);
        // The loudest of all would be first often anyway.
        assert_eq!(check("aaabacaaa"), None);
    }

    #[test]
    fn an_account_counts_once_and_unknown_ones_have_no_revenue() {
        let accounts = BTreeMap::from([(1, Account { revenue: 50.0, segments: BTreeSet::from(['s']) })]);
        let voices = [Some(1), Some(1), Some(2), None].map(|account| Voice { day: 0, account });
        let all = Voices::of_themes(&BTreeMap::from([(0, voices.to_vec())]), &accounts);
        assert_eq!((all[&0].accounts, all[&0].revenue), (2, 50.0));
        assert_eq!(all[&0].expansion, None);
    }
}
