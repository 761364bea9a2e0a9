//! The store's suite: every test runs on SQLite and on PostgreSQL, each on a database of its own.

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
mod world;
mod writing;
