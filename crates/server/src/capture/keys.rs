//! The key of a source: made, shown once, revoked.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use outweigh_core::domain::Role;
use outweigh_core::ids::SourceId;
use outweigh_store::TokenHash;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Whether web pages can send notes to a source.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaptureKey {
    /// Absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Timestamp>,
}

/// A new key with what people paste where.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewCaptureKey {
    /// Shown this once.
    pub key: String,
    pub made_at: Timestamp,
    /// Where notes are posted.
    pub address: String,
    /// For the pages of a website.
    pub widget: String,
    /// For the bookmarks of a colleague: takes what is selected on any page.
    pub bookmarklet: String,
}

/// See whether a source has a key
#[utoipa::path(get, path = "/sources/{id}/capture-key", tag = "capture", params(("id" = String, Path,)),
    responses((status = 200, body = CaptureKey), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get_capture_key(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<SourceId>,
) -> Result<Json<CaptureKey>, Problem> {
    check(&state, &caller, id)?;
    Ok(Json(CaptureKey { made_at: state.store.capture_key_made(id).await? }))
}

/// Make a key for a source, in place of its old one; it is shown once
#[utoipa::path(post, path = "/sources/{id}/capture-key", tag = "capture", params(("id" = String, Path,)),
    responses((status = 201, body = NewCaptureKey), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn make_capture_key(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<SourceId>,
) -> Result<(StatusCode, Json<NewCaptureKey>), Problem> {
    check(&state, &caller, id)?;
    let (key, made_at) = (format!("owc_{}", clock::new_secret()), clock::now());
    state.store.set_capture_key(id, &TokenHash::of(&key), made_at).await?;
    let base = state.settings.base_url.trim_end_matches('/');
    let made = NewCaptureKey {
        made_at,
        address: format!("{base}/api/v1/capture/{key}"),
        widget: format!("<script src=\"{base}/widget.js\" data-key=\"{key}\" async></script>"),
        bookmarklet: format!(
            "javascript:void(open(\"{base}/capture.html#\"+new URLSearchParams({{key:\"{key}\",\
             text:String(getSelection()),title:document.title,url:location.href}}),\"outweigh\",\
             \"width=480,height=560\"))"
        ),
        key,
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Revoke the key of a source
#[utoipa::path(delete, path = "/sources/{id}/capture-key", tag = "capture", params(("id" = String, Path,)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn revoke_capture_key(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<SourceId>,
) -> Result<StatusCode, Problem> {
    check(&state, &caller, id)?;
    if state.store.revoke_capture_key(id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("key"))
    }
}

/// Whoever lets strangers write must own a product.
fn check(state: &AppState, caller: &Caller, source: SourceId) -> Result<(), Problem> {
    let workspace = state.store.read();
    if caller.access(&workspace).highest() < Some(Role::ProductOwner) {
        return Err(Problem::forbidden("keys of sources need the role product owner")
            .hint("ask an administrator for the role"));
    }
    workspace.sources.get(source).map(|_| ()).ok_or_else(|| Problem::not_found("source"))
}
