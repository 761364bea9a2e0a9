//! What is refused, and in which words.

use outweigh_core::domain::*;
use outweigh_core::ids::*;
use outweigh_core::ledger::{Draft, Edit, Expected};
use outweigh_core::workspace::{Access, Refusal, Staged};
use serde_json::{Value, json};

use super::support::*;

fn with_items(count: usize) -> (World, Vec<ItemId>) {
    let mut world = World::new();
    let items: Vec<Item> = (0..count).map(|n| world.item(&format!("Item {n}"))).collect();
    let ids = items.iter().map(|item| item.id).collect();
    world.commit(items.into_iter().map(|item| Edit::Create(item.into())).collect());
    (world, ids)
}

/// The words of a refusal.
fn refused(world: &mut World, edits: Vec<Edit>) -> String {
    let before = rows(&world.workspace);
    let words = world.try_commit(edits).expect_err("must be refused").to_string();
    assert_eq!(rows(&world.workspace), before);
    words
}

fn set(item: ItemId, fields: Value) -> Vec<Edit> {
    vec![patch(EntityKind::Item, item, fields)]
}

#[test]
fn illegal_values_and_transitions_say_what_is_expected() {
    let (mut world, items) = with_items(2);
    for (fields, expected) in [
        (
            json!({"status": "doing"}),
            "an item that is inbox cannot become doing; it can become triaged, ready",
        ),
        (json!({"status": "ready"}), "problem: say which problem the item solves before it is ready"),
        (json!({"status": "paused"}), "status_reason: say why the item is paused"),
        (json!({"status": "merged", "status_reason": "same"}), "merged_into_id"),
        (json!({"severity": "S1"}), "severity: is for hot fixes only"),
        (json!({"title": "  "}), "title: must not be empty"),
        (json!({"colour": "red"}), "colour"),
        (
            json!({"owner_id": Value::from("00000000-0000-0000-0000-0000000000ff")}),
            "owner_id: there is no person",
        ),
        (json!({"id": Value::from("00000000-0000-0000-0000-0000000000ff")}), "id: cannot be changed"),
        (json!({"differentiation": 6}), "differentiation: must be from 1 to 5"),
    ] {
        let words = refused(&mut world, set(items[0], fields.clone()));
        assert!(words.contains(expected), "{fields}: {words}");
    }
}

#[test]
fn a_circle_of_needs_is_refused_with_its_names() {
    let (mut world, items) = with_items(3);
    let keys: Vec<String> =
        items.iter().map(|id| world.workspace.items.get(*id).unwrap().key.clone()).collect();
    let need = |world: &mut World, a: usize, b: usize| {
        let (item_id, needs_id) = (items[a], items[b]);
        Edit::Create(Dependency { id: world.fresh(), item_id, needs_id }.into())
    };
    let first = need(&mut world, 0, 1);
    world.commit(vec![first]);
    let circle = vec![need(&mut world, 1, 2), need(&mut world, 2, 0)];
    let words = refused(&mut world, circle);
    let rounds = [[0, 1, 2, 0], [1, 2, 0, 1], [2, 0, 1, 2]]
        .map(|round| round.map(|i| keys[i].as_str()).join(" needs "));
    assert!(rounds.iter().any(|round| words.contains(round)), "{words}");
    let itself = need(&mut world, 0, 0);
    assert!(refused(&mut world, vec![itself]).contains("cannot need itself"));
}

#[test]
fn many_items_that_need_one_another_arrive_in_one_change_set() {
    let mut world = World::new();
    let items: Vec<Item> = (0..500).map(|n| world.item(&format!("Item {n}"))).collect();
    let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
    let mut edits: Vec<Edit> = Vec::new();
    for pair in ids.windows(2) {
        let dependency = Dependency { id: world.fresh(), item_id: pair[0], needs_id: pair[1] };
        edits.push(Edit::Create(dependency.into()));
    }
    // Links may come before the items they name.
    edits.extend(items.into_iter().map(|item| Edit::Create(item.into())));
    world.commit(edits);
    assert_eq!(world.workspace.shown_order().len(), 500);
    assert_eq!(world.workspace.needs_of(ids[0]).count(), 1);
    let position = world.position();
    assert!(world.try_undo(position).unwrap());
    assert!(world.workspace.items.is_empty());
    assert!(world.workspace.dependencies.is_empty());
}

#[test]
fn names_are_held_by_one_entity_only() {
    let (mut world, items) = with_items(2);
    let key = world.workspace.items.get(items[0]).unwrap().key.clone();
    let reference = |world: &mut World, item: ItemId| {
        set(item, json!({"references": [{"system": "jira", "id": "7"}]}))
            .into_iter()
            .chain(set(item, json!({"title": format!("Title {}", world.position())})))
            .collect::<Vec<_>>()
    };
    let edits = reference(&mut world, items[0]);
    world.commit(edits);
    let edits = reference(&mut world, items[1]);
    assert!(refused(&mut world, edits).contains("\"7\" is taken by item"));
    assert!(refused(&mut world, set(items[1], json!({ "key": key }))).contains("is taken by item"));
    let same_mail = Person {
        id: world.fresh(),
        name: "Anna B".into(),
        email: Some("ANNA@example.com".into()),
        active: true,
        external_id: None,
    };
    assert!(refused(&mut world, vec![Edit::Create(same_mail.into())]).contains("anna@example.com"));
    let same_key = Product { id: world.fresh(), key: "PAY".into(), name: "x".into(), description: "".into() };
    assert!(refused(&mut world, vec![Edit::Create(same_key.into())]).contains("\"PAY\" is taken by product"));
}

#[test]
fn a_name_taken_earlier_in_the_same_batch_is_refused_too() {
    let mut world = World::new();
    let (first, mut second, mut third) = (world.item("a"), world.item("b"), world.item("c"));
    second.key.clone_from(&first.key);
    third.key.clone_from(&first.key);
    let mut staged = Staged::new(&world.workspace, [0; 32]);
    let mut stage = |item: Item| {
        staged.stage(&world.draft(vec![Edit::Create(item.into())]), &Access::system()).map(|_| ())
    };
    assert!(stage(first).is_ok());
    assert!(stage(second).is_err());
    assert!(stage(third).is_err());
}

#[test]
fn names_can_be_exchanged_and_handed_on_in_one_change_set() {
    let (mut world, items) = with_items(2);
    let key = |world: &World, item: ItemId| world.workspace.items.get(item).unwrap().key.clone();
    let (a, b) = (key(&world, items[0]), key(&world, items[1]));
    let mut edits = set(items[0], json!({ "key": b }));
    edits.extend(set(items[1], json!({ "key": a })));
    world.commit(edits);
    assert_eq!(world.workspace.item_by_key(&a).unwrap().id, items[1]);
    assert_eq!(world.workspace.item_by_key(&b).unwrap().id, items[0]);
}

#[test]
fn what_is_still_used_cannot_be_deleted() {
    let (mut world, items) = with_items(1);
    world.commit(set(items[0], json!({"affected_account_ids": [id::<AccountId>(21)]})));
    let edit = delete(EntityKind::Account, id::<AccountId>(21));
    assert!(refused(&mut world, vec![edit.clone()]).contains("is still used by item"));
    let mut both = set(items[0], json!({"affected_account_ids": null}));
    both.push(edit);
    world.commit(both);
}

#[test]
fn a_merged_item_can_be_edited_after_the_other_one_is_gone() {
    let (mut world, items) = with_items(2);
    let fields = json!({"status": "merged", "status_reason": "same", "merged_into_id": items[1]});
    world.commit(set(items[0], fields));
    world.commit(vec![delete(EntityKind::Item, items[1])]);
    world.commit(set(items[0], json!({"title": "Still here"})));
}

#[test]
fn someone_elses_change_is_a_conflict_with_both_values() {
    let (mut world, items) = with_items(1);
    world.commit(set(items[0], json!({"title": "Theirs"})));
    let Value::Object(fields) = json!({"title": "Mine"}) else { panic!("an object") };
    let entity = EntityRef::new(EntityKind::Item, items[0]);
    let edit = Edit::Patch { entity, expected: Expected::Version(1), patch: fields };
    match world.try_commit(vec![edit]) {
        Err(Refusal::Conflict { version, fields, .. }) => {
            assert_eq!(version, 2);
            assert_eq!(fields[0].yours, Some(json!("Mine")));
            assert_eq!(fields[0].theirs, Some(json!("Theirs")));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_undo_never_overwrites_what_came_later() {
    let (mut world, items) = with_items(1);
    let added = world.position();
    world.commit(set(items[0], json!({"title": "Second"})));
    let edited = world.position();
    world.commit(set(items[0], json!({"title": "Third"})));
    assert!(matches!(world.try_undo(edited), Err(Refusal::Conflict { .. })));
    assert!(matches!(world.try_undo(added), Err(Refusal::Conflict { .. })));
}

#[test]
fn a_rubric_in_use_is_locked() {
    let mut world = World::new();
    let rubric = world.workspace.active_rubric().unwrap().id;
    let edit = |fields: Value| vec![patch(EntityKind::Rubric, rubric, fields)];
    assert!(refused(&mut world, edit(json!({"name": "Other"}))).contains("locked"));
    assert!(refused(&mut world, edit(json!({"state": "draft"}))).contains("cannot be a draft again"));
    world.commit(edit(json!({"state": "retired"})));
    assert!(refused(&mut world, edit(json!({"effort": "1"}))).contains("locked"));
}

#[test]
fn a_segment_must_be_written_in_the_filter_language() {
    let mut world = World::new();
    let segment = |predicate: &str| Segment { id: id(40), name: "Large".into(), predicate: predicate.into() };
    let words = refused(&mut world, vec![Edit::Create(segment("plan is is").into())]);
    assert!(words.contains("predicate") && words.contains('^'), "{words}");
    world.commit(vec![Edit::Create(segment("plan is enterprise and revenue >= 50000").into())]);
}

/// Who may do what on the one product.
#[test]
fn rights_grow_with_the_role() {
    let (mut world, items) = with_items(2);
    let new_item = Edit::Create(world.item("new").into());
    let product_id: ProductId = id(1);
    let pin = Override {
        id: world.fresh(),
        item_id: items[0],
        position: 1,
        reason: "promised".into(),
        author_id: None,
        expires: TODAY,
    };
    let rubric = world.workspace.active_rubric().unwrap().id;
    let estimate = world.estimate(items[0], "effort", 3.0);
    let release = Release { id: world.fresh(), product_id, name: "1.0".into(), due: None, released: None };
    let deeds: [(&str, Edit, Role); 8] = [
        ("add an item", new_item, Role::Contributor),
        ("edit an item", patch(EntityKind::Item, items[0], json!({"title": "x"})), Role::Contributor),
        ("estimate", Edit::Create(estimate.into()), Role::Contributor),
        ("delete an item", delete(EntityKind::Item, items[1]), Role::ProductOwner),
        ("pin", Edit::Create(pin.into()), Role::ProductOwner),
        ("plan a release", Edit::Create(release.into()), Role::ProductOwner),
        ("retire a rubric", patch(EntityKind::Rubric, rubric, json!({"state": "retired"})), Role::Approver),
        ("rename a person", patch(EntityKind::Person, id::<PersonId>(12), json!({"name": "B"})), Role::Admin),
    ];
    for &role in Role::ALL {
        let mut world = world.clone();
        let grant = Grant { id: world.fresh(), person_id: id(11), product_id: None, role };
        world.commit(vec![Edit::Create(grant.into())]);
        let access = Access::of(&world.workspace, id(11), Role::Admin);
        for (deed, edit, needed) in &deeds {
            let draft: Draft = world.draft(vec![edit.clone()]);
            let result = Staged::new(&world.workspace, [0; 32]).stage(&draft, &access);
            assert_eq!(result.is_ok(), role >= *needed, "{role} {deed}: {result:?}");
        }
        let nobody = Access::of(&world.workspace, id(12), Role::Admin);
        let draft = world.draft(vec![deeds[0].1.clone()]);
        assert!(matches!(
            Staged::new(&world.workspace, [0; 32]).stage(&draft, &nobody),
            Err(Refusal::Forbidden { .. })
        ));
    }
}

#[test]
fn a_refused_draft_leaves_no_row_behind() {
    let (world, items) = with_items(1);
    let mut staged = Staged::new(&world.workspace, [0; 32]);
    let draft = world.draft(set(items[0], json!({"title": "  "})));
    assert!(staged.stage(&draft, &Access::system()).is_err());
    assert!(staged.finish().rows.is_empty());
}

#[test]
fn items_are_called_by_their_keys() {
    let (mut world, items) = with_items(1);
    let refusal = world.try_commit(set(items[0], json!({"status": "ready"}))).expect_err("must be refused");
    assert!(refusal.to_string().starts_with(&format!("item {}: ", items[0])), "{refusal}");
    let key = &world.workspace.items.get(items[0]).unwrap().key;
    assert_eq!(
        refusal.in_words(&world.workspace),
        format!("{key}: problem: say which problem the item solves before it is ready")
    );
    let unknown = Refusal::Unknown(EntityRef::new(EntityKind::Item, id::<ItemId>(9_999)));
    assert_eq!(unknown.in_words(&world.workspace), unknown.to_string());
}
