//! Files that wait to be imported.

use std::path::PathBuf;

/// Files that wait to be imported.
pub struct Uploads {
    folder: PathBuf,
}

impl Uploads {
    /// Files wait in this folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }
}
