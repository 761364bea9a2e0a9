//! Backlog items: lists, one item, changes, ranks and bulk work.

mod bulk;
mod detail;
mod explain;
mod list;
mod orders;
mod parts;
mod proposals;
mod rank;
mod rendered;
mod row;
mod score;
mod write;

pub use bulk::*;
pub use detail::*;
pub use explain::*;
pub use list::*;
pub use orders::OrderCache;
pub use parts::*;
pub use proposals::*;
pub use rank::*;

pub use score::*;
pub use write::*;
