//! What a filter must know about the records it is for. Backlog items, accounts and the ledger each have their own.

use jiff::civil::Date;
use uuid::Uuid;

/// What kind of values a field has, and so which operators it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Free text: `is` compares the whole, `contains` a part, both without regard to case.
    Text,
    /// One of a set of names or ids: as text.
    Keyword,
    /// Several keywords: `is` holds when any of them does.
    KeywordList,
    /// A number.
    Number,
    /// A calendar day.
    Date,
    /// `true` or `false`.
    Bool,
}

/// A field that a filter may mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What [`Record::value`] is asked for.
    pub index: usize,
    /// What its values are.
    pub field_type: FieldType,
}

/// What a value in a filter stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The text itself.
    AsWritten,
    /// Any of these stored values, such as the ids of the people with that name.
    Values(Vec<String>),
    /// Nothing; these are values that exist, of which the nearest is proposed.
    Unknown(Vec<String>),
}

/// The fields of one kind of record.
pub trait Schema {
    /// The field of this name, as written in the filter; `None` makes the filter wrong.
    fn field(&self, name: &str) -> Option<Field>;

    /// The names of all fields, for hints.
    fn field_names(&self) -> Vec<String>;

    /// What `text` means for a field of type [`FieldType::Keyword`] or [`FieldType::KeywordList`].
    fn resolve(&self, field: usize, text: &str) -> Resolution;
}

/// One record to hold a filter against.
pub trait Record {
    /// The value of the field that the schema gave this index.
    fn value(&self, field: usize) -> FieldValue<'_>;
}

/// A value of a record, borrowed from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldValue<'a> {
    /// No value.
    Empty,
    /// A text or keyword; an empty text counts as no value.
    Text(&'a str),
    /// An id, compared with those values of the filter that are ids.
    Id(Uuid),
    /// Several keywords; an empty list counts as no value.
    List(&'a [String]),
    /// A number; NaN counts as no value.
    Number(f64),
    /// A calendar day.
    Date(Date),
    /// True or false.
    Bool(bool),
}

impl FieldValue<'_> {
    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::List(list) => list.is_empty(),
            Self::Number(number) => number.is_nan(),
            Self::Id(_) | Self::Date(_) | Self::Bool(_) => false,
        }
    }
}
