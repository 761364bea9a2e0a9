//! What is indexed.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Kind {
    Note,
    Statement,
    Item,
    Account,
    Decision,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Note, Self::Statement, Self::Item, Self::Account, Self::Decision];

    /// From the number it is written as.
    pub(crate) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == number)
    }
}

/// A text that can be found, and what it can be filtered by.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub kind: Kind,
    /// Unique over all kinds.
    pub id: Uuid,
    /// May be empty. Its words count twice, and it makes half of the meaning.
    pub title: String,
    pub text: String,
    /// Whether it has a meaning here: the table knows English. What has none is found by its words alone.
    pub has_meaning: bool,
    pub facets: Facets,
}

impl Document {
    /// A document without facets.
    pub fn new(kind: Kind, id: Uuid, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            kind,
            id,
            title: title.into(),
            text: text.into(),
            has_meaning: true,
            facets: Facets::default(),
        }
    }
}

/// What a document can be filtered by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// The kind of source a note came from, such as `support`.
    pub source_kind: Option<String>,
    pub account_id: Option<Uuid>,
    pub product_id: Option<Uuid>,
    pub status: Option<String>,
    pub segment_ids: Vec<Uuid>,
    /// Microseconds since 1970 in UTC: when it was said or made.
    pub time_micros: Option<i64>,
    /// Of the account, a year, in the workspace's currency.
    pub revenue: Option<f64>,
}

/// A change to the index.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds a document, in place of the one with its id if there is one.
    Upsert(Box<Document>),
    /// Removes a document, if it is there.
    Remove(Uuid),
}
