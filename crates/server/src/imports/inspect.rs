//! Looking at an upload: what it is, which column means what, what importing it would do.

use std::collections::{BTreeMap, HashSet};

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use outweigh_connect::plan::{ImportPlan, ImportReport, PlanOptions, plan};
use outweigh_connect::{
    DateOrder, ImportError, InspectedColumn, Parsed, Preset, Target, TargetInfo, inspect, parse,
};
use outweigh_core::domain::Role;
use outweigh_core::ids::{ItemId, ProductId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::uploads::{Choices, Upload};
use crate::caller::Caller;
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// An uploaded file as it would be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportShown {
    pub id: Uuid,
    pub file_name: String,
    pub bytes: u64,
    pub preset: Preset,
    /// Why it is read as that.
    pub preset_reason: String,
    /// The columns can be mapped by hand.
    pub takes_mapping: bool,
    pub rows: usize,
    pub columns: Vec<InspectedColumn>,
    pub targets: Vec<TargetInfo>,
    #[schema(value_type = Option<BTreeMap<String, Target>>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<BTreeMap<usize, Target>>,
    pub sheets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// Links from a file of their own.
    pub links: usize,
    pub warnings: Vec<String>,
}

/// What to read differently; absent fields stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImportChoices {
    pub preset: Option<Preset>,
    /// Column index to target; columns that are not named are left out.
    #[schema(value_type = Option<BTreeMap<String, Target>>)]
    pub mapping: Option<BTreeMap<usize, Target>>,
    #[schema(value_type = Option<String>)]
    pub delimiter: Option<char>,
    pub sheet: Option<String>,
    pub date_order: Option<DateOrder>,
    /// Put new items into this product instead of one per project.
    pub product_id: Option<ProductId>,
}

/// What is wrong with a file, as a problem document.
pub(super) fn import_problem(error: &ImportError) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "unreadable_file", error.to_string()).hint(error.hint())
}

/// The upload as it would be read.
pub(super) async fn shown(upload: &Upload, content: Vec<u8>) -> Result<ImportShown, Problem> {
    let choices = upload.choices().clone();
    let (preset, options) = (choices.preset, choices.options.clone());
    let inspected = blocking(move || inspect(&content, preset, &options).map_err(|e| import_problem(&e)));
    let inspected = inspected.await??;
    Ok(ImportShown {
        id: upload.id,
        file_name: upload.file_name.clone(),
        bytes: upload.bytes,
        preset: choices.preset,
        preset_reason: choices.preset_reason,
        takes_mapping: choices.preset.takes_mapping(),
        rows: inspected.rows,
        columns: inspected.columns,
        targets: inspected.targets,
        mapping: choices.options.mapping,
        sheets: inspected.sheets,
        sheet: choices.options.sheet,
        product_id: choices.product,
        links: choices.links.len(),
        warnings: inspected.warnings,
    })
}

/// Get an upload as it would be read
#[utoipa::path(get, path = "/imports/{id}", tag = "imports", params(("id" = String, Path,)),
    responses((status = 200, body = ImportShown), (status = 404, body = Problem)))]
pub async fn get_import(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<ImportShown>, Problem> {
    let upload = state.uploads.get(id, caller.person_id)?;
    Ok(Json(shown(&upload, upload.content().await?).await?))
}

/// Choose how an upload is read
#[utoipa::path(put, path = "/imports/{id}", tag = "imports", request_body = ImportChoices, params(("id" = String, Path,)),
    responses((status = 200, body = ImportShown), (status = 422, body = Problem)))]
pub async fn choose_import(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Json(new): Json<ImportChoices>,
) -> Result<Json<ImportShown>, Problem> {
    let upload = state.uploads.get(id, caller.person_id)?;
    if let Some(product) = new.product_id {
        let workspace = state.store.read();
        let role = caller.access(&workspace).on(product);
        if workspace.products.get(product).is_none() || role.is_none() {
            return Err(Problem::invalid("product_id", "there is no such product"));
        }
        if role < Some(Role::ProductOwner) {
            return Err(Problem::invalid("product_id", "importing into it needs the role product owner"));
        }
    }
    let before = upload.choices().clone();
    {
        let mut choices = upload.choices();
        if let Some(preset) = new.preset {
            choices.preset = preset;
            choices.preset_reason = "chosen by you".into();
            choices.options.mapping = None;
        }
        if new.mapping.is_some() {
            choices.options.mapping = new.mapping;
        }
        if new.delimiter.is_some() {
            choices.options.delimiter = new.delimiter;
        }
        if new.sheet.is_some() {
            choices.options.sheet = new.sheet;
        }
        if new.date_order.is_some() {
            choices.options.date_order = new.date_order;
        }
        if new.product_id.is_some() {
            choices.product = new.product_id;
        }
    }
    let result = shown(&upload, upload.content().await?).await;
    if result.is_err() {
        *upload.choices() = before;
    }
    result.map(Json)
}

/// Remove an upload
#[utoipa::path(delete, path = "/imports/{id}", tag = "imports", params(("id" = String, Path,)), responses((status = 204)))]
pub async fn remove_import(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state.uploads.get(id, caller.person_id)?;
    state.uploads.remove(id);
    Ok(StatusCode::NO_CONTENT)
}

/// Say what importing an upload would do, and change nothing
#[utoipa::path(post, path = "/imports/{id}/dry-run", tag = "imports", params(("id" = String, Path,)),
    responses((status = 200, body = ImportReport), (status = 422, body = Problem)))]
pub async fn try_import(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<ImportReport>, Problem> {
    let upload = state.uploads.get(id, caller.person_id)?;
    let content = upload.content().await?;
    let choices = upload.choices().clone();
    let parsed = blocking(move || read(&content, &choices, &mut |_, _| {})).await??;
    let plan = planned(&state, &caller, &upload, &parsed).await?;
    Ok(Json(plan.report))
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|e| {
        tracing::error!("reading an import failed: {e}");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "our fault: reading the file failed")
    })
}

/// Reads the file's items.
pub(super) fn read(
    content: &[u8],
    choices: &Choices,
    on_progress: &mut dyn FnMut(usize, usize),
) -> Result<Parsed, Problem> {
    parse(content, choices.preset, &choices.options, on_progress).map_err(|e| import_problem(&e))
}

/// The change set that takes the items in.
pub(super) async fn planned(
    state: &AppState,
    caller: &Caller,
    upload: &Upload,
    parsed: &Parsed,
) -> Result<ImportPlan, Problem> {
    let taken_back = state.store.taken_back().await?;
    Ok(tokio::task::block_in_place(|| plan_now(state, caller, upload, parsed, taken_back)))
}

fn plan_now(
    state: &AppState,
    caller: &Caller,
    upload: &Upload,
    parsed: &Parsed,
    taken_back: HashSet<ItemId>,
) -> ImportPlan {
    let choices = upload.choices().clone();
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let options = PlanOptions {
        product: choices.product,
        default_product_key: "BACKLOG".into(),
        default_product_name: "Backlog".into(),
        add_people: access.everywhere() == Some(Role::Admin),
        taken_back,
        file_name: upload.file_name.clone(),
    };
    let mut made =
        plan(&workspace, &parsed.items, &choices.links, &options, &mut clock::new_id, clock::now());
    // A row may match an item the caller may not read: it is counted, and refused at commit, but not shown.
    made.report
        .sample
        .retain(|row| workspace.item_by_key(&row.key).is_none_or(|item| access.reads(item.product_id)));
    made.report.errors.splice(0..0, parsed.problems.iter().cloned());
    made.report.warnings.splice(0..0, parsed.warnings.iter().cloned());
    made
}
