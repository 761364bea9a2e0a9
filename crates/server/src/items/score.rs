//! A score taken apart: terms, inputs, who said what.

use axum::extract::{Path, Query as Params, State};
use outweigh_core::domain::{Pillar, Range};
use outweigh_core::formula::Unit;
use serde::Serialize;
use utoipa::ToSchema;

use super::detail::{AsOf, find};
use super::rendered::Rendered;
use super::row::{ScoreShown, score_shown};
use crate::caller::Caller;
use crate::past::with_workspace;
use crate::problem::Problem;
use crate::state::AppState;

/// A score taken apart.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreExplained<'a> {
    pub score: ScoreShown<'a>,
    pub rubric_name: String,
    pub rubric_version: u32,
    /// The formula the terms are divided by.
    pub effort_formula: String,
    pub terms: Vec<TermExplained>,
    pub inputs: Vec<InputExplained>,
    /// What matters most first.
    pub sensitivity: Vec<SensitivityShown>,
}

/// One summand with its formula.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermExplained {
    pub key: String,
    pub label: String,
    pub pillar: Pillar,
    pub value: f64,
    /// Part of the score, 0 to 1.
    pub share: f64,
    pub weight: f64,
    pub formula: String,
    /// Keys of the inputs it reads, effort's included.
    pub inputs: Vec<String>,
}

/// What is believed of one criterion, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct InputExplained {
    pub key: String,
    pub label: String,
    pub pillar: Pillar,
    pub unit: Unit,
    pub help: String,
    pub range: Range,
    /// The expected value, which the formulas read.
    pub mean: f64,
    /// Nothing is known of this item: the prior stands in.
    pub imputed: bool,
    /// In words: who or what it rests on.
    pub source: String,
    pub observations: Vec<ObservationShown>,
}

/// One thing that was said.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObservationShown {
    pub label: String,
    pub range: Range,
}

/// The score at the ends of one input.
#[derive(Debug, Serialize, ToSchema)]
pub struct SensitivityShown {
    pub key: String,
    pub label: String,
    pub low_score: f64,
    pub high_score: f64,
}

/// Take an item's score apart
#[utoipa::path(get, path = "/items/{id}/score", tag = "items",
    params(("id" = String, Path, description = "Id or key"), AsOf),
    responses((status = 200, body = ScoreExplained), (status = 404, body = Problem)))]
pub async fn explain_score(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Params(params): Params<AsOf>,
) -> Result<Rendered, Problem> {
    with_workspace(&state, &caller, &params.as_of, |workspace, access| {
        let item = find(workspace, access, &id)?;
        let scorer = workspace.scorer().ok_or_else(|| {
            Problem::not_found("score").hint("no rubric is active: activate one under Rubrics")
        })?;
        let rubric = scorer.rubric();
        let detail = scorer.detail(workspace, item);
        let total = detail.score.value;
        let key = |i: &usize| rubric.criteria[*i].key.clone();
        let terms = detail
            .terms
            .into_iter()
            .map(|term| TermExplained {
                share: if total > 0.0 { term.value / total } else { 0.0 },
                inputs: term.criteria.iter().map(key).collect(),
                key: term.key,
                label: term.label,
                pillar: term.pillar,
                value: term.value,
                weight: term.weight,
                formula: term.formula,
            })
            .collect();
        let inputs = detail
            .inputs
            .into_iter()
            .map(|(criterion, belief, observations)| InputExplained {
                range: belief.range(),
                mean: belief.mean(),
                imputed: belief.imputed,
                source: source(belief.imputed, &observations),
                observations: observations
                    .into_iter()
                    .map(|seen| ObservationShown { range: seen.range(), label: seen.label })
                    .collect(),
                key: criterion.key,
                label: criterion.label,
                pillar: criterion.pillar,
                unit: criterion.unit,
                help: criterion.help,
            })
            .collect();
        let sensitivity = detail
            .sensitivity
            .into_iter()
            .map(|s| SensitivityShown {
                key: key(&s.criterion),
                label: rubric.criteria[s.criterion].label.clone(),
                low_score: s.at_low,
                high_score: s.at_high,
            })
            .collect();
        Ok(Rendered::json(&ScoreExplained {
            score: score_shown(scorer, &detail.score),
            rubric_name: rubric.name.clone(),
            rubric_version: rubric.version_number,
            effort_formula: rubric.effort.clone(),
            terms,
            inputs,
            sensitivity,
        }))
    })
    .await
}

fn source(imputed: bool, observations: &[outweigh_core::score::Observation]) -> String {
    if imputed {
        return "nothing known: a wide range stands in".into();
    }
    let labels: Vec<_> = observations.iter().map(|seen| seen.label.as_str()).collect();
    labels.join(", ")
}
