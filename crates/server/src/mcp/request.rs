//! From the arguments of a tool to the HTTP request of its operation.

use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use serde_json::{Map, Value};
use url::form_urlencoded::{self, byte_serialize};

use super::toolbox::{BODY, Operation, PAGE, Parameter, Place};
use crate::caller::OverMcp;

/// The request of a call.
///
/// # Errors
/// Says which argument is missing, unknown or of the wrong kind.
pub(super) fn request(
    operation: &Operation,
    mut arguments: Map<String, Value>,
    authorization: HeaderValue,
) -> Result<Request<Body>, String> {
    let mut path = operation.path.clone();
    let mut query = form_urlencoded::Serializer::new(String::new());
    let mut request = Request::builder().method(operation.method.clone());
    for parameter in &operation.parameters {
        let Parameter { argument, name, place } = parameter;
        let value = arguments.remove(argument).filter(|value| !value.is_null());
        let value = value.or_else(|| (*place == Place::Query && name == "limit").then(|| PAGE.into()));
        let value = value.map(|value| text(argument, value)).transpose()?;
        match (place, value) {
            (Place::Path, Some(value)) => {
                path = path.replace(&format!("{{{name}}}"), &segment(argument, &value)?)
            }
            (Place::Path, None) => return Err(format!("{argument}: is missing")),
            (Place::Query, Some(value)) => {
                query.append_pair(name, &value);
            }
            (Place::Header, Some(value)) => request = request.header(name, value),
            (Place::Query | Place::Header, None) => {}
        }
    }
    let body = match arguments.remove(BODY) {
        Some(body) if operation.has_body => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        }
        None if operation.has_body => return Err(format!("{BODY}: is missing")),
        None => Body::empty(),
        Some(_) => return Err(format!("{BODY}: this tool takes none")),
    };
    if let Some(unknown) = arguments.keys().next() {
        let known: Vec<&str> = operation.parameters.iter().map(|p| p.argument.as_str()).collect();
        return Err(format!("{unknown}: there is no such argument; there are {}", known.join(", ")));
    }
    let query = query.finish();
    let target = if query.is_empty() { path } else { format!("{path}?{query}") };
    request
        .uri(target)
        .header(header::AUTHORIZATION, authorization)
        .extension(OverMcp)
        .body(body)
        .map_err(|e| format!("the arguments make no request: {e}"))
}

fn text(argument: &str, value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            Err(format!("{argument}: must be a text, a number or a boolean"))
        }
    }
}

/// One part of a path; what would reach another address is refused.
fn segment(argument: &str, value: &str) -> Result<String, String> {
    if value.is_empty() || value.chars().all(|c| c == '.') {
        return Err(format!("{argument}: \"{value}\" is no id"));
    }
    Ok(byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20"))
}
