//! Answers spelt out while the workspace is at hand, so that nothing has to be copied out of it.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// JSON, ready to be sent.
pub struct Rendered(Vec<u8>);

impl Rendered {
    /// Spells an answer out.
    ///
    /// # Panics
    /// When the value has no JSON; those of the API all have one.
    pub fn json(value: &impl Serialize) -> Self {
        Self(serde_json::to_vec(value).unwrap_or_else(|e| unreachable!("answers serialise: {e}")))
    }
}

impl IntoResponse for Rendered {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}
