//! Undo is identity, replay equals the live workspace, rewinding equals what was.

use std::collections::BTreeMap;

use outweigh_core::domain::{Doc, EntityKind, EntityRef};
use outweigh_core::ids::ItemId;
use outweigh_core::ledger::{Edit, Op};
use outweigh_core::workspace::{Refusal, Workspace};
use proptest::prelude::*;

use super::support::*;

/// A rubric that was active stays in use as history, so its state alone is not taken back.
fn without_rubric_states(workspace: &Workspace) -> BTreeMap<EntityRef, Doc> {
    let mut docs = docs(workspace);
    for (entity, doc) in &mut docs {
        if entity.kind == EntityKind::Rubric {
            doc.remove("state");
        }
    }
    docs
}

fn holds_together(workspace: &Workspace) {
    for item in workspace.items.iter() {
        assert_eq!(workspace.item_by_key(&item.key).map(|i| i.id), Some(item.id), "{}", item.key);
        let estimates: Vec<_> = workspace.estimates_of(item.id).map(|e| e.id).collect();
        let mut expected: Vec<_> =
            workspace.estimates.iter().filter(|e| e.item_id == item.id).map(|e| e.id).collect();
        expected.sort_unstable();
        assert_eq!(estimates, expected);
        let mut needs: Vec<_> = workspace.needs_of(item.id).map(|(d, other)| (d.id, other.id)).collect();
        needs.sort_unstable();
        let mut expected: Vec<_> = workspace
            .dependencies
            .iter()
            .filter(|d| d.item_id == item.id && workspace.items.get(d.needs_id).is_some())
            .map(|d| (d.id, d.needs_id))
            .collect();
        expected.sort_unstable();
        assert_eq!(needs, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_newest_first_goes_back_step_by_step(story in story()) {
        let (mut world, before) = play(&story);
        for was in before.iter().rev() {
            let position = was.position() + 1;
            let undone = world.try_undo(position);
            // What was restored is judged by its version, which undoing later edits has moved on.
            let restores = world.ledger[position as usize - 1].iter().any(|c| c.op == Op::Restore);
            if restores && matches!(undone, Err(Refusal::Conflict { .. })) {
                return Ok(());
            }
            prop_assert!(undone.is_ok(), "{:?}\n{:#?}", undone, world.ledger[position as usize - 1]);
            prop_assert_eq!(without_rubric_states(&world.workspace), without_rubric_states(&was.workspace));
        }
    }

    #[test]
    fn undoing_an_undo_brings_everything_back(story in story()) {
        let (mut world, before) = play(&story);
        let after = without_rubric_states(&world.workspace);
        let position = world.position();
        if before.is_empty() || !world.try_undo(position).unwrap() {
            return Ok(());
        }
        world.try_undo(position + 1).unwrap();
        prop_assert_eq!(without_rubric_states(&world.workspace), after);
    }

    #[test]
    fn replaying_the_ledger_gives_the_live_workspace(story in story()) {
        let (world, _) = play(&story);
        let mut replayed = Workspace::empty(TODAY);
        for (i, changes) in world.ledger.iter().enumerate() {
            replayed.replay(i as i64 + 1, changes).unwrap();
        }
        replayed.refresh_ranking();
        prop_assert_eq!(rows(&replayed), rows(&world.workspace));
        prop_assert_eq!(order(&replayed), order(&world.workspace));
        prop_assert_eq!(replayed.position, world.workspace.position);
        holds_together(&replayed);
        holds_together(&world.workspace);
    }

    #[test]
    fn rewinding_gives_what_was(story in story()) {
        let (world, before) = play(&story);
        let mut back = world.workspace.clone();
        for was in before.iter().rev() {
            let position = was.position() + 1;
            back.rewind(position, &world.ledger[position as usize - 1]).unwrap();
            back.refresh_ranking();
            prop_assert_eq!(docs(&back), docs(&was.workspace));
            prop_assert_eq!(order(&back), order(&was.workspace));
            prop_assert_eq!(back.position, was.workspace.position);
            holds_together(&back);
        }
    }
}

#[test]
fn items_added_without_a_key_get_the_next_of_their_product_one_after_the_other() {
    let mut world = World::new();
    let keyless = |world: &mut World| {
        let mut item = world.item("no key yet");
        item.key.clear();
        item
    };
    let (first, second, third) = (keyless(&mut world), keyless(&mut world), keyless(&mut world));
    let ids = [first.id, second.id, third.id];
    let product = world.workspace.products.get(first.product_id).unwrap().key.clone();
    world.commit(vec![Edit::Create(first.into()), Edit::Create(second.into())]);
    world.commit(vec![delete(EntityKind::Item, ids[1])]);
    world.commit(vec![Edit::Create(third.into())]);
    let key = |id: ItemId| world.workspace.items.row(id).unwrap().value.key.clone();
    let number = |id: ItemId| key(id).strip_prefix(&format!("{product}-")).unwrap().parse::<u64>().unwrap();
    assert_eq!(
        [number(ids[1]), number(ids[2])],
        [number(ids[0]) + 1, number(ids[0]) + 2],
        "numbers never come twice"
    );
}
