//! Checks units from the leaves up and collects warnings about arithmetic that means little.

use super::InputDecl;
use super::ast::{Node, NodeKind, Operator};
use super::function::Function;
use super::lint::{Lint, LintKind};
use super::source_error::{SourceError, Span};
use super::unit::{DerivedUnit, Unit};

const ONE_UNIT: &str = "make plain numbers of both first: `x / 1 money` or `x / 1 days` has no unit";

type Checked = Result<DerivedUnit, SourceError>;

/// The unit of `node`; warnings go to `lints`.
pub(super) fn check(node: &Node, inputs: &[InputDecl], lints: &mut Vec<Lint>) -> Checked {
    match &node.kind {
        NodeKind::Number { unit, .. } => Ok(unit.map_or(DerivedUnit::NUMBER, DerivedUnit::from)),
        NodeKind::Input { index, .. } => Ok(inputs[*index].unit.into()),
        NodeKind::Negate(inner) => quantity(inner, inputs, lints),
        NodeKind::Not(inner) => truth(inner, inputs, lints),
        NodeKind::Binary { operator, operator_span, left, right } => {
            binary(*operator, *operator_span, [left, right], inputs, lints)
        }
        NodeKind::Call { function, arguments } => call(*function, arguments, inputs, lints),
    }
}

fn quantity(node: &Node, inputs: &[InputDecl], lints: &mut Vec<Lint>) -> Checked {
    let unit = check(node, inputs, lints)?;
    if unit.is_bool() {
        let error = SourceError::new("expected a number, found true or false", node.span);
        return Err(error.hint("turn a condition into a number with if(condition, 1, 0)"));
    }
    Ok(unit)
}

fn truth(node: &Node, inputs: &[InputDecl], lints: &mut Vec<Lint>) -> Checked {
    let unit = check(node, inputs, lints)?;
    if !unit.is_bool() {
        let error = SourceError::new(format!("expected a condition, found {unit}"), node.span);
        return Err(error.hint("compare it with something, such as `> 0`"));
    }
    Ok(unit)
}

fn binary(
    operator: Operator,
    operator_span: Span,
    [left, right]: [&Node; 2],
    inputs: &[InputDecl],
    lints: &mut Vec<Lint>,
) -> Checked {
    if matches!(operator, Operator::And | Operator::Or) {
        truth(left, inputs, lints)?;
        return truth(right, inputs, lints);
    }
    let (a, b) = (quantity(left, inputs, lints)?, quantity(right, inputs, lints)?);
    let ordinal_product = match operator {
        Operator::Multiply => a.has_ordinal() && b.has_ordinal(),
        Operator::Power => a.has_ordinal(),
        _ => false,
    };
    if ordinal_product {
        lints.push(Lint::new(LintKind::OrdinalProduct, operator_span));
    }
    match operator {
        Operator::Multiply => Ok(a.times(b)),
        Operator::Divide => Ok(a.over(b)),
        Operator::Power => {
            if let NodeKind::Negate(_) = left.kind {
                lints.push(Lint::new(LintKind::NegatedBase, left.span));
            }
            power(a, b, right)
        }
        Operator::Add | Operator::Subtract => a.join(b).ok_or_else(|| {
            let verb = if operator == Operator::Add { "add" } else { "subtract" };
            SourceError::new(format!("cannot {verb} {a} and {b}"), operator_span).hint(ONE_UNIT)
        }),
        _ => a.join(b).map(|_| DerivedUnit::BOOL).ok_or_else(|| {
            SourceError::new(format!("cannot compare {a} with {b}"), operator_span).hint(ONE_UNIT)
        }),
    }
}

/// A whole literal exponent multiplies the unit; any other power is a plain number.
fn power(base: DerivedUnit, exponent: DerivedUnit, node: &Node) -> Checked {
    if exponent != DerivedUnit::NUMBER && exponent != Unit::Share.into() {
        let error = SourceError::new(format!("exponent is in {exponent}"), node.span);
        return Err(error.hint("an exponent must be a plain number"));
    }
    let (sign, literal) = match &node.kind {
        NodeKind::Negate(inner) => (-1.0, &inner.kind),
        kind => (1.0, kind),
    };
    match literal {
        NodeKind::Number { value, .. } if *value <= 8.0 && value.fract() == 0.0 => {
            Ok(base.power((sign * value) as i8))
        }
        _ => Ok(DerivedUnit::NUMBER),
    }
}

fn call(function: Function, arguments: &[Node], inputs: &[InputDecl], lints: &mut Vec<Lint>) -> Checked {
    match function {
        Function::Known => check(&arguments[0], inputs, lints).map(|_| DerivedUnit::BOOL),
        Function::If => {
            truth(&arguments[0], inputs, lints)?;
            joined(function, &arguments[1..], check, inputs, lints)
        }
        Function::Coalesce => joined(function, arguments, check, inputs, lints),
        Function::Min | Function::Max | Function::Clamp => {
            joined(function, arguments, quantity, inputs, lints)
        }
        Function::Abs => quantity(&arguments[0], inputs, lints),
        Function::Sqrt => quantity(&arguments[0], inputs, lints).map(DerivedUnit::root),
        Function::Exp | Function::Ln | Function::Log10 | Function::Logistic => {
            quantity(&arguments[0], inputs, lints).map(|_| DerivedUnit::NUMBER)
        }
    }
}

/// The one unit of several arguments; the first that does not fit is the mistake.
fn joined(
    function: Function,
    arguments: &[Node],
    each: fn(&Node, &[InputDecl], &mut Vec<Lint>) -> Checked,
    inputs: &[InputDecl],
    lints: &mut Vec<Lint>,
) -> Checked {
    let mut unit = each(&arguments[0], inputs, lints)?;
    for argument in &arguments[1..] {
        let next = each(argument, inputs, lints)?;
        unit = unit.join(next).ok_or_else(|| {
            let message = format!("`{}` cannot mix {unit} and {next}", function.name());
            SourceError::new(message, argument.span).hint("all its values must have one unit")
        })?;
    }
    Ok(unit)
}
