//! The API's description as one plain page, made from the OpenAPI document: no script, nothing from
//! elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use utoipa::openapi::OpenApi;

/// The page.
pub(crate) fn render(api: &OpenApi) -> String {
    let document = serde_json::to_value(api).unwrap_or_default();
    let mut sections = BTreeMap::<String, String>::new();
    let mut contents = BTreeMap::<String, String>::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or("other").to_owned();
            let id = operation["operationId"].as_str().unwrap_or_default();
            let summary = escape(operation["summary"].as_str().unwrap_or_default());
            let _ =
                write!(contents.entry(tag.clone()).or_default(), "<li><a href=\"#{id}\">{summary}</a></li>");
            let _ = write!(
                sections.entry(tag).or_default(),
                "{}",
                section(path, method, id, &summary, operation)
            );
        }
    }
    let mut body = String::new();
    for (tag, links) in &contents {
        let _ = write!(body, "<nav><h2>{}</h2><ul>{links}</ul></nav>", escape(tag));
    }
    for (tag, section) in &sections {
        let _ = write!(body, "<h2>{}</h2>{section}", escape(tag));
    }
    let _ = write!(body, "<h2>Schemas</h2>{}", schemas(&document));
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Outweigh API</title><style>{STYLE}</style><main><h1>Outweigh API</h1><p>Every address below is \
         under <code>/api/v1</code>. <a href=/api/openapi.json>OpenAPI 3.1 document</a></p>{body}</main></html>"
    )
}

const STYLE: &str = "body{font:14px/1.5 system-ui;margin:0;color:#1b1d21;background:#fff}main{max-width:60rem;\
margin:auto;padding:2rem}nav{display:inline-block;vertical-align:top;min-width:14rem;margin-right:1rem}code,pre{\
font:12px ui-monospace,monospace}section{border-top:1px solid #ddd;padding:.5rem 0}.m{text-transform:uppercase;\
font-weight:600}table{border-collapse:collapse}td{padding:.1rem 1rem .1rem 0;vertical-align:top}@media \
(prefers-color-scheme:dark){body{background:#16181c;color:#e6e7ea}a{color:#8ab4ff}section{border-color:#333}}";

fn section(path: &str, method: &str, id: &str, summary: &str, operation: &Value) -> String {
    let mut text = format!(
        "<section id={id}><h3>{summary}</h3><p><code><span class=m>{method}</span> {}</code></p>",
        escape(path)
    );
    if let Some(description) = operation["description"].as_str() {
        let _ = write!(text, "<p>{}</p>", escape(description));
    }
    text.push_str("<table>");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let _ = write!(
            text,
            "<tr><td><code>{}</code><td>{}<td>{}",
            escape(parameter["name"].as_str().unwrap_or_default()),
            escape(parameter["in"].as_str().unwrap_or_default()),
            escape(parameter["description"].as_str().unwrap_or_default())
        );
    }
    if let Some(body) = operation["requestBody"]["content"].as_object().and_then(|c| c.values().next()) {
        let _ = write!(text, "<tr><td>body<td><td>{}", schema_name(&body["schema"]));
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let schema = response["content"].as_object().and_then(|c| c.values().next());
        let _ = write!(
            text,
            "<tr><td><code>{}</code><td>answer<td>{}",
            escape(status),
            schema.map(|s| schema_name(&s["schema"])).unwrap_or_default()
        );
    }
    text.push_str("</table></section>");
    text
}

fn schema_name(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return format!("<a href=\"#schema-{0}\"><code>{0}</code></a>", escape(name));
    }
    match &schema["items"] {
        Value::Null => escape(schema["type"].as_str().unwrap_or("any")),
        items => format!("list of {}", schema_name(items)),
    }
}

fn schemas(document: &Value) -> String {
    let mut text = String::new();
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        let _ = write!(text, "<section id=\"schema-{0}\"><h3><code>{0}</code></h3>", escape(name));
        if let Some(description) = schema["description"].as_str() {
            let _ = write!(text, "<p>{}</p>", escape(description));
        }
        let _ = write!(
            text,
            "<details><summary>fields</summary><pre>{}</pre></details></section>",
            escape(&serde_json::to_string_pretty(schema).unwrap_or_default())
        );
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
