//! `/capture`: a door for strangers. They leave notes and see nothing.

use serde_json::{Value, json};

use crate::support::{App, Who, text};

async fn source(app: &App) -> String {
    let source = json!({ "name": "Website", "kind": "portal" });
    text(&app.post(&app.anna, "/sources", source).await.ok(201).json["id"])
}

async fn made(app: &App, source: &str) -> Value {
    app.call(&app.anna, "POST", &format!("/sources/{source}/capture-key")).send().await.ok(201).json
}

fn notes(app: &App) -> usize {
    app.state.store.read().notes.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_with_a_key_leaves_a_note_and_is_told_nothing() {
    let app = App::start().await;
    app.post(&app.anna, "/accounts", json!({ "name": "Acme", "domains": ["acme.test"] })).await.ok(201);
    let key = made(&app, &source(&app).await).await;
    let door = format!("/capture/{}", text(&key["key"]));
    let sent =
        json!({ "text": "Where are exports?", "email": "ann@acme.test", "url": "https://shop.test/a" });
    let answer = app
        .call(&Who::Nobody, "POST", &door)
        .header("origin", "https://shop.test")
        .json(sent)
        .send()
        .await
        .ok(202);
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    assert!(answer.bytes.is_empty());
    let list = app.get(&app.anna, "/notes").await.ok(200).json;
    let note = &list["notes"][0];
    assert_eq!(
        (&note["excerpt"], &note["source"]["name"]),
        (&json!("Where are exports?"), &json!("Website"))
    );
    assert_eq!(
        (&note["account"]["name"], &note["contact"]["name"]),
        (&json!("Acme"), &json!("ann@acme.test"))
    );
    let entry = app.get(&app.anna, "/ledger?limit=1").await.ok(200).json["entries"][0].clone();
    assert_eq!((&entry["actor"]["kind"], &entry["actor"]["name"]), (&json!("system"), &json!("Website")));

    // The door opens one way only.
    let read = app.get(&Who::Nobody, &door).await.problem(405, "method_not_allowed");
    assert!(!read.to_string().contains("exports"));
    app.get(&Who::Token(text(&key["key"])), "/notes").await.problem(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_may_ask_and_send() {
    let app = App::start().await;
    let asked = app.call(&Who::Nobody, "OPTIONS", "/capture/any").header("origin", "https://shop.test");
    let asked = asked.header("access-control-request-method", "POST").send().await.ok(204);
    assert_eq!(asked.headers["access-control-allow-origin"], "*");
    assert_eq!(asked.headers["access-control-allow-headers"], "content-type");
    let unknown = app.post(&Who::Nobody, "/capture/owc_wrong", json!({ "text": "x" })).await;
    assert_eq!(unknown.headers["access-control-allow-origin"], "*");
    unknown.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_too_much_or_by_a_program_is_not_taken() {
    let app = App::start().await;
    let door = format!("/capture/{}", text(&made(&app, &source(&app).await).await["key"]));
    let large = app.post(&Who::Nobody, &door, json!({ "text": "x".repeat(11_000) })).await;
    assert_eq!(large.headers["access-control-allow-origin"], "*");
    large.problem(413, "too_large");
    app.post(&Who::Nobody, &door, json!({ "text": " " })).await.refused_field("text");
    app.post(&Who::Nobody, &door, json!({ "text": "x", "name": "y".repeat(501) }))
        .await
        .refused_field("name");
    app.call(&Who::Nobody, "POST", &door).body("no json").send().await.problem(400, "bad_request");
    // A program fills every field in; it is told that all is well.
    app.post(&Who::Nobody, &door, json!({ "text": "buy", "website": "https://spam.test" })).await.ok(202);
    assert_eq!(notes(&app), 0);
    let send = || {
        app.call(&Who::Nobody, "POST", &door).from([203, 0, 113, 7]).json(json!({ "text": "again" })).send()
    };
    for _ in 0..10 {
        send().await.ok(202);
    }
    let waits = send().await.problem(429, "too_many_notes");
    assert!(text(&waits["hint"]).contains("seconds"), "{waits}");
    app.call(&Who::Nobody, "POST", &door)
        .from([203, 0, 113, 8])
        .json(json!({ "text": "another" }))
        .send()
        .await
        .ok(202);
    assert_eq!(notes(&app), 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_shown_once_replaced_by_a_new_one_and_revoked() {
    let app = App::start().await;
    let source = source(&app).await;
    let path = format!("/sources/{source}/capture-key");
    assert_eq!(app.get(&app.anna, &path).await.ok(200).json, json!({}));
    let first = made(&app, &source).await;
    let key = text(&first["key"]);
    assert!(
        text(&first["widget"]).contains("http://localhost/widget.js")
            && text(&first["widget"]).contains(&key)
    );
    assert!(
        text(&first["bookmarklet"]).starts_with("javascript:") && text(&first["bookmarklet"]).contains(&key)
    );
    let shown = app.get(&app.anna, &path).await.ok(200);
    assert!(shown.json["made_at"].is_string() && !shown.text().contains(&key));

    let second = text(&made(&app, &source).await["key"]);
    let door = |key: &str| format!("/capture/{key}");
    app.post(&Who::Nobody, &door(&key), json!({ "text": "x" })).await.problem(404, "not_found");
    app.post(&Who::Nobody, &door(&second), json!({ "text": "x" })).await.ok(202);
    app.call(&app.anna, "DELETE", &path).send().await.ok(204);
    app.call(&app.anna, "DELETE", &path).send().await.problem(404, "not_found");
    app.post(&Who::Nobody, &door(&second), json!({ "text": "x" })).await.problem(404, "not_found");

    let pay = text(&app.get(&app.anna, "/products").await.json["data"][0]["id"]);
    let ben = app.person("Ben", "contributor", Some(&pay)).await;
    for method in ["GET", "POST", "DELETE"] {
        app.call(&ben, method, &path).send().await.problem(403, "forbidden");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_widget_and_the_page_of_the_bookmarklet_load_nothing_from_elsewhere() {
    let app = App::start().await;
    for (path, kind) in [
        ("/widget.js", "text/javascript"),
        ("/capture.js", "text/javascript"),
        ("/capture.html", "text/html"),
    ] {
        let file = app.file(path).await.ok(200);
        assert!(file.headers["content-type"].to_str().unwrap().starts_with(kind));
        assert_eq!(file.headers["cross-origin-resource-policy"], "cross-origin");
        assert!(!file.text().contains("http://") && !file.text().contains("https://"), "{path}");
    }
    let widget = app.file("/widget.js").await.text();
    for part in ["attachShadow", "aria-labelledby", "showModal", "role=\"status\"", "name=\"website\""] {
        assert!(widget.contains(part), "{part}");
    }
}
