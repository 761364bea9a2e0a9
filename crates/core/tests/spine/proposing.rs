//! Proposals for an unsorted backlog: what they are, and that accepting them settles the matter.

use jiff::civil::date;
use outweigh_core::domain::*;
use outweigh_core::ledger::Edit;
use outweigh_core::proposals::propose;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::*;

/// An imported item: type, priority, title, days open.
fn imported(world: &mut World, kind: &str, priority: &str, title: &str, days: i64) -> Item {
    let mut item = world.item(title);
    item.created_at = at(-days * 24 * 60);
    for (name, value) in [("type", kind), ("priority", priority)] {
        if !value.is_empty() {
            let signal = Signal { value: json!(value), source: "jira".into() };
            item.signals.insert(name.into(), signal);
        }
    }
    item
}

#[test]
fn lanes_are_proposed_with_their_reason() {
    let mut world = World::new();
    for (kind, priority, title, days, lane, reason) in [
        ("Bug", "Blocker", "Node stops", 3, Lane::Hotfix, "type Bug, priority Blocker, open for 3 days"),
        (
            "Bug",
            "Major",
            "Crash on start",
            10,
            Lane::Hotfix,
            "title says \"crash\", type Bug, priority Major, open for 10 days",
        ),
        ("", "", "Customers cannot log in", 1, Lane::Hotfix, "title says \"cannot log in\", open for 1 day"),
        (
            "Bug",
            "Major",
            "Crash on start",
            1500,
            Lane::Stability,
            "type Bug, priority Major, open for 4 years",
        ),
        (
            "Bug",
            "Blocker",
            "Node stops",
            800,
            Lane::Stability,
            "type Bug, priority Blocker, open for 2 years",
        ),
        ("Bug", "Minor", "Typo in the log", 5, Lane::Stability, "type Bug, priority Minor, open for 5 days"),
        ("Task", "", "Refactor the flaky tests", 40, Lane::Stability, "title says \"flaky\""),
        ("Improvement", "Major", "Upgrade to Java 21", 90, Lane::Stability, "title says \"upgrade\""),
        ("Epic", "Major", "Marketplace", 90, Lane::Bet, "type Epic, title says \"marketplace\""),
        ("New Feature", "Major", "Export as PDF", 90, Lane::Improvement, "type New Feature"),
        ("Story", "", "Sort by name", 9, Lane::Improvement, "type Story"),
        ("", "", "Sort by name", 9, Lane::Improvement, "nothing speaks for another lane"),
    ] {
        let item = imported(&mut world, kind, priority, title, days);
        let proposed = propose(&world.workspace, &item).unwrap().lane.unwrap();
        assert_eq!((proposed.value, proposed.reason.as_str()), (lane, reason), "{kind} {priority} {title}");
    }
}

#[test]
fn a_large_new_feature_is_a_bet() {
    let mut world = World::new();
    let mut item = imported(&mut world, "New Feature", "", "Support for instant payments", 20);
    item.signals.insert("original_estimate_days".into(), Signal { value: json!(40), source: "jira".into() });
    let lane = propose(&world.workspace, &item).unwrap().lane.unwrap();
    assert_eq!(lane.value, Lane::Bet);
    assert_eq!(lane.reason, "type New Feature, title says \"support for\", large effort");
}

#[test]
fn horizons_follow_from_dates_and_plans() {
    let mut world = World::new();
    let release = |n: u128, name: &str, due| Release {
        id: id(n),
        product_id: id(1),
        name: name.into(),
        due: Some(due),
        released: None,
    };
    let sprint = |n: u128, starts, ends| Sprint {
        id: id(n),
        name: "S".into(),
        team_id: None,
        product_id: None,
        starts: Some(starts),
        ends: Some(ends),
    };
    world.commit(vec![
        Edit::Create(release(70, "5.2", date(2026, 4, 1)).into()),
        Edit::Create(release(71, "6.0", date(2026, 9, 1)).into()),
        Edit::Create(sprint(72, date(2026, 2, 23), date(2026, 3, 6)).into()),
        Edit::Create(sprint(73, date(2026, 3, 9), date(2026, 3, 20)).into()),
    ]);
    let mut check = |change: &dyn Fn(&mut Item), days: i64, horizon: Horizon, reason: &str| {
        let mut item = imported(&mut world, "Story", "", "Sort by name", days);
        change(&mut item);
        let proposed = propose(&world.workspace, &item).unwrap().horizon.unwrap();
        assert_eq!((proposed.value, proposed.reason.as_str()), (horizon, reason));
    };
    check(&|i| i.status = Status::Doing, 9, Horizon::Now, "it is doing");
    check(&|i| i.sprint_id = Some(id(72)), 9, Horizon::Now, "in the running sprint");
    check(&|i| i.sprint_id = Some(id(73)), 9, Horizon::Next, "in a sprint to come");
    check(&|i| i.due = Some(date(2026, 3, 5)), 9, Horizon::Now, "due in 3 days");
    check(&|i| i.due = Some(date(2026, 5, 5)), 9, Horizon::Next, "due in 64 days");
    check(&|i| i.release_id = Some(id(70)), 1500, Horizon::Next, "in the next release, 5.2");
    check(&|i| i.release_id = Some(id(71)), 9, Horizon::Later, "nothing asks for it sooner");
    check(&|_| (), 1500, Horizon::Later, "open for 4 years");
    let votes = |item: &mut Item| {
        item.signals.insert("votes".into(), Signal { value: json!(25), source: "jira".into() });
    };
    check(&votes, 9, Horizon::Next, "25 voices ask for it");
}

#[test]
fn only_a_hot_fix_gets_a_severity_and_only_open_items_are_sorted() {
    let mut world = World::new();
    let hot = imported(&mut world, "Bug", "Blocker", "Node stops", 3);
    let proposal = propose(&world.workspace, &hot).unwrap();
    assert_eq!(proposal.severity.unwrap().value, Severity::S1);
    assert_eq!(proposal.horizon.unwrap().value, Horizon::Now);
    let mut calm = imported(&mut world, "Story", "Blocker", "Sort by name", 3);
    assert_eq!(propose(&world.workspace, &calm).unwrap().severity, None);
    calm.lane = Some(Lane::Hotfix);
    let proposal = propose(&world.workspace, &calm).unwrap();
    assert_eq!((proposal.lane, proposal.severity.unwrap().value), (None, Severity::S1));
    calm.status = Status::Done;
    assert_eq!(propose(&world.workspace, &calm), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn accepting_a_proposal_leaves_nothing_to_propose(story in story(), words in "[a-z][a-z ]{0,20}") {
        let (mut world, _) = play(&story);
        let extra = imported(&mut world, &words, &words, &words, 12);
        world.commit(vec![Edit::Create(extra.into())]);
        let items: Vec<Item> = world.workspace.items.iter().cloned().collect();
        for item in items {
            let proposal = propose(&world.workspace, &item);
            prop_assert_eq!(&proposal, &propose(&world.workspace, &item));
            let Some(proposal) = proposal else { continue };
            prop_assert!((0.0..=1.0).contains(&proposal.confidence));
            let mut fields = json!({});
            let mut accept = |field: &str, value: Option<Value>| {
                if let Some(value) = value {
                    fields[field] = value;
                }
            };
            accept("lane", proposal.lane.map(|lane| json!(lane.value)));
            accept("horizon", proposal.horizon.map(|horizon| json!(horizon.value)));
            accept("severity", proposal.severity.map(|severity| json!(severity.value)));
            world.commit(vec![patch(EntityKind::Item, item.id, fields)]);
            let accepted = world.workspace.items.get(item.id).unwrap();
            prop_assert_eq!(propose(&world.workspace, accepted), None);
        }
    }
}
