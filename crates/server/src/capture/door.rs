//! The public door: whoever has a source's key leaves notes there. Nothing can be read through it.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use outweigh_connect::notes::{ImportedContact, ImportedNote};
use outweigh_core::ledger::{Actor, Cause, Draft};
use outweigh_store::{Caller, TokenHash};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::clock;
use crate::notes::{Captured, capture};
use crate::problem::Problem;
use crate::state::AppState;

/// Longest of the short fields, in bytes.
const SHORT: usize = 500;

/// A note from a web page.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SentNote {
    pub text: String,
    pub title: Option<String>,
    /// Who wrote it, as they say themselves.
    pub name: Option<String>,
    /// As they say themselves: nobody checked it.
    pub email: Option<String>,
    /// The page it is about.
    pub url: Option<String>,
    /// People do not see this field: whoever fills it in is a program, and the note is thrown away.
    pub website: String,
}

/// Send a note to a source, from any web page
///
/// Public: the key says which source. Nothing is answered but that it arrived.
#[utoipa::path(post, path = "/capture/{key}", tag = "capture", request_body = SentNote, params(("key" = String, Path,)),
    responses((status = 202), (status = 404, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)), security(()))]
pub async fn send_note(
    State(state): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    Path(key): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let now = clock::now();
    let hash = TokenHash::of(&key);
    let source = state.store.source_of_capture_key(&hash).await?;
    let known = source.and_then(|id| {
        let workspace = state.store.read();
        workspace.sources.get(id).map(|source| (source.kind, source.name.clone()))
    });
    let Some((kind, name)) = known else {
        return Err(Problem::not_found("key").hint("it may have been revoked; ask those who run this page"));
    };
    let address = peer.map(|Extension(ConnectInfo(peer))| peer.ip());
    let counted = {
        let mut rates = state.rates.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        rates.count(&key, address, now)
    };
    counted.map_err(|seconds| {
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_notes", "too many notes in a short time")
            .hint(format!("try again in {seconds} seconds"))
    })?;
    let sent: SentNote = serde_json::from_slice(&body)
        .map_err(|e| Problem::bad_request(format!("the note cannot be read: {e}")))?;
    if !sent.website.is_empty() {
        return Ok(StatusCode::ACCEPTED);
    }
    let captured =
        Captured { note: note(sent, ImportedNote::new(kind, name.clone()))?, account: None, product: None };
    let edits = {
        let workspace = state.store.read();
        capture(&workspace, captured)?
    };
    let draft = Draft {
        id: clock::new_id().into(),
        at: now,
        actor: Actor::system(&name),
        cause: Cause::Api,
        reason: String::new(),
        idempotency_key: None,
        undoes: None,
        edits,
    };
    state.store.write(draft, Caller::System).await?;
    Ok(StatusCode::ACCEPTED)
}

fn note(sent: SentNote, empty: ImportedNote) -> Result<ImportedNote, Problem> {
    let short = |field: &str, text: Option<String>| match text {
        Some(text) if text.len() > SHORT => {
            Err(Problem::invalid(field, format!("is longer than {SHORT} bytes")))
        }
        text => Ok(text.filter(|text| !text.trim().is_empty())),
    };
    let (name, email) = (short("name", sent.name)?, short("email", sent.email)?);
    let custom = email.iter().map(|_| ("sender".to_owned(), "not checked".to_owned()));
    Ok(ImportedNote {
        custom: custom.collect::<BTreeMap<_, _>>(),
        author: Some(ImportedContact {
            name,
            email: email.map(|email| email.trim().to_lowercase()),
            ..ImportedContact::default()
        }),
        text: sent.text,
        title: short("title", sent.title)?,
        url: sent.url,
        ..empty
    })
}

/// Ask whether a page may send notes (CORS): every page may
#[utoipa::path(options, path = "/capture/{key}", tag = "capture", params(("key" = String, Path,)),
    responses((status = 204)), security(()))]
pub async fn may_send_note() -> (StatusCode, HeaderMap) {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    let headers = allowed.map(|(name, value)| (name, header::HeaderValue::from_static(value)));
    (StatusCode::NO_CONTENT, headers.into_iter().collect())
}
