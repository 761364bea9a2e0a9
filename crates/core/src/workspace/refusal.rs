//! Why a change set is refused: a person's mistake or a changed world, never our own fault.

use serde_json::Value;

use crate::domain::{EntityRef, InvalidEntity, Role};

/// A refused change set. Nothing of it was carried out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// A value is wrong by itself or against others.
    #[error("{entity}: {invalid}")]
    Invalid { entity: EntityRef, invalid: InvalidEntity },
    /// The entity does not exist, or is deleted.
    #[error("there is no {0}")]
    Unknown(EntityRef),
    /// The entity exists already.
    #[error("{0} exists already")]
    Exists(EntityRef),
    /// Someone changed it meanwhile.
    #[error("{entity} was changed meanwhile (it is at version {version} now)")]
    Conflict { entity: EntityRef, version: u32, fields: Vec<FieldConflict> },
    /// Other entities still refer to what would be deleted.
    #[error("{entity} is still used by {used_by}; change or delete that first")]
    InUse { entity: EntityRef, used_by: EntityRef },
    /// The actor lacks the right.
    #[error("this needs the role {} {}", needed.label(), match entity { Some(e) => format!("for {e}"), None => "on every product".into() })]
    Forbidden { needed: Role, entity: Option<EntityRef> },
}

/// One field two people want to be different.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldConflict {
    pub field: String,
    /// What the refused edit would set.
    pub yours: Option<Value>,
    /// What is there now.
    pub theirs: Option<Value>,
}

impl Refusal {
    /// An [`Refusal::Invalid`] at a field.
    pub fn invalid(entity: EntityRef, field: &str, message: impl Into<String>) -> Self {
        Self::Invalid { entity, invalid: InvalidEntity::new(field, message) }
    }
}
