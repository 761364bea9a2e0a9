//! Everything as it stands at one ledger position, in memory, and the rules that span entities.
//!
//! A [`Workspace`] is what reading looks at. [`Staged`] lays uncommitted changes over it, checks every
//! rule and yields the [`crate::ledger::Change`]s to be written; once they are durable,
//! [`Workspace::apply`] takes them in. Replaying a ledger from nothing gives the same workspace.

mod dependencies;
mod keys;
mod refusal;
mod relations;
mod replay;
mod rights;
mod rules;
mod sealing;
mod staged;
mod table;
mod updated;
mod vault;

pub use dependencies::find_cycle;
pub use refusal::{FieldConflict, Refusal};
pub use replay::Loading;
pub use replay::Outcome;
pub use rights::{Access, erases, required_role};
pub use staged::Staged;
pub use table::{InTable, Row, Slot, Table, Workspace};
