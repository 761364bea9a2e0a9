//! Several stores on one database: one chain, nothing skipped, news that cross over.

use std::time::Duration;

use futures_util::future::join_all;
use outweigh_core::ledger::{Edit, Expected};
use outweigh_core::workspace::Refusal;
use outweigh_store::{Caller, Store, StoreError};
use serde_json::json;

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{
    World, create, draft, fields, item_ref, rename, state, title, undo, verified, write, written,
};

on_both_databases!(
    each_store_sees_what_the_other_wrote,
    writes_of_two_stores_make_one_chain,
    a_follower_never_misses_a_position,
    a_key_counts_across_stores,
    followers_hear_of_others_without_asking,
    following_ends_with_the_store,
    two_stores_open_a_new_database_at_once,
    a_large_import_elsewhere_holds_nobody_up_for_good,
);

async fn each_store_sees_what_the_other_wrote(database: TestDatabase) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::set_up(&one).await;
    two.catch_up().await.unwrap();
    assert_eq!(state(&two.read()), state(&one.read()));
    // Without asking, a writer first takes in what others wrote.
    let item = world.add_items(&one, 1).await[0];
    let mut news = two.listen();
    assert_eq!(rename(&two, item, "from two").await, 3);
    assert_eq!([news.recv().await.unwrap().position, news.recv().await.unwrap().position], [2, 3]);
    let stale = Edit::Patch {
        entity: item_ref(item),
        expected: Expected::Version(1),
        patch: fields("title", json!("from one")),
    };
    let refused = write(&one, vec![stale]).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::Conflict { version: 2, .. }))), "{refused:?}");
    assert_eq!(title(&one, item), "from two");
    undo(&one, 3, false).await.unwrap();
    two.catch_up().await.unwrap();
    assert_eq!(state(&two.read()), state(&one.read()));
    verified(&two).await;
}

async fn writes_of_two_stores_make_one_chain(database: TestDatabase) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::set_up(&one).await;
    let item = world.add_items(&one, 1).await[0];
    let stores = [&one, &two];
    let writes = (0..120).map(|n| {
        let store = stores[n % 2].clone();
        async move {
            let edits = vec![
                create(world.item(100 + n as u64)),
                crate::world::set(item_ref(item), "title", json!(format!("title {n}"))),
            ];
            written(&store, edits).await
        }
    });
    let mut positions =
        join_all(writes.map(tokio::spawn)).await.into_iter().map(Result::unwrap).collect::<Vec<_>>();
    positions.sort_unstable();
    assert_eq!(positions, (3..123).collect::<Vec<_>>());
    for store in stores {
        store.catch_up().await.unwrap();
        assert_eq!(verified(store).await, 122);
    }
    assert_eq!(state(&one.read()), state(&two.read()));
    assert_eq!(state(&database.open().await.read()), state(&one.read()));
}

async fn a_follower_never_misses_a_position(database: TestDatabase) {
    const WRITES: usize = 300;
    let (one, two, reader) = (database.open().await, database.open().await, database.open().await);
    let world = World::set_up(&one).await;
    reader.catch_up().await.unwrap();
    let writing = (0..WRITES).map(|n| {
        let store = [&one, &two][n % 2].clone();
        // Some are larger, so that commits take unequally long.
        let edits = (0..[1, 1, 40][n % 3]).map(|m| create(world.item((100 + n * 100 + m) as u64))).collect();
        tokio::spawn(async move { written(&store, edits).await })
    });
    let writing: Vec<_> = writing.collect();
    let last = 1 + WRITES as i64;
    let mut seen = 1;
    while seen < last {
        // Asks for everything, so that a position that comes late would be seen to be missing.
        let news = reader.changes_between(seen, i64::MAX).await.unwrap();
        for (entry, changes) in news {
            assert_eq!(entry.position, seen + 1, "a position was skipped");
            assert_eq!(
                entry.change_count as usize,
                changes.len(),
                "position {} was half there",
                entry.position
            );
            seen = entry.position;
        }
    }
    for written in writing {
        written.await.unwrap();
    }
    one.catch_up().await.unwrap();
    assert_eq!(verified(&one).await, last);
}

async fn a_key_counts_across_stores(database: TestDatabase) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::set_up(&one).await;
    let request = |store: &Store, number: u64| {
        let store = store.clone();
        let mut draft = draft(vec![create(world.item(number))]);
        draft.idempotency_key = Some("once".into());
        tokio::spawn(async move { store.write(draft, Caller::System).await.unwrap() })
    };
    let requests: Vec<_> = (0..20).map(|n| request([&one, &two][n as usize % 2], n)).collect();
    let receipts: Vec<_> = join_all(requests).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(receipts.iter().filter(|receipt| !receipt.replayed).count(), 1);
    assert!(receipts.iter().all(|receipt| receipt.position == Some(2)));
}

/// Long enough for the slowest machine; a follower that works needs a fraction of it.
const PATIENCE: Duration = Duration::from_secs(20);

async fn followers_hear_of_others_without_asking(database: TestDatabase) {
    let (one, two) = (database.open().await, database.open().await);
    let following = two.follow();
    let mut news = two.listen();
    let world = World::set_up(&one).await;
    let item = world.add_items(&one, 1).await[0];
    for position in 1..=2 {
        let committed = tokio::time::timeout(PATIENCE, news.recv()).await.expect("no news came").unwrap();
        assert_eq!(committed.position, position);
    }
    // Hearing goes on when the connection to the server was cut.
    if matches!(database.address, outweigh_store::Address::Postgres(_)) {
        let cut = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                   WHERE datname = current_database() AND query LIKE 'LISTEN%'";
        assert_eq!(database.ask(cut).await, [Some("true".into())]);
    }
    rename(&one, item, "new").await;
    let committed = tokio::time::timeout(PATIENCE, news.recv()).await.expect("no news came").unwrap();
    assert_eq!((committed.position, title(&two, item).as_str()), (3, "new"));
    assert!(!following.is_finished());
}

async fn following_ends_with_the_store(database: TestDatabase) {
    let closed = database.open().await;
    let following = closed.follow();
    closed.close().await;
    tokio::time::timeout(PATIENCE, following).await.expect("it goes on after closing").unwrap();

    let dropped = database.open().await;
    let following = dropped.follow();
    drop(dropped);
    tokio::time::timeout(PATIENCE, following).await.expect("it keeps a dropped store alive").unwrap();
}

async fn two_stores_open_a_new_database_at_once(database: TestDatabase) {
    let opening = (0..4).map(|_| {
        let address = database.address.clone();
        tokio::spawn(async move { Store::open(&address, crate::world::at(0)).await })
    });
    let stores: Vec<_> = join_all(opening).await.into_iter().map(|store| store.unwrap().unwrap()).collect();
    let world = World::set_up(&stores[0]).await;
    for (n, store) in (1..).zip(&stores) {
        written(store, vec![create(world.item(n))]).await;
    }
    assert_eq!(verified(&stores[3]).await, 5);
}

async fn a_large_import_elsewhere_holds_nobody_up_for_good(database: TestDatabase) {
    let (server, tool) = (database.open().await, database.open().await);
    let world = World::set_up(&server).await;
    let item = world.add_items(&server, 1).await[0];
    let import = (2..5_000).map(|n| create(world.item(n))).collect();
    let importing = tokio::spawn(async move { written(&tool, import).await });
    let mut last = 0;
    while !importing.is_finished() || last == 0 {
        last = rename(&server, item, &format!("title {last}")).await;
    }
    let imported = importing.await.unwrap();
    server.catch_up().await.unwrap();
    assert!(imported > 2);
    assert_eq!(server.read().items.len(), 4_999);
    verified(&server).await;
}
