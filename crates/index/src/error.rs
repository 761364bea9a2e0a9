//! Why the index cannot do what it was asked.

use std::path::PathBuf;

/// An index that cannot be used, or that failed.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// It must be made anew from the ledger: it is missing, broken, or of another version.
    #[error("the search index must be rebuilt: {0}")]
    Rebuild(String),
    /// Another program, or another part of this one, writes to it.
    #[error("failed to open the search index in {0}: another program writes to it")]
    Busy(PathBuf),
    #[error("failed to use the search index")]
    Engine(#[from] tantivy::TantivyError),
    #[error("failed to read or write the search index")]
    Files(#[from] std::io::Error),
    /// An earlier failure left it in doubt; open it again.
    #[error("the search index failed before: open it again")]
    Failed,
}
