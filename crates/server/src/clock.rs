//! The one place where time, new ids and secrets come from.

use jiff::Timestamp;
use uuid::Uuid;

/// The time now.
#[expect(clippy::disallowed_methods, reason = "this is the edge where time comes in")]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    // The ledger keeps microseconds; what is hashed must be what is stored.
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// A new id, ordered by time.
#[expect(clippy::disallowed_methods, reason = "this is the edge where ids come in")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// A secret of 32 random bytes, as text that fits in a URL.
///
/// # Panics
/// When the operating system has no randomness to give.
pub fn new_secret() -> String {
    use base64::Engine;
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).unwrap_or_else(|e| panic!("the operating system gives no randomness: {e}"));
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
