//! Filters that people write to choose records: `lane is hotfix and effort > 5`.
//!
//! The text and the chips of a filter bar are the same thing: [`Filter::parse`] gives the tree with the characters
//! each part came from, and printing it gives canonical text that parses to the same tree. The language knows no
//! field by itself; a [`Schema`] says what the records have, so that backlog, account segments and ledger share it.
//!
//! A record without a value matches `is not x` and `is empty`, and no other comparison. Text is compared without
//! regard to case. A comma means "any of".
//!
//! ```
//! use jiff::civil::date;
//! use outweigh_core::filter::{Field, FieldType, FieldValue, Filter, Record, Resolution, Schema};
//!
//! struct Accounts;
//! impl Schema for Accounts {
//!     fn field(&self, name: &str) -> Option<Field> {
//!         match name {
//!             "plan" => Some(Field { index: 0, field_type: FieldType::Keyword }),
//!             "revenue" => Some(Field { index: 1, field_type: FieldType::Number }),
//!             _ => None,
//!         }
//!     }
//!     fn field_names(&self) -> Vec<String> {
//!         vec!["plan".into(), "revenue".into()]
//!     }
//!     fn resolve(&self, _field: usize, text: &str) -> Resolution {
//!         let plans = ["enterprise", "team"].map(String::from);
//!         if plans.iter().any(|plan| plan == text) { Resolution::AsWritten } else { Resolution::Unknown(plans.into()) }
//!     }
//! }
//!
//! struct Account { plan: String, revenue: f64 }
//! impl Record for Account {
//!     fn value(&self, field: usize) -> FieldValue<'_> {
//!         if field == 0 { FieldValue::Text(&self.plan) } else { FieldValue::Number(self.revenue) }
//!     }
//! }
//!
//! let filter = Filter::parse("plan = enterprise and revenue >= 50000")?;
//! assert_eq!(filter.to_string(), "plan is enterprise and revenue >= 50000");
//! let compiled = filter.compile(&Accounts, date(2026, 3, 1))?;
//! assert!(compiled.matches(&Account { plan: "Enterprise".into(), revenue: 60_000.0 }));
//!
//! let error = Filter::parse("plan is enterprize")?.compile(&Accounts, date(2026, 3, 1)).unwrap_err();
//! assert_eq!(error.hint.as_deref(), Some("did you mean `enterprise`?"));
//! # Ok::<(), outweigh_core::formula::SourceError>(())
//! ```

mod ast;
mod compile;
mod dates;
mod evaluate;
mod lexer;
mod needle;
mod parse;
mod print;
mod schema;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::Date;

pub use ast::{Comparison, Expression, Operator, Word};
pub(crate) use needle::Needle;
pub use schema::{Field, FieldType, FieldValue, Record, Resolution, Schema};

use crate::formula::SourceError;
use evaluate::Tree;

/// Longest accepted source, in characters.
pub const MAX_SOURCE_CHARS: usize = 4_000;
/// Most comparisons, values and joining words in one filter.
pub const MAX_NODES: usize = 200;
/// Deepest nesting of brackets and `not`.
pub const MAX_DEPTH: usize = 32;

/// A parsed filter; a blank one chooses every record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    root: Option<Expression>,
}

impl Filter {
    /// Parses `source` without regard to which fields exist.
    ///
    /// # Errors
    ///
    /// The first mistake, with the characters it concerns; also a source beyond [`MAX_SOURCE_CHARS`],
    /// [`MAX_NODES`] or [`MAX_DEPTH`].
    pub fn parse(source: &str) -> Result<Self, SourceError> {
        Ok(Self { root: parse::parse(source)? })
    }

    /// The tree; `None` for a blank filter.
    pub fn expression(&self) -> Option<&Expression> {
        self.root.as_ref()
    }

    /// The names of the fields mentioned, as written, in the order of the text and with repeats.
    pub fn fields(&self) -> Vec<&str> {
        let mut names = Vec::new();
        if let Some(root) = &self.root {
            root.each_comparison(&mut |comparison| names.push(comparison.field.text.as_str()));
        }
        names
    }

    /// Checks the filter against the fields of `schema`; relative dates count from `today`.
    ///
    /// # Errors
    ///
    /// The first field that does not exist, operator that does not fit its field, or value that is not of the
    /// field's type or is unknown to the schema.
    pub fn compile(&self, schema: &impl Schema, today: Date) -> Result<Compiled, SourceError> {
        let tree = self.root.as_ref().map(|root| compile::compile(root, schema, today)).transpose()?;
        Ok(Compiled { tree })
    }
}

/// The canonical text; empty for a blank filter.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.as_ref().map_or(Ok(()), |root| root.fmt(f))
    }
}

/// A filter ready to be held against records of the schema it was compiled for.
#[derive(Clone, Debug)]
pub struct Compiled {
    tree: Option<Tree>,
}

impl Compiled {
    /// Whether the filter chooses `record`.
    pub fn matches<R: Record + ?Sized>(&self, record: &R) -> bool {
        self.tree.as_ref().is_none_or(|tree| tree.matches(record))
    }
}
