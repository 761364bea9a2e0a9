//! Project tasks, run as `cargo xtask NAME`: start the product, test it, keep the tree in order, pack it.

mod bench;
mod check;
mod chromium;
mod deny;
mod dist;
mod generate;
mod postgres;
mod process;
mod project;
mod run;
mod test;
mod tidy;
mod tools;
mod web;

use anyhow::Result;
use clap::{Parser, Subcommand};
use project::Project;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Tasks for working on Outweigh")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the web app and the binary, then start the demo workspace
    Run(run::RunArguments),
    /// Run the whole test suite, stage by stage
    Test(test::TestArguments),
    /// Fast checks before a commit: format, lints, tidy, generated files
    Check,
    /// Regenerate the files that are derived from the code
    Gen(generate::GenArguments),
    /// Check the repository's own rules
    Tidy,
    /// Check licences, sources and duplicate versions of all dependencies
    Deny,
    /// Pack the release archive
    Dist,
    /// Measure speed against the floor (arguments go to the benchmark program)
    Bench(bench::BenchArguments),
    /// Measure the quality of decisions on data sets (arguments go to the benchmark program)
    Evaluate(bench::BenchArguments),
    /// Run a command with a throw-away PostgreSQL in OUTWEIGH_TEST_POSTGRES_URL
    #[command(hide = true)]
    Postgres(postgres::PostgresArguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(arguments.task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if process::interrupted() => {
            eprintln!("interrupted");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    process::end_children_on_interrupt()?;
    let project = Project::find()?;
    match task {
        Task::Run(arguments) => run::run(&project, &arguments),
        Task::Test(arguments) => test::test(&project, &arguments),
        Task::Check => check::check(&project),
        Task::Gen(arguments) => generate::generate(&project, &arguments),
        Task::Tidy => tidy::tidy(&project),
        Task::Deny => deny::deny(&project),
        Task::Dist => dist::dist(&project),
        Task::Bench(arguments) => bench::bench(&project, &arguments),
        Task::Evaluate(arguments) => bench::evaluate(&project, &arguments),
        Task::Postgres(arguments) => postgres::with_postgres(&project, &arguments),
    }
}
