//! Why an item moved between two moments.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use jiff::Timestamp;
use outweigh_core::explain::{Explanation, explain};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::write::item_id;
use crate::caller::Caller;
use crate::past;
use crate::problem::Problem;
use crate::state::AppState;

/// Between which moments; each a ledger position, date or time.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ExplainParams {
    /// When to begin.
    pub from: String,
    /// When to end; now when absent.
    pub to: String,
}

/// An item's move, in causes that add up to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoveExplained {
    #[serde(flatten)]
    pub explanation: Explanation,
    /// When the first position was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_at: Option<Timestamp>,
}

/// Explain why an item moved
#[utoipa::path(get, path = "/items/{id}/explain", tag = "items",
    params(("id" = String, Path, description = "Id or key"), ExplainParams),
    responses((status = 200, body = MoveExplained), (status = 404, body = Problem)))]
pub async fn explain_move(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Params(params): Params<ExplainParams>,
) -> Result<Json<MoveExplained>, Problem> {
    let item = item_id(&state, &caller, &id)?;
    let from = past::position(&state, &params.from).await?;
    let before = state.store.as_of(from).await?;
    let (explanation, to) = match params.to.as_str() {
        "" => {
            let now = state.store.read();
            (explain(&before, &now, item), now.position)
        }
        to => {
            let to = past::position(&state, to).await?;
            let after = state.store.as_of(to).await?;
            (explain(&before, &after, item), to)
        }
    };
    let explanation = explanation.ok_or_else(|| Problem::not_found("item at that time"))?;
    let at = |position| {
        let state = &state;
        async move {
            if position == 0 {
                Ok(None)
            } else {
                state.store.entry(position).await.map(|entry| Some(entry.at))
            }
        }
    };
    Ok(Json(MoveExplained { explanation, from_at: at(from).await?, to_at: at(to).await? }))
}
