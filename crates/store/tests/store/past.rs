//! The workspace as it stood: at any position, equal to what it was and to a replay from nothing.

use outweigh_core::domain::EntityRef;
use outweigh_core::ids::ItemId;
use outweigh_core::ledger::{Change, Draft};
use outweigh_core::workspace::Workspace;
use outweigh_store::{Caller, Store, StoreError};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use crate::databases::{TestDatabase, on_both_databases, runtime};
use crate::world::{
    State, World, at, comment, create, delete, dependency, draft, estimate, item_ref, rename, set, state,
    undo, verified,
};

on_both_databases!(positions_are_found_by_time, the_past_can_be_asked_by_many_at_once, there_is_no_future);

/// One random change, upon whatever items there are.
#[derive(Debug, Clone)]
enum Step {
    Add(u8),
    Edit(usize, &'static str, u8),
    Estimate(usize, u8),
    Comment(usize),
    Need(usize, usize),
    Delete(usize),
    Restore(usize),
    Undo(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    let item = 0..12_usize;
    prop_oneof![
        2 => (1..4_u8).prop_map(Step::Add),
        4 => (item.clone(), prop::sample::select(vec!["title", "tags", "problem", "status", "lane"]), 0..6_u8)
            .prop_map(|(item, field, value)| Step::Edit(item, field, value)),
        2 => (item.clone(), 1..20_u8).prop_map(|(item, low)| Step::Estimate(item, low)),
        1 => item.clone().prop_map(Step::Comment),
        1 => (item.clone(), item.clone()).prop_map(|(a, b)| Step::Need(a, b)),
        1 => item.clone().prop_map(Step::Delete),
        1 => item.prop_map(Step::Restore),
        2 => (0..30_usize, any::<bool>()).prop_map(|(back, force)| Step::Undo(back, force)),
    ]
}

/// Tries a step. Many are refused: that is part of the randomness.
async fn take(store: &Store, world: &World, items: &mut Vec<ItemId>, step: &Step, second: i64) {
    let pick = |items: &[ItemId], n: usize| items.get(n % items.len().max(1)).copied();
    let edits = match *step {
        Step::Add(count) => {
            let new: Vec<_> = (0..u64::from(count)).map(|n| world.item(items.len() as u64 + n)).collect();
            items.extend(new.iter().map(|item| item.id));
            new.into_iter().map(create).collect()
        }
        Step::Undo(back, force) => {
            let position = store.read().position - back as i64;
            if position > 1 {
                _ = undo(store, position, force).await;
            }
            return;
        }
        _ if items.is_empty() => return,
        Step::Edit(n, field, value) => {
            let value = match field {
                "tags" if value == 0 => json!(null),
                "tags" => json!([format!("tag{value}")]),
                "problem" if value == 0 => json!(null),
                "status" => json!(["inbox", "ready", "doing", "done", "inbox", "ready"][value as usize]),
                "lane" => json!([None, Some("hotfix"), Some("bet"), None, Some("bet"), None][value as usize]),
                _ => json!(format!("words {value}")),
            };
            pick(items, n).map(|item| set(item_ref(item), field, value)).into_iter().collect()
        }
        Step::Estimate(n, low) => {
            pick(items, n).map(|i| create(estimate(i, f64::from(low)))).into_iter().collect()
        }
        Step::Comment(n) => pick(items, n).map(|i| create(comment(i, "hm"))).into_iter().collect(),
        Step::Need(a, b) => {
            pick(items, a).zip(pick(items, b)).map(|(a, b)| create(dependency(a, b))).into_iter().collect()
        }
        Step::Delete(n) => pick(items, n).map(|i| delete(item_ref(i))).into_iter().collect(),
        Step::Restore(n) => {
            let restore = |entity: EntityRef| outweigh_core::ledger::Edit::Restore { entity };
            pick(items, n).map(|i| restore(item_ref(i))).into_iter().collect()
        }
    };
    let draft = Draft { at: at(second), ..draft(edits) };
    _ = store.write(draft, Caller::System).await;
}

async fn check(database: &TestDatabase, steps: Vec<Step>, visits: Vec<usize>) -> Result<(), TestCaseError> {
    let store = database.open().await;
    let mut remembered: Vec<State> = vec![state(&Workspace::empty(store.read().today))];
    let world = World::set_up(&store).await;
    remembered.push(state(&store.read()));
    let mut items = Vec::new();
    for (second, step) in (1..).zip(&steps) {
        take(&store, &world, &mut items, step, second).await;
        if store.read().position as usize == remembered.len() {
            remembered.push(state(&store.read()));
        }
    }
    let head = store.read().position;
    prop_assert_eq!(remembered.len() as i64, head + 1);

    let mut replayed = Workspace::empty(store.read().today);
    for (position, (entry, changes)) in (1..).zip(store.changes_between(0, head).await.unwrap()) {
        prop_assert_eq!(entry.position, position);
        replayed.replay(position, &changes).unwrap();
        for Change { entity, .. } in &changes {
            let parent = replayed.row(*entity).and_then(|row| row.value.parent());
            replayed.note_update(parent.unwrap_or(*entity).id, entry.at);
        }
        replayed.refresh_ranking();
        prop_assert_eq!(&state(&replayed), &remembered[position as usize], "replayed to {}", position);
    }
    // There and back again, as a slider moves.
    for visit in visits {
        let position = visit % remembered.len();
        let then = store.as_of(position as i64).await.unwrap();
        prop_assert_eq!(&state(&then), &remembered[position], "as of {}", position);
    }
    prop_assert_eq!(&state(&store.read()), &remembered[head as usize]);
    verified(&store).await;
    let reopened = database.open().await;
    prop_assert_eq!(&state(&reopened.read()), &remembered[head as usize]);
    Ok(())
}

fn every_position_can_be_seen_again(database: fn() -> TestDatabase) {
    let runtime = runtime();
    let config = Config { cases: 12, failure_persistence: None, ..Config::default() };
    let histories = (prop::collection::vec(step(), 1..40), prop::collection::vec(0..1_000_usize, 12));
    let result = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    )
    .run(&histories, |(steps, visits)| runtime.block_on(check(&database(), steps, visits)));
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn every_position_can_be_seen_again_on_sqlite() {
    every_position_can_be_seen_again(TestDatabase::sqlite);
}

#[test]
fn every_position_can_be_seen_again_on_postgres() {
    every_position_can_be_seen_again(TestDatabase::postgres);
}

async fn positions_are_found_by_time(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    // The clock of the third one's server is behind.
    for (number, second) in [(1, 10), (2, 20), (3, 15), (4, 30)] {
        let draft = Draft { at: at(second), ..draft(vec![create(world.item(number))]) };
        store.write(draft, Caller::System).await.unwrap();
    }
    for (second, position) in
        [(-1, 0), (0, 1), (9, 1), (10, 2), (14, 2), (15, 4), (20, 4), (29, 4), (30, 5), (99, 5)]
    {
        assert_eq!(store.position_at(at(second)).await.unwrap(), position, "at second {second}");
    }
}

async fn the_past_can_be_asked_by_many_at_once(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 1).await[0];
    let first = rename(&store, item, "title 0").await;
    for n in 1..20 {
        rename(&store, item, &format!("title {n}")).await;
    }
    let asked = (0..40_i64).map(|n| {
        let store = store.clone();
        let n = n * 7 % 20;
        async move { (n, store.as_of(first + n).await.unwrap()) }
    });
    for (n, then) in futures_util::future::join_all(asked).await {
        assert_eq!(then.items.get(item).unwrap().title, format!("title {n}"));
        assert_eq!(then.position, first + n);
    }
}

async fn there_is_no_future(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    for position in [-1, 2, i64::MAX] {
        assert!(matches!(store.as_of(position).await, Err(StoreError::NoSuchPosition(p)) if p == position));
    }
    assert_eq!(store.as_of(0).await.unwrap().all_rows().filter(|row| row.version > 0).count(), 0);
}
