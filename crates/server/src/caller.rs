//! Who is calling: a person by session cookie, or a script or agent by token. One extractor for all.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use jiff::Timestamp;
use outweigh_core::domain::{EntityRef, Role};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::{Actor, ActorKind, Cause, Draft, Edit, Expected, Position};
use outweigh_core::workspace::{Access, Refusal, Workspace};
use outweigh_store::{Caller as StoreCaller, Receipt, StoreError, TokenHash};

use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Name of the session cookie.
pub const SESSION_COOKIE: &str = "outweigh_session";
/// Header that a page of another site cannot send; required of cookie callers that write.
pub const CSRF_HEADER: &str = "x-outweigh-csrf";

/// A caller whose session or token is good.
#[derive(Debug, Clone)]
pub struct Caller {
    pub person_id: PersonId,
    /// The most this call may do: a token's scope.
    pub ceiling: Role,
    pub actor: Actor,
    /// By which door: the API, or an agent over MCP.
    pub cause: Cause,
    /// The hash of the session it came with.
    pub session: Option<TokenHash>,
}

impl Caller {
    /// The rights of the caller in a workspace.
    pub fn access(&self, workspace: &Workspace) -> Access {
        Access::of(workspace, self.person_id, self.ceiling)
    }

    /// The caller as the store knows it.
    pub fn for_store(&self) -> StoreCaller {
        StoreCaller::Person { id: self.person_id, ceiling: self.ceiling }
    }
}

/// Marks requests that came in over MCP.
#[derive(Debug, Clone, Copy)]
pub struct OverMcp;

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let now = clock::now();
        let cause = if parts.extensions.get::<OverMcp>().is_some() { Cause::Mcp } else { Cause::Api };
        let mut caller = match bearer(&parts.headers) {
            Some(token) => by_token(state, token, now).await?,
            None => by_session(state, &parts.method, &parts.headers, now).await?,
        };
        caller.cause = cause;
        Ok(caller)
    }
}

/// Whether the session or token of a request is still good: what it began may outlast it.
pub async fn still_good(state: &AppState, headers: &HeaderMap) -> bool {
    let now = clock::now();
    let caller = match bearer(headers) {
        Some(token) => by_token(state, token, now).await,
        None => by_session(state, &Method::GET, headers, now).await,
    };
    caller.is_ok()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

async fn by_token(state: &AppState, token: &str, now: Timestamp) -> Result<Caller, Problem> {
    let token = state.store.token(&TokenHash::of(token), now).await?.ok_or_else(Problem::unauthenticated)?;
    let name = active_name(state, token.person_id)?;
    Ok(Caller {
        person_id: token.person_id,
        ceiling: token.scope,
        actor: Actor {
            kind: ActorKind::Token,
            person_id: Some(token.person_id),
            name: format!("{} ({name})", token.name),
        },
        cause: Cause::Api,
        session: None,
    })
}

async fn by_session(
    state: &AppState,
    method: &Method,
    headers: &HeaderMap,
    now: Timestamp,
) -> Result<Caller, Problem> {
    let cookie = session_cookie(headers).ok_or_else(Problem::unauthenticated)?;
    let hash = TokenHash::of(cookie);
    let (person_id, _) = state.store.session(&hash, now).await?.ok_or_else(Problem::unauthenticated)?;
    if !method.is_safe() && !headers.contains_key(CSRF_HEADER) {
        return Err(Problem::forbidden("the request carries a session but not the header X-Outweigh-CSRF")
            .hint("send X-Outweigh-CSRF: 1, or use an API token"));
    }
    let name = active_name(state, person_id)?;
    Ok(Caller {
        person_id,
        ceiling: Role::Admin,
        actor: Actor::person(person_id, &name),
        cause: Cause::Api,
        session: Some(hash),
    })
}

/// The session cookie's value.
pub fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == SESSION_COOKIE)
        .map(|(_, value)| value)
}

fn active_name(state: &AppState, person: PersonId) -> Result<String, Problem> {
    let workspace = state.store.read();
    let person = workspace.people.get(person).filter(|p| p.active).ok_or_else(Problem::unauthenticated)?;
    Ok(person.name.clone())
}

/// A caller about to write, with the conditions of the request.
#[derive(Debug, Clone)]
pub struct Writing {
    pub caller: Caller,
    /// The version the caller saw, from `If-Match`.
    pub expected: Option<u32>,
    idempotency_key: Option<String>,
}

impl FromRequestParts<AppState> for Writing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let text = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
        let expected = match text("if-match") {
            None | Some("*") => None,
            Some(tag) => Some(tag.trim_start_matches("W/").trim_matches('"').parse().map_err(|_| {
                Problem::bad_request(format!("If-Match: {tag} is no version")).hint("send If-Match: \"3\"")
            })?),
        };
        let idempotency_key = text("idempotency-key").map(str::to_owned);
        if idempotency_key.as_ref().is_some_and(|key| key.is_empty() || key.len() > 200) {
            return Err(Problem::bad_request("Idempotency-Key must be 1 to 200 characters"));
        }
        Ok(Self { caller, expected, idempotency_key })
    }
}

/// Longest accepted reason, in bytes.
const REASON_LIMIT: usize = 10_000;

impl Writing {
    /// What the caller saw, as a condition on an edit.
    pub fn expected(&self) -> Expected {
        self.expected.map_or(Expected::Anything, Expected::Version)
    }

    /// What the caller saw; refused when it did not say.
    ///
    /// # Errors
    /// 428 when `If-Match` is missing.
    pub fn required(&self) -> Result<Expected, Problem> {
        self.expected.map(Expected::Version).ok_or_else(|| {
            Problem::new(
                axum::http::StatusCode::PRECONDITION_REQUIRED,
                "version_required",
                "the request does not say which version it changes",
            )
            .hint("send the version you saw: If-Match: \"3\", or If-Match: * to change whatever is there")
        })
    }

    /// Writes edits as one change set.
    ///
    /// # Errors
    /// As the store refuses.
    pub async fn write(
        &self,
        state: &AppState,
        reason: Option<String>,
        edits: Vec<Edit>,
    ) -> Result<Receipt, Problem> {
        let reason = reason.unwrap_or_default();
        if reason.len() > REASON_LIMIT {
            return Err(Problem::invalid("reason", format!("is longer than {REASON_LIMIT} bytes")));
        }
        let draft = Draft {
            id: clock::new_id().into(),
            at: clock::now(),
            actor: self.caller.actor.clone(),
            cause: self.caller.cause,
            reason,
            idempotency_key: self.idempotency_key.clone(),
            undoes: None,
            edits,
        };
        let targets: Vec<EntityRef> = draft.edits.iter().filter_map(existing).collect();
        let receipt = match state.store.write(draft, self.caller.for_store()).await {
            Ok(receipt) => receipt,
            Err(error) => return Err(self.refused(state, error).await),
        };
        let touched = |target: &EntityRef| receipt.touched.iter().any(|touched| touched.entity == *target);
        if receipt.replayed && !targets.is_empty() && !targets.iter().any(touched) {
            return Err(StoreError::KeyReused.into());
        }
        Ok(receipt)
    }

    /// What is told of a failed write. Of a conflict also what the fields held at the version the caller saw.
    async fn refused(&self, state: &AppState, error: StoreError) -> Problem {
        let entity = match &error {
            StoreError::Refused(Refusal::Conflict { entity, .. }) => Some(*entity),
            _ => None,
        };
        let mut problem = Problem::from(error);
        if let (Some(entity), Some(seen), Some(current)) = (entity, self.expected, &mut problem.current) {
            match state.store.changed_since(entity, seen).await {
                Ok(mut held) => {
                    current.seen = Some(seen);
                    for conflict in &mut current.conflicts {
                        let held = held.remove(&conflict.field);
                        conflict.base = held.unwrap_or_else(|| conflict.theirs.clone());
                    }
                }
                Err(error) => return error.into(),
            }
        }
        problem
    }

    /// As [`Self::write`] with another cause: a proposal that was accepted.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn write_as(
        &self,
        cause: Cause,
        state: &AppState,
        reason: Option<String>,
        edits: Vec<Edit>,
    ) -> Result<Receipt, Problem> {
        let mut writing = self.clone();
        writing.caller.cause = cause;
        writing.write(state, reason, edits).await
    }
}

/// What an edit changes, unless it makes it.
fn existing(edit: &Edit) -> Option<EntityRef> {
    match edit {
        Edit::Create(_) => None,
        Edit::Patch { entity, .. } | Edit::Delete { entity, .. } | Edit::Restore { entity, .. } => {
            Some(*entity)
        }
    }
}

/// The header that tells where in the ledger a write stands.
pub const POSITION_HEADER: &str = "x-outweigh-position";

/// An answer to a write: the ledger position as a header, by which it can be undone.
pub struct Written<T>(pub Option<Position>, pub T);

impl<T: axum::response::IntoResponse> axum::response::IntoResponse for Written<T> {
    fn into_response(self) -> axum::response::Response {
        let mut response = self.1.into_response();
        if let Some(position) = self.0 {
            response.headers_mut().insert(POSITION_HEADER, position.into());
        }
        response
    }
}
