//! `/items`: adding, changing, deleting, many at once, and what is refused.

use serde_json::{Value, json};

use crate::support::{App, text};

/// The path of an item's detail.
fn path(detail: &Value) -> String {
    format!("/items/{}", text(&detail["item"]["id"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_item_gets_the_next_key_of_its_product() {
    let app = App::start().await;
    let first =
        app.post(&app.anna, "/items", json!({ "title": "Pay by card", "reason": "asked for" })).await.ok(201);
    assert_eq!(
        (&first.json["item"]["key"], &first.json["item"]["status"]),
        (&json!("PAY-1"), &json!("inbox"))
    );
    assert_eq!(first.json["version"], 1);
    assert_eq!(first.position(), app.position());
    assert_eq!(
        app.get(&app.anna, &format!("/ledger/{}", app.position())).await.json["entry"]["reason"],
        "asked for"
    );

    let core = app.product("CORE", "Core").await;
    for product in [core.as_str(), "CORE"] {
        let item = app.item_with(json!({ "title": "Ledger", "product_id": product })).await;
        assert_eq!(item["item"]["product_id"], core);
    }
    assert_eq!(app.item("Refunds").await["item"]["key"], "PAY-2");
    assert_eq!(app.get(&app.anna, "/items/CORE-2").await.ok(200).json["item"]["title"], "Ledger");
    app.post(&app.anna, "/items", json!({ "title": "Which?" })).await.refused_field("product_id");
    app.post(&app.anna, "/items", json!({ "title": "x", "product_id": "NO" }))
        .await
        .refused_field("product_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_field_is_named() {
    let app = App::start().await;
    let head = app.position();
    for (fields, field) in [
        (json!({ "title": " " }), "title"),
        (json!({}), "title"),
        (json!({ "title": "x", "colour": "red" }), "colour"),
        (json!({ "title": "x", "lane": "fast" }), "lane"),
        (json!({ "title": "x", "severity": "S1" }), "severity"),
        (json!({ "title": "x", "differentiation": 6 }), "differentiation"),
        (json!({ "title": "x", "key": "PAY-9" }), "key"),
        (json!({ "title": "x", "id": "1" }), "id"),
        (json!({ "title": "x", "due": "tomorrow" }), "due"),
        (json!({ "title": "x", "tags": ["a", "a"] }), "tags"),
        (json!({ "title": "x", "owner_id": "018f0000-0000-7000-8000-000000000000" }), "owner_id"),
        (json!({ "title": "x".repeat(1_001) }), "title"),
    ] {
        app.post(&app.anna, "/items", fields).await.refused_field(field);
    }
    assert_eq!(app.position(), head);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_says_which_version_it_changes() {
    let app = App::start().await;
    let item = path(&app.item("Pay by card").await);
    let change = |title: &str| app.call(&app.anna, "PATCH", &item).json(json!({ "title": title }));
    change("no version").send().await.problem(428, "version_required");
    change("no number").header("if-match", "newest").send().await.problem(400, "bad_request");
    let changed = change("Pay by wire").header("if-match", "\"1\"").send().await.ok(200);
    assert_eq!(
        (&changed.json["version"], &changed.json["item"]["title"]),
        (&json!(2), &json!("Pay by wire"))
    );

    let problem = change("Pay in cash").header("if-match", "\"1\"").send().await.problem(409, "conflict");
    let conflict =
        json!({ "field": "title", "yours": "Pay in cash", "theirs": "Pay by wire", "base": "Pay by card" });
    assert_eq!(problem["current"], json!({ "version": 2, "seen": 1, "conflicts": [conflict] }));
    assert_eq!(app.get(&app.anna, &item).await.json["item"]["title"], "Pay by wire");
    change("Pay at all").header("if-match", "*").send().await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_tells_what_each_field_held_at_the_version_the_caller_saw() {
    let app = App::start().await;
    let item = path(&app.item_with(json!({ "title": "Pay by card", "tags": ["api"] })).await);
    let change = |version: u32, body: Value| {
        app.call(&app.anna, "PATCH", &item).header("if-match", &version.to_string()).json(body).send()
    };
    change(1, json!({ "title": "Pay by wire" })).await.ok(200);
    change(2, json!({ "title": "Pay at once", "due": "2026-03-01" })).await.ok(200);

    let both = json!({ "title": "Pay in cash", "due": "2026-04-01", "tags": null, "workaround": "Cash" });
    let held = async |version: u32| {
        let problem = change(version, both.clone()).await.problem(409, "conflict");
        assert_eq!(problem["current"]["seen"], version);
        let conflicts = problem["current"]["conflicts"].as_array().unwrap().clone();
        conflicts.into_iter().map(|c| (text(&c["field"]), c["base"].clone())).collect::<Vec<_>>()
    };
    let untouched = [("tags".to_owned(), json!(["api"])), ("workaround".to_owned(), Value::Null)];
    let due = ("due".to_owned(), Value::Null);
    let at = |title: &str| {
        [vec![due.clone()], vec![untouched[0].clone(), ("title".into(), json!(title))]].concat()
    };
    assert_eq!(held(1).await[..3], at("Pay by card"));
    assert_eq!(held(2).await[..3], at("Pay by wire"));
    assert_eq!(held(2).await[3..], untouched[1..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn id_key_and_version_cannot_be_changed() {
    let app = App::start().await;
    let item = path(&app.item("Pay by card").await);
    for field in ["id", "key", "version"] {
        app.patch(&app.anna, &item, json!({ field: "PAY-7" })).await.refused_field(field);
    }
    app.patch(&app.anna, &item, json!({ "title": null })).await.refused_field("title");
    app.patch(&app.anna, &item, json!({ "colour": "red" })).await.refused_field("colour");
}

#[tokio::test(flavor = "multi_thread")]
async fn null_clears_a_field_and_the_position_takes_it_back() {
    let app = App::start().await;
    let item =
        path(&app.item_with(json!({ "title": "Pay by card", "lane": "bet", "due": "2027-01-31" })).await);
    let cleared = app.patch(&app.anna, &item, json!({ "due": null, "custom": { "size": 3 } })).await.ok(200);
    assert_eq!((cleared.json["item"].get("due"), &cleared.json["item"]["custom"]["size"]), (None, &json!(3)));
    app.post(&app.anna, &format!("/ledger/{}/undo", cleared.position()), json!({})).await.ok(200);
    let back = app.get(&app.anna, &item).await.json;
    assert_eq!((&back["item"]["due"], back["item"].get("custom")), (&json!("2027-01-31"), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_is_carried_out_once() {
    let app = App::start().await;
    let add = |title: &str, key: &str| {
        app.call(&app.anna, "POST", "/items")
            .header("idempotency-key", key)
            .json(json!({ "title": title }))
            .send()
    };
    let first = add("Pay by card", "a").await.ok(201);
    let again = add("Pay by card", "a").await.ok(201);
    let other_words = add("Pay by wire", "a").await.ok(201);
    assert_eq!((&first.json, first.position()), (&again.json, again.position()));
    assert_eq!((&first.json, first.position()), (&other_words.json, app.position()));
    assert_ne!(add("Pay by wire", "b").await.ok(201).json["item"]["id"], first.json["item"]["id"]);
    add("x", &"k".repeat(201)).await.problem(400, "bad_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_used_for_another_item_is_refused_rather_than_ignored() {
    let app = App::start().await;
    let (one, two) = (path(&app.item("One").await), path(&app.item("Two").await));
    let change = |path: &str, method: &str| {
        app.call(&app.anna, method, path)
            .header("idempotency-key", "a")
            .header("if-match", "*")
            .json(json!({ "problem": "x" }))
            .send()
    };
    let first = change(&one, "PATCH").await.ok(200);
    assert_eq!(change(&one, "PATCH").await.ok(200).position(), first.position());
    change(&two, "PATCH").await.problem(409, "idempotency_key_reused");
    change(&two, "DELETE").await.problem(409, "idempotency_key_reused");
    assert_eq!(app.get(&app.anna, &two).await.ok(200).json["version"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_that_cannot_follow_is_refused_with_those_that_can() {
    let app = App::start().await;
    let item = path(&app.item("Pay by card").await);
    let message = app.patch(&app.anna, &item, json!({ "status": "done" })).await.refused_field("status");
    assert!(message.contains("cannot become done; it can become triaged, ready"), "{message}");
    app.patch(&app.anna, &item, json!({ "status": "ready" })).await.refused_field("problem");
    app.patch(&app.anna, &item, json!({ "status": "paused" })).await.refused_field("status_reason");

    let allowed = app.get(&app.anna, &item).await.json["allowed_statuses"].clone();
    let ready = allowed.as_array().unwrap().iter().find(|a| a["status"] == "ready").unwrap();
    assert_eq!(ready["refused"], "say which problem the item solves first");
    app.patch(&app.anna, &item, json!({ "status": "ready", "problem": "cash is slow" })).await.ok(200);
    let done = [json!({ "status": "doing" }), json!({ "status": "done" })];
    for step in done {
        app.patch(&app.anna, &item, step).await.ok(200);
    }
    assert!(app.get(&app.anna, &item).await.json["item"]["done_at"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_severity_belongs_to_a_hot_fix() {
    let app = App::start().await;
    let item = path(&app.item("Card fails").await);
    app.patch(&app.anna, &item, json!({ "severity": "S1" })).await.refused_field("severity");
    app.patch(&app.anna, &item, json!({ "severity": "S1", "lane": "hotfix" })).await.ok(200);
    let left = app.patch(&app.anna, &item, json!({ "lane": "bet" })).await.ok(200).json;
    assert_eq!(left["item"].get("severity"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_item_is_gone_until_that_is_undone() {
    let app = App::start().await;
    let item = path(&app.item("Pay by card").await);
    app.call(&app.anna, "DELETE", &item).send().await.problem(428, "version_required");
    app.call(&app.anna, "DELETE", &item).header("if-match", "9").send().await.problem(409, "conflict");
    let gone = app
        .call(&app.anna, "DELETE", &format!("{item}?reason=twice"))
        .header("if-match", "1")
        .send()
        .await
        .ok(204);
    app.get(&app.anna, &item).await.problem(404, "not_found");
    app.get(&app.anna, "/items/PAY-1").await.problem(404, "not_found");
    assert_eq!(app.titles(&app.anna, "").await, Vec::<String>::new());
    app.post(&app.anna, &format!("/ledger/{}/undo", gone.position()), json!({})).await.ok(200);
    assert_eq!(app.get(&app.anna, &item).await.ok(200).json["item"]["title"], "Pay by card");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_items_change_as_one_change_set() {
    let app = App::start().await;
    let mut ids = Vec::new();
    for n in 1..=4 {
        ids.push(text(
            &app.item_with(json!({ "title": format!("Item {n}"), "tags": ["old"] })).await["item"]["id"],
        ));
    }
    let head = app.position();
    let by_ids = json!({ "ids": [ids[0], "PAY-2"], "set": { "lane": "bet" }, "add_tags": ["new"], "remove_tags": ["old"], "reason": "sorted" });
    let done = app.post(&app.anna, "/items/bulk", by_ids).await.ok(200);
    assert_eq!((done.json["changed"].as_u64(), done.position()), (Some(2), head + 1));
    assert_eq!(app.get(&app.anna, "/items/PAY-2").await.json["item"]["tags"], json!(["new"]));
    assert_eq!(app.get(&app.anna, "/items/PAY-3").await.json["item"]["tags"], json!(["old"]));

    let by_filter = json!({ "filter": "lane is bet", "set": { "horizon": "now" } });
    assert_eq!(app.post(&app.anna, "/items/bulk", by_filter).await.ok(200).json["changed"], 2);
    let again = json!({ "filter": "lane is bet", "set": { "horizon": "now" } });
    let nothing = app.post(&app.anna, "/items/bulk", again).await.ok(200);
    assert_eq!(nothing.json, json!({ "changed": 0 }));
    assert!(!nothing.headers.contains_key("x-outweigh-position"));

    let deleted =
        app.post(&app.anna, "/items/bulk", json!({ "filter": "tag is old", "delete": true })).await.ok(200);
    assert_eq!(app.titles(&app.anna, "sort=key").await, ["Item 1", "Item 2"]);
    app.post(&app.anna, &format!("/ledger/{}/undo", deleted.position()), json!({})).await.ok(200);
    assert_eq!(app.titles(&app.anna, "").await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_change_that_fails_for_one_changes_none() {
    let app = App::start().await;
    app.item_with(json!({ "title": "Clear", "problem": "cash is slow" })).await;
    app.item("Unclear").await;
    let head = app.position();
    let bulk = |body: Value| app.post(&app.anna, "/items/bulk", body);
    bulk(json!({ "filter": "", "set": { "status": "ready" } })).await.refused_field("problem");
    bulk(json!({ "ids": ["PAY-1", "PAY-99"], "set": { "lane": "bet" } })).await.problem(404, "not_found");
    bulk(json!({ "set": { "lane": "bet" } })).await.refused_field("ids");
    bulk(json!({ "ids": ["PAY-1"], "set": { "title": "same" } })).await.refused_field("title");
    bulk(json!({ "ids": vec!["PAY-1"; 10_001], "delete": true })).await.refused_field("ids");
    let problem = bulk(json!({ "filter": "lane is", "delete": true })).await.problem(422, "invalid");
    assert!(problem["span"].is_array(), "{problem}");
    assert_eq!(app.position(), head);
}

#[tokio::test(flavor = "multi_thread")]
async fn proposals_are_accepted_as_one_change_set_of_their_own_cause() {
    let app = App::start().await;
    for n in 1..=3 {
        app.item_with(json!({ "title": format!("Crash when paying {n}"),
            "signals": { "type": { "value": "Bug", "source": "jira" }, "priority": { "value": "Blocker", "source": "jira" } } }))
            .await;
    }
    let head = app.position();
    let found = app.post(&app.anna, "/items/proposals", json!({ "limit": 2 })).await.ok(200).json;
    assert_eq!((found["total"].as_u64(), found["proposals"].as_array().unwrap().len()), (Some(3), 2));
    assert_eq!(app.position(), head);
    let accept: Vec<Value> = found["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            assert!(p["reasons"]["lane"].is_string(), "{p}");
            json!({ "item_id": p["item_id"], "lane": p["lane"], "severity": p["severity"] })
        })
        .collect();
    let done = app.post(&app.anna, "/items/proposals/accept", json!({ "accept": accept })).await.ok(200);
    assert_eq!((done.json["changed"].as_u64(), done.position()), (Some(2), head + 1));
    let entry = app.get(&app.anna, &format!("/ledger/{}", done.position())).await.json;
    assert_eq!(entry["entry"]["cause"], "proposal");
    let left =
        app.post(&app.anna, "/items/proposals", json!({ "filter": "lane is empty" })).await.ok(200).json;
    assert_eq!(left["total"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_is_kept_as_it_was_written() {
    let app = App::start().await;
    let title = "<script>alert('\"&')</script>";
    let item = app.item_with(json!({ "title": title, "description": "<img src=x onerror=alert(1)>" })).await;
    let answer = app.get(&app.anna, &path(&item)).await.ok(200);
    assert_eq!(answer.json["item"]["title"], title);
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
}
