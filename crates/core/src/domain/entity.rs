//! The kinds of entity, and what all of them share: an id, a document, a check of its own values.

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Account, Area, Comment, Contact, Dependency, ERASED, Estimate, Evidence, Goal, Grant, Item, Note,
    Override, Person, Product, Promise, Relation, Release, Rubric, Sealed, Segment, Source, Sprint,
    Statement, Team, Theme, View, Webhook,
};

use crate::ledger::Seal;

/// An entity as JSON: sorted by field, empty fields left out.
pub type Doc = Map<String, Value>;

/// A value that a person gave and the domain refuses, with the field it stands in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {message}")]
pub struct InvalidEntity {
    pub field: String,
    pub message: String,
}

impl InvalidEntity {
    /// An error at `field`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// What every kind of entity can do.
pub trait EntityType: Serialize + DeserializeOwned + Clone + Into<Entity> {
    /// Its kind.
    const KIND: EntityKind;

    /// Its id without the type.
    fn uuid(&self) -> Uuid;

    /// The entity this one is a part of, if it is: an estimate's item.
    fn parent(&self) -> Option<EntityRef> {
        None
    }

    /// The fields whose words can be erased.
    fn sealed(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        Vec::new()
    }

    /// When its words were erased.
    fn erased_at(&self) -> Option<Timestamp> {
        None
    }

    /// Checks the values that need nothing else to be judged.
    ///
    /// # Errors
    /// Names the first field that is wrong and what is expected.
    fn check(&self) -> Result<(), InvalidEntity>;
}

macro_rules! entities {
    ($($(#[$doc:meta])* $kind:ident $text:literal),* $(,)?) => {
        /// The kinds of entity the ledger records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum EntityKind { $($(#[$doc])* $kind),* }

        impl EntityKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The spelling used in JSON and the database.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $text),* }
            }
        }

        /// One entity of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Entity { $($(#[$doc])* $kind(Box<$kind>)),* }

        impl Entity {
            /// Its kind.
            pub fn kind(&self) -> EntityKind {
                match self { $(Self::$kind(_) => EntityKind::$kind),* }
            }

            /// Kind and id.
            pub fn reference(&self) -> EntityRef {
                match self { $(Self::$kind(value) => EntityRef { kind: EntityKind::$kind, id: value.uuid() }),* }
            }

            /// The entity this one is a part of.
            pub fn parent(&self) -> Option<EntityRef> {
                match self { $(Self::$kind(value) => value.parent()),* }
            }

            /// The fields whose words can be erased.
            pub fn sealed(&mut self) -> Vec<(&'static str, &mut Sealed)> {
                match self { $(Self::$kind(value) => value.sealed()),* }
            }

            /// The seals that stand in it.
            pub fn seals(mut self) -> Vec<Seal> {
                self.sealed().iter().filter_map(|(_, sealed)| sealed.seal()).collect()
            }

            /// It with its words, as far as `words` knows them; what is erased says so.
            pub fn unsealed<'w>(mut self, words: impl Fn(Seal) -> Option<&'w str>) -> Self {
                for (_, sealed) in self.sealed() {
                    if let Some(words) = sealed.seal().map(|seal| words(seal).unwrap_or(ERASED)) {
                        *sealed = Sealed::from(words);
                    }
                }
                self
            }

            /// When its words were erased.
            pub fn erased_at(&self) -> Option<Timestamp> {
                match self { $(Self::$kind(value) => value.erased_at()),* }
            }

            /// Its document.
            pub fn doc(&self) -> Doc {
                let value = match self { $(Self::$kind(value) => serde_json::to_value(value)),* };
                match value {
                    Ok(Value::Object(doc)) => doc,
                    other => unreachable!("entities are JSON objects: {other:?}"),
                }
            }

            /// Its document as text, in the one canonical spelling.
            pub fn json(&self) -> String {
                serde_json::to_string(&self.doc()).unwrap_or_else(|e| unreachable!("entities serialise: {e}"))
            }

            /// Checks the values that need nothing else to be judged.
            ///
            /// # Errors
            /// Names the first field that is wrong.
            pub fn check(&self) -> Result<(), InvalidEntity> {
                match self { $(Self::$kind(value) => value.check()),* }
            }

            /// Reads an entity of `kind` from its document.
            ///
            /// # Errors
            /// Names the first field that is missing, unknown or of the wrong type.
            pub fn from_doc(kind: EntityKind, doc: Doc) -> Result<Self, InvalidEntity> {
                match kind { $(EntityKind::$kind => typed::<$kind>(doc).map(Into::into)),* }
            }

            /// Reads an entity of `kind` from the text of its document.
            ///
            /// # Errors
            /// As [`Self::from_doc`].
            pub fn from_json(kind: EntityKind, json: &str) -> Result<Self, InvalidEntity> {
                match kind {
                    $(EntityKind::$kind => serde_json::from_str::<$kind>(json).map(Into::into)),*
                }
                .map_err(|e| InvalidEntity::new(kind.as_str(), e.to_string()))
            }
        }

        $(impl From<$kind> for Entity {
            fn from(value: $kind) -> Self {
                Self::$kind(Box::new(value))
            }
        })*
    };
}

entities! {
    /// See [`Product`].
    Product "product",
    /// See [`Area`].
    Area "area",
    /// See [`Team`].
    Team "team",
    /// See [`Person`].
    Person "person",
    /// See [`Grant`].
    Grant "grant",
    /// See [`Goal`].
    Goal "goal",
    /// See [`Release`].
    Release "release",
    /// See [`Sprint`].
    Sprint "sprint",
    /// See [`Account`].
    Account "account",
    /// See [`Contact`].
    Contact "contact",
    /// See [`Segment`].
    Segment "segment",
    /// See [`Item`].
    Item "item",
    /// See [`Estimate`].
    Estimate "estimate",
    /// See [`Dependency`].
    Dependency "dependency",
    /// See [`Comment`].
    Comment "comment",
    /// See [`Override`].
    Override "override",
    /// See [`View`].
    View "view",
    /// See [`Rubric`].
    Rubric "rubric",
    /// See [`Webhook`].
    Webhook "webhook",
    /// See [`Source`].
    Source "source",
    /// See [`Note`].
    Note "note",
    /// See [`Statement`].
    Statement "statement",
    /// See [`Relation`].
    Relation "relation",
    /// See [`Evidence`].
    Evidence "evidence",
    /// See [`Theme`].
    Theme "theme",
    /// See [`Promise`].
    Promise "promise",
}

impl std::fmt::Display for EntityKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for EntityKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|k| k.as_str() == text)
            .ok_or_else(|| format!("\"{text}\" is no kind of entity"))
    }
}

/// Names one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct EntityRef {
    pub kind: EntityKind,
    pub id: Uuid,
}

impl EntityRef {
    /// Names the entity of `kind` with this id.
    pub fn new(kind: EntityKind, id: impl Into<Uuid>) -> Self {
        Self { kind, id: id.into() }
    }
}

impl std::fmt::Display for EntityRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

/// Reads a typed value and keeps the path of the field that is wrong.
fn typed<T: EntityType>(doc: Doc) -> Result<T, InvalidEntity> {
    serde_path_to_error::deserialize(Value::Object(doc)).map_err(|e| {
        let path = e.path().to_string();
        let message = e.into_inner().to_string();
        if path != "." {
            return InvalidEntity::new(path, message);
        }
        // The reader names a field that is not there in its words only.
        match message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            Some(field) => InvalidEntity::new(field, "is required"),
            None => InvalidEntity::new(T::KIND.as_str(), message),
        }
    })
}
