//! Notes from outside: a public door that takes notes and shows nothing, keys that open it for one source, a
//! widget for web pages and a page for bookmarklets.

mod door;
mod files;
mod keys;
mod rates;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use files::files;
pub(crate) use rates::Rates;

use crate::state::AppState;

/// Largest note from outside, in bytes.
const LIMIT: usize = 10 * 1024;

/// The routes of capture.
pub fn routes() -> OpenApiRouter<AppState> {
    let anyone = HeaderValue::from_static("*");
    let door = OpenApiRouter::new()
        .routes(routes!(door::send_note, door::may_send_note))
        .layer(DefaultBodyLimit::max(LIMIT))
        .layer(SetResponseHeaderLayer::overriding(
            HeaderName::from_static("access-control-allow-origin"),
            anyone,
        ));
    OpenApiRouter::new()
        .routes(routes!(keys::get_capture_key, keys::make_capture_key, keys::revoke_capture_key))
        .merge(door)
}
