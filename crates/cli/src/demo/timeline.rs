//! What happens to one item over the year: the entries of one moment become one change set.

use jiff::Timestamp;
use outweigh_core::domain::{
    AcceptanceCriterion, Comment, Dependency, EntityKind, EntityRef, Estimate, Lane, Milestone, Override,
    Status,
};
use outweigh_core::ids::ItemId;
use outweigh_core::ledger::Edit;
use serde_json::{Value, json};

use super::cast::Cast;
use super::content::Item;
use super::entries::{Change, Entry};
use super::script::{Script, patch};

/// Fields of the item and their new values.
type Fields = Vec<(&'static str, Value)>;

/// When criteria that are met already were ticked off.
const TICKED_DAY: i32 = -2;
/// The minute of the day at which milestones and criteria are ticked off.
const TICKED_MINUTE: i32 = 960;

/// Writes the timeline of an item, with the fields that have no entries of their own.
pub(super) fn write(script: &mut Script, cast: &Cast, item: &Item) -> Result<(), anyhow::Error> {
    let teller = Teller { cast, item, id: cast.items.get(&item.id)? };
    for moment in item.timeline.chunk_by(|a, b| (a.day, a.minute) == (b.day, b.minute)) {
        teller.moment(script, moment)?;
    }
    teller.milestones_reached(script)?;
    teller.criteria_met(script)
}

struct Teller<'a> {
    cast: &'a Cast,
    item: &'a Item,
    id: ItemId,
}

impl Teller<'_> {
    fn moment(&self, script: &mut Script, moment: &[Entry]) -> Result<(), anyhow::Error> {
        let Some(first) = moment.first() else { return Ok(()) };
        let at = script.at(first.day, first.minute)?;
        let mut fields = Fields::new();
        let mut parts = Vec::new();
        for entry in moment {
            self.fields(script, entry, &mut fields)?;
            parts.extend(self.part(script, entry, at)?);
        }
        let patched = (!fields.is_empty()).then(|| self.patch(fields));
        let reason = moment.iter().find_map(|entry| entry.reason.as_deref()).unwrap_or_default();
        let edits = patched.into_iter().chain(parts).collect();
        script.add(at, &self.cast.actor(&first.by)?, reason, edits);
        Ok(())
    }

    fn patch(&self, fields: Fields) -> Edit {
        patch(EntityRef::new(EntityKind::Item, self.id), fields)
    }

    /// The fields of the item that an entry sets.
    fn fields(&self, script: &Script, entry: &Entry, fields: &mut Fields) -> Result<(), anyhow::Error> {
        let cast = self.cast;
        match &entry.change {
            Change::Status(status) => self.status(entry, *status, fields)?,
            Change::Lane(lane) => {
                fields.push(("lane", json!(lane)));
                if self.settles_lane(entry) {
                    self.lane(script, *lane, entry.day, fields)?;
                }
            }
            Change::Horizon(horizon) => fields.push(("horizon", json!(horizon))),
            Change::Severity(severity) => fields.push(("severity", json!(severity))),
            Change::Owner(person) => fields.push(("owner_id", json!(cast.person(person)?))),
            Change::Team(team) => fields.push(("team_id", json!(cast.teams.get(team)?))),
            Change::Release(release) => fields.push(("release_id", json!(cast.releases.get(release)?))),
            Change::Due(day) => fields.push(("due", json!(script.date(*day)?))),
            Change::Comment(_) | Change::Needs(_) | Change::Estimate(_) | Change::Override(_) => {}
        }
        Ok(())
    }

    fn status(&self, entry: &Entry, status: Status, fields: &mut Fields) -> Result<(), anyhow::Error> {
        let item = self.item;
        fields.push(("status", json!(status)));
        if status.needs_reason() {
            fields.push(("status_reason", json!(entry.reason)));
        }
        match status {
            Status::Merged => {
                let into = self.cast.items.find(item.merged_into.as_deref())?;
                fields.push(("merged_into_id", json!(into)));
            }
            Status::Ready => {
                fields.push(("acceptance_criteria", self.criteria(|_| false)));
                fields.push(("success_metric", json!(item.success_metric)));
            }
            Status::Doing => {
                let sprint = item.team.as_deref().and_then(|team| self.cast.sprint(team, entry.day));
                fields.extend(sprint.map(|sprint| ("sprint_id", json!(sprint.id))));
            }
            Status::Done => fields.push(("acceptance_criteria", self.criteria(|_| true))),
            Status::Inbox | Status::Triaged | Status::Paused | Status::Declined => {}
        }
        Ok(())
    }

    /// Whether this entry puts the item into the lane it is in today.
    fn settles_lane(&self, entry: &Entry) -> bool {
        let last = self.item.timeline.iter().rfind(|entry| matches!(entry.change, Change::Lane(_)));
        last.is_some_and(|last| std::ptr::eq(last, entry))
    }

    /// What comes with the lane: the fields of hot fixes and bets, and the goal.
    fn lane(&self, script: &Script, lane: Lane, day: i32, fields: &mut Fields) -> Result<(), anyhow::Error> {
        let item = self.item;
        fields.push(("goal_id", json!(self.cast.goals.find(item.goal.as_deref())?)));
        match lane {
            Lane::Hotfix => {
                let accounts = item.affected_accounts.iter().map(|name| self.cast.accounts.get(name));
                fields.push(("affected_account_ids", json!(accounts.collect::<Result<Vec<_>, _>>()?)));
                fields.push(("workaround", json!(item.workaround)));
            }
            Lane::Bet => {
                fields.push(("outcome_target", json!(item.outcome_target)));
                fields.push(("milestones", self.milestones(script, day)?));
                fields.push(("differentiation", json!(item.differentiation)));
                fields.push(("scalability", json!(item.scalability)));
            }
            Lane::Stability | Lane::Improvement => {}
        }
        Ok(())
    }

    fn criteria(&self, done: impl Fn(bool) -> bool) -> Value {
        let criteria = self.item.acceptance_criteria.iter();
        let criteria = criteria.map(|c| AcceptanceCriterion { text: c.text.clone(), done: done(c.done) });
        json!(criteria.collect::<Vec<_>>())
    }

    /// The milestones as they stand on a day: those done are done on the day they were due.
    fn milestones(&self, script: &Script, day: i32) -> Result<Value, anyhow::Error> {
        let milestones = self.item.milestones.iter().map(|m| {
            let due = Some(script.date(m.due_day)?);
            Ok(Milestone { title: m.title.clone(), due, done: m.done && m.due_day <= day })
        });
        Ok(json!(milestones.collect::<Result<Vec<_>, anyhow::Error>>()?))
    }

    fn milestones_reached(&self, script: &mut Script) -> Result<(), anyhow::Error> {
        let Some(owner) = &self.item.owner else { return Ok(()) };
        for milestone in self.item.milestones.iter().filter(|m| m.done) {
            let milestones = self.milestones(script, milestone.due_day)?;
            let reason = format!("Milestone reached: {}", milestone.title);
            let at = script.at(milestone.due_day, TICKED_MINUTE)?;
            script.add(
                at,
                &self.cast.actor(owner)?,
                &reason,
                vec![self.patch(vec![("milestones", milestones)])],
            );
        }
        Ok(())
    }

    fn criteria_met(&self, script: &mut Script) -> Result<(), anyhow::Error> {
        let some_met = self.item.acceptance_criteria.iter().any(|criterion| criterion.done);
        let (Some(owner), true, false) = (&self.item.owner, some_met, self.is_done()) else { return Ok(()) };
        let criteria = self.criteria(|done| done);
        let at = script.at(TICKED_DAY, TICKED_MINUTE)?;
        script.add(
            at,
            &self.cast.actor(owner)?,
            "",
            vec![self.patch(vec![("acceptance_criteria", criteria)])],
        );
        Ok(())
    }

    fn is_done(&self) -> bool {
        self.item.timeline.iter().any(|entry| matches!(entry.change, Change::Status(Status::Done)))
    }

    /// What an entry adds to the item.
    fn part(&self, script: &mut Script, entry: &Entry, at: Timestamp) -> Result<Option<Edit>, anyhow::Error> {
        let item_id = self.id;
        let person_id = Some(self.cast.person(&entry.by)?);
        let entity = match &entry.change {
            Change::Comment(text) => {
                Comment { id: script.id(at), item_id, person_id, author: None, at, text: text.clone() }.into()
            }
            Change::Needs(other) => {
                Dependency { id: script.id(at), item_id, needs_id: self.cast.items.get(other)? }.into()
            }
            Change::Estimate(given) => Estimate {
                id: script.id(at),
                item_id,
                quantity: given.quantity.clone(),
                range: given.range(),
                person_id,
                source: None,
                at,
                note: given.note.clone(),
            }
            .into(),
            Change::Override(pinned) => Override {
                id: script.id(at),
                item_id,
                position: pinned.position,
                reason: entry.reason.clone().unwrap_or_default(),
                author_id: person_id,
                expires: script.date(pinned.expires_day)?,
            }
            .into(),
            _ => return Ok(None),
        };
        Ok(Some(Edit::Create(entity)))
    }
}
