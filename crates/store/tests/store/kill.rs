//! Other processes: killed at any moment, they lose nothing they acknowledged and leave nothing half
//! done; alive, they may write to the same database.
//!
//! The other process is this test binary again, told by [`CHILD`] to write.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use outweigh_core::domain::EntityKind;
use outweigh_core::ledger::{Draft, Edit, Position};
use outweigh_store::{Address, Caller, LedgerFilter, Store};
use serde_json::json;

use crate::databases::{TestDatabase, runtime};
use crate::world::{World, at, begin_ids_at, create, draft, estimate, id, item_ref, rename, set, verified};

/// Set for the child: `number address limit`, where the number keeps its ids apart from all others'.
const CHILD: &str = "OUTWEIGH_KILL_CHILD";
/// How many times to kill; the suite's own number is small.
const ROUNDS: &str = "OUTWEIGH_KILL_ROUNDS";
const USUAL_ROUNDS: u64 = 15;
/// Rounds on one database, so that each finds a ledger that earlier ones left behind.
const ROUNDS_PER_DATABASE: u64 = 5;
const IMPORT_ITEMS: u64 = 1_000;

/// What a change set's reason says it holds.
fn reason(name: &str, changes: usize) -> String {
    format!("{name}, {changes} changes")
}

/// Writes when this process is a child; in the suite itself there is nothing to do.
#[test]
fn write_when_this_is_a_child() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let [number, limit, address] = told.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{told}") };
    let (number, limit): (u64, u64) = (number.parse().unwrap(), limit.parse().unwrap());
    begin_ids_at(number * 100_000_000);
    runtime().block_on(async {
        let store = Store::open(&address.parse().unwrap(), at(0)).await.unwrap();
        let product = store.read().products.iter().next().unwrap().id;
        let world = World { product, anna: id() };
        println!("ready");
        let importing = tokio::spawn(import(store.clone(), world, number, limit));
        let editing = (0..3).map(|editor| edit(store.clone(), world, number, editor, 20 * limit));
        let editing: Vec<_> = editing.map(tokio::spawn).collect();
        importing.await.unwrap();
        for editor in editing {
            editor.await.unwrap();
        }
    });
}

async fn acknowledged(store: &Store, name: String, edits: Vec<Edit>) {
    let reason = reason(&name, edits.len());
    let draft = Draft { reason: reason.clone(), ..draft(edits) };
    let receipt = store.write(draft, Caller::System).await.unwrap();
    println!("done {} {reason}", receipt.position.unwrap());
}

async fn import(store: Store, world: World, number: u64, limit: u64) {
    for n in 1..=limit {
        let items: Vec<_> =
            (0..IMPORT_ITEMS).map(|i| world.item((number * 1_000 + n) * IMPORT_ITEMS + i)).collect();
        let estimates: Vec<_> = items.iter().map(|item| create(estimate(item.id, 2.0))).collect();
        let edits = items.into_iter().map(create).chain(estimates).collect();
        acknowledged(&store, format!("import {number}.{n}"), edits).await;
    }
}

async fn edit(store: Store, world: World, number: u64, editor: u64, limit: u64) {
    let mut item = world.item(0);
    item.key = format!("EDIT-{number}-{editor}");
    let entity = item_ref(item.id);
    acknowledged(&store, format!("add {number}.{editor}"), vec![create(item)]).await;
    for n in 1..=limit {
        let edits = vec![set(entity, "title", json!(format!("title {n}")))];
        acknowledged(&store, format!("edit {number}.{editor}.{n}"), edits).await;
    }
}

fn spawn_child(number: u64, address: &Address, limit: u64) -> Child {
    let address = match address {
        Address::Sqlite(path) => path.display().to_string(),
        Address::Postgres(url) => url.clone(),
    };
    Command::new(std::env::current_exe().unwrap())
        .args(["kill::write_when_this_is_a_child", "--exact", "--nocapture"])
        .env(CHILD, format!("{number} {limit} {address}"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What the child acknowledged: positions with their reasons. Calls `ready` when it begins to write.
fn listen(child: &mut Child, ready: impl FnOnce() + Send + 'static) -> BTreeMap<Position, String> {
    let mut ready = Some(ready);
    let mut done = BTreeMap::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
        if line.ends_with("ready") {
            std::thread::spawn(ready.take().unwrap());
        } else if let Some((_, told)) = line.split_once("done ") {
            let (position, reason) = told.split_once(' ').unwrap();
            // The last line may be cut off in the middle.
            if reason.ends_with(" changes") {
                done.insert(position.parse().unwrap(), reason.to_owned());
            }
        }
    }
    assert!(ready.is_none(), "the child did not begin to write");
    done
}

/// Checks the ledger against what children acknowledged and gives the number of its change sets.
async fn check(store: &Store, acknowledged: &BTreeMap<Position, String>) -> Position {
    let positions = verified(store).await;
    let page = store.ledger(&LedgerFilter::default(), None, usize::MAX).await.unwrap();
    let there: BTreeMap<Position, _> =
        page.entries.into_iter().map(|entry| (entry.position, entry)).collect();
    for (position, told) in acknowledged {
        assert_eq!(
            there.get(position).map(|entry| &entry.reason),
            Some(told),
            "position {position} was lost"
        );
    }
    for entry in there.values().filter(|entry| entry.reason.contains("changes")) {
        let (name, _) = entry.reason.split_once(',').unwrap();
        assert_eq!(
            entry.reason,
            reason(name, entry.change_count as usize),
            "position {} is half there",
            entry.position
        );
    }
    let (items, estimates) = (store.read().items.len(), store.read().estimates.len());
    let imports = there.values().filter(|entry| entry.reason.starts_with("import")).count();
    let added = there.values().filter(|entry| entry.reason.starts_with("add")).count();
    assert_eq!(
        (items, estimates),
        (imports * IMPORT_ITEMS as usize + added, imports * IMPORT_ITEMS as usize)
    );
    positions
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

fn killed_at_any_moment(new_database: fn() -> TestDatabase) {
    let rounds = std::env::var(ROUNDS).map_or(USUAL_ROUNDS, |rounds| rounds.parse().unwrap());
    let runtime = runtime();
    let mut chance = Chance(20_260_601);
    let (mut acknowledged_in_all, mut unfinished) = (0, 0);
    let mut round = 0;
    while round < rounds {
        let database = new_database();
        runtime.block_on(async {
            let store = database.open().await;
            World::set_up(&store).await;
            store.close().await;
        });
        let mut acknowledged = BTreeMap::new();
        for _ in 0..ROUNDS_PER_DATABASE.min(rounds - round) {
            round += 1;
            let mut child = spawn_child(round, &database.address, 500);
            let process = child.id();
            let moment = Duration::from_micros(chance.below(700_000));
            let done = listen(&mut child, move || {
                std::thread::sleep(moment);
                let killed = Command::new("kill").args(["-KILL", &process.to_string()]).status();
                assert!(killed.is_ok_and(|status| status.success()), "the child could not be killed");
            });
            assert!(!child.wait().unwrap().success(), "the child ended before it was killed");
            acknowledged_in_all += done.len();
            acknowledged.extend(done);
            runtime.block_on(async {
                let store = database.open().await;
                let positions = check(&store, &acknowledged).await;
                unfinished += positions - 1 - acknowledged.len() as i64;
                // It takes up writing where the other was torn out of it.
                rename_or_add(&store, positions).await;
                acknowledged.insert(positions + 1, "on it goes".into());
                store.close().await;
            });
        }
    }
    println!("{rounds} kills, {acknowledged_in_all} acknowledged, {unfinished} durable but not acknowledged");
    assert!(acknowledged_in_all > 0);
}

async fn rename_or_add(store: &Store, positions: Position) {
    let product = store.read().products.iter().next().unwrap().id;
    let edits = vec![set(
        outweigh_core::domain::EntityRef::new(EntityKind::Product, product),
        "description",
        json!(format!("after {positions}")),
    )];
    let draft = Draft { reason: "on it goes".into(), ..draft(edits) };
    assert_eq!(store.write(draft, Caller::System).await.unwrap().position, Some(positions + 1));
}

#[test]
fn killed_at_any_moment_on_sqlite() {
    killed_at_any_moment(TestDatabase::sqlite);
}

#[test]
fn killed_at_any_moment_on_postgres() {
    killed_at_any_moment(TestDatabase::postgres);
}

fn another_process_writes_too(database: TestDatabase) {
    let runtime = runtime();
    let store = runtime.block_on(async {
        let store = database.open().await;
        World::set_up(&store).await;
        store
    });
    let mut child = spawn_child(7, &database.address, 3);
    let listening = std::thread::spawn(move || {
        let done = listen(&mut child, || ());
        (done, child.wait().unwrap().success())
    });
    let (item, mut own) = runtime.block_on(async {
        let mut item = World { product: store.read().products.iter().next().unwrap().id, anna: id() }.item(0);
        item.key = "OWN-1".into();
        let id = item.id;
        acknowledged(&store, "add own".into(), vec![create(item)]).await;
        (id, 1)
    });
    while !listening.is_finished() {
        runtime.block_on(rename(&store, item, &format!("title {own}")));
        own += 1;
    }
    let (done, ended_well) = listening.join().unwrap();
    assert!(ended_well);
    assert_eq!(done.len(), 3 + 3 * 61);
    runtime.block_on(async {
        store.catch_up().await.unwrap();
        assert_eq!(check(&store, &done).await, 1 + own + done.len() as i64);
    });
}

#[test]
fn another_process_writes_too_on_sqlite() {
    another_process_writes_too(TestDatabase::sqlite());
}

#[test]
fn another_process_writes_too_on_postgres() {
    another_process_writes_too(TestDatabase::postgres());
}
