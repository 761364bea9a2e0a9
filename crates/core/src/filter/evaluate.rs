//! Holds a compiled filter against records; nothing is allocated.

use jiff::civil::Date;
use uuid::Uuid;

use super::needle::Needle;
use super::schema::{FieldValue, Record};

#[derive(Clone, Debug)]
pub(super) enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
    Test { field: usize, test: Test },
}

/// A question about one value; false for a record without that value, except [`Test::Empty`].
#[derive(Clone, Debug)]
pub(super) enum Test {
    Empty,
    Equals(Vec<Needle>),
    OneOf { keywords: Vec<Needle>, ids: Vec<Uuid> },
    Contains(Vec<Needle>),
    Numbers(Vec<f64>),
    NumberOrder(Order, f64),
    Dates(Vec<Date>),
    DateOrder(Order, Date),
    Bools(Vec<bool>),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    fn holds<T: PartialOrd>(self, left: T, right: T) -> bool {
        match self {
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

impl Tree {
    /// A rank of what holding it against a record costs; searching texts is by far the dearest.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).sum(),
            Self::Not(part) => part.cost(),
            Self::Test { test: Test::Contains(needles), .. } => 20 * needles.len(),
            Self::Test { test: Test::Equals(needles) | Test::OneOf { keywords: needles, .. }, .. } => {
                1 + needles.len()
            }
            Self::Test { .. } => 1,
        }
    }

    pub(super) fn matches<R: Record + ?Sized>(&self, record: &R) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.matches(record)),
            Self::Any(parts) => parts.iter().any(|part| part.matches(record)),
            Self::Not(part) => !part.matches(record),
            Self::Test { field, test } => test.holds(record.value(*field)),
        }
    }
}

impl Test {
    fn holds(&self, value: FieldValue<'_>) -> bool {
        match (self, value) {
            (Self::Empty, value) => value.is_empty(),
            (Self::OneOf { ids, .. }, FieldValue::Id(id)) => ids.contains(&id),
            (Self::Equals(needles) | Self::OneOf { keywords: needles, .. }, value) => {
                some_text(value, |text| needles.iter().any(|needle| needle.equals(text)))
            }
            (Self::Contains(needles), value) => {
                some_text(value, |text| needles.iter().any(|needle| needle.is_in(text)))
            }
            (Self::Numbers(numbers), FieldValue::Number(number)) => numbers.contains(&number),
            (Self::NumberOrder(order, limit), FieldValue::Number(number)) => order.holds(number, *limit),
            (Self::Dates(dates), FieldValue::Date(date)) => dates.contains(&date),
            (Self::DateOrder(order, limit), FieldValue::Date(date)) => order.holds(date, *limit),
            (Self::Bools(bools), FieldValue::Bool(truth)) => bools.contains(&truth),
            _ => false,
        }
    }
}

fn some_text(value: FieldValue<'_>, holds: impl Fn(&str) -> bool) -> bool {
    match value {
        FieldValue::Text(text) => !text.is_empty() && holds(text),
        FieldValue::List(list) => list.iter().any(|text| holds(text)),
        _ => false,
    }
}
