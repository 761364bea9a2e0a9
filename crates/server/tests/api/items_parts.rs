//! What belongs to an item: estimates, comments, dependencies, its rank, score and history.

use serde_json::{Value, json};

use crate::support::{App, text};

async fn estimate(app: &App, key: &str, quantity: &str, likely: f64) -> Value {
    let body = json!({ "quantity": quantity, "low": likely / 2.0, "likely": likely, "high": likely * 2.0, "note": "a guess" });
    app.post(&app.anna, &format!("/items/{key}/estimates"), body).await.ok(201).json
}

#[tokio::test(flavor = "multi_thread")]
async fn an_estimate_narrows_the_effort_and_can_be_taken_away() {
    let app = App::start().await;
    assert_eq!(app.item("Pay by card").await["row"]["effort"]["imputed"], true);
    let detail = estimate(&app, "PAY-1", "effort", 8.0).await;
    let effort = &detail["row"]["effort"];
    assert!(
        (effort["likely"].as_f64().unwrap() - 8.0).abs() < 1e-9 && effort["imputed"] == false,
        "{effort}"
    );
    assert_eq!(
        (&detail["estimates"][0]["note"], &detail["estimates"][0]["person_id"]),
        (&json!("a guess"), &json!(app.anna_id))
    );
    let path = format!("/estimates/{}", text(&detail["estimates"][0]["id"]));
    app.call(&app.anna, "DELETE", &path).send().await.ok(204);
    assert_eq!(app.get(&app.anna, "/items/PAY-1").await.json["row"]["effort"]["imputed"], true);
    app.call(&app.anna, "DELETE", &path).send().await.problem(404, "not_found");

    let refused = |quantity: &str, low: f64, likely: f64| {
        app.post(
            &app.anna,
            "/items/PAY-1/estimates",
            json!({ "quantity": quantity, "low": low, "likely": likely, "high": 9.0 }),
        )
    };
    refused("colour", 1.0, 2.0).await.refused_field("quantity");
    refused("effort", 3.0, 2.0).await.refused_field("range");
    refused("effort", 0.0, 2.0).await.refused_field("range");
}

#[tokio::test(flavor = "multi_thread")]
async fn comments_are_added_and_deleted() {
    let app = App::start().await;
    app.item("Pay by card").await;
    let detail =
        app.post(&app.anna, "/items/PAY-1/comments", json!({ "text": "**soon**" })).await.ok(201).json;
    assert_eq!((&detail["comments"][0]["text"], &detail["row"]["comments"]), (&json!("**soon**"), &json!(1)));
    app.post(&app.anna, "/items/PAY-1/comments", json!({ "text": " " })).await.refused_field("text");
    let path = format!("/comments/{}", text(&detail["comments"][0]["id"]));
    app.call(&app.anna, "DELETE", &path).send().await.ok(204);
    assert_eq!(app.get(&app.anna, "/items/PAY-1").await.json["comments"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circle_of_dependencies_is_refused_with_its_items() {
    let app = App::start().await;
    for title in ["One", "Two", "Three"] {
        app.item(title).await;
    }
    let need = |item: &str, needs: &str| {
        app.call(&app.anna, "POST", &format!("/items/{item}/dependencies"))
            .json(json!({ "needs_id": needs }))
            .send()
    };
    let detail = need("PAY-1", "PAY-2").await.ok(201).json;
    assert_eq!(
        (&detail["dependencies"]["needs"][0]["key"], &detail["row"]["needs"]),
        (&json!("PAY-2"), &json!(1))
    );
    need("PAY-2", "PAY-3").await.ok(201);
    let message = need("PAY-3", "PAY-1").await.refused_field("needs_id");
    for key in ["PAY-1", "PAY-2", "PAY-3"] {
        assert!(message.contains(key), "{message}");
    }
    need("PAY-1", "PAY-2").await.refused_field("needs_id");
    need("PAY-1", "PAY-1").await.refused_field("needs_id");
    need("PAY-1", "PAY-9").await.problem(404, "not_found");
    let blocks = app.get(&app.anna, "/items/PAY-2").await.json["dependencies"]["blocks"].clone();
    assert_eq!(blocks[0]["key"], "PAY-1");
    let path = format!("/dependencies/{}", text(&blocks[0]["dependency_id"]));
    app.call(&app.anna, "DELETE", &path).send().await.ok(204);
    need("PAY-3", "PAY-1").await.ok(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_puts_an_item_at_above_or_below_a_place() {
    let app = App::start().await;
    for n in 1..=5 {
        app.item(&format!("Item {n}")).await;
        estimate(&app, &format!("PAY-{n}"), "effort", f64::from(n) * 4.0).await;
    }
    let order = app.titles(&app.anna, "sort=rank").await;
    assert_eq!(order, ["Item 1", "Item 2", "Item 3", "Item 4", "Item 5"]);
    let pin = |item: &str, place: Value| {
        let mut body = place;
        body["reason"] = json!("promised");
        app.call(&app.anna, "PUT", &format!("/items/{item}/rank")).json(body).send()
    };
    let pinned = pin("PAY-5", json!({ "position": 1 })).await.ok(200).json;
    assert_eq!((&pinned["row"]["rank"], &pinned["row"]["computed_rank"]), (&json!(1), &json!(5)));
    assert_eq!(
        (&pinned["row"]["override"]["reason"], &pinned["row"]["override"]["author_id"]),
        (&json!("promised"), &json!(app.anna_id))
    );
    pin("PAY-5", json!({ "before_id": "PAY-3" })).await.ok(200);
    assert_eq!(app.titles(&app.anna, "").await, ["Item 1", "Item 2", "Item 5", "Item 3", "Item 4"]);
    pin("PAY-5", json!({ "after_id": "PAY-3" })).await.ok(200);
    assert_eq!(app.titles(&app.anna, "").await, ["Item 1", "Item 2", "Item 3", "Item 5", "Item 4"]);
    pin("PAY-1", json!({ "after_id": "PAY-2" })).await.ok(200);
    assert_eq!(app.titles(&app.anna, "").await, ["Item 2", "Item 1", "Item 3", "Item 5", "Item 4"]);

    for item in ["PAY-5", "PAY-1"] {
        app.call(&app.anna, "DELETE", &format!("/items/{item}/rank")).send().await.ok(204);
    }
    assert_eq!(app.titles(&app.anna, "").await, order);
    app.call(&app.anna, "DELETE", "/items/PAY-5/rank").send().await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_needs_a_reason_an_end_ahead_and_one_place() {
    let app = App::start().await;
    app.item("One").await;
    app.item_with(json!({ "title": "Closed", "status": "declined", "status_reason": "no" })).await;
    let pin = |item: &str, body: Value| {
        app.call(&app.anna, "PUT", &format!("/items/{item}/rank")).json(body).send()
    };
    pin("PAY-1", json!({ "position": 1, "reason": " " })).await.refused_field("reason");
    pin("PAY-1", json!({ "position": 0, "reason": "x" })).await.refused_field("position");
    pin("PAY-1", json!({ "reason": "x" })).await.refused_field("position");
    pin("PAY-1", json!({ "position": 1, "before_id": "PAY-2", "reason": "x" }))
        .await
        .refused_field("position");
    pin("PAY-1", json!({ "position": 1, "reason": "x", "expires": "2020-01-01" }))
        .await
        .refused_field("expires");
    pin("PAY-1", json!({ "before_id": "PAY-2", "reason": "x" })).await.refused_field("before_id");
    pin("PAY-2", json!({ "position": 1, "reason": "x" })).await.refused_field("id");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_score_is_the_sum_of_its_terms() {
    let app = App::start().await;
    app.item("Pay by card").await;
    estimate(&app, "PAY-1", "effort", 8.0).await;
    let score = app.get(&app.anna, "/items/PAY-1/score").await.ok(200).json;
    let value = score["score"]["value"].as_f64().unwrap();
    for terms in [&score["terms"], &score["score"]["terms"]] {
        let sum: f64 = terms.as_array().unwrap().iter().map(|term| term["value"].as_f64().unwrap()).sum();
        assert!((sum - value).abs() <= 1e-9 * value.abs().max(1.0), "{sum} is not {value}");
    }
    let shares: f64 = score["terms"].as_array().unwrap().iter().map(|t| t["share"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");
    let inputs = score["inputs"].as_array().unwrap();
    let effort = inputs.iter().find(|input| input["key"] == "effort").unwrap();
    assert!(text(&effort["source"]).contains("Anna"), "{effort}");
    assert!(inputs.iter().any(|i| i["imputed"] == true && text(&i["source"]).starts_with("nothing known")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_causes_of_a_move_add_up_to_it() {
    let app = App::start().await;
    for n in 1..=6 {
        app.item(&format!("Item {n}")).await;
        estimate(&app, &format!("PAY-{n}"), "effort", f64::from(n) * 4.0).await;
    }
    let from = app.position();
    estimate(&app, "PAY-6", "effort", 5.0).await;
    app.patch(&app.anna, "/items/PAY-1", json!({ "status": "declined", "status_reason": "no" }))
        .await
        .ok(200);
    let to = app.position();
    for query in [format!("from={from}"), format!("from={from}&to={to}")] {
        let moved = app.get(&app.anna, &format!("/items/PAY-6/explain?{query}")).await.ok(200).json;
        assert_eq!((&moved["from"]["rank"], &moved["to"]["rank"]), (&json!(6), &json!(1)), "{moved}");
        let causes = moved["causes"].as_array().unwrap();
        let sum: f64 = causes.iter().map(|cause| cause["rank_delta"].as_f64().unwrap()).sum();
        assert!((sum - moved["rank_change"].as_f64().unwrap()).abs() < 1e-9, "{moved}");
        assert!(causes.len() > 1 && text(&moved["sentence"]).contains('6'), "{moved}");
    }
    app.get(&app.anna, "/items/PAY-6/explain?from=never").await.refused_field("as_of");
    app.get(&app.anna, "/items/PAY-6/explain?from=99999").await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_tells_every_change_in_sentences() {
    let app = App::start().await;
    app.item("Pay by card").await;
    app.patch(&app.anna, "/items/PAY-1", json!({ "lane": "bet", "reason": "new market" })).await.ok(200);
    estimate(&app, "PAY-1", "effort", 8.0).await;
    app.post(&app.anna, "/items/PAY-1/comments", json!({ "text": "soon" })).await.ok(201);
    app.post(&app.anna, "/ledger/undo-last", json!({})).await.ok(200);
    let history = app.get(&app.anna, "/items/PAY-1/history").await.ok(200).json;
    let entries = history["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 5);
    for entry in entries {
        assert!(text(&entry["sentences"][0]).contains("Anna"), "{entry}");
    }
    assert_eq!(entries[1]["undone_by"], app.position());
    assert_eq!(
        (&entries[3]["reason"], &entries[3]["changes"][0]["fields"][0]),
        (&json!("new market"), &json!({ "field": "lane", "after": "bet" }))
    );

    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(&app.anna, &format!("/items/PAY-1/history?limit=2{cursor}")).await.ok(200).json;
        paged.extend(page["entries"].as_array().unwrap().clone());
        let Some(next) = page.get("next_cursor") else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(&paged, entries);
}
