//! A compiled rubric, and the scores it gives.

use std::collections::HashSet;

use super::belief::{observed_belief, weigh_all};
use super::{Belief, Observation};
use crate::domain::{Criterion, Direction, InvalidEntity, Item, Missing, Pillar, Range, Rubric};
use crate::formula::{Formula, InputDecl, Monotonicity};
use crate::workspace::Workspace;

/// Standard normal quantile of 0.9.
const Z90: f64 = 1.281_551_565_544_600_4;
/// Most criteria, terms and thresholds of a rubric.
const PARTS_LIMIT: usize = 32;

/// A score: the sum of its terms, with the interval that eight in ten such items fall into.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Sum of `terms`, in the rubric's score unit.
    pub value: f64,
    /// P10 and P90 of the score.
    pub low: f64,
    pub high: f64,
    /// Weight x formula / effort, in the order of the rubric's terms.
    pub terms: Box<[f64]>,
    /// What is believed of the effort, when the rubric knows it: P10, P50, P90 in person-days.
    pub effort: Option<Range>,
    /// Bit `i`: criterion `i` has no value of its own.
    pub imputed: u32,
    /// Bit `i`: threshold `i` is met.
    pub attention: u32,
}

/// A rubric ready to score items.
#[derive(Debug, Clone)]
pub struct Scorer {
    rubric: Rubric,
    terms: Vec<Formula>,
    effort: Formula,
    thresholds: Vec<Formula>,
    /// Index of the criterion called `effort`.
    effort_criterion: Option<usize>,
}

/// A score with everything that went into it.
#[derive(Debug, Clone)]
pub struct ScoreDetail {
    pub score: Score,
    pub terms: Vec<TermDetail>,
    /// Per criterion of the rubric: what is believed and what was said.
    pub inputs: Vec<(Criterion, Belief, Vec<Observation>)>,
    pub sensitivity: Vec<Sensitivity>,
}

/// One summand of a score.
#[derive(Debug, Clone)]
pub struct TermDetail {
    pub key: String,
    pub label: String,
    pub pillar: Pillar,
    pub weight: f64,
    pub formula: String,
    pub value: f64,
    /// Criteria the term reads, effort's included.
    pub criteria: Vec<usize>,
}

/// The score if one criterion were at its P10 or P90 and all others as believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    pub criterion: usize,
    pub at_low: f64,
    pub at_high: f64,
}

impl Scorer {
    /// Compiles a rubric.
    ///
    /// # Errors
    /// The field that is wrong; formula errors carry the place in the formula.
    pub fn compile(rubric: &Rubric) -> Result<Self, InvalidEntity> {
        check_shape(rubric)?;
        let inputs = formula_inputs(&rubric.criteria);
        let compile = |field: String, source: &str, condition: bool| {
            let formula = Formula::compile(source, &inputs)
                .map_err(|e| InvalidEntity::new(&field, e.render(source).trim_end().to_owned()))?;
            if formula.is_condition() == condition {
                return Ok(formula);
            }
            let expected =
                if condition { "a comparison, true or false" } else { "a number, not a comparison" };
            Err(InvalidEntity::new(field, format!("must give {expected}")))
        };
        let terms = rubric
            .terms
            .iter()
            .enumerate()
            .map(|(i, term)| compile(format!("terms[{i}].formula"), &term.formula, false))
            .collect::<Result<Vec<_>, _>>()?;
        let effort = compile("effort".into(), &rubric.effort, false)?;
        let thresholds = rubric
            .thresholds
            .iter()
            .enumerate()
            .map(|(i, threshold)| compile(format!("thresholds[{i}].condition"), &threshold.condition, true))
            .collect::<Result<Vec<_>, _>>()?;
        check_directions(rubric, &terms, &effort)?;
        let effort_criterion = rubric.criteria.iter().position(|c| c.key == "effort");
        Ok(Self { rubric: rubric.clone(), terms, effort, thresholds, effort_criterion })
    }

    /// The rubric it was compiled from.
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    /// What is believed of each criterion of an item.
    pub fn beliefs(&self, workspace: &Workspace, item: &Item) -> Vec<Belief> {
        weigh_all(workspace, item, &self.rubric.criteria)
    }

    /// Scores an item.
    pub fn score(&self, workspace: &Workspace, item: &Item) -> Score {
        self.score_of(&self.beliefs(workspace, item))
    }

    /// The score that follows from beliefs, one per criterion.
    ///
    /// The value is computed at the expected values: value per effort is E(value) / E(effort), never
    /// E(value / effort), which would reward vague estimates (decision-science 2.2). The interval comes
    /// from moving one criterion at a time by one standard deviation and adding the variances of the
    /// log score.
    pub fn score_of(&self, beliefs: &[Belief]) -> Score {
        let mut means: Vec<f64> =
            beliefs.iter().zip(&self.rubric.criteria).map(|(b, c)| self.input(b, c)).collect();
        let terms: Box<[f64]> = self.terms_at(&means).collect();
        let value: f64 = terms.iter().sum();
        let mut variance = 0.0;
        for (i, belief) in beliefs.iter().enumerate() {
            let mean = means[i];
            if mean.is_nan() {
                continue;
            }
            let mut at = |by: f64| {
                means[i] = belief.shifted(by);
                let score: f64 = self.terms_at(&means).sum();
                libm::log(score.max(f64::MIN_POSITIVE))
            };
            let half_spread = (at(1.0) - at(-1.0)) / 2.0;
            means[i] = mean;
            variance += half_spread * half_spread;
        }
        let spread = Z90 * libm::sqrt(variance);
        let median = value * libm::exp(-variance / 2.0);
        let bits = |set: &mut dyn Iterator<Item = bool>| {
            set.enumerate().fold(0u32, |bits, (i, on)| bits | (u32::from(on) << i))
        };
        Score {
            value,
            low: median * libm::exp(-spread),
            high: median * libm::exp(spread),
            effort: self.effort_criterion.map(|i| beliefs[i].range()),
            imputed: bits(&mut beliefs.iter().map(|b| b.imputed)),
            attention: bits(&mut self.thresholds.iter().map(|t| t.eval_condition(&means) == Some(true))),
            terms,
        }
    }

    /// The score's value at given inputs, one per criterion; a NaN is a missing input.
    pub fn value_at(&self, inputs: &[f64]) -> f64 {
        self.terms_at(inputs).sum()
    }

    /// What a belief puts into the formulas.
    pub fn input(&self, belief: &Belief, criterion: &Criterion) -> f64 {
        if belief.imputed && criterion.missing == Missing::Formula { f64::NAN } else { belief.mean() }
    }

    /// A score with everything that went into it.
    pub fn detail(&self, workspace: &Workspace, item: &Item) -> ScoreDetail {
        let criteria = &self.rubric.criteria;
        let (beliefs, observations): (Vec<_>, Vec<_>) =
            criteria.iter().map(|c| observed_belief(workspace, item, c)).unzip();
        let score = self.score_of(&beliefs);
        let mut means: Vec<f64> = beliefs.iter().zip(criteria).map(|(b, c)| self.input(b, c)).collect();
        let mut sensitivity = Vec::new();
        for (i, belief) in beliefs.iter().enumerate() {
            let mean = means[i];
            let range = belief.range();
            let mut at = |x: f64| {
                means[i] = x;
                self.value_at(&means)
            };
            let (at_low, at_high) = (at(range.low), at(range.high));
            means[i] = mean;
            if at_low != at_high {
                sensitivity.push(Sensitivity { criterion: i, at_low, at_high });
            }
        }
        sensitivity.sort_by(|a, b| (b.at_high - b.at_low).abs().total_cmp(&(a.at_high - a.at_low).abs()));
        let terms = self
            .rubric
            .terms
            .iter()
            .zip(&self.terms)
            .zip(&score.terms)
            .map(|((term, formula), &value)| TermDetail {
                key: term.key.clone(),
                label: term.label.clone(),
                pillar: term.pillar,
                weight: term.weight,
                formula: term.formula.clone(),
                value,
                criteria: formula.inputs().iter().chain(self.effort.inputs()).copied().collect(),
            })
            .collect();
        let inputs = criteria
            .iter()
            .cloned()
            .zip(beliefs)
            .zip(observations)
            .map(|((criterion, belief), seen)| (criterion, belief, seen))
            .collect();
        ScoreDetail { score, terms, inputs, sensitivity }
    }

    /// Names of the thresholds whose bits are set.
    pub fn attention_names(&self, bits: u32) -> impl Iterator<Item = &str> {
        self.rubric
            .thresholds
            .iter()
            .enumerate()
            .filter(move |(i, _)| bits >> i & 1 == 1)
            .map(|(_, t)| t.name.as_str())
    }

    /// Keys of the criteria whose bits are set.
    pub fn criterion_keys(&self, bits: u32) -> impl Iterator<Item = &str> {
        self.rubric
            .criteria
            .iter()
            .enumerate()
            .filter(move |(i, _)| bits >> i & 1 == 1)
            .map(|(_, c)| c.key.as_str())
    }

    /// A term or effort that cannot be computed (a division by zero, a missing input) adds nothing.
    fn terms_at<'a>(&'a self, inputs: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let effort = self.effort.eval(inputs).filter(|e| *e > 0.0);
        self.rubric.terms.iter().zip(&self.terms).map(move |(term, formula)| {
            match (formula.eval(inputs), effort) {
                (Some(value), Some(effort)) => term.weight * value / effort,
                _ => 0.0,
            }
        })
    }
}

/// Checks a rubric's own values: keys, priors, formulas, directions.
///
/// # Errors
/// The field that is wrong; formula errors carry the place in the formula.
pub fn check_rubric(rubric: &Rubric) -> Result<(), InvalidEntity> {
    Scorer::compile(rubric).map(|_| ())
}

/// What formulas over these criteria may name: each over ten times its prior range, shares up to 1.
pub fn formula_inputs(criteria: &[Criterion]) -> Vec<InputDecl> {
    let declare = |c: &Criterion| {
        let high = if c.unit == crate::formula::Unit::Share { 1.0 } else { c.prior.high * 10.0 };
        InputDecl::new(c.key.clone(), c.unit, c.prior.low / 10.0, high)
    };
    criteria.iter().map(declare).collect()
}

fn check_shape(rubric: &Rubric) -> Result<(), InvalidEntity> {
    let fail = |field: String, message: String| Err(InvalidEntity::new(field, message));
    for (field, len) in [
        ("criteria", rubric.criteria.len()),
        ("terms", rubric.terms.len()),
        ("thresholds", rubric.thresholds.len()),
    ] {
        if len > PARTS_LIMIT {
            return fail(field.into(), format!("has more than {PARTS_LIMIT} entries"));
        }
    }
    if rubric.terms.is_empty() {
        return fail("terms".into(), "a score needs at least one term".into());
    }
    let mut keys = HashSet::new();
    for (i, criterion) in rubric.criteria.iter().enumerate() {
        let shaped = criterion.key.starts_with(|c: char| c.is_ascii_lowercase())
            && criterion.key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !shaped || criterion.key.len() > 60 {
            let message = "must be lower-case letters, digits or _, starting with a letter, at most 60";
            return fail(format!("criteria[{i}].key"), message.into());
        }
        if !keys.insert(criterion.key.as_str()) {
            return fail(format!("criteria[{i}].key"), format!("\"{}\" is used twice", criterion.key));
        }
        criterion.prior.check().or_else(|message| fail(format!("criteria[{i}].prior"), message))?;
    }
    let mut keys = HashSet::new();
    for (i, term) in rubric.terms.iter().enumerate() {
        if !keys.insert(term.key.as_str()) {
            return fail(format!("terms[{i}].key"), format!("\"{}\" is used twice", term.key));
        }
        if !term.weight.is_finite() || term.weight < 0.0 || term.weight > 1e9 {
            return fail(format!("terms[{i}].weight"), "must be a number from 0 to 1,000,000,000".into());
        }
    }
    Ok(())
}

/// A criterion declared as "more is better" must not lower the score, and the other way round.
fn check_directions(rubric: &Rubric, terms: &[Formula], effort: &Formula) -> Result<(), InvalidEntity> {
    for (i, criterion) in rubric.criteria.iter().enumerate() {
        let wrong = match criterion.direction {
            Direction::MoreIsBetter => Monotonicity::Decreasing,
            Direction::LessIsBetter => Monotonicity::Increasing,
        };
        let in_effort = effort.monotonicity(i);
        let turned = match in_effort {
            Monotonicity::Increasing => Monotonicity::Decreasing,
            Monotonicity::Decreasing => Monotonicity::Increasing,
            other => other,
        };
        let against = terms.iter().all(|t| matches!(t.monotonicity(i), Monotonicity::Constant))
            && turned == wrong
            || terms.iter().any(|t| t.monotonicity(i) == wrong);
        if against {
            let (says, does) = match criterion.direction {
                Direction::MoreIsBetter => ("more is better", "lowers"),
                Direction::LessIsBetter => ("less is better", "raises"),
            };
            return Err(InvalidEntity::new(
                format!("criteria[{i}].direction"),
                format!("says {says}, but more {} {does} the score", criterion.key),
            ));
        }
    }
    Ok(())
}
