//! The web app, carried in the binary; or a page that says how to build it.

#[cfg(feature = "embed-web")]
use axum::http::header;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};

/// What the browser may load: its own files only.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; \
     style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; \
     base-uri 'none'; form-action 'self'; object-src 'none'";

#[cfg(feature = "embed-web")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
struct Files;

/// A file of the web app; every other address is one of its screens.
#[cfg(feature = "embed-web")]
pub async fn serve(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let (name, file) = match Files::get(path) {
        Some(file) => (path, file),
        None if path.starts_with("assets/") => return StatusCode::NOT_FOUND.into_response(),
        None => match Files::get("index.html") {
            Some(file) => ("index.html", file),
            None => return Html(NOT_BUILT).into_response(),
        },
    };
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    // Names under assets/ carry a hash of their content, so they never change.
    let caching =
        if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers =
        [(header::CONTENT_TYPE, kind.as_ref().to_owned()), (header::CACHE_CONTROL, caching.to_owned())];
    (headers, file.data).into_response()
}

/// The interface was not built into this binary.
#[cfg(not(feature = "embed-web"))]
pub async fn serve(_uri: Uri) -> Response {
    (StatusCode::OK, Html(NOT_BUILT)).into_response()
}

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Outweigh</title>\
<body style=\"font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem\"><h1>Outweigh is running</h1>\
<p>This binary was built without the web interface. The API is at <a href=/api/docs>/api/docs</a>.</p>\
<p>To build and start everything, interface included: <code>cargo xtask run</code></p>";
