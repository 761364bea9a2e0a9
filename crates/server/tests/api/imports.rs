//! `/imports`: from a file to one undoable change set.

use serde_json::{Value, json};

use crate::support::{Answer, App, Event, Who, text};

const CSV: &str = "Key,Title,Priority,Days\nA-1,Pay by card,High,3\nA-2,Pay by wire,Low,5\nA-3,Refunds,,\n";

async fn upload(app: &App, name: &str, content: impl Into<Vec<u8>>) -> Answer {
    app.call(&app.anna, "POST", "/imports").header("x-file-name", name).body(content.into()).send().await
}

async fn uploaded(app: &App, content: &str) -> String {
    format!("/imports/{}", text(&upload(app, "backlog.csv", content).await.ok(201).json["id"]))
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

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_taken_as_multipart_or_as_it_is() {
    let app = App::start().await;
    let raw = upload(&app, "backlog.csv", CSV).await.ok(201).json;
    let body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nhello\r\n\
         --b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"C:\\\\files\\\\backlog.csv\"\r\n\r\n{CSV}\r\n--b--\r\n"
    );
    let call =
        app.call(&app.anna, "POST", "/imports").header("content-type", "multipart/form-data; boundary=b");
    let multipart = call.body(body).send().await.ok(201).json;
    for shown in [&raw, &multipart] {
        assert_eq!((&shown["file_name"], &shown["bytes"]), (&json!("backlog.csv"), &json!(CSV.len())));
        assert_eq!(
            (&shown["preset"], &shown["rows"], &shown["takes_mapping"]),
            (&json!("csv"), &json!(3), &json!(true))
        );
        assert!(!text(&shown["preset_reason"]).is_empty());
        assert_eq!(
            (&shown["columns"][1]["name"], &shown["columns"][1]["target"]),
            (&json!("Title"), &json!("title"))
        );
        assert!(shown["targets"].as_array().unwrap().iter().any(|t| t["key"] == "priority"));
    }
    let empty =
        app.call(&app.anna, "POST", "/imports").header("content-type", "multipart/form-data; boundary=b");
    empty.body("--b--\r\n").send().await.refused_field("file");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_a_file_is_made_harmless() {
    let app = App::start().await;
    for (name, kept) in [("../../etc/passwd", "passwd"), ("", "upload"), (&"n".repeat(500), &"n".repeat(200))]
    {
        assert_eq!(upload(&app, name, CSV).await.ok(201).json["file_name"], *kept);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_counts_and_changes_nothing() {
    let app = App::start().await;
    let head = app.position();
    let path = uploaded(&app, CSV).await;
    let report = app.call(&app.anna, "POST", &format!("{path}/dry-run")).send().await.ok(200).json;
    assert_eq!(
        (&report["creates"], &report["updates"], &report["errors"]),
        (&json!(3), &json!(0), &json!([]))
    );
    assert_eq!(
        (&report["sample"][0]["title"], &report["sample"][0]["action"]),
        (&json!("Pay by card"), &json!("create"))
    );
    assert_eq!(app.position(), head);
    assert_eq!(app.get(&app.anna, &path).await.ok(200).json["rows"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_says_what_a_column_becomes() {
    let app = App::start().await;
    let path = uploaded(&app, "Alpha,Beta\nA-1,Pay by card\n").await;
    let choose = |body: Value| app.call(&app.anna, "PUT", &path).json(body).send();
    let shown = choose(json!({ "mapping": { "0": "key", "1": "title" } })).await.ok(200).json;
    assert_eq!(shown["mapping"], json!({ "0": "key", "1": "title" }));
    let report = app.call(&app.anna, "POST", &format!("{path}/dry-run")).send().await.ok(200).json;
    assert_eq!((&report["creates"], &report["sample"][0]["title"]), (&json!(1), &json!("Pay by card")));
    choose(json!({ "mapping": { "1": "colour" } })).await.problem(422, "invalid");
    choose(json!({ "colour": "red" })).await.problem(422, "invalid");
    choose(json!({ "product_id": "018f0000-0000-7000-8000-000000000000" })).await.refused_field("product_id");
    choose(json!({ "preset": "xlsx" })).await.problem(422, "unreadable_file");
    assert_eq!(app.get(&app.anna, &path).await.ok(200).json["preset"], "csv");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_product_can_be_taken_back() {
    let app = App::start().await;
    let pay = text(&app.get(&app.anna, "/products").await.json["data"][0]["id"]);
    let path = into(&app, &app.anna, &pay).await;
    let choose = |body: Value| app.call(&app.anna, "PUT", &path).json(body).send();
    assert_eq!(choose(json!({ "preset": "csv" })).await.ok(200).json["product_id"], pay, "stays as it is");
    assert_eq!(choose(json!({ "product_id": null })).await.ok(200).json.get("product_id"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_finds_their_uploads_and_how_far_each_is() {
    let app = App::start().await;
    let first = uploaded(&app, CSV).await;
    let second = uploaded(&app, CSV).await;
    commit(&app, &first).await;
    let listed = app.get(&app.anna, "/imports").await.ok(200).json;
    let shown =
        |n: usize| (format!("/imports/{}", text(&listed[n]["id"])), text(&listed[n]["state"]["state"]));
    assert_eq!(shown(0), (second, "waiting".into()));
    assert_eq!(shown(1), (first.clone(), "done".into()));
    assert_eq!(listed[1]["file_name"], "backlog.csv");
    let state = app.get(&app.anna, &first).await.ok(200).json["state"].clone();
    assert_eq!((&state["state"], &state["report"]["creates"]), (&json!("done"), &json!(3)));

    let ben = app.person("Ben", "product_owner", None).await;
    assert_eq!(app.get(&ben, "/imports").await.ok(200).json, json!([]));
    app.get(&ben, &first).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_one_change_set_told_as_it_goes_and_undone_at_once() {
    let app = App::start().await;
    let head = app.position();
    let path = uploaded(&app, CSV).await;
    let product = text(&app.get(&app.anna, "/products").await.json["data"][0]["id"]);
    app.call(&app.anna, "PUT", &path).json(json!({ "product_id": product })).send().await.ok(200);
    let events = commit(&app, &path).await;
    let (last, before) = events.split_last().unwrap();
    assert!(!before.is_empty() && before.iter().all(|event| event.name == "progress"), "{events:?}");
    assert_eq!((last.name.as_str(), &last.data["report"]["creates"]), ("done", &json!(3)));
    let position = last.data["position"].as_i64().unwrap();
    assert_eq!((position, app.position()), (head + 1, head + 1));
    let entry = app.get(&app.anna, &format!("/ledger/{position}")).await.ok(200).json["entry"].clone();
    assert_eq!((&entry["cause"], &entry["reason"]), (&json!("import"), &json!("import of backlog.csv")));
    assert_eq!(app.titles(&app.anna, "sort=title").await, ["Pay by card", "Pay by wire", "Refunds"]);

    app.post(&app.anna, &format!("/ledger/{position}/undo"), json!({})).await.ok(200);
    assert_eq!(app.titles(&app.anna, "").await, Vec::<String>::new());
    assert_eq!(app.get(&app.anna, "/ledger/verify").await.json["ok"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_changes_nothing_the_second_time() {
    let app = App::start().await;
    commit(&app, &uploaded(&app, CSV).await).await;
    let head = app.position();
    let again = commit(&app, &uploaded(&app, CSV).await).await;
    let last = again.last().unwrap();
    assert_eq!(
        (last.name.as_str(), &last.data["report"]["unchanged"], last.data.get("position")),
        ("done", &json!(3), None)
    );
    let changed = commit(&app, &uploaded(&app, &CSV.replace("Refunds", "Fast refunds")).await).await;
    assert_eq!(changed.last().unwrap().data["report"]["updates"], 1);
    assert_eq!(app.position(), head + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_cannot_be_read_are_named_and_the_rest_goes_in() {
    let app = App::start().await;
    let path =
        uploaded(&app, "Key,Title,Created\nA-1,Pay by card,someday\nA-2,,\nA-3,Refunds,2026-01-02\n").await;
    let report = app.call(&app.anna, "POST", &format!("{path}/dry-run")).send().await.ok(200).json;
    let errors = report["errors"].as_array().unwrap();
    assert!(!errors.is_empty(), "{report}");
    for error in errors {
        assert!(error["row"].is_u64() && error["message"].is_string(), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_links_makes_dependencies() {
    let app = App::start().await;
    let path = uploaded(&app, CSV).await;
    let links = "source,type,target\nA-1,is blocked by,A-2\n";
    let shown = app.call(&app.anna, "POST", &format!("{path}/links")).body(links).send().await.ok(200).json;
    assert_eq!(shown["links"], 1);
    let done = commit(&app, &path).await;
    assert_eq!(done.last().unwrap().data["report"]["dependencies"], 1);
    let items = app.get(&app.anna, "/items?q=card").await.json;
    let item = app.get(&app.anna, &format!("/items/{}", text(&items["items"][0]["id"]))).await.json;
    assert_eq!(item["dependencies"]["needs"][0]["title"], "Pay by wire");
    app.call(&app.anna, "POST", &format!("{path}/links"))
        .body("\0\u{1}")
        .send()
        .await
        .problem(422, "unreadable_file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_is_refused_in_words() {
    let app = App::start().await;
    for (name, content) in [
        ("empty.csv", b"".to_vec()),
        ("cut.json", b"[{\"title\": \"Pay".to_vec()),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("book.xlsx", b"PK\x03\x04 and no more".to_vec()),
    ] {
        let problem = upload(&app, name, content).await.problem(422, "unreadable_file");
        assert!(
            text(&problem["detail"]).len() > 10 && text(&problem["hint"]).len() > 10,
            "{name}: {problem}"
        );
    }
    let call =
        app.call(&app.anna, "POST", "/imports").header("content-type", "multipart/form-data; boundary=b");
    let cut = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nKey,Ti";
    call.body(cut).send().await.problem(400, "bad_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_refused() {
    let app = App::start().await.with_upload_limit(CSV.len() as u64);
    let path = uploaded(&app, CSV).await;
    upload(&app, "backlog.csv", format!("{CSV}A-4,More,,\n")).await.problem(413, "too_large");
    app.call(&app.anna, "POST", &format!("{path}/links"))
        .body("x".repeat(500))
        .send()
        .await
        .problem(413, "too_large");
    app.call(&app.anna, "POST", "/items")
        .json(json!({ "title": "x".repeat(5_000_000) }))
        .send()
        .await
        .problem(413, "too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_its_uploaders_alone_until_it_is_removed() {
    let app = App::start().await;
    let ben = app.person("Ben", "admin", None).await;
    let path = uploaded(&app, CSV).await;
    app.get(&ben, &path).await.problem(404, "not_found");
    for (method, part) in
        [("POST", "/dry-run"), ("POST", "/commit"), ("GET", "/events"), ("POST", "/links"), ("DELETE", "")]
    {
        app.call(&ben, method, &format!("{path}{part}")).send().await.problem(404, "not_found");
    }
    let files = || std::fs::read_dir(app.state.settings.data_folder.join("uploads")).unwrap().count();
    assert_eq!(files(), 1);
    app.call(&app.anna, "DELETE", &path).send().await.ok(204);
    app.get(&app.anna, &path).await.problem(404, "not_found");
    assert_eq!(files(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_pile_up_to_a_limit_and_those_taken_in_make_room() {
    let app = App::start().await;
    let first = uploaded(&app, CSV).await;
    for _ in 1..10 {
        uploaded(&app, CSV).await;
    }
    upload(&app, "one-more.csv", CSV).await.problem(429, "too_many_uploads");
    commit(&app, &first).await;
    upload(&app, "one-more.csv", CSV).await.ok(201);
    app.get(&app.anna, &first).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_goes_only_into_products_of_ones_own() {
    let app = App::start().await;
    let pay = text(&app.get(&app.anna, "/products").await.json["data"][0]["id"]);
    let sec = app.product("SEC", "Security").await;
    let open = app.product("PUB", "Public").await;
    commit(&app, &into(&app, &app.anna, &sec).await).await;
    let cara = app.person("Cara", "product_owner", Some(&pay)).await;
    let id = app.get(&cara, "/session").await.json["person"]["id"].clone();
    let viewer = json!({ "person_id": id, "role": "viewer", "product_id": open });
    app.post(&app.anna, "/grants", viewer).await.ok(201);

    let path = into(&app, &cara, &pay).await;
    for product in [&sec, &open] {
        let choice = json!({ "product_id": product });
        app.call(&cara, "PUT", &path).json(choice).send().await.refused_field("product_id");
    }
    // The rows match items of SEC by their keys: nothing of those is shown, and nothing is changed.
    let report = app.call(&cara, "POST", &format!("{path}/dry-run")).send().await.ok(200).json;
    assert_eq!(
        (&report["updates"], &report["unchanged"], &report["sample"]),
        (&json!(0), &json!(3), &json!([]))
    );
}

/// Uploads the file as someone, to go into a product.
async fn into(app: &App, who: &Who, product: &str) -> String {
    let call = app.call(who, "POST", "/imports").header("x-file-name", "a.csv").body(CSV);
    let path = format!("/imports/{}", text(&call.send().await.ok(201).json["id"]));
    app.call(who, "PUT", &path).json(json!({ "product_id": product })).send().await.ok(200);
    path
}
