//! Imports: a file is uploaded, looked at, tried, then taken in as one undoable change set.

mod uploads;

pub use uploads::Uploads;
