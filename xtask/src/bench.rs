//! `cargo xtask bench` and `evaluate`: hand their arguments to the optimised programs.

use crate::project::Project;
use anyhow::Result;
use clap::Args;

/// Hyphenated arguments pass through; `-- --help` shows what the program takes.
#[derive(Args)]
pub(crate) struct BenchArguments {
    /// Arguments for the program, such as `--only NAME` or `--json`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn bench(project: &Project, arguments: &BenchArguments) -> Result<()> {
    start(project, "outweigh-bench", arguments)
}

pub(crate) fn evaluate(project: &Project, arguments: &BenchArguments) -> Result<()> {
    start(project, "outweigh-evaluate", arguments)
}

fn start(project: &Project, program: &str, arguments: &BenchArguments) -> Result<()> {
    project.member(program)?;
    let cargo = ["run", "--quiet", "--release", "--locked", "-p", program, "--"];
    project.cargo(cargo).args(&arguments.arguments).run()
}
