//! Taking a file in.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;
use outweigh_connect::parse_links;
use outweigh_core::domain::Role;
use tokio::io::AsyncWriteExt;
use tokio::sync::watch;
use uuid::Uuid;

use super::commit::ImportState;
use super::inspect::{ImportShown, blocking, import_problem, shown};
use super::reading::Reading;
use super::uploads::{Choices, Upload};
use crate::caller::Caller;
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Longest file name kept, in characters.
const LONGEST_NAME: usize = 200;
/// Largest file of links.
const LINKS_LIMIT: u64 = 64 * 1024 * 1024;

/// Upload a file to import
///
/// A backlog, or what people said. Multipart with a field `file`, or the bytes as the body with the name in
/// `X-File-Name`.
#[utoipa::path(post, path = "/imports", tag = "imports",
    request_body(content = String, content_type = "multipart/form-data"),
    responses((status = 201, body = ImportShown), (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn upload_import(
    State(state): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<(StatusCode, Json<ImportShown>), Problem> {
    may_import(&state, &caller)?;
    let file = state.uploads.new_file()?;
    let (name, bytes) = receive(request, file.path(), state.uploads.limit_bytes).await?;
    let path = file.into_temp_path();
    let content = tokio::fs::read(&path)
        .await
        .map_err(|e| Problem::bad_request(format!("failed to read the upload: {e}")))?;
    let (content, name, recognised) = blocking(move || {
        let recognised = Reading::recognised(&name, &content);
        (content, name, recognised)
    })
    .await?;
    let (reading, preset_reason) = recognised?;
    let upload = Upload {
        id: clock::new_id(),
        owner: caller.person_id,
        file_name: name,
        bytes,
        path,
        arrived: clock::now(),
        choices: std::sync::Mutex::new(Choices { reading, preset_reason, product: None, source_name: None }),
        state: watch::Sender::new(ImportState::Waiting),
    };
    let upload = state.uploads.add(upload)?;
    let looked_at = shown(Arc::clone(&upload), content).await;
    if looked_at.is_err() {
        state.uploads.remove(upload.id);
    }
    Ok((StatusCode::CREATED, Json(looked_at?)))
}

/// Add a file of links (CSV: source, type, target) to an upload
#[utoipa::path(post, path = "/imports/{id}/links", tag = "imports", params(("id" = String, Path,)),
    request_body(content = String, content_type = "multipart/form-data"),
    responses((status = 200, body = ImportShown), (status = 422, body = Problem)))]
pub async fn upload_links(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    request: Request,
) -> Result<Json<ImportShown>, Problem> {
    let upload = state.uploads.get(id, caller.person_id)?;
    let file = state.uploads.new_file()?;
    receive(request, file.path(), state.uploads.limit_bytes.min(LINKS_LIMIT)).await?;
    let content = tokio::fs::read(file.path())
        .await
        .map_err(|e| Problem::bad_request(format!("failed to read the upload: {e}")))?;
    let links = blocking(move || parse_links(&content).map_err(|e| import_problem(&e))).await??;
    match &mut upload.choices().reading {
        Reading::Items { links: kept, .. } => *kept = links.links,
        Reading::Notes { .. } => {
            return Err(Problem::invalid("file", "links are between items, and this file holds notes"));
        }
    }
    let content = upload.content().await?;
    Ok(Json(shown(upload, content).await?))
}

/// Imports may add and change anything in a product, so they need its owner.
fn may_import(state: &AppState, caller: &Caller) -> Result<(), Problem> {
    let highest = caller.access(&state.store.read()).highest();
    if highest >= Some(Role::ProductOwner) {
        return Ok(());
    }
    Err(Problem::forbidden("importing needs the role product owner")
        .hint("ask an administrator for the role"))
}

/// Writes the file a request carries to `to`; gives its name and size.
async fn receive(request: Request, to: &std::path::Path, limit: u64) -> Result<(String, u64), Problem> {
    let failed = |e: &dyn std::fmt::Display| {
        Problem::bad_request(format!("the upload broke off: {e}")).hint("nothing was kept; send it again")
    };
    let mut out = tokio::fs::File::create(to).await.map_err(|e| failed(&e))?;
    let multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.starts_with("multipart/form-data"));
    let mut size = 0;
    let name = if multipart {
        let mut parts = Multipart::from_request(request, &()).await.map_err(|e| failed(&e))?;
        let mut field = loop {
            match parts.next_field().await.map_err(|e| failed(&e))? {
                Some(field) if field.name() == Some("file") => break field,
                Some(_) => {}
                None => return Err(Problem::invalid("file", "the request has no field called file")),
            }
        };
        let name = plain_name(field.file_name().unwrap_or_default());
        while let Some(chunk) = field.chunk().await.map_err(|e| failed(&e))? {
            grow(&mut size, chunk.len(), limit)?;
            out.write_all(&chunk).await.map_err(|e| failed(&e))?;
        }
        name
    } else {
        let name = file_name(request.headers());
        let mut stream = request.into_body().into_data_stream();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|e| failed(&e))?;
            grow(&mut size, chunk.len(), limit)?;
            out.write_all(&chunk).await.map_err(|e| failed(&e))?;
        }
        name
    };
    out.flush().await.map_err(|e| failed(&e))?;
    Ok((name, size))
}

fn file_name(headers: &HeaderMap) -> String {
    let name = headers.get("x-file-name").map(|v| String::from_utf8_lossy(v.as_bytes()));
    plain_name(&name.unwrap_or_default())
}

/// A file's name without folders and control characters: it is shown and kept in the ledger.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if plain.trim().is_empty() { "upload".into() } else { plain }
}

fn grow(size: &mut u64, by: usize, limit: u64) -> Result<(), Problem> {
    *size += by as u64;
    if *size > limit {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            format!("the file is larger than {} MiB", limit / 1024 / 1024),
        )
        .hint("split it and import the parts one after the other"));
    }
    Ok(())
}
