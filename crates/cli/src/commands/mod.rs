//! One file per command.

mod backup;
mod contact;
mod demo;
mod doctor;
mod export;
mod import;
mod import_notes;
mod item;
mod ledger;
mod mcp;
mod note;
mod openapi;
mod rank;
mod serve;
mod token;
mod undo;
mod why;

use anyhow::Result;
use clap::{CommandFactory, Subcommand};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server
    Serve(serve::Serve),
    /// Start the server on a demo workspace: a year in the life of a payment company
    Demo(demo::Demo),
    /// Import a backlog (Jira, Linear, GitHub, tables), what people said (mail, surveys, transcripts, Slack, tickets ..),
    /// accounts, or a whole workspace from `export`
    Import(import::Import),
    /// Print the ranked backlog, of the workspace or straight from an exported file
    Rank(rank::Rank),
    /// Explain an item's score, or why it moved
    Why(why::Why),
    /// List, show, add or edit items
    #[command(subcommand)]
    Item(item::Item),
    /// Take notes down, list and show them
    #[command(subcommand)]
    Note(note::Note),
    /// Erase a contact and what they said
    #[command(subcommand)]
    Contact(contact::Contact),
    /// Take a change set back
    Undo(undo::Undo),
    /// Read and verify the ledger
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Write the whole workspace as NDJSON, or the backlog as CSV
    Export(export::Export),
    /// Copy the database while it is in use
    Backup(backup::Backup),
    /// Check that everything is in order
    Doctor(doctor::Doctor),
    /// Make an API token
    Token(token::Token),
    /// Let an agent in: MCP on standard input and output, carried to a running server
    Mcp(mcp::Mcp),
    /// Print a completion script for a shell
    Completion {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
    /// Print the API's OpenAPI document
    #[command(hide = true)]
    Openapi,
    /// Print the reference of every command as Markdown
    #[command(hide = true)]
    Reference,
}

impl Command {
    /// Runs the command on the workspace at `database`.
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        match self {
            Self::Serve(command) => command.run(database).await,
            Self::Demo(command) => command.run(database).await,
            Self::Import(command) => command.run(database).await,
            Self::Rank(command) => command.run(database).await,
            Self::Why(command) => command.run(database).await,
            Self::Item(command) => command.run(database).await,
            Self::Note(command) => command.run(database).await,
            Self::Contact(command) => command.run(database).await,
            Self::Undo(command) => command.run(database).await,
            Self::Ledger(command) => command.run(database).await,
            Self::Export(command) => command.run(database).await,
            Self::Backup(command) => command.run(database).await,
            Self::Doctor(command) => command.run(database).await,
            Self::Token(command) => command.run(database).await,
            Self::Mcp(command) => command.run().await,
            Self::Completion { shell } => {
                clap_complete::generate(
                    shell,
                    &mut crate::Cli::command(),
                    "outweigh",
                    &mut std::io::stdout(),
                );
                Ok(())
            }
            Self::Openapi => crate::output::print(&openapi::document()?),
            Self::Reference => crate::output::print(clap_markdown::help_markdown::<crate::Cli>().trim_end()),
        }
    }
}
