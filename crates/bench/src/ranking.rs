//! The order of 100,000 items after a change, made whole, and explained.

use std::time::Duration;

use anyhow::{Context, Result};
use outweigh_core::domain::{EntityKind, EntityRef, Estimate, Range, RubricState};
use outweigh_core::explain::explain;
use outweigh_core::ledger::{Edit, Expected};
use outweigh_core::score::preset;
use outweigh_core::workspace::{Access, Staged, Workspace};
use outweigh_server::clock;

use crate::bed::{self, Bed};
use crate::measure::{Cost, milliseconds, quantile, timed};
use crate::report::Report;

const CHANGES: usize = 50;

/// Measures ranking on a copy of the large workspace.
pub fn measure(report: &mut Report, bed: &Bed) -> Result<()> {
    let before = bed.store.read().clone();
    let mut workspace = before.clone();
    let order = workspace.computed_order();
    let slots: Vec<_> = (0..CHANGES).map(|n| order[bed::scatter(n, 60) % order.len()]).collect();
    let items: Vec<_> = slots.iter().map(|&slot| workspace.items.at(slot).value.id).collect();
    let mut cpu = Vec::new();
    for (n, &item_id) in items.iter().enumerate() {
        let likely = 0.5 + n as f64;
        let estimate = Estimate {
            id: clock::new_id().into(),
            item_id,
            quantity: "effort".into(),
            range: Range { low: likely * 0.8, likely, high: likely * 1.5 },
            person_id: None,
            source: Some("bench".into()),
            at: clock::now(),
            note: String::new(),
        };
        cpu.push(change(&mut workspace, vec![Edit::Create(estimate.into())])?.cpu);
    }
    let note = format!("CPU, worst of {CHANGES} new estimates; median {:.2} ms", median(&mut cpu));
    let worst = cpu.iter().max().copied().unwrap_or_default();
    report.check("rank: again after one change", milliseconds(worst), "ms", 20.0, note);

    let mut cpu = Vec::new();
    for &item in items.iter().take(5) {
        let (explanation, cost) = timed(|| explain(&before, &workspace, item));
        explanation.context("the item is in both states")?;
        cpu.push(cost.cpu);
    }
    report.tell(
        "rank: explain a move",
        median(&mut cpu),
        "ms",
        format!("CPU, after {CHANGES} changes of others"),
    );

    let old = workspace.active_rubric().context("a rubric is active")?.id;
    let mut new = preset("wsjf", clock::new_id().into()).context("the preset is known")?;
    new.state = RubricState::Active;
    let retire = Edit::Patch {
        entity: EntityRef::new(EntityKind::Rubric, old),
        expected: Expected::Anything,
        patch: [("state".to_owned(), serde_json::json!("retired"))].into_iter().collect(),
    };
    let cost = change(&mut workspace, vec![retire, Edit::Create(new.into())])?;
    report.tell(
        "rank: all anew by another rubric",
        milliseconds(cost.cpu),
        "ms",
        "CPU, every item scored and sorted",
    );
    Ok(())
}

/// Checks edits, and times taking them in: the part that ranks.
fn change(workspace: &mut Workspace, edits: Vec<Edit>) -> Result<Cost> {
    let mut staged = Staged::new(workspace, [0; 32]);
    staged.stage(&bed::draft(edits), &Access::system())?;
    let outcome = staged.finish();
    let position = workspace.position + 1;
    Ok(timed(|| workspace.apply(outcome, position)).1)
}

fn median(sample: &mut [Duration]) -> f64 {
    milliseconds(quantile(sample, 0.5))
}
