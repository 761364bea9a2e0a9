//! The API's suite, laid out like the addresses: every test asks the real router over SQLite.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends right there")]

mod capture;
mod export;
mod imports;
mod insights;
mod items;
mod items_list;
mod items_parts;
mod ledger;
mod ledger_events;
mod note_imports;
mod notes;
mod operations;
mod privacy;
mod registries;
mod rights;
mod rubrics;
mod search;
mod session;
mod session_tokens;
mod support;
mod themes;
