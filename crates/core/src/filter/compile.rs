//! Checks a filter against the fields of its records and turns values into what records hold.

use jiff::civil::Date;
use uuid::Uuid;

use super::ast::{Comparison, Expression, Operator, Word};
use super::dates;
use super::evaluate::{Order, Test, Tree};
use super::needle::Needle;
use super::schema::{Field, FieldType, Resolution, Schema};
use crate::formula::SourceError;
use crate::formula::source_error::{nearest, suggest};

/// The tests of `expression`, with dates read on `today`.
pub(super) fn compile(
    expression: &Expression,
    schema: &impl Schema,
    today: Date,
) -> Result<Tree, SourceError> {
    let all = |parts: &[Expression]| {
        let parts = parts.iter().map(|part| compile(part, schema, today));
        let mut trees = parts.collect::<Result<Vec<Tree>, SourceError>>()?;
        // Order does not change the outcome, and a cheap test often spares a dear one.
        trees.sort_by_key(Tree::cost);
        Ok(trees)
    };
    match expression {
        Expression::All { parts, .. } => all(parts).map(Tree::All),
        Expression::Any { parts, .. } => all(parts).map(Tree::Any),
        Expression::Not { part, .. } => Ok(Tree::Not(Box::new(compile(part, schema, today)?))),
        Expression::Compare(comparison) => compare(comparison, schema, today),
    }
}

fn compare(comparison: &Comparison, schema: &impl Schema, today: Date) -> Result<Tree, SourceError> {
    let name = &comparison.field;
    let Some(field) = schema.field(&name.text) else {
        let names = schema.field_names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let error = SourceError::new(format!("unknown field `{}`", name.text), name.span);
        return Err(match suggest(&name.text, "fields", &names) {
            Some(hint) => error.hint(hint),
            None => error,
        });
    };
    let leaf = |test| Tree::Test { field: field.index, test };
    let test = match comparison.operator {
        Operator::IsEmpty => return Ok(leaf(Test::Empty)),
        Operator::IsNotEmpty => return Ok(Tree::Not(Box::new(leaf(Test::Empty)))),
        Operator::Is | Operator::IsNot => equals(comparison, field, schema, today)?,
        Operator::Contains => contains(comparison, field)?,
        Operator::Less => ordered(comparison, field, Order::Less, today)?,
        Operator::LessOrEqual => ordered(comparison, field, Order::LessOrEqual, today)?,
        Operator::Greater => ordered(comparison, field, Order::Greater, today)?,
        Operator::GreaterOrEqual => ordered(comparison, field, Order::GreaterOrEqual, today)?,
    };
    // `is not` also holds for records without a value: nothing is not that value.
    Ok(if comparison.operator == Operator::IsNot { Tree::Not(Box::new(leaf(test))) } else { leaf(test) })
}

fn equals(
    comparison: &Comparison,
    field: Field,
    schema: &impl Schema,
    today: Date,
) -> Result<Test, SourceError> {
    let values = &comparison.values;
    Ok(match field.field_type {
        FieldType::Text => Test::Equals(values.iter().map(|value| Needle::new(&value.text)).collect()),
        FieldType::Keyword | FieldType::KeywordList => {
            let mut stored = Vec::new();
            for value in values {
                stored.extend(resolve(comparison, field, value, schema)?);
            }
            let ids: Vec<Uuid> = stored.iter().filter_map(|value| value.parse().ok()).collect();
            Test::OneOf { keywords: stored.iter().map(|value| Needle::new(value)).collect(), ids }
        }
        FieldType::Number => Test::Numbers(values.iter().map(number).collect::<Result<_, _>>()?),
        FieldType::Date => {
            Test::Dates(values.iter().map(|value| date(value, today)).collect::<Result<_, _>>()?)
        }
        FieldType::Bool => Test::Bools(values.iter().map(truth).collect::<Result<_, _>>()?),
    })
}

fn resolve(
    comparison: &Comparison,
    field: Field,
    value: &Word,
    schema: &impl Schema,
) -> Result<Vec<String>, SourceError> {
    match schema.resolve(field.index, &value.text) {
        Resolution::AsWritten => Ok(vec![value.text.clone()]),
        Resolution::Values(values) => Ok(values),
        Resolution::Unknown(known) => {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let message = format!("no {} is called `{}`", comparison.field.text, value.text);
            let error = SourceError::new(message, value.span);
            Err(match suggest(&value.text, "there are", &known) {
                Some(hint) => error.hint(hint),
                None => error,
            })
        }
    }
}

fn contains(comparison: &Comparison, field: Field) -> Result<Test, SourceError> {
    if matches!(field.field_type, FieldType::Text | FieldType::Keyword | FieldType::KeywordList) {
        let needles = comparison.values.iter().map(|value| Needle::new(&value.text));
        return Ok(Test::Contains(needles.collect()));
    }
    Err(wrong_operator(comparison, field, "`contains` works on text; use `is`"))
}

fn ordered(comparison: &Comparison, field: Field, order: Order, today: Date) -> Result<Test, SourceError> {
    if let [_, second, ..] = comparison.values.as_slice() {
        let message = format!("`{}` takes one value", comparison.operator.text());
        return Err(SourceError::new(message, second.span)
            .hint("leave out thousands separators, or join two comparisons with `or`"));
    }
    let value = &comparison.values[0];
    match field.field_type {
        FieldType::Number => Ok(Test::NumberOrder(order, number(value)?)),
        FieldType::Date => Ok(Test::DateOrder(order, date(value, today)?)),
        _ => Err(wrong_operator(
            comparison,
            field,
            "only numbers and dates have an order; use `is` or `contains`",
        )),
    }
}

fn wrong_operator(comparison: &Comparison, field: Field, hint: &str) -> SourceError {
    let kind = match field.field_type {
        FieldType::Text => "a text",
        FieldType::Keyword => "a name",
        FieldType::KeywordList => "a list of names",
        FieldType::Number => "a number",
        FieldType::Date => "a date",
        FieldType::Bool => "true or false",
    };
    let message =
        format!("`{}` does not fit {}, which is {kind}", comparison.operator.text(), comparison.field.text);
    SourceError::new(message, comparison.operator_span).hint(hint)
}

fn number(value: &Word) -> Result<f64, SourceError> {
    let plain = !value.text.contains(|c: char| c.is_alphabetic() && c != 'e' && c != 'E');
    value.text.parse().ok().filter(|number: &f64| plain && number.is_finite()).ok_or_else(|| {
        let error = SourceError::new(format!("`{}` is not a number", value.text), value.span);
        error.hint("write numbers such as 5 or 0.25, without separators")
    })
}

fn date(value: &Word, today: Date) -> Result<Date, SourceError> {
    dates::resolve(&value.text, today).ok_or_else(|| {
        let error = SourceError::new(format!("`{}` is not a date", value.text), value.span);
        error.hint("write a date such as 2026-03-01, today, 7 days ago or in 2 weeks")
    })
}

fn truth(value: &Word) -> Result<bool, SourceError> {
    const WORDS: [(&str, bool); 4] = [("true", true), ("yes", true), ("false", false), ("no", false)];
    let known = WORDS.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(&value.text));
    known.map(|(_, truth)| truth).ok_or_else(|| {
        let error = SourceError::new(format!("`{}` is neither true nor false", value.text), value.span);
        match nearest(&value.text, ["true", "false"]) {
            Some(word) => error.hint(format!("did you mean `{word}`?")),
            None => error.hint("write true or false"),
        }
    })
}
