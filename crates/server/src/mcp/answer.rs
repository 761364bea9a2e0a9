//! From the API's answer to the result of a tool.

use axum::body::{Bytes, to_bytes};
use axum::http::StatusCode;
use axum::response::Response;
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::Value;

use crate::caller::POSITION_HEADER;

/// Largest answer handed to an agent, in bytes; far beyond what it can use.
const LIMIT: usize = 4 * 1024 * 1024;

/// The result of a call.
pub(super) async fn result(response: Response) -> CallToolResult {
    let status = response.status();
    let position = response.headers().get(POSITION_HEADER).and_then(|p| p.to_str().ok()).map(str::to_owned);
    let Ok(body) = to_bytes(response.into_body(), LIMIT).await else {
        return error("the answer is too long; ask for less, with a filter or a smaller limit");
    };
    if !status.is_success() {
        return error(&problem(status, &body));
    }
    let text = if body.is_empty() { "done".into() } else { String::from_utf8_lossy(&body).into_owned() };
    let mut content = vec![ContentBlock::text(text)];
    if let Some(position) = position {
        let note = format!("Written to the ledger at position {position}; undo_change_set takes it back.");
        content.push(ContentBlock::text(note));
    }
    CallToolResult::success(content)
}

/// A call that failed, in words for the agent.
pub(super) fn error(text: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(text)])
}

/// A problem document in words, with the parts an agent can act on.
fn problem(status: StatusCode, body: &Bytes) -> String {
    let Ok(Value::Object(mut problem)) = serde_json::from_slice(body) else {
        // Refused before a handler saw it: the body is a sentence.
        return format!("{status}: {}", String::from_utf8_lossy(body));
    };
    let mut take = |field: &str| problem.remove(field).and_then(|v| v.as_str().map(str::to_owned));
    let (title, detail, hint) = (take("title"), take("detail"), take("hint"));
    let mut lines =
        vec![format!("{}: {}", title.unwrap_or_else(|| status.to_string()), detail.unwrap_or_default())];
    lines.extend(hint.map(|hint| format!("Hint: {hint}")));
    problem.remove("status");
    lines.push(Value::Object(problem).to_string());
    lines.join("\n")
}
