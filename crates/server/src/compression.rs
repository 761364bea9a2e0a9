//! Which answers are compressed: not small ones, not streams of events.

use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

/// Answers that gain by compression.
pub(crate) fn worth_it() -> impl Predicate {
    SizeAbove::new(1_024).and(NotForContentType::SSE).and(NotForContentType::IMAGES)
}
