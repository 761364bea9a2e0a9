//! What belongs to an item: estimates, comments, dependencies.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use outweigh_core::domain::{Comment, Dependency, EntityKind, EntityRef, Estimate, Range};
use outweigh_core::ids::{CommentId, DependencyId, EstimateId};
use outweigh_core::ledger::Edit;
use serde::Deserialize;
use utoipa::ToSchema;

use super::detail::ItemDetail;
use super::rendered::Rendered;
use super::write::{item_id, read};
use crate::caller::{Writing, Written};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

type Added = Result<Written<(StatusCode, Rendered)>, Problem>;

async fn add(
    state: &AppState,
    writing: &Writing,
    item: &str,
    reason: Option<String>,
    edits: Vec<Edit>,
) -> Added {
    let receipt = writing.write(state, reason, edits).await?;
    Ok(Written(receipt.position, (StatusCode::CREATED, read(state, &writing.caller, item)?)))
}

/// A quantity as low / likely / high: one in ten below, as likely as not, one in ten above.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewEstimate {
    /// `effort` (person-days) or the key of a criterion.
    pub quantity: String,
    pub low: f64,
    pub likely: f64,
    pub high: f64,
    #[serde(default)]
    pub note: String,
}

/// Estimate a quantity of an item
#[utoipa::path(post, path = "/items/{id}/estimates", tag = "items", request_body = NewEstimate,
    params(("id" = String, Path, description = "Id or key")),
    responses((status = 201, body = ItemDetail), (status = 422, body = Problem)))]
pub async fn add_estimate(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
    Json(new): Json<NewEstimate>,
) -> Added {
    let item = item_id(&state, &writing.caller, &id)?;
    {
        let workspace = state.store.read();
        let mut known: Vec<&str> = vec!["effort"];
        known.extend(workspace.rubrics.iter().flat_map(|r| &r.criteria).map(|c| c.key.as_str()));
        if !known.contains(&new.quantity.as_str()) {
            known.sort_unstable();
            known.dedup();
            return Err(Problem::invalid(
                "quantity",
                format!("\"{}\" is not one of {}", new.quantity, known.join(", ")),
            ));
        }
    }
    let range =
        Range::new(new.low, new.likely, new.high).map_err(|message| Problem::invalid("range", message))?;
    let estimate = Estimate {
        id: clock::new_id().into(),
        item_id: item,
        quantity: new.quantity,
        range,
        person_id: Some(writing.caller.person_id),
        source: None,
        at: clock::now(),
        note: new.note,
    };
    add(&state, &writing, &id, None, vec![Edit::Create(estimate.into())]).await
}

/// Delete an estimate; can be undone
#[utoipa::path(delete, path = "/estimates/{id}", tag = "items", params(("id" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn delete_estimate(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<EstimateId>,
) -> Result<Written<StatusCode>, Problem> {
    delete(&state, &writing, EntityRef::new(EntityKind::Estimate, id)).await
}

/// A remark in Markdown.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewComment {
    pub text: String,
}

/// Comment on an item
#[utoipa::path(post, path = "/items/{id}/comments", tag = "items", request_body = NewComment,
    params(("id" = String, Path, description = "Id or key")),
    responses((status = 201, body = ItemDetail), (status = 422, body = Problem)))]
pub async fn add_comment(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
    Json(new): Json<NewComment>,
) -> Added {
    let comment = Comment {
        id: clock::new_id().into(),
        item_id: item_id(&state, &writing.caller, &id)?,
        person_id: Some(writing.caller.person_id),
        author: None,
        at: clock::now(),
        text: new.text,
    };
    add(&state, &writing, &id, None, vec![Edit::Create(comment.into())]).await
}

/// Delete a comment; can be undone
#[utoipa::path(delete, path = "/comments/{id}", tag = "items", params(("id" = String, Path,)),
    responses((status = 204), (status = 403, body = Problem)))]
pub async fn delete_comment(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<CommentId>,
) -> Result<Written<StatusCode>, Problem> {
    delete(&state, &writing, EntityRef::new(EntityKind::Comment, id)).await
}

/// The item that must be done first.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDependency {
    /// Id or key.
    pub needs_id: String,
}

/// Say that an item needs another
#[utoipa::path(post, path = "/items/{id}/dependencies", tag = "items", request_body = NewDependency,
    params(("id" = String, Path, description = "Id or key")),
    responses((status = 201, body = ItemDetail), (status = 422, body = Problem, description = "It would close a circle")))]
pub async fn add_dependency(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<String>,
    Json(new): Json<NewDependency>,
) -> Added {
    let dependency = Dependency {
        id: clock::new_id().into(),
        item_id: item_id(&state, &writing.caller, &id)?,
        needs_id: item_id(&state, &writing.caller, &new.needs_id)?,
    };
    let known =
        state.store.read().needs_of(dependency.item_id).any(|(d, _)| d.needs_id == dependency.needs_id);
    if known {
        return Err(Problem::invalid("needs_id", "the item needs that one already"));
    }
    add(&state, &writing, &id, None, vec![Edit::Create(dependency.into())]).await
}

/// Delete a dependency; can be undone
#[utoipa::path(delete, path = "/dependencies/{id}", tag = "items", params(("id" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn delete_dependency(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<DependencyId>,
) -> Result<Written<StatusCode>, Problem> {
    delete(&state, &writing, EntityRef::new(EntityKind::Dependency, id)).await
}

async fn delete(
    state: &AppState,
    writing: &Writing,
    entity: EntityRef,
) -> Result<Written<StatusCode>, Problem> {
    let receipt =
        writing.write(state, None, vec![Edit::Delete { entity, expected: writing.expected() }]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}
