//! What is asked for (edits) and what came of it (changes).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::Position;
use crate::domain::{Doc, Entity, EntityRef};
use crate::ids::{ChangeSetId, PersonId};

/// Who changes something. The name is kept as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Actor {
    pub kind: ActorKind,
    /// The person who acts, or on whose behalf the token acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    pub name: String,
}

impl Actor {
    /// The program itself: first start, demo, command line on the data folder.
    pub fn system(name: &str) -> Self {
        Self { kind: ActorKind::System, person_id: None, name: name.to_owned() }
    }

    /// A person at the screen.
    pub fn person(id: PersonId, name: &str) -> Self {
        Self { kind: ActorKind::Person, person_id: Some(id), name: name.to_owned() }
    }
}

/// What kind of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    Person,
    /// A script or agent with a person's token.
    Token,
    System,
}

impl ActorKind {
    /// The spelling used in JSON and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Token => "token",
            Self::System => "system",
        }
    }
}

/// By which door a change set came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Api,
    Import,
    Undo,
    Redo,
    Proposal,
    Setup,
    Demo,
    Cli,
    Mcp,
    /// Personal data was erased; cannot be taken back.
    Erase,
    /// The language engine: themes it found.
    Engine,
}

impl Cause {
    /// The spelling used in JSON and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Import => "import",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Proposal => "proposal",
            Self::Setup => "setup",
            Self::Demo => "demo",
            Self::Cli => "cli",
            Self::Mcp => "mcp",
            Self::Erase => "erase",
            Self::Engine => "engine",
        }
    }
}

/// A change set that someone asks for.
#[derive(Debug, Clone)]
pub struct Draft {
    pub id: ChangeSetId,
    pub at: Timestamp,
    pub actor: Actor,
    pub cause: Cause,
    pub reason: String,
    /// The same key from the same actor is carried out once.
    pub idempotency_key: Option<String>,
    /// The change set this one takes back.
    pub undoes: Option<Position>,
    pub edits: Vec<Edit>,
}

/// One thing to do to one entity.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Adds an entity.
    Create(Entity),
    /// Sets the fields of `patch`; null clears a field.
    Patch { entity: EntityRef, expected: Expected, patch: Doc },
    /// Takes the entity out of sight; restoring brings it back as it was.
    Delete { entity: EntityRef, expected: Expected },
    /// Brings a deleted entity back.
    Restore { entity: EntityRef },
}

/// What the caller believes of the entity it edits; when that is no longer so, the edit is refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// Nothing: carry it out on whatever is there.
    Anything,
    /// The version it saw.
    Version(u32),
    /// The values it saw in some fields; absent stands for empty.
    Values(BTreeMap<String, Option<Value>>),
    /// The whole document it saw.
    Document(Doc),
}

impl Edit {
    /// The entity it is about.
    pub fn entity(&self) -> EntityRef {
        match self {
            Self::Create(entity) => entity.reference(),
            Self::Patch { entity, .. } | Self::Delete { entity, .. } | Self::Restore { entity } => *entity,
        }
    }
}

/// What happened to one entity, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub entity: EntityRef,
    /// The entity's version after the change, from 1.
    pub version: u32,
    pub op: Op,
}

/// The kinds of change.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// The document as it was added.
    Create {
        json: String,
    },
    /// Before and after of each field that changed.
    Update {
        fields: BTreeMap<String, FieldChange>,
    },
    Delete,
    Restore,
}

impl Op {
    /// The spelling used in JSON and the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { .. } => "update",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// The text the ledger keeps and hashes.
    pub fn data(&self) -> String {
        match self {
            Self::Create { json } => json.clone(),
            Self::Update { fields } => {
                serde_json::to_string(fields).unwrap_or_else(|e| unreachable!("fields serialise: {e}"))
            }
            Self::Delete | Self::Restore => String::new(),
        }
    }

    /// Reads what [`Self::as_str`] and [`Self::data`] wrote.
    ///
    /// # Errors
    /// Says what is unreadable; only a damaged ledger is.
    pub fn read(op: &str, data: String) -> Result<Self, String> {
        match op {
            "create" => Ok(Self::Create { json: data }),
            "update" => {
                serde_json::from_str(&data).map(|fields| Self::Update { fields }).map_err(|e| e.to_string())
            }
            "delete" => Ok(Self::Delete),
            "restore" => Ok(Self::Restore),
            other => Err(format!("unknown operation \"{other}\"")),
        }
    }
}

/// One field before and after; absent stands for empty. Kept as a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldChange(pub Option<Value>, pub Option<Value>);

impl FieldChange {
    /// The value before.
    pub fn before(&self) -> Option<&Value> {
        self.0.as_ref()
    }

    /// The value after.
    pub fn after(&self) -> Option<&Value> {
        self.1.as_ref()
    }
}

/// The fields in which two documents differ.
pub(crate) fn diff(before: &Doc, after: &Doc) -> BTreeMap<String, FieldChange> {
    let mut fields = BTreeMap::new();
    for (field, old) in before {
        let new = after.get(field);
        if new != Some(old) {
            fields.insert(field.clone(), FieldChange(Some(old.clone()), new.cloned()));
        }
    }
    for (field, new) in after {
        if !before.contains_key(field) {
            fields.insert(field.clone(), FieldChange(None, Some(new.clone())));
        }
    }
    fields
}

/// Sets the fields of `patch` in `doc`; null clears.
pub(crate) fn merge(doc: &mut Doc, patch: &Doc) {
    for (field, value) in patch {
        if value.is_null() {
            doc.remove(field);
        } else {
            doc.insert(field.clone(), value.clone());
        }
    }
}
