//! `/session`, `/setup` and passwords: who gets in, and for how long.

use serde_json::json;

use crate::support::{Answer, App, PASSWORD, Who, text};

async fn sign_in(app: &App, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    app.call(&Who::Nobody, "POST", "/session").header("x-outweigh-csrf", "1").json(body).send().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_link_makes_one_administrator_once() {
    let app = App::empty("http://localhost").await;
    let token = app.setup_token().await;
    let state =
        async |token: &str| app.get(&Who::Nobody, &format!("/setup?token={token}")).await.ok(200).json;
    assert_eq!(state(&token).await, json!({ "state": "needs_admin" }));
    assert_eq!(state("guessed").await, json!({ "state": "used" }));

    let session = app.first_admin(&token).await.ok(200);
    assert_eq!(session.json["highest_role"], "admin");
    assert_eq!(session.json["person"]["email"], "anna@example.org");
    assert_eq!(state(&token).await, json!({ "state": "used" }));
    app.first_admin(&token).await.problem(403, "forbidden");
    app.first_admin("guessed").await.problem(403, "forbidden");
    assert_eq!(app.state.store.read().people.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_use_the_first_start_link_at_once_one_gets_in() {
    let app = App::empty("http://localhost").await;
    let token = app.setup_token().await;
    let (one, two) = tokio::join!(app.first_admin(&token), app.first_admin(&token));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403]);
    assert_eq!(app.state.store.read().people.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_at_the_first_start_leaves_the_link_good() {
    let app = App::empty("http://localhost").await;
    let token = app.setup_token().await;
    let with = |email: &str, password: &str| {
        let body = json!({ "token": token, "name": "Anna", "email": email, "password": password });
        app.call(&Who::Nobody, "POST", "/setup").json(body).send()
    };
    with("anna@example.org", "short").await.refused_field("password");
    with("no address", PASSWORD).await.refused_field("email");
    assert_eq!(app.state.store.read().people.len(), 0);
    app.first_admin(&token).await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_cookie_is_kept_from_scripts_and_other_sites() {
    for (base_url, secure) in [("http://localhost", false), ("https://outweigh.example", true)] {
        let app = App::empty(base_url).await;
        let answer = app.first_admin(&app.setup_token().await).await.ok(200);
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        assert_eq!(cookie.contains("; Secure"), secure, "{cookie}");
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_signs_in_and_a_wrong_one_does_not() {
    let app = App::start().await;
    let session = sign_in(&app, " Anna@Example.org ", PASSWORD).await.ok(200).session();
    assert_eq!(app.get(&session, "/session").await.ok(200).json["person"]["name"], "Anna");
    sign_in(&app, "anna@example.org", "wrong").await.problem(401, "wrong_credentials");
    sign_in(&app, "nobody@example.org", PASSWORD).await.problem(401, "wrong_credentials");
    sign_in(&app, &"x".repeat(10_000), PASSWORD).await.refused_field("email");
    app.get(&Who::Nobody, "/session").await.problem(401, "unauthenticated");
    app.get(&Who::Session("guessed".into()), "/session").await.problem(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_a_password_is_slowed_down_even_when_all_guesses_come_at_once() {
    let app = App::start().await;
    let guesses =
        (0..12).map(|n| sign_in(&app, "anna@example.org", if n % 2 == 0 { "wrong" } else { "also wrong" }));
    let mut statuses: Vec<_> =
        futures_util::future::join_all(guesses).await.iter().map(|a| a.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [[401; 8].as_slice(), &[429; 4]].concat());
    let problem = sign_in(&app, "anna@example.org", PASSWORD).await.problem(429, "too_many_attempts");
    assert!(text(&problem["hint"]).starts_with("try again in "), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_many_names_from_one_address_is_slowed_down() {
    let app = App::start().await;
    let try_from = |address, name: String| {
        let body = json!({ "email": name, "password": "wrong" });
        let call = app.call(&Who::Nobody, "POST", "/session").from(address).header("x-outweigh-csrf", "1");
        call.json(body).send()
    };
    let stranger = [203, 0, 113, 7];
    let first = (0..64).map(|n| try_from(stranger, format!("name{n}@example.org")));
    assert!(futures_util::future::join_all(first).await.iter().all(|answer| answer.status == 401));
    try_from(stranger, "another@example.org".into()).await.problem(429, "too_many_attempts");
    for address in [[203, 0, 113, 8], [127, 0, 0, 1]] {
        try_from(address, "another@example.org".into()).await.problem(401, "wrong_credentials");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_needs_the_header_that_other_sites_cannot_send() {
    let app = App::start().await;
    let body = json!({ "email": "anna@example.org", "password": PASSWORD });
    app.post(&Who::Nobody, "/session", body).await.problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session() {
    let app = App::start().await;
    let answer = app.call(&app.anna, "DELETE", "/session").send().await.ok(204);
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    app.get(&app.anna, "/session").await.problem(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_by_cookie_needs_the_csrf_header() {
    let app = App::start().await;
    let Who::Session(cookie) = &app.anna else { panic!("Anna has a session") };
    let cookie = format!("outweigh_session={cookie}");
    let call = |method: &str, path: &str| app.call(&Who::Nobody, method, path).header("cookie", &cookie);
    let problem =
        call("POST", "/items").json(json!({ "title": "forged" })).send().await.problem(403, "forbidden");
    assert!(text(&problem["hint"]).contains("X-Outweigh-CSRF"));
    call("DELETE", "/session").send().await.problem(403, "forbidden");
    call("POST", "/ledger/undo-last").send().await.problem(403, "forbidden");
    call("GET", "/items").send().await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_who_left_is_signed_out_everywhere() {
    let app = App::start().await;
    let ben = app.person("Ben", "admin", None).await;
    app.get(&ben, "/items").await.ok(200);
    let people = app.get(&app.anna, "/people?q=ben").await.ok(200).json;
    let path = format!("/people/{}", text(&people["data"][0]["id"]));
    app.patch(&app.anna, &path, json!({ "active": false })).await.ok(200);
    app.get(&ben, "/items").await.problem(401, "unauthenticated");
    sign_in(&app, "ben@example.org", PASSWORD).await.problem(401, "wrong_credentials");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_other_sessions_and_keeps_this_one() {
    let app = App::start().await;
    let elsewhere = sign_in(&app, "anna@example.org", PASSWORD).await.ok(200).session();
    let path = format!("/people/{}/password", app.anna_id);
    let set = |body| app.call(&app.anna, "PUT", &path).json(body).send();
    set(json!({ "password": "another long one", "current": "wrong" })).await.refused_field("current");
    set(json!({ "password": "short", "current": PASSWORD })).await.refused_field("password");
    let answer = set(json!({ "password": "another long one", "current": PASSWORD })).await.ok(204);

    app.get(&answer.session(), "/session").await.ok(200);
    app.get(&elsewhere, "/session").await.problem(401, "unauthenticated");
    app.get(&app.anna, "/session").await.problem(401, "unauthenticated");
    sign_in(&app, "anna@example.org", PASSWORD).await.problem(401, "wrong_credentials");
    sign_in(&app, "anna@example.org", "another long one").await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_sets_the_password_of_others_and_nobody_else_does() {
    let app = App::start().await;
    app.person("Ben", "product_owner", None).await;
    let ben_id = text(&app.get(&app.anna, "/people?q=ben").await.json["data"][0]["id"]);
    let path = format!("/people/{ben_id}/password");
    let body = json!({ "password": "ben's long password" });
    app.call(&app.anna, "PUT", &path).json(body).send().await.ok(204);
    let ben = sign_in(&app, "ben@example.org", "ben's long password").await.ok(200).session();

    let annas = format!("/people/{}/password", app.anna_id);
    let body = json!({ "password": "taken over by ben" });
    app.call(&ben, "PUT", &annas).json(body.clone()).send().await.problem(403, "forbidden");
    let script = app.token(&app.anna_id, outweigh_core::domain::Role::Admin).await;
    app.call(&script, "PUT", &path).json(body).send().await.problem(403, "forbidden");
}
