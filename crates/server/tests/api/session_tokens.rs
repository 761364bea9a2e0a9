//! `/tokens`: what scripts may do, and that secrets are told once.

use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::Role;
use outweigh_server::{clock, new_token};
use serde_json::json;

use crate::support::{App, PASSWORD, Who, text};

async fn made(app: &App, scope: &str) -> (Who, String) {
    let token = app.post(&app.anna, "/tokens", json!({ "name": "ci", "scope": scope })).await.ok(201).json;
    (Who::Token(text(&token["token"])), text(&token["id"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_does_at_most_what_its_scope_says() {
    let app = App::start().await;
    let item = text(&app.item("Pay by card").await["item"]["id"]);
    let (read, _) = made(&app, "read").await;
    app.get(&read, "/items").await.ok(200);
    app.post(&read, "/items", json!({ "title": "no" })).await.problem(403, "forbidden");
    app.patch(&read, &format!("/items/{item}"), json!({ "title": "no" })).await.problem(403, "forbidden");
    app.post(&read, &format!("/ledger/{}/undo", app.position()), json!({})).await.problem(403, "forbidden");
    app.call(&read, "POST", "/imports").body("title\nno").send().await.problem(403, "forbidden");

    let (write, _) = made(&app, "write").await;
    app.patch(&write, &format!("/items/{item}"), json!({ "title": "yes" })).await.ok(200);
    app.post(&write, "/people", json!({ "name": "no" })).await.problem(403, "forbidden");
    app.post(&write, "/rubrics", json!({ "from_preset": "rice" })).await.problem(403, "forbidden");
    app.post(&write, "/products", json!({ "key": "NO", "name": "no" })).await.problem(403, "forbidden");
    app.get(&write, "/export?format=ndjson").await.problem(403, "forbidden");

    let (admin, _) = made(&app, "admin").await;
    app.post(&admin, "/people", json!({ "name": "Ben" })).await.ok(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ended_or_was_revoked_lets_nobody_in() {
    let app = App::start().await;
    let (token, id) = made(&app, "read").await;
    app.get(&token, "/session").await.ok(200);
    app.call(&app.anna, "DELETE", &format!("/tokens/{id}")).send().await.ok(204);
    app.get(&token, "/session").await.problem(401, "unauthenticated");
    app.call(&app.anna, "DELETE", &format!("/tokens/{id}")).send().await.problem(404, "not_found");

    let person = app.anna_id.parse().unwrap();
    let past = clock::now() - SignedDuration::from_secs(1);
    let (_, secret) = new_token(&app.state.store, person, "old", Role::Admin, Some(past)).await.unwrap();
    app.get(&Who::Token(secret), "/session").await.problem(401, "unauthenticated");
    app.get(&Who::Token("ow_guessed".into()), "/session").await.problem(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_makes_and_revokes_no_tokens() {
    let app = App::start().await;
    let (admin, id) = made(&app, "admin").await;
    app.post(&admin, "/tokens", json!({ "name": "child", "scope": "read" })).await.problem(403, "forbidden");
    app.call(&admin, "DELETE", &format!("/tokens/{id}")).send().await.problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_persons_tokens_are_not_anothers() {
    let app = App::start().await;
    let (_, id) = made(&app, "read").await;
    let ben = app.person("Ben", "admin", None).await;
    let shown = app.get(&ben, "/tokens").await.ok(200).json;
    assert_eq!(shown.as_array().unwrap().len(), 1, "{shown}");
    assert_ne!(shown[0]["id"], id);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_token_is_to_be_is_checked() {
    let app = App::start().await;
    let make = |body| app.post(&app.anna, "/tokens", body);
    make(json!({ "name": " ", "scope": "read" })).await.refused_field("name");
    let past = Timestamp::UNIX_EPOCH;
    make(json!({ "name": "x", "scope": "read", "expires_at": past })).await.refused_field("expires_at");
    make(json!({ "name": "x", "scope": "everything" })).await.problem(422, "invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_told_once_and_never_kept_in_the_ledger() {
    let app = App::start().await;
    let Who::Session(session) = app.anna.clone() else { panic!("Anna has a session") };
    let (Who::Token(token), _) = made(&app, "admin").await else { panic!("a token") };
    app.item("Pay by card").await;
    let head = app.position();
    let mut paths = vec![
        "/session".to_owned(),
        "/tokens".into(),
        "/people".into(),
        "/grants".into(),
        "/ledger".into(),
        "/export?format=ndjson".into(),
        "/about".into(),
        "/metrics".into(),
    ];
    paths.extend((1..=head).map(|position| format!("/ledger/{position}")));
    for path in paths {
        let answer = app.get(&app.anna, &path).await.ok(200).text();
        for secret in [PASSWORD, &session, &token, "argon2"] {
            assert!(!answer.contains(secret), "{path} tells a secret: {answer}");
        }
    }
}
