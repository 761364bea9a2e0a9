//! The index as its callers see it: what is found, by which filters, and what a restart finds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends right there")]

mod finding;
mod laws;
mod lifetime;
mod support;
