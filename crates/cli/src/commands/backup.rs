//! `outweigh backup`

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::workspace;

#[derive(Debug, Args)]
pub struct Backup {
    /// Where to write the copy; must not exist yet
    file: PathBuf,
}

impl Backup {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open(database).await?;
        store.backup(&self.file).await?;
        println!("Backed up to {}. To use it: outweigh serve --database {0}", self.file.display());
        Ok(())
    }
}
