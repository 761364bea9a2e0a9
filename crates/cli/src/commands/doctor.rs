//! `outweigh doctor`

use anyhow::Result;
use clap::Args;
use outweigh_store::DatabaseKind;

use crate::workspace;

#[derive(Debug, Args)]
pub struct Doctor {}

impl Doctor {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        println!("outweigh {}", env!("CARGO_PKG_VERSION"));
        let store = workspace::open(database).await?;
        let kind = match store.database_kind() {
            DatabaseKind::Sqlite => "SQLite",
            DatabaseKind::Postgres => "PostgreSQL",
        };
        println!("ok    {kind} opens and its tables are up to date");
        let (items, open, accounts, position, rubric) = {
            let read = store.read();
            let rubric = read.active_rubric().map(|r| format!("{} version {}", r.name, r.version_number));
            (read.items.len(), read.shown_order().len(), read.accounts.len(), read.position, rubric)
        };
        println!("ok    {items} items ({open} open), {accounts} accounts, {position} change sets");
        match rubric {
            Some(rubric) => println!("ok    items are scored by {rubric}"),
            None => println!("look  no rubric is active: nothing is ranked; activate one under Rubrics"),
        }
        match store.has_passwords().await? {
            true => println!("ok    someone can sign in"),
            false => println!(
                "look  nobody can sign in yet: `outweigh serve` prints the link that makes an administrator"
            ),
        }
        let verified = store.verify().await?;
        match verified.fault {
            None => println!("ok    the ledger is whole, head {}", verified.head),
            Some(fault) => anyhow::bail!("the ledger is damaged: {}", fault.problem),
        }
        Ok(())
    }
}
