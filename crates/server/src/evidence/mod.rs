//! Evidence on items: who speaks for and against, how good that is, who is silent.

mod links;
mod shown;
mod suggest;

pub use links::*;
pub use shown::*;
pub(crate) use shown::{quotes, shown as evidence_shown};
pub use suggest::*;
