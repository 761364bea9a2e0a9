//! `outweigh export`

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use outweigh_core::backlog::select;
use outweigh_core::workspace::Access;

use crate::{output, workspace};

#[derive(Debug, Args)]
pub struct Export {
    /// Where to write; standard output when absent
    file: Option<PathBuf>,
    /// ndjson: the whole workspace, for `outweigh import --workspace`; csv: the backlog, for a spreadsheet
    #[arg(long, value_enum, default_value_t)]
    format: ExportFormat,
    /// CSV only: in the filter language
    #[arg(long, default_value = "")]
    filter: String,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum ExportFormat {
    #[default]
    Ndjson,
    Csv,
}

impl Export {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open(database).await?;
        let text = match self.format {
            ExportFormat::Ndjson => outweigh_server::workspace_ndjson(&store).await?,
            ExportFormat::Csv => {
                let read = store.read();
                let slots = select(&read, &Access::system(), &self.filter, "").map_err(|e| {
                    anyhow::anyhow!("failed to understand the filter\n{}", e.render(&self.filter))
                })?;
                outweigh_server::backlog_csv(&read, &slots).map_err(|p| anyhow::anyhow!(p.detail))?
            }
        };
        match &self.file {
            Some(file) => {
                std::fs::write(file, text).with_context(|| format!("failed to write {}", file.display()))?;
                println!("Written to {}.", file.display());
                Ok(())
            }
            None => output::print(text.trim_end()),
        }
    }
}
