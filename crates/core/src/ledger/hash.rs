//! The hash chain: each change set's hash covers its own content and the hash before it.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{Position, change::Actor};
use crate::domain::EntityRef;

/// The hash before the first change set.
pub const GENESIS: Seal = Seal([0; 32]);

/// A SHA-256 hash, shown as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seal(pub [u8; 32]);

impl std::fmt::Display for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Seal {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let damaged = || format!("\"{text}\" is not a hash of 64 hexadecimal digits");
        if text.len() != 64 || !text.is_ascii() {
            return Err(damaged());
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| damaged())?;
        }
        Ok(Self(bytes))
    }
}

/// What the ledger keeps of a change set besides its changes.
#[derive(Debug, Clone)]
pub struct Header<'a> {
    pub position: Position,
    pub id: &'a str,
    pub at: Timestamp,
    pub actor: &'a Actor,
    pub cause: &'a str,
    pub reason: &'a str,
    pub undoes: Option<Position>,
    pub idempotency_key: Option<&'a str>,
}

/// Hash of a change set: SHA-256 over the previous hash, every header field and every change, each
/// preceded by its length so that no two contents share a spelling. `changes` yields the entity, the
/// version after, the operation and its data as the database holds them.
pub fn chain_hash<'a>(
    previous: Seal,
    header: &Header<'_>,
    changes: impl IntoIterator<Item = (EntityRef, u32, &'a str, &'a str)>,
) -> Seal {
    let mut hasher = Sha256::new();
    let mut put = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    put(&previous.0);
    put(&header.position.to_be_bytes());
    put(header.id.as_bytes());
    put(&header.at.as_microsecond().to_be_bytes());
    put(header.actor.kind.as_str().as_bytes());
    put(header.actor.person_id.map(|id| id.0.into_bytes()).as_ref().map_or(&[][..], |b| &b[..]));
    put(header.actor.name.as_bytes());
    put(header.cause.as_bytes());
    put(header.reason.as_bytes());
    put(header.undoes.map(i64::to_be_bytes).as_ref().map_or(&[][..], |b| &b[..]));
    put(&[u8::from(header.idempotency_key.is_some())]);
    put(header.idempotency_key.unwrap_or("").as_bytes());
    for (entity, version, op, data) in changes {
        put(entity.kind.as_str().as_bytes());
        put(entity.id.as_bytes());
        put(&version.to_be_bytes());
        put(op.as_bytes());
        put(data.as_bytes());
    }
    Seal(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::EntityKind;

    #[test]
    fn every_byte_counts() {
        let actor = Actor::system("test");
        let header = Header {
            position: 1,
            id: "a",
            at: Timestamp::UNIX_EPOCH,
            actor: &actor,
            cause: "api",
            reason: "",
            undoes: None,
            idempotency_key: None,
        };
        let entity = EntityRef::new(EntityKind::Item, uuid::Uuid::nil());
        let hash = |reason: &str, data: &str| {
            chain_hash(GENESIS, &Header { reason, ..header.clone() }, [(entity, 1, "create", data)])
        };
        assert_ne!(hash("", "ab"), hash("", "ac"));
        assert_ne!(hash("a", "b"), hash("", "ab"));
        assert_eq!(hash("x", "y").to_string().parse(), Ok(hash("x", "y")));
    }
}
