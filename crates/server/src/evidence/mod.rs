//! Evidence on items: who speaks for and against, how good that is, who is silent.

mod links;
mod shown;
mod suggest;

pub use links::*;
pub(crate) use shown::quotes;
pub use shown::*;
pub use suggest::*;
