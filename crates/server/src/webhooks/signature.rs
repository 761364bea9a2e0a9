//! Signatures as Standard Webhooks says: `v1,` and the base64 of HMAC-SHA256 over id, time and body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What every secret begins with.
const PREFIX: &str = "whsec_";
/// Bytes of a new secret; the standard asks for 24 to 64.
const SECRET_BYTES: usize = 32;

/// A new signing secret.
///
/// # Panics
/// When the operating system has no randomness to give.
pub(super) fn new_secret() -> String {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes).unwrap_or_else(|e| panic!("the operating system gives no randomness: {e}"));
    format!("{PREFIX}{}", STANDARD.encode(bytes))
}

/// The value of the header `webhook-signature`; none when the secret is not of the form `whsec_<base64>`.
pub(super) fn sign(secret: &str, id: &str, timestamp: i64, body: &[u8]) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_the_example_of_the_standard() {
        let signature = sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signature.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn new_secrets_differ_and_sign() {
        let (one, other) = (new_secret(), new_secret());
        assert_ne!(one, other);
        assert!(sign(&one, "id", 1, b"{}").is_some());
        assert_eq!(sign("not a secret", "id", 1, b"{}"), None);
    }
}
