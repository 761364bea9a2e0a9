//! One tool per operation of the OpenAPI document, but for what agents have no use for or should not touch.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::http::Method;
use rmcp::model::{Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use super::schema::stand_alone;

/// Tags left out: signing in and tokens, uploads, addresses that would be told everything, and doors for strangers.
const LEFT_OUT_TAGS: [&str; 4] = ["session", "imports", "webhooks", "capture"];
/// Operations left out: answers too long for an agent, which [`list_items`] gives in parts, and what cannot be
/// undone.
const LEFT_OUT: [&str; 3] = ["index_items", "erase_contact", "erase_note"];
/// Entries in a page unless an agent asks for more: its context is small.
pub(super) const PAGE: u64 = 20;
/// The name under which the body of a request is given.
pub(super) const BODY: &str = "body";

/// An operation of the API, as a tool.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    pub(super) tool: Tool,
    pub(super) method: Method,
    /// With its parameters in braces: `/items/{id}`.
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) has_body: bool,
}

/// An argument of a tool that is not in the body.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    /// Its name as an argument.
    pub(super) argument: String,
    /// Its name in the request.
    pub(super) name: String,
    pub(super) place: Place,
}

/// Where in the request an argument goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
}

/// Every tool, by name.
pub(super) static TOOLBOX: LazyLock<BTreeMap<String, Operation>> = LazyLock::new(|| {
    let document = serde_json::to_value(crate::routes::openapi());
    derive(&document.unwrap_or_else(|e| unreachable!("the document serialises: {e}")))
});

/// The tools of a document.
fn derive(document: &Value) -> BTreeMap<String, Operation> {
    let none = Map::new();
    let components = document.pointer("/components/schemas").and_then(Value::as_object).unwrap_or(&none);
    let paths = document.get("paths").and_then(Value::as_object).unwrap_or(&none);
    let mut tools = BTreeMap::new();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap_or(&none) {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            if let Some(operation) = tool(path, method, operation, components) {
                tools.insert(operation.tool.name.to_string(), operation);
            }
        }
    }
    tools
}

fn tool(path: &str, method: Method, operation: &Value, components: &Map<String, Value>) -> Option<Operation> {
    let name = operation.get("operationId")?.as_str()?;
    let tags = operation.get("tags").and_then(Value::as_array).into_iter().flatten();
    let left_out = tags.filter_map(Value::as_str).any(|tag| LEFT_OUT_TAGS.contains(&tag));
    if left_out || LEFT_OUT.contains(&name) || !speaks_json(operation) {
        return None;
    }
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut parameters = Vec::new();
    for given in operation.get("parameters").and_then(Value::as_array).into_iter().flatten() {
        let (parameter, schema) = parameter(given)?;
        if parameter.place == Place::Path {
            required.push(Value::from(parameter.argument.clone()));
        }
        properties.insert(parameter.argument.clone(), schema);
        parameters.push(parameter);
    }
    if !method.is_safe() {
        let schema =
            json!({ "type": "string", "description": "Repeating a call with the same key does it once" });
        properties.insert("idempotency_key".into(), schema);
        let (argument, name) = ("idempotency_key".into(), "Idempotency-Key".into());
        parameters.push(Parameter { argument, name, place: Place::Header });
    }
    let body = operation.pointer("/requestBody/content/application~1json/schema").cloned();
    let has_body = body.is_some();
    if let Some(body) = body {
        properties.insert(BODY.into(), with_fields(name, body, components));
        required.push(BODY.into());
    }
    let input = input_schema(properties, required, components);
    let tool =
        Tool::new(name.to_owned(), description(operation), Arc::new(input)).annotate(annotations(&method));
    Some(Operation { tool, method, path: path.to_owned(), parameters, has_body })
}

/// The schema of a body, with the fields of the entity where the document leaves them open because the domain
/// checks them: `create_team` and `update_team` take those of a `Team`.
fn with_fields(operation: &str, body: Value, components: &Map<String, Value>) -> Value {
    let open = body.get("$ref").and_then(Value::as_str).is_some_and(|name| name.ends_with("Fields"));
    let kind = operation.strip_prefix("create_").or_else(|| operation.strip_prefix("update_"));
    let entity = kind.filter(|_| open).and_then(|kind| {
        let mut letters = kind.chars();
        let name: String = letters.next()?.to_uppercase().chain(letters).collect();
        components.get(&name)?.get("properties")?.as_object()
    });
    let Some(fields) = entity else { return body };
    let mut fields = fields.clone();
    fields.remove("id");
    fields.insert("reason".into(), json!({ "type": "string", "description": "Why; kept in the ledger" }));
    let null_clears = operation.starts_with("update_").then_some("The fields to change; null clears one");
    json!({ "type": "object", "description": null_clears.unwrap_or("Its fields"), "properties": fields })
}

/// Whether both what is sent and what is answered is JSON or nothing: no files, no streams.
fn speaks_json(operation: &Value) -> bool {
    let json_only = |content: Option<&Value>| {
        content
            .and_then(Value::as_object)
            .is_none_or(|kinds| kinds.keys().all(|kind| kind == "application/json"))
    };
    let responses = operation.get("responses").and_then(Value::as_object);
    json_only(operation.pointer("/requestBody/content"))
        && responses.into_iter().flatten().all(|(_, response)| json_only(response.get("content")))
}

/// A parameter of the document with the schema of its argument.
fn parameter(given: &Value) -> Option<(Parameter, Value)> {
    let name = given.get("name")?.as_str()?.to_owned();
    let place = match given.get("in")?.as_str()? {
        "path" => Place::Path,
        "query" => Place::Query,
        "header" => Place::Header,
        _ => return None,
    };
    let mut schema = given.get("schema").cloned().unwrap_or_else(|| json!({ "type": "string" }));
    if let (Some(description), Some(fields)) = (given.get("description"), schema.as_object_mut()) {
        fields.insert("description".into(), description.clone());
    }
    if place == Place::Query && name == "limit" {
        schema = json!({ "type": "integer", "minimum": 1, "default": PAGE, "description": "Entries wanted" });
    }
    if name == "If-Match" {
        let description =
            "The version you saw, so that nobody else's change is lost; * for whatever is there";
        schema = json!({ "type": ["integer", "string"], "description": description });
    }
    let argument = name.to_lowercase().replace('-', "_");
    Some((Parameter { argument, name, place }, schema))
}

fn input_schema(
    properties: Map<String, Value>,
    required: Vec<Value>,
    components: &Map<String, Value>,
) -> Map<String, Value> {
    let mut defs = BTreeMap::new();
    let mut properties = Value::Object(properties);
    stand_alone(&mut properties, components, &mut defs);
    let mut schema = Map::from_iter([
        ("type".to_owned(), "object".into()),
        ("properties".to_owned(), properties),
        ("additionalProperties".to_owned(), false.into()),
    ]);
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    if !defs.is_empty() {
        schema.insert("$defs".into(), Value::Object(defs.into_iter().collect()));
    }
    schema
}

fn description(operation: &Value) -> String {
    let text = |field| operation.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
    [text("summary"), text("description")].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// What a client may tell its user of a tool: nothing here reaches beyond the workspace.
fn annotations(method: &Method) -> ToolAnnotations {
    let idempotent = matches!(*method, Method::GET | Method::PUT | Method::DELETE);
    ToolAnnotations::new()
        .read_only(method.is_safe())
        .destructive(*method == Method::DELETE)
        .idempotent(idempotent)
        .open_world(false)
}
