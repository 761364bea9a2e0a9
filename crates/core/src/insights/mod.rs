//! How statements hang together: the opportunity tree, what stands alone, and what contradicts itself.

mod orphans;
mod tree;

pub use orphans::{Contradiction, Orphans, contradictions, orphans};
pub use tree::{Node, move_below, tree};
