//! The classifier as it is shipped, on sets it has never seen.

use outweigh_language::classify::{Classification, Classifier, Kind};

use super::sets::{Set, kind};

/// One row for each kind that a label of a set stands for.
pub(super) fn rows(sets: &[Set]) -> Vec<Vec<String>> {
    let classifier = Classifier::default();
    let mut rows = Vec::new();
    for set in sets {
        let read: Vec<(Classification, Option<Kind>)> = set
            .texts
            .iter()
            .map(|text| (classifier.classify(&text.text, text.rating), kind(&text.label)))
            .collect();
        for wanted in Kind::OF_NOTES {
            let there = read.iter().filter(|(_, kind)| *kind == Some(wanted)).count();
            if there > 0 {
                let told = |(read, _): &&(Classification, Option<Kind>)| read.probability(wanted) >= 0.5;
                let all = read.iter().filter(told).count();
                let right = read.iter().filter(told).filter(|(_, kind)| *kind == Some(wanted)).count();
                let f1 = 2.0 * right as f64 / (there + all) as f64;
                rows.push(vec![
                    format!("as shipped: {}", wanted.name()),
                    set.name.to_owned(),
                    there.to_string(),
                    format!("{f1:.3}"),
                    String::new(),
                    String::new(),
                    format!("{:.3}", auc(&read, wanted)),
                ]);
            }
        }
    }
    rows
}

/// How often a text of the kind stands above one that is not; ties count half.
fn auc(read: &[(Classification, Option<Kind>)], wanted: Kind) -> f64 {
    let (mut of_kind, mut others) = (Vec::new(), Vec::new());
    for (read, kind) in read {
        if *kind == Some(wanted) { &mut of_kind } else { &mut others }.push(read.probability(wanted));
    }
    others.sort_by(f64::total_cmp);
    let below =
        |p: f64| others.partition_point(|other| *other < p) + others.partition_point(|other| *other <= p);
    of_kind.iter().map(|p| below(*p) as f64).sum::<f64>() / (2 * of_kind.len() * others.len()) as f64
}
