//! `outweigh token`

use anyhow::{Context, Result};
use clap::Args;
use jiff::ToSpan;
use outweigh_core::domain::Role;
use outweigh_server::{clock, new_token};

use crate::workspace;

#[derive(Debug, Args)]
pub struct Token {
    /// E-mail address of the person it acts for
    person: String,
    /// What it is for
    #[arg(long, default_value = "command line")]
    name: String,
    /// The most it may do: viewer, contributor, product_owner, approver or admin
    #[arg(long, default_value = "product_owner")]
    role: Role,
    /// Days until it ends; never when absent
    #[arg(long)]
    days: Option<i64>,
}

impl Token {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open(database).await?;
        let person = store
            .read()
            .person_by_email(&self.person)
            .map(|p| p.id)
            .with_context(|| format!("nobody has the e-mail address {}", self.person))?;
        let expires = match self.days {
            Some(days) => Some(clock::now().checked_add((days.clamp(1, 36_500) * 24).hours())?),
            None => None,
        };
        let (_, secret) = new_token(&store, person, &self.name, self.role, expires).await?;
        println!("{secret}");
        eprintln!("Keep it: it is shown this once. Send it as Authorization: Bearer {}..", &secret[..6]);
        store.close().await;
        Ok(())
    }
}
