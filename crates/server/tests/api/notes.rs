//! `/notes`: taken down, listed, sorted, changed many at once, seen by whoever may.

use serde_json::{Value, json};

use crate::support::{App, Who, text};

/// Takes a note down; gives its detail.
async fn note(app: &App, fields: Value) -> Value {
    app.post(&app.anna, "/notes", fields).await.ok(201).json
}

fn path(note: &Value) -> String {
    format!("/notes/{}", text(&note["note"]["id"]))
}

async fn excerpts(app: &App, who: &Who, query: &str) -> Vec<String> {
    let list = app.get(who, &format!("/notes?{query}")).await.ok(200).json;
    list["notes"].as_array().unwrap().iter().map(|note| text(&note["excerpt"])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_taken_down_with_its_account_found_by_the_senders_domain() {
    let app = App::start().await;
    let acme = json!({ "name": "Acme", "domains": ["acme.test"], "revenue": 50000, "currency": "EUR" });
    let acme = app.post(&app.anna, "/accounts", acme).await.ok(201).json;
    let taken = note(
        &app,
        json!({
            "text": "The export takes an hour", "title": "Call", "tags": ["export"], "at": "2026-01-02T08:00:00Z",
            "contact": { "name": "Ann", "email": "Ann@ACME.test" }, "url": "https://desk.test/1",
            "rating": { "scale": "csat", "value": 2 },
        }),
    )
    .await;
    let shown = &taken["note"];
    assert_eq!(
        (&shown["source"]["name"], &shown["source"]["kind"]),
        (&json!("Quick capture"), &json!("internal"))
    );
    assert_eq!((&shown["account"]["id"], &shown["account"]["revenue"]), (&acme["id"], &json!(50000.0)));
    assert_eq!((&shown["contact"]["name"], &shown["state"]), (&json!("Ann"), &json!("open")));
    assert_eq!(
        (&shown["body"]["text"], &shown["url"]),
        (&json!("The export takes an hour"), &json!("https://desk.test/1"))
    );
    assert_eq!(shown["rating"], json!({ "scale": "csat", "value": 2 }));

    let call = note(&app, json!({ "text": "They left", "source_kind": "win_loss" })).await;
    assert_eq!(call["note"]["source"]["name"], "Quick capture (win/loss)");
    let same = note(&app, json!({ "text": "Them, too", "source_id": call["note"]["source"]["id"] })).await;
    assert_eq!(same["note"]["source"]["id"], call["note"]["source"]["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_note_is_refused() {
    let app = App::start().await;
    let head = app.position();
    let nobody = "00000000-0000-7000-8000-000000000000";
    app.post(&app.anna, "/notes", json!({ "text": " " })).await.refused_field("text");
    app.post(&app.anna, "/notes", json!({ "text": "x", "source_id": nobody }))
        .await
        .refused_field("source_id");
    app.post(&app.anna, "/notes", json!({ "text": "x", "account_id": nobody }))
        .await
        .refused_field("account_id");
    app.post(&app.anna, "/notes", json!({ "text": "x", "words": "y" })).await.problem(422, "invalid");
    app.get(&app.anna, &format!("/notes/{nobody}")).await.problem(404, "not_found");
    assert_eq!(app.position(), head);
    let brief = json!({ "name": "Calls", "kind": "interview", "retention_days": 30 });
    let brief = app.post(&app.anna, "/sources", brief).await.ok(201).json["id"].clone();
    let old = json!({ "text": "x", "source_id": brief, "at": "2020-01-01T00:00:00Z" });
    app.post(&app.anna, "/notes", old).await.refused_field("at");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_twice_takes_one_note_down() {
    let app = App::start().await;
    let send = || {
        let call = app.call(&app.anna, "POST", "/notes").header("idempotency-key", "k1");
        call.json(json!({ "text": "once" })).send()
    };
    let (first, second) = (send().await.ok(201), send().await.ok(201));
    assert_eq!(first.json["note"]["id"], second.json["note"]["id"]);
    assert_eq!(app.state.store.read().notes.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_narrowed_sorted_counted_and_paged() {
    let app = App::start().await;
    for (name, revenue) in [("Acme", 10), ("Globex", 90)] {
        let account =
            json!({ "name": name, "domains": [format!("{}.test", name.to_lowercase())], "revenue": revenue });
        app.post(&app.anna, "/accounts", account).await.ok(201);
    }
    for (text, day, email, kind) in [
        ("one", "01", "a@acme.test", "support"),
        ("two", "02", "b@globex.test", "support"),
        ("three", "03", "c@nobody.test", "interview"),
        ("four", "04", "a@acme.test", "interview"),
    ] {
        let at = format!("2026-01-{day}T12:00:00Z");
        note(&app, json!({ "text": text, "at": at, "contact": { "email": email }, "source_kind": kind, "tags": [kind] })).await;
    }
    assert_eq!(excerpts(&app, &app.anna, "").await, ["four", "three", "two", "one"]);
    assert_eq!(excerpts(&app, &app.anna, "sort=at").await, ["one", "two", "three", "four"]);
    assert_eq!(excerpts(&app, &app.anna, "sort=revenue").await, ["two", "four", "one", "three"]);
    assert_eq!(excerpts(&app, &app.anna, "source_kind=support").await, ["two", "one"]);
    assert_eq!(excerpts(&app, &app.anna, "tag=interview").await, ["four", "three"]);
    assert_eq!(excerpts(&app, &app.anna, "from=2026-01-02&to=2026-01-03").await, ["three", "two"]);
    let acme = text(&app.get(&app.anna, "/accounts?q=acme").await.json["data"][0]["id"]);
    assert_eq!(excerpts(&app, &app.anna, &format!("account={acme}")).await, ["four", "one"]);
    let rich = json!({ "name": "Rich", "predicate": "revenue >= 50" });
    let rich = text(&app.post(&app.anna, "/segments", rich).await.ok(201).json["id"]);
    assert_eq!(excerpts(&app, &app.anna, &format!("segment={rich}")).await, ["two"]);

    let first = app.get(&app.anna, "/notes?limit=3").await.ok(200).json;
    assert_eq!((&first["total"], first["notes"].as_array().unwrap().len()), (&json!(4), 3));
    // A new note comes in before the next page is asked for: nothing is repeated.
    note(&app, json!({ "text": "five" })).await;
    let rest = excerpts(&app, &app.anna, &format!("limit=3&cursor={}", text(&first["next_cursor"]))).await;
    assert_eq!(rest, ["one"]);
    app.get(&app.anna, "/notes?cursor=nonsense").await.refused_field("cursor");
    app.get(&app.anna, &format!("/notes?segment={acme}")).await.refused_field("segment");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_processed_dismissed_with_a_reason_or_snoozed_until_a_day() {
    let app = App::start().await;
    let one = path(&note(&app, json!({ "text": "one" })).await);
    app.patch(&app.anna, &one, json!({ "state": "dismissed" })).await.refused_field("state_reason");
    let reason = json!({ "state": "dismissed", "state_reason": "spam" });
    let shown = app.patch(&app.anna, &one, reason).await.ok(200).json;
    assert_eq!(
        (&shown["note"]["state"], &shown["note"]["state_reason"]),
        (&json!("dismissed"), &json!("spam"))
    );
    let position = app.patch(&app.anna, &one, json!({ "state": "open" })).await.ok(200).position();
    assert_eq!(app.get(&app.anna, &one).await.json["note"].get("state_reason"), None);
    app.post(&app.anna, &format!("/ledger/{position}/undo"), json!({})).await.ok(200);
    assert_eq!(app.get(&app.anna, &one).await.json["note"]["state_reason"], "spam");

    app.patch(&app.anna, &one, json!({ "state": "snoozed" })).await.refused_field("snoozed_until");
    for (day, state) in [("2000-01-01", "open"), ("2999-01-01", "snoozed")] {
        let snooze = json!({ "state": "snoozed", "snoozed_until": day });
        app.patch(&app.anna, &one, snooze).await.ok(200);
        let list = app.get(&app.anna, "/notes?state=all").await.ok(200).json;
        assert_eq!(
            (&list["notes"][0]["state"], &list["counts"][state]),
            (&json!(state), &json!(1)),
            "{list}"
        );
    }
    assert_eq!(excerpts(&app, &app.anna, "").await, Vec::<String>::new());
    assert_eq!(excerpts(&app, &app.anna, "state=snoozed").await, ["one"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_a_note_cannot_be_changed_and_a_stale_change_is_refused() {
    let app = App::start().await;
    let one = path(&note(&app, json!({ "text": "one" })).await);
    for field in ["body", "hash", "at", "erased_at", "external_id", "source_id", "id"] {
        app.patch(&app.anna, &one, json!({ field: "x" })).await.refused_field(field);
    }
    app.call(&app.anna, "PATCH", &one)
        .json(json!({ "tags": ["a"] }))
        .send()
        .await
        .problem(428, "version_required");
    let stale = app.call(&app.anna, "PATCH", &one).header("if-match", "\"7\"").json(json!({ "tags": ["a"] }));
    stale.send().await.problem(409, "conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicate_stands_for_the_note_that_stays() {
    let app = App::start().await;
    let mut notes = Vec::new();
    for text in ["a", "b", "c"] {
        notes.push(note(&app, json!({ "text": text })).await);
    }
    let (app, notes) = (&app, &notes);
    let id = |n: usize| notes[n]["note"]["id"].clone();
    let mark = async |n: usize, of: Value| {
        app.patch(&app.anna, &path(&notes[n]), json!({ "duplicate_of_id": of })).await
    };
    let shown = mark(1, id(0)).await.ok(200).json;
    assert_eq!((&shown["note"]["duplicate_of_id"], &shown["note"]["state"]), (&id(0), &json!("processed")));
    // A duplicate of a duplicate is one of the note that stays.
    assert_eq!(mark(2, id(1)).await.ok(200).json["note"]["duplicate_of_id"], id(0));
    mark(0, id(1)).await.refused_field("duplicate_of_id");
    mark(0, json!("00000000-0000-7000-8000-000000000000")).await.refused_field("duplicate_of_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_notes_are_sorted_as_one_change_set() {
    let app = App::start().await;
    for (text, kind) in [("one", "support"), ("two", "support"), ("three", "interview")] {
        note(&app, json!({ "text": text, "source_kind": kind })).await;
    }
    let set = json!({ "filter": { "source_kind": "support" }, "set": { "state": "processed" } });
    let done = app.post(&app.anna, "/notes/bulk", set).await.ok(200);
    assert_eq!((&done.json["changed"], done.position()), (&json!(2), app.position()));
    assert_eq!(excerpts(&app, &app.anna, "").await, ["three"]);
    let id = app.get(&app.anna, "/notes").await.json["notes"][0]["id"].clone();
    let set = json!({ "ids": [id], "set": { "tags": ["x"] }, "reason": "tidy" });
    assert_eq!(app.post(&app.anna, "/notes/bulk", set).await.ok(200).json["changed"], 1);
    app.post(&app.anna, "/notes/bulk", json!({ "set": { "tags": ["x"] } })).await.refused_field("ids");
    app.post(&app.anna, "/notes/bulk", json!({ "ids": [id], "set": { "hash": "x" } }))
        .await
        .refused_field("hash");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_note_is_gone_until_undone_and_one_that_is_quoted_stays() {
    let app = App::start().await;
    let taken = note(&app, json!({ "text": "The export takes an hour" })).await;
    let one = path(&taken);
    let highlights = json!([{ "note_id": taken["note"]["id"], "start": 4, "end": 10 }]);
    let statement = json!({ "kind": "problem", "highlights": highlights });
    let statement = text(&app.post(&app.anna, "/statements", statement).await.ok(201).json["id"]);
    let shown = app.get(&app.anna, &one).await.ok(200).json;
    assert_eq!(
        (&shown["statements"][0]["text"], &shown["note"]["statements"]),
        (&json!("Export"), &json!(1))
    );
    assert_eq!(shown["highlights_broken"], 0);
    let delete = |path: &str| app.call(&app.anna, "DELETE", path).header("if-match", "*").send();
    delete(&one).await.problem(409, "in_use");
    delete(&format!("/statements/{statement}")).await.ok(204);
    let position = delete(&one).await.ok(204).position();
    app.get(&app.anna, &one).await.problem(404, "not_found");
    app.post(&app.anna, &format!("/ledger/{position}/undo"), json!({})).await.ok(200);
    app.get(&app.anna, &one).await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_tells_the_items_it_is_evidence_on_and_what_stands_around_its_account() {
    let app = App::start().await;
    let account =
        app.post(&app.anna, "/accounts", json!({ "name": "Acme", "plan": "pro" })).await.ok(201).json;
    let taken = note(&app, json!({ "text": "Slow exports", "account_id": account["id"] })).await;
    app.item("Faster export").await;
    let link = json!({ "note_id": taken["note"]["id"], "start": 0, "end": 4 });
    app.post(&app.anna, "/items/PAY-1/evidence", link).await.ok(201);
    let promise = json!({ "account_id": account["id"], "quote": "by spring", "promised_on": "2026-01-01" });
    app.post(&app.anna, "/promises", promise).await.ok(201);

    let shown = app.get(&app.anna, &path(&taken)).await.ok(200).json;
    assert_eq!(
        (&shown["evidence"][0]["item_key"], &shown["evidence"][0]["quotes"][0]["text"]),
        (&json!("PAY-1"), &json!("Slow"))
    );
    let around = app.get(&app.anna, &format!("{}/context", path(&taken))).await.ok(200).json;
    assert_eq!((&around["account"]["name"], &around["account"]["notes"]), (&json!("Acme"), &json!(1)));
    assert_eq!(
        (&around["account"]["items"][0]["key"], &around["account"]["open_promises"][0]["quote"]),
        (&json!("PAY-1"), &json!("by spring"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_of_a_product_are_seen_and_changed_by_those_of_the_product() {
    let app = App::start().await;
    let sec = app.product("SEC", "Security").await;
    let pay = text(&app.get(&app.anna, "/products?q=payments").await.json["data"][0]["id"]);
    let secret = path(&note(&app, json!({ "text": "secret words", "product_id": sec })).await);
    let open = path(&note(&app, json!({ "text": "open words" })).await);
    let vic = app.person("Vic", "viewer", Some(&pay)).await;
    let ben = app.person("Ben", "contributor", Some(&pay)).await;
    for who in [&vic, &ben] {
        assert_eq!(excerpts(&app, who, "").await, ["open words"]);
        assert_eq!(app.get(who, "/notes").await.json["counts"]["open"], 1);
        for method in ["GET", "PATCH", "DELETE"] {
            let call = app.call(who, method, &secret).header("if-match", "*").json(json!({ "tags": ["x"] }));
            call.send().await.problem(404, "not_found");
        }
        app.get(who, &format!("{secret}/context")).await.problem(404, "not_found");
    }
    app.patch(&vic, &open, json!({ "tags": ["x"] })).await.problem(403, "forbidden");
    app.post(&vic, "/notes", json!({ "text": "x" })).await.problem(403, "forbidden");
    app.patch(&ben, &open, json!({ "tags": ["x"] })).await.ok(200);
    app.patch(&ben, &open, json!({ "product_id": sec })).await.problem(403, "forbidden");
    app.post(&ben, "/notes", json!({ "text": "x", "product_id": sec })).await.problem(403, "forbidden");
}
