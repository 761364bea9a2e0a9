//! The history of an item, change by change, in plain sentences.

use outweigh_core::domain::*;
use outweigh_core::explain::sentences::{entity_label, sentence};
use outweigh_core::ids::*;
use outweigh_core::ledger::Edit;
use serde_json::json;

use super::support::*;

/// What the last change set says, one sentence per change.
fn told(world: &mut World, edits: Vec<Edit>) -> String {
    world.commit(edits);
    let changes = &world.ledger[world.ledger.len() - 1];
    let sentences: Vec<_> = changes.iter().map(|c| sentence(&world.workspace, "Anna", c)).collect();
    sentences.join("; ")
}

#[test]
fn an_items_history_reads_as_plain_sentences() {
    let mut world = World::new();
    let first = world.item("Cards are declined");
    let item = first.id;
    let mut imported = world.item("Imported");
    let reference = Reference { system: "jira".into(), id: "7".into(), key: None, url: None };
    imported.references.push(reference);
    let (other, other_key) = (imported.id, imported.key.clone());
    assert_eq!(told(&mut world, vec![Edit::Create(first.into())]), "Anna added it");
    assert_eq!(told(&mut world, vec![Edit::Create(imported.into())]), "Anna imported it from jira");
    let person = |n: u128| id::<PersonId>(n);
    for (fields, expected) in [
        (json!({"status": "triaged"}), "moved it from inbox to triaged"),
        (json!({"status": "ready", "problem": "x"}), "moved it from triaged to ready and wrote the problem"),
        (json!({"status": "doing"}), "moved it from ready to doing"),
        (
            json!({"status": "paused", "status_reason": "waits for the bank"}),
            "moved it from doing to paused: waits for the bank",
        ),
        (json!({"status": "triaged"}), "moved it from paused to triaged"),
        (json!({"due": "2026-03-03"}), "set due to 3 Mar"),
        (json!({"due": "2026-03-10"}), "moved due from 3 Mar to 10 Mar"),
        (json!({"due": "2027-01-10"}), "moved due from 10 Mar to 10 Jan 2027"),
        (json!({"due": null}), "cleared due (was 10 Jan 2027)"),
        (json!({"description": "long"}), "wrote the description"),
        (json!({"description": "longer"}), "rewrote the description"),
        (json!({"title": "Cards fail"}), "changed title from \"Cards are declined\" to \"Cards fail\""),
        (json!({"lane": "hotfix", "severity": "S2"}), "set lane to hot fix and set severity to S2"),
        (json!({"lane": "bet"}), "changed lane from hot fix to strategic bet and cleared severity (was S2)"),
        (json!({"owner_id": person(11)}), "set owner to Anna"),
        (json!({"owner_id": person(12)}), "changed owner from Anna to Ben"),
        (json!({"tags": ["api", "card"]}), "added api and card to tags"),
        (json!({"tags": ["card", "web"]}), "added web to tags, removed api from tags"),
        (json!({"affected_account_ids": [id::<AccountId>(21)]}), "added Acme to affected accounts"),
        (
            json!({"acceptance_criteria": [{"text": "a", "done": true}, {"text": "b"}]}),
            "changed the acceptance criteria (1 of 2 done)",
        ),
        (json!({"custom": {"Colour": "red"}}), "set Colour to red"),
        (json!({"custom": {"Colour": "blue"}}), "changed Colour from red to blue"),
        (json!({"signals": {"story_points": {"value": 5, "source": "jira"}}}), "set story points to 5"),
        (json!({"differentiation": 4}), "set differentiation to 4"),
        (
            json!({"status": "merged", "status_reason": "same thing", "merged_into_id": other}),
            &format!("merged it into {other_key}: same thing"),
        ),
    ] {
        let edit = patch(EntityKind::Item, item, fields.clone());
        assert_eq!(told(&mut world, vec![edit]), format!("Anna {expected}"), "{fields}");
    }
}

#[test]
fn what_belongs_to_an_item_is_told_in_its_history() {
    let mut world = World::new();
    let (first, second) = (world.item("a"), world.item("b"));
    let (item, other, other_key) = (first.id, second.id, second.key.clone());
    world.commit(vec![Edit::Create(first.into()), Edit::Create(second.into())]);
    let mut estimate = world.estimate(item, "effort", 5.0);
    estimate.range = Range { low: 3.0, likely: 5.0, high: 8.0 };
    let estimate_id = estimate.id;
    let mut pain = world.estimate(item, "pain", 0.5);
    pain.range = Range { low: 0.2, likely: 0.5, high: 0.8 };
    let dependency = Dependency { id: world.fresh(), item_id: item, needs_id: other };
    let dependency_id = dependency.id;
    let pin = Override {
        id: world.fresh(),
        item_id: item,
        position: 3,
        reason: "promised to Acme".into(),
        author_id: None,
        expires: jiff::civil::date(2026, 6, 5),
    };
    let pin_id = pin.id;
    let comment = Comment {
        id: world.fresh(),
        item_id: item,
        person_id: None,
        author: None,
        at: at(0),
        text: "me too".into(),
    };
    let comment_id = comment.id;
    for (edit, expected) in [
        (Edit::Create(estimate.into()), "Anna estimated effort at 3 to 8 days, likely 5"),
        (Edit::Create(pain.into()), "Anna estimated pain at 20 to 80 percent, likely 50"),
        (Edit::Create(dependency.into()), &format!("Anna noted that it needs {other_key} now")),
        (Edit::Create(pin.into()), "Anna pinned it to place 3 until 5 Jun: promised to Acme"),
        (Edit::Create(comment.into()), "Anna commented"),
        (patch(EntityKind::Comment, comment_id, json!({"text": "no"})), "Anna rewrote the text of a comment"),
        (
            patch(
                EntityKind::Estimate,
                estimate_id,
                json!({"range": {"low": 2.0, "likely": 3.0, "high": 4.0}}),
            ),
            "Anna changed range of the estimate of effort from 3 to 8, likely 5 to 2 to 4, likely 3",
        ),
        (delete(EntityKind::Estimate, estimate_id), "Anna withdrew the estimate of effort"),
        (
            delete(EntityKind::Dependency, dependency_id),
            &format!("Anna noted that it no longer needs {other_key}"),
        ),
        (delete(EntityKind::Override, pin_id), "Anna released it from place 3"),
        (delete(EntityKind::Item, item), "Anna deleted it"),
        (Edit::Restore { entity: EntityRef::new(EntityKind::Item, item) }, "Anna restored it"),
    ] {
        assert_eq!(told(&mut world, vec![edit]), expected);
    }
}

#[test]
fn everything_else_is_named() {
    let mut world = World::new();
    let release = Release { id: id(60), product_id: id(1), name: "5.2".into(), due: None, released: None };
    let team = Team {
        id: id(61),
        name: "Cards".into(),
        capacity_days_per_sprint: Some(20.0),
        member_ids: vec![id(11)],
    };
    let grant = Grant { id: id(62), person_id: id(12), product_id: None, role: Role::ProductOwner };
    let rubric = world.workspace.active_rubric().unwrap().id;
    for (edit, expected) in [
        (Edit::Create(release.into()), "Anna added release 5.2"),
        (
            patch(EntityKind::Release, id::<ReleaseId>(60), json!({"due": "2026-05-01"})),
            "Anna set due of release 5.2 to 1 May",
        ),
        (
            patch(EntityKind::Release, id::<ReleaseId>(60), json!({"name": "5.3", "due": "2026-05-02"})),
            "Anna renamed release 5.2 to 5.3 and moved due from 1 May to 2 May",
        ),
        (Edit::Create(team.into()), "Anna added team Cards"),
        (
            patch(EntityKind::Team, id::<TeamId>(61), json!({"capacity_days_per_sprint": 25.0})),
            "Anna changed capacity per sprint of team Cards from 20 days to 25 days",
        ),
        (
            patch(EntityKind::Team, id::<TeamId>(61), json!({"member_ids": [id::<PersonId>(12)]})),
            "Anna added Ben to members of team Cards, removed Anna from members of team Cards",
        ),
        (Edit::Create(grant.into()), "Anna gave the role product owner of Ben on every product"),
        (
            delete(EntityKind::Grant, id::<GrantId>(62)),
            "Anna took back the role product owner of Ben on every product",
        ),
        (
            patch(EntityKind::Account, id::<AccountId>(21), json!({"revenue": 75_000.0})),
            "Anna changed yearly revenue of account Acme from EUR 50k to EUR 75k",
        ),
        (
            patch(EntityKind::Person, id::<PersonId>(13), json!({"active": false})),
            "Anna changed sign-in of person Cleo from allowed to blocked",
        ),
        (
            patch(EntityKind::Rubric, rubric, json!({"state": "retired"})),
            "Anna changed state of rubric Three pillars from active to retired",
        ),
        (delete(EntityKind::Release, id::<ReleaseId>(60)), "Anna deleted release 5.3"),
    ] {
        assert_eq!(told(&mut world, vec![edit]), expected);
    }
    assert_eq!(
        entity_label(&world.workspace, EntityRef::new(EntityKind::Person, id::<PersonId>(12))),
        "person Ben"
    );
    assert_eq!(
        entity_label(&world.workspace, EntityRef::new(EntityKind::Person, id::<PersonId>(99))),
        "person"
    );
}
