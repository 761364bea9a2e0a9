//! `/mcp`: streamable HTTP, without sessions, so that any server behind a load balancer can answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use url::Url;

use super::handler::Handler;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// The route of MCP over an API router without its prefix.
pub(crate) fn door(state: &AppState, api: Router) -> Router<AppState> {
    let handler = Handler { api };
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        // The server is reached by many names; no page can send the token, and its origin is checked.
        .disable_allowed_hosts()
        .with_allowed_origins(own_origin(&state.settings.base_url))
        .enforce_origin_validation();
    let service = StreamableHttpService::new(
        move || Ok(handler.clone()),
        Arc::new(NeverSessionManager::default()),
        config,
    );
    Router::new().route_service("/mcp", service).layer(from_fn_with_state(state.clone(), with_token))
}

/// The one origin whose pages may call: our own, with its port spelt out.
fn own_origin(base_url: &str) -> Option<String> {
    let url = Url::parse(base_url).ok()?;
    Some(format!("{}://{}:{}", url.scheme(), url.host_str()?, url.port_or_known_default()?))
}

/// Lets in callers with a good API token, and nobody by session cookie: agents are not browsers.
async fn with_token(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = if parts.headers.contains_key(header::AUTHORIZATION) {
        Caller::from_request_parts(&mut parts, &state).await
    } else {
        Err(Problem::unauthenticated())
    };
    match caller {
        Ok(caller) if caller.session.is_none() => next.run(Request::from_parts(parts, body)).await,
        Ok(_) => refused(Problem::unauthenticated()),
        Err(problem) => refused(problem),
    }
}

fn refused(problem: Problem) -> Response {
    let mut response = problem.hint("send an API token: Authorization: Bearer ow_..").into_response();
    if response.status() == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Bearer realm=\"outweigh\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}
