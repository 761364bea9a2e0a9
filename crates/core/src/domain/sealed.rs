//! Words that can be erased.
//!
//! The ledger never forgets, so it must not hold what may have to be forgotten: what customers wrote, and who
//! they are. It holds a [`Seal`] instead, a hash over a secret salt and the words; salt and words are kept
//! apart, in the vault. Erasing empties the vault: the ledger still verifies, and nothing leads back to the words.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::ledger::Seal;

/// What stands for words that were erased.
pub const ERASED: &str = "(erased)";

/// Words on their way into the vault, or the seal that stands for them.
///
/// As JSON a text, or `{"sealed": "<64 hexadecimal digits>"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealed {
    /// As somebody gives them.
    Plain(String),
    /// As the ledger and the workspace hold them.
    Seal(Seal),
}

impl Sealed {
    /// The words, while they are not sealed.
    pub fn plain(&self) -> Option<&str> {
        match self {
            Self::Plain(words) => Some(words),
            Self::Seal(_) => None,
        }
    }

    /// The seal that a JSON object stands for, if it is one.
    pub(crate) fn deserialize_seal(fields: &super::Doc) -> Option<Self> {
        let seal = fields.get("sealed").filter(|_| fields.len() == 1)?;
        seal.as_str()?.parse().ok().map(Self::Seal)
    }

    /// The seal, once there is one.
    pub fn seal(&self) -> Option<Seal> {
        match self {
            Self::Plain(_) => None,
            Self::Seal(seal) => Some(*seal),
        }
    }
}

impl From<&str> for Sealed {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}

impl From<String> for Sealed {
    fn from(words: String) -> Self {
        Self::Plain(words)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Spelling {
    Plain(String),
    Sealed { sealed: String },
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(words) => serializer.serialize_str(words),
            Self::Seal(seal) => Spelling::Sealed { sealed: seal.to_string() }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Spelling::deserialize(deserializer) {
            Ok(Spelling::Plain(words)) => Ok(Self::Plain(words)),
            Ok(Spelling::Sealed { sealed }) => {
                sealed.parse().map(Self::Seal).map_err(serde::de::Error::custom)
            }
            Err(_) => Err(serde::de::Error::custom("must be a text")),
        }
    }
}

impl utoipa::PartialSchema for Sealed {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}

impl ToSchema for Sealed {}

/// Words for the vault, with the seal that the ledger gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub seal: Seal,
    /// Secret; without it the seal cannot be tried against guessed words.
    pub salt: [u8; 16],
    pub words: String,
    /// Whether a workspace holds them in memory: names and statements, not the texts of notes.
    pub resident: bool,
}

/// The seal of some words: SHA-256 over a label, the salt and the words.
pub fn seal(salt: &[u8; 16], words: &str) -> Seal {
    let mut hasher = Sha256::new();
    hasher.update(b"outweigh vault 1");
    hasher.update(salt);
    hasher.update(words.as_bytes());
    Seal(hasher.finalize().into())
}

/// Makes salts that nobody can guess from a secret that nobody knows.
#[derive(Debug)]
pub(crate) struct Salts {
    secret: [u8; 32],
    drawn: u64,
}

impl Salts {
    pub(crate) fn new(secret: [u8; 32]) -> Self {
        Self { secret, drawn: 0 }
    }

    /// Puts words under a new seal.
    pub(crate) fn seal(&mut self, words: String, resident: bool) -> Words {
        self.drawn += 1;
        let mut hasher = Sha256::new();
        hasher.update(self.secret);
        hasher.update(self.drawn.to_be_bytes());
        let digest: [u8; 32] = hasher.finalize().into();
        let mut salt = [0; 16];
        salt.copy_from_slice(&digest[..16]);
        Words { seal: seal(&salt, &words), salt, words, resident }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_seals_read_back() {
        let seal = seal(&[7; 16], "Rita");
        for sealed in [Sealed::from("Rita"), Sealed::Seal(seal)] {
            let json = serde_json::to_string(&sealed).expect("serialises");
            assert_eq!(serde_json::from_str::<Sealed>(&json).expect("reads back"), sealed);
        }
        assert!(serde_json::from_str::<Sealed>(r#"{"sealed":"short"}"#).is_err());
        assert!(serde_json::from_str::<Sealed>("5").is_err());
    }

    #[test]
    fn the_same_words_get_another_seal_each_time() {
        let mut salts = Salts::new([1; 32]);
        let (one, two) = (salts.seal("Rita".into(), true), salts.seal("Rita".into(), true));
        assert_ne!(one.seal, two.seal);
        assert_eq!(seal(&one.salt, "Rita"), one.seal);
    }
}
