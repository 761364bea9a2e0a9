//! The small registries: products, areas, teams, people and the like. One set of handlers for all.

mod handlers;

pub use handlers::{Fields, RegistryPage, Versioned, routes};
