//! `outweigh ledger list|show|verify`

use anyhow::Result;
use clap::Subcommand;
use outweigh_core::explain::sentences::sentence;
use outweigh_store::LedgerFilter;

use crate::{output, workspace};

#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// List change sets, newest first
    List {
        /// How many
        #[arg(short = 'n', default_value_t = 30)]
        top: usize,
        /// Words in the reason
        #[arg(long)]
        text: Option<String>,
    },
    /// Show one change set in sentences
    Show {
        /// Its position
        position: i64,
    },
    /// Recompute every hash and compare the stored entities with the ledger
    Verify,
}

impl Ledger {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open(database).await?;
        match self {
            Self::List { top, text } => {
                let filter = LedgerFilter { text, ..LedgerFilter::default() };
                let mut table = output::table(&["position", "time", "who", "cause", "changes", "reason"]);
                for entry in store.ledger(&filter, None, top).await?.entries {
                    table.add_row([
                        entry.position.to_string(),
                        entry.at.strftime("%Y-%m-%d %H:%M").to_string(),
                        entry.actor.name,
                        entry.cause.as_str().to_owned(),
                        entry.change_count.to_string(),
                        entry.reason,
                    ]);
                }
                output::print(&table.to_string())
            }
            Self::Show { position } => {
                let entry = store.entry(position).await?;
                let changes = store.changes(position, 0, i64::MAX).await?;
                let read = store.read();
                let mut text = format!("{} {} {}", position, entry.at, entry.reason);
                for change in &changes {
                    text.push_str("\n  ");
                    text.push_str(&sentence(&read, &entry.actor.name, change));
                }
                output::print(&text)
            }
            Self::Verify => {
                let verified = store.verify().await?;
                match verified.fault {
                    None => output::print(&format!(
                        "The ledger is whole: {} change sets, head {}.",
                        verified.positions, verified.head
                    )),
                    Some(fault) => anyhow::bail!("the ledger is damaged: {}", fault.problem),
                }
            }
        }
    }
}
