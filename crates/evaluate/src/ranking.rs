//! Whether the starting rubric agrees with what people called urgent, when it is not told.

use std::path::Path;

use anyhow::Result;

use crate::Findings;
use crate::backlogs::{Bed, Source, sources};

/// From here on a priority says "at once": Blocker, Critical, P0.
const URGENT: f64 = 0.9;
/// Fewer of either kind say nothing.
const ENOUGH: usize = 10;

/// An open item: what people called it and what a ranker gives it.
struct Judged {
    share: f64,
    value: f64,
}

/// Ranks every backlog that carries priorities, with them withheld.
pub(crate) fn evaluate(data: &Path) -> Result<Findings> {
    let mut rows = Vec::new();
    for source in &sources(data)? {
        let name = format!("{}/{}", source.name, source.file_name);
        // What no preset reads is told by the group of imports.
        let Ok(blind) = judged(source, true) else { continue };
        let urgent = blind.iter().filter(|item| item.share >= URGENT).count();
        if urgent < ENOUGH || blind.len() - urgent < ENOUGH {
            continue;
        }
        let told = judged(source, false)?;
        let voices = voices(source)?;
        rows.push(vec![
            name,
            blind.len().to_string(),
            urgent.to_string(),
            shown_auc(&blind),
            shown_auc(&voices),
            shown_auc(&told),
            format!("{:.2}", spearman(&blind)),
        ]);
    }
    Ok(Findings {
        name: "ranking",
        columns: vec![
            "file",
            "open with a priority",
            "urgent",
            "AUC, priority withheld",
            "AUC, voices alone",
            "AUC, priority told",
            "Spearman, withheld",
        ],
        rows,
        reading: "AUC: how often an urgent open item stands above another (0.50 is a coin's throw), with one \
                  standard error. Withheld is what the rubric infers from type, votes, watchers, reactions, points \
                  and links alone; told shows only that the priority is heard, since it is its own answer. A \
                  priority is one reporter's word, not the value that came of it: agreement is a sanity check, no \
                  proof of a good order."
            .into(),
    })
}

/// The scores of the open items that carry a priority.
fn judged(source: &Source, withhold: bool) -> Result<Vec<Judged>> {
    let mut read = source.read()?;
    let shares: std::collections::HashMap<String, f64> = read
        .parsed
        .items
        .iter()
        .filter_map(|item| Some((item.external_id.clone(), item.severity_share?)))
        .collect();
    if withhold {
        for item in &mut read.parsed.items {
            item.priority = None;
            item.severity_share = None;
        }
    }
    let mut bed = Bed::empty()?;
    let planned = bed.plan(&read);
    bed.take_in(planned.edits)?;
    let workspace = &bed.workspace;
    let judged = workspace.computed_order().iter().filter_map(|&slot| {
        let item = &workspace.items.at(slot).value;
        let share = *item.references.iter().find_map(|reference| shares.get(&reference.id))?;
        Some(Judged { share, value: workspace.score_at(slot)?.value })
    });
    Ok(judged.collect())
}

/// The simplest ranker: how many people voted, watch, reacted or commented.
fn voices(source: &Source) -> Result<Vec<Judged>> {
    let items = source.read()?.parsed.items;
    let open = items.iter().filter(|item| item.status_category != outweigh_connect::StatusCategory::Done);
    let judged = open.filter_map(|item| {
        let heads = [item.votes, item.watchers, item.reactions, item.comment_count];
        let value = heads.iter().flatten().map(|&n| f64::from(n)).sum();
        Some(Judged { share: item.severity_share?, value })
    });
    Ok(judged.collect())
}

/// Area under the ROC curve with its standard error (Hanley and McNeil 1982).
fn shown_auc(items: &[Judged]) -> String {
    let ranks = ranks(&items.iter().map(|item| item.value).collect::<Vec<_>>());
    let urgent: Vec<f64> =
        ranks.iter().zip(items).filter(|(_, item)| item.share >= URGENT).map(|(rank, _)| *rank).collect();
    let (hits, others) = (urgent.len() as f64, (items.len() - urgent.len()) as f64);
    let auc = (urgent.iter().sum::<f64>() - hits * (hits + 1.0) / 2.0) / (hits * others);
    let (both_hits, both_others) = (auc / (2.0 - auc), 2.0 * auc * auc / (1.0 + auc));
    let variance = auc * (1.0 - auc)
        + (hits - 1.0) * (both_hits - auc * auc)
        + (others - 1.0) * (both_others - auc * auc);
    format!("{auc:.2} +- {:.2}", (variance.max(0.0) / (hits * others)).sqrt())
}

/// Rank correlation of what people said with the value.
fn spearman(items: &[Judged]) -> f64 {
    let shares = ranks(&items.iter().map(|item| item.share).collect::<Vec<_>>());
    let values = ranks(&items.iter().map(|item| item.value).collect::<Vec<_>>());
    let mean = (items.len() as f64 + 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    product(&shares, &values) / (product(&shares, &shares) * product(&values, &values)).sqrt()
}

/// Places from 1, the lowest first; equal values share the mean of their places.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut at = 0;
    for equal in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let place = at as f64 + (equal.len() as f64 + 1.0) / 2.0;
        equal.iter().for_each(|&index| ranks[index] = place);
        at += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(pairs: &[(f64, f64)]) -> Vec<Judged> {
        pairs.iter().map(|&(share, value)| Judged { share, value }).collect()
    }

    #[test]
    fn auc_counts_pairs_and_halves_ties() {
        let perfect = items(&[(0.95, 3.0), (0.95, 2.0), (0.2, 1.0)]);
        assert!(shown_auc(&perfect).starts_with("1.00"));
        let tied = items(&[(0.95, 1.0), (0.2, 1.0)]);
        assert!(shown_auc(&tied).starts_with("0.50"));
        // Of four pairs three are in order.
        let mixed = items(&[(0.95, 4.0), (0.95, 2.0), (0.2, 3.0), (0.2, 1.0)]);
        assert!(shown_auc(&mixed).starts_with("0.75"));
    }

    #[test]
    fn spearman_is_one_for_the_same_order_and_minus_one_for_the_reverse() {
        assert!((spearman(&items(&[(0.1, 5.0), (0.2, 6.0), (0.3, 9.0)])) - 1.0).abs() < 1e-12);
        assert!((spearman(&items(&[(0.3, 5.0), (0.2, 6.0), (0.1, 9.0)])) + 1.0).abs() < 1e-12);
    }
}
