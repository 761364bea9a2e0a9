//! The ranking after any history: complete, ordered, the same as one built from nothing.

use jiff::civil::date;
use outweigh_core::domain::{EntityKind, Item, Override, Range};
use outweigh_core::ids::{ItemId, OverrideId};
use outweigh_core::ledger::Edit;
use proptest::prelude::*;
use serde_json::json;

use super::support::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn following_changes_gives_the_same_order_as_building_it_anew(story in story()) {
        let (world, _) = play(&story);
        let live = &world.workspace;
        let mut all: Vec<_> = live.all_rows().collect();
        all.reverse();
        let built = loaded(all, live.position);
        prop_assert_eq!(order(&built), order(live));
    }

    #[test]
    fn places_are_a_permutation_and_a_score_is_the_sum_of_its_terms(story in story()) {
        let (world, _) = play(&story);
        let workspace = &world.workspace;
        let open: Vec<&Item> = workspace.items.iter().filter(|item| item.status.is_open()).collect();
        let mut computed: Vec<u32> = Vec::new();
        let mut shown: Vec<u32> = Vec::new();
        for item in &open {
            let slot = workspace.items.slot(item.id).unwrap();
            let places = workspace.places_at(slot).unwrap();
            computed.push(places.0);
            shown.push(places.1);
            let score = workspace.score_at(slot).unwrap();
            prop_assert!((score.value - score.terms.iter().sum::<f64>()).abs() <= 1e-9 * score.value.abs());
            let detail = workspace.scorer().unwrap().detail(workspace, item);
            let explained: f64 = detail.terms.iter().map(|term| term.value).sum();
            prop_assert!((score.value - explained).abs() <= 1e-9 * score.value.abs());
            prop_assert!(score.low <= score.high);
        }
        computed.sort_unstable();
        shown.sort_unstable();
        let expected: Vec<u32> = (1..=open.len() as u32).collect();
        prop_assert_eq!(&computed, &expected);
        prop_assert_eq!(&shown, &expected);
        let (_, _, scores) = order(workspace);
        prop_assert!(scores.is_sorted_by(|a, b| a >= b), "{:?}", scores);
    }
}

fn ten_items() -> (World, Vec<ItemId>) {
    let mut world = World::new();
    let items: Vec<Item> = (0..10).map(|n| world.item(&format!("Item {n}"))).collect();
    let ids = items.iter().map(|item| item.id).collect();
    let mut edits: Vec<Edit> = items.into_iter().map(|item| Edit::Create(item.into())).collect();
    for (n, id) in Vec::clone(&ids).into_iter().enumerate() {
        edits.push(Edit::Create(world.estimate(id, "effort", 1.0 + n as f64).into()));
    }
    world.commit(edits);
    (world, ids)
}

fn pin(world: &mut World, item_id: ItemId, position: u32, expires: jiff::civil::Date) -> OverrideId {
    let id = world.fresh();
    let reason = "promised".into();
    let pin = Override { id, item_id, position, reason, author_id: None, expires };
    world.commit(vec![Edit::Create(pin.into())]);
    id
}

#[test]
fn a_pinned_item_stands_at_its_place_beside_its_computed_one() {
    let (mut world, ids) = ten_items();
    pin(&mut world, ids[8], 3, date(2026, 3, 5));
    pin(&mut world, ids[0], 99, date(2026, 3, 5));
    let (shown, computed, _) = order(&world.workspace);
    assert_eq!(shown[2], ids[8]);
    assert_eq!(shown[9], ids[0]);
    assert_eq!(computed, ids);
    let slot = world.workspace.items.slot(ids[8]).unwrap();
    assert_eq!(world.workspace.places_at(slot), Some((9, 3)));
}

#[test]
fn a_pin_holds_through_its_last_day_and_the_newest_pin_counts() {
    let (mut world, ids) = ten_items();
    pin(&mut world, ids[8], 1, date(2026, 3, 5));
    let newest = pin(&mut world, ids[8], 2, date(2026, 3, 4));
    assert_eq!(order(&world.workspace).0[1], ids[8]);
    world.workspace.set_today(date(2026, 3, 4));
    assert_eq!(order(&world.workspace).0[1], ids[8]);
    world.workspace.set_today(date(2026, 3, 5));
    assert_eq!(order(&world.workspace).0[0], ids[8]);
    world.workspace.set_today(date(2026, 3, 6));
    assert_eq!(order(&world.workspace).0, ids);
    world.workspace.set_today(TODAY);
    world.commit(vec![delete(EntityKind::Override, newest)]);
    assert_eq!(order(&world.workspace).0[0], ids[8]);
}

#[test]
fn equal_scores_stand_in_the_order_of_their_ids() {
    let (mut world, ids) = ten_items();
    let same = |world: &mut World, id: ItemId| {
        let mut estimate = world.estimate(id, "effort", 4.0);
        estimate.range = Range::around(4.0, 0.3);
        Edit::Create(estimate.into())
    };
    for id in ids.iter().rev() {
        let edit = same(&mut world, *id);
        world.commit(vec![edit]);
    }
    assert_eq!(order(&world.workspace).1, ids);
}

#[test]
fn only_open_items_are_ranked() {
    let (mut world, ids) = ten_items();
    world.commit(vec![patch(EntityKind::Item, ids[0], json!({"status": "declined", "status_reason": "no"}))]);
    world.commit(vec![delete(EntityKind::Item, ids[1])]);
    assert_eq!(order(&world.workspace).0, ids[2..]);
    world.commit(vec![patch(EntityKind::Item, ids[0], json!({"status": "inbox"}))]);
    assert_eq!(order(&world.workspace).0[0], ids[0]);
}
