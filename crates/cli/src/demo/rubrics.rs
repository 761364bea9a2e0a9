//! How the company scores: the preset of three pillars, and what changed in its weights over the year.

use anyhow::Context;
use outweigh_core::domain::{EntityKind, EntityRef, Rubric, RubricState};
use outweigh_core::ledger::Edit;
use outweigh_core::score::preset;
use serde_json::json;

use super::cast::Cast;
use super::content::{Company, RubricChange};
use super::script::{Script, patch};

/// Writes each version: a copy with other weights takes over from the one before, which is retired.
pub(super) fn write(script: &mut Script, cast: &Cast, company: &Company) -> Result<(), anyhow::Error> {
    let mut current: Option<Rubric> = None;
    for change in &company.rubric_changes {
        let at = script.at(change.day, 600)?;
        let id = script.id(at);
        let mut rubric = match &current {
            Some(before) => Rubric { id, version_number: before.version_number + 1, ..before.clone() },
            None => preset("balanced", id).context("the preset \"balanced\" does not exist")?,
        };
        rubric.state = RubricState::Active;
        weigh(&mut rubric, change)?;
        let retired = current.as_ref().map(|before| {
            patch(EntityRef::new(EntityKind::Rubric, before.id), [("state", json!(RubricState::Retired))])
        });
        let edits = retired.into_iter().chain([Edit::Create(rubric.clone().into())]).collect();
        script.add(at, &cast.actor(&change.by)?, &change.reason, edits);
        current = Some(rubric);
    }
    Ok(())
}

fn weigh(rubric: &mut Rubric, change: &RubricChange) -> Result<(), anyhow::Error> {
    for (key, weight) in &change.weights {
        let term = rubric.terms.iter_mut().find(|term| term.key == *key);
        term.with_context(|| format!("the rubric has no term \"{key}\""))?.weight = *weight;
    }
    Ok(())
}
