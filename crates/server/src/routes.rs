//! Every route in one place.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use crate::{
    capture, evidence, exports, imports, insights, items, ledger, mcp, notes, operations, refused,
    registries, rubrics, search, session, themes, web_app, webhooks,
};

/// Largest body of an ordinary request.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// What the API says of itself.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Outweigh",
        description = "Which thing to build first, how sure, and why. Errors are problem documents (RFC 9457). \
            Writes take If-Match and Idempotency-Key and answer with X-Outweigh-Position, by which they can be undone.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/api/v1")),
    tags(
        (name = "session", description = "Signing in, first start, API tokens"),
        (name = "items", description = "The backlog"),
        (name = "evidence", description = "Who speaks for an item and against it"),
        (name = "insights", description = "Statements, and how they hang together"),
        (name = "themes", description = "Groups found in notes by meaning"),
        (name = "search", description = "By words and by meaning"),
        (name = "rubrics", description = "How items are scored"),
        (name = "notes", description = "What people said: taken in, sorted, erased"),
        (name = "capture", description = "Notes from web pages: the public door and its keys"),
        (name = "imports", description = "Files from other systems"),
        (name = "ledger", description = "What changed; undo; live updates"),
        (name = "registries", description = "Products, people, customers and the like"),
        (name = "webhooks", description = "Addresses that are told of changes"),
        (name = "operations", description = "For those who run the server")
    )
)]
struct Api;

/// The API under `/api/v1`, with its description.
fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(session::get_session, session::sign_in, session::sign_out))
        .routes(routes!(session::get_setup, session::create_first_admin))
        .routes(routes!(session::claim_demo))
        .routes(routes!(session::list_tokens, session::create_token))
        .routes(routes!(session::revoke_token))
        .routes(routes!(session::set_password))
        .routes(routes!(items::list_items, items::create_item))
        .routes(routes!(items::summarise_items))
        .routes(routes!(items::index_items))
        .routes(routes!(items::change_items))
        .routes(routes!(items::propose_items))
        .routes(routes!(items::accept_proposals))
        .routes(routes!(items::get_item, items::update_item, items::delete_item))
        .routes(routes!(items::explain_score))
        .routes(routes!(items::explain_move))
        .routes(routes!(ledger::item_history))
        .routes(routes!(items::pin_rank, items::unpin_rank))
        .routes(routes!(items::add_estimate))
        .routes(routes!(items::delete_estimate))
        .routes(routes!(items::add_comment))
        .routes(routes!(items::delete_comment))
        .routes(routes!(items::add_dependency))
        .routes(routes!(items::delete_dependency))
        .routes(routes!(evidence::get_item_evidence, evidence::add_evidence))
        .routes(routes!(evidence::suggest_evidence))
        .routes(routes!(evidence::update_evidence, evidence::delete_evidence))
        .routes(routes!(search::search))
        .routes(routes!(themes::list_themes))
        .routes(routes!(themes::get_theme, themes::update_theme))
        .routes(routes!(themes::merge_theme))
        .routes(routes!(themes::split_theme))
        .routes(routes!(themes::move_theme_notes))
        .routes(routes!(themes::propose_problem))
        .routes(routes!(insights::list_statements, insights::create_statement))
        .routes(routes!(insights::get_statement, insights::update_statement, insights::delete_statement))
        .routes(routes!(insights::merge_statement))
        .routes(routes!(insights::opportunity_tree))
        .routes(routes!(insights::move_in_tree))
        .routes(routes!(insights::list_orphans))
        .routes(routes!(insights::list_contradictions))
        .routes(routes!(rubrics::list_rubrics, rubrics::create_rubric))
        .routes(routes!(rubrics::list_presets))
        .routes(routes!(rubrics::preview_rubric))
        .routes(routes!(rubrics::get_rubric, rubrics::update_rubric, rubrics::delete_rubric))
        .routes(routes!(rubrics::activate_rubric))
        .routes(routes!(rubrics::check_formula))
        .routes(routes!(ledger::list_ledger))
        .routes(routes!(ledger::verify_ledger))
        .routes(routes!(ledger::undo_last))
        .routes(routes!(ledger::redo_last))
        .routes(routes!(ledger::get_change_set))
        .routes(routes!(ledger::undo_change_set))
        .routes(routes!(ledger::follow_events))
        .routes(routes!(imports::get_import, imports::choose_import, imports::remove_import))
        .routes(routes!(imports::try_import))
        .routes(routes!(imports::commit_import))
        .routes(routes!(imports::follow_import))
        .routes(routes!(notes::list_notes, notes::create_note))
        .routes(routes!(notes::change_notes))
        .routes(routes!(notes::get_note, notes::update_note, notes::delete_note))
        .routes(routes!(notes::get_note_context))
        .routes(routes!(notes::erase_note))
        .routes(routes!(notes::erase_contact))
        .routes(routes!(exports::export))
        .routes(routes!(operations::get_about))
        .merge(registries::routes())
        .merge(webhooks::routes())
        .merge(capture::routes())
        .merge(uploads())
}

/// Routes that take files: they count the bytes themselves.
fn uploads() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(imports::upload_import, imports::list_imports))
        .routes(routes!(imports::upload_links))
        .layer(DefaultBodyLimit::disable())
}

/// The OpenAPI document.
pub fn openapi() -> Document {
    crate::api_document::complete(api().into_openapi())
}

/// Everything the server answers.
pub fn router(state: AppState) -> Router {
    let (api, _) = api().split_for_parts();
    let api = api
        .fallback(operations::no_such_endpoint)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(map_response(refused::document))
        .layer(header("cache-control", "no-store"));
    let door = mcp::door(&state, api.clone().with_state(state.clone()));
    let app = Router::new()
        .nest("/api/v1", api)
        .merge(door)
        .merge(capture::files())
        .route("/api/docs", get(operations::docs_page))
        .route("/api/openapi.json", get(operations::openapi_document))
        .route("/healthz", get(operations::healthz))
        .route("/readyz", get(operations::readyz))
        .route("/metrics", get(operations::metrics))
        .fallback(web_app::serve);
    guarded(app).with_state(state)
}

fn header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
}

/// What holds for every answer, those of a panicking handler included.
fn guarded<S: Clone + Send + Sync + 'static>(app: Router<S>) -> Router<S> {
    // One-time links carry their secret in the query: only the path is logged.
    let span = |request: &Request| tracing::debug_span!("request", method = %request.method(), path = request.uri().path());
    app.layer(CompressionLayer::new().compress_when(crate::compression::worth_it()))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(header("content-security-policy", web_app::CONTENT_SECURITY_POLICY))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        .layer(header("x-frame-options", "DENY"))
        .layer(TraceLayer::new_for_http().make_span_with(span))
}

/// A handler panicked: our fault, told as a problem document.
fn panicked(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    use axum::response::IntoResponse;
    crate::problem::Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "our fault: the server failed to do this",
    )
    .hint("the server's log says more")
    .into_response()
}

/// How long a stopping server waits for requests that are under way.
pub(crate) const GRACE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_told_without_its_words_and_with_the_security_headers() {
        async fn panics() -> StatusCode {
            panic!("the secret is 4711")
        }
        let app: Router = guarded(Router::new().route("/", get(panics)));
        let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert!(response.headers().contains_key("content-security-policy"));
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(text.contains("our fault") && !text.contains("4711"), "{text}");
    }
}
