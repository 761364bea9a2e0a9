//! `outweigh undo`

use anyhow::{Context, Result};
use clap::Args;
use outweigh_core::ledger::Actor;
use outweigh_server::clock;
use outweigh_store::{Caller, LedgerFilter, Undo as Wish};

use crate::{output, workspace};

#[derive(Debug, Args)]
pub struct Undo {
    /// The change set to take back; the last one when absent. Undoing an undo is a redo
    position: Option<i64>,
    /// Take it back even where later changes built on it
    #[arg(long)]
    force: bool,
    /// Kept in the ledger
    #[arg(long, default_value = "")]
    reason: String,
}

impl Undo {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open(database).await?;
        let position = match self.position {
            Some(position) => position,
            None => {
                let newest = store.ledger(&LedgerFilter::default(), None, 1).await?;
                newest.entries.first().map(|entry| entry.position).context("the ledger is empty")?
            }
        };
        let wish = Wish {
            position,
            id: clock::new_id().into(),
            at: clock::now(),
            actor: Actor::system("command line"),
            reason: self.reason,
            force: self.force,
        };
        let receipt = store.undo(wish, Caller::System).await;
        let receipt = receipt.map_err(|error| workspace::in_words(&store, error))?;
        let by = receipt.position.map_or_else(String::new, |p| format!(" by change set {p}"));
        output::print(&format!("Took change set {position} back{by}: {} entities.", receipt.touched.len()))?;
        store.close().await;
        Ok(())
    }
}
