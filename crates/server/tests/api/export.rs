//! `/export`: everything out, and in again elsewhere.

use jiff::Timestamp;
use outweigh_core::ids::ChangeSetId;
use outweigh_core::ledger::{Actor, Cause, Draft, Edit};
use outweigh_server::{clock, read_ndjson, workspace_ndjson};
use outweigh_store::Caller;
use serde_json::json;

use crate::support::{App, quoted};

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_workspace_is_the_same_when_imported_elsewhere() {
    let app = App::start().await;
    app.item_with(json!({ "title": "Pay \"by\" card,\nno: \u{1F4B3}".replace('\n', " "), "problem": "two\nlines", "custom": { "size": 3.5 } })).await;
    app.item("Pay by wire").await;
    app.post(&app.anna, "/items/PAY-1/dependencies", json!({ "needs_id": "PAY-2" })).await.ok(201);
    app.post(&app.anna, "/items/PAY-1/comments", json!({ "text": "soon" })).await.ok(201);
    let estimate = json!({ "quantity": "effort", "low": 1.0, "likely": 2.0, "high": 4.0 });
    app.post(&app.anna, "/items/PAY-1/estimates", estimate).await.ok(201);
    app.call(&app.anna, "PUT", "/items/PAY-2/rank")
        .json(json!({ "position": 1, "reason": "x" }))
        .send()
        .await
        .ok(200);
    app.call(&app.anna, "DELETE", "/items/PAY-2").header("if-match", "*").send().await.ok(204);
    app.post(&app.anna, "/ledger/undo-last", json!({})).await.ok(200);

    let exported = app.get(&app.anna, "/export?format=ndjson").await.ok(200);
    assert_eq!(exported.headers["content-type"], "application/x-ndjson");
    assert!(exported.headers["content-disposition"].to_str().unwrap().contains("outweigh.ndjson"));
    let elsewhere = App::empty("http://localhost").await;
    let draft = Draft {
        id: ChangeSetId(clock::new_id()),
        at: Timestamp::UNIX_EPOCH,
        actor: Actor::system("test"),
        cause: Cause::Import,
        reason: String::new(),
        idempotency_key: None,
        undoes: None,
        edits: read_ndjson(&exported.text()).unwrap().into_iter().map(Edit::Create).collect(),
    };
    elsewhere.state.store.write(draft, Caller::System).await.unwrap();
    let lines = |text: &str| {
        let mut lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines.iter_mut().for_each(|line| line["version"] = json!(1));
        lines.sort_by_key(|line| line.to_string());
        lines
    };
    let again = workspace_ndjson(&elsewhere.state.store).await.unwrap();
    assert_eq!(lines(&again), lines(&exported.text()));
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_cannot_become_formulas_of_a_spreadsheet() {
    let app = App::start().await;
    for title in ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)"] {
        app.item(title).await;
    }
    let csv = app.get(&app.anna, "/export?format=csv").await.ok(200);
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let text = csv.text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let title = reader.headers().unwrap().iter().position(|column| column == "title").unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        assert!(!row[title].starts_with(['=', '+', '-', '@']), "{row:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_narrows_the_csv() {
    let app = App::start().await;
    app.item_with(json!({ "title": "Pay by card", "lane": "bet" })).await;
    app.item("Pay by wire").await;
    let csv = app
        .get(&app.anna, &format!("/export?format=csv&filter={}", quoted("lane is bet")))
        .await
        .ok(200)
        .text();
    assert!(csv.contains("Pay by card") && !csv.contains("Pay by wire"), "{csv}");
    app.get(&app.anna, "/export?format=csv&filter=lane").await.refused_field("filter");
    app.get(&app.anna, "/export?format=pdf").await.problem(400, "bad_request");
}
