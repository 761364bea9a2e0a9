//! The tree a formula is parsed into, and its canonical text.

use std::fmt;

use super::function::Function;
use super::source_error::Span;
use super::unit::Unit;

/// One node of a formula, with the characters it came from.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    Number {
        value: f64,
        unit: Option<Unit>,
    },
    /// An input by its place among the declarations.
    Input {
        index: usize,
        key: String,
    },
    Negate(Box<Node>),
    Not(Box<Node>),
    Binary {
        operator: Operator,
        operator_span: Span,
        left: Box<Node>,
        right: Box<Node>,
    },
    Call {
        function: Function,
        arguments: Vec<Node>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl Operator {
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
        }
    }

    /// How tightly the operator binds, and the least binding its left and right operands may have unbracketed.
    fn binding(self) -> (u8, u8, u8) {
        match self {
            Self::Or => (1, 1, 2),
            Self::And => (2, 2, 3),
            Self::Add | Self::Subtract => (5, 5, 6),
            Self::Multiply | Self::Divide => (6, 6, 7),
            Self::Power => (7, UNARY, UNARY),
            _ => (4, 5, 5),
        }
    }
}

const NOT: u8 = 3;
const UNARY: u8 = 8;
const ATOM: u8 = 9;

impl Node {
    /// Appends the place of every input mentioned, repeats included.
    pub(super) fn collect_inputs(&self, found: &mut Vec<usize>) {
        match &self.kind {
            NodeKind::Number { .. } => {}
            NodeKind::Input { index, .. } => found.push(*index),
            NodeKind::Negate(inner) | NodeKind::Not(inner) => inner.collect_inputs(found),
            NodeKind::Binary { left, right, .. } => {
                left.collect_inputs(found);
                right.collect_inputs(found);
            }
            NodeKind::Call { arguments, .. } => arguments.iter().for_each(|node| node.collect_inputs(found)),
        }
    }

    fn binding(&self) -> u8 {
        match &self.kind {
            NodeKind::Binary { operator, .. } => operator.binding().0,
            NodeKind::Not(_) => NOT,
            NodeKind::Negate(_) => UNARY,
            _ => ATOM,
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, least: u8) -> fmt::Result {
        if self.binding() < least { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

/// Canonical text: only the brackets that are needed; parses to the same tree.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Number { value, unit } => {
                let plain = *value == 0.0 || (1e-5..1e16).contains(value);
                if plain { write!(f, "{value}") } else { write!(f, "{value:e}") }?;
                unit.map_or(Ok(()), |unit| write!(f, " {}", unit.word()))
            }
            NodeKind::Input { key, .. } => f.write_str(key),
            NodeKind::Negate(inner) => {
                f.write_str("-")?;
                inner.write(f, UNARY)
            }
            NodeKind::Not(inner) => {
                f.write_str("not ")?;
                inner.write(f, NOT)
            }
            NodeKind::Binary { operator, left, right, .. } => {
                let (_, least_left, least_right) = operator.binding();
                left.write(f, least_left)?;
                write!(f, " {} ", operator.symbol())?;
                right.write(f, least_right)
            }
            NodeKind::Call { function, arguments } => {
                write!(f, "{}(", function.name())?;
                for (at, argument) in arguments.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { ", " })?;
                    write!(f, "{argument}")?;
                }
                f.write_str(")")
            }
        }
    }
}
