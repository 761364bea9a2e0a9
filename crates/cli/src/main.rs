//! `outweigh`: which thing to build first, how sure, and why.

mod commands;
mod demo;
mod output;
mod workspace;

use clap::Parser;

use commands::Command;

/// Which thing to build first, how sure, and why.
#[derive(Debug, Parser)]
#[command(name = "outweigh", version, about, max_term_width = 100)]
struct Cli {
    /// The workspace: a file (made when missing) or postgres://user@host/database
    #[arg(long, global = true, env = "OUTWEIGH_DATABASE", value_name = "ADDRESS", hide_env_values = true)]
    database: Option<String>,

    #[command(subcommand)]
    command: Command,
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("OUTWEIGH_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    match cli.command.run(cli.database.as_deref()).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
