//! Taking change sets back, and taking that back again.

use std::collections::HashSet;

use outweigh_core::domain::Status;
use outweigh_core::ledger::{Cause, Draft};
use outweigh_core::workspace::Refusal;
use outweigh_store::{Store, StoreError, Undo};
use serde_json::json;

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{
    World, at, comment, create, delete, draft, estimate, id, item_ref, rename, set, state, title, undo,
    verified, written,
};

on_both_databases!(
    undo_and_redo_of_every_kind_of_change,
    a_change_set_is_undone_once,
    what_an_undo_took_away_is_told_from_what_people_deleted,
    an_undo_never_overwrites_what_came_later,
    a_whole_import_is_undone_and_redone,
    the_last_of_ones_own_is_undone_and_redone,
    what_is_not_there_cannot_be_undone,
);

async fn undo_and_redo_of_every_kind_of_change(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let items = world.add_items(&store, 3).await;
    let status = |status: Status| set(item_ref(items[0]), "status", json!(status.as_str()));
    written(&store, vec![set(item_ref(items[0]), "problem", json!("slow")), status(Status::Ready)]).await;
    let rows = |store: &Store| {
        let workspace = store.read();
        workspace
            .all_rows()
            .filter(|row| !row.deleted)
            .map(|row| (row.value.reference(), row.value.json()))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let changes = [
        vec![create(world.item(10)), create(world.item(11))],
        vec![set(item_ref(items[1]), "tags", json!(["x"])), set(item_ref(items[1]), "title", json!("t"))],
        vec![create(estimate(items[0], 3.0)), create(comment(items[1], "hm")), delete(item_ref(items[2]))],
        vec![status(Status::Doing)],
        vec![status(Status::Ready), status(Status::Doing), status(Status::Done)],
    ];
    for edits in changes {
        let before = rows(&store);
        let position = written(&store, edits).await;
        let after = rows(&store);
        let undone = undo(&store, position, false).await.unwrap().position.unwrap();
        assert_eq!(rows(&store), before, "undo of {position}");
        assert_eq!(store.entry(undone).await.unwrap().cause, Cause::Undo);
        assert_eq!(store.entry(undone).await.unwrap().undoes, Some(position));
        assert_eq!(store.undone_by(position).await.unwrap(), Some(undone));

        let redone = undo(&store, undone, false).await.unwrap().position.unwrap();
        assert_eq!(rows(&store), after, "redo of {position}");
        assert_eq!(store.entry(redone).await.unwrap().cause, Cause::Redo);
        assert_eq!(store.undone_by(position).await.unwrap(), None);
        assert_eq!(store.undone_by(undone).await.unwrap(), Some(redone));
    }
    verified(&store).await;
}

async fn what_an_undo_took_away_is_told_from_what_people_deleted(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 1).await[0];
    let added = written(&store, vec![create(world.item(10)), create(world.item(11))]).await;
    let ids = |keys: &[&str]| {
        let workspace = store.read();
        keys.iter().map(|key| workspace.item_by_key(key).unwrap().id).collect::<HashSet<_>>()
    };
    let both = ids(&["PAY-10", "PAY-11"]);
    assert_eq!(store.taken_back().await.unwrap(), HashSet::new());
    written(&store, vec![delete(item_ref(item))]).await;
    let undone = undo(&store, added, false).await.unwrap().position.unwrap();
    assert_eq!(store.taken_back().await.unwrap(), both);
    // Back again, one of them is deleted by someone.
    undo(&store, undone, false).await.unwrap();
    written(&store, vec![delete(item_ref(*both.iter().next().unwrap()))]).await;
    assert_eq!(store.taken_back().await.unwrap(), HashSet::new());
}

async fn a_change_set_is_undone_once(database: TestDatabase) {
    let store = database.open().await;
    let item = World::set_up(&store).await.add_items(&store, 1).await[0];
    let first = title(&store, item);
    let position = rename(&store, item, "second").await;
    let undone = undo(&store, position, false).await.unwrap().position.unwrap();
    for force in [false, true] {
        let again = undo(&store, position, force).await;
        assert!(
            matches!(again, Err(StoreError::UndoneAlready { position: p, by }) if (p, by) == (position, undone)),
            "{again:?}"
        );
    }
    assert_eq!(title(&store, item), first);
    undo(&store, undone, false).await.unwrap();
    assert_eq!(title(&store, item), "second");
    undo(&store, position, false).await.unwrap();
    assert_eq!(title(&store, item), first);
}

async fn an_undo_never_overwrites_what_came_later(database: TestDatabase) {
    let store = database.open().await;
    let item = World::set_up(&store).await.add_items(&store, 1).await[0];
    let first = title(&store, item);
    let position = rename(&store, item, "second").await;
    written(&store, vec![set(item_ref(item), "tags", json!(["kept"]))]).await;
    rename(&store, item, "third").await;
    let Err(StoreError::Refused(Refusal::Conflict { fields, .. })) = undo(&store, position, false).await
    else {
        panic!("a later title was overwritten")
    };
    assert_eq!(fields.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["title"]);
    assert_eq!(fields[0].yours, Some(json!(first)));
    assert_eq!(fields[0].theirs, Some(json!("third")));
    assert_eq!(title(&store, item), "third");

    undo(&store, position, true).await.unwrap();
    assert_eq!(title(&store, item), first);
    assert_eq!(store.read().items.get(item).unwrap().tags, ["kept"]);
}

async fn a_whole_import_is_undone_and_redone(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let before = store.read().items.len();
    let items: Vec<_> = (1..=2_000).map(|n| world.item(n)).collect();
    let parts: Vec<_> = items.iter().map(|item| create(estimate(item.id, 1.0))).collect();
    let edits = items.into_iter().map(create).chain(parts).collect();
    let position = written(&store, edits).await;
    let undone = undo(&store, position, false).await.unwrap();
    assert_eq!(undone.touched.len(), 4_000);
    assert_eq!((store.read().items.len(), store.read().estimates.len()), (before, 0));
    assert_eq!(store.read().shown_order().len(), before);
    undo(&store, undone.position.unwrap(), false).await.unwrap();
    assert_eq!((store.read().items.len(), store.read().estimates.len()), (before + 2_000, 2_000));
    verified(&store).await;
    let now = state(&store.read());
    assert_eq!(state(&database.open().await.read()), now);
}

async fn the_last_of_ones_own_is_undone_and_redone(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 1).await[0];
    let original = title(&store, item);
    let rename_as_anna = async |title: &str| {
        let edits = vec![set(item_ref(item), "title", json!(title))];
        store.write(Draft { actor: world.actor(), ..draft(edits) }, world.caller()).await.unwrap();
    };
    let step = async |position: Result<i64, StoreError>| {
        let undo = Undo {
            position: position.unwrap(),
            id: id(),
            at: at(1),
            actor: world.actor(),
            reason: String::new(),
            force: false,
        };
        store.undo(undo, world.caller()).await.unwrap();
        title(&store, item)
    };
    let nothing = |position: Result<i64, StoreError>| matches!(position, Err(StoreError::NothingTo(_)));
    assert!(nothing(store.last_to_undo(world.anna).await));
    rename_as_anna("one").await;
    rename_as_anna("two").await;
    // What others do is not hers to take back.
    written(&store, vec![set(item_ref(item), "tags", json!(["other"]))]).await;
    assert!(nothing(store.last_to_redo(world.anna).await));
    assert_eq!(step(store.last_to_undo(world.anna).await).await, "one");
    assert_eq!(step(store.last_to_undo(world.anna).await).await, original);
    assert!(nothing(store.last_to_undo(world.anna).await));
    assert_eq!(step(store.last_to_redo(world.anna).await).await, "one");
    assert_eq!(step(store.last_to_redo(world.anna).await).await, "two");
    assert!(nothing(store.last_to_redo(world.anna).await));
    assert_eq!(step(store.last_to_undo(world.anna).await).await, "one");
    rename_as_anna("three").await;
    assert!(nothing(store.last_to_redo(world.anna).await));
    assert_eq!(step(store.last_to_undo(world.anna).await).await, "one");
}

async fn what_is_not_there_cannot_be_undone(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    for position in [0, -1, 2, i64::MAX] {
        let refused = undo(&store, position, false).await;
        assert!(matches!(refused, Err(StoreError::NoSuchPosition(p)) if p == position), "{refused:?}");
    }
}
