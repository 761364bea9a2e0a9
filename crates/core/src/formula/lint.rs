//! Warnings about formulas that run but may not mean what their author thinks.

use serde::Serialize;

use super::source_error::{Span, render};

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LintKind {
    /// Ordinal values are multiplied, which has no meaning (Cox 2008, "What's wrong with risk matrices?").
    OrdinalProduct,
    /// A divisor can be zero within the declared ranges.
    DivisionByZero,
    /// A function can leave its domain within the declared ranges, such as `ln` of zero.
    OutsideDomain,
    /// `-x ^ 2` is read as `(-x) ^ 2`.
    NegatedBase,
}

/// A warning at some characters of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Lint {
    /// What kind of warning this is.
    pub kind: LintKind,
    /// What may be wrong, as a lowercase fragment.
    pub message: &'static str,
    /// First character concerned.
    pub start: usize,
    /// One past the last character concerned.
    pub end: usize,
    /// What to do about it.
    pub hint: &'static str,
}

impl Lint {
    pub(super) fn new(kind: LintKind, span: Span) -> Self {
        let (message, hint) = match kind {
            LintKind::OrdinalProduct => (
                "multiplies ordinal values, which only have an order",
                "add them, or give one of them a measured unit",
            ),
            LintKind::DivisionByZero => (
                "this can be zero, and then the result is missing",
                "raise the lower end of the input's range, or wrap the division in coalesce(..., value)",
            ),
            LintKind::OutsideDomain => (
                "this can be outside what the function accepts, and then the result is missing",
                "limit it with max(..., low), or wrap the call in coalesce(..., value)",
            ),
            LintKind::NegatedBase => {
                ("the minus is applied before the power", "write -(x ^ n) or (-x) ^ n to say which you mean")
            }
        };
        Self { kind, message, start: span.start, end: span.end, hint }
    }

    /// The warning with a caret under the characters concerned; ends with a newline.
    pub fn render(&self, source: &str) -> String {
        render("warning", self.message, Some(self.hint), Span::new(self.start, self.end), source)
    }
}
