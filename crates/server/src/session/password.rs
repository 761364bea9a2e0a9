//! Passwords: argon2id, off the threads that serve requests.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// Shortest accepted password, in characters.
const SHORTEST: usize = 10;
/// Longest accepted password, in bytes.
const LONGEST: usize = 200;

/// Hashes a new password.
///
/// # Errors
/// 422 when it is too short or too long.
pub async fn hash(password: String) -> Result<String, Problem> {
    if password.chars().count() < SHORTEST {
        return Err(Problem::invalid("password", format!("must have at least {SHORTEST} characters")));
    }
    if password.len() > LONGEST {
        return Err(Problem::invalid("password", format!("must have at most {LONGEST} bytes")));
    }
    blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).ok())
        .await
        .ok_or_else(|| Problem::invalid("password", "cannot be hashed"))
}

/// Whether the password is right. Without a stored hash the same work is done, so that the time taken
/// does not tell whether the name exists.
pub async fn verify(password: String, stored: Option<String>) -> bool {
    if password.len() > LONGEST {
        return false;
    }
    blocking(move || match stored {
        Some(stored) => {
            let Ok(hash) = PasswordHash::new(&stored) else { return Some(false) };
            Some(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        }
        None => {
            let _ = Argon2::default().hash_password(password.as_bytes());
            Some(false)
        }
    })
    .await
    .unwrap_or(false)
}

/// Passwords worked on at once: each takes 19 MB and a processor.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    let _turn = AT_ONCE.acquire().await.ok()?;
    tokio::task::spawn_blocking(work).await.ok().flatten()
}
