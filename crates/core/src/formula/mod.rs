//! Formulas that people write to score items: typed, bounded, the same on every machine, and never NaN.
//!
//! A formula is arithmetic over declared inputs, with comparisons, `and`, `or`, `not` and a fixed set of functions:
//! `min max clamp abs exp ln log10 sqrt logistic if coalesce known`. There are no loops and no user functions, so
//! evaluation takes time in proportion to the length of the text.
//!
//! **Missing values.** A missing input is `f64::NAN` in the slice handed to [`Formula::eval`]; a missing result is
//! `None`. Division by zero, `ln(0)`, overflow and the like are missing too. Missing values spread through every
//! operation except `coalesce(x, default)`, `known(x)`, the branch of `if` that is not taken, and `and`/`or` where
//! the other side alone decides (Kleene logic).
//!
//! ```
//! use outweigh_core::formula::{Formula, InputDecl, Monotonicity, Unit};
//!
//! let inputs = [
//!     InputDecl::new("value", Unit::Money, 0.0, 1e9),
//!     InputDecl::new("confidence", Unit::Share, 0.0, 1.0),
//!     InputDecl::new("effort", Unit::Days, 0.1, 500.0),
//! ];
//! let formula = Formula::compile("value * coalesce(confidence, 0.5) / effort", &inputs)?;
//! assert_eq!(formula.unit().to_string(), "money/days");
//! assert_eq!(formula.eval(&[8_000.0, f64::NAN, 4.0]), Some(1_000.0));
//! assert_eq!(formula.eval(&[f64::NAN, 1.0, 4.0]), None);
//! assert_eq!(formula.monotonicity(2), Monotonicity::Decreasing);
//!
//! let error = Formula::compile("value + effort", &inputs).unwrap_err();
//! assert_eq!((error.message.as_str(), error.start, error.end), ("cannot add money and days", 6, 7));
//! # Ok::<(), outweigh_core::formula::SourceError>(())
//! ```

mod ast;
mod check;
mod function;
mod interval;
mod lexer;
mod lint;
mod monotonicity;
mod parse;
mod program;
mod slope;
pub(crate) mod source_error;
#[cfg(test)]
mod tests;
mod unit;

use serde::{Deserialize, Serialize};

pub use lint::{Lint, LintKind};
pub use monotonicity::Monotonicity;
pub use source_error::{SourceError, Span};
pub use unit::{DerivedUnit, Unit};

use ast::Node;
use interval::Interval;
use program::Program;
use slope::Walk;

/// Longest accepted source, in characters.
pub const MAX_SOURCE_CHARS: usize = 4_000;
/// Most numbers, inputs, operators and calls in one formula.
pub const MAX_NODES: usize = 256;
/// Deepest nesting of brackets, calls and signs.
pub const MAX_DEPTH: usize = 32;

/// An input a formula may use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct InputDecl {
    /// The name in formulas; may be dotted, as in `custom.points`.
    pub key: String,
    /// What it measures.
    pub unit: Unit,
    /// The least value it can take; negative infinity when there is no limit.
    pub low: f64,
    /// The greatest value it can take; infinity when there is no limit.
    pub high: f64,
}

impl InputDecl {
    /// An input with values from `low` to `high`, both included.
    pub fn new(key: impl Into<String>, unit: Unit, low: f64, high: f64) -> Self {
        Self { key: key.into(), unit, low, high }
    }

    /// Ends that are not in order say nothing about the values.
    fn range(&self) -> Interval {
        if self.unit == Unit::Bool { Interval::new(0.0, 1.0) } else { Interval::new(self.low, self.high) }
    }
}

/// A checked formula, ready to be evaluated any number of times.
#[derive(Clone, Debug)]
pub struct Formula {
    root: Node,
    program: Program,
    unit: DerivedUnit,
    lints: Vec<Lint>,
    inputs: Vec<usize>,
    ranges: Vec<Interval>,
}

impl Formula {
    /// Parses and checks `source` against the inputs it may use.
    ///
    /// # Errors
    ///
    /// The first mistake, with the characters it concerns: unknown names, units that do not fit, text that does not
    /// parse, or a formula beyond [`MAX_SOURCE_CHARS`], [`MAX_NODES`] or [`MAX_DEPTH`].
    pub fn compile(source: &str, inputs: &[InputDecl]) -> Result<Self, SourceError> {
        let root = parse::parse(source, inputs)?;
        let mut lints = Vec::new();
        let unit = check::check(&root, inputs, &mut lints)?;
        let ranges: Vec<Interval> = inputs.iter().map(InputDecl::range).collect();
        let mut walk = Walk::new(ranges.clone(), None);
        walk.slope(&root);
        lints.append(&mut walk.lints);
        lints.sort_by_key(|lint| (lint.start, lint.end));
        let mut used = Vec::new();
        root.collect_inputs(&mut used);
        used.sort_unstable();
        used.dedup();
        Ok(Self { program: Program::new(&root), root, unit, lints, inputs: used, ranges })
    }

    /// The declarations the formula uses, as ascending indices.
    pub fn inputs(&self) -> &[usize] {
        &self.inputs
    }

    /// The result for `values`, one per declaration in the same order, with NaN for a missing value; values beyond
    /// the end of the slice are missing. A condition gives 1 for true and 0 for false. `None` is a missing result.
    pub fn eval(&self, values: &[f64]) -> Option<f64> {
        self.program.run(values)
    }

    /// Whether a condition holds for `values`; `None` when that cannot be said, or this is not a condition.
    pub fn eval_condition(&self, values: &[f64]) -> Option<bool> {
        if self.is_condition() { self.eval(values).map(|value| value != 0.0) } else { None }
    }

    /// What the result measures.
    pub fn unit(&self) -> DerivedUnit {
        self.unit
    }

    /// Whether the result is true or false.
    pub fn is_condition(&self) -> bool {
        self.unit.is_bool()
    }

    /// Warnings, in the order of the text.
    pub fn lints(&self) -> &[Lint] {
        &self.lints
    }

    /// The effect of the declared input at `index` while all inputs stay in their declared ranges.
    pub fn monotonicity(&self, index: usize) -> Monotonicity {
        monotonicity::monotonicity(&self.root, &self.ranges, &self.inputs, index)
    }
}

/// The canonical text, which compiles to an equal formula.
impl std::fmt::Display for Formula {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.root.fmt(f)
    }
}
