//! `/rubrics` and `/formulas`: drafts, activation, preview, mistakes at the character.

use serde_json::{Value, json};

use crate::support::{App, text};

async fn draft(app: &App, preset: &str) -> Value {
    app.post(&app.anna, "/rubrics", json!({ "from_preset": preset, "name": "Ours" })).await.ok(201).json
}

fn path(rubric: &Value) -> String {
    format!("/rubrics/{}", text(&rubric["id"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_preset_makes_a_draft() {
    let app = App::start().await;
    let presets = app.get(&app.anna, "/rubrics/presets").await.ok(200).json;
    assert!(presets.as_array().unwrap().len() >= 5);
    for preset in presets.as_array().unwrap() {
        let made = draft(&app, &text(&preset["key"])).await;
        assert_eq!(
            (&made["state"], &made["locked"], &made["name"]),
            (&json!("draft"), &json!(false), &json!("Ours"))
        );
    }
    app.post(&app.anna, "/rubrics", json!({ "from_preset": "magic" })).await.refused_field("from_preset");
    app.post(&app.anna, "/rubrics", json!({})).await.refused_field("from_preset");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_the_next_version_and_can_be_edited() {
    let app = App::start().await;
    let active = app.get(&app.anna, "/rubrics").await.ok(200).json[0].clone();
    assert_eq!((&active["state"], &active["locked"]), (&json!("active"), &json!(true)));
    let copy = app.post(&app.anna, "/rubrics", json!({ "from_id": active["id"] })).await.ok(201).json;
    assert_eq!((&copy["version_number"], &copy["state"]), (&json!(2), &json!("draft")));
    assert_eq!(copy["terms"], active["terms"]);

    let mut terms = copy["terms"].clone();
    terms[0]["weight"] = json!(9.5);
    let changed =
        app.patch(&app.anna, &path(&copy), json!({ "terms": terms, "name": "Ours" })).await.ok(200).json;
    assert_eq!((&changed["terms"][0]["weight"], &changed["version"]), (&json!(9.5), &json!(2)));
    app.patch(&app.anna, &path(&copy), json!({ "state": "active" })).await.refused_field("state");
    app.call(&app.anna, "PATCH", &path(&copy))
        .json(json!({ "name": "x" }))
        .send()
        .await
        .problem(428, "version_required");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_formula_is_refused_with_its_place() {
    let app = App::start().await;
    let rubric = draft(&app, "rice").await;
    let mut terms = rubric["terms"].clone();
    terms[0]["formula"] = json!("reach * magic");
    let message = app
        .patch(&app.anna, &path(&rubric), json!({ "terms": terms }))
        .await
        .problem(422, "invalid")
        .to_string();
    assert!(message.contains("magic"), "{message}");

    let check = |formula: &str| {
        app.post(&app.anna, "/formulas/check", json!({ "formula": formula, "criteria": rubric["criteria"] }))
    };
    let good = check("reach * impact").await.ok(200).json;
    assert_eq!((&good["ok"], good.get("error")), (&json!(true), None));
    let bad = check("reach * magic").await.ok(200).json;
    assert_eq!(
        (&bad["ok"], &bad["error"]["start"], &bad["error"]["end"]),
        (&json!(false), &json!(8), &json!(13)),
        "{bad}"
    );
    let deep = format!("{}reach{}", "(".repeat(5_000), ")".repeat(5_000));
    assert_eq!(check(&deep).await.ok(200).json["ok"], false);
    assert_eq!(check("").await.ok(200).json["ok"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn activating_locks_the_new_and_retires_the_old() {
    let app = App::start().await;
    app.item("Pay by card").await;
    let old = app.get(&app.anna, "/rubrics").await.json[0].clone();
    let new = draft(&app, "rice").await;
    let activate = |reason: &str| {
        let call = app.call(&app.anna, "POST", &format!("{}/activate", path(&new)));
        call.json(json!({ "reason": reason })).send()
    };
    activate(" ").await.refused_field("reason");
    let head = app.position();
    let active = activate("simpler").await.ok(200);
    assert_eq!(
        (&active.json["state"], &active.json["locked"], active.position()),
        (&json!("active"), &json!(true), head + 1)
    );
    assert_eq!(app.get(&app.anna, &path(&old)).await.json["state"], "retired");
    assert_eq!(app.get(&app.anna, "/items/PAY-1/score").await.json["rubric_name"], "Ours");

    for rubric in [&old, &new] {
        let problem =
            app.patch(&app.anna, &path(rubric), json!({ "name": "x" })).await.problem(409, "locked");
        assert!(text(&problem["hint"]).contains("copy"), "{problem}");
        app.call(&app.anna, "DELETE", &path(rubric))
            .header("if-match", "*")
            .send()
            .await
            .problem(409, "locked");
    }
    app.post(&app.anna, &format!("/ledger/{}/undo", active.position()), json!({})).await.ok(200);
    assert_eq!(app.get(&app.anna, &path(&old)).await.json["state"], "active");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_ranks_as_another_rubric_would_and_changes_nothing() {
    let app = App::start().await;
    for n in 1..=3 {
        app.item(&format!("Item {n}")).await;
    }
    let mut rubric = draft(&app, "rice").await;
    let head = app.position();
    let order = app.titles(&app.anna, "").await;
    let fields = rubric.as_object_mut().unwrap();
    fields.retain(|field, _| field != "version" && field != "locked");
    let preview = app.post(&app.anna, "/rubrics/preview", json!({ "rubric": rubric })).await.ok(200).json;
    let top = preview["top"].as_array().unwrap();
    assert_eq!(top.len(), 3);
    for (place, row) in (1..).zip(top) {
        assert_eq!(row["rank_then"], place);
        assert!(row["rank_now"].is_u64() && row["score_then"].is_f64(), "{row}");
    }
    assert_eq!((app.position(), app.titles(&app.anna, "").await), (head, order));
    rubric["effort"] = json!("magic");
    app.post(&app.anna, "/rubrics/preview", json!({ "rubric": rubric })).await.refused_field("effort");
}
