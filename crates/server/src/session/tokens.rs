//! API tokens: for scripts and agents, with a scope and an end.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use outweigh_core::domain::Role;
use outweigh_core::ids::PersonId;
use outweigh_store::{ApiToken, Store, StoreError, TokenHash};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Most tokens a person may have.
const LIMIT: usize = 100;

/// The most a token may do, whatever its person may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Reads.
    Read,
    /// Reads, and writes as a product owner.
    Write,
    /// Everything its person may.
    Admin,
}

impl Scope {
    fn ceiling(self) -> Role {
        match self {
            Self::Read => Role::Viewer,
            Self::Write => Role::ProductOwner,
            Self::Admin => Role::Admin,
        }
    }

    fn of(role: Role) -> Self {
        match role {
            Role::Viewer => Self::Read,
            Role::Contributor | Role::ProductOwner => Self::Write,
            Role::Approver | Role::Admin => Self::Admin,
        }
    }
}

/// A token without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    pub id: String,
    pub name: String,
    pub scope: Scope,
    pub created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<Timestamp>,
    /// The secret; shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// What a new token is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewToken {
    pub name: String,
    pub scope: Scope,
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

/// Your tokens
#[utoipa::path(get, path = "/tokens", tag = "session", responses((status = 200, body = [Token])))]
pub async fn list_tokens(State(state): State<AppState>, caller: Caller) -> Result<Json<Vec<Token>>, Problem> {
    let tokens = state.store.tokens_of(caller.person_id).await?;
    Ok(Json(tokens.into_iter().map(|t| shown(t, None)).collect()))
}

/// Make a token; its secret is shown once
#[utoipa::path(post, path = "/tokens", tag = "session", request_body = NewToken,
    responses((status = 201, body = Token), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create_token(
    State(state): State<AppState>,
    caller: Caller,
    Json(new): Json<NewToken>,
) -> Result<(StatusCode, Json<Token>), Problem> {
    by_a_person(&caller)?;
    if new.name.trim().is_empty() || new.name.len() > 100 {
        return Err(Problem::invalid("name", "must be 1 to 100 characters"));
    }
    if new.expires_at.is_some_and(|at| at <= clock::now()) {
        return Err(Problem::invalid("expires_at", "lies in the past"));
    }
    if state.store.tokens_of(caller.person_id).await?.len() >= LIMIT {
        return Err(Problem::invalid("name", format!("you have {LIMIT} tokens; revoke one first")));
    }
    let (token, secret) =
        new_token(&state.store, caller.person_id, &new.name, new.scope.ceiling(), new.expires_at).await?;
    Ok((StatusCode::CREATED, Json(shown(token, Some(secret)))))
}

/// Makes a token for a person and gives its secret.
///
/// # Errors
/// The database cannot be written.
pub async fn new_token(
    store: &Store,
    person_id: PersonId,
    name: &str,
    scope: Role,
    expires_at: Option<Timestamp>,
) -> Result<(ApiToken, String), StoreError> {
    let secret = format!("ow_{}", clock::new_secret());
    let token = ApiToken {
        id: clock::new_id().to_string(),
        person_id,
        name: name.trim().to_owned(),
        scope,
        created_at: clock::now(),
        expires_at,
        last_used: None,
    };
    store.add_token(&token, &TokenHash::of(&secret)).await?;
    Ok((token, secret))
}

/// Revoke a token
#[utoipa::path(delete, path = "/tokens/{id}", tag = "session", params(("id" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn revoke_token(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    by_a_person(&caller)?;
    if state.store.revoke_token(caller.person_id, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("token"))
    }
}

/// A token that makes tokens would outlive its own end.
fn by_a_person(caller: &Caller) -> Result<(), Problem> {
    if caller.session.is_some() {
        return Ok(());
    }
    Err(Problem::forbidden("tokens are made and revoked by people who are signed in, not by tokens"))
}

fn shown(token: ApiToken, secret: Option<String>) -> Token {
    Token {
        id: token.id,
        name: token.name,
        scope: Scope::of(token.scope),
        created_at: token.created_at,
        expires_at: token.expires_at,
        last_used: token.last_used,
        token: secret,
    }
}
