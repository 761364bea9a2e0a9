//! Listing and reading statements.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use outweigh_core::domain::{EntityKind, EntityRef, Standing, Statement, StatementKind};
use outweigh_core::ids::{NoteId, ProductId, StatementId};
use outweigh_core::insights::orphans;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shown::{StatementShown, notes_of, shown};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::state::AppState;

/// Most statements in one page.
const LIMIT: usize = 200;

/// Which statements; every field narrows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct StatementParams {
    pub kind: Option<StatementKind>,
    /// `confirmed` when absent.
    pub standing: Option<Standing>,
    pub product: Option<ProductId>,
    /// Only those pinned to this note.
    pub note: Option<NoteId>,
    /// Only those about this role.
    pub stakeholder: Option<String>,
    /// Only those that stand alone: problems without an item, opportunities without an idea, insights that bear on nothing.
    pub orphan: bool,
    /// Words in the text, stakeholder or job.
    pub q: String,
    /// Where the page before ended.
    pub cursor: Option<StatementId>,
    /// Statements wanted, at most 200; 50 when absent.
    pub limit: Option<usize>,
}

/// A part of the statements, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementPage {
    pub statements: Vec<StatementShown>,
    pub total: usize,
    /// How many there are of each kind, whichever kind was asked for.
    pub counts: StatementCounts,
    /// Every stakeholder there is, for a choice.
    pub stakeholders: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<StatementId>,
}

/// Statements of each kind.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct StatementCounts {
    pub insight: usize,
    pub problem: usize,
    pub opportunity: usize,
    pub idea: usize,
}

impl StatementCounts {
    fn add(&mut self, kind: StatementKind) {
        *match kind {
            StatementKind::Insight => &mut self.insight,
            StatementKind::Problem => &mut self.problem,
            StatementKind::Opportunity => &mut self.opportunity,
            StatementKind::Idea => &mut self.idea,
        } += 1;
    }
}

/// List statements
#[utoipa::path(get, path = "/statements", tag = "insights", params(StatementParams),
    responses((status = 200, body = StatementPage)))]
pub async fn list_statements(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<StatementParams>,
) -> Result<Json<StatementPage>, Problem> {
    let (page, notes, mut answer) = choose(&state, &caller, &params);
    let bodies = Bodies::read(&state.store, notes).await?;
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let statements = page.iter().filter_map(|id| workspace.statements.get(*id));
    answer.statements = statements.map(|s| shown(&workspace, &access, &bodies, s)).collect();
    Ok(Json(answer))
}

/// The statements of a page, the notes they are pinned to, and the rest of the answer.
fn choose(
    state: &AppState,
    caller: &Caller,
    params: &StatementParams,
) -> (Vec<StatementId>, Vec<NoteId>, StatementPage) {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let alone = params.orphan.then(|| {
        let orphans = orphans(&workspace);
        [orphans.problems, orphans.opportunities, orphans.insights].concat()
    });
    let words = params.q.to_lowercase();
    let says = |s: &Statement| {
        let text = workspace.open(&s.text).to_lowercase();
        let rest = [&s.stakeholder, &s.job];
        text.contains(&words) || rest.into_iter().flatten().any(|part| part.to_lowercase().contains(&words))
    };
    let fits = |s: &&Statement| {
        s.standing == params.standing.unwrap_or(Standing::Confirmed)
            && params.product.is_none_or(|product| s.product_id == Some(product))
            && params.note.is_none_or(|note| notes_of(s).any(|id| id == note))
            && params.stakeholder.as_ref().is_none_or(|role| s.stakeholder.as_ref() == Some(role))
            && alone.as_ref().is_none_or(|alone| alone.contains(&s.id))
            && workspace.readable(&access, EntityRef::new(EntityKind::Statement, s.id))
            && (words.is_empty() || says(s))
    };
    let mut counts = StatementCounts::default();
    let mut found: Vec<StatementId> = Vec::new();
    for statement in workspace.statements.iter().filter(fits) {
        counts.add(statement.kind);
        if params.kind.is_none_or(|kind| kind == statement.kind) {
            found.push(statement.id);
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    let total = found.len();
    let from = params.cursor.map_or(0, |after| found.partition_point(|id| *id >= after));
    let end = (from + params.limit.unwrap_or(50).clamp(1, LIMIT)).min(total);
    let page = found[from..end].to_vec();
    let next_cursor = page.last().copied().filter(|_| end < total);
    let mut stakeholders: Vec<String> =
        workspace.statements.iter().filter_map(|s| s.stakeholder.clone()).collect();
    stakeholders.sort();
    stakeholders.dedup();
    let statements = page.iter().filter_map(|id| workspace.statements.get(*id));
    let notes = statements.flat_map(notes_of).collect();
    (page, notes, StatementPage { statements: Vec::new(), total, counts, stakeholders, next_cursor })
}

/// Get a statement
#[utoipa::path(get, path = "/statements/{id}", tag = "insights", params(("id" = String, Path,)),
    responses((status = 200, body = StatementShown), (status = 404, body = Problem)))]
pub async fn get_statement(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<StatementId>,
) -> Result<Json<StatementShown>, Problem> {
    Ok(Json(read(&state, &caller, id).await?))
}

/// A statement as the caller sees it.
pub(super) async fn read(
    state: &AppState,
    caller: &Caller,
    id: StatementId,
) -> Result<StatementShown, Problem> {
    let notes: Vec<NoteId> = {
        let workspace = state.store.read();
        workspace.statements.get(id).into_iter().flat_map(notes_of).collect()
    };
    let bodies = Bodies::read(&state.store, notes).await?;
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let statement = workspace
        .statements
        .get(id)
        .filter(|_| workspace.readable(&access, EntityRef::new(EntityKind::Statement, id)))
        .ok_or_else(|| Problem::not_found("statement"))?;
    Ok(shown(&workspace, &access, &bodies, statement))
}
