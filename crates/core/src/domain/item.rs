//! The backlog item: what could be built.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Horizon, Lane, Severity, Status};
use crate::ids::{AccountId, AreaId, GoalId, ItemId, PersonId, ProductId, ReleaseId, SprintId, TeamId};

/// Longest accepted title, in bytes.
pub const TITLE_LIMIT: usize = 1_000;
/// Longest accepted text field, in bytes.
pub const TEXT_LIMIT: usize = 200_000;
/// Most bytes of a note with its turns: a day of talk.
pub const NOTE_LIMIT: usize = 4_000_000;
/// Most entries in any list of an item.
pub const LIST_LIMIT: usize = 500;

/// What could be built. Empty fields are left out of its JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: ItemId,
    /// Readable key, unique in the workspace: `PAY-12`.
    pub key: String,
    pub product_id: ProductId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_id: Option<AreaId>,
    pub title: String,
    /// The problem it solves, from the customer's side; required before *ready*.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub problem: String,
    /// Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acceptance_criteria: Vec<AcceptanceCriterion>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub success_metric: String,
    /// Absent until the item is sorted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
    pub status: Status,
    /// Why it was paused, declined or merged.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status_reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into_id: Option<ItemId>,
    /// The one person who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields of the team's own, by name: text, number, boolean or list of texts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, Value>)]
    pub custom: BTreeMap<String, Value>,
    /// The same thing in other systems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// What other systems said of it (priority, votes, watchers ..): evidence for the score.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub signals: BTreeMap<String, Signal>,
    /// Hot fixes only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Hot fixes only: who holds it until it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_term_owner_id: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Hot fixes only: what customers can do meanwhile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub workaround: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affected_account_ids: Vec<AccountId>,
    /// Hot fixes only: the day customers were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_resolution: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_id: Option<GoalId>,
    /// Bets only: the measurable outcome aimed at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome_target: String,
    /// Bets only: steps that are worth something by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Bets only: how much it sets the product apart, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub differentiation: Option<u8>,
    /// Bets only: how far it carries beyond the first customers, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub scalability: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_id: Option<ReleaseId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sprint_id: Option<SprintId>,
    /// When the need was first recorded, here or in the system it came from.
    pub created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Timestamp>,
}

/// One line of the acceptance checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceCriterion {
    pub text: String,
    #[serde(default)]
    pub done: bool,
}

/// The same thing in another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// `jira`, `linear`, `github` ..
    pub system: String,
    /// The id that stays when the key changes.
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// One fact another system holds about an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// A number (votes, watchers, story points) or a text (priority, type).
    #[schema(value_type = Value)]
    pub value: Value,
    /// The system that said so.
    pub source: String,
}

/// A step of a bet that is worth something by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    #[serde(default)]
    pub done: bool,
}

impl Item {
    /// A new item in the inbox.
    pub fn new(id: ItemId, key: String, product_id: ProductId, title: String, created_at: Timestamp) -> Self {
        Self {
            id,
            key,
            product_id,
            area_id: None,
            title,
            problem: String::new(),
            description: String::new(),
            acceptance_criteria: Vec::new(),
            success_metric: String::new(),
            lane: None,
            horizon: None,
            status: Status::Inbox,
            status_reason: String::new(),
            merged_into_id: None,
            owner_id: None,
            team_id: None,
            tags: Vec::new(),
            custom: BTreeMap::new(),
            references: Vec::new(),
            signals: BTreeMap::new(),
            severity: None,
            short_term_owner_id: None,
            due: None,
            workaround: String::new(),
            affected_account_ids: Vec::new(),
            expected_resolution: None,
            goal_id: None,
            outcome_target: String::new(),
            milestones: Vec::new(),
            differentiation: None,
            scalability: None,
            release_id: None,
            sprint_id: None,
            created_at,
            started_at: None,
            done_at: None,
        }
    }

    /// A signal as a number, when it is one.
    pub fn signal_number(&self, kind: &str) -> Option<f64> {
        self.signals.get(kind)?.value.as_f64()
    }

    /// A signal as text, when it is one.
    pub fn signal_text(&self, kind: &str) -> Option<&str> {
        self.signals.get(kind)?.value.as_str()
    }
}
