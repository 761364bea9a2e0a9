//! Search over everything, by words and by meaning, kept on disk beside the database.
//!
//! The index is a reader of the ledger: [`Index::apply`] takes in what changed up to a position, and
//! [`Index::position`] says after a restart where to go on reading. Words (BM25), vectors and the position are one
//! commit, so a crash leaves an older state that is whole. Losing the folder loses nothing: [`Index::create`] and
//! reading the ledger again makes it anew. Texts themselves are not kept; whoever shows a hit has them and asks
//! [`Index::marks`] for the places that matched.
//!
//! ```
//! use outweigh_index::{Document, Edit, Index, Kind, Query};
//! use outweigh_language::CorpusWeights;
//! use uuid::Uuid;
//!
//! # fn main() -> Result<(), outweigh_index::IndexError> {
//! let folder = tempfile::tempdir().expect("a folder");
//! let index = Index::create(folder.path(), CorpusWeights::default())?;
//! let note = Document::new(Kind::Note, Uuid::from_u128(1), "Invoices", "I cannot download last month's bill.");
//! index.apply(7, vec![Edit::Upsert(Box::new(note))])?;
//!
//! let hits = index.search(&Query { text: "where do I find my bill".into(), ..Query::default() })?;
//! assert_eq!((hits.hits[0].id, index.position()), (Uuid::from_u128(1), 7));
//! # Ok(())
//! # }
//! ```

mod document;
mod error;
mod filter;
mod index;
mod marks;
mod query;
mod schema;
mod search;
mod similar;
mod slots;
mod vectors;
mod view;
mod word_query;
mod words;

pub use document::{Document, Edit, Facets, Kind};
pub use error::IndexError;
pub use index::Index;
pub use marks::Marks;
pub use query::{Filter, Hit, Hits, Like, Query};
