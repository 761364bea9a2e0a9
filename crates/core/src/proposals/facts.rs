//! What is known of an item that says where it belongs.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::words::{BROKEN, NEW, PRIORITIES, TYPES, UPKEEP, Work, find, plain};
use crate::domain::{Item, Release};
use crate::workspace::Workspace;

/// From this effort on an item is large, in person-days.
const LARGE_DAYS: f64 = 20.0;

/// A word and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Found {
    word: String,
    place: &'static str,
}

/// The facts the rules ask for.
pub(super) struct Facts<'a> {
    workspace: &'a Workspace,
    item: &'a Item,
    pub(super) work: Option<Work>,
    /// How bad it is for someone who has it, 0 to 1, as the reporter's priority says.
    pub(super) share: Option<f64>,
    pub(super) age_days: i64,
    pub(super) broken: Option<Found>,
    pub(super) upkeep: Option<Found>,
    pub(super) new: Option<Found>,
    pub(super) large: bool,
    pub(super) voices: f64,
}

impl<'a> Facts<'a> {
    pub(super) fn of(workspace: &'a Workspace, item: &'a Item) -> Self {
        let kind = item.signal_text("type").map(plain).unwrap_or_default();
        let work = TYPES.iter().find(|(name, _)| kind.contains(name)).map(|(_, work)| *work);
        let priority = item.signal_text("priority").map(plain).unwrap_or_default();
        let named = || PRIORITIES.iter().find(|(word, _)| kind_of(&priority, word)).map(|(_, share)| *share);
        let near = [
            ("title", plain(&item.title)),
            ("tags", plain(&item.tags.join(" "))),
            ("problem", plain(&item.problem)),
        ];
        let look = |patterns: &[&str]| {
            near.iter().find_map(|(place, text)| Some(Found { word: find(text, patterns)?, place }))
        };
        let signal = |kind: &str| item.signal_number(kind).unwrap_or(0.0);
        let effort_days = workspace
            .estimates_of(item.id)
            .rfind(|estimate| estimate.quantity == "effort")
            .map(|estimate| estimate.range.likely)
            .or_else(|| item.signal_number("original_estimate_days"))
            .or_else(|| item.signal_number("story_points"));
        let created = item.created_at.to_zoned(TimeZone::UTC).date();
        let mut facts = Self {
            workspace,
            item,
            work,
            share: item.signal_number("severity_share").or_else(named),
            age_days: days_between(created, workspace.today),
            broken: look(BROKEN),
            upkeep: look(UPKEEP),
            new: look(NEW),
            large: work == Some(Work::Large) || effort_days.is_some_and(|days| days >= LARGE_DAYS),
            voices: signal("votes") + signal("reactions") + signal("watchers") / 2.0,
        };
        if facts.broken.is_none() {
            let in_description = find(&plain(&item.description), BROKEN);
            facts.broken = in_description.map(|word| Found { word, place: "description" });
        }
        facts
    }

    /// Days until it is due; negative when overdue.
    pub(super) fn due_in_days(&self) -> Option<i64> {
        self.item.due.map(|due| days_between(self.workspace.today, due))
    }

    /// Whether its sprint runs today (true) or is still to come (false).
    pub(super) fn sprint_runs(&self) -> Option<bool> {
        let sprint = self.workspace.sprints.get(self.item.sprint_id?)?;
        let today = self.workspace.today;
        let (starts, ends) = (sprint.starts?, sprint.ends?);
        (ends >= today).then_some(starts <= today)
    }

    /// Its release, when that is the first of its product that is still to go out.
    pub(super) fn next_release(&self) -> Option<&'a Release> {
        let release = self.workspace.releases.get(self.item.release_id?)?;
        let order = |r: &Release| (r.due.unwrap_or(Date::MAX), r.id);
        let earlier = |r: &Release| {
            r.product_id == release.product_id && r.released.is_none() && order(r) < order(release)
        };
        (release.released.is_none() && !self.workspace.releases.iter().any(earlier)).then_some(release)
    }

    /// `type Bug`, when it says so.
    pub(super) fn type_words(&self) -> Option<String> {
        self.item.signal_text("type").map(|kind| format!("type {kind}"))
    }

    /// `priority Blocker`.
    pub(super) fn priority_words(&self) -> Option<String> {
        self.item.signal_text("priority").map(|priority| format!("priority {priority}"))
    }

    /// `open for 3 days`.
    pub(super) fn age_words(&self) -> String {
        let (n, unit) = match self.age_days {
            days if days < 60 => (days.max(0), "day"),
            days if days < 730 => (days / 30, "month"),
            days => (days / 365, "year"),
        };
        format!("open for {n} {unit}{}", if n == 1 { "" } else { "s" })
    }

    /// `title says "crash"`.
    pub(super) fn found_words(found: Option<&Found>) -> Option<String> {
        found.map(|found| match found.place {
            "tags" => format!("tags say \"{}\"", found.word),
            place => format!("{place} says \"{}\"", found.word),
        })
    }
}

fn kind_of(plain: &str, word: &str) -> bool {
    plain.contains(&format!(" {word} "))
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
