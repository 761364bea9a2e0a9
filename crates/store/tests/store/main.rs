//! The store's suite: every test runs on SQLite and on PostgreSQL, each on a database of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends right there")]

mod access;
mod background;
mod backup;
mod databases;
mod kill;
mod past;
mod reading;
mod sharing;
mod tampering;
mod trouble;
mod undo;
mod vault;
mod world;
mod writing;
