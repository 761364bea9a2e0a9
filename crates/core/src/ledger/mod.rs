//! Change sets: the only way anything changes, and what the ledger keeps of them.
//!
//! A [`Draft`] holds the edits someone asks for. [`crate::workspace::Staged`] turns it into
//! [`Change`]s or refuses it; the store writes them and chains them by [`chain_hash`]. Undo is
//! [`inverse`].

mod change;
mod hash;
mod inverse;

pub use change::{Actor, ActorKind, Cause, Change, Draft, Edit, Expected, FieldChange, Op};
pub(crate) use change::{diff, merge};
pub use hash::{GENESIS, Header, Seal, chain_hash};
pub use inverse::inverse;

/// A place in the ledger: change sets count from 1; 0 is before the first.
pub type Position = i64;
