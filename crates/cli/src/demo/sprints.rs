//! Two-week sprints of each team, and how work that is not finished is carried from one to the next.

use anyhow::Context;
use outweigh_core::domain::{EntityKind, EntityRef, Sprint as SprintDocument, Status};
use outweigh_core::ledger::Edit;
use serde_json::json;

use super::cast::{Cast, Sprint};
use super::company::FIRST_DAY;
use super::content::{Content, Item};
use super::entries::Change;
use super::script::{Script, patch};

/// The first sprint starts two days after the workspace; today is the sixth day of one.
const FIRST_START: i32 = FIRST_DAY + 2;
/// Sprints are made for this many days from today.
const HORIZON_DAYS: i32 = 42;
const LENGTH_DAYS: i32 = 14;
/// How long before it starts a sprint is put into the calendar.
const LEAD_DAYS: i32 = 56;
/// Who keeps the calendar.
const CALENDAR_BY: &str = "farid";

/// Writes the sprints of all teams; those that start together are one change set.
pub(super) fn write(script: &mut Script, cast: &mut Cast, content: &Content) -> Result<(), anyhow::Error> {
    let starts = (FIRST_START..=HORIZON_DAYS).step_by(LENGTH_DAYS as usize);
    for (number, starts) in (1..).zip(starts) {
        let ends = starts + LENGTH_DAYS - 1;
        let at = script.at((starts - LEAD_DAYS).max(FIRST_DAY), 700 + number)?;
        let mut edits = Vec::new();
        for team in &content.company.teams {
            let sprint = SprintDocument {
                id: script.id(at),
                name: format!("{} {number}", team.name),
                team_id: Some(cast.teams.get(&team.key)?),
                product_id: None,
                starts: Some(script.date(starts)?),
                ends: Some(script.date(ends)?),
            };
            let (id, name) = (sprint.id, sprint.name.clone());
            cast.sprints.push(Sprint { id, team: team.key.clone(), name, starts, ends });
            edits.push(Edit::Create(sprint.into()));
        }
        script.add(at, &cast.actor(CALENDAR_BY)?, "", edits);
    }
    Ok(())
}

/// On the first morning of each sprint its team's lead takes over what is still being worked on.
pub(super) fn carry_over(script: &mut Script, cast: &Cast, content: &Content) -> Result<(), anyhow::Error> {
    for sprint in cast.sprints.iter().filter(|sprint| sprint.starts < 0) {
        let Some(before) = cast.sprint(&sprint.team, sprint.starts - 1) else { continue };
        let at_work = |item: &&Item| {
            item.team.as_ref() == Some(&sprint.team) && status_before(item, sprint.starts) == Status::Doing
        };
        let mut edits = Vec::new();
        for item in content.items.iter().filter(at_work) {
            let item = EntityRef::new(EntityKind::Item, cast.items.get(&item.id)?);
            edits.push(patch(item, [("sprint_id", json!(sprint.id))]));
        }
        if edits.is_empty() {
            continue;
        }
        let team = content.company.teams.iter().find(|team| team.key == sprint.team);
        let lead = team.and_then(|team| team.members.first());
        let lead = lead.with_context(|| format!("the team {} has no members", sprint.team))?;
        let reason = format!("Not finished in {}", before.name);
        script.add(script.at(sprint.starts, 300)?, &cast.actor(lead)?, &reason, edits);
    }
    Ok(())
}

/// The status of an item when a day begins.
fn status_before(item: &Item, day: i32) -> Status {
    let entries = item.timeline.iter().filter(|entry| entry.day < day);
    let mut statuses = entries.filter_map(|entry| match entry.change {
        Change::Status(status) => Some(status),
        _ => None,
    });
    statuses.next_back().unwrap_or(Status::Inbox)
}
