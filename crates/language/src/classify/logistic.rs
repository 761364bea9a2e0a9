//! Logistic regression on sparse rows, trained the same way every time.
//!
//! Minimises `sum w_i log(1 + exp(-y_i (offset_i + x_i · beta))) + |beta|² / (2 C)` (the intercept is free) by L-BFGS with
//! ten corrections and a backtracking line search (Nocedal and Wright, Numerical Optimization, 2nd ed., algorithms 7.4
//! and 3.1). Sums run in the order of the rows, so that the result is the same on every machine.

use std::collections::VecDeque;

/// Corrections kept.
const MEMORY: usize = 10;
/// Iterations at most; more moved no figure.
const ITERATIONS: usize = 80;
/// Ends when the gradient has shrunk to this share of the first one.
const TOLERANCE: f64 = 1e-3;

/// A sparse row: places in increasing order with their values.
pub type Row = Vec<(u32, f32)>;

/// One labelled row.
#[derive(Debug, Clone, Copy)]
pub struct Example<'r> {
    /// What is known of it.
    pub row: &'r Row,
    /// Whether it is of the class.
    pub positive: bool,
    /// How much it counts, above 0.
    pub weight: f64,
    /// What an earlier model says of it, in log-odds; 0 without one.
    pub offset: f64,
}

/// A trained model: log-odds are `bias + row · weights`.
#[derive(Debug, Clone, PartialEq)]
pub struct Logistic {
    /// One per place.
    pub weights: Vec<f64>,
    /// Log-odds of an empty row.
    pub bias: f64,
}

impl Logistic {
    /// Log-odds of the class.
    pub fn log_odds(&self, row: &Row) -> f64 {
        self.bias + dot(row, &self.weights)
    }
}

/// Probability from log-odds.
pub fn sigmoid(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

fn dot(row: &Row, weights: &[f64]) -> f64 {
    row.iter().map(|(place, value)| f64::from(*value) * weights[*place as usize]).sum()
}

/// Whether the model may say something of an empty row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intercept {
    /// The bias is learnt, and not pulled to zero.
    Free,
    /// The bias is 0: a row of zeros is left to the offset.
    None,
}

/// Trains on rows of `dimensions` places; `strength` is C above, from 0.01 (weak) to 100.
///
/// The solver sees only places that some row uses; the others keep weight 0.
pub fn train(examples: &[Example<'_>], dimensions: usize, strength: f64, intercept: Intercept) -> Logistic {
    let mut used: Vec<Option<u32>> = vec![None; dimensions];
    examples.iter().flat_map(|example| example.row).for_each(|(place, _)| used[*place as usize] = Some(0));
    (0..).zip(used.iter_mut().flatten()).for_each(|(number, place)| *place = number);
    let renumbered = |(place, value): &(u32, f32)| used[*place as usize].map(|place| (place, *value));
    let rows: Vec<Row> =
        examples.iter().map(|example| example.row.iter().filter_map(renumbered).collect()).collect();
    let examples: Vec<Example<'_>> =
        rows.iter().zip(examples).map(|(row, example)| Example { row, ..*example }).collect();
    let found = solve(&examples, used.iter().flatten().count(), strength, intercept);
    let weights = used.iter().map(|place| place.map_or(0.0, |place| found.weights[place as usize])).collect();
    Logistic { weights, bias: found.bias }
}

fn solve(examples: &[Example<'_>], dimensions: usize, strength: f64, intercept: Intercept) -> Logistic {
    // The bias is the last place.
    let problem = Problem { examples, dimensions, decay: 1.0 / strength, intercept };
    let mut at = vec![0.0; dimensions + 1];
    let (mut loss, mut gradient) = problem.loss(&at);
    let target = norm(&gradient) * TOLERANCE;
    let mut history: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for _ in 0..ITERATIONS {
        if norm(&gradient) <= target {
            break;
        }
        let direction = descent(&gradient, &history);
        let slope = inner(&gradient, &direction);
        let mut step = if history.is_empty() { 1.0 / norm(&gradient).max(1.0) } else { 1.0 };
        let next = loop {
            let tried: Vec<f64> = at.iter().zip(&direction).map(|(x, d)| x + step * d).collect();
            let (new_loss, new_gradient) = problem.loss(&tried);
            if new_loss <= loss + 1e-4 * step * slope {
                break Some((tried, new_loss, new_gradient));
            }
            step *= 0.5;
            if step < 1e-10 {
                break None;
            }
        };
        let Some((tried, new_loss, new_gradient)) = next else { break };
        let moved: Vec<f64> = tried.iter().zip(&at).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = new_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        if inner(&moved, &turned) > 1e-12 {
            history.push_back((moved, turned));
            if history.len() > MEMORY {
                history.pop_front();
            }
        }
        (at, loss, gradient) = (tried, new_loss, new_gradient);
    }
    let bias = at.pop().unwrap_or(0.0);
    Logistic { weights: at, bias }
}

struct Problem<'e> {
    examples: &'e [Example<'e>],
    dimensions: usize,
    decay: f64,
    intercept: Intercept,
}

impl Problem<'_> {
    /// The loss at a point and its gradient.
    fn loss(&self, at: &[f64]) -> (f64, Vec<f64>) {
        let mut gradient: Vec<f64> = at.iter().map(|x| x * self.decay).collect();
        gradient[self.dimensions] = 0.0;
        let mut loss = 0.5 * self.decay * inner(&at[..self.dimensions], &at[..self.dimensions]);
        for example in self.examples {
            let sign = if example.positive { 1.0 } else { -1.0 };
            let margin = sign * (example.offset + at[self.dimensions] + dot(example.row, at));
            // log(1 + exp(-m)), without overflow.
            loss += example.weight * ((-margin).max(0.0) + libm::log1p(libm::exp(-margin.abs())));
            let pull = -sign * example.weight * sigmoid(-margin);
            for (place, value) in example.row {
                gradient[*place as usize] += pull * f64::from(*value);
            }
            gradient[self.dimensions] += pull;
        }
        if self.intercept == Intercept::None {
            gradient[self.dimensions] = 0.0;
        }
        (loss, gradient)
    }
}

/// The two-loop recursion.
fn descent(gradient: &[f64], history: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut shares = Vec::with_capacity(history.len());
    for (moved, turned) in history.iter().rev() {
        let share = inner(moved, &direction) / inner(moved, turned);
        add(&mut direction, turned, -share);
        shares.push(share);
    }
    if let Some((moved, turned)) = history.back() {
        let scale = inner(moved, turned) / inner(turned, turned);
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for ((moved, turned), share) in history.iter().zip(shares.iter().rev()) {
        let back = inner(turned, &direction) / inner(moved, turned);
        add(&mut direction, moved, share - back);
    }
    direction
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(a, b)| *a += times * b);
}

fn inner(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(a: &[f64]) -> f64 {
    inner(a, a).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(rows: &[(Row, bool)], offset: f64, strength: f64) -> Logistic {
        let examples: Vec<Example<'_>> = rows
            .iter()
            .map(|(row, positive)| Example { row, positive: *positive, weight: 1.0, offset })
            .collect();
        train(&examples, 2, strength, Intercept::Free)
    }

    #[test]
    fn without_features_the_bias_is_the_log_odds_of_the_share() {
        let rows: Vec<(Row, bool)> = (0..10).map(|i| (vec![], i < 8)).collect();
        let model = fit(&rows, 0.0, 1.0);
        assert!((model.bias - libm::log(4.0)).abs() < 1e-3, "{}", model.bias);
    }

    #[test]
    fn an_offset_that_explains_everything_leaves_nothing_to_learn() {
        let rows: Vec<(Row, bool)> = (0..10).map(|i| (vec![(0, 1.0)], i < 8)).collect();
        let model = fit(&rows, libm::log(4.0), 1.0);
        assert!(model.bias.abs() < 1e-3 && model.weights[0].abs() < 1e-3);
    }

    #[test]
    fn the_gradient_is_zero_at_the_answer() {
        let rows: Vec<(Row, bool)> = vec![
            (vec![(0, 1.0)], true),
            (vec![(0, 0.5), (1, 1.0)], false),
            (vec![(1, 2.0)], true),
            (vec![(0, -1.0)], false),
            (vec![(1, -1.0)], true),
        ];
        let model = fit(&rows, 0.0, 1.0);
        let examples: Vec<Example<'_>> = rows
            .iter()
            .map(|(row, positive)| Example { row, positive: *positive, weight: 1.0, offset: 0.0 })
            .collect();
        let problem = Problem { examples: &examples, dimensions: 2, decay: 1.0, intercept: Intercept::Free };
        let mut at = model.weights.clone();
        at.push(model.bias);
        assert!(norm(&problem.loss(&at).1) < 5e-3);
    }

    #[test]
    fn without_intercept_one_sided_answers_stay_finite() {
        let row = vec![(0, 1.0)];
        let examples = [Example { row: &row, positive: false, weight: 1.0, offset: 0.0 }; 20];
        let model = train(&examples, 2, 0.1, Intercept::None);
        assert_eq!(model.bias, 0.0);
        assert!(model.weights[0] < -0.5 && model.weights[0] > -2.0, "{}", model.weights[0]);
    }

    #[test]
    fn training_on_nothing_gives_the_empty_model() {
        assert_eq!(fit(&[], 0.0, 1.0), Logistic { weights: vec![0.0, 0.0], bias: 0.0 });
    }
}
