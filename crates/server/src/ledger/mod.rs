//! The ledger: what changed, by whom and why; undo; live updates.

mod entries;
mod events;
mod history;
mod undo;

pub use entries::*;
pub use events::*;
pub use history::*;
pub use undo::*;
