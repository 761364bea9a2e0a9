//! The pure heart of Outweigh: what is known, how it changes, what it is worth, in which order.
//!
//! No I/O, no async, no clock and no randomness: time, ids and seeds are arguments, so the same input
//! gives the same output on any machine.
//!
//! - [`domain`] the things there are · [`ids`] their names
//! - [`ledger`] how they change · [`workspace`] how they stand, and the rules across them
//! - [`backlog`] which items, in which order, with which counts
//! - [`formula`] and [`filter`] the two small languages people write
//! - [`score`] what an item is worth · [`rank`] in which order · [`explain`] why, and what was changed
//! - [`customers`] who belongs to a segment · [`evidence`] who speaks for an item · [`insights`] how what was
//!   learnt hangs together
//! - [`proposals`] where unsorted items may belong

pub mod backlog;
pub mod customers;
pub mod domain;
pub mod evidence;
pub mod explain;
pub mod filter;
pub mod formula;
pub mod ids;
pub mod insights;
pub mod ledger;
pub mod proposals;
pub mod rank;
pub mod score;
pub mod workspace;
