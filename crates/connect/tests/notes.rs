//! The import of notes, seen from outside: golden files, laws, traps, and whatever bytes there are.

#[path = "notes/archives.rs"]
mod archives;
#[path = "notes/fixtures.rs"]
mod fixtures;
#[path = "notes/fuzz.rs"]
mod fuzz;
#[path = "notes/laws.rs"]
mod laws;
#[path = "notes/texts.rs"]
mod texts;
