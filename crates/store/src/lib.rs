//! The one write path and its ledger, on SQLite and PostgreSQL.
//!
//! A [`Store`] holds the [`outweigh_core::workspace::Workspace`] in memory and writes change sets through
//! one task: checked, written and chained in one transaction, taken into memory once durable. Reading
//! never touches the database but for the ledger's past.

mod access;
mod append;
mod as_of;
mod backup;
mod capture_keys;
mod database;
mod deliveries;
mod error;
mod follow;
mod fresh;
mod ledger;
mod load;
mod store;
mod undo;
mod vault;
mod verify;
mod writer;

pub use access::{ApiToken, SetupPurpose, TokenHash};
pub use database::{Address, DatabaseKind};
pub use deliveries::{Delivery, DeliveryState};
pub use error::StoreError;
pub use ledger::{ChangeSetEntry, HistoryEntry, LedgerFilter, Page};
pub use store::{Caller, Committed, Store, Touched};
pub use undo::{Undo, Undos};
pub use verify::{Fault, Verified};
pub use writer::{Progress, Receipt};
