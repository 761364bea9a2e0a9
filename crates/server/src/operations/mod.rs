//! For those who run the server: health, metrics, the API's description.

use std::fmt::Write;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::state::AppState;

/// The server is alive.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The server can do its work: the database answers.
pub async fn readyz(State(state): State<AppState>) -> Response {
    match state.store.catch_up().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!("not ready: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Figures in the Prometheus text format.
pub async fn metrics(State(state): State<AppState>) -> Response {
    let (position, items, open, accounts) = {
        let workspace = state.store.read();
        (workspace.position, workspace.items.len(), workspace.shown_order().len(), workspace.accounts.len())
    };
    let figures = [
        ("outweigh_ledger_position", "counter", "Change sets in the ledger.", position as f64),
        ("outweigh_items", "gauge", "Items that are not deleted.", items as f64),
        ("outweigh_items_open", "gauge", "Items that compete for a place in the ranking.", open as f64),
        ("outweigh_accounts", "gauge", "Accounts.", accounts as f64),
        ("outweigh_memory_bytes", "gauge", "Resident memory of the process.", resident_bytes()),
    ];
    let mut text = String::new();
    for (name, kind, help, value) in figures {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// Resident memory as the kernel reports it; 0 where it does not.
fn resident_bytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0
}

/// What runs here.
#[derive(Debug, Serialize, ToSchema)]
pub struct About {
    pub version: String,
    /// `sqlite` or `postgres`.
    pub database: String,
    pub demo: bool,
}

/// What runs here
#[utoipa::path(get, path = "/about", tag = "operations", responses((status = 200, body = About)))]
pub async fn get_about(State(state): State<AppState>) -> Json<About> {
    let database = match state.store.database_kind() {
        outweigh_store::DatabaseKind::Sqlite => "sqlite",
        outweigh_store::DatabaseKind::Postgres => "postgres",
    };
    Json(About {
        version: env!("CARGO_PKG_VERSION").into(),
        database: database.into(),
        demo: state.settings.demo,
    })
}

/// The API as OpenAPI 3.1.
pub async fn openapi_document() -> Response {
    let text = crate::openapi().to_json().unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// The API's description as a page that needs nothing from elsewhere.
pub async fn docs_page() -> Html<String> {
    Html(super::api_page::render(&crate::openapi()))
}

/// Unknown API addresses.
pub async fn no_such_endpoint() -> Problem {
    Problem::not_found("endpoint").hint("the API is described at /api/docs")
}
