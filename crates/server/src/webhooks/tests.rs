//! Webhooks against a real receiver: signed, tried again, given up, switched off, sent again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::{Item, Role};
use outweigh_core::ledger::Edit;
use serde_json::{Value, json};

use super::courier::{Courier, Letter, Outcome};
use super::signature::sign;
use super::worker::{Worker, release, run};
use crate::clock;
use crate::testing::{Workbench, serve};

/// What the receiver got, and what it is to answer next; 200 when nothing is left.
#[derive(Clone, Default)]
struct Receiver {
    got: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    answers: Arc<Mutex<VecDeque<StatusCode>>>,
}

impl Receiver {
    async fn start(&self) -> String {
        let receive = |State(receiver): State<Self>, headers: HeaderMap, body: Bytes| async move {
            receiver.got.lock().unwrap().push((headers, body));
            (receiver.answers.lock().unwrap().pop_front().unwrap_or(StatusCode::OK), "heard")
        };
        serve(Router::new().route("/hook", post(receive)).with_state(self.clone())).await + "/hook"
    }

    fn answering(&self, answers: impl IntoIterator<Item = StatusCode>) {
        self.answers.lock().unwrap().extend(answers);
    }

    fn count(&self) -> usize {
        self.got.lock().unwrap().len()
    }

    fn message(&self, index: usize) -> Value {
        serde_json::from_slice(&self.got.lock().unwrap()[index].1).unwrap()
    }
}

/// A workspace with a webhook to a receiver.
struct Scene {
    bench: Workbench,
    admin: String,
    receiver: Receiver,
    webhook: String,
    secret: String,
    worker: Worker,
    now: Timestamp,
}

impl Scene {
    async fn new(fields: Value) -> Self {
        let bench = Workbench::new().await;
        let admin = bench.token("admin", Role::Admin).await;
        let receiver = Receiver::default();
        let mut body = fields;
        body["url"] = receiver.start().await.into();
        let (status, made) = bench.call(&admin, "POST", "/webhooks", body).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let text = |field: &str| made[field].as_str().unwrap().to_owned();
        let (webhook, secret) = (text("id"), text("secret"));
        Self { bench, admin, receiver, webhook, secret, worker: Worker::default(), now: clock::now() }
    }

    async fn add_item(&self, title: &str) {
        let body = json!({ "product_id": self.bench.product, "title": title, "reason": "asked for" });
        let (status, answer) = self.bench.call(&self.admin, "POST", "/items", body).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
    }

    /// One round of background work after some time has passed.
    async fn round_after(&mut self, wait: SignedDuration) {
        self.now += wait;
        self.worker.round(&self.bench.state, self.now).await.unwrap();
    }

    async fn round(&mut self) {
        self.round_after(SignedDuration::from_secs(2)).await;
    }

    async fn log(&self) -> Vec<Value> {
        let path = format!("/webhooks/{}/deliveries", self.webhook);
        let (_, log) = self.bench.call(&self.admin, "GET", &path, Value::Null).await;
        log["data"].as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn a_change_is_told_signed_once_and_only_from_then_on() {
    let mut scene = Scene::new(json!({})).await;
    scene.round().await;
    assert_eq!(scene.receiver.count(), 0, "what was before the webhook is not told");
    scene.add_item("Pay by phone").await;
    scene.round().await;
    scene.round().await;
    assert_eq!(scene.receiver.count(), 1);

    let message = scene.receiver.message(0);
    assert_eq!(message["type"], "change");
    let data = &message["data"];
    assert_eq!((&data["cause"], &data["reason"]), (&json!("api"), &json!("asked for")));
    assert_eq!(data["actor"]["name"], "admin (Anna)");
    assert_eq!((&data["truncated"], &data["change_count"]), (&json!(false), &json!(1)));
    let change = &data["changes"][0];
    assert_eq!(
        (&change["kind"], &change["op"], &change["version"]),
        (&json!("item"), &json!("create"), &json!(1))
    );
    assert_eq!(change["fields"]["title"], json!({ "after": "Pay by phone" }));

    let (headers, body) = scene.receiver.got.lock().unwrap()[0].clone();
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let timestamp = header("webhook-timestamp").parse().unwrap();
    let expected = sign(&scene.secret, &header("webhook-id"), timestamp, &body).unwrap();
    assert_eq!(header("webhook-signature"), expected);
    assert_eq!(scene.log().await[0]["state"], "delivered");
}

#[tokio::test]
async fn only_the_kinds_asked_for_are_told() {
    let mut scene = Scene::new(json!({ "kinds": ["team"] })).await;
    scene.add_item("Pay by phone").await;
    scene.round().await;
    assert_eq!(scene.receiver.count(), 0);
    scene.bench.call(&scene.admin, "POST", "/teams", json!({ "name": "Cards" })).await;
    scene.round().await;
    assert_eq!(scene.receiver.message(0)["data"]["changes"][0]["kind"], "team");
}

#[tokio::test]
async fn a_failed_message_is_sent_again_later_with_the_same_id() {
    let mut scene = Scene::new(json!({})).await;
    scene.receiver.answering([StatusCode::INTERNAL_SERVER_ERROR, StatusCode::FOUND]);
    scene.add_item("Pay by phone").await;
    scene.round().await;
    assert_eq!(scene.receiver.count(), 1);
    let log = scene.log().await;
    assert_eq!((&log[0]["state"], &log[0]["attempts"]), (&json!("waiting"), &json!(1)));
    assert!(log[0]["answer"].as_str().unwrap().starts_with("500"), "{log:?}");
    scene.round().await;
    assert_eq!(scene.receiver.count(), 1, "it waits before it tries again");
    scene.round_after(SignedDuration::from_secs(6)).await;
    scene.round_after(SignedDuration::from_secs(75)).await;
    assert_eq!(scene.receiver.count(), 3);
    assert_eq!(scene.log().await[0]["state"], "delivered");
    let ids: Vec<_> =
        scene.receiver.got.lock().unwrap().iter().map(|(headers, _)| headers["webhook-id"].clone()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
}

#[tokio::test]
async fn in_the_end_it_is_given_up_and_can_be_sent_again() {
    let mut scene = Scene::new(json!({})).await;
    scene.receiver.answering([StatusCode::BAD_GATEWAY; 9]);
    scene.add_item("Pay by phone").await;
    for _ in 0..12 {
        scene.round_after(SignedDuration::from_hours(17)).await;
    }
    let log = scene.log().await;
    assert_eq!((&log[0]["state"], &log[0]["attempts"]), (&json!("failed"), &json!(9)));
    assert_eq!(scene.receiver.count(), 9);

    let path = format!("/webhooks/deliveries/{}/replay", log[0]["id"].as_str().unwrap());
    let (status, replayed) = scene.bench.call(&scene.admin, "POST", &path, Value::Null).await;
    assert_eq!((status, &replayed["state"]), (StatusCode::OK, &json!("waiting")));
    scene.round().await;
    assert_eq!(scene.receiver.count(), 10);
    assert_eq!(scene.log().await[0]["state"], "delivered");
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_switched_off_in_the_ledger() {
    let mut scene = Scene::new(json!({})).await;
    scene.receiver.answering([StatusCode::GONE]);
    scene.add_item("Pay by phone").await;
    scene.round().await;
    let path = format!("/webhooks/{}", scene.webhook);
    let (_, webhook) = scene.bench.call(&scene.admin, "GET", &path, Value::Null).await;
    assert_eq!((&webhook["enabled"], &webhook["version"]), (&json!(false), &json!(2)));
    scene.add_item("Pay by watch").await;
    scene.round().await;
    assert_eq!(scene.receiver.count(), 1);

    // Switched on again, it hears of what comes, not of what it missed.
    scene.bench.call(&scene.admin, "PATCH", &path, json!({ "enabled": true })).await;
    scene.add_item("Pay by ring").await;
    scene.round().await;
    assert_eq!(scene.receiver.count(), 2);
    assert_eq!(scene.receiver.message(1)["data"]["changes"][0]["fields"]["title"]["after"], "Pay by ring");
}

#[tokio::test]
async fn a_killed_server_leaves_its_work_to_the_next_one() {
    let mut scene = Scene::new(json!({})).await;
    scene.receiver.answering([StatusCode::INTERNAL_SERVER_ERROR]);
    scene.add_item("Pay by phone").await;
    scene.round().await;
    let state = scene.bench.restarted().await;
    let mut successor = Worker::default();
    let soon = scene.now + SignedDuration::from_secs(30);
    successor.round(&state, soon).await.unwrap();
    assert_eq!(scene.receiver.count(), 1, "the lease of the killed one still holds");
    successor.round(&state, soon + SignedDuration::from_secs(60)).await.unwrap();
    assert_eq!(scene.receiver.count(), 2);
    assert_eq!(scene.log().await[0]["state"], "delivered");
}

#[tokio::test]
async fn a_large_change_set_is_told_in_part() {
    let mut scene = Scene::new(json!({ "kinds": ["item"] })).await;
    let items = (1..=1_500)
        .map(|n| {
            let title = format!("Part {n}");
            Item::new(clock::new_id().into(), format!("PAY-{n}"), scene.bench.product, title, clock::now())
        })
        .map(|item| Edit::Create(item.into()))
        .collect();
    scene.bench.write(items).await;
    scene.round().await;
    let data = &scene.receiver.message(0)["data"];
    assert_eq!(data["changes"].as_array().unwrap().len(), 200);
    assert_eq!((&data["truncated"], &data["change_count"]), (&json!(true), &json!(1_500)));
}

#[tokio::test]
async fn a_receiver_can_be_tried_out_and_its_secret_renewed() {
    let scene = Scene::new(json!({ "enabled": false })).await;
    let path = format!("/webhooks/{}", scene.webhook);
    let (_, trial) = scene.bench.call(&scene.admin, "POST", &format!("{path}/test"), Value::Null).await;
    assert_eq!(trial, json!({ "delivered": true, "answer": "200 OK heard" }));
    assert_eq!(scene.receiver.message(0)["type"], "test");

    let (_, renewed) = scene.bench.call(&scene.admin, "POST", &format!("{path}/secret"), Value::Null).await;
    let renewed = renewed["secret"].as_str().unwrap();
    assert_ne!(renewed, scene.secret);
    scene.bench.call(&scene.admin, "POST", &format!("{path}/test"), Value::Null).await;
    let (headers, body) = scene.receiver.got.lock().unwrap()[1].clone();
    let id = headers["webhook-id"].to_str().unwrap();
    let timestamp = headers["webhook-timestamp"].to_str().unwrap().parse().unwrap();
    assert_eq!(headers["webhook-signature"].to_str().unwrap(), sign(renewed, id, timestamp, &body).unwrap());
}

#[tokio::test]
async fn webhooks_are_for_administrators_and_show_no_secret() {
    let scene = Scene::new(json!({})).await;
    let reader = scene.bench.token("reader", Role::Viewer).await;
    for (method, path) in [("GET", "/webhooks".to_owned()), ("GET", format!("/webhooks/{}", scene.webhook))] {
        let (status, _) = scene.bench.call(&reader, method, &path, Value::Null).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        let (status, shown) = scene.bench.call(&scene.admin, method, &path, Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!shown.to_string().contains("whsec_"));
    }
    let body = json!({ "url": "gopher://example.com" });
    let (status, problem) = scene.bench.call(&scene.admin, "POST", "/webhooks", body).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("url")));
}

#[tokio::test]
async fn a_running_server_tells_of_a_change_at_once_and_leaves_its_work_when_it_stops() {
    let scene = Scene::new(json!({})).await;
    let work = tokio::spawn(run(scene.bench.state.clone()));
    scene.add_item("Pay by phone").await;
    let heard = async {
        while scene.receiver.count() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), heard).await.expect("it was told");
    work.abort();
    release(&scene.bench.state).await;

    let state = scene.bench.restarted().await;
    scene.bench.call(&scene.admin, "POST", "/teams", json!({ "name": "Cards" })).await;
    state.store.catch_up().await.unwrap();
    Worker::default().round(&state, clock::now() + SignedDuration::from_secs(1)).await.unwrap();
    assert!(scene.receiver.message(scene.receiver.count() - 1).to_string().contains("Cards"));
}

#[tokio::test]
async fn a_name_for_an_address_inside_our_network_is_not_reached() {
    let receiver = Receiver::default();
    let url = receiver.start().await;
    let by_name = url.replace("127.0.0.1", "localhost");
    for url in [url, by_name] {
        let letter = Letter { url: &url, secret: "whsec_c2VjcmV0", id: "msg_1", body: b"{}".to_vec() };
        let outcome = Courier::new(false).send(letter, clock::now()).await;
        let (Outcome::Refused(why) | Outcome::Unreachable(why)) = outcome else {
            panic!("{url} was reached: {outcome:?}")
        };
        assert!(why.contains("is not a public address"), "{why}");
    }
    assert_eq!(receiver.count(), 0);
}

#[tokio::test]
async fn deliveries_are_forgotten_a_month_after_their_last_attempt() {
    let mut scene = Scene::new(json!({})).await;
    scene.add_item("Pay by phone").await;
    scene.round().await;
    scene.round_after(SignedDuration::from_hours(29 * 24)).await;
    assert_eq!(scene.log().await.len(), 1);
    scene.round_after(SignedDuration::from_hours(2 * 24)).await;
    assert_eq!(scene.log().await.len(), 0);
    assert_eq!(scene.receiver.count(), 1, "what is forgotten is not sent again");
}
