//! How many notes come in by a key and from an address, so that no page is used to flood the inbox.

use std::collections::HashMap;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use crate::session::countable;

/// Notes by one key in a window, from wherever.
const BY_KEY: u32 = 120;
/// Notes by one key from one address in a window.
const BY_ADDRESS: u32 = 10;
/// How long the window lasts.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);
/// Keys and addresses kept at most; when more come within one window, all are forgotten.
const KEPT: usize = 10_000;

/// Notes that came in lately.
#[derive(Debug, Default)]
pub(crate) struct Rates(HashMap<(String, Option<IpAddr>), (u32, Timestamp)>);

impl Rates {
    /// Counts a note, or tells how many seconds to wait. Addresses of proxies stand for everyone and are not
    /// counted.
    ///
    /// # Errors
    /// The seconds until the next note is taken.
    pub(super) fn count(&mut self, key: &str, from: Option<IpAddr>, now: Timestamp) -> Result<(), i64> {
        if self.0.len() >= KEPT {
            self.0.retain(|_, (_, since)| *since + WINDOW > now);
            if self.0.len() >= KEPT {
                self.0.clear();
            }
        }
        let address = from.filter(|address| countable(*address));
        let by_address = address.map(|address| (Some(address), BY_ADDRESS));
        for (address, allowed) in by_address.into_iter().chain([(None, BY_KEY)]) {
            let (count, since) = self.0.entry((key.to_owned(), address)).or_insert((0, now));
            if *since + WINDOW <= now {
                (*count, *since) = (0, now);
            }
            if *count >= allowed {
                return Err((*since + WINDOW).as_second() - now.as_second());
            }
            *count += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_and_a_key_its_sum() {
        let now = Timestamp::UNIX_EPOCH;
        let mut rates = Rates::default();
        let from = |n: u8| Some(IpAddr::from([203, 0, 113, n]));
        for _ in 0..BY_ADDRESS {
            assert_eq!(rates.count("a", from(1), now), Ok(()));
        }
        assert_eq!(rates.count("a", from(1), now), Err(60));
        assert_eq!(rates.count("b", from(1), now), Ok(()));
        for _ in BY_ADDRESS..BY_KEY {
            assert_eq!(rates.count("a", None, now), Ok(()));
        }
        assert_eq!(rates.count("a", from(2), now), Err(60));
        assert_eq!(rates.count("a", from(1), now + WINDOW), Ok(()));
    }
}
