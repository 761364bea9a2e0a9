//! Errors as problem documents (RFC 9457): what happened, what stayed as it was, what to do.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use outweigh_core::formula::SourceError;
use outweigh_core::workspace::Refusal;
use outweigh_store::StoreError;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A problem document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A word for programs: `conflict`, `invalid`, `not_found` ..
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in words.
    pub title: String,
    pub status: u16,
    /// What is wrong this time.
    pub detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// What is there now, when someone else changed it meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<Current>,
    /// The place in a formula or filter, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<[usize; 2]>,
}

/// A field that is wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldProblem {
    pub field: String,
    pub message: String,
}

/// The other side of a conflict.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Current {
    pub version: u32,
    /// The version the request was made on; `base` of each conflict is what its field held then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<u32>,
    pub conflicts: Vec<FieldConflict>,
}

/// One field two people want to be different.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldConflict {
    pub field: String,
    /// What the refused request would set; absent: cleared.
    #[schema(value_type = Value, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yours: Option<Value>,
    /// What is there now; absent: empty.
    #[schema(value_type = Value, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Value>,
    /// What was there when the caller looked; absent: empty, or not known when `seen` is absent.
    #[schema(value_type = Value, required = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Value>,
}

impl Problem {
    /// A problem with a status, a word and a sentence.
    pub fn new(status: StatusCode, kind: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            title: status.canonical_reason().unwrap_or("Problem").into(),
            status: status.as_u16(),
            detail: detail.into(),
            hint: None,
            errors: Vec::new(),
            current: None,
            span: None,
        }
    }

    /// 400: the request cannot be understood.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    /// 401: nobody is signed in.
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", "nobody is signed in")
            .hint("sign in, or send an API token: Authorization: Bearer ow_..")
    }

    /// 403: not allowed.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// 404: there is no such thing, or it is not the caller's to see.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("there is no such {what}"))
    }

    /// 422: a field is wrong.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let mut problem =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", format!("{field}: {message}"));
        problem.errors.push(FieldProblem { field: field.into(), message });
        problem
    }

    /// 422: a formula or filter is wrong at a place.
    pub fn source(field: &str, error: &SourceError) -> Self {
        let mut problem = Self::invalid(field, error.message.clone());
        problem.span = Some([error.start, error.end]);
        problem.hint = error.hint.clone();
        problem
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Invalid { invalid, .. } => {
                let mut problem = Self::invalid(&invalid.field, invalid.message);
                problem.detail = detail;
                problem
            }
            Refusal::Unknown(entity) => Self::not_found(entity.kind.as_str()),
            Refusal::Exists(_) => Self::new(StatusCode::CONFLICT, "exists", detail),
            Refusal::Conflict { version, fields, .. } => {
                let conflicts = fields
                    .into_iter()
                    .map(|f| FieldConflict { field: f.field, yours: f.yours, theirs: f.theirs, base: None })
                    .collect();
                let mut problem = Self::new(StatusCode::CONFLICT, "conflict", detail)
                    .hint("look at both values, choose, and send the request again with the new version");
                problem.current = Some(Current { version, seen: None, conflicts });
                problem
            }
            Refusal::InUse { .. } => Self::new(StatusCode::CONFLICT, "in_use", detail),
            Refusal::Forbidden { .. } => Self::forbidden(detail).hint("ask an administrator for the role"),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let detail = error.to_string();
        match error {
            StoreError::Refused(refusal) => refusal.into(),
            StoreError::NoSuchPosition(_) => Self::new(StatusCode::NOT_FOUND, "not_found", detail),
            StoreError::UndoneAlready { .. } => Self::new(StatusCode::CONFLICT, "undone_already", detail),
            StoreError::NothingTo(_) => Self::new(StatusCode::CONFLICT, "nothing_to_undo", detail),
            StoreError::KeyReused => Self::new(StatusCode::CONFLICT, "idempotency_key_reused", detail),
            StoreError::Busy | StoreError::Closed => {
                tracing::error!("{detail}");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
                    .hint("nothing was changed; try again in a moment")
            }
            StoreError::DiskFull | StoreError::ReadOnly => {
                tracing::error!("{detail}");
                Self::new(StatusCode::INSUFFICIENT_STORAGE, "storage", detail)
            }
            other => {
                tracing::error!("{other}");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "our fault: the server failed to do this",
                )
                .hint("nothing was changed; the server's log says more")
            }
        }
    }
}
