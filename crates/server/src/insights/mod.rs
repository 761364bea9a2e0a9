//! The insight repository: statements, how they hang together, what stands alone or contradicts itself.

mod shown;
mod statements;
mod tree;
mod write;

pub use shown::StatementShown;
pub(crate) use shown::{notes_of, shown as statement_shown};
pub use statements::*;
pub use tree::*;
pub use write::*;
