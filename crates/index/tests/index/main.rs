//! The index as its callers see it: what is found, by which filters, and what a restart finds.

mod finding;
mod laws;
mod lifetime;
mod support;
