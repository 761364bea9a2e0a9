//! Sessions and tokens found good a moment ago, so that not every request asks the database who calls.
//!
//! What ends here is forgotten at once; what another server ends is noticed after [`FRESH`] at the latest.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::TokenHash;

/// How long an answer of the database is relied on.
const FRESH: SignedDuration = SignedDuration::from_secs(5);
/// Most answers kept.
const KEPT: usize = 10_000;

/// Answers of the database by the hash of the secret that was asked for.
#[derive(Debug)]
pub(crate) struct Fresh<T>(Mutex<Answers<T>>);

#[derive(Debug)]
struct Answers<T> {
    by_secret: HashMap<TokenHash, (Timestamp, T)>,
    /// Counts how often all was forgotten.
    round: u64,
}

impl<T> Default for Fresh<T> {
    fn default() -> Self {
        Self(Mutex::new(Answers { by_secret: HashMap::new(), round: 0 }))
    }
}

impl<T: Clone> Fresh<T> {
    /// The answer, if there is one that is fresh.
    pub(crate) fn get(&self, secret: &TokenHash, now: Timestamp) -> Option<T> {
        let answers = self.lock();
        let (at, answer) = answers.by_secret.get(secret)?;
        let age = now.duration_since(*at);
        (!age.is_negative() && age < FRESH).then(|| answer.clone())
    }

    /// To be asked for before asking the database.
    pub(crate) fn round(&self) -> u64 {
        self.lock().round
    }

    /// Keeps an answer, unless all was forgotten since `round`: it may be from before what ended.
    pub(crate) fn keep(&self, round: u64, secret: &TokenHash, now: Timestamp, answer: T) {
        let mut answers = self.lock();
        if answers.round != round {
            return;
        }
        if answers.by_secret.len() >= KEPT {
            answers.by_secret.clear();
        }
        answers.by_secret.insert(secret.clone(), (now, answer));
    }

    /// Forgets everything; to be called once what ended is gone from the database.
    pub(crate) fn forget(&self) {
        let mut answers = self.lock();
        answers.by_secret.clear();
        answers.round += 1;
    }

    fn lock(&self) -> MutexGuard<'_, Answers<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn an_answer_grows_old() {
        let (fresh, secret) = (Fresh::default(), TokenHash::of("secret"));
        fresh.keep(fresh.round(), &secret, at(10), "anna");
        assert_eq!(fresh.get(&secret, at(14)), Some("anna"));
        assert_eq!(fresh.get(&secret, at(15)), None);
        assert_eq!(fresh.get(&secret, at(9)), None, "the clock was set back");
        assert_eq!(fresh.get(&TokenHash::of("other"), at(10)), None);
    }

    #[test]
    fn an_answer_under_way_while_something_ends_is_not_kept() {
        let (fresh, secret) = (Fresh::default(), TokenHash::of("secret"));
        fresh.keep(fresh.round(), &secret, at(10), "anna");
        let asked = fresh.round();
        fresh.forget();
        assert_eq!(fresh.get(&secret, at(10)), None);
        fresh.keep(asked, &secret, at(10), "anna");
        assert_eq!(fresh.get(&secret, at(10)), None);
    }
}
