//! `/statements`, `/insights/*` and `/items/{id}/evidence`: from marked words to evidence on an item.

use outweigh_core::domain::{Note, NoteBody, NoteState, Source, SourceKind};
use outweigh_core::ids::ChangeSetId;
use outweigh_core::ledger::{Actor, Cause, Draft, Edit};
use outweigh_server::clock;
use outweigh_store::Caller;
use serde_json::{Value, json};

use crate::support::{App, text};

/// Adds a note as an import would.
pub(crate) async fn note(app: &App, words: &str, account: Option<&Value>) -> String {
    let store = &app.state.store;
    let known = store.read().sources.iter().next().map(|source| source.id);
    let mut edits = Vec::new();
    let source_id = known.unwrap_or_else(|| {
        let source = Source {
            id: clock::new_id().into(),
            name: "Zendesk".into(),
            kind: SourceKind::Support,
            reliability: None,
            retention_days: None,
        };
        let id = source.id;
        edits.push(Edit::Create(source.into()));
        id
    });
    let body = NoteBody { text: words.into(), ..NoteBody::default() };
    let id = clock::new_id();
    edits.push(Edit::Create(
        Note {
            id: id.into(),
            source_id,
            external_id: id.to_string(),
            hash: body.hash(),
            body: body.words().into(),
            url: None,
            thread: None,
            contact_id: None,
            account_id: account.map(|account| text(account).parse().unwrap()),
            product_id: None,
            at: clock::now(),
            rating: None,
            language: None,
            tags: Vec::new(),
            state: NoteState::Open,
            state_reason: String::new(),
            snoozed_until: None,
            duplicate_of_id: None,
            erased_at: None,
        }
        .into(),
    ));
    let draft = Draft {
        id: ChangeSetId(clock::new_id()),
        at: clock::now(),
        actor: Actor::system("test"),
        cause: Cause::Import,
        reason: String::new(),
        idempotency_key: None,
        undoes: None,
        edits,
    };
    store.write(draft, Caller::System).await.unwrap();
    id.to_string()
}

pub(crate) async fn account(app: &App, name: &str, revenue: f64) -> Value {
    let made = app.post(&app.anna, "/accounts", json!({ "name": name, "revenue": revenue })).await.ok(201);
    made.json["id"].clone()
}

async fn statement(app: &App, kind: &str, words: &str) -> Value {
    app.post(&app.anna, "/statements", json!({ "kind": kind, "text": words })).await.ok(201).json
}

fn entity(kind: &str, id: &Value) -> Value {
    json!({ "kind": kind, "id": id })
}

#[tokio::test(flavor = "multi_thread")]
async fn marked_words_become_a_statement_that_is_evidence_in_one_change_set() {
    let app = App::start().await;
    let acme = account(&app, "Acme", 50_000.0).await;
    let item = app.item("Export that retries").await;
    let key = text(&item["item"]["key"]);
    let note = note(&app, "Grüße! the export\n fails every Monday. Rita", Some(&acme)).await;
    let before = app.position();
    let body = json!({
        "kind": "problem",
        "highlights": [{ "note_id": note, "start": 7, "end": 37 }],
        "evidence": { "item": key, "strength": 3 },
    });
    let made = app.post(&app.anna, "/statements", body).await.ok(201);
    assert_eq!((made.position(), app.position()), (before + 1, before + 1));
    assert_eq!(made.json["text"], "The export fails every Monday");
    assert_eq!(made.json["quotes"][0]["text"], "the export\n fails every Monday");
    assert_eq!(made.json["quotes"][0]["before"], "Grüße! ");
    assert_eq!((&made.json["accounts"], &made.json["revenue"]), (&json!(1), &json!(50_000.0)));

    let evidence = app.get(&app.anna, &format!("/items/{key}/evidence")).await.ok(200).json;
    assert_eq!(evidence["for"][0]["statement"]["text"], "The export fails every Monday");
    assert_eq!(evidence["for"][0]["quotes"][0]["account"]["name"], "Acme");
    assert_eq!((&evidence["grade"]["level"], &evidence["revenue"]), (&json!("anecdote"), &json!(50_000.0)));

    // One undo takes statement and link back.
    app.post(&app.anna, &format!("/ledger/{}/undo", made.position()), json!({})).await.ok(200);
    let evidence = app.get(&app.anna, &format!("/items/{key}/evidence")).await.ok(200).json;
    assert_eq!((&evidence["for"], &evidence["grade"]["level"]), (&json!([]), &json!("opinion")));
    app.get(&app.anna, &format!("/statements/{}", text(&made.json["id"]))).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_outside_the_text_and_unknown_notes_are_refused() {
    let app = App::start().await;
    let known = note(&app, "short", None).await;
    let mark = |note: &str, start: u32, end: u32| json!({ "kind": "problem", "highlights": [{ "note_id": note, "start": start, "end": end }] });
    app.post(&app.anna, "/statements", mark(&known, 0, 6)).await.refused_field("start");
    app.post(&app.anna, "/statements", mark(&known, 3, 3)).await.refused_field("start");
    let nowhere = clock::new_id().to_string();
    app.post(&app.anna, "/statements", mark(&nowhere, 0, 1)).await.refused_field("highlights");
    app.post(&app.anna, "/statements", json!({ "kind": "problem" })).await.refused_field("text");
    let viewer = app.person("Vera", "viewer", None).await;
    app.post(&viewer, "/statements", json!({ "kind": "idea", "text": "x" })).await.problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_linked_once_and_a_rejected_suggestion_counts_for_nothing() {
    let app = App::start().await;
    let acme = account(&app, "Acme", 1.0).await;
    let item = app.item("Export").await;
    let path = format!("/items/{}/evidence", text(&item["item"]["key"]));
    let said = note(&app, "the export fails", Some(&acme)).await;
    let first = app.post(&app.anna, &path, json!({ "note_id": said, "strength": 1 })).await.ok(201);
    let again = json!({ "note_id": said, "strength": 3, "start": 4, "end": 10 });
    let second = app.post(&app.anna, &path, again).await.ok(201);
    assert_eq!(first.json["id"], second.json["id"]);
    assert_eq!((&second.json["strength"], &second.json["quotes"][0]["text"]), (&json!(3), &json!("export")));

    let link = format!("/evidence/{}", text(&first.json["id"]));
    app.patch(&app.anna, &link, json!({ "item_id": said })).await.refused_field("item_id");
    app.patch(&app.anna, &link, json!({ "strength": 4 })).await.refused_field("strength");
    app.patch(&app.anna, &link, json!({ "standing": "rejected" })).await.ok(200);
    let evidence = app.get(&app.anna, &path).await.ok(200).json;
    assert_eq!((&evidence["for"], &evidence["grade"]["speakers"]), (&json!([]), &json!(0)));
    app.call(&app.anna, "DELETE", &link).send().await.ok(204);
    app.post(&app.anna, &path, json!({})).await.refused_field("note_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_segments_and_the_loudest_account_show() {
    let app = App::start().await;
    let (acme, bolt) = (account(&app, "Acme", 1_000.0).await, account(&app, "Bolt", 90_000.0).await);
    for (name, predicate) in [("Large", "revenue >= 50000"), ("Small", "revenue < 50000")] {
        app.post(&app.anna, "/segments", json!({ "name": name, "predicate": predicate })).await.ok(201);
    }
    let item = app.item("Export").await;
    let path = format!("/items/{}/evidence", text(&item["item"]["key"]));
    for _ in 0..4 {
        let said = note(&app, "the export fails", Some(&acme)).await;
        app.post(&app.anna, &path, json!({ "note_id": said, "strength": 2 })).await.ok(201);
    }
    let evidence = app.get(&app.anna, &path).await.ok(200).json;
    let voices: Vec<_> =
        evidence["coverage"].as_array().unwrap().iter().map(|s| s["voices"].clone()).collect();
    assert_eq!(voices, [json!(0), json!(1)]);
    assert!(evidence.get("loudest").is_none());
    let said = note(&app, "we need it", Some(&bolt)).await;
    app.post(&app.anna, &path, json!({ "note_id": said, "strength": 2 })).await.ok(201);
    let loudest = app.get(&app.anna, &path).await.ok(200).json["loudest"].clone();
    assert_eq!((&loudest["name"], &loudest["voices"]), (&json!("Acme"), &json!(4)));
    assert!(loudest["share"].as_f64().unwrap() < 0.66, "{loudest}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tree_is_read_and_rearranged_and_what_stands_alone_is_listed() {
    let app = App::start().await;
    let goal = app.post(&app.anna, "/goals", json!({ "name": "Fewer calls" })).await.ok(201).json;
    let problem = statement(&app, "problem", "Exports fail").await;
    let idea = statement(&app, "idea", "A queue").await;
    let opportunity = statement(&app, "opportunity", "Exports that retry").await;
    let insight = statement(&app, "insight", "Auditors want PDFs").await;
    let item = app.item("Queue").await;
    let item = &item["item"]["id"];
    let orphans = app.get(&app.anna, "/insights/orphans").await.ok(200).json;
    assert_eq!(orphans["problems"][0]["label"], "Exports fail");
    assert_eq!(orphans["insights"][0]["id"], insight["id"]);
    assert_eq!(orphans["items_total"], 1);

    let place = |child: Value, parent: Value| {
        app.post(&app.anna, "/insights/move", json!({ "child": child, "parent": parent }))
    };
    place(entity("statement", &problem["id"]), entity("goal", &goal["id"])).await.ok(200);
    place(entity("statement", &opportunity["id"]), entity("statement", &problem["id"])).await.ok(200);
    place(entity("statement", &idea["id"]), entity("statement", &opportunity["id"])).await.ok(200);
    let tree = place(entity("item", item), entity("statement", &idea["id"])).await.ok(200).json;
    let deepest = &tree["nodes"][0]["children"][0]["children"][0]["children"][0]["children"][0];
    assert_eq!((&deepest["what"]["kind"], &deepest["rank"]), (&json!("item"), &json!(1)));
    let refused = place(entity("goal", &goal["id"]), entity("statement", &idea["id"])).await;
    refused.refused_field("parent");
    let relation = json!({ "kind": "contradicts", "from": entity("statement", &insight["id"]), "to": entity("statement", &problem["id"]) });
    app.post(&app.anna, "/relations", relation).await.ok(201);
    let both = app.get(&app.anna, "/insights/contradictions").await.ok(200).json;
    assert_eq!(both["contradictions"][0]["contradicts"][0]["label"], "Auditors want PDFs");
    let nonsense = json!({ "kind": "solves", "from": entity("statement", &insight["id"]), "to": entity("statement", &idea["id"]) });
    app.post(&app.anna, "/relations", nonsense).await.refused_field("kind");
}

#[tokio::test(flavor = "multi_thread")]
async fn merging_moves_highlights_relations_and_links_and_undo_brings_all_back() {
    let app = App::start().await;
    let item = app.item("Export").await;
    let key = text(&item["item"]["key"]);
    let (one, two) = (note(&app, "export fails", None).await, note(&app, "cannot export", None).await);
    let mark = |note: &str| json!([{ "note_id": note, "start": 0, "end": 6 }]);
    let kept = json!({ "kind": "problem", "text": "Exports fail", "highlights": mark(&one) });
    let kept = app.post(&app.anna, "/statements", kept).await.ok(201).json;
    let again = json!({ "kind": "problem", "text": "No exports", "highlights": mark(&two), "evidence": { "item": key, "strength": 2 } });
    let again = app.post(&app.anna, "/statements", again).await.ok(201).json;
    let insight = statement(&app, "insight", "Mondays are busy").await;
    let relation = json!({ "kind": "supports", "from": entity("statement", &insight["id"]), "to": entity("statement", &again["id"]) });
    app.post(&app.anna, "/relations", relation).await.ok(201);

    let path = format!("/statements/{}/merge", text(&again["id"]));
    app.post(&app.anna, &path, json!({ "into": insight["id"] })).await.refused_field("into");
    let merged = app.post(&app.anna, &path, json!({ "into": kept["id"] })).await.ok(200);
    assert_eq!((&merged.json["notes"], &merged.json["items"][0]["id"]), (&json!(2), &item["item"]["id"]));
    assert_eq!(merged.json["relations"][0]["other"]["id"], insight["id"]);
    app.post(&app.anna, &format!("/ledger/{}/undo", merged.position()), json!({})).await.ok(200);
    let listed = app.get(&app.anna, "/statements?kind=problem").await.ok(200).json;
    assert_eq!((&listed["total"], &listed["counts"]["insight"]), (&json!(2), &json!(1)));
    let found = app.get(&app.anna, "/statements?q=NO%20exp").await.ok(200).json;
    assert_eq!((&found["total"], &found["statements"][0]["items"][0]["kind"]), (&json!(1), &json!("item")));
}
