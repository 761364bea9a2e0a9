//! A small workspace's worth of documents.

use outweigh_index::{Document, Edit, Filter, Index, Kind, Query};
use outweigh_language::CorpusWeights;
use tempfile::TempDir;
use uuid::Uuid;

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn note(number: u128, title: &str, text: &str) -> Document {
    Document::new(Kind::Note, id(number), title, text)
}

pub fn upsert(document: Document) -> Edit {
    Edit::Upsert(Box::new(document))
}

/// An index of its own folder, which lives as long as it does.
pub fn index(documents: impl IntoIterator<Item = Document>) -> (TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path(), CorpusWeights::default()).unwrap();
    index.apply(1, documents.into_iter().map(upsert).collect()).unwrap();
    (folder, index)
}

pub fn query(text: &str) -> Query {
    Query { text: text.into(), ..Query::default() }
}

pub fn typed(text: &str) -> Query {
    Query { as_you_type: true, ..query(text) }
}

/// The numbers of what a query finds, the best first.
pub fn found(index: &Index, query: &Query) -> Vec<u128> {
    index.search(query).unwrap().hits.iter().map(|hit| hit.id.as_u128()).collect()
}

pub fn filtered(text: &str, filter: Filter) -> Query {
    Query { filter, ..query(text) }
}

pub fn support_notes() -> Vec<Document> {
    vec![
        note(1, "Invoices", "I cannot download the bill for last month."),
        note(2, "", "The CSV export drops custom columns, error EXP_4012."),
        note(3, "Login", "Signing in with Google fails on the phone."),
        note(4, "", "Exporting a report as a spreadsheet takes minutes."),
        note(5, "Dark mode", "My eyes hurt at night, please add a dark theme."),
    ]
}
