//! A real MCP client against a served router: over HTTP, and through the bridge over standard streams.

use axum::http::StatusCode;
use outweigh_core::domain::Role;
use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::RunningService;
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};

use super::stdio::carry;
use super::toolbox::TOOLBOX;
use crate::routes;
use crate::testing::{Workbench, serve};

type Agent = RunningService<RoleClient, ()>;

/// A server with a workspace, and an agent with a token of a scope.
async fn agent(scope: Role) -> (Workbench, String, Agent) {
    let bench = Workbench::new().await;
    let url = serve(routes::router(bench.state.clone())).await;
    let token = bench.token("planning agent", scope).await;
    let config = StreamableHttpClientTransportConfig::with_uri(format!("{url}/mcp")).auth_header(token);
    let agent = ().serve(StreamableHttpClientTransport::from_config(config)).await.unwrap();
    (bench, url, agent)
}

async fn call(agent: &Agent, tool: &'static str, arguments: Value) -> CallToolResult {
    let arguments = arguments.as_object().unwrap().clone();
    agent.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await.unwrap()
}

/// The text of a result.
fn text(result: &CallToolResult) -> &str {
    &result.content[0].as_text().unwrap().text
}

fn read(result: &CallToolResult) -> Value {
    assert_ne!(result.is_error, Some(true), "{}", text(result));
    serde_json::from_str(text(result)).unwrap()
}

async fn add_items(bench: &Workbench, agent: &Agent, count: usize) -> Vec<Value> {
    let mut made = Vec::new();
    for number in 1..=count {
        let body =
            json!({ "product_id": bench.product, "title": format!("Part {number}"), "reason": "asked for" });
        made.push(read(&call(agent, "create_item", json!({ "body": body })).await));
    }
    made
}

#[tokio::test]
async fn an_agent_reads_and_writes_with_its_own_name_in_the_ledger() {
    let (bench, _, agent) = agent(Role::Contributor).await;
    let tools = agent.list_all_tools().await.unwrap();
    let tool = |name: &str| tools.iter().find(|tool| tool.name == name).unwrap().clone();
    assert_eq!(tool("list_items").annotations.unwrap().read_only_hint, Some(true));
    assert_eq!(tool("delete_item").annotations.unwrap().destructive_hint, Some(true));

    add_items(&bench, &agent, 25).await;
    let page = read(&call(&agent, "list_items", json!({})).await);
    assert_eq!((page["items"].as_array().unwrap().len(), &page["total"]), (20, &json!(25)));
    let page = read(&call(&agent, "list_items", json!({ "limit": 30, "q": "part 24" })).await);
    assert_eq!(page["total"], 1);

    let ledger = read(&call(&agent, "list_ledger", json!({ "limit": 1 })).await);
    let entry = ledger.pointer("/data/0").or_else(|| ledger.pointer("/entries/0")).unwrap();
    assert_eq!((&entry["cause"], &entry["reason"]), (&json!("mcp"), &json!("asked for")));
    assert_eq!(entry["actor"]["name"], "planning agent (Anna)");
}

#[tokio::test]
async fn a_conflict_tells_both_values_and_what_to_do() {
    let (bench, _, agent) = agent(Role::Contributor).await;
    let item = add_items(&bench, &agent, 1).await.remove(0);
    let id = item.get("id").or_else(|| item.pointer("/item/id")).unwrap();
    let change = |title: &str, version: Value| json!({ "id": id, "if_match": version, "body": { "title": title, "reason": "clearer" } });
    let done = call(&agent, "update_item", change("Mine", json!(1))).await;
    assert!(done.content[1].as_text().unwrap().text.contains("undo_change_set"));
    let conflict = call(&agent, "update_item", change("Theirs", json!(1))).await;
    assert_eq!(conflict.is_error, Some(true));
    for part in ["Conflict:", "Hint:", "\"Mine\"", "\"Theirs\"", "\"version\":2"] {
        assert!(text(&conflict).contains(part), "{part} is missing in {}", text(&conflict));
    }
    let undone = call(&agent, "update_item", json!({ "id": id, "body": {} })).await;
    assert!(text(&undone).contains("version"), "{}", text(&undone));
}

#[tokio::test]
async fn a_token_that_may_only_read_is_refused_by_the_same_rule() {
    let (bench, _, agent) = agent(Role::Viewer).await;
    let body = json!({ "product_id": bench.product, "title": "Part 1" });
    let refused = call(&agent, "create_item", json!({ "body": body })).await;
    assert_eq!(refused.is_error, Some(true));
    assert!(text(&refused).starts_with("Forbidden:"), "{}", text(&refused));
    assert_eq!(read(&call(&agent, "list_items", json!({})).await)["total"], 0);
}

#[tokio::test]
async fn arguments_that_make_no_request_are_told_in_words() {
    let (_bench, _, agent) = agent(Role::Admin).await;
    for (tool, arguments, expected) in [
        ("get_item", json!({}), "id: is missing"),
        ("get_item", json!({ "id": ".." }), "id: \"..\" is no id"),
        ("get_item", json!({ "id": ["a"] }), "id: must be a text"),
        ("get_item", json!({ "id": "a/../../tokens" }), "Not Found"),
        ("list_items", json!({ "colour": "red" }), "colour: there is no such argument"),
        ("create_item", json!({}), "body: is missing"),
    ] {
        let refused = call(&agent, tool, arguments).await;
        assert_eq!(refused.is_error, Some(true));
        assert!(text(&refused).contains(expected), "{expected} is missing in {}", text(&refused));
    }
    assert!(agent.call_tool(CallToolRequestParams::new("create_token")).await.is_err());
}

#[tokio::test]
async fn standard_streams_carry_the_same_conversation() {
    let bench = Workbench::new().await;
    let url = serve(routes::router(bench.state.clone())).await;
    let token = bench.token("desk agent", Role::Contributor).await;
    let (ours, theirs) = tokio::io::duplex(64 * 1024);
    let bridge = tokio::spawn(async move { carry(&url, &token, ours).await });
    let agent = ().serve(theirs).await.unwrap();
    assert_eq!(agent.list_all_tools().await.unwrap().len(), TOOLBOX.len());
    assert_eq!(agent.peer_info().unwrap().server_info.as_ref().unwrap().name, "outweigh");
    add_items(&bench, &agent, 1).await;
    let page = read(&call(&agent, "list_items", json!({})).await);
    assert_eq!(page["total"], 1);
    let ledger = read(&call(&agent, "list_ledger", json!({ "limit": 1 })).await);
    assert!(ledger.to_string().contains("desk agent (Anna)"));
    assert!(ledger.to_string().contains("\"cause\":\"mcp\""));
    agent.cancel().await.unwrap();
    bridge.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_wrong_token_is_told_in_words_on_standard_streams() {
    let bench = Workbench::new().await;
    let url = serve(routes::router(bench.state.clone())).await;
    let (ours, _theirs) = tokio::io::duplex(1024);
    let error = carry(&url, "ow_wrong", ours).await.unwrap_err().to_string();
    assert!(error.contains("failed to reach") && error.contains("--token"), "{error}");
}

#[tokio::test]
async fn strangers_and_other_sites_stay_outside() {
    let bench = Workbench::new().await;
    let url = serve(routes::router(bench.state.clone())).await + "/mcp";
    let token = bench.token("agent", Role::Viewer).await;
    let client = reqwest::Client::new();
    let ask = || {
        let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" });
        client
            .post(&url)
            .header("accept", "application/json, text/event-stream")
            .header("content-type", "application/json")
            .body(ping.to_string())
    };
    let stranger = ask().send().await.unwrap();
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    assert!(stranger.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
    let cookie =
        ask().header("cookie", "outweigh_session=x").header("x-outweigh-csrf", "1").send().await.unwrap();
    assert_eq!(cookie.status(), StatusCode::UNAUTHORIZED);
    let site = ask().bearer_auth(&token).header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(site.status(), StatusCode::FORBIDDEN);
    let ours = ask().bearer_auth(&token).header("origin", "http://outweigh.test").send().await.unwrap();
    assert_eq!(ours.status(), StatusCode::OK);
}

#[tokio::test]
async fn clients_of_the_older_protocol_are_served_too() {
    let bench = Workbench::new().await;
    let url = serve(routes::router(bench.state.clone())).await + "/mcp";
    let token = bench.token("older agent", Role::Viewer).await;
    let ask = async |message: Value| {
        let request = reqwest::Client::new()
            .post(&url)
            .bearer_auth(&token)
            .header("accept", "application/json, text/event-stream")
            .header("content-type", "application/json")
            .header("mcp-protocol-version", "2025-06-18");
        request.body(message.to_string()).send().await.unwrap()
    };
    let hello = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } });
    let hello: Value = serde_json::from_str(&ask(hello).await.text().await.unwrap()).unwrap();
    assert_eq!(hello["result"]["protocolVersion"], "2025-06-18");
    assert!(hello["result"]["instructions"].as_str().unwrap().contains("list_items"));
    let ready = ask(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
    assert_eq!(ready.status(), StatusCode::ACCEPTED);
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call",
        "params": { "name": "list_items", "arguments": {} } });
    let list: Value = serde_json::from_str(&ask(list).await.text().await.unwrap()).unwrap();
    assert!(list["result"]["content"][0]["text"].as_str().unwrap().contains("\"total\":0"), "{list}");
}

#[test]
fn the_toolbox_holds_the_api_but_for_what_agents_should_not_touch() {
    for left_out in ["create_token", "sign_in", "follow_events", "export", "create_webhook", "index_items"] {
        assert!(!TOOLBOX.contains_key(left_out), "{left_out} is a tool");
    }
    for expected in
        ["list_items", "get_item", "create_item", "change_items", "explain_move", "undo_change_set"]
    {
        assert!(TOOLBOX.contains_key(expected), "{expected} is no tool");
    }
    let fields = |tool: &str| TOOLBOX[tool].tool.input_schema["properties"]["body"]["properties"].clone();
    assert!(fields("update_item").get("acceptance_criteria").is_some());
    assert!(fields("create_team").get("capacity_days_per_sprint").is_some());
    for operation in TOOLBOX.values() {
        let schema = serde_json::to_string(&operation.tool.input_schema).unwrap();
        assert!(!schema.contains("#/components"), "{} refers outside itself", operation.tool.name);
        assert!(operation.tool.description.is_some());
    }
}
