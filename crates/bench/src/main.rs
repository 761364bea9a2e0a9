//! Measures speed against a floor taken in the same run.

mod bed;
mod edits;
mod floor;
mod floor_ratio;
mod import;
mod import_floor;
mod machine;
mod measure;
mod processes;
mod ranking;
mod report;
mod search;
mod source;
mod windows;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser};
use report::Report;

/// Measure Outweigh.
#[derive(Debug, Parser)]
#[command(name = "outweigh-bench")]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

/// What to measure and how to tell it.
#[derive(Debug, Args)]
pub struct Options {
    /// Only the group with this name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Folder of data sets; what is missing there is left out, or generated in the same shape
    #[arg(long, value_name = "DIR", default_value = "../shared/data", env = "OUTWEIGH_DATA")]
    data: PathBuf,
}

/// The groups of measurements, by name.
const GROUPS: [&str; 7] = ["floor", "import", "window", "edit", "rank", "search", "process"];

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(bench(&arguments.options))
}

async fn bench(options: &Options) -> Result<()> {
    let groups: Vec<&str> = match options.only.as_deref() {
        Some(only) => vec![report::known(only, &GROUPS)?],
        None => GROUPS.to_vec(),
    };
    let mut report = Report::default();
    let mut large = bed::Large::default();
    for group in groups {
        eprintln!("measuring {group} ..");
        match group {
            "floor" => floor_ratio::measure(&mut report).await?,
            "import" => import::measure(&mut report, &options.data).await?,
            "window" => windows::measure(&mut report, large.bed().await?).await?,
            "edit" => edits::measure(&mut report, large.bed().await?).await?,
            "rank" => ranking::measure(&mut report, large.bed().await?)?,
            "search" => search::measure(&mut report)?,
            _ => processes::measure(&mut report, &options.data).await?,
        }
    }
    report.print(options.json)
}
