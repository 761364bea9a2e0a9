//! Looking at an upload: what it is, which column means what, what importing it would do.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use outweigh_connect::notes::InspectedNoteColumn;
use outweigh_connect::{DateOrder, ImportError, InspectedColumn, TargetInfo};
use outweigh_core::domain::{RatingScale, Role, SourceKind};
use outweigh_core::ids::{AccountId, ProductId};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::commit::ImportState;
use super::reading::{ImportKind, ImportOutcome, ImportPreset, ImportTarget, Reading, planned};
use super::uploads::{Choices, Upload};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// An uploaded file as it would be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportShown {
    pub id: Uuid,
    pub file_name: String,
    pub bytes: u64,
    pub kind: ImportKind,
    pub preset: ImportPreset,
    /// Why it is read as that.
    pub preset_reason: String,
    /// The columns can be mapped by hand.
    pub takes_mapping: bool,
    pub rows: usize,
    pub columns: Vec<ColumnShown>,
    pub targets: Vec<TargetInfo>,
    /// Column index to target.
    #[schema(value_type = Option<BTreeMap<String, ImportTarget>>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<BTreeMap<usize, String>>,
    pub sheets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// Notes: what their source is called here, where that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_name: Option<String>,
    /// Notes: whether mail addresses, phone, card and account numbers are taken out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redact: Option<bool>,
    /// Items: links from a file of their own.
    pub links: usize,
    pub warnings: Vec<String>,
    /// How far taking it in is.
    pub state: ImportState,
}

/// An upload in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportListed {
    pub id: Uuid,
    pub file_name: String,
    pub bytes: u64,
    pub arrived: Timestamp,
    pub state: ImportState,
}

/// One column of a table.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColumnShown {
    /// Place in the table, from 0.
    pub index: usize,
    /// The header's text.
    pub name: String,
    /// Up to three different values, each cut to 80 characters.
    pub samples: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<ImportTarget>,
    /// What separates the values in a cell, for targets that hold lists.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
}

impl ColumnShown {
    pub(super) fn of_items(column: InspectedColumn) -> Self {
        let InspectedColumn { index, name, samples, target, separator } = column;
        Self { index, name, samples, target: target.map(ImportTarget::Items), separator }
    }

    pub(super) fn of_notes(column: InspectedNoteColumn) -> Self {
        let InspectedNoteColumn { index, name, samples, target } = column;
        Self { index, name, samples, target: Some(ImportTarget::Notes(target)), separator: None }
    }
}

/// What to read differently; absent fields stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImportChoices {
    pub preset: Option<ImportPreset>,
    /// Column index to target; columns that are not named are left out.
    #[schema(value_type = Option<BTreeMap<String, ImportTarget>>)]
    pub mapping: Option<BTreeMap<usize, String>>,
    #[schema(value_type = Option<String>)]
    pub delimiter: Option<char>,
    pub sheet: Option<String>,
    pub date_order: Option<DateOrder>,
    /// Items: put new ones into this product; null: one per project in the file. Notes: what they are about.
    #[schema(value_type = Option<ProductId>)]
    #[serde(deserialize_with = "given")]
    pub product_id: Option<Option<ProductId>>,
    /// Notes: what their source is called here; blank: as the file tells.
    pub source_name: Option<String>,
    /// Notes: the kind of source, where you know better than the file.
    pub source_kind: Option<SourceKind>,
    /// Notes: take mail addresses, phone, card and account numbers out.
    pub redact: Option<bool>,
    /// Notes: take in automatic mail, too.
    pub keep_automatic: Option<bool>,
    /// Notes: on what scale the ratings of a table are.
    pub scale: Option<RatingScale>,
    /// Notes: which account a company or mail domain is, of those the dry run proposes.
    pub confirm: Option<BTreeMap<String, AccountId>>,
}

/// A field that is there, null or not.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl ImportChoices {
    /// Takes the choices over; those of the other kind of file have no effect.
    fn apply(self, choices: &mut Choices) -> Result<(), Problem> {
        if let Some(preset) = self.preset {
            choices.reading.choose(preset);
            choices.preset_reason = "chosen by you".into();
        }
        if let Some(mapping) = &self.mapping {
            choices.reading.set_mapping(mapping)?;
        }
        if let Some(name) = self.source_name {
            choices.source_name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        }
        choices.product = self.product_id.unwrap_or(choices.product);
        match &mut choices.reading {
            Reading::Items { options, .. } => {
                options.delimiter = self.delimiter.or(options.delimiter);
                options.sheet = self.sheet.or(options.sheet.take());
                options.date_order = self.date_order.or(options.date_order);
            }
            Reading::Notes { options, confirmed, .. } => {
                options.delimiter = self.delimiter.or(options.delimiter);
                options.sheet = self.sheet.or(options.sheet.take());
                options.date_order = self.date_order.or(options.date_order);
                options.kind = self.source_kind.or(options.kind);
                options.redact = self.redact.or(options.redact);
                options.keep_automatic = self.keep_automatic.unwrap_or(options.keep_automatic);
                options.scale = self.scale.or(options.scale);
                *confirmed = self.confirm.unwrap_or_else(|| std::mem::take(confirmed));
            }
        }
        Ok(())
    }
}

/// What is wrong with a file, as a problem document.
pub(super) fn import_problem(error: &ImportError) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "unreadable_file", error.to_string()).hint(error.hint())
}

/// The upload as it would be read.
pub(super) async fn shown(upload: Arc<Upload>, content: Vec<u8>) -> Result<ImportShown, Problem> {
    blocking(move || {
        let choices = upload.choices().clone();
        choices.reading.shown(&upload, &choices, &content)
    })
    .await?
}

/// List your uploads, newest first
///
/// An upload is kept for a day, taken in or not.
#[utoipa::path(get, path = "/imports", tag = "imports", responses((status = 200, body = [ImportListed])))]
pub async fn list_imports(State(state): State<AppState>, caller: Caller) -> Json<Vec<ImportListed>> {
    let uploads = state.uploads.of(caller.person_id);
    let listed = uploads.iter().map(|upload| ImportListed {
        id: upload.id,
        file_name: upload.file_name.clone(),
        bytes: upload.bytes,
        arrived: upload.arrived,
        state: upload.state.borrow().clone(),
    });
    Json(listed.collect())
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
    let content = upload.content().await?;
    Ok(Json(shown(upload, content).await?))
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
    if let Some(Some(product)) = new.product_id {
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
    let mut chosen = before.clone();
    new.apply(&mut chosen)?;
    *upload.choices() = chosen;
    let content = upload.content().await?;
    let result = shown(Arc::clone(&upload), content).await;
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
    responses((status = 200, body = ImportOutcome), (status = 422, body = Problem)))]
pub async fn try_import(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Json<ImportOutcome>, Problem> {
    let upload = state.uploads.get(id, caller.person_id)?;
    let bytes = upload.content().await?;
    let choices = upload.choices().clone();
    let (reading, name) = (choices.reading.clone(), upload.file_name.clone());
    let content = blocking(move || reading.read(&name, &bytes, &mut |_, _| {})).await??;
    let plan = planned(&state, &caller, &upload.file_name, &choices, &content).await?;
    Ok(Json(plan.outcome))
}

pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|e| {
        tracing::error!("reading an import failed: {e}");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "our fault: reading the file failed")
    })
}
