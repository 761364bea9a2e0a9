//! What people add to items: estimates, dependencies, comments, overrides; and what they keep for
//! themselves: views and webhooks.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Range;
use crate::ids::{CommentId, DependencyId, EstimateId, ItemId, OverrideId, PersonId, ViewId, WebhookId};

/// A quantity of an item as one person saw it on one day. All are kept: they are scored later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    pub id: EstimateId,
    pub item_id: ItemId,
    /// `effort` (person-days) or the key of a criterion of a rubric (its unit).
    pub quantity: String,
    pub range: Range,
    /// Absent when another system gave the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// Where it came from when no person gave it: `jira story points`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One item needs another to be done first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    pub id: DependencyId,
    pub item_id: ItemId,
    /// The item that must be done first.
    pub needs_id: ItemId,
}

/// A remark on an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    pub id: CommentId,
    pub item_id: ItemId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// Name of the author when it is not one of our people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    pub at: Timestamp,
    /// Markdown.
    pub text: String,
}

/// A pinned place in the ranking: shown beside the computed rank, never instead of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    pub id: OverrideId,
    pub item_id: ItemId,
    /// The place, from 1.
    pub position: u32,
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_id: Option<PersonId>,
    /// The last day it holds.
    pub expires: Date,
}

/// A saved view of the backlog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct View {
    pub id: ViewId,
    pub name: String,
    /// The part of the backlog's address after `?`.
    pub query: String,
    /// Whether everyone sees it; otherwise its owner alone.
    #[serde(default)]
    pub shared: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
}

/// An address that is told of changes, signed as Standard Webhooks says. The secret is kept apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    /// Kinds of entity to tell of; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<super::EntityKind>,
    #[serde(default = "enabled")]
    pub enabled: bool,
}

fn enabled() -> bool {
    true
}
