//! One line of the backlog.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use outweigh_core::domain::{Horizon, Lane, Override, Pillar, Range, Severity, Status};
use outweigh_core::ids::{AreaId, GoalId, ItemId, PersonId, ProductId, ReleaseId, SprintId, TeamId};
use outweigh_core::score::{Score, Scorer};
use outweigh_core::workspace::{Slot, Workspace};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// One line of the backlog.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ItemRow<'a> {
    pub id: ItemId,
    pub key: &'a str,
    pub version: u32,
    pub title: &'a str,
    pub product_id: ProductId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_id: Option<AreaId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_id: Option<GoalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_id: Option<ReleaseId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sprint_id: Option<SprintId>,
    pub tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// When it, or a part of it, was last changed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Place as shown, from 1; open items only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Place by score alone, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed_rank: Option<u32>,
    /// Who pinned it where, why and until when.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub pinned: Option<&'a Override>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<ScoreShown<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<Effort>,
    /// Criteria of which nothing is known: the prior stands in.
    pub imputed: Vec<&'a str>,
    /// Thresholds for immediate attention that are met.
    pub attention: Vec<&'a str>,
    /// How many items it needs that are still open.
    pub needs: usize,
    /// How many open items need it.
    pub blocks: usize,
    pub comments: usize,
    #[schema(value_type = BTreeMap<String, Value>)]
    pub custom: &'a BTreeMap<String, Value>,
}

/// A score and the terms it is the sum of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScoreShown<'a> {
    /// The sum of the terms.
    pub value: f64,
    /// P10.
    pub low: f64,
    /// P90.
    pub high: f64,
    /// `EUR per day`, `points` ..
    pub unit: &'a str,
    pub terms: Vec<TermShown<'a>>,
}

/// One summand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermShown<'a> {
    pub key: &'a str,
    pub label: &'a str,
    pub pillar: Pillar,
    pub value: f64,
}

/// Person-days, P10 / P50 / P90.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Effort {
    #[serde(flatten)]
    pub range: Range,
    /// Nobody estimated it: the prior stands in.
    pub imputed: bool,
}

/// A score as it is shown.
pub fn score_shown<'a>(scorer: &'a Scorer, score: &Score) -> ScoreShown<'a> {
    let rubric = scorer.rubric();
    let terms = rubric
        .terms
        .iter()
        .zip(&score.terms)
        .map(|(term, &value)| TermShown { key: &term.key, label: &term.label, pillar: term.pillar, value })
        .collect();
    ScoreShown { value: score.value, low: score.low, high: score.high, unit: &rubric.score_unit, terms }
}

/// The line of the item in a slot.
pub fn item_row(workspace: &Workspace, slot: Slot) -> ItemRow<'_> {
    let row = workspace.items.at(slot);
    let item = &row.value;
    let places = workspace.places_at(slot);
    let scored = workspace.scorer().zip(workspace.score_at(slot));
    let imputed: Vec<&str> =
        scored.map(|(scorer, score)| scorer.criterion_keys(score.imputed).collect()).unwrap_or_default();
    let effort = scored
        .and_then(|(_, score)| score.effort)
        .map(|range| Effort { range, imputed: imputed.contains(&"effort") });
    ItemRow {
        id: item.id,
        key: &item.key,
        version: row.version,
        title: &item.title,
        product_id: item.product_id,
        area_id: item.area_id,
        lane: item.lane,
        horizon: item.horizon,
        status: item.status,
        severity: item.severity,
        owner_id: item.owner_id,
        team_id: item.team_id,
        goal_id: item.goal_id,
        release_id: item.release_id,
        sprint_id: item.sprint_id,
        tags: &item.tags,
        due: item.due,
        updated_at: workspace.updated_at(slot),
        rank: places.map(|(_, shown)| shown),
        computed_rank: places.map(|(computed, _)| computed),
        pinned: workspace.override_of(item.id).filter(|_| places.is_some()),
        score: scored.map(|(scorer, score)| score_shown(scorer, score)),
        effort,
        attention: scored
            .map(|(scorer, score)| scorer.attention_names(score.attention).collect())
            .unwrap_or_default(),
        imputed,
        needs: workspace.needs_of(item.id).filter(|(_, other)| other.status.is_open()).count(),
        blocks: workspace.needed_by(item.id).filter(|(_, other)| other.status.is_open()).count(),
        comments: workspace.comments_of(item.id).count(),
        custom: &item.custom,
    }
}
