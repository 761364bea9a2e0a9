//! Questions to the index and their answers.

use uuid::Uuid;

use crate::document::Kind;

/// A search.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Words or a question. Wholly in double quotes it is a phrase that must stand like that. Empty: the newest.
    pub text: String,
    pub filter: Filter,
    /// Hits at most.
    pub limit: usize,
    /// The last word may not be finished yet.
    pub as_you_type: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self { text: String::new(), filter: Filter::default(), limit: 20, as_you_type: false }
    }
}

/// What hits must be. An empty list allows everything; of a list one must fit; all lists must.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub kinds: Vec<Kind>,
    pub source_kinds: Vec<String>,
    pub account_ids: Vec<Uuid>,
    pub product_ids: Vec<Uuid>,
    pub statuses: Vec<String>,
    pub segment_ids: Vec<Uuid>,
    /// From this time on, in microseconds since 1970.
    pub since_micros: Option<i64>,
    /// Before this time.
    pub before_micros: Option<i64>,
    /// Revenue of at least this.
    pub least_revenue: Option<f64>,
}

/// A text to find similar ones to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Like<'a> {
    /// Of the document itself, which is not among its own hits.
    pub id: Option<Uuid>,
    pub title: &'a str,
    pub text: &'a str,
}

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub kind: Kind,
    pub id: Uuid,
    /// What the order is by; comparable within one answer only.
    pub score: f32,
    /// How well it matches by words, from 0 to 1: its BM25 by the best of the answer.
    pub words: f32,
    /// How close it is in meaning, about -1 to 1; 0 where meaning was not asked.
    pub closeness: f32,
}

/// An answer: the best first, equal ones by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    pub hits: Vec<Hit>,
    /// Documents that hold a telling word of the query, and those found by meaning alone.
    pub total: usize,
}
