//! Sessions of people at the screen.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::{Grant, Person, Role};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::Position;
use outweigh_store::TokenHash;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::attempts::{Who, countable};
use super::password;
use crate::caller::{CSRF_HEADER, Caller, SESSION_COOKIE};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// Longest accepted e-mail address, in bytes (RFC 5321).
const LONGEST_EMAIL: usize = 320;
/// How long a session lasts.
const LASTS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Who is signed in and what they may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    pub person: Person,
    /// Roles per product; without a product: on all.
    pub roles: Vec<Grant>,
    /// The highest role on any product.
    pub highest_role: Option<Role>,
    /// This is the demo.
    pub demo: bool,
    /// The head of the ledger.
    pub position: Position,
}

/// A name and a password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Credentials {
    pub email: String,
    pub password: String,
}

/// Who is signed in
#[utoipa::path(get, path = "/session", tag = "session",
    responses((status = 200, body = Session), (status = 401, body = Problem)))]
pub async fn get_session(State(state): State<AppState>, caller: Caller) -> Result<Json<Session>, Problem> {
    session_of(&state, &caller)
}

fn session_of(state: &AppState, caller: &Caller) -> Result<Json<Session>, Problem> {
    let workspace = state.store.read();
    let person = workspace.people.get(caller.person_id).ok_or_else(Problem::unauthenticated)?.clone();
    let roles = workspace.grants.iter().filter(|g| g.person_id == person.id).cloned().collect();
    let highest_role = caller.access(&workspace).highest();
    Ok(Json(Session { person, roles, highest_role, demo: state.settings.demo, position: workspace.position }))
}

/// Sign in
#[utoipa::path(post, path = "/session", tag = "session", request_body = Credentials,
    responses((status = 200, body = Session), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    State(state): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Json(credentials): Json<Credentials>,
) -> Result<Response, Problem> {
    if !headers.contains_key(CSRF_HEADER) {
        return Err(
            Problem::forbidden("the header X-Outweigh-CSRF is missing").hint("send X-Outweigh-CSRF: 1")
        );
    }
    let now = clock::now();
    let who = credentials.email.trim().to_lowercase();
    if who.len() > LONGEST_EMAIL {
        return Err(Problem::invalid("email", format!("is longer than {LONGEST_EMAIL} bytes")));
    }
    let mut counted = vec![Who::Name(who.clone())];
    let address = peer.map(|Extension(ConnectInfo(peer))| peer.ip());
    counted.extend(address.filter(|address| countable(*address)).map(Who::Address));
    for who in &counted {
        attempts(&state).begin(who, now).map_err(too_many)?;
    }
    let person =
        state.store.read().person_by_email(&who).filter(|p| p.active).map(|p| (p.id, p.name.clone()));
    let stored = match &person {
        Some((id, _)) => state.store.password_hash(*id).await?,
        None => None,
    };
    let right = password::verify(credentials.password, stored).await;
    let Some((person_id, name)) = person.filter(|_| right) else {
        return Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "wrong_credentials",
            "e-mail or password is wrong",
        ));
    };
    counted.iter().for_each(|who| attempts(&state).succeeded(who));
    begin(&state, person_id, &name, now).await
}

fn too_many(seconds: i64) -> Problem {
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", "too many wrong passwords")
        .hint(format!("try again in {seconds} seconds"))
}

fn attempts(state: &AppState) -> std::sync::MutexGuard<'_, super::Attempts> {
    state.attempts.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Begins a session and answers with its cookie.
pub(super) async fn begin(
    state: &AppState,
    person_id: PersonId,
    name: &str,
    now: Timestamp,
) -> Result<Response, Problem> {
    let (hash, set_cookie) = new_session(state, person_id, now).await?;
    let caller = Caller {
        person_id,
        ceiling: Role::Admin,
        actor: outweigh_core::ledger::Actor::person(person_id, name),
        cause: outweigh_core::ledger::Cause::Api,
        session: Some(hash),
    };
    let session = session_of(state, &caller)?;
    Ok(([(header::SET_COOKIE, set_cookie)], session).into_response())
}

/// A new session of a person, and the cookie that carries it.
async fn new_session(
    state: &AppState,
    person_id: PersonId,
    now: Timestamp,
) -> Result<(TokenHash, HeaderValue), Problem> {
    let secret = clock::new_secret();
    let hash = TokenHash::of(&secret);
    state.store.add_session(&hash, person_id, now + LASTS, now).await?;
    Ok((hash, cookie(state, &secret, LASTS.as_secs())))
}

fn cookie(state: &AppState, value: &str, seconds: i64) -> HeaderValue {
    let secure = if state.settings.base_url.starts_with("https://") { "; Secure" } else { "" };
    let text = format!("{SESSION_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Sign out
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
pub async fn sign_out(State(state): State<AppState>, caller: Caller) -> Result<Response, Problem> {
    if let Some(session) = &caller.session {
        state.store.end_session(session).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(&state, "", 0))]).into_response())
}

/// A new password, for oneself (with the old one) or, by an administrator, for someone else.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewPassword {
    pub password: String,
    /// Needed for one's own.
    #[serde(default)]
    pub current: Option<String>,
}

/// Set a password; ends the person's other sessions
#[utoipa::path(put, path = "/people/{id}/password", tag = "session", request_body = NewPassword,
    params(("id" = String, Path,)), responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn set_password(
    State(state): State<AppState>,
    caller: Caller,
    axum::extract::Path(id): axum::extract::Path<PersonId>,
    Json(new): Json<NewPassword>,
) -> Result<Response, Problem> {
    if caller.session.is_none() {
        return Err(Problem::forbidden("passwords are set by people, not by tokens"));
    }
    let now = clock::now();
    let admin = caller.access(&state.store.read()).everywhere() == Some(Role::Admin);
    if state.store.read().people.get(id).is_none() {
        return Err(Problem::not_found("person"));
    }
    if id == caller.person_id {
        let stored = state.store.password_hash(id).await?;
        // Whoever found an open screen does not get to guess either.
        let who = Who::Name(id.to_string());
        attempts(&state).begin(&who, now).map_err(too_many)?;
        if stored.is_some() && !password::verify(new.current.unwrap_or_default(), stored).await {
            return Err(Problem::invalid("current", "is not your current password"));
        }
        attempts(&state).succeeded(&who);
    } else if !admin {
        return Err(Problem::forbidden("only an administrator sets someone else's password"));
    }
    let hash = password::hash(new.password).await?;
    state.store.set_password(id, &hash, now).await?;
    state.store.end_sessions_of(id).await?;
    if id != caller.person_id {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    // The screen it was changed on stays signed in, with a new session.
    let (_, set_cookie) = new_session(&state, id, now).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set_cookie)]).into_response())
}
