//! What importing notes does to a workspace.

#[path = "note_plan/accounts.rs"]
mod accounts;
#[path = "note_plan/laws.rs"]
mod laws;
#[path = "note_plan/notes.rs"]
mod notes;
#[path = "note_plan/world.rs"]
mod world;
