//! The words a workspace holds in memory under their seals.

use std::collections::HashMap;

use serde_json::Value;

use super::{InTable, Workspace};
use crate::domain::{ERASED, Entity, Sealed, Words};
use crate::ledger::Seal;

/// Words by seal. What is not here was erased, or is too long to be held.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vault(HashMap<Seal, Box<str>>);

impl Vault {
    pub(crate) fn open<'a>(&'a self, sealed: &'a Sealed) -> &'a str {
        match sealed {
            Sealed::Plain(words) => words,
            Sealed::Seal(seal) => self.0.get(seal).map_or(ERASED, |words| words),
        }
    }

    pub(crate) fn get(&self, seal: Seal) -> Option<&str> {
        self.0.get(&seal).map(|words| &**words)
    }

    pub(crate) fn forget(&mut self, entity: &Entity) {
        for (_, sealed) in entity.clone().sealed() {
            if let Some(seal) = sealed.seal() {
                self.0.remove(&seal);
            }
        }
    }
}

impl Workspace {
    /// The words under a seal; [`ERASED`] when they are gone. Bodies of notes are read from the store.
    pub fn open<'a>(&'a self, sealed: &'a Sealed) -> &'a str {
        self.vault.open(sealed)
    }

    /// Takes in the words of change sets that were written here.
    pub(super) fn lay_in_own(&mut self, words: &[Words]) {
        self.lay_in(resident(words));
    }

    /// Takes words into memory; before the rows that have their seals.
    pub fn lay_in(&mut self, words: impl IntoIterator<Item = (Seal, String)>) {
        self.vault.0.extend(words.into_iter().map(|(seal, words)| (seal, words.into_boxed_str())));
    }

    /// Lets go of erased words.
    pub fn forget(&mut self, seals: &[Seal]) {
        seals.iter().for_each(|seal| _ = self.vault.0.remove(seal));
    }

    /// Takes over the words another workspace holds, to read the past with them.
    pub fn share_words(&mut self, other: &Workspace) {
        self.vault = other.vault.clone();
    }

    /// A value of the ledger as people read it: seals give way to their words.
    pub fn opened(&self, value: &Value) -> Value {
        match value {
            Value::Object(fields) => match Sealed::deserialize_seal(fields) {
                Some(sealed) => self.open(&sealed).into(),
                None => fields.iter().map(|(name, value)| (name.clone(), self.opened(value))).collect(),
            },
            Value::Array(values) => values.iter().map(|value| self.opened(value)).collect(),
            other => other.clone(),
        }
    }

    /// An entity with its words, as people read it. A note keeps its seal.
    pub fn with_words(&self, entity: &Entity) -> Entity {
        let mut entity = entity.clone();
        for (_, sealed) in entity.sealed() {
            if let Some(words) = sealed.seal().and_then(|seal| self.vault.0.get(&seal)) {
                *sealed = Sealed::Plain(words.to_string());
            }
        }
        entity
    }
}

impl Workspace {
    /// As [`Self::with_words`], of one kind.
    pub fn said<T: InTable>(&self, value: &T) -> T {
        let entity = self.with_words(&value.clone().into());
        T::from_entity(&entity).unwrap_or(value).clone()
    }
}

/// The words that a workspace holds in memory.
fn resident(words: &[Words]) -> impl Iterator<Item = (Seal, String)> + '_ {
    words.iter().filter(|words| words.resident).map(|words| (words.seal, words.words.clone()))
}
