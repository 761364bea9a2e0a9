//! MCP over standard input and output: carries an agent's conversation to a server's `/mcp`.

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ListToolsResult, PaginatedRequestParams, ServerCapabilities,
    ServerConfig,
};
use rmcp::service::{Peer, RequestContext, RunningService, ServiceError};
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::transport::{IntoTransport, StreamableHttpClientTransport, stdio};
use rmcp::{ErrorData, RoleClient, RoleServer, ServerHandler, ServiceExt};

/// Why the conversation could not be held.
#[derive(Debug, thiserror::Error)]
pub enum McpStdioError {
    /// The server did not let us in or is not there.
    #[error("failed to reach {url}: {problem}\nhint: check --url and --token, and that the server runs")]
    Server { url: String, problem: String },
    /// The agent did not speak MCP.
    #[error("failed to talk to the agent: {0}")]
    Agent(String),
}

/// Serves an agent on standard input and output with the tools of the server at `url` (its address without
/// `/mcp`), until the agent leaves.
///
/// # Errors
/// The server cannot be reached with this token, or the agent does not speak MCP.
pub async fn mcp_stdio(url: &str, token: &str) -> Result<(), McpStdioError> {
    carry(url, token, stdio()).await
}

/// As [`mcp_stdio`], over any transport.
pub(super) async fn carry<T, E, A>(url: &str, token: &str, agent: T) -> Result<(), McpStdioError>
where
    T: IntoTransport<RoleServer, E, A>,
    E: std::error::Error + Send + Sync + 'static,
{
    let address = format!("{}/mcp", url.trim_end_matches('/'));
    let config = StreamableHttpClientTransportConfig::with_uri(address.as_str()).auth_header(token);
    let server = ().serve(StreamableHttpClientTransport::from_config(config)).await;
    let server = server.map_err(|e| McpStdioError::Server { url: address, problem: e.to_string() })?;
    let bridge = Bridge { info: info(&server), server: server.peer().clone() };
    let agent = bridge.serve(agent).await.map_err(|e| McpStdioError::Agent(e.to_string()))?;
    agent.waiting().await.map_err(|e| McpStdioError::Agent(e.to_string()))?;
    Ok(())
}

/// What the server says of itself, for the agent.
fn info(server: &RunningService<RoleClient, ()>) -> ServerConfig {
    let mut info = ServerConfig::new(ServerCapabilities::builder().enable_tools().build());
    if let Some(told) = server.peer_info() {
        info.instructions = told.instructions.clone();
        if let Some(name) = &told.server_info {
            info.server_info = name.clone();
        }
    }
    info
}

/// Hands every question on to the server.
struct Bridge {
    server: Peer<RoleClient>,
    info: ServerConfig,
}

impl ServerHandler for Bridge {
    fn get_info(&self) -> ServerConfig {
        self.info.clone()
    }

    async fn list_tools(
        &self,
        page: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        self.server.list_tools(page).await.map_err(handed_on)
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        self.server.call_tool_once(call).await.map_err(handed_on)
    }
}

fn handed_on(error: ServiceError) -> ErrorData {
    match error {
        ServiceError::McpError(error) => error,
        other => ErrorData::internal_error(other.to_string(), None),
    }
}
