//! Search over everything by words and by meaning, and what is like what: a reader of the ledger.

mod ask;
mod documents;
mod finder;
mod like;

pub use ask::*;
pub(crate) use finder::blocking;
pub use finder::{Finder, read_ledger, run};
pub(crate) use like::{Likeness, closest, to_texts};
