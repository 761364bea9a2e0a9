//! Passwords, sessions, tokens and links: whom they let in, and for how long.

use outweigh_core::domain::Role;
use outweigh_core::ids::PersonId;
use outweigh_store::{ApiToken, SetupPurpose, TokenHash};

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{at, id};

on_both_databases!(
    a_password_is_the_last_one_set,
    a_session_ends_by_time_or_by_wish,
    a_token_ends_by_time_or_by_its_owner,
    what_another_server_ends_is_noticed_soon,
    a_setup_link_is_used_once,
    secrets_are_stored_as_hashes,
);

async fn a_password_is_the_last_one_set(database: TestDatabase) {
    let store = database.open().await;
    let (anna, ben) = (id::<PersonId>(), id::<PersonId>());
    assert!(!store.has_passwords().await.unwrap());
    store.set_password(anna, "first", at(0)).await.unwrap();
    store.set_password(anna, "second", at(1)).await.unwrap();
    assert!(store.has_passwords().await.unwrap());
    assert_eq!(store.password_hash(anna).await.unwrap().as_deref(), Some("second"));
    assert_eq!(store.password_hash(ben).await.unwrap(), None);
}

async fn a_session_ends_by_time_or_by_wish(database: TestDatabase) {
    let store = database.open().await;
    let (anna, ben) = (id::<PersonId>(), id::<PersonId>());
    let [one, two, bens] = ["one", "two", "three"].map(TokenHash::of);
    store.add_session(&one, anna, at(100), at(0)).await.unwrap();
    store.add_session(&two, anna, at(200), at(0)).await.unwrap();
    store.add_session(&bens, ben, at(300), at(0)).await.unwrap();
    assert_eq!(store.session(&one, at(99)).await.unwrap(), Some((anna, at(100))));
    assert_eq!(store.session(&one, at(100)).await.unwrap(), None);
    assert_eq!(store.session(&TokenHash::of("guess"), at(0)).await.unwrap(), None);
    // A new one sweeps out those that ended.
    store.add_session(&TokenHash::of("four"), ben, at(400), at(150)).await.unwrap();
    assert_eq!(store.session(&one, at(0)).await.unwrap(), None);
    store.end_session(&bens).await.unwrap();
    assert_eq!(store.session(&bens, at(150)).await.unwrap(), None);
    store.end_sessions_of(anna).await.unwrap();
    assert_eq!(store.session(&two, at(150)).await.unwrap(), None);
    assert_eq!(store.session(&TokenHash::of("four"), at(150)).await.unwrap(), Some((ben, at(400))));
}

async fn a_token_ends_by_time_or_by_its_owner(database: TestDatabase) {
    let store = database.open().await;
    let (anna, ben) = (id::<PersonId>(), id::<PersonId>());
    let token = |name: &str, second: i64, expires: Option<i64>| ApiToken {
        id: name.into(),
        person_id: anna,
        name: format!("token {name}"),
        scope: Role::Contributor,
        created_at: at(second),
        expires_at: expires.map(at),
        last_used: None,
    };
    let (forever, short) = (token("a", 0, None), token("b", 1, Some(100)));
    store.add_token(&forever, &TokenHash::of("secret a")).await.unwrap();
    store.add_token(&short, &TokenHash::of("secret b")).await.unwrap();
    assert_eq!(store.tokens_of(anna).await.unwrap(), [forever.clone(), short.clone()]);
    assert_eq!(store.tokens_of(ben).await.unwrap(), []);
    let again = store.add_token(&token("c", 0, None), &TokenHash::of("secret a")).await;
    assert!(again.is_err(), "one secret opened two doors");

    assert_eq!(store.token(&TokenHash::of("secret a"), at(50)).await.unwrap(), Some(forever));
    assert_eq!(store.token(&TokenHash::of("secret b"), at(99)).await.unwrap(), Some(short));
    assert_eq!(store.token(&TokenHash::of("secret b"), at(100)).await.unwrap(), None);
    assert_eq!(store.token(&TokenHash::of("secret"), at(0)).await.unwrap(), None);
    // Uses are noted, though not each one.
    store.token(&TokenHash::of("secret a"), at(70)).await.unwrap();
    assert_eq!(store.tokens_of(anna).await.unwrap()[0].last_used, Some(at(50)));
    store.token(&TokenHash::of("secret a"), at(200)).await.unwrap();
    assert_eq!(store.tokens_of(anna).await.unwrap()[0].last_used, Some(at(200)));

    assert!(!store.revoke_token(ben, "a").await.unwrap(), "it is not his");
    assert!(store.revoke_token(anna, "a").await.unwrap());
    assert!(!store.revoke_token(anna, "a").await.unwrap());
    assert_eq!(store.token(&TokenHash::of("secret a"), at(0)).await.unwrap(), None);
}

async fn a_setup_link_is_used_once(database: TestDatabase) {
    let store = database.open().await;
    let demo = SetupPurpose::Demo(id());
    let [one, two] = ["one", "two"].map(TokenHash::of);
    store.set_setup_link(&one, SetupPurpose::FirstAdmin, at(100)).await.unwrap();
    assert_eq!(store.setup_link(&one, at(99)).await.unwrap(), Some(SetupPurpose::FirstAdmin));
    assert_eq!(store.setup_link(&one, at(100)).await.unwrap(), None);
    store.set_setup_link(&two, demo, at(100)).await.unwrap();
    assert_eq!(store.setup_link(&one, at(0)).await.unwrap(), None, "a new link replaces the old one");
    assert_eq!(store.setup_link(&two, at(0)).await.unwrap(), Some(demo));
    let uses = futures_util::future::join_all((0..8).map(|_| store.use_setup_link(&two))).await;
    assert_eq!(uses.into_iter().filter(|used| *used.as_ref().unwrap()).count(), 1);
    assert_eq!(store.setup_link(&two, at(0)).await.unwrap(), None);
}

async fn secrets_are_stored_as_hashes(database: TestDatabase) {
    let store = database.open().await;
    let secret = TokenHash::of("tell nobody");
    store.add_session(&secret, id(), at(9), at(0)).await.unwrap();
    store.set_setup_link(&secret, SetupPurpose::FirstAdmin, at(9)).await.unwrap();
    let stored = "SELECT token_hash FROM sessions UNION ALL SELECT token_hash FROM setup_links";
    for stored in database.ask(stored).await.into_iter().flatten() {
        assert!(stored.len() == 64 && stored.chars().all(|c| c.is_ascii_hexdigit()), "{stored}");
    }
}

async fn what_another_server_ends_is_noticed_soon(database: TestDatabase) {
    let (here, there) = (database.open().await, database.open().await);
    let anna = id::<PersonId>();
    let (session, secret) = (TokenHash::of("session"), TokenHash::of("secret"));
    let token = ApiToken {
        id: "a".into(),
        person_id: anna,
        name: "script".into(),
        scope: Role::Viewer,
        created_at: at(0),
        expires_at: None,
        last_used: None,
    };
    here.add_session(&session, anna, at(1_000), at(0)).await.unwrap();
    here.add_token(&token, &secret).await.unwrap();
    assert!(here.session(&session, at(100)).await.unwrap().is_some());
    assert!(here.token(&secret, at(100)).await.unwrap().is_some());
    there.end_sessions_of(anna).await.unwrap();
    assert!(there.revoke_token(anna, "a").await.unwrap());
    assert_eq!(here.session(&session, at(105)).await.unwrap(), None);
    assert_eq!(here.token(&secret, at(105)).await.unwrap(), None);
}
