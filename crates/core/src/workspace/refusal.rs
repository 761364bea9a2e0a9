//! Why a change set is refused: a person's mistake or a changed world, never our own fault.

use serde_json::Value;

use super::Workspace;
use crate::domain::{EntityKind, EntityRef, InvalidEntity, Role};

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
    /// What is refused in words, items named by their keys where `workspace` knows them.
    pub fn in_words(&self, workspace: &Workspace) -> String {
        let entities = match self {
            Self::Invalid { entity, .. } | Self::Conflict { entity, .. } => vec![*entity],
            Self::Unknown(entity) | Self::Exists(entity) => vec![*entity],
            Self::InUse { entity, used_by } => vec![*entity, *used_by],
            Self::Forbidden { entity, .. } => entity.iter().copied().collect(),
        };
        let rows = entities.into_iter().filter(|entity| entity.kind == EntityKind::Item);
        rows.filter_map(|entity| workspace.items.row(entity.id).map(|row| (entity, row)))
            .fold(self.to_string(), |text, (entity, row)| text.replace(&entity.to_string(), &row.value.key))
    }

    /// An [`Refusal::Invalid`] at a field.
    pub fn invalid(entity: EntityRef, field: &str, message: impl Into<String>) -> Self {
        Self::Invalid { entity, invalid: InvalidEntity::new(field, message) }
    }
}
