//! HTTP API, sign-in, live updates, webhooks, MCP and the embedded web app.
//!
//! Slices (`items`, `ledger`, `rubrics` ..) hold one file per group of endpoints and reach each other only
//! through their `mod.rs`; [`routes`] lists every address.

mod api_document;
mod api_page;
mod caller;
mod capture;
pub mod clock;
mod compression;
mod evidence;
mod exports;
mod imports;
mod insights;
mod items;
mod ledger;
mod mcp;
mod notes;
mod operations;
mod past;
mod problem;
mod quotes;
mod refused;
mod registries;
mod routes;
mod rubrics;
mod search;
mod serve;
mod session;
mod state;
#[cfg(test)]
mod testing;
mod themes;
mod web_app;
mod webhooks;

pub use exports::{csv as backlog_csv, ndjson as workspace_ndjson, read_ndjson};
pub use mcp::{McpStdioError, mcp_stdio};
pub use notes::{
    Captured, Erased, NoteReader, NoteRow, capture, contact_edits, counted as count_erased, note_rows,
};
pub use problem::Problem;
pub use routes::{openapi, router};
pub use search::read_ledger;
pub use serve::serve;
pub use session::{first_start_link, new_token};
pub use state::{AppState, Settings};
pub use themes::follow_notes;
