//! The registries: products, people, customers and the like, all by the same rules.

use serde_json::{Value, json};

use crate::support::{App, text};

/// Something valid for each registry, with the field that is changed.
fn samples(app: &App, product: &str) -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("products", json!({ "key": "NEW", "name": "New" }), "description"),
        ("areas", json!({ "name": "Cards", "product_id": product }), "name"),
        ("teams", json!({ "name": "Blue", "member_ids": [app.anna_id] }), "name"),
        ("people", json!({ "name": "Ben", "email": "ben@example.org" }), "name"),
        ("goals", json!({ "name": "Double", "product_id": product }), "name"),
        ("releases", json!({ "name": "1.0", "product_id": product }), "name"),
        ("sprints", json!({ "name": "S1", "starts": "2026-01-01", "ends": "2026-01-14" }), "name"),
        ("accounts", json!({ "name": "Acme", "revenue": 1000.0, "currency": "EUR" }), "name"),
        ("contacts", json!({ "name": "Rita", "email": "rita@acme.example" }), "name"),
        ("segments", json!({ "name": "Large", "predicate": "revenue > 1000" }), "name"),
        ("sources", json!({ "name": "Zendesk", "kind": "support" }), "name"),
        ("views", json!({ "name": "Mine", "query": "lane=bet", "shared": true }), "name"),
        ("grants", json!({ "person_id": app.anna_id, "role": "viewer" }), "role"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_registry_adds_shows_changes_and_deletes() {
    let app = App::start().await;
    let product = text(&app.get(&app.anna, "/products").await.json["data"][0]["id"]);
    for (registry, fields, field) in samples(&app, &product) {
        let made = app.post(&app.anna, &format!("/{registry}"), fields).await.ok(201);
        assert_eq!((made.position(), &made.json["version"]), (app.position(), &json!(1)), "{registry}");
        let path = format!("/{registry}/{}", text(&made.json["id"]));
        assert_eq!(app.get(&app.anna, &path).await.ok(200).json, made.json);
        let listed = app.get(&app.anna, &format!("/{registry}")).await.ok(200).json;
        assert!(listed["data"].as_array().unwrap().contains(&made.json), "{registry}: {listed}");

        let value = if field == "role" { json!("contributor") } else { json!("Changed") };
        let change = |version: &str| {
            app.call(&app.anna, "PATCH", &path)
                .header("if-match", version)
                .json(json!({ field: value }))
                .send()
        };
        assert_eq!(change("1").await.ok(200).json[field], value, "{registry}");
        let nothing_new = app.call(&app.anna, "PATCH", &path).json(json!({ field: value })).send().await;
        nothing_new.problem(428, "version_required");
        app.patch(&app.anna, &path, json!({ "id": app.anna_id })).await.refused_field("id");
        app.patch(&app.anna, &path, json!({ "colour": "red" })).await.refused_field("colour");

        app.call(&app.anna, "DELETE", &path).header("if-match", "1").send().await.problem(409, "conflict");
        let gone = app.call(&app.anna, "DELETE", &path).header("if-match", "2").send().await.ok(204);
        app.get(&app.anna, &path).await.problem(404, "not_found");
        app.post(&app.anna, &format!("/ledger/{}/undo", gone.position()), json!({})).await.ok(200);
        app.get(&app.anna, &path).await.ok(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_registry_cover_it_once_in_the_order_it_was_made() {
    let app = App::start().await;
    for n in 0..5 {
        app.post(&app.anna, "/accounts", json!({ "name": format!("Account {n}") })).await.ok(201);
    }
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.get(&app.anna, &format!("/accounts?limit=2{cursor}")).await.ok(200).json;
        assert_eq!(page["total"], 5);
        names.extend(page["data"].as_array().unwrap().iter().map(|account| text(&account["name"])));
        let Some(next) = page.get("next_cursor") else { break };
        cursor = format!("&cursor={}", text(next));
    }
    assert_eq!(names, (0..5).map(|n| format!("Account {n}")).collect::<Vec<_>>());
    let found = app.get(&app.anna, "/accounts?q=ACCOUNT%203").await.ok(200).json;
    assert_eq!((&found["total"], &found["data"][0]["name"]), (&json!(1), &json!("Account 3")));
    let last = app.get(&app.anna, "/accounts?cursor=ffffffff-ffff-ffff-ffff-ffffffffffff").await.ok(200).json;
    assert_eq!(last["data"], json!([]));
    app.get(&app.anna, "/accounts?cursor=rubbish").await.problem(400, "bad_request");
    app.get(&app.anna, "/accounts/rubbish").await.problem(400, "bad_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_field_is_named_and_a_thing_in_use_stays() {
    let app = App::start().await;
    let product = text(&app.get(&app.anna, "/products").await.json["data"][0]["id"]);
    for (registry, fields, field) in [
        ("products", json!({ "key": "low", "name": "x" }), "key"),
        ("products", json!({ "key": "PAY", "name": "x" }), "key"),
        ("people", json!({ "name": "x", "email": "nowhere" }), "email"),
        ("people", json!({ "name": "x", "email": "ANNA@example.org" }), "email"),
        ("sprints", json!({ "name": "x", "starts": "2026-02-01", "ends": "2026-01-01" }), "ends"),
        ("accounts", json!({ "name": "x", "revenue": -1.0 }), "revenue"),
        ("segments", json!({ "name": "x", "predicate": "revenue >" }), "predicate"),
        ("areas", json!({ "name": "x" }), "product_id"),
        ("teams", json!({ "name": "x", "id": product }), "id"),
    ] {
        app.post(&app.anna, &format!("/{registry}"), fields).await.refused_field(field);
    }
    app.item("Pay by card").await;
    let path = format!("/products/{product}");
    app.call(&app.anna, "DELETE", &path).header("if-match", "*").send().await.problem(409, "in_use");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_its_owners_until_it_is_shared() {
    let app = App::start().await;
    let ben = app.person("Ben", "contributor", None).await;
    let mine = app
        .post(&app.anna, "/views", json!({ "name": "Mine", "query": "", "shared": false }))
        .await
        .ok(201)
        .json;
    let path = format!("/views/{}", text(&mine["id"]));
    assert_eq!(mine["owner_id"], app.anna_id);
    app.get(&ben, &path).await.problem(404, "not_found");
    app.patch(&ben, &path, json!({ "name": "Ben's" })).await.problem(404, "not_found");
    app.patch(&app.anna, &path, json!({ "shared": true })).await.ok(200);
    app.get(&ben, &path).await.ok(200);
    app.patch(&ben, &path, json!({ "name": "Ben's" })).await.problem(403, "forbidden");
    let taken = app
        .post(&ben, "/views", json!({ "name": "x", "query": "", "shared": false, "owner_id": app.anna_id }))
        .await;
    assert_ne!(taken.ok(201).json["owner_id"], app.anna_id);
}
