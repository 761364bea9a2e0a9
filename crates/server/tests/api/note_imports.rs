//! `/imports` of what people said: the same steps as for a backlog, from a file to one undoable change set.

use serde_json::{Value, json};

use crate::support::{Answer, App, Event, Who, text};

const NPS: &str = "Email,Name,Score,Comment,Date\n\
    ann@acme.test,Ann,3,The export takes an hour,2026-01-02\n\
    bo@globex.test,Bo,9,Love the reports,2026-01-03\n\
    cy@gmail.com,Cy,5,It logs me out all the time,2026-01-04\n";

const CRM: &str =
    "Company,Domain,Plan,Annual revenue\nAcme Inc.,acme.test,enterprise,50000\nGlobex,globex.test,pro,9000\n";

async fn upload(app: &App, who: &Who, name: &str, content: &str) -> Answer {
    let call = app.call(who, "POST", "/imports").header("x-file-name", name);
    call.body(content.to_owned()).send().await
}

async fn uploaded(app: &App, name: &str, content: &str) -> String {
    format!("/imports/{}", text(&upload(app, &app.anna, name, content).await.ok(201).json["id"]))
}

async fn dry_run(app: &App, path: &str) -> Value {
    app.call(&app.anna, "POST", &format!("{path}/dry-run")).send().await.ok(200).json
}

/// Commits and gives every event up to the last.
async fn commit(app: &App, path: &str) -> Vec<Event> {
    let mut events = app.call(&app.anna, "GET", &format!("{path}/events")).follow().await;
    app.call(&app.anna, "POST", &format!("{path}/commit")).send().await.ok(202);
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        seen.push(event);
    }
    seen
}

/// Imports a file; gives the report and the position.
async fn import(app: &App, name: &str, content: &str) -> (Value, Value) {
    let path = uploaded(app, name, content).await;
    let last = commit(app, &path).await.pop().unwrap();
    assert_eq!(last.name, "done", "{last:?}");
    (last.data["report"].clone(), last.data["position"].clone())
}

fn notes(app: &App) -> usize {
    app.state.store.read().notes.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_holds_is_seen_from_the_file() {
    let app = App::start().await;
    for (name, content, kind, preset) in [
        ("backlog.csv", "Key,Title,Priority\nA-1,Pay by card,High\n", "items", "csv"),
        ("nps.csv", NPS, "notes", "feedback"),
        ("crm.csv", CRM, "accounts", "accounts"),
        ("call.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>It is slow</v>\n", "notes", "transcript"),
    ] {
        let shown = upload(&app, &app.anna, name, content).await.ok(201).json;
        assert_eq!((&shown["kind"], &shown["preset"]), (&json!(kind), &json!(preset)), "{name}");
    }
    let shown = upload(&app, &app.anna, "nps.csv", NPS).await.ok(201).json;
    assert_eq!(
        (&shown["rows"], &shown["takes_mapping"], &shown["redact"]),
        (&json!(3), &json!(true), &json!(false))
    );
    assert_eq!(
        (&shown["columns"][3]["name"], &shown["columns"][3]["target"]),
        (&json!("Comment"), &json!("text"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_tells_what_would_happen_and_changes_nothing() {
    let app = App::start().await;
    import(&app, "crm.csv", CRM).await;
    let head = app.position();
    let path = uploaded(&app, "nps.csv", NPS).await;
    let report = dry_run(&app, &path).await;
    assert_eq!(report["notes"], json!({ "creates": 3, "updates": 0, "unchanged": 0 }));
    assert_eq!((&report["contacts"]["creates"], &report["sources"]["creates"]), (&json!(3), &json!(1)));
    assert_eq!((&report["matched"]["by_domain"], &report["matched"]["unmatched"]), (&json!(2), &json!(1)));
    assert_eq!(report["sample"][0]["account"], "Acme Inc.");
    assert_eq!((app.position(), notes(&app)), (head, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_one_change_set_a_second_one_none_and_undo_takes_it_back() {
    let app = App::start().await;
    let head = app.position();
    let (report, position) = import(&app, "nps.csv", NPS).await;
    assert_eq!((&position, &report["notes"]["creates"]), (&json!(head + 1), &json!(3)));
    let entry = app.get(&app.anna, &format!("/ledger/{position}")).await.ok(200).json["entry"].clone();
    assert_eq!((&entry["cause"], &entry["reason"]), (&json!("import"), &json!("import of nps.csv")));

    let (report, position_again) = import(&app, "nps.csv", NPS).await;
    assert_eq!((&report["notes"]["unchanged"], position_again), (&json!(3), Value::Null));
    app.post(&app.anna, &format!("/ledger/{position}/undo"), json!({})).await.ok(200);
    assert_eq!(notes(&app), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_bear_on_how_notes_are_read() {
    let app = App::start().await;
    let path = uploaded(&app, "nps.csv", NPS).await;
    let pay = text(&app.get(&app.anna, "/products").await.json["data"][0]["id"]);
    let choices = json!({
        "source_name": " Spring survey ", "source_kind": "csat", "product_id": pay, "redact": true,
        "mapping": { "3": "text", "4": "time" },
    });
    let shown = app.call(&app.anna, "PUT", &path).json(choices).send().await.ok(200).json;
    assert_eq!((&shown["source_name"], &shown["redact"]), (&json!("Spring survey"), &json!(true)));
    assert_eq!(shown["mapping"], json!({ "3": "text", "4": "time" }));
    let report = dry_run(&app, &path).await;
    assert_eq!(
        (&report["contacts"]["creates"], &report["sample"][0]["source"]),
        (&json!(0), &json!("Spring survey"))
    );
    commit(&app, &path).await;
    let workspace = app.state.store.read();
    let (note, source) = (workspace.notes.iter().next().unwrap(), workspace.sources.iter().next().unwrap());
    assert_eq!((note.product_id.unwrap().to_string(), source.kind.as_str()), (pay, "csat"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_read_as_a_backlog_or_as_notes_by_choice() {
    let app = App::start().await;
    let path = uploaded(&app, "nps.csv", NPS).await;
    let put = |preset: &str| app.call(&app.anna, "PUT", &path).json(json!({ "preset": preset }));
    assert_eq!(put("csv").send().await.ok(200).json["kind"], "items");
    let shown = put("feedback").send().await.ok(200).json;
    assert_eq!((&shown["kind"], &shown["preset_reason"]), (&json!("notes"), &json!("chosen by you")));
    let refused = put("word").send().await.problem(422, "invalid");
    assert!(text(&refused["detail"]).contains("there are jira_csv"), "{refused}");
    let mapping = app.call(&app.anna, "PUT", &path).json(json!({ "mapping": { "0": "story_points" } }));
    mapping.send().await.refused_field("mapping");
    let links =
        app.call(&app.anna, "POST", &format!("{path}/links")).body("source,type,target\nA,blocks,B\n");
    links.send().await.refused_field("file");
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_taken_out_of_transcripts_unless_told_otherwise() {
    let app = App::start().await;
    let call = "WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ann>Write to ann@acme.test about the export</v>\n";
    let path = uploaded(&app, "call.vtt", call).await;
    assert_eq!(dry_run(&app, &path).await["redactions"], 1);
    let put = app.call(&app.anna, "PUT", &path).json(json!({ "redact": false }));
    assert_eq!(put.send().await.ok(200).json["redact"], false);
    assert_eq!(dry_run(&app, &path).await["redactions"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_similar_company_is_proposed_and_confirmed() {
    let app = App::start().await;
    let account = app.post(&app.anna, "/accounts", json!({ "name": "Northwind Bank" })).await.ok(201).json;
    let file = "Company,Name,Comment,Date\nNorthwnd Bank,Ann,The export takes an hour,2026-01-02\n";
    let path = uploaded(&app, "calls.csv", file).await;
    let report = dry_run(&app, &path).await;
    let proposed = &report["confirmations"][0];
    assert_eq!((&proposed["company"], &proposed["account_id"]), (&json!("Northwnd Bank"), &account["id"]));
    let confirm = json!({ "confirm": { "Northwnd Bank": account["id"] } });
    app.call(&app.anna, "PUT", &path).json(confirm).send().await.ok(200);
    let report = dry_run(&app, &path).await;
    assert_eq!((&report["matched"]["confirmed"], &report["confirmations"]), (&json!(1), &json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_neither_is_refused_in_words() {
    let app = App::start().await;
    let refused =
        upload(&app, &app.anna, "photo.png", "\u{0}\u{1}\u{2}PNG").await.problem(422, "unreadable_file");
    assert!(!text(&refused["hint"]).is_empty(), "{refused}");
    upload(&app, &app.anna, "empty.csv", "").await.problem(422, "unreadable_file");
    assert_eq!(app.state.store.read().notes.len(), 0);
}
