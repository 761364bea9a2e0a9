//! MCP: agents call the API's operations as tools, with the rights of their token.
//!
//! There is no second logic: [`toolbox`] derives the tools from the OpenAPI document, [`request`] makes an
//! HTTP request of a call, and [`handler`] runs it through the same router a browser reaches. [`door`] lets
//! agents in at `/mcp`; [`stdio`] carries the same conversation over standard input and output.

mod answer;
mod door;
mod handler;
mod request;
mod schema;
mod stdio;
#[cfg(test)]
mod tests;
mod toolbox;

pub(crate) use door::door;
pub use stdio::{McpStdioError, mcp_stdio};
