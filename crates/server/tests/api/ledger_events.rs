//! `/events`: live updates, what was missed, and the reader who is too far behind.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{App, Who, text};

#[tokio::test(flavor = "multi_thread")]
async fn a_change_arrives_within_a_second() {
    let app = App::start().await;
    app.item("Pay by card").await;
    let mut events = app.call(&app.anna, "GET", "/events").follow().await;
    assert_eq!(events.expect("hello").await.data["position"], app.position());
    let written = Instant::now();
    let position = app.patch(&app.anna, "/items/PAY-1", json!({ "lane": "bet" })).await.ok(200).position();
    let event = events.expect("change").await;
    assert!(written.elapsed() < Duration::from_secs(1));
    assert_eq!(
        (&event.data["position"], event.id.as_str()),
        (&json!(position), position.to_string().as_str())
    );
    assert_eq!((&event.data["actor"]["name"], &event.data["cause"]), (&json!("Anna"), &json!("api")));
    let entity = &event.data["entities"][0];
    assert_eq!(
        (&entity["kind"], &entity["op"], &entity["version"]),
        (&json!("item"), &json!("update"), &json!(2))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_is_told_what_they_missed_and_then_goes_on() {
    let app = App::start().await;
    let seen = app.position();
    app.item("One").await;
    app.item("Two").await;
    for (query, last_event_id) in [(format!("?after={seen}"), None), (String::new(), Some(seen))] {
        let head = app.position();
        let mut call = app.call(&app.anna, "GET", &format!("/events{query}"));
        if let Some(id) = last_event_id {
            call = call.header("last-event-id", &id.to_string());
        }
        let mut events = call.follow().await;
        events.expect("hello").await;
        for position in seen + 1..=head {
            assert_eq!(events.expect("change").await.data["position"], position);
        }
        app.item("Next").await;
        assert_eq!(events.expect("change").await.data["position"], head + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_too_far_behind_or_ahead_reads_anew() {
    let app = App::start().await;
    for after in [i64::MIN, -1_000_000, app.position() + 1, i64::MAX] {
        let mut events = app.call(&app.anna, "GET", &format!("/events?after={after}")).follow().await;
        events.expect("hello").await;
        assert_eq!(events.expect("reset").await.data["position"], app.position(), "{after}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_stream_ends_with_the_session_or_the_token() {
    let app = App::start().await;
    let token = app.post(&app.anna, "/tokens", json!({ "name": "ci", "scope": "read" })).await.ok(201).json;
    let script = Who::Token(text(&token["token"]));
    let ben = app.person("Ben", "admin", None).await;
    let mut listening = Vec::new();
    for who in [&app.anna, &script] {
        let mut events = app.call(who, "GET", "/events").follow().await;
        events.expect("hello").await;
        listening.push(events);
    }
    app.call(&app.anna, "DELETE", &format!("/tokens/{}", text(&token["id"]))).send().await.ok(204);
    app.call(&app.anna, "DELETE", "/session").send().await.ok(204);
    app.post(&ben, "/items", json!({ "title": "Not for them" })).await.ok(201);
    for mut events in listening {
        assert!(events.next().await.is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listens_without_signing_in() {
    let app = App::start().await;
    app.get(&Who::Nobody, "/events").await.problem(401, "unauthenticated");
}
