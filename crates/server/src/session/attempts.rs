//! Slows guessing down: a few wrong passwords per name and address, then a wait.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

/// Wrong attempts allowed per window.
const ALLOWED: u32 = 8;
/// How long the window lasts.
const WINDOW: SignedDuration = SignedDuration::from_mins(5);
/// Names kept at most; the oldest windows go first.
const KEPT: usize = 10_000;

/// Wrong sign-in attempts by name or address.
#[derive(Debug, Default)]
pub struct Attempts(HashMap<String, (u32, Timestamp)>);

impl Attempts {
    /// Seconds to wait before `who` may try again; none when they may now.
    pub fn wait(&self, who: &str, now: Timestamp) -> Option<i64> {
        let (count, since) = self.0.get(who)?;
        let left = (*since + WINDOW).as_second() - now.as_second();
        (*count >= ALLOWED && left > 0).then_some(left)
    }

    /// Notes a wrong attempt.
    pub fn note_wrong(&mut self, who: &str, now: Timestamp) {
        if self.0.len() >= KEPT {
            self.0.retain(|_, (_, since)| *since + WINDOW > now);
        }
        let entry = self.0.entry(who.to_owned()).or_insert((0, now));
        if entry.1 + WINDOW <= now {
            *entry = (0, now);
        }
        entry.0 += 1;
    }

    /// Forgets the attempts of someone who signed in.
    pub fn forget(&mut self, who: &str) {
        self.0.remove(who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_is_slowed_down_and_forgotten_after_the_window() {
        let start = Timestamp::UNIX_EPOCH;
        let mut attempts = Attempts::default();
        for _ in 0..ALLOWED {
            assert_eq!(attempts.wait("ann", start), None);
            attempts.note_wrong("ann", start);
        }
        assert_eq!(attempts.wait("ann", start), Some(300));
        assert_eq!(attempts.wait("bob", start), None);
        assert_eq!(attempts.wait("ann", start + WINDOW), None);
    }
}
