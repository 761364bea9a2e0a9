//! Who sees and changes what: by product, by role, by anyone's door.

use serde_json::{Value, json};

use crate::support::{App, Who, quoted, text};

/// Products PAY and SEC with an item each that need each other's product owner; Vic sees PAY only.
struct World {
    app: App,
    pay: String,
    sec: String,
    vic: Who,
    ben: Who,
    cara: Who,
}

async fn world() -> World {
    let app = App::start().await;
    let sec = app.product("SEC", "Security").await;
    let pay = text(&app.get(&app.anna, "/products?q=payments").await.json["data"][0]["id"]);
    app.item("Pay by card").await;
    app.item_with(json!({ "title": "Secret plan", "product_id": "SEC", "tags": ["secret"] })).await;
    app.post(&app.anna, "/items/PAY-1/dependencies", json!({ "needs_id": "SEC-1" })).await.ok(201);
    let vic = app.person("Vic", "viewer", Some(&pay)).await;
    let ben = app.person("Ben", "contributor", Some(&pay)).await;
    let cara = app.person("Cara", "product_owner", Some(&pay)).await;
    World { app, pay, sec, vic, ben, cara }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sees_one_product_hears_nothing_of_another() {
    let World { app, sec, vic, .. } = world().await;
    assert_eq!(app.titles(&vic, "").await, ["Pay by card"]);
    assert_eq!(app.titles(&vic, "q=secret").await, Vec::<String>::new());
    assert_eq!(app.get(&vic, "/items/summary").await.ok(200).json["total"], 1);
    assert_eq!(app.get(&vic, "/items/index").await.ok(200).json["ids"].as_array().unwrap().len(), 1);
    let as_of = app.position();
    for path in ["/items/SEC-1", "/items/SEC-1/history", "/items/SEC-1/score", "/items/SEC-1/explain?from=1"]
    {
        app.get(&vic, path).await.problem(404, "not_found");
    }
    app.get(&vic, &format!("/items/SEC-1?as_of={as_of}")).await.problem(404, "not_found");
    app.get(&vic, &format!("/products/{sec}")).await.problem(404, "not_found");
    for path in
        ["/ledger".to_owned(), "/ledger/3".into(), "/ledger/verify".into(), "/export?format=ndjson".into()]
    {
        app.get(&vic, &path).await.problem(403, "forbidden");
    }
    for path in [
        "/items".to_owned(),
        format!("/items?as_of={as_of}"),
        "/items/summary".into(),
        "/items/PAY-1".into(),
        "/items/PAY-1/history".into(),
        "/items/PAY-1/score".into(),
        format!("/items?filter={}", quoted("tag is secret")),
        "/products".into(),
        "/export?format=csv".into(),
        format!("/export?format=csv&filter={}", quoted("tag is secret")),
    ] {
        let told = app.get(&vic, &path).await.ok(200).text();
        assert!(!told.contains("Secret") && !told.contains("SEC-1"), "{path}: {told}");
    }
    let proposals = app.post(&vic, "/items/proposals", json!({})).await.ok(200).text();
    assert!(!proposals.contains("Secret"));
    let rubric = app.get(&vic, "/rubrics").await.ok(200).json[0].clone();
    let mut plain = rubric.as_object().unwrap().clone();
    plain.retain(|field, _| field != "version" && field != "locked");
    let preview = app.post(&vic, "/rubrics/preview", json!({ "rubric": plain })).await.ok(200);
    assert!(preview.text().contains("PAY-1") && !preview.text().contains("SEC-1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_is_seen_with_the_rights_of_today() {
    let World { app, vic, .. } = world().await;
    let before = app.position();
    let zoe = app.person("Zoe", "viewer", None).await;
    assert_eq!(app.titles(&zoe, &format!("as_of={before}&sort=key")).await, ["Pay by card", "Secret plan"]);

    let grants = app.get(&app.anna, "/grants").await.ok(200).json;
    let vics = grants["data"].as_array().unwrap().iter().find(|g| g["role"] == "viewer").unwrap();
    let path = format!("/grants/{}", text(&vics["id"]));
    app.call(&app.anna, "DELETE", &path).header("if-match", "*").send().await.ok(204);
    assert_eq!(app.titles(&vic, &format!("as_of={before}")).await, Vec::<String>::new());
    app.get(&vic, &format!("/items/PAY-1?as_of={before}")).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn live_updates_name_only_what_the_reader_may_see() {
    let World { app, vic, .. } = world().await;
    let mut events = app.call(&vic, "GET", "/events").follow().await;
    events.expect("hello").await;
    app.post(&app.anna, "/items/SEC-1/comments", json!({ "text": "psst" })).await.ok(201);
    app.patch(&app.anna, "/items/SEC-1", json!({ "title": "Secret plan B" })).await.ok(200);
    app.patch(&app.anna, "/items/PAY-1", json!({ "title": "Pay by wire" })).await.ok(200);
    for expected in [0, 0, 1] {
        let event = events.expect("change").await;
        assert_eq!(event.data["entities"].as_array().unwrap().len(), expected, "{event:?}");
    }
    let mut missed = app.call(&vic, "GET", &format!("/events?after={}", app.position() - 2)).follow().await;
    missed.expect("hello").await;
    assert_eq!(missed.expect("change").await.data["entities"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_changes_nothing() {
    let World { app, vic, .. } = world().await;
    let head = app.position();
    app.post(&vic, "/items", json!({ "title": "no" })).await.problem(403, "forbidden");
    let zoe = app.person("Zoe", "viewer", None).await;
    app.post(&zoe, "/items", json!({ "title": "whose product is not said" })).await.problem(403, "forbidden");
    let head = head + 2;
    app.patch(&vic, "/items/PAY-1", json!({ "title": "no" })).await.problem(403, "forbidden");
    app.post(&vic, "/items/PAY-1/comments", json!({ "text": "no" })).await.problem(403, "forbidden");
    app.post(&vic, "/items/bulk", json!({ "filter": "", "add_tags": ["no"] }))
        .await
        .problem(403, "forbidden");
    app.post(&vic, &format!("/ledger/{head}/undo"), json!({})).await.problem(403, "forbidden");
    app.post(&vic, "/ledger/undo-last", json!({})).await.problem(409, "nothing_to_undo");
    assert_eq!(app.position(), head);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contributor_writes_items_but_does_not_pin_delete_or_import() {
    let World { app, ben, .. } = world().await;
    app.post(&ben, "/items", json!({ "title": "Refunds" })).await.ok(201);
    app.patch(&ben, "/items/PAY-1", json!({ "lane": "bet" })).await.ok(200);
    app.post(&ben, "/items/PAY-1/comments", json!({ "text": "mine" })).await.ok(201);
    let pin = json!({ "position": 1, "reason": "mine" });
    app.call(&ben, "PUT", "/items/PAY-1/rank").json(pin).send().await.problem(403, "forbidden");
    app.call(&ben, "DELETE", "/items/PAY-1").header("if-match", "*").send().await.problem(403, "forbidden");
    app.post(&ben, "/items/bulk", json!({ "filter": "", "delete": true })).await.problem(403, "forbidden");
    app.call(&ben, "POST", "/imports")
        .header("x-file-name", "a.csv")
        .body("title\nx")
        .send()
        .await
        .problem(403, "forbidden");
    app.post(&ben, "/people", json!({ "name": "x" })).await.problem(403, "forbidden");
    app.post(&ben, "/rubrics", json!({ "from_preset": "rice" })).await.problem(403, "forbidden");
    let problem = app.post(&ben, "/teams", json!({ "name": "x" })).await.problem(403, "forbidden");
    assert!(text(&problem["detail"]).contains("admin"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_one_product_cannot_touch_another() {
    let World { app, pay, sec, cara, .. } = world().await;
    let secret = text(&app.get(&app.anna, "/items/SEC-1").await.json["item"]["id"]);
    app.call(&cara, "PUT", "/items/PAY-1/rank")
        .json(json!({ "position": 1, "reason": "x" }))
        .send()
        .await
        .ok(200);
    app.patch(&cara, &format!("/items/{secret}"), json!({ "title": "no" })).await.problem(404, "not_found");
    app.post(&cara, "/items", json!({ "title": "no", "product_id": sec })).await.problem(403, "forbidden");
    app.patch(&cara, "/items/PAY-1", json!({ "product_id": sec })).await.problem(403, "forbidden");
    app.post(&cara, "/items/PAY-1/dependencies", json!({ "needs_id": secret }))
        .await
        .problem(404, "not_found");
    let accept = json!({ "accept": [{ "item_id": secret, "lane": "bet" }] });
    app.post(&cara, "/items/proposals/accept", accept).await.problem(403, "forbidden");
    app.post(&cara, "/items/bulk", json!({ "ids": [secret], "delete": true }))
        .await
        .problem(404, "not_found");
    let done =
        app.post(&cara, "/items/bulk", json!({ "filter": "", "set": { "horizon": "now" } })).await.ok(200);
    assert_eq!(done.json["changed"], 1);
    assert_eq!(app.get(&app.anna, "/items/SEC-1").await.json["item"].get("horizon"), None);
    for (product, status) in [(&pay, 201), (&sec, 403)] {
        let area = json!({ "name": "Cards", "product_id": product });
        assert_eq!(app.post(&cara, "/areas", area).await.status, status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_needs_the_rights_of_the_change() {
    let World { app, ben, cara, .. } = world().await;
    let grants_changed = app.position();
    let secret = app.patch(&app.anna, "/items/SEC-1", json!({ "title": "Renamed" })).await.ok(200).position();
    let deleted = app.item("Gone").await;
    let path = format!("/items/{}", text(&deleted["item"]["id"]));
    let delete = app.call(&app.anna, "DELETE", &path).header("if-match", "*").send().await.ok(204).position();
    for position in [grants_changed, secret, delete] {
        for force in [false, true] {
            let undo = json!({ "force": force });
            app.post(&ben, &format!("/ledger/{position}/undo"), undo).await.problem(403, "forbidden");
        }
    }
    app.post(&cara, &format!("/ledger/{secret}/undo"), json!({})).await.problem(403, "forbidden");
    app.post(&cara, &format!("/ledger/{delete}/undo"), json!({})).await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_themselves_a_role() {
    let World { app, cara, .. } = world().await;
    let me: Value = app.get(&cara, "/session").await.ok(200).json;
    let grant = json!({ "person_id": me["person"]["id"], "role": "admin" });
    app.post(&cara, "/grants", grant).await.problem(403, "forbidden");
    let path = format!("/grants/{}", text(&me["roles"][0]["id"]));
    app.patch(&cara, &path, json!({ "role": "admin", "product_id": null })).await.problem(403, "forbidden");
    app.patch(&cara, &format!("/people/{}", app.anna_id), json!({ "active": false }))
        .await
        .problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_deleted_by_its_author_or_the_products_owner() {
    let World { app, pay, ben, cara, .. } = world().await;
    let dora = app.person("Dora", "contributor", Some(&pay)).await;
    let mut paths = Vec::new();
    for _ in 0..2 {
        let detail = app.post(&ben, "/items/PAY-1/comments", json!({ "text": "mine" })).await.ok(201).json;
        let comments = detail["comments"].as_array().unwrap().clone();
        paths.push(format!("/comments/{}", text(&comments.last().unwrap()["id"])));
    }
    app.call(&dora, "DELETE", &paths[0]).send().await.problem(403, "forbidden");
    app.call(&ben, "DELETE", &paths[0]).send().await.ok(204);
    app.call(&cara, "DELETE", &paths[1]).send().await.ok(204);
}
