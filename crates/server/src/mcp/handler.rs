//! Answers agents: which tools there are, and calls of them.

use axum::Router;
use axum::http::{HeaderValue, header, request::Parts};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, Implementation, ListToolsResult, PaginatedRequestParams,
    ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use tower::ServiceExt;

use super::answer;
use super::request::request;
use super::toolbox::TOOLBOX;

const INSTRUCTIONS: &str = "Outweigh ranks a product backlog and explains each place. Start with list_items \
(filter, q, sort; pages by cursor), get_item for one item, explain_score and explain_move for the why. Items are named by id or key. \
Writes: give the reason in the body; pass if_match with the version you saw. Every write is in the ledger under \
your token's name and can be undone with undo_change_set.";

/// Calls the API's own router.
#[derive(Clone)]
pub(super) struct Handler {
    /// The API without its prefix.
    pub(super) api: Router,
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        let about = Implementation::new("outweigh", env!("CARGO_PKG_VERSION")).with_title("Outweigh");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(about)
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(
            TOOLBOX.values().map(|operation| operation.tool.clone()).collect(),
        ))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        TOOLBOX.get(name).map(|operation| operation.tool.clone())
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(operation) = TOOLBOX.get(call.name.as_ref()) else {
            return Err(ErrorData::invalid_params(format!("there is no tool {}", call.name), None));
        };
        let request = match request(operation, call.arguments.unwrap_or_default(), authorization(&context)?) {
            Ok(request) => request,
            Err(why) => return Ok(answer::error(&why).into()),
        };
        let Ok(response) = self.api.clone().oneshot(request).await;
        Ok(answer::result(response).await.into())
    }
}

/// The token the agent came with; the door let nobody in without one.
fn authorization(context: &RequestContext<RoleServer>) -> Result<HeaderValue, ErrorData> {
    let parts = context.extensions.get::<Parts>();
    parts
        .and_then(|parts| parts.headers.get(header::AUTHORIZATION).cloned())
        .ok_or_else(|| ErrorData::internal_error("the call carries no token", None))
}
