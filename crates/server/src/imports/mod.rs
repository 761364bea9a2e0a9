//! Imports: a file is uploaded, looked at, tried, then taken in as one undoable change set.

mod commit;
mod inspect;
mod reading;
mod upload;
mod uploads;

pub use commit::*;
pub use inspect::*;
pub use upload::*;
pub use uploads::Uploads;
