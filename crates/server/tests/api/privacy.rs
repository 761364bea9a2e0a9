//! Erasing a contact or a note: what is gone is gone everywhere, and the ledger still verifies.

use serde_json::{Value, json};

use crate::support::{App, text};

const WORDS: &str = "The Zanzibar export fails every Monday";

/// Rita's note, a statement and a promise in her words, and a statement in the team's own.
struct World {
    app: App,
    contact: String,
    note: String,
}

async fn world() -> World {
    let app = App::start().await;
    let account =
        app.post(&app.anna, "/accounts", json!({ "name": "Acme" })).await.ok(201).json["id"].clone();
    let sent = json!({ "text": WORDS, "title": "Call with Quux", "account_id": account, "contact": { "name": "Rita Quux", "email": "rita.quux@acme.test" } });
    let taken = app.post(&app.anna, "/notes", sent).await.ok(201).json;
    let note = taken["note"]["id"].clone();
    let mark = json!({ "note_id": note, "start": 4, "end": 25 });
    let quoting = json!({ "kind": "problem", "highlights": [mark] });
    app.post(&app.anna, "/statements", quoting).await.ok(201);
    let own = json!({ "kind": "problem", "text": "Exports are unreliable", "highlights": [mark] });
    app.post(&app.anna, "/statements", own).await.ok(201);
    let hash = app.state.store.read().statements.iter().next().unwrap().highlights[0].hash.clone();
    let promise = json!({
        "account_id": account, "quote": "Zanzibar  Export", "promised_on": "2026-01-01",
        "highlight": { "note_id": note, "start": 4, "end": 25, "hash": hash },
    });
    app.post(&app.anna, "/promises", promise).await.ok(201);
    World { contact: text(&taken["note"]["contact"]["id"]), note: text(&note), app }
}

fn erased(statements: usize, promises: usize, contacts: usize) -> Value {
    json!({ "contacts": contacts, "notes": 1, "statements": statements, "promises": promises })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_says_what_would_be_erased() {
    let World { app, contact, note } = world().await;
    let head = app.position();
    let would =
        app.post(&app.anna, &format!("/contacts/{contact}/erase?dry_run=true"), json!({})).await.ok(200);
    assert_eq!(would.json, erased(1, 1, 1));
    let would = app.post(&app.anna, &format!("/notes/{note}/erase?dry_run=true"), json!({})).await.ok(200);
    assert_eq!(would.json, erased(1, 1, 0));
    assert_eq!(app.position(), head);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_contact_is_nowhere_and_the_ledger_still_verifies() {
    let World { app, contact, note } = world().await;
    // What was deleted before can be restored, so its words must go, too.
    let other = json!({ "text": "Zanzibar again", "contact": { "email": "rita.quux@acme.test" } });
    let other = text(&app.post(&app.anna, "/notes", other).await.ok(201).json["note"]["id"]);
    app.call(&app.anna, "DELETE", &format!("/notes/{other}")).header("if-match", "*").send().await.ok(204);

    let reason = json!({ "reason": "asked for by the person" });
    let done = app.post(&app.anna, &format!("/contacts/{contact}/erase"), reason).await.ok(200);
    assert_eq!((&done.json["notes"], &done.json["position"]), (&json!(2), &json!(done.position())));
    let entry = app.get(&app.anna, &format!("/ledger/{}", done.position())).await.ok(200).json;
    assert_eq!(
        (&entry["entry"]["cause"], &entry["entry"]["reason"]),
        (&json!("erase"), &json!("asked for by the person"))
    );

    let shown = app.get(&app.anna, &format!("/notes/{note}")).await.ok(200).json;
    assert_eq!((&shown["note"]["erased"], shown["note"].get("body")), (&json!(true), None));
    assert_eq!(
        (&shown["note"]["contact"]["name"], &shown["note"]["excerpt"]),
        (&json!("(erased)"), &json!(""))
    );
    let statements: Vec<_> =
        shown["statements"].as_array().unwrap().iter().map(|s| text(&s["text"])).collect();
    assert_eq!(statements, ["(erased)", "Exports are unreliable"]);
    let export = app.get(&app.anna, "/export?format=ndjson").await.ok(200).text();
    assert!(export.contains("(erased)"));
    for words in ["Zanzibar", "Rita Q", "quux"] {
        assert!(!export.to_lowercase().contains(&words.to_lowercase()), "{words} is exported");
    }
    assert_eq!(app.get(&app.anna, "/ledger/verify").await.ok(200).json["ok"], true);

    let refused =
        app.post(&app.anna, &format!("/ledger/{}/undo", done.position()), json!({ "force": true })).await;
    assert!(refused.text().contains("cannot be brought back"), "{}", refused.text());
    // Erased once, there is nothing left to erase.
    let again = app.post(&app.anna, &format!("/contacts/{contact}/erase"), json!({})).await.ok(200).json;
    assert_eq!(again, json!({ "contacts": 0, "notes": 0, "statements": 0, "promises": 0 }));

    app.state.store.close().await;
    let mut files = vec![app.state.settings.data_folder.clone()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().map(|file| file.unwrap().path()));
            continue;
        }
        let bytes = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).to_lowercase();
        for words in ["zanzibar", "rita q", "quux"] {
            assert!(!bytes.contains(words), "{words} is still in {}", path.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_erase() {
    let World { app, contact, note } = world().await;
    let cara = app.person("Cara", "approver", None).await;
    for path in [format!("/contacts/{contact}/erase"), format!("/notes/{note}/erase")] {
        for query in ["", "?dry_run=true"] {
            app.post(&cara, &format!("{path}{query}"), json!({})).await.problem(403, "forbidden");
        }
    }
    // Nor by the back door.
    app.patch(&cara, &format!("/contacts/{contact}"), json!({ "erased_at": "2026-01-01T00:00:00Z" }))
        .await
        .problem(403, "forbidden");
    let nobody = "00000000-0000-7000-8000-000000000000";
    app.post(&app.anna, &format!("/contacts/{nobody}/erase"), json!({})).await.problem(404, "not_found");
    app.post(&app.anna, &format!("/notes/{nobody}/erase"), json!({})).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_of_an_erased_person_is_not_taken_in_again() {
    let app = App::start().await;
    let file =
        "From: Rita <rita@acme.test>\nMessage-ID: <1@acme.test>\nSubject: Export\n\nIt takes an hour.\n";
    for round in 0..2 {
        let upload = app.call(&app.anna, "POST", "/imports").header("x-file-name", "a.eml").body(file);
        let path = format!("/imports/{}", text(&upload.send().await.ok(201).json["id"]));
        let report = app.call(&app.anna, "POST", &format!("{path}/dry-run")).send().await.ok(200).json;
        assert_eq!((&report["notes"]["creates"], &report["left_erased"]), (&json!(1 - round), &json!(round)));
        if round == 0 {
            let mut events = app.call(&app.anna, "GET", &format!("{path}/events")).follow().await;
            app.call(&app.anna, "POST", &format!("{path}/commit")).send().await.ok(202);
            while events.next().await.is_some() {}
            let uploads = app.state.settings.data_folder.join("uploads");
            assert_eq!(std::fs::read_dir(uploads).unwrap().count(), 0, "the uploaded words are gone");
            let contact = app.state.store.read().contacts.iter().next().unwrap().id;
            app.post(&app.anna, &format!("/contacts/{contact}/erase"), json!({})).await.ok(200);
        }
    }
}
