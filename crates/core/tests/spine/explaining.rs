//! Explanations add up, whatever happened in between.

use outweigh_core::domain::*;
use outweigh_core::explain::{CauseKind, Explanation, explain};
use outweigh_core::formula::Unit;
use outweigh_core::ids::*;
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use proptest::prelude::*;
use serde_json::json;

use super::support::*;

/// The parts as a reader adds them up: every `(+2.5)` of the sentence, in tenths.
fn parts_shown(sentence: &str) -> Vec<i64> {
    let after_colon = sentence.split_once(": ").map_or("", |(_, parts)| parts);
    let number = |part: &str| (part.parse::<f64>().unwrap() * 10.0).round() as i64;
    after_colon.split(['(', ')']).filter(|part| part.starts_with(['+', '-'])).map(number).collect()
}

fn adds_up(explanation: &Explanation) {
    let Some(rank_change) = explanation.rank_change else {
        assert!(explanation.causes.is_empty());
        return;
    };
    let ranks: f64 = explanation.causes.iter().map(|cause| cause.rank_delta).sum();
    assert!((ranks - rank_change as f64).abs() < 1e-9, "{explanation:#?}");
    let (from, to) = (explanation.from.score.unwrap(), explanation.to.score.unwrap());
    let scores: f64 = explanation.score_causes().map(|cause| cause.score_delta).sum();
    assert!((scores - (to - from)).abs() <= 1e-9 * from.abs().max(to.abs()).max(1.0), "{explanation:#?}");
    let shown = parts_shown(&explanation.sentence);
    assert!(!shown.contains(&0), "{}", explanation.sentence);
    assert_eq!(shown.iter().sum::<i64>(), -rank_change * 10, "{}\n{explanation:#?}", explanation.sentence);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn causes_sum_to_the_move_between_any_two_states(story in story(), a in any::<prop::sample::Index>()) {
        let (world, mut states) = play(&story);
        states.push(world);
        let after = &states[states.len() - 1].workspace;
        let before = &a.get(&states).workspace;
        for item in after.items.rows() {
            for (from, to) in [(before, after), (after, before)] {
                let explanation = explain(from, to, item.value.id);
                prop_assert_eq!(&explanation, &explain(from, to, item.value.id));
                if let Some(explanation) = explanation {
                    adds_up(&explanation);
                }
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(story in story()) {
        let (world, states) = play(&story);
        let Some(first) = states.first() else { return Ok(()) };
        let shuffled = |workspace: &Workspace, by: usize| {
            let mut all: Vec<_> = workspace.all_rows().collect();
            all.reverse();
            let by = by % all.len();
            all.rotate_left(by);
            loaded(all, workspace.position)
        };
        let (before, after) = (&first.workspace, &world.workspace);
        let (before_too, after_too) = (shuffled(before, 3), shuffled(after, 7));
        for item in after.items.iter() {
            prop_assert_eq!(explain(before, after, item.id), explain(&before_too, &after_too, item.id));
        }
    }
}

/// A rubric of value / effort, or of value / effort^0.8.
fn rubric(number: u128, effort: &str) -> Rubric {
    let criterion = |key: &str, unit: Unit, direction: Direction| Criterion {
        key: key.into(),
        label: key.into(),
        pillar: Pillar::BusinessValue,
        unit,
        direction,
        prior: Range { low: 0.1, likely: 10.0, high: 1_000.0 },
        help: String::new(),
        missing: Missing::Prior,
    };
    Rubric {
        id: id(number),
        name: "Value per effort".into(),
        preset: None,
        version_number: number as u32 - 29,
        state: RubricState::Active,
        criteria: vec![
            criterion("value", Unit::Score, Direction::MoreIsBetter),
            criterion("effort", Unit::Number, Direction::LessIsBetter),
        ],
        terms: vec![Term {
            key: "value".into(),
            label: "value".into(),
            pillar: Pillar::BusinessValue,
            weight: 1.0,
            formula: "value".into(),
        }],
        effort: effort.into(),
        score_unit: "points".into(),
        thresholds: Vec::new(),
    }
}

/// Sets value and effort of an item as sure as can be.
fn believe(world: &mut World, item: ItemId, value: f64, effort: f64) -> Vec<Edit> {
    let mut sure = |quantity: &str, likely: f64| {
        let mut estimate = world.estimate(item, quantity, likely);
        estimate.range = Range { low: likely, likely, high: likely };
        Edit::Create(estimate.into())
    };
    vec![sure("value", value), sure("effort", effort)]
}

/// Decision-science 3.5: rank 5 -> 2 in 24ths, from real workspaces.
#[test]
fn the_worked_example_of_a_rank_change_comes_out() {
    let mut world = World::new();
    let retire = |id: RubricId| patch(EntityKind::Rubric, id, json!({"state": "retired"}));
    world.commit(vec![retire(id(2)), Edit::Create(rubric(30, "effort").into())]);
    let beliefs = [
        ("me", 80.0, 5.0),
        ("x", 120.0, 5.0),
        ("y", 110.0, 5.0),
        ("z", 72.0, 4.0),
        ("w", 66.0, 4.0),
        ("u", 20.0, 4.0),
    ];
    let mut ids = Vec::new();
    for (title, value, effort) in beliefs {
        let item = world.item(title);
        ids.push(item.id);
        world.commit(vec![Edit::Create(item.into())]);
        let edits = believe(&mut world, ids[ids.len() - 1], value, effort);
        world.commit(edits);
    }
    let before = world.workspace.clone();
    for (item, value, effort) in [(ids[0], 110.0, 5.5), (ids[2], 84.0, 5.0), (ids[3], 76.0, 4.0)] {
        let edits = believe(&mut world, item, value, effort);
        world.commit(edits);
    }
    let done = json!({"status": "declined", "status_reason": "no"});
    world.commit(vec![patch(EntityKind::Item, ids[4], done)]);
    let q = world.item("q");
    let q_id = q.id;
    world.commit(vec![Edit::Create(q.into())]);
    let edits = believe(&mut world, q_id, 96.0, 5.0);
    world.commit(edits);
    world.commit(vec![retire(id(30)), Edit::Create(rubric(31, "exp(0.8 * ln(effort))").into())]);

    let explanation = explain(&before, &world.workspace, ids[0]).unwrap();
    assert_eq!((explanation.from.rank, explanation.to.rank), (Some(5), Some(2)));
    let own = |label: &str| {
        explanation.causes.iter().filter(|c| c.label.starts_with(label)).map(|c| c.rank_delta).sum::<f64>()
    };
    let of = |kind: CauseKind| {
        explanation.causes.iter().filter(|c| c.kind == kind).map(|c| c.rank_delta).sum::<f64>()
    };
    for (share, expected) in [
        (own("value"), -64.0),
        (own("effort"), 8.0),
        (of(CauseKind::Others), -12.0),
        (of(CauseKind::Rubric), -8.0),
        (of(CauseKind::Members), 4.0),
    ] {
        assert!((share * 24.0 - expected).abs() < 1e-9, "{explanation:#?}");
    }
    adds_up(&explanation);
    assert_eq!(
        explanation.sentence,
        "moved from 5 to 2: value 80 to 110 (+2.7), others fell (+0.5), one new item above it (-0.5), effort \
         5 to 5.5 (-0.3), one item above it was declined (+0.3), rubric Value per effort, version 2 (+0.3)"
    );
}

/// Twenty items in order of their effort, which alone differs.
fn ladder() -> (World, Vec<ItemId>) {
    let mut world = World::new();
    let mut ids: Vec<ItemId> = Vec::new();
    for n in 0..20u8 {
        let item = world.item(&format!("Item {n}"));
        let id = item.id;
        ids.push(id);
        let effort = world.estimate(id, "effort", 2.0 + f64::from(n));
        world.commit(vec![Edit::Create(item.into()), Edit::Create(effort.into())]);
    }
    (world, ids)
}

fn sentence(before: &World, after: &World, item: ItemId) -> String {
    let explanation = explain(&before.workspace, &after.workspace, item).unwrap();
    adds_up(&explanation);
    explanation.sentence
}

#[test]
fn sentences_say_what_happened() {
    let (before, ids) = ladder();
    let set = |world: &mut World, item: usize, fields: serde_json::Value| {
        world.commit(vec![patch(EntityKind::Item, ids[item], fields)]);
    };
    let estimate = |world: &mut World, item: usize, quantity: &str, likely: f64| {
        let edit = Edit::Create(world.estimate(ids[item], quantity, likely).into());
        world.commit(vec![edit]);
    };
    let close = |world: &mut World, item: usize| {
        set(world, item, json!({"status": "ready", "problem": "people wait"}));
        set(world, item, json!({"status": "doing"}));
        set(world, item, json!({"status": "done"}));
    };
    let said = |change: &dyn Fn(&mut World), item: usize| {
        let mut after = before.clone();
        change(&mut after);
        sentence(&before, &after, ids[item])
    };

    assert_eq!(said(&|_| (), 5), "stayed at 6");
    assert_eq!(said(&|w| estimate(w, 13, "effort", 7.5), 13), "moved from 14 to 7: effort 15d to 7.5d (+7)");
    let finish_two = |w: &mut World| {
        close(w, 3);
        close(w, 4);
        estimate(w, 13, "effort", 7.5);
    };
    assert_eq!(
        said(&finish_two, 13),
        "moved from 14 to 5: effort 15d to 7.5d (+7), two items above it were done (+2)"
    );
    assert_eq!(said(&|w| estimate(w, 0, "effort", 30.0), 13), "moved from 14 to 13: others fell (+1)");
    assert_eq!(
        said(&|w| estimate(w, 13, "revenue", 9_000_000.0), 13),
        "moved from 14 to 1: revenue of those affected EUR 9M, unknown before (+13)"
    );
    assert_eq!(said(&|w| close(w, 2), 2), "done, was 3");
    assert_eq!(said(&|w| w.commit(vec![delete(EntityKind::Item, ids[2])]), 2), "deleted, was 3");
    let mut pinned = before.clone();
    let pin_id = pinned.fresh();
    let pin = Override {
        id: pin_id,
        item_id: ids[9],
        position: 2,
        reason: "promised".into(),
        author_id: None,
        expires: TODAY,
    };
    pinned.commit(vec![Edit::Create(pin.into())]);
    assert_eq!(sentence(&before, &pinned, ids[9]), "moved from 10 to 2: pinned to place 2 (+8)");
    assert_eq!(sentence(&before, &pinned, ids[4]), "moved from 5 to 6: others pinned or released (-1)");
    let mut moved_under_it = pinned.clone();
    estimate(&mut moved_under_it, 9, "effort", 40.0);
    assert_eq!(
        sentence(&pinned, &moved_under_it, ids[9]),
        "stayed at 2: effort 11d to 40d (-10), held at place 2 by its pin (+10)"
    );

    let mut finished = before.clone();
    close(&mut finished, 2);
    let mut reopened = finished.clone();
    set(&mut reopened, 2, json!({"status": "triaged"}));
    assert_eq!(sentence(&finished, &reopened, ids[2]), "reopened at 3, was done");
    assert_eq!(
        sentence(&finished, &reopened, ids[4]),
        "moved from 4 to 5: one item above it was reopened (-1)"
    );
    let mut grown = before.clone();
    let newcomer = grown.item("new");
    let new_id = newcomer.id;
    let effort = grown.estimate(new_id, "effort", 1.0);
    grown.commit(vec![Edit::Create(newcomer.into()), Edit::Create(effort.into())]);
    assert_eq!(sentence(&before, &grown, new_id), "new at 1");
    assert_eq!(sentence(&before, &grown, ids[4]), "moved from 5 to 6: one new item above it (-1)");
    assert_eq!(explain(&before.workspace, &before.workspace, new_id), None);
}

#[test]
fn a_new_weight_is_named() {
    let (mut world, ids) = ladder();
    let edit = Edit::Create(world.estimate(ids[10], "technical_risk", 40_000.0).into());
    world.commit(vec![edit]);
    let before = world.clone();
    let mut rubric = world.workspace.active_rubric().unwrap().clone();
    let old = rubric.id;
    rubric.id = world.fresh();
    rubric.terms[2].weight = 0.1;
    world.commit(vec![
        patch(EntityKind::Rubric, old, json!({"state": "retired"})),
        Edit::Create(rubric.into()),
    ]);
    let explanation = explain(&before.workspace, &world.workspace, ids[10]).unwrap();
    adds_up(&explanation);
    assert_eq!(explanation.causes.len(), 1);
    assert_eq!(explanation.causes[0].label, "weight of technical risk");
    assert!(explanation.causes[0].score_delta < 0.0);
}
