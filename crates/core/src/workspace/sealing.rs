//! Takes words out of what is staged, so that the ledger gets their seals only.

use super::{Refusal, Workspace};
use crate::domain::{Entity, EntityKind, Salts, Sealed, Words};
use crate::ledger::{Draft, Seal};

/// Seals the words of a batch of change sets.
pub(super) struct Sealing<'a> {
    base: &'a Workspace,
    salts: Salts,
    /// For the vault, in the order they came.
    pub(super) words: Vec<Words>,
}

impl<'a> Sealing<'a> {
    pub(super) fn new(base: &'a Workspace, secret: [u8; 32]) -> Self {
        Self { base, salts: Salts::new(secret), words: Vec::new() }
    }

    /// Puts the words of an entity under seals; words that stay the same keep theirs. A seal may only be
    /// given where it stands already, or by taking a change set back: nobody reads another's words by
    /// naming their seal.
    pub(super) fn seal(
        &mut self,
        value: &mut Entity,
        before: Option<&Entity>,
        draft: &Draft,
    ) -> Result<(), Refusal> {
        let entity = value.reference();
        let resident = entity.kind != EntityKind::Note;
        let mut before = before.cloned();
        let old: Vec<_> = before.iter_mut().flat_map(Entity::sealed).collect();
        for (field, sealed) in value.sealed() {
            let old = old.iter().find(|(name, _)| *name == field).and_then(|(_, sealed)| sealed.seal());
            match sealed {
                Sealed::Seal(seal) if old == Some(*seal) || draft.undoes.is_some() => {}
                Sealed::Seal(_) => return Err(Refusal::invalid(entity, field, "must be a text")),
                Sealed::Plain(words) => {
                    let same = old.filter(|seal| self.opened(*seal) == Some(words.as_str()));
                    *sealed = Sealed::Seal(same.unwrap_or_else(|| {
                        let words = self.salts.seal(std::mem::take(words), resident);
                        let seal = words.seal;
                        self.words.push(words);
                        seal
                    }));
                }
            }
        }
        Ok(())
    }

    fn opened(&self, seal: Seal) -> Option<&str> {
        let staged = self.words.iter().rev().find(|words| words.seal == seal);
        staged.map(|words| words.words.as_str()).or_else(|| self.base.vault.get(seal))
    }
}
