//! `/themes` and suggested evidence: what the engine finds in notes by itself, and what people do to it.

use outweigh_server::{follow_notes, read_ledger};
use serde_json::{Value, json};

use crate::insights::{account, note};
use crate::support::{App, text};

const CARD: [&str; 12] = [
    "My card has not arrived yet",
    "When will my new card arrive?",
    "Still waiting for my card",
    "The card I ordered has not come",
    "How long until the card arrives?",
    "Card delivery takes two weeks now",
    "I ordered a card and it never arrived",
    "Where is my card, it should have arrived",
    "Replacement card not delivered",
    "The delivery of my card is late",
    "No card in the post so far",
    "Is my card on its way? It has not arrived",
];
const EXPORT: [&str; 12] = [
    "The CSV export fails with an error",
    "Exporting transactions to CSV does not work",
    "CSV export stops half-way",
    "I cannot export my transactions",
    "Export to CSV is broken again",
    "The export file is empty",
    "Export of transactions fails every Monday",
    "CSV download gives an error",
    "Our accountant cannot open the exported CSV",
    "Exported CSV misses columns",
    "The export never finishes",
    "Error while exporting the transaction list",
];

async fn told(app: &App) {
    let acme = account(app, "Acme", 10_000.0).await;
    for words in CARD {
        note(app, words, Some(&acme)).await;
    }
    for words in EXPORT {
        note(app, words, None).await;
    }
    read_ledger(&app.state).await.unwrap();
    follow_notes(&app.state).await.unwrap();
}

async fn themes(app: &App) -> Vec<Value> {
    let list = app.get(&app.anna, "/themes?sort=size").await.ok(200).json;
    assert_eq!(list["ready"], true);
    list["themes"].as_array().unwrap().clone()
}

fn about<'a>(themes: &'a [Value], word: &str) -> &'a Value {
    themes.iter().find(|theme| text(&theme["label"]).contains(word)).unwrap_or_else(|| panic!("{themes:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_become_themes_by_themselves_and_a_new_note_joins_its_own() {
    let app = App::start().await;
    let early = app.get(&app.anna, "/themes").await.ok(200).json;
    assert_eq!(early["ready"], false);
    told(&app).await;
    let found = themes(&app).await;
    let (card, export) = (about(&found, "card"), about(&found, "export"));
    assert!(card["size"].as_u64().unwrap() >= 9, "{card}");
    assert_eq!((&card["accounts"], &card["revenue"]), (&json!(1), &json!(10_000.0)));
    assert_eq!(card["new_this_week"], true);
    let position = app.position();

    note(&app, "my card still has not arrived, where is it", None).await;
    read_ledger(&app.state).await.unwrap();
    follow_notes(&app.state).await.unwrap();
    let after = themes(&app).await;
    let grown = after.iter().find(|theme| theme["id"] == card["id"]).unwrap();
    assert_eq!(grown["size"].as_u64().unwrap(), card["size"].as_u64().unwrap() + 1);
    let inside =
        app.get(&app.anna, &format!("/notes?limit=200&theme={}", text(&card["id"]))).await.ok(200).json;
    assert_eq!(inside["total"], grown["size"]);
    assert!(inside["notes"].as_array().unwrap().iter().all(|note| note["theme"]["id"] == card["id"]));
    // Joining a theme is no change of the ledger.
    assert_eq!(app.position(), position + 1);

    let detail = app.get(&app.anna, &format!("/themes/{}", text(&export["id"]))).await.ok(200).json;
    let typical = detail["typical"].as_array().unwrap();
    assert!(
        typical.len() >= 3
            && typical
                .iter()
                .all(|q| text(&q["text"]).to_lowercase().contains("export")
                    || text(&q["text"]).contains("CSV")),
        "{typical:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_did_to_themes_survives_grouping_anew() {
    let app = App::start().await;
    told(&app).await;
    let found = themes(&app).await;
    let (card, export) = (about(&found, "card")["id"].clone(), about(&found, "export")["id"].clone());
    let path = format!("/themes/{}", text(&card));
    app.patch(&app.anna, &path, json!({ "name": "Cards that do not arrive", "pinned": true })).await.ok(200);
    app.patch(&app.anna, &path, json!({ "label": "x" })).await.refused_field("label");
    let stray = note(&app, "Please add a dark mode to the app", None).await;
    app.post(&app.anna, &format!("{path}/notes"), json!({ "add": [stray] })).await.ok(200);
    for words in &CARD[..10] {
        note(&app, &format!("{words} (again)"), None).await;
    }
    read_ledger(&app.state).await.unwrap();
    follow_notes(&app.state).await.unwrap();
    let detail = app.get(&app.anna, &path).await.ok(200).json;
    assert_eq!(detail["theme"]["name"], "Cards that do not arrive");
    assert!(detail["note_ids"].as_array().unwrap().contains(&json!(stray)));

    let merged = app
        .post(&app.anna, &format!("/themes/{}/merge", text(&export)), json!({ "into": card }))
        .await
        .ok(200);
    let size = merged.json["theme"]["size"].as_u64().unwrap();
    assert!(size > detail["theme"]["size"].as_u64().unwrap() + 5, "{size}");
    assert!(!themes(&app).await.iter().any(|theme| theme["id"] == export));
    app.post(&app.anna, &format!("/themes/{}/merge", text(&card)), json!({ "into": card }))
        .await
        .refused_field("into");
    app.post(&app.anna, &format!("/ledger/{}/undo", merged.position()), json!({})).await.ok(200);
    app.post(&app.anna, &format!("{path}/notes"), json!({ "remove": [stray] })).await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_theme_proposes_its_problem_and_an_item_is_offered_its_evidence() {
    let app = App::start().await;
    let item = app.item_with(json!({ "title": "Make the CSV export of transactions reliable" })).await;
    told(&app).await;
    let found = themes(&app).await;
    let export = about(&found, "export");
    let path = format!("/themes/{}", text(&export["id"]));
    let detail = app.get(&app.anna, &path).await.ok(200).json;
    assert_eq!(detail["items"][0]["id"], item["item"]["id"], "{detail}");
    app.patch(&app.anna, &path, json!({ "item_ids": [item["item"]["id"]] })).await.ok(200);
    let made =
        app.post(&app.anna, &format!("{path}/problem"), json!({ "text": "Exports fail" })).await.ok(201);
    let problem = text(&made.json["theme"]["problem_id"]);
    let statement = app.get(&app.anna, &format!("/statements/{problem}")).await.ok(200).json;
    assert_eq!((&statement["text"], &statement["kind"]), (&json!("Exports fail"), &json!("problem")));
    assert!(statement["quotes"].as_array().unwrap().len() >= 3);
    assert_eq!(statement["relations"][0]["other"]["id"], item["item"]["id"]);
    app.post(&app.anna, &format!("{path}/problem"), json!({})).await.refused_field("problem_id");

    let suggest = format!("/items/{}/evidence/suggestions", text(&item["item"]["key"]));
    let offered = app.get(&app.anna, &suggest).await.ok(200).json["suggestions"].clone();
    let first =
        offered.as_array().unwrap().iter().find(|s| s.get("note_id").is_some()).expect("a note").clone();
    assert!(first["because"]["closeness"].as_f64().unwrap() > 0.4, "{first}");
    let evidence = format!("/items/{}/evidence", text(&item["item"]["key"]));
    let reject = json!({ "note_id": first["note_id"], "standing": "rejected" });
    app.post(&app.anna, &evidence, reject).await.ok(201);
    let again = app.get(&app.anna, &suggest).await.ok(200).json["suggestions"].clone();
    assert!(!again.as_array().unwrap().iter().any(|s| s.get("note_id") == first.get("note_id")));
}

#[tokio::test(flavor = "multi_thread")]
async fn around_a_note_stand_notes_like_it_its_theme_and_the_items_it_may_be_about() {
    let app = App::start().await;
    let item = app.item_with(json!({ "title": "Make the CSV export of transactions reliable" })).await;
    told(&app).await;
    let said = note(&app, "The CSV export fails with an error again", None).await;
    let path = format!("/notes/{said}/context");
    read_ledger(&app.state).await.unwrap();
    follow_notes(&app.state).await.unwrap();
    let context = app.get(&app.anna, &path).await.ok(200).json;
    let first = &context["similar"][0];
    assert_eq!(
        (&first["note"]["excerpt"], &first["may_repeat"]),
        (&json!(EXPORT[0]), &json!(true)),
        "{context}"
    );
    assert!(text(&context["theme"]["name"]).to_lowercase().contains("export"), "{context}");
    assert_eq!(
        (&context["items"][0]["id"], &context["items"][0]["linked"]),
        (&item["item"]["id"], &json!(false))
    );
    let link = format!("/items/{}/evidence", text(&item["item"]["key"]));
    app.post(&app.anna, &link, json!({ "note_id": said })).await.ok(201);
    let context = app.get(&app.anna, &path).await.ok(200).json;
    assert_eq!(context["items"][0]["linked"], true);
}
