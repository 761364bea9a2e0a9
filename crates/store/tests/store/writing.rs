//! Change sets: all or nothing, once each, many at a time.

use futures_util::future::join_all;
use outweigh_core::ledger::{Cause, Draft, Edit, Expected};
use outweigh_core::workspace::Refusal;
use outweigh_store::{Caller, Progress, Store, StoreError};
use serde_json::json;
use tokio::sync::watch;

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{
    World, at, comment, create, delete, dependency, draft, estimate, fields, id, item_ref, rename, set,
    state, title, verified, write, written,
};

on_both_databases!(
    what_is_written_is_read_back,
    a_stale_edit_is_told_both_values,
    a_refused_change_set_leaves_no_trace,
    a_refused_change_set_harms_no_other_of_its_group,
    what_the_database_refuses_harms_no_other_of_its_group,
    a_key_is_carried_out_once,
    a_key_is_carried_out_once_when_all_come_together,
    a_key_whose_first_request_was_refused_is_free,
    a_key_is_good_for_one_door_and_one_actor,
    a_change_set_that_changes_nothing_has_no_position,
    sixty_four_writers_are_all_served,
    progress_ends_at_the_total,
    nobody_writes_without_the_right,
    closing_waits_for_what_is_being_written,
    texts_with_nul_are_kept_without_it,
);

async fn what_is_written_is_read_back(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let items = world.add_items(&store, 3).await;
    let mut edits = vec![create(estimate(items[0], 2.0)), create(dependency(items[0], items[1]))];
    edits.push(create(comment(items[2], "quotes ' \" and \\ and %, umlauts ü, 漢字, 🦀, NUL \u{1}")));
    let receipt = write(&store, edits).await.unwrap();
    assert_eq!((receipt.position, receipt.touched.len(), receipt.replayed), (Some(3), 3, false));
    written(&store, vec![set(item_ref(items[1]), "tags", json!(["a", "b"]))]).await;
    written(&store, vec![delete(item_ref(items[2]))]).await;
    let before = state(&store.read());
    assert_eq!(verified(&store).await, 5);
    store.close().await;

    let store = database.open().await;
    assert_eq!(state(&store.read()), before);
    assert_eq!(store.read().items.get(items[1]).unwrap().tags, ["a", "b"]);
    assert!(store.read().items.get(items[2]).is_none());
    assert_eq!(rename(&store, items[0], "goes on").await, 6);
    verified(&store).await;
}

async fn a_stale_edit_is_told_both_values(database: TestDatabase) {
    let store = database.open().await;
    let item = World::set_up(&store).await.add_items(&store, 1).await[0];
    let edit = |title: &str| Edit::Patch {
        entity: item_ref(item),
        expected: Expected::Version(1),
        patch: fields("title", json!(title)),
    };
    write(&store, vec![edit("first")]).await.unwrap();
    let Err(StoreError::Refused(Refusal::Conflict { version, fields, .. })) =
        write(&store, vec![edit("second")]).await
    else {
        panic!("a stale version was accepted")
    };
    assert_eq!(version, 2);
    assert_eq!(fields[0].field, "title");
    assert_eq!(fields[0].yours, Some(json!("second")));
    assert_eq!(fields[0].theirs, Some(json!("first")));
    assert_eq!(title(&store, item), "first");
}

async fn a_refused_change_set_leaves_no_trace(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 1).await[0];
    let before = state(&store.read());
    let unknown = item_ref(id());
    let edits = vec![
        create(world.item(7)),
        set(item_ref(item), "title", json!("changed")),
        set(unknown, "title", json!("nothing there")),
    ];
    let refused = write(&store, edits).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::Unknown(e))) if e == unknown), "{refused:?}");
    assert_eq!(state(&store.read()), before);
    assert_eq!(verified(&store).await, 2);
    assert_eq!(database.ask("SELECT doc FROM entities WHERE doc LIKE '%PAY-7%'").await, []);
}

async fn a_refused_change_set_harms_no_other_of_its_group(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 1).await[0];
    // All at once: most of them meet in one transaction.
    let drafts = (10..50).map(|n| match n % 2 {
        0 => vec![create(world.item(n))],
        _ => vec![create(world.item(n)), set(item_ref(item), "status", json!("done"))],
    });
    let results = join_all(drafts.map(|edits| write(&store, edits))).await;
    for (n, result) in (10..50).zip(results) {
        assert_eq!(result.is_ok(), n % 2 == 0, "{n}: {result:?}");
        assert_eq!(store.read().item_by_key(&format!("PAY-{n}")).is_some(), n % 2 == 0);
    }
    assert_eq!(verified(&store).await, 2 + 20);
}

async fn what_the_database_refuses_harms_no_other_of_its_group(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let twin = id();
    let drafts = (0..20).map(|n| Draft {
        // A change set's id is unique; only the database sees that this one is taken.
        id: if n % 10 == 5 { twin } else { id() },
        ..draft(vec![create(world.item(n))])
    });
    let results = join_all(drafts.map(|draft| store.write(draft, Caller::System))).await;
    let refused: Vec<_> = results.iter().filter(|result| result.is_err()).collect();
    assert!(matches!(refused[..], [Err(StoreError::Database(_))]), "{refused:?}");
    assert_eq!(verified(&store).await, 1 + 19);
    assert_eq!(store.read().items.len(), 19);
}

fn keyed(world: &World, number: u64, key: &str) -> Draft {
    Draft { idempotency_key: Some(key.into()), ..draft(vec![create(world.item(number))]) }
}

async fn a_key_is_carried_out_once(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let first = store.write(keyed(&world, 1, "k"), Caller::System).await.unwrap();
    assert!(!first.replayed);
    for store in [store, database.open().await] {
        let again = store.write(keyed(&world, 2, "k"), Caller::System).await.unwrap();
        assert!(again.replayed);
        assert_eq!((again.position, &again.touched), (first.position, &first.touched));
        assert_eq!(store.read().items.len(), 1);
    }
}

async fn a_key_is_carried_out_once_when_all_come_together(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let drafts = (0..30).map(|n| keyed(&world, n, ["a", "b", "c"][n as usize % 3]));
    let receipts = join_all(drafts.map(|draft| store.write(draft, Caller::System))).await;
    let receipts: Vec<_> = receipts.into_iter().map(Result::unwrap).collect();
    assert_eq!(receipts.iter().filter(|receipt| !receipt.replayed).count(), 3);
    for (n, receipt) in receipts.iter().enumerate() {
        let first = receipts.iter().enumerate().find(|(m, r)| m % 3 == n % 3 && !r.replayed).unwrap().1;
        assert_eq!((receipt.position, &receipt.touched), (first.position, &first.touched));
    }
    assert_eq!(store.read().items.len(), 3);
    verified(&store).await;
}

async fn a_key_whose_first_request_was_refused_is_free(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let mut refused = keyed(&world, 1, "k");
    refused.edits.push(delete(item_ref(id())));
    let drafts = [refused, keyed(&world, 2, "k"), keyed(&world, 3, "k")];
    let results = join_all(drafts.map(|draft| store.write(draft, Caller::System))).await;
    assert!(matches!(results[0], Err(StoreError::Refused(_))));
    assert!(!results[1].as_ref().unwrap().replayed);
    assert!(results[2].as_ref().unwrap().replayed);
    assert!(store.read().item_by_key("PAY-2").is_some());
}

async fn a_key_is_good_for_one_door_and_one_actor(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    store.write(keyed(&world, 1, "k"), Caller::System).await.unwrap();
    let by_import = Draft { cause: Cause::Import, ..keyed(&world, 2, "k") };
    assert!(matches!(store.write(by_import, Caller::System).await, Err(StoreError::KeyReused)));
    let by_anna = Draft { actor: world.actor(), ..keyed(&world, 3, "k") };
    assert!(!store.write(by_anna, world.caller()).await.unwrap().replayed);
    // An empty key is none.
    for number in [4, 5] {
        assert!(!store.write(keyed(&world, number, ""), Caller::System).await.unwrap().replayed);
    }
    verified(&store).await;
}

async fn a_change_set_that_changes_nothing_has_no_position(database: TestDatabase) {
    let store = database.open().await;
    let item = World::set_up(&store).await.add_items(&store, 1).await[0];
    let same = title(&store, item);
    let receipt = write(&store, vec![set(item_ref(item), "title", json!(same))]).await.unwrap();
    assert_eq!((receipt.position, receipt.touched.len()), (None, 0));
    assert_eq!(verified(&store).await, 2);
}

async fn sixty_four_writers_are_all_served(database: TestDatabase) {
    const WRITERS: u64 = 64;
    const EACH: u64 = 6;
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let shared = world.add_items(&store, 1).await[0];
    let writer = |store: Store, writer: u64| async move {
        let mut positions = Vec::new();
        for n in 0..EACH {
            let edits = vec![
                create(world.item(100 + writer * EACH + n)),
                set(item_ref(shared), "title", json!(format!("{writer} was here {n} times"))),
            ];
            positions.push(written(&store, edits).await);
        }
        positions
    };
    let tasks: Vec<_> = (0..WRITERS).map(|n| tokio::spawn(writer(store.clone(), n))).collect();
    let mut positions: Vec<_> = join_all(tasks).await.into_iter().flat_map(Result::unwrap).collect();
    positions.sort_unstable();
    assert_eq!(positions, (3..=2 + (WRITERS * EACH) as i64).collect::<Vec<_>>());
    assert_eq!(store.read().items.len() as u64, 1 + WRITERS * EACH);
    assert_eq!(verified(&store).await, 2 + (WRITERS * EACH) as i64);
    let before = state(&store.read());
    assert_eq!(state(&database.open().await.read()), before);
}

async fn progress_ends_at_the_total(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let (progress, mut seen) = watch::channel(Progress::default());
    let edits = (1..=1_200).map(|n| create(world.item(n))).collect();
    let writing = store.write_with_progress(draft(edits), Caller::System, progress);
    let watching = async {
        let mut last = Progress::default();
        while seen.changed().await.is_ok() {
            let now = *seen.borrow();
            assert!(now.done > last.done && now.total == 2_400, "{now:?} after {last:?}");
            last = now;
        }
        last
    };
    let (receipt, last) = futures_util::future::join(writing, watching).await;
    assert_eq!(receipt.unwrap().touched.len(), 1_200);
    assert_eq!(last, Progress { done: 2_400, total: 2_400 });
}

async fn nobody_writes_without_the_right(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let nobody = Caller::Person { id: id(), ceiling: outweigh_core::domain::Role::Admin };
    let refused = store.write(draft(vec![create(world.item(1))]), nobody).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::Forbidden { .. }))), "{refused:?}");
    store.write(draft(vec![create(world.item(1))]), world.caller()).await.unwrap();
}

async fn closing_waits_for_what_is_being_written(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let writes: Vec<_> = (0..20).map(|n| draft(vec![create(world.item(n))])).collect();
    let waiting = join_all(writes.into_iter().map(|draft| store.write(draft, Caller::System)));
    let other = store.clone();
    let closing = async { other.close().await };
    // Polled in this order: the writes are in the queue before the wish to close.
    let (results, ()) = futures_util::future::join(waiting, closing).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let late = write(&store, vec![create(world.item(99))]).await;
    assert!(matches!(late, Err(StoreError::Closed)), "{late:?}");
    assert!(matches!(store.entry(1).await, Err(StoreError::Closed)));
    assert_eq!(database.open().await.read().items.len(), 20);
}

async fn texts_with_nul_are_kept_without_it(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let draft = Draft { reason: "be\0cause".into(), at: at(5), ..draft(vec![create(world.item(1))]) };
    let position = store.write(draft, Caller::System).await.unwrap().position.unwrap();
    assert_eq!(store.entry(position).await.unwrap().reason, "because");
    verified(&store).await;
}

#[test]
fn a_runtime_of_one_thread_will_do() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let database = TestDatabase::sqlite();
        let store = database.open().await;
        World::set_up(&store).await.add_items(&store, 10).await;
        assert_eq!(verified(&store).await, 2);
    });
}
