//! What the framework itself refuses (a body that is no JSON, a wrong method, too much of it), told as
//! problem documents like everything else.

use axum::body::to_bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Longest sentence taken over from the framework, in bytes.
const LONGEST: usize = 16 * 1024;

/// Makes an error that is no problem document one.
pub(crate) async fn document(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let plain = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    if !plain || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, LONGEST).await.unwrap_or_default();
    let said = String::from_utf8_lossy(&bytes).trim().to_owned();
    let mut answer = problem(status, said).into_response();
    for name in [header::ALLOW, header::ACCESS_CONTROL_ALLOW_ORIGIN] {
        if let Some(value) = parts.headers.get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

fn problem(status: StatusCode, said: String) -> Problem {
    let reason = status.canonical_reason().unwrap_or("the request was refused").to_lowercase();
    let detail = if said.is_empty() { reason } else { said };
    match status {
        StatusCode::BAD_REQUEST => Problem::bad_request(detail),
        StatusCode::UNPROCESSABLE_ENTITY => Problem::new(status, "invalid", detail),
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::new(status, "method_not_allowed", "this address does not take that method")
                .hint("the API is described at /api/docs")
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Problem::new(status, "unsupported_media_type", detail).hint("send Content-Type: application/json")
        }
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "too_large", "the request is too large")
            .hint("send it in parts; files to import go to /api/v1/imports"),
        _ => Problem::new(status, "refused", detail),
    }
}
