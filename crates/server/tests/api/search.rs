//! `/search`: words and meaning over everything, as far as the caller may read it.

use outweigh_server::read_ledger;
use serde_json::json;

use crate::insights::{account, note};
use crate::support::{App, text};

#[tokio::test(flavor = "multi_thread")]
async fn words_and_meaning_find_notes_items_and_accounts_and_say_why() {
    let app = App::start().await;
    app.get(&app.anna, "/search?q=card").await.problem(503, "index_not_ready");
    let acme = account(&app, "Acme Retail", 1_000.0).await;
    let late = note(&app, "Hello,\nmy new card has still not arrived after two weeks.", Some(&acme)).await;
    note(&app, "The CSV export stops after 5,000 rows with error E-4711.", None).await;
    let item =
        app.item_with(json!({ "title": "Track the delivery of cards", "problem": "People wait" })).await;
    read_ledger(&app.state).await.unwrap();

    let answer = app.get(&app.anna, "/search?q=where%20is%20my%20replacement%20card").await.ok(200).json;
    assert_eq!((&answer["hits"][0]["id"], &answer["hits"][0]["kind"]), (&json!(late), &json!("note")));
    assert_eq!(answer["hits"][0]["account"]["name"], "Acme Retail");
    assert!(answer["hits"][0]["closeness"].as_f64().unwrap() > 0.3, "{answer}");
    let excerpt: Vec<char> = text(&answer["hits"][0]["excerpt"]).chars().collect();
    let marked = |mark: &serde_json::Value| -> String {
        let (start, end) = (mark["start"].as_u64().unwrap(), mark["end"].as_u64().unwrap());
        excerpt[start as usize..end as usize].iter().collect()
    };
    assert!(answer["hits"][0]["marks"].as_array().unwrap().iter().any(|m| marked(m) == "card"), "{answer}");

    let by_code = app.get(&app.anna, "/search?q=E-4711").await.ok(200).json;
    assert!(text(&by_code["hits"][0]["excerpt"]).contains("E-4711"));
    let key = text(&item["item"]["key"]);
    let by_key = app.get(&app.anna, &format!("/search?q={key}&kinds=item")).await.ok(200).json;
    assert_eq!(by_key["hits"][0]["key"], json!(key));
    let exact = app.get(&app.anna, "/search?q=%22arrived%20not%22").await.ok(200).json;
    assert_eq!(exact["hits"], json!([]), "the words do not stand like that");
    let exact = app.get(&app.anna, "/search?q=%22still%20not%20arrived%22").await.ok(200).json;
    assert_eq!(exact["hits"].as_array().unwrap().len(), 1);
    let typed = app.get(&app.anna, "/search?q=acme%20ret&typing=true&kinds=account").await.ok(200).json;
    assert_eq!(typed["hits"][0]["title"], "Acme Retail");
    app.get(&app.anna, "/search?q=x&kinds=dragons").await.refused_field("kinds");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_and_nobody_finds_what_they_may_not_read() {
    let app = App::start().await;
    let (acme, bolt) = (account(&app, "Acme", 1_000.0).await, account(&app, "Bolt", 90_000.0).await);
    note(&app, "card declined in Spain", Some(&acme)).await;
    let big = note(&app, "card declined in France", Some(&bolt)).await;
    let segment = json!({ "name": "Large", "predicate": "revenue >= 50000" });
    let segment = app.post(&app.anna, "/segments", segment).await.ok(201).json["id"].clone();
    let other = app.product("SEC", "Secret").await;
    app.item_with(json!({ "title": "Declined cards", "product_id": other })).await;
    let ben = app.person("Ben", "viewer", Some(&app.product("PUB", "Public").await)).await;
    read_ledger(&app.state).await.unwrap();

    let found =
        app.get(&app.anna, &format!("/search?q=declined&segment={}", text(&segment))).await.ok(200).json;
    let ids: Vec<_> = found["hits"].as_array().unwrap().iter().map(|hit| hit["id"].clone()).collect();
    assert_eq!(ids, [json!(big)]);
    let all = app.get(&app.anna, "/search?q=declined&kinds=item").await.ok(200).json;
    assert_eq!(all["hits"].as_array().unwrap().len(), 1);
    let none = app.get(&ben, "/search?q=declined&kinds=item").await.ok(200).json;
    assert_eq!(none["hits"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_is_found_and_what_is_deleted_is_not() {
    let app = App::start().await;
    let item = app.item("Faster exports").await;
    read_ledger(&app.state).await.unwrap();
    let path = format!("/items/{}", text(&item["item"]["id"]));
    let titles = async |q: &str| {
        let hits =
            app.get(&app.anna, &format!("/search?q={q}&kinds=item")).await.ok(200).json["hits"].clone();
        hits.as_array().unwrap().iter().map(|hit| text(&hit["title"])).collect::<Vec<_>>()
    };
    assert_eq!(titles("exports").await, ["Faster exports"]);
    app.patch(&app.anna, &path, json!({ "title": "Quicker invoices" })).await.ok(200);
    read_ledger(&app.state).await.unwrap();
    assert_eq!(titles("invoices").await, ["Quicker invoices"]);
    app.call(&app.anna, "DELETE", &path).header("if-match", "*").send().await.ok(204);
    // Not even before the index has read it.
    assert_eq!(titles("invoices").await, Vec::<String>::new());
    read_ledger(&app.state).await.unwrap();
    assert_eq!(titles("invoices").await, Vec::<String>::new());
}
