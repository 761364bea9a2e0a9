//! Notes: what people said, as a list, one by one, taken in, sorted, and erased.

mod bulk;
mod capture;
mod context;
mod detail;
mod erase;
mod filter;
mod list;
mod reading;
mod retention;
mod row;
mod write;

pub use bulk::*;
pub use capture::{Captured, capture};
pub use context::*;
pub use detail::*;
pub use erase::*;
pub use list::*;
pub use reading::NoteReader;
pub(crate) use retention::run as keep_retention;
pub use row::*;
pub use write::*;
