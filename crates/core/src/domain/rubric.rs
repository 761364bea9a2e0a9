//! A rubric: the versioned way items are scored. Formulas are text of [`crate::formula`].

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Lane, Pillar, Range};
use crate::formula::Unit;
use crate::ids::RubricId;

/// How items are scored: value terms, each a formula over criteria, per unit of effort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    pub id: RubricId,
    pub name: String,
    /// The preset it was made from: `balanced`, `rice`, `ice`, `wsjf`, `cost_of_delay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// Counts up when a locked rubric is copied to be changed.
    pub version_number: u32,
    pub state: RubricState,
    pub criteria: Vec<Criterion>,
    /// The score is the sum of these, each divided by effort.
    pub terms: Vec<Term>,
    /// What the terms are divided by; `1` for rubrics that do not divide.
    pub effort: String,
    /// The unit the score is shown in: `EUR per day`, `points`.
    pub score_unit: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<Threshold>,
}

/// A draft may be changed; once active it never changes again, so that old ranks can be recomputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RubricState {
    Draft,
    Active,
    Retired,
}

/// One quantity that is estimated per item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Name used in formulas and estimates: lower-case letters, digits, `_`.
    pub key: String,
    pub label: String,
    pub pillar: Pillar,
    pub unit: Unit,
    #[serde(default)]
    pub direction: Direction,
    /// What is believed of an item nothing is known of: wide, never zero.
    pub prior: Range,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// What to do when an item has no value.
    #[serde(default)]
    pub missing: Missing,
}

/// What a missing value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The prior range stands in and the item is marked as imputed.
    #[default]
    Prior,
    /// The formula sees it as missing and says itself what then, by `coalesce` or `known`.
    Formula,
}

/// Whether more of it speaks for the item or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    MoreIsBetter,
    LessIsBetter,
}

/// One summand of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub key: String,
    pub label: String,
    pub pillar: Pillar,
    pub weight: f64,
    pub formula: String,
}

/// When an item asks for attention at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub name: String,
    /// A formula that is true or false.
    pub condition: String,
    /// The lane it belongs in then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
}
