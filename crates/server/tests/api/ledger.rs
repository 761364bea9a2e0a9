//! `/ledger`: pages, filters, one change set, taking back.

use serde_json::{Value, json};

use crate::support::{App, quoted, text};

fn positions(page: &Value) -> Vec<i64> {
    page["entries"].as_array().unwrap().iter().map(|e| e["position"].as_i64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_cover_the_ledger_newest_first() {
    let app = App::start().await;
    for n in 0..7 {
        app.item(&format!("Item {n}")).await;
    }
    let head = app.position();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(&app.anna, &format!("/ledger?limit=2{cursor}")).await.ok(200).json;
        assert_eq!(page["position"], head);
        seen.extend(positions(&page));
        let Some(next) = page.get("next_cursor") else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, (1..=head).rev().collect::<Vec<_>>());
    assert_eq!(
        positions(&app.get(&app.anna, &format!("/ledger?limit={}", usize::MAX)).await.ok(200).json),
        seen
    );
    assert_eq!(positions(&app.get(&app.anna, "/ledger?cursor=-5").await.ok(200).json), Vec::<i64>::new());
    app.get(&app.anna, "/ledger?cursor=rubbish").await.problem(400, "bad_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_the_ledger() {
    let app = App::start().await;
    let setup = app.position();
    let ben = app.person("Ben", "admin", None).await;
    let ben_id = text(&app.get(&ben, "/session").await.json["person"]["id"]);
    let item = app.item("Pay by card").await;
    let by_ben = app
        .patch(&ben, "/items/PAY-1", json!({ "lane": "bet", "reason": "new 100% market" }))
        .await
        .position();
    let comment = app.post(&app.anna, "/items/PAY-1/comments", json!({ "text": "x" })).await.position();
    let undone = app.post(&app.anna, "/ledger/undo-last", json!({})).await.position();
    let found =
        async |query: &str| positions(&app.get(&app.anna, &format!("/ledger?{query}")).await.ok(200).json);
    let item_id = text(&item["item"]["id"]);
    assert_eq!(found(&format!("actor={ben_id}")).await, [by_ben]);
    assert_eq!(found("cause=undo").await, [undone]);
    assert_eq!(found("cause=setup").await, [1]);
    assert_eq!(found("entity_kind=comment").await, [undone, comment]);
    assert_eq!(found(&format!("entity_id={item_id}")).await, [undone, comment, by_ben, by_ben - 1]);
    assert_eq!(found(&format!("q={}", quoted("100% MARKET"))).await, [by_ben]);
    assert_eq!(found("q=%25%25").await, Vec::<i64>::new());
    assert_eq!(found("to=2020-01-01T00:00:00Z").await, Vec::<i64>::new());
    assert_eq!(found("from=2020-01-01T00:00:00Z").await.len() as i64, app.position());
    assert!(setup >= 2);
    app.get(&app.anna, "/ledger?cause=magic").await.problem(400, "bad_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_set_shows_each_field_before_and_after() {
    let app = App::start().await;
    app.item("Pay by card").await;
    let position = app
        .patch(&app.anna, "/items/PAY-1", json!({ "title": "Pay by wire", "lane": "bet" }))
        .await
        .position();
    let shown = app.get(&app.anna, &format!("/ledger/{position}")).await.ok(200).json;
    assert_eq!(shown["entry"]["change_count"], 1);
    assert!(text(&shown["entry"]["summary"]).starts_with("PAY-1 Pay by wire: "), "{shown}");
    assert_eq!(shown["entry"]["actor"]["name"], "Anna");
    let change = &shown["changes"][0];
    assert_eq!((&change["op"], &change["entity_label"]), (&json!("update"), &json!("PAY-1 Pay by wire")));
    let fields = json!([{ "field": "lane", "after": "bet" }, { "field": "title", "before": "Pay by card", "after": "Pay by wire" }]);
    assert_eq!(change["fields"], fields);
    app.get(&app.anna, "/ledger/99999").await.problem(404, "not_found");
    app.get(&app.anna, "/ledger/0").await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_change_set_is_shown_in_parts() {
    let app = App::start().await;
    for n in 0..3 {
        app.item(&format!("Item {n}")).await;
    }
    let csv: String = (0..450).map(|n| format!("K-{n},Title {n}\n")).collect();
    let upload = app
        .call(&app.anna, "POST", "/imports")
        .header("x-file-name", "many.csv")
        .body(format!("Key,Title\n{csv}"))
        .send()
        .await
        .ok(201);
    let path = format!("/imports/{}", text(&upload.json["id"]));
    let mut events = app.call(&app.anna, "GET", &format!("{path}/events")).follow().await;
    app.call(&app.anna, "POST", &format!("{path}/commit")).send().await.ok(202);
    let mut last = None;
    while let Some(event) = events.next().await {
        last = Some(event);
    }
    let position = last.unwrap().data["position"].as_i64().unwrap();
    let (mut seen, mut offset) = (0, 0);
    loop {
        let part = app.get(&app.anna, &format!("/ledger/{position}?offset={offset}")).await.ok(200).json;
        seen += part["changes"].as_array().unwrap().len();
        let Some(next) = part.get("next_offset") else { break };
        offset = next.as_i64().unwrap();
    }
    let count =
        app.get(&app.anna, &format!("/ledger/{position}")).await.json["entry"]["change_count"].clone();
    assert!(seen >= 450 && count == seen, "{seen} of {count}");
    let beyond = app.get(&app.anna, &format!("/ledger/{position}?offset={}", i64::MAX)).await.ok(200).json;
    assert_eq!((&beyond["changes"], beyond.get("next_offset")), (&json!([]), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_set_is_undone_once_and_redone() {
    let app = App::start().await;
    app.item("Pay by card").await;
    let position = app.patch(&app.anna, "/items/PAY-1", json!({ "title": "Pay by wire" })).await.position();
    let title = async || text(&app.get(&app.anna, "/items/PAY-1").await.json["item"]["title"]);
    let undone =
        app.post(&app.anna, &format!("/ledger/{position}/undo"), json!({ "reason": "slip" })).await.ok(200);
    assert_eq!((undone.json["undone"].as_i64(), undone.json["changed"].as_u64()), (Some(position), Some(1)));
    assert_eq!(title().await, "Pay by card");
    app.post(&app.anna, &format!("/ledger/{position}/undo"), json!({})).await.problem(409, "undone_already");
    let entry = app.get(&app.anna, &format!("/ledger/{position}")).await.json["entry"].clone();
    assert_eq!(entry["undone_by"], undone.position());

    app.call(&app.anna, "POST", &format!("/ledger/{}/undo", undone.position())).send().await.ok(200);
    assert_eq!(title().await, "Pay by wire");
    let entry = app.get(&app.anna, &format!("/ledger/{position}")).await.json["entry"].clone();
    assert_eq!(entry.get("undone_by"), None);
    app.post(&app.anna, "/ledger/99999/undo", json!({})).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_last_changes_are_undone_one_after_the_other_and_redone() {
    let app = App::start().await;
    let ben = app.person("Ben", "admin", None).await;
    app.item("Pay by card").await;
    app.patch(&app.anna, "/items/PAY-1", json!({ "lane": "bet" })).await.ok(200);
    app.patch(&ben, "/items/PAY-1", json!({ "horizon": "now" })).await.ok(200);
    app.patch(&app.anna, "/items/PAY-1", json!({ "tags": ["api"] })).await.ok(200);
    let fields = async || {
        let item = app.get(&app.anna, "/items/PAY-1").await.json["item"].clone();
        (item.get("lane").is_some(), item.get("horizon").is_some(), item.get("tags").is_some())
    };
    let post = async |path: &str| app.call(&app.anna, "POST", path).send().await;
    post("/ledger/redo-last").await.problem(409, "nothing_to_undo");
    post("/ledger/undo-last").await.ok(200);
    assert_eq!(fields().await, (true, true, false));
    post("/ledger/undo-last").await.ok(200);
    assert_eq!(fields().await, (false, true, false));
    post("/ledger/redo-last").await.ok(200);
    assert_eq!(fields().await, (true, true, false));
    post("/ledger/redo-last").await.ok(200);
    assert_eq!(fields().await, (true, true, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_what_others_built_on_is_a_conflict_unless_forced() {
    let app = App::start().await;
    app.item("Pay by card").await;
    let position = app.patch(&app.anna, "/items/PAY-1", json!({ "title": "Pay by wire" })).await.position();
    app.patch(&app.anna, "/items/PAY-1", json!({ "title": "Pay in cash" })).await.ok(200);
    let undo =
        |body: Value| app.call(&app.anna, "POST", &format!("/ledger/{position}/undo")).json(body).send();
    let problem = undo(json!({})).await.problem(409, "conflict");
    assert_eq!(problem["current"]["conflicts"][0]["theirs"], "Pay in cash");
    undo(json!({ "force": true })).await.ok(200);
    assert_eq!(app.get(&app.anna, "/items/PAY-1").await.json["item"]["title"], "Pay by card");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_verifies() {
    let app = App::start().await;
    app.item("Pay by card").await;
    let verified = app.get(&app.anna, "/ledger/verify").await.ok(200).json;
    assert_eq!((&verified["ok"], &verified["positions"]), (&json!(true), &json!(app.position())));
    let newest = app.get(&app.anna, "/ledger?limit=1").await.json["entries"][0].clone();
    assert_eq!(verified["head_hash"], newest["hash"]);
}
