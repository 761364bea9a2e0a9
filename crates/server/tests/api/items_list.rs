//! `/items`, `/items/summary`, `/items/index`: windows, counts, filters, the past.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{App, quoted, text};

/// Forty items in four lanes, some with tags, each with its own title.
async fn forty() -> App {
    let app = App::start().await;
    let lanes = ["stability", "improvement", "bet"];
    for n in 1..=40 {
        let tags = if n % 5 == 0 { vec!["api"] } else { vec![] };
        let mut item = json!({ "title": format!("Item {n:02}"), "tags": tags });
        if let Some(lane) = lanes.get(n % 4) {
            item["lane"] = json!(lane);
        }
        app.item_with(item).await;
    }
    app
}

fn titles(window: &Value) -> Vec<String> {
    window["items"].as_array().unwrap().iter().map(|row| text(&row["title"])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_by_offset_and_by_cursor_cover_every_item_once() {
    let app = forty().await;
    for sort in ["", "rank", "-title", "lane", "created", "-updated", "-effort", "due"] {
        let query = format!("/items?sort={sort}&group=lane&limit=7");
        let all = app.get(&app.anna, &format!("/items?sort={sort}&group=lane&limit=500")).await.ok(200).json;
        let (mut by_offset, mut by_cursor, mut cursor) = (Vec::new(), Vec::new(), String::new());
        for page in 0..6 {
            by_offset.extend(titles(
                &app.get(&app.anna, &format!("{query}&offset={}", page * 7)).await.ok(200).json,
            ));
            let window = app.get(&app.anna, &format!("{query}&cursor={cursor}")).await.ok(200).json;
            by_cursor.extend(titles(&window));
            assert_eq!(window.get("next_cursor").is_some(), page < 5, "{sort}");
            cursor = window["next_cursor"].as_str().unwrap_or_default().into();
        }
        assert_eq!((&by_offset, &by_cursor), (&titles(&all), &titles(&all)), "{sort}");
        assert_eq!(by_cursor.iter().collect::<BTreeSet<_>>().len(), 40);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn items_tell_when_they_or_a_part_of_them_was_last_changed() {
    let app = App::start().await;
    for title in ["First", "Second", "Third"] {
        app.item(title).await;
    }
    let updated = async |as_of: i64| -> Vec<String> {
        let path = format!("/items?sort=-updated&as_of={as_of}");
        let window = app.get(&app.anna, &path).await.ok(200).json;
        window["items"].as_array().unwrap().iter().map(|row| text(&row["updated_at"])).collect()
    };
    let before = app.position();
    let times = updated(before).await;
    assert_eq!(app.titles(&app.anna, "sort=-updated").await, ["Third", "Second", "First"]);

    app.post(&app.anna, "/items/PAY-1/comments", json!({ "text": "Asked for again" })).await.ok(201);
    app.patch(&app.anna, "/items/PAY-2", json!({ "tags": ["api"] })).await.ok(200);
    assert_eq!(app.titles(&app.anna, "sort=-updated").await, ["Second", "First", "Third"]);
    let detail = app.get(&app.anna, "/items/PAY-2").await.ok(200).json;
    let now = updated(app.position()).await;
    assert_eq!(text(&detail["row"]["updated_at"]), now[0]);
    assert!(now[0] > now[1] && now[1] > times[0], "{now:?} after {times:?}");
    assert_eq!(updated(before).await, times, "as it was");

    let today = format!("sort=key&filter={}", quoted("updated >= today"));
    assert_eq!(app.titles(&app.anna, &today).await.len(), 3);
    let older = format!("filter={}", quoted("updated < today"));
    assert_eq!(app.titles(&app.anna, &older).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_the_teams_own_are_named_and_sorted_by() {
    let app = App::start().await;
    for (title, custom) in [
        ("Nine", json!({ "Story points": 9, "Region": "emea" })),
        ("Ten", json!({ "Story points": 10, "Region": "Apac" })),
        ("Much", json!({ "Story points": "many" })),
        ("Bare", json!({})),
    ] {
        app.item_with(json!({ "title": title, "custom": custom })).await;
    }
    let summary = app.get(&app.anna, "/items/summary").await.ok(200).json;
    assert_eq!(summary["custom_fields"], json!(["Region", "Story points"]));
    let none = format!("/items/summary?filter={}", quoted("title is Bare"));
    assert_eq!(app.get(&app.anna, &none).await.ok(200).json["custom_fields"], json!([]));
    let sorted = async |field: &str| app.titles(&app.anna, &format!("sort={}", quoted(field))).await;
    assert_eq!(sorted("custom.Story points").await, ["Nine", "Ten", "Much", "Bare"]);
    assert_eq!(sorted("-custom.Story points").await, ["Much", "Ten", "Nine", "Bare"], "empty ones last");
    assert_eq!(sorted("custom.Region").await[..2], ["Ten", "Nine"], "in any case");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_holds_its_place_when_items_before_it_vanish() {
    let app = forty().await;
    let first = app.get(&app.anna, "/items?sort=title&limit=10").await.ok(200).json;
    let cursor = text(&first["next_cursor"]);
    app.post(&app.anna, "/items/bulk", json!({ "ids": ["PAY-1", "PAY-2"], "delete": true })).await.ok(200);
    let next = app.get(&app.anna, &format!("/items?sort=title&limit=10&cursor={cursor}")).await.ok(200).json;
    assert_eq!(titles(&next)[0], "Item 11");
}

#[tokio::test(flavor = "multi_thread")]
async fn windows_beyond_the_end_are_empty_and_nonsense_is_refused() {
    let app = forty().await;
    for query in [
        format!("offset={}", usize::MAX),
        format!("offset={}&limit={}", usize::MAX, usize::MAX),
        "offset=40".into(),
        format!("cursor={}.018f0000-0000-7000-8000-000000000000", usize::MAX),
    ] {
        let window = app.get(&app.anna, &format!("/items?{query}")).await.ok(200).json;
        assert_eq!(
            (window["items"].as_array().unwrap().len(), window["total"].as_u64()),
            (0, Some(40)),
            "{query}"
        );
    }
    let all = app.get(&app.anna, &format!("/items?limit={}", usize::MAX)).await.ok(200).json;
    assert_eq!(titles(&all).len(), 40);
    for (query, field) in [
        ("cursor=rubbish", "cursor"),
        ("cursor=1.rubbish", "cursor"),
        ("sort=colour", "sort"),
        ("group=colour", "group"),
        ("as_of=yesterday", "as_of"),
    ] {
        app.get(&app.anna, &format!("/items?{query}")).await.refused_field(field);
    }
    app.get(&app.anna, "/items?offset=-1").await.problem(400, "bad_request");
    app.get(&app.anna, "/items?as_of=99999").await.problem(404, "not_found");
    app.get(&app.anna, "/items?as_of=-1").await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_filter_is_told_with_its_place() {
    let app = App::start().await;
    let filter = "lane is hotfix and colour is red";
    for path in ["/items", "/items/summary", "/items/index"] {
        let problem =
            app.get(&app.anna, &format!("{path}?filter={}", quoted(filter))).await.problem(422, "invalid");
        assert_eq!(
            (&problem["errors"][0]["field"], &problem["span"]),
            (&json!("filter"), &json!([19, 25])),
            "{problem}"
        );
    }
    let long = quoted(&"lane is bet or ".repeat(500));
    app.get(&app.anna, &format!("/items?filter={long}")).await.refused_field("filter");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_filters_narrow_and_closed_items_stay_out() {
    let app = App::start().await;
    app.item_with(json!({ "title": "Pay by card", "problem": "cash is slow", "tags": ["api"] })).await;
    app.item_with(json!({ "title": "Pay by wire", "lane": "bet", "owner_id": app.anna_id })).await;
    app.item_with(json!({ "title": "Refunds", "status": "declined", "status_reason": "no" })).await;
    let found = async |query: String| app.titles(&app.anna, &format!("sort=title&{query}")).await;
    assert_eq!(found(String::new()).await, ["Pay by card", "Pay by wire"]);
    assert_eq!(found(format!("q={}", quoted("SLOW card"))).await, ["Pay by card"]);
    assert_eq!(found("q=PAY-2".into()).await, ["Pay by wire"]);
    assert_eq!(found("q=nowhere".into()).await, Vec::<String>::new());
    let filter = |filter: &str| format!("filter={}", quoted(filter));
    assert_eq!(found(filter("tag is api")).await, ["Pay by card"]);
    assert_eq!(found(filter("owner is \"anna@example.org\" and not lane is hotfix")).await, ["Pay by wire"]);
    assert_eq!(found(filter("status is declined")).await, ["Refunds"]);
    assert_eq!(found(filter("open is false")).await, ["Refunds"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counts_are_those_of_the_list_and_the_index_has_its_order() {
    let app = forty().await;
    for filter in ["", "tag is api", "lane is bet or lane is empty"] {
        let query = format!("filter={}&sort=-title", quoted(filter));
        let window = app.get(&app.anna, &format!("/items?{query}&limit=500&group=lane")).await.ok(200).json;
        let rows = window["items"].as_array().unwrap();
        let summary = app.get(&app.anna, &format!("/items/summary?{query}")).await.ok(200).json;
        assert_eq!(summary["total"], rows.len());
        for facet in summary["facets"]["lane"].as_array().unwrap() {
            let lane = |row: &&Value| row["lane"].as_str().unwrap_or_default() == facet["key"];
            assert_eq!(facet["count"], rows.iter().filter(lane).count(), "{facet}");
        }
        let mut offset = 0;
        for group in window["groups"].as_array().unwrap() {
            assert_eq!(group["offset"], offset, "{group}");
            offset += group["count"].as_u64().unwrap();
        }
        assert_eq!(offset as usize, rows.len());
        let index = app.get(&app.anna, &format!("/items/index?{query}&group=lane")).await.ok(200).json;
        let ids: Vec<_> = rows.iter().map(|row| row["id"].clone()).collect();
        assert_eq!(index["ids"], json!(ids));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_is_shown_by_position_and_by_time() {
    let app = App::start().await;
    app.item("First name").await;
    let before = app.position();
    let at = app.get(&app.anna, &format!("/ledger/{before}")).await.json["entry"]["at"].clone();
    app.patch(&app.anna, "/items/PAY-1", json!({ "title": "Second name" })).await.ok(200);
    app.item("Later").await;
    for as_of in [before.to_string(), quoted(&text(&at))] {
        assert_eq!(app.titles(&app.anna, &format!("as_of={as_of}")).await, ["First name"]);
        let item = app.get(&app.anna, &format!("/items/PAY-1?as_of={as_of}")).await.ok(200).json;
        assert_eq!((&item["item"]["title"], &item["version"]), (&json!("First name"), &json!(1)));
        app.get(&app.anna, &format!("/items/PAY-2?as_of={as_of}")).await.problem(404, "not_found");
        let summary = app.get(&app.anna, &format!("/items/summary?as_of={as_of}")).await.ok(200).json;
        assert_eq!((&summary["total"], &summary["position"]), (&json!(1), &json!(before)));
    }
    assert_eq!(app.titles(&app.anna, "as_of=2020-01-01").await, Vec::<String>::new());
    assert_eq!(app.titles(&app.anna, "sort=title").await, ["Later", "Second name"]);
}
