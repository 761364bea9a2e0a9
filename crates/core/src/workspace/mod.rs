//! Everything as it stands at one ledger position, in memory, and the rules that span entities.
//!
//! A [`Workspace`] is what reading looks at. [`Staged`] lays uncommitted changes over it, checks every
//! rule and yields the [`crate::ledger::Change`]s to be written; once they are durable,
//! [`Workspace::apply`] takes them in. Replaying a ledger from nothing gives the same workspace.

mod dependencies;
mod keys;
mod refusal;
mod replay;
mod rights;
mod rules;
mod staged;
mod table;

pub use dependencies::find_cycle;
pub use refusal::{FieldConflict, Refusal};
pub use rights::{Access, required_role};
pub use staged::Staged;
pub use table::{Row, Slot, Table, Workspace};
