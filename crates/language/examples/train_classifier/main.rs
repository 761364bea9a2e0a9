//! Trains the classifier that the program carries and writes its file; `tools/classifier/README.md` says from what.
//!
//! `cargo run --release -p outweigh-language --example train_classifier -- DATA tools/classifier/seed.tsv OUT`

mod sources;
mod weak;

use std::path::PathBuf;

use outweigh_language::Embedder;
use outweigh_language::classify::{
    Example, Intercept, Kind, Logistic, Model, PLACES, Rarity, Row, features, train,
};
use sources::Text;

/// How closely the weights follow the texts (C of the penalty); the one that the labelled sets choose most often.
const STRENGTH: f64 = 0.3;
/// A kind is taken to be at least this common among the texts of a product team.
const SHARE: f64 = 0.1;
/// Parts that are held out in turn to calibrate on.
const FOLDS: usize = 3;

fn main() -> Result<(), String> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [data, seed, out] = &arguments[..] else {
        return Err("say where the data sets, the seed and the model are: DATA SEED OUT".to_owned());
    };
    let texts = sources::texts(data, seed)?;
    let embedder = Embedder::default();
    let plain: Vec<Row> = texts.iter().map(|text| features(&text.text, None, &embedder)).collect();
    let rarity = Rarity::of(&plain);
    let rows: Vec<Row> = plain.iter().map(|row| rarity.scaled(row)).collect();
    let heads = Kind::ALL.map(|kind| rarity.fold(head(kind, &texts, &rows)));
    std::fs::write(out, Model::of(&heads).to_bytes())
        .map_err(|error| format!("failed to write the model: {error}"))
}

/// A text of which it is known whether it is of the kind at hand.
#[derive(Clone, Copy)]
struct Known {
    /// Its number among all texts.
    at: usize,
    positive: bool,
    weight: f64,
    is_seed: bool,
}

impl Known {
    fn example<'r>(&self, row: &'r Row) -> Example<'r> {
        Example { row, positive: self.positive, weight: self.weight, offset: 0.0 }
    }
}

/// The calibrated model of one kind.
fn head(kind: Kind, texts: &[Text], rows: &[Row]) -> Logistic {
    let judged = |(at, text): (usize, &Text)| {
        let (positive, weight) = text.is(kind)?;
        Some(Known { at, positive, weight, is_seed: text.is_seed })
    };
    let mut known: Vec<Known> = texts.iter().enumerate().filter_map(judged).collect();
    balance(&mut known);
    let fit = |part: &dyn Fn(usize) -> bool| {
        let examples: Vec<Example<'_>> =
            known.iter().filter(|one| part(one.at)).map(|one| one.example(&rows[one.at])).collect();
        train(&examples, PLACES, STRENGTH, Intercept::Free)
    };
    // Platt scaling (1999) on what models say of texts they have not seen.
    let mut held: Vec<(Row, Known)> = Vec::new();
    for fold in 0..FOLDS {
        let model = fit(&|at| at % FOLDS != fold);
        let unseen = known.iter().filter(|one| one.at % FOLDS == fold);
        held.extend(unseen.map(|one| (vec![(0, model.log_odds(&rows[one.at]) as f32)], *one)));
    }
    let examples: Vec<Example<'_>> = held.iter().map(|(row, one)| one.example(row)).collect();
    let scale = train(&examples, 1, 1e6, Intercept::Free);
    report(kind, &held, &scale);
    let model = fit(&|_| true);
    Logistic {
        weights: model.weights.iter().map(|weight| weight * scale.weights[0]).collect(),
        bias: model.bias * scale.weights[0] + scale.bias,
    }
}

/// Evens the sides out. What is not of the kind and not of the seed weighs at most as much as what is: most texts that
/// others labelled are about something else, and would drown the few that matter. Then a rare kind is made as
/// common as [`SHARE`] says, which is the share that its probabilities are calibrated for.
fn balance(known: &mut [Known]) {
    let total = |known: &[Known], of: fn(&Known) -> bool| -> f64 {
        known.iter().filter(|one| of(one)).map(|one| one.weight).sum()
    };
    let scale = |known: &mut [Known], of: fn(&Known) -> bool, factor: f64| {
        known.iter_mut().filter(|one| of(one)).for_each(|one| one.weight *= factor);
    };
    let is: fn(&Known) -> bool = |one| one.positive;
    let is_elsewhere: fn(&Known) -> bool = |one| !one.positive && !one.is_seed;
    let factor = total(known, is) / total(known, is_elsewhere);
    scale(known, is_elsewhere, factor.min(1.0));
    let factor = SHARE / (1.0 - SHARE) * total(known, |one| !one.positive) / total(known, is);
    scale(known, is, factor.max(1.0));
}

/// Prints how well the held-out parts of the seed are told.
fn report(kind: Kind, held: &[(Row, Known)], scale: &Logistic) {
    let seed = || held.iter().filter(|(_, one)| one.is_seed);
    let says = |row: &Row| scale.log_odds(row) > 0.0;
    let there = seed().filter(|(_, one)| one.positive).count();
    let told = seed().filter(|(row, _)| says(row)).count();
    let right = seed().filter(|(row, one)| says(row) && one.positive).count();
    println!(
        "{:12} {:5} of {:5} texts; seed held out: F1 {:.2} ({there} there, {told} told); log-odds x {:.2} + {:.2}",
        kind.name(),
        held.iter().filter(|(_, one)| one.positive).count(),
        held.len(),
        2.0 * right as f64 / (there + told).max(1) as f64,
        scale.weights[0],
        scale.bias
    );
}
