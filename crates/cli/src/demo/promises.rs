//! What was promised to accounts, and what became of it.

use outweigh_core::domain::{EntityKind, EntityRef, Promise, PromiseState};
use outweigh_core::ledger::Edit;
use serde_json::json;

use super::cast::Cast;
use super::content::Content;
use super::script::{Script, patch};
use super::words::Outcome;

/// Writes each promise when somebody wrote it down, and its outcome when that was known.
pub(super) fn write(script: &mut Script, cast: &Cast, content: &Content) -> Result<(), anyhow::Error> {
    for written in &content.words.promises {
        let at = script.at(written.day, written.minute)?;
        let note = written.note.as_ref();
        let promise = Promise {
            id: script.id(at),
            account_id: cast.accounts.get(&written.account)?,
            quote: written.words.as_str().into(),
            highlight: note.map(|note| cast.highlight(note, &written.words)).transpose()?,
            person_id: Some(cast.person(&written.promised_by)?),
            promised_on: script.date(written.promised_day)?,
            due: written.due_day.map(|day| script.date(day)).transpose()?,
            revenue_at_stake: written.revenue,
            item_id: cast.items.find(written.item.as_deref())?,
            state: PromiseState::Open,
            state_reason: String::new(),
            erased_at: None,
        };
        let entity = EntityRef::new(EntityKind::Promise, promise.id);
        script.add(at, &cast.actor(&written.by)?, "", vec![Edit::Create(promise.into())]);
        if let Some(outcome) = &written.outcome {
            close(script, cast, entity, outcome)?;
        }
    }
    Ok(())
}

fn close(
    script: &mut Script,
    cast: &Cast,
    promise: EntityRef,
    outcome: &Outcome,
) -> Result<(), anyhow::Error> {
    let mut fields = vec![("state", json!(outcome.state))];
    if !outcome.reason.is_empty() {
        fields.push(("state_reason", json!(outcome.reason)));
    }
    if let Some(day) = outcome.due_day {
        fields.push(("due", json!(script.date(day)?)));
    }
    let at = script.at(outcome.day, outcome.minute)?;
    script.add(at, &cast.actor(&outcome.by)?, &outcome.reason, vec![patch(promise, fields)]);
    Ok(())
}
