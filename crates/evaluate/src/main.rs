//! `cargo xtask evaluate`: runs the groups asked for and prints what they found.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Parser;
use outweigh_evaluate::GROUPS;

/// Measure the quality of decisions and of the language engine on data sets.
#[derive(Debug, Parser)]
#[command(name = "outweigh-evaluate")]
struct Arguments {
    /// Only the group with this name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
    /// Folder of data sets; what is missing there is left out
    #[arg(long, value_name = "DIR", default_value = "../shared/data", env = "OUTWEIGH_DATA")]
    data: PathBuf,
}

fn main() -> Result<()> {
    let Arguments { only, json, data } = Arguments::parse();
    let names: Vec<&str> = GROUPS.iter().map(|(name, _)| *name).collect();
    if let Some(only) = only.as_deref().filter(|only| !names.contains(only)) {
        bail!("there is no group \"{only}\"; there are {}", names.join(", "));
    }
    let mut found = Vec::new();
    for (name, evaluate) in GROUPS.iter().filter(|(name, _)| only.as_deref().is_none_or(|only| *name == only))
    {
        eprintln!("evaluating {name} ..");
        let findings = evaluate(&data)?;
        if !json {
            println!("{findings}");
        }
        found.push(findings);
    }
    if found.iter().all(|findings| findings.rows.is_empty()) {
        bail!("no data sets in {}: say where they are with --data", data.display());
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&found)?);
    }
    Ok(())
}
