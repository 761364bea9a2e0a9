//! Imports through the public write path: once, twice, taken back, made again, and after the source or
//! people changed something.

#[path = "plan/again.rs"]
mod again;
#[path = "plan/first.rs"]
mod first;
#[path = "plan/laws.rs"]
mod laws;
#[path = "plan/relations.rs"]
mod relations;
#[path = "plan/world.rs"]
mod world;
