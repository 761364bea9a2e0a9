//! What those who run the server look at, and what holds for every address.

use serde_json::json;

use crate::support::{App, Who, text};

#[tokio::test(flavor = "multi_thread")]
async fn the_server_says_that_it_lives_is_ready_and_what_it_holds() {
    let app = App::start().await;
    app.item("Pay by card").await;
    assert_eq!(app.get(&Who::Nobody, "/healthz").await.ok(200).text(), "ok\n");
    assert_eq!(app.get(&Who::Nobody, "/readyz").await.ok(200).text(), "ready\n");
    let metrics = app.get(&Who::Nobody, "/metrics").await.ok(200).text();
    assert!(metrics.contains("outweigh_items 1\n"), "{metrics}");
    assert!(metrics.contains(&format!("outweigh_ledger_position {}\n", app.position())), "{metrics}");
    let about = app.get(&Who::Nobody, "/about").await.ok(200).json;
    assert_eq!((&about["database"], &about["demo"]), (&json!("sqlite"), &json!(false)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_describes_itself() {
    let app = App::start().await;
    let page = app.get(&Who::Nobody, "/api/docs").await.ok(200).text();
    assert!(page.contains("/items/{id}/estimates"));
    let document = app.get(&Who::Nobody, "/api/openapi.json").await.ok(200).json;
    assert_eq!(document, serde_json::to_value(outweigh_server::openapi()).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_documented_operation_asks_who_calls() {
    const OPEN: [&str; 7] = [
        "GET /setup",
        "POST /setup",
        "POST /setup/demo",
        "POST /session",
        "GET /about",
        "GET /session",
        "POST /capture/{key}",
    ];
    let app = App::start().await;
    let document = serde_json::to_value(outweigh_server::openapi()).unwrap();
    let mut asked = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in
            ["get", "post", "put", "patch", "delete"].iter().filter(|m| operations.get(**m).is_some())
        {
            let method = method.to_uppercase();
            let name = format!("{method} {path}");
            if OPEN.contains(&name.as_str()) {
                continue;
            }
            let path =
                path.replace("{id}", "018f0000-0000-7000-8000-000000000000").replace("{position}", "1");
            let answer = app.call(&Who::Nobody, &method, &path).json(json!({})).send().await;
            assert_eq!(answer.status, 401, "{name}: {}", answer.text());
            answer.problem(401, "unauthenticated");
            asked += 1;
        }
    }
    assert!(asked > 90, "{asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers() {
    let app = App::start().await;
    for (method, path, status) in [
        ("GET", "/items", 200),
        ("GET", "/items/PAY-99", 404),
        ("GET", "/nowhere", 404),
        ("PUT", "/items", 405),
        ("GET", "/items?limit=x", 400),
        ("GET", "/healthz", 200),
        ("GET", "/api/docs", 200),
    ] {
        let answer = app.call(&app.anna, method, path).send().await.ok(status);
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.headers[header], value, "{path}");
        }
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_understood_is_told_as_a_problem_document() {
    let app = App::start().await;
    app.get(&app.anna, "/nowhere").await.problem(404, "not_found");
    let wrong_method = app.call(&app.anna, "PUT", "/items").send().await;
    assert!(wrong_method.headers["allow"].to_str().unwrap().contains("POST"));
    wrong_method.problem(405, "method_not_allowed");
    let post = |kind: &str, body: &'static str| {
        app.call(&app.anna, "POST", "/items").header("content-type", kind).body(body).send()
    };
    let broken = post("application/json", "{\"title\": ").await.problem(400, "bad_request");
    assert!(text(&broken["detail"]).contains("JSON"), "{broken}");
    post("application/json", "[1]").await.problem(422, "invalid");
    post("text/plain", "title").await.problem(415, "unsupported_media_type");
    app.get(&app.anna, "/registries/of/nothing?x=%FF").await.problem(404, "not_found");
}
