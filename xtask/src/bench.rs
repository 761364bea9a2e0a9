//! `cargo xtask bench` and `evaluate`: hand their arguments to the optimised benchmark program.

use crate::project::Project;
use anyhow::Result;
use clap::Args;

/// Hyphenated arguments pass through; `-- --help` shows what the program takes.
#[derive(Args)]
pub(crate) struct BenchArguments {
    /// Arguments for the benchmark program, such as `--only NAME` or `--json`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn bench(project: &Project, arguments: &BenchArguments) -> Result<()> {
    start(project, &[], arguments)
}

pub(crate) fn evaluate(project: &Project, arguments: &BenchArguments) -> Result<()> {
    start(project, &["evaluate"], arguments)
}

fn start(project: &Project, mode: &[&str], arguments: &BenchArguments) -> Result<()> {
    project.member("outweigh-bench")?;
    let cargo = ["run", "--quiet", "--release", "--locked", "-p", "outweigh-bench", "--"];
    project.cargo(cargo).args(mode).args(&arguments.arguments).run()
}
