//! Reading, copying, editing and activating rubrics.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use outweigh_core::domain::{Doc, EntityKind, EntityRef, Rubric, RubricState};
use outweigh_core::ids::RubricId;
use outweigh_core::ledger::{Edit, Expected};
use outweigh_core::score::{PRESETS, preset};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::items::{condition, created};
use crate::problem::Problem;
use crate::state::AppState;

/// A rubric with its version.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubricShown {
    #[serde(flatten)]
    pub rubric: Rubric,
    pub version: u32,
    /// It was used and can no longer be changed; copy it.
    pub locked: bool,
}

/// List rubrics, newest first
#[utoipa::path(get, path = "/rubrics", tag = "rubrics", responses((status = 200, body = [RubricShown])))]
pub async fn list_rubrics(State(state): State<AppState>, _caller: Caller) -> Json<Vec<RubricShown>> {
    let workspace = state.store.read();
    let mut rubrics: Vec<_> = workspace
        .rubrics
        .rows()
        .iter()
        .filter(|row| !row.deleted)
        .map(|row| shown(&row.value, row.version))
        .collect();
    rubrics.sort_by_key(|shown| std::cmp::Reverse(shown.rubric.id));
    Json(rubrics)
}

fn shown(rubric: &Rubric, version: u32) -> RubricShown {
    RubricShown { rubric: rubric.clone(), version, locked: rubric.state != RubricState::Draft }
}

fn read(state: &AppState, id: RubricId) -> Result<Json<RubricShown>, Problem> {
    let workspace = state.store.read();
    let row = workspace.rubrics.row(id).filter(|row| !row.deleted);
    row.map(|row| Json(shown(&row.value, row.version))).ok_or_else(|| Problem::not_found("rubric"))
}

/// Get a rubric
#[utoipa::path(get, path = "/rubrics/{id}", tag = "rubrics", params(("id" = String, Path,)),
    responses((status = 200, body = RubricShown), (status = 404, body = Problem)))]
pub async fn get_rubric(
    State(state): State<AppState>,
    _caller: Caller,
    Path(id): Path<RubricId>,
) -> Result<Json<RubricShown>, Problem> {
    read(&state, id)
}

/// A rubric to start from.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresetShown {
    pub key: String,
    pub name: String,
    pub summary: String,
}

/// List presets
#[utoipa::path(get, path = "/rubrics/presets", tag = "rubrics", responses((status = 200, body = [PresetShown])))]
pub async fn list_presets(_caller: Caller) -> Json<Vec<PresetShown>> {
    let shown = |p: &outweigh_core::score::Preset| PresetShown {
        key: p.key.into(),
        name: p.name.into(),
        summary: p.summary.into(),
    };
    Json(PRESETS.iter().map(shown).collect())
}

/// What to copy: a preset or another rubric.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRubric {
    #[serde(default)]
    pub from_preset: Option<String>,
    #[serde(default)]
    pub from_id: Option<RubricId>,
    /// The name of the copy; the original's when absent.
    #[serde(default)]
    pub name: Option<String>,
}

/// Make a draft from a preset or another rubric
#[utoipa::path(post, path = "/rubrics", tag = "rubrics", request_body = NewRubric,
    responses((status = 201, body = RubricShown), (status = 422, body = Problem)))]
pub async fn create_rubric(
    State(state): State<AppState>,
    writing: Writing,
    Json(new): Json<NewRubric>,
) -> Result<Written<(StatusCode, Json<RubricShown>)>, Problem> {
    let id = clock::new_id().into();
    let mut rubric = match (&new.from_preset, new.from_id) {
        (Some(key), None) => preset(key, id).ok_or_else(|| {
            let known: Vec<_> = PRESETS.iter().map(|p| p.key).collect();
            Problem::invalid("from_preset", format!("\"{key}\" is not one of {}", known.join(", ")))
        })?,
        (None, Some(from)) => {
            let workspace = state.store.read();
            let original = workspace.rubrics.get(from).ok_or_else(|| Problem::not_found("rubric"))?.clone();
            let versions = workspace.rubrics.iter().filter(|r| r.name == original.name);
            let version_number = versions.map(|r| r.version_number).max().unwrap_or(0) + 1;
            Rubric { id, state: RubricState::Draft, version_number, ..original }
        }
        _ => return Err(Problem::invalid("from_preset", "give either from_preset or from_id")),
    };
    if let Some(name) = new.name {
        rubric.name = name;
    }
    let receipt = writing.write(&state, None, vec![Edit::Create(rubric.into())]).await?;
    let made = created(&receipt, EntityKind::Rubric)?;
    Ok(Written(receipt.position, (StatusCode::CREATED, read(&state, made.into())?)))
}

/// Fields of a rubric with the reason for the change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RubricFields {
    /// Kept in the ledger.
    #[serde(default)]
    pub reason: Option<String>,
    /// Fields of a rubric: name, criteria, terms, effort, score_unit, thresholds.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub fields: Doc,
}

/// Change a draft
#[utoipa::path(patch, path = "/rubrics/{id}", tag = "rubrics", request_body = RubricFields,
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 200, body = RubricShown), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn update_rubric(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<RubricId>,
    headers: HeaderMap,
    Json(body): Json<RubricFields>,
) -> Result<Written<Json<RubricShown>>, Problem> {
    if let Some(field) = ["id", "state", "version_number"].iter().find(|f| body.fields.contains_key(**f)) {
        return Err(Problem::invalid(field, "is set by the server"));
    }
    if read(&state, id)?.locked {
        return Err(Problem::new(StatusCode::CONFLICT, "locked", "the rubric was used and is locked")
            .hint("copy it and change the copy"));
    }
    let expected = condition(&writing, &headers)?;
    let edit = Edit::Patch { entity: EntityRef::new(EntityKind::Rubric, id), expected, patch: body.fields };
    let receipt = writing.write(&state, body.reason, vec![edit]).await?;
    Ok(Written(receipt.position, read(&state, id)?))
}

/// Delete a draft; can be undone
#[utoipa::path(delete, path = "/rubrics/{id}", tag = "rubrics",
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 204), (status = 409, body = Problem)))]
pub async fn delete_rubric(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<RubricId>,
    headers: HeaderMap,
) -> Result<Written<StatusCode>, Problem> {
    if read(&state, id)?.locked {
        return Err(Problem::new(StatusCode::CONFLICT, "locked", "the rubric was used: old ranks need it"));
    }
    let edit = Edit::Delete {
        entity: EntityRef::new(EntityKind::Rubric, id),
        expected: condition(&writing, &headers)?,
    };
    let receipt = writing.write(&state, None, vec![edit]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}

/// Why the way of scoring changes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Activation {
    pub reason: String,
}

/// Score by this rubric from now on; locks it
#[utoipa::path(post, path = "/rubrics/{id}/activate", tag = "rubrics", request_body = Activation,
    params(("id" = String, Path,)),
    responses((status = 200, body = RubricShown), (status = 409, body = Problem)))]
pub async fn activate_rubric(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<RubricId>,
    Json(activation): Json<Activation>,
) -> Result<Written<Json<RubricShown>>, Problem> {
    if activation.reason.trim().is_empty() {
        return Err(Problem::invalid("reason", "say why the way of scoring changes"));
    }
    if state.store.read().rubrics.get(id).is_none() {
        return Err(Problem::not_found("rubric"));
    }
    let set = |id: RubricId, to: RubricState| Edit::Patch {
        entity: EntityRef::new(EntityKind::Rubric, id),
        expected: Expected::Anything,
        patch: Doc::from_iter([("state".to_owned(), json!(to))]),
    };
    let mut edits: Vec<Edit> = {
        let workspace = state.store.read();
        let active = workspace.rubrics.iter().filter(|r| r.state == RubricState::Active && r.id != id);
        active.map(|r| set(r.id, RubricState::Retired)).collect()
    };
    edits.push(set(id, RubricState::Active));
    let receipt = writing.write(&state, Some(activation.reason), edits).await?;
    Ok(Written(receipt.position, read(&state, id)?))
}
