//! Slows guessing down: a few wrong passwords per name and some more per address, then a wait.

use std::collections::HashMap;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

/// Wrong attempts allowed for one name per window.
const ALLOWED: u32 = 8;
/// Wrong attempts allowed from one address per window, whatever the names: an office shares one.
const ALLOWED_FROM: u32 = 64;
/// How long the window lasts.
const WINDOW: SignedDuration = SignedDuration::from_mins(5);
/// Names and addresses kept at most; when more come within one window, all are forgotten.
const KEPT: usize = 10_000;

/// Who tries to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    Name(String),
    Address(IpAddr),
}

impl Who {
    fn allowed(&self) -> u32 {
        match self {
            Self::Name(_) => ALLOWED,
            Self::Address(_) => ALLOWED_FROM,
        }
    }
}

/// An address worth counting: those of reverse proxies and of the machine itself stand for everyone.
pub fn countable(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => !(v4.is_loopback() || v4.is_private() || v4.is_link_local()),
        IpAddr::V6(v6) => !(v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local()),
    }
}

/// Sign-in attempts that were wrong, or whose outcome is not known yet.
#[derive(Debug, Default)]
pub struct Attempts(HashMap<Who, (u32, Timestamp)>);

impl Attempts {
    /// Counts an attempt before it is tried, so that many at once gain nothing; or tells how many
    /// seconds to wait.
    ///
    /// # Errors
    /// The seconds until the next attempt is allowed.
    pub fn begin(&mut self, who: &Who, now: Timestamp) -> Result<(), i64> {
        if self.0.len() >= KEPT {
            self.0.retain(|_, (_, since)| *since + WINDOW > now);
            if self.0.len() >= KEPT {
                self.0.clear();
            }
        }
        let (count, since) = self.0.entry(who.clone()).or_insert((0, now));
        if *since + WINDOW <= now {
            (*count, *since) = (0, now);
        }
        if *count >= who.allowed() {
            return Err((*since + WINDOW).as_second() - now.as_second());
        }
        *count += 1;
        Ok(())
    }

    /// The attempt was right: the name starts afresh, the address has one less.
    pub fn succeeded(&mut self, who: &Who) {
        match who {
            Who::Name(_) => _ = self.0.remove(who),
            Who::Address(_) => {
                if let Some((count, _)) = self.0.get_mut(who) {
                    *count = count.saturating_sub(1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_is_slowed_down_and_forgotten_after_the_window() {
        let start = Timestamp::UNIX_EPOCH;
        let mut attempts = Attempts::default();
        let [ann, bob] = ["ann", "bob"].map(|name| Who::Name(name.into()));
        for _ in 0..ALLOWED {
            assert_eq!(attempts.begin(&ann, start), Ok(()));
        }
        assert_eq!(attempts.begin(&ann, start), Err(300));
        assert_eq!(attempts.begin(&bob, start), Ok(()));
        assert_eq!(attempts.begin(&ann, start + WINDOW), Ok(()));
    }

    #[test]
    fn signing_in_clears_the_name_but_not_what_others_tried_from_the_address() {
        let now = Timestamp::UNIX_EPOCH;
        let mut attempts = Attempts::default();
        let here = Who::Address("203.0.113.7".parse().unwrap());
        for _ in 0..ALLOWED_FROM {
            assert_eq!(attempts.begin(&here, now), Ok(()));
        }
        attempts.succeeded(&here);
        assert_eq!(attempts.begin(&here, now), Ok(()));
        assert_eq!(attempts.begin(&here, now), Err(300));
    }

    #[test]
    fn addresses_that_stand_for_many_are_not_counted() {
        for address in ["127.0.0.1", "10.1.2.3", "172.17.0.1", "::1", "fd00::1", "::ffff:192.168.0.4"] {
            assert!(!countable(address.parse().unwrap()), "{address}");
        }
        assert!(countable("203.0.113.7".parse().unwrap()) && countable("2001:db8::7".parse().unwrap()));
    }

    #[test]
    fn a_flood_of_names_does_not_fill_the_memory() {
        let mut attempts = Attempts::default();
        for n in 0..KEPT * 2 {
            let _ = attempts.begin(&Who::Name(n.to_string()), Timestamp::UNIX_EPOCH);
        }
        assert!(attempts.0.len() <= KEPT);
    }
}
