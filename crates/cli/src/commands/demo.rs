//! `outweigh demo`

use anyhow::{Context, Result};
use clap::Args;
use outweigh_server::clock;
use outweigh_store::Address;

use super::serve::{For, Listen};
use crate::{demo, workspace};

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    listen: Listen,
    /// Fill the workspace and stop, without serving it
    #[arg(long)]
    fill_only: bool,
}

impl Demo {
    /// Without --database the demo is made anew in a folder of its own, which goes away with it.
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let folder = temporary_folder();
        let address = match database {
            Some(given) => given.parse()?,
            None => {
                std::fs::create_dir_all(&folder).context("failed to make a folder for the demo")?;
                Address::Sqlite(folder.join("demo.sqlite"))
            }
        };
        let result = self.fill_and_serve(&address).await;
        if database.is_none() {
            // Left over at worst: the system's temporary folder is cleaned by the system.
            let _ = std::fs::remove_dir_all(&folder);
        }
        result
    }

    async fn fill_and_serve(self, address: &Address) -> Result<()> {
        let store = workspace::open_or_make(address).await?;
        if store.read().position > 0 {
            anyhow::bail!("the workspace is not empty: the demo is made in one of its own");
        }
        let today = clock::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let bar = indicatif::ProgressBar::new(0).with_message("replaying a year of work");
        let person = demo::fill(&store, today, &mut |done, total| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        })
        .await?;
        bar.finish_and_clear();
        let (changes, items) = {
            let read = store.read();
            (read.position, read.items.len())
        };
        println!("The demo is ready: {items} items, {changes} change sets. You are {}.", person.name);
        if self.fill_only {
            store.close().await;
            return Ok(());
        }
        self.listen.serve(store, address, For::Demo(person.id)).await
    }
}

fn temporary_folder() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("outweigh-demo-{}", std::process::id()))
}
