//! Copies of a database in use.

use serde_json::json;

use outweigh_store::{Address, Store};

use crate::databases::TestDatabase;
use crate::world::{World, at, item_ref, set, verified, write};

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_while_others_write_is_whole() {
    let database = TestDatabase::sqlite();
    let store = database.open().await;
    let item = World::set_up(&store).await.add_items(&store, 50).await[0];
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            for n in 0..60 {
                write(&store, vec![set(item_ref(item), "title", json!(format!("title {n}")))]).await.unwrap();
            }
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let mut copies = 0;
    while !writing.is_finished() || copies == 0 {
        copies += 1;
        let copy = folder.path().join(format!("copy {copies}.sqlite"));
        store.backup(&copy).await.unwrap();
        let copy = Store::open(&Address::Sqlite(copy), at(0)).await.unwrap();
        assert_eq!(copy.read().items.len(), 50);
        assert!(verified(&copy).await >= 2);
    }
    writing.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_overwrites_nothing_and_says_what_is_wrong() {
    let database = TestDatabase::sqlite();
    let store = database.open().await;
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.txt");
    std::fs::write(&there, "keep me").unwrap();
    let error = store.backup(&there).await.unwrap_err().to_string();
    assert!(error.ends_with("there.txt\": the file exists already; choose a new one"), "{error}");
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "keep me");
    let error = store.backup(&folder.path().join("no/folder/copy")).await.unwrap_err().to_string();
    assert!(error.contains("no/folder/copy\": unable to open database"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_is_copied_by_its_own_tools() {
    let database = TestDatabase::postgres();
    let folder = tempfile::tempdir().unwrap();
    let error = database.open().await.backup(&folder.path().join("copy")).await.unwrap_err().to_string();
    assert!(error.contains("pg_dump"), "{error}");
}
