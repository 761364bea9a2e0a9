//! Kinds of feedback: within a data set, from data sets to another one, and as shipped.
//!
//! Both ways are one-against-the-rest logistic regressions with balanced classes, trained by the same code; how strongly
//! they follow the data (C) is chosen by cross-validation on the training half alone, from a grid that is the same for all
//! sets.

mod encoders;
mod sets;
mod shipped;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use encoders::Encoder;
use outweigh_language::classify::{Example, Intercept, Logistic, Rarity, Row, train};
use sets::{Labelled, Set, sets, shared_label};

use crate::Findings;

/// C to choose from: rows of ours are longer than those of TF-IDF, so the same freedom is a smaller number.
const STRENGTHS: [f64; 3] = [0.03, 0.1, 0.3];
const STRENGTHS_TF_IDF: [f64; 3] = [1.0, 5.0, 25.0];
const FOLDS: u64 = 3;

/// Measures all three.
pub(crate) fn evaluate(data: &Path) -> Result<Findings> {
    let sets = sets(data)?;
    let mut rows = Vec::new();
    for set in &sets {
        let own = |text: &Labelled| text.label.clone();
        let [ours, tf_idf] = [false, true].map(|plain| {
            let halves = [0, 1].map(|half| {
                let (train, test): (Vec<&Labelled>, Vec<&Labelled>) =
                    set.texts.iter().partition(|text| part(&text.text, 2) == half);
                macro_f1(&train, &test, own, plain)
            });
            (halves[0] + halves[1]) / 2.0
        });
        rows.push(row("half of it", set, ours, Some(tf_idf), Some(set.quoted)));
    }
    for set in &sets {
        let [ours, tf_idf] = [false, true].map(|plain| across(&sets, set, plain));
        rows.push(row("the other sets", set, ours, Some(tf_idf), None));
    }
    rows.extend(shipped::rows(&sets));
    Ok(Findings {
        name: "classification",
        columns: vec!["trained on", "tested on", "texts", "F1", "TF-IDF", "TF-IDF, earlier", "AUC"],
        rows,
        reading: "Macro-F1. Half of it: every label of the set, mean of both directions, the same text never in both \
                  halves; the earlier figures are of other splits. The other sets: bug, feature, question where a \
                  set to learn from has it, and other. As shipped: F1 of each kind that a label of the set stands \
                  for, at probability 0.5; the shipped weights have seen none of these sets."
            .to_owned(),
    })
}

fn row(from: &str, set: &Set, ours: f64, tf_idf: Option<f64>, quoted: Option<f64>) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.3}"));
    vec![
        from.to_owned(),
        set.name.to_owned(),
        set.texts.len().to_string(),
        number(Some(ours)),
        number(tf_idf),
        number(quoted),
        String::new(),
    ]
}

/// Trained on all other sets, with labels that mean the same.
fn across(sets: &[Set], tested: &Set, plain: bool) -> f64 {
    let train: Vec<&Labelled> =
        sets.iter().filter(|set| set.name != tested.name).flat_map(|set| &set.texts).collect();
    let test: Vec<&Labelled> = tested.texts.iter().collect();
    let known: Vec<&str> = train.iter().map(|text| shared_label(&text.label)).collect();
    let label = |text: &Labelled| {
        let label = shared_label(&text.label);
        let broad = matches!(label, "bug" | "feature" | "question") && known.contains(&label);
        if broad { label.to_owned() } else { "other".to_owned() }
    };
    macro_f1(&train, &test, label, plain)
}

fn macro_f1(
    train: &[&Labelled],
    test: &[&Labelled],
    label: impl Fn(&Labelled) -> String,
    plain: bool,
) -> f64 {
    let encoder = if plain { Encoder::tf_idf(train) } else { Encoder::ours() };
    let encode = |texts: &[&Labelled]| -> Vec<(Row, String)> {
        texts.iter().map(|text| (encoder.row(text), label(text))).collect()
    };
    let (mut train_rows, mut test_rows) = (encode(train), encode(test));
    if !plain {
        let rarity = Rarity::of(train_rows.iter().map(|(row, _)| row));
        train_rows.iter_mut().chain(&mut test_rows).for_each(|(row, _)| *row = rarity.scaled(row));
    }
    let fold = |text: &&Labelled| part(&text.text, 2 * FOLDS) / 2;
    let folds: Vec<u64> = train.iter().map(fold).collect();
    let strengths = if plain { STRENGTHS_TF_IDF } else { STRENGTHS };
    let crossed = |strength: f64| -> f64 {
        let scores = (0..FOLDS).map(|held| {
            let pick = |is_held: bool| -> Vec<&(Row, String)> {
                train_rows
                    .iter()
                    .zip(&folds)
                    .filter(|(_, fold)| (**fold == held) == is_held)
                    .map(|(row, _)| row)
                    .collect()
            };
            score(&fit(&pick(false), encoder.places(), strength), &pick(true))
        });
        scores.sum()
    };
    let best = strengths
        .into_iter()
        .map(|strength| (crossed(strength), strength))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let strength = best.map_or(1.0, |(_, strength)| strength);
    let all: Vec<&(Row, String)> = train_rows.iter().collect();
    score(&fit(&all, encoder.places(), strength), &test_rows.iter().collect::<Vec<_>>())
}

/// One model for each label, against the rest, both sides of equal weight.
fn fit(rows: &[&(Row, String)], places: usize, strength: f64) -> BTreeMap<String, Logistic> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|(_, label)| *counts.entry(label).or_default() += 1);
    let model = |(label, count): (&str, usize)| {
        let share = count as f64 / rows.len() as f64;
        let weight = |positive: bool| 0.5 / if positive { share } else { 1.0 - share };
        let examples: Vec<Example<'_>> = rows
            .iter()
            .map(|(row, other)| (row, other == label))
            .map(|(row, positive)| Example { row, positive, weight: weight(positive), offset: 0.0 })
            .collect();
        (label.to_owned(), train(&examples, places, strength, Intercept::Free))
    };
    counts.into_iter().map(model).collect()
}

/// Macro-F1 of the likeliest label, over the labels that the rows have.
fn score(models: &BTreeMap<String, Logistic>, rows: &[&(Row, String)]) -> f64 {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (row, label) in rows {
        let odds = |(label, model): (&'_ String, &Logistic)| (model.log_odds(row), label.clone());
        let told = models
            .iter()
            .map(odds)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(String::new(), |(_, told)| told);
        counts.entry(label).or_default()[1] += 1;
        if let Some((known, _)) = models.get_key_value(&told) {
            counts.entry(known).or_default()[2] += 1;
        }
        if told == *label {
            counts.entry(label).or_default()[0] += 1;
        }
    }
    let there: Vec<f64> = counts
        .values()
        .filter(|[_, there, _]| *there > 0)
        .map(|[right, there, told]| 2.0 * *right as f64 / (there + told) as f64)
        .collect();
    there.iter().sum::<f64>() / there.len() as f64
}

/// Which of `parts` a text belongs to: by its words alone, so that equal texts stay together.
fn part(text: &str, parts: u64) -> u64 {
    let mixed = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((mixed ^ (mixed >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) % parts
}
