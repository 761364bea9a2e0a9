//! Rubrics: how items are scored. Drafts are edited, activated once, then locked.

mod edit;
mod preview;

pub use edit::*;
pub use preview::*;
