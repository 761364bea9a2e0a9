//! The spine of the product held to its laws through the public API: changes, undo, replay, ranking,
//! refusals, explanations and proposals.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod evidence;
mod explaining;
mod history;
mod proposing;
mod ranking;
mod refusals;
mod sentences;
mod support;
