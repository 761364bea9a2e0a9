//! `outweigh contact erase`

use anyhow::{Context, Result};
use clap::Subcommand;
use outweigh_core::ids::ContactId;
use outweigh_core::ledger::Cause;
use outweigh_core::workspace::Workspace;
use outweigh_server::{clock, contact_edits, count_erased};
use outweigh_store::Caller;

use crate::output;
use crate::workspace;

#[derive(Debug, Subcommand)]
pub enum Contact {
    /// Erase a contact and everything they said; cannot be undone
    Erase {
        /// Id or mail address
        contact: String,
        /// Say what would be erased and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Kept in the ledger for good: name nobody here
        #[arg(long, required_unless_present = "dry_run")]
        reason: Option<String>,
    },
}

impl Contact {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let Self::Erase { contact, dry_run, reason } = self;
        let store = workspace::open(database).await?;
        let id = find(&store.read(), &contact)?;
        let edits = contact_edits(&store, id, clock::now()).await;
        let edits =
            edits.map_err(|problem| anyhow::anyhow!(problem.detail))?.context("the contact is gone")?;
        let erased = count_erased(&edits);
        let told = format!(
            "{} contact, {} notes, {} statements and {} promises",
            erased.contacts, erased.notes, erased.statements, erased.promises
        );
        if dry_run {
            return output::print(&format!("Would erase {told}. Nothing was changed (dry run)."));
        }
        let draft = workspace::draft(Cause::Erase, &reason.unwrap_or_default(), edits);
        store.write(draft, Caller::System).await?;
        store.close().await;
        output::print(&format!(
            "Erased {told}. This cannot be undone; backups made before still hold the words."
        ))
    }
}

/// The contact with this id or address, a deleted one by its id.
fn find(workspace: &Workspace, text: &str) -> Result<ContactId> {
    let by_id = text.parse::<ContactId>().ok().filter(|id| workspace.contacts.row(*id).is_some());
    by_id
        .or_else(|| workspace.contact_by_email(text).map(|contact| contact.id))
        .with_context(|| format!("there is no contact \"{text}\""))
}
