//! The widget and the page of the bookmarklet, as the browser loads them.

use axum::Router;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::state::AppState;

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Files that other sites load, or that a bookmark opens.
pub(crate) fn files() -> Router<AppState> {
    Router::new()
        .route("/widget.js", get(|| async { file(SCRIPT, include_str!("widget.js")) }))
        .route("/capture.js", get(|| async { file(SCRIPT, include_str!("capture.js")) }))
        .route(
            "/capture.html",
            get(|| async { file("text/html; charset=utf-8", include_str!("capture.html")) }),
        )
}

fn file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        // Pages of other sites load the widget.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    (headers, text)
}
