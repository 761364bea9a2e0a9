//! Everything out again: the workspace as NDJSON, the backlog as CSV.

use axum::body::Body;
use axum::extract::{Query as Params, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use outweigh_connect::export_safe_cell;
use outweigh_core::domain::{Entity, Role};
use outweigh_core::workspace::{Slot, Workspace};
use outweigh_store::{Store, StoreError};
use serde::Deserialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// What to export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Every entity as one JSON object a line: `{"kind": "item", "version": 3, "doc": {..}}`.
    #[default]
    Ndjson,
    /// The open backlog in order, for a spreadsheet.
    Csv,
}

/// What to export.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ExportParams {
    #[param(inline)]
    pub format: ExportFormat,
    /// CSV only: in the filter language.
    pub filter: String,
}

/// Export the workspace (NDJSON) or the backlog (CSV)
#[utoipa::path(get, path = "/export", tag = "operations", params(ExportParams),
    responses((status = 200, content_type = "application/octet-stream", body = String), (status = 403, body = Problem)))]
pub async fn export(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let everywhere = caller.access(&state.store.read()).everywhere();
    let (kind, name, body) = match params.format {
        ExportFormat::Ndjson if everywhere != Some(Role::Admin) => {
            return Err(Problem::forbidden("the whole workspace is exported by administrators")
                .hint("export the backlog as CSV instead"));
        }
        ExportFormat::Ndjson => ("application/x-ndjson", "outweigh.ndjson", ndjson(&state.store).await?),
        ExportFormat::Csv => {
            let workspace = state.store.read();
            let access = caller.access(&workspace);
            let slots = outweigh_core::backlog::select(&workspace, &access, &params.filter, "")
                .map_err(|e| Problem::source("filter", &e))?;
            ("text/csv; charset=utf-8", "backlog.csv", csv(&workspace, &slots)?)
        }
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok((
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)],
        Body::from(body),
    )
        .into_response())
}

/// Every entity that is not deleted, one a line, those others refer to first; with its words.
///
/// # Errors
/// The words of notes cannot be read.
pub async fn ndjson(store: &Store) -> Result<String, StoreError> {
    let rows: Vec<_> = {
        let workspace = store.read();
        let rows = workspace.all_rows().filter(|row| !row.deleted);
        rows.map(|row| (row.version, workspace.with_words(&row.value))).collect()
    };
    let mut lines = String::new();
    for chunk in rows.chunks(READ_AT_A_TIME) {
        let sealed = chunk.iter().flat_map(|(_, entity)| entity.clone().seals());
        let words = store.words(sealed).await?;
        for (version, entity) in chunk {
            let entity = entity.clone().unsealed(|seal| words.get(&seal).map(String::as_str));
            let line = json!({ "kind": entity.kind(), "version": version, "doc": entity.doc() });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    Ok(lines)
}

/// Entities whose words are read at a time.
const READ_AT_A_TIME: usize = 500;

/// The columns of [`csv`].
const COLUMNS: [&str; 19] = [
    "rank",
    "computed_rank",
    "key",
    "title",
    "problem",
    "lane",
    "horizon",
    "status",
    "severity",
    "product",
    "owner",
    "score",
    "score_low",
    "score_high",
    "effort_low",
    "effort_likely",
    "effort_high",
    "due",
    "tags",
];

/// The items in `slots` as CSV, safe to open in a spreadsheet.
///
/// # Errors
/// Never for text that is in memory.
pub fn csv(workspace: &Workspace, slots: &[Slot]) -> Result<String, Problem> {
    let failed = |e: &dyn std::fmt::Display| Problem::bad_request(format!("failed to write CSV: {e}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|e| failed(&e))?;
    for &slot in slots {
        let item = &workspace.items.at(slot).value;
        let places = workspace.places_at(slot);
        let score = workspace.score_at(slot);
        let effort = score.and_then(|s| s.effort);
        let number = |value: Option<f64>| value.map_or_else(String::new, |v| format!("{v:.2}"));
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        let record = [
            places.map_or_else(String::new, |(_, shown)| shown.to_string()),
            places.map_or_else(String::new, |(computed, _)| computed.to_string()),
            item.key.clone(),
            item.title.clone(),
            item.problem.clone(),
            word(item.lane.map(outweigh_core::domain::Lane::as_str)),
            word(item.horizon.map(outweigh_core::domain::Horizon::as_str)),
            item.status.as_str().to_owned(),
            word(item.severity.map(outweigh_core::domain::Severity::as_str)),
            workspace.products.get(item.product_id).map(|p| p.name.clone()).unwrap_or_default(),
            item.owner_id.and_then(|id| workspace.people.get(id)).map(|p| p.name.clone()).unwrap_or_default(),
            number(score.map(|s| s.value)),
            number(score.map(|s| s.low)),
            number(score.map(|s| s.high)),
            number(effort.map(|e| e.low)),
            number(effort.map(|e| e.likely)),
            number(effort.map(|e| e.high)),
            item.due.map_or_else(String::new, |day| day.to_string()),
            item.tags.join(", "),
        ];
        writer
            .write_record(record.iter().map(|cell| export_safe_cell(cell).into_owned()))
            .map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

/// Reads back what [`ndjson`] wrote.
///
/// # Errors
/// The line that is wrong and what is wrong with it.
pub fn read_ndjson(text: &str) -> Result<Vec<Entity>, String> {
    #[derive(Deserialize)]
    struct Line {
        kind: outweigh_core::domain::EntityKind,
        doc: outweigh_core::domain::Doc,
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| {
            let read: Line = serde_json::from_str(line).map_err(|e| format!("line {}: {e}", n + 1))?;
            Entity::from_doc(read.kind, read.doc).map_err(|e| format!("line {}: {e}", n + 1))
        })
        .collect()
}
