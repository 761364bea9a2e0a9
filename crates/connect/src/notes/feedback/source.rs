//! A kind of table: who writes it, what its columns mean, and by which of them it is known.

use outweigh_core::domain::{RatingScale, SourceKind};

use super::record::Record;
use super::sheet::Sheet;
use super::targets::NoteTarget;
use crate::table::header_words;

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Something somebody said.
    Notes,
    /// People.
    Contacts,
    /// Companies.
    Accounts,
    /// What a company pays for: several rows for one company.
    Subscriptions,
    /// Sales won, lost and open: several rows for one company, with the reasons as notes.
    Deals,
}

/// What becomes of a column that the source does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// Kept as a custom field.
    Keep,
    /// Proposed by its header and its cells.
    Propose,
    /// Proposed; one that people answered in their own words is an answer.
    Questions,
}

/// One table that a system exports.
pub(crate) struct TableSource {
    /// The system by name.
    pub(crate) name: &'static str,
    pub(crate) rows: Rows,
    /// Of its notes.
    pub(crate) kind: SourceKind,
    /// Of its ratings; `None` when header and cells have to tell.
    pub(crate) scale: Option<RatingScale>,
    /// Header words that are all there in such a table and in no other. Empty: it is never recognised.
    pub(crate) marks: &'static [&'static str],
    /// What columns mean, by header words; of two for one target the first listed wins.
    pub(crate) columns: &'static [(&'static str, NoteTarget)],
    pub(crate) others: Others,
    /// Reads further header rows.
    pub(crate) lay_out: fn(&mut Sheet),
    /// Settles what only this source knows about a row.
    pub(crate) complete: fn(&mut Record),
}

impl TableSource {
    /// A table of which nothing is known; others are written as changes of it.
    pub(crate) const ANY: Self = Self {
        name: "",
        rows: Rows::Notes,
        kind: SourceKind::Survey,
        scale: None,
        marks: &[],
        columns: &[],
        others: Others::Propose,
        lay_out: |_| {},
        complete: |_| {},
    };

    /// Whether a header has every mark.
    pub(crate) fn is_of(&self, header: &[String]) -> bool {
        let words: Vec<String> = header.iter().map(|name| header_words(name)).collect();
        !self.marks.is_empty() && self.marks.iter().all(|mark| words.iter().any(|word| word == mark))
    }
}
