//! What a rubric would do to the top of the backlog, and whether a formula is right.

use axum::Json;
use axum::extract::State;
use outweigh_core::domain::{Criterion, Rubric};
use outweigh_core::formula::Formula;
use outweigh_core::ids::ItemId;
use outweigh_core::score::{Scorer, formula_inputs};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// Items shown.
const TOP: usize = 50;

/// A rubric as it might be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PreviewRequest {
    pub rubric: Rubric,
}

/// The top of the backlog under another rubric.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    pub top: Vec<PreviewRow>,
    /// Items that would enter the top that are not in it now.
    pub entering: usize,
}

/// An item now and then.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewRow {
    pub item_id: ItemId,
    pub key: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_now: Option<u32>,
    pub rank_then: u32,
    pub score_then: f64,
}

/// Show the top 50 as another rubric would rank them
#[utoipa::path(post, path = "/rubrics/preview", tag = "rubrics", request_body = PreviewRequest,
    responses((status = 200, body = Preview), (status = 422, body = Problem)))]
pub async fn preview_rubric(
    State(state): State<AppState>,
    caller: Caller,
    Json(request): Json<PreviewRequest>,
) -> Result<Json<Preview>, Problem> {
    let scorer = Scorer::compile(&request.rubric).map_err(|e| Problem::invalid(&e.field, e.message))?;
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let mut scored: Vec<_> = workspace
        .items
        .iter()
        .filter(|item| item.status.is_open())
        .map(|item| (scorer.score(&workspace, item).value, item))
        .collect();
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.id.cmp(&y.id)));
    let rank_now = |id: ItemId| {
        let slot = workspace.items.slot(id)?;
        workspace.places_at(slot).map(|(computed, _)| computed)
    };
    let top: Vec<PreviewRow> = scored
        .into_iter()
        .enumerate()
        .filter(|(_, (_, item))| access.reads(item.product_id))
        .take(TOP)
        .map(|(place, (score, item))| PreviewRow {
            item_id: item.id,
            key: item.key.clone(),
            title: item.title.clone(),
            rank_now: rank_now(item.id),
            rank_then: place as u32 + 1,
            score_then: score,
        })
        .collect();
    let entering = top.iter().filter(|row| row.rank_now.is_none_or(|now| now as usize > TOP)).count();
    Ok(Json(Preview { top, entering }))
}

/// A formula and the criteria it may name.
#[derive(Debug, Deserialize, ToSchema)]
pub struct FormulaRequest {
    pub formula: String,
    /// Those of the active rubric when absent.
    #[serde(default)]
    pub criteria: Option<Vec<Criterion>>,
}

/// Whether a formula is right.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormulaChecked {
    pub ok: bool,
    /// What the result measures: `money/days`, `bool` ..
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<outweigh_core::formula::SourceError>,
    /// Warnings: what the formula may do that is not meant.
    pub lints: Vec<LintShown>,
}

/// A warning about a formula, with its place in characters.
#[derive(Debug, Serialize, ToSchema)]
pub struct LintShown {
    pub message: String,
    pub start: usize,
    pub end: usize,
}

/// Check a formula
#[utoipa::path(post, path = "/formulas/check", tag = "rubrics", request_body = FormulaRequest,
    responses((status = 200, body = FormulaChecked)))]
pub async fn check_formula(
    State(state): State<AppState>,
    _caller: Caller,
    Json(request): Json<FormulaRequest>,
) -> Json<FormulaChecked> {
    let criteria = request.criteria.unwrap_or_else(|| {
        state.store.read().active_rubric().map(|r| r.criteria.clone()).unwrap_or_default()
    });
    Json(match Formula::compile(&request.formula, &formula_inputs(&criteria)) {
        Ok(formula) => FormulaChecked {
            ok: true,
            unit: Some(formula.unit().to_string()),
            error: None,
            lints: formula
                .lints()
                .iter()
                .map(|lint| LintShown { message: lint.message.into(), start: lint.start, end: lint.end })
                .collect(),
        },
        Err(error) => FormulaChecked { ok: false, unit: None, error: Some(error), lints: Vec::new() },
    })
}
