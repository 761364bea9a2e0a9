//! The tree a filter is parsed into: what the chips of a filter bar show.

use serde::Serialize;

use crate::formula::Span;

/// A condition on records, with the characters it came from.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Expression {
    /// Every part holds; at least two parts.
    #[schema(no_recursion)]
    All {
        /// The parts in the order of the text.
        parts: Vec<Expression>,
        /// Where it stands.
        span: Span,
    },
    /// At least one part holds; at least two parts.
    #[schema(no_recursion)]
    Any {
        /// The parts in the order of the text.
        parts: Vec<Expression>,
        /// Where it stands.
        span: Span,
    },
    /// The part does not hold.
    #[schema(no_recursion)]
    Not {
        /// What is denied.
        part: Box<Expression>,
        /// Where it stands.
        span: Span,
    },
    /// A field is compared with values.
    Compare(Comparison),
}

impl Expression {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::All { span, .. } | Self::Any { span, .. } | Self::Not { span, .. } => *span,
            Self::Compare(comparison) => comparison.span,
        }
    }

    /// Calls `visit` on every comparison in the order of the text.
    pub(super) fn each_comparison<'a>(&'a self, visit: &mut impl FnMut(&'a Comparison)) {
        match self {
            Self::All { parts, .. } | Self::Any { parts, .. } => {
                parts.iter().for_each(|part| part.each_comparison(visit));
            }
            Self::Not { part, .. } => part.each_comparison(visit),
            Self::Compare(comparison) => visit(comparison),
        }
    }
}

/// One comparison, such as `lane is hotfix, bet`.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Comparison {
    /// The field as written.
    pub field: Word,
    /// How it is compared.
    pub operator: Operator,
    /// Where the operator stands.
    pub operator_span: Span,
    /// Any of these; none for `is empty` and `is not empty`.
    pub values: Vec<Word>,
    /// Where the comparison stands.
    pub span: Span,
}

/// A name or value without its quotes. A relative date is one word, such as `7 days ago`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Word {
    /// What was meant.
    pub text: String,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// Equals one of the values; also written `=`, `==` or `:`.
    Is,
    /// Equals none of the values; also written `!=`.
    IsNot,
    /// Is less than the value.
    Less,
    /// Is at most the value.
    LessOrEqual,
    /// Is more than the value.
    Greater,
    /// Is at least the value.
    GreaterOrEqual,
    /// Has one of the values somewhere in its text.
    Contains,
    /// Has no value.
    IsEmpty,
    /// Has a value.
    IsNotEmpty,
}

impl Operator {
    /// The canonical text.
    pub fn text(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Contains => "contains",
            Self::IsEmpty => "is empty",
            Self::IsNotEmpty => "is not empty",
        }
    }
}
