//! Sorting a backlog in bulk: proposed lanes, horizons and severities, accepted as one change set.

use axum::Json;
use axum::extract::State;
use outweigh_core::backlog::select;
use outweigh_core::domain::{Doc, EntityKind, EntityRef, Horizon, Lane, Severity};
use outweigh_core::ids::ItemId;
use outweigh_core::ledger::{Cause, Edit, Expected};
use outweigh_core::proposals::{Suggested, propose};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::bulk::BulkDone;
use crate::caller::{Caller, Writing, Written};
use crate::problem::Problem;
use crate::state::AppState;

/// Most proposals in one answer.
const LIMIT: usize = 2_000;

/// Which items to propose for.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct ProposalRequest {
    /// In the filter language; every open item when blank.
    pub filter: String,
    /// Proposals wanted, at most 2,000; 500 when absent.
    pub limit: Option<usize>,
}

/// What could be set, with the reasons.
#[derive(Debug, Serialize, ToSchema)]
pub struct Proposals {
    pub proposals: Vec<ProposalShown>,
    /// How many items have something to propose.
    pub total: usize,
}

/// What could be set on one item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalShown {
    pub item_id: ItemId,
    pub key: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<Lane>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    pub reasons: Reasons,
    /// How sure the rules are, 0 to 1.
    pub confidence: f64,
}

/// Why each value is proposed.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Reasons {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
}

/// Propose lane, horizon and severity where they are not set
#[utoipa::path(post, path = "/items/proposals", tag = "items", request_body = ProposalRequest,
    responses((status = 200, body = Proposals), (status = 422, body = Problem)))]
pub async fn propose_items(
    State(state): State<AppState>,
    caller: Caller,
    Json(request): Json<ProposalRequest>,
) -> Result<Json<Proposals>, Problem> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let slots =
        select(&workspace, &access, &request.filter, "").map_err(|e| Problem::source("filter", &e))?;
    let limit = request.limit.unwrap_or(500).min(LIMIT);
    let mut shown = Vec::new();
    let mut total = 0;
    for slot in slots {
        let item = &workspace.items.at(slot).value;
        let Some(proposal) = propose(&workspace, item) else { continue };
        total += 1;
        if shown.len() < limit {
            shown.push(ProposalShown {
                item_id: item.id,
                key: item.key.clone(),
                title: item.title.clone(),
                lane: value(&proposal.lane),
                horizon: value(&proposal.horizon),
                severity: value(&proposal.severity),
                reasons: Reasons {
                    lane: reason(proposal.lane),
                    horizon: reason(proposal.horizon),
                    severity: reason(proposal.severity),
                },
                confidence: proposal.confidence,
            });
        }
    }
    Ok(Json(Proposals { proposals: shown, total }))
}

fn value<T: Copy>(suggested: &Option<Suggested<T>>) -> Option<T> {
    suggested.as_ref().map(|s| s.value)
}

fn reason<T>(suggested: Option<Suggested<T>>) -> Option<String> {
    suggested.map(|s| s.reason)
}

/// What to set on which items.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Acceptance {
    pub accept: Vec<AcceptedProposal>,
    #[serde(default)]
    pub reason: Option<String>,
}

/// What to set on one item; as proposed or changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedProposal {
    pub item_id: ItemId,
    #[serde(default)]
    pub lane: Option<Lane>,
    #[serde(default)]
    pub horizon: Option<Horizon>,
    #[serde(default)]
    pub severity: Option<Severity>,
}

/// Accept proposals as one change set
#[utoipa::path(post, path = "/items/proposals/accept", tag = "items", request_body = Acceptance,
    responses((status = 200, body = BulkDone), (status = 422, body = Problem)))]
pub async fn accept_proposals(
    State(state): State<AppState>,
    writing: Writing,
    Json(acceptance): Json<Acceptance>,
) -> Result<Written<Json<BulkDone>>, Problem> {
    let edits: Vec<Edit> = acceptance
        .accept
        .iter()
        .map(|accepted| {
            let fields = [
                ("lane", json!(accepted.lane)),
                ("horizon", json!(accepted.horizon)),
                ("severity", json!(accepted.severity)),
            ];
            let patch: Doc =
                fields.into_iter().filter(|(_, v)| !v.is_null()).map(|(f, v)| (f.to_owned(), v)).collect();
            let entity = EntityRef::new(EntityKind::Item, accepted.item_id);
            Edit::Patch { entity, expected: Expected::Anything, patch }
        })
        .collect();
    let receipt = writing.write_as(Cause::Proposal, &state, acceptance.reason, edits).await?;
    let done = BulkDone { changed: receipt.touched.len(), position: receipt.position };
    Ok(Written(receipt.position, Json(done)))
}
