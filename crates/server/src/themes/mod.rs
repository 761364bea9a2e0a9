//! Themes: groups that the language engine finds in notes, and what people do to them.

mod act;
mod book;
mod pass;
mod rows;
mod shown;

pub use act::*;
pub use book::ThemeBook;
pub use pass::{follow as follow_notes, run};
pub use shown::*;
