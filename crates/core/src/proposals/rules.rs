//! The rules, read from the top: the first that holds decides. Each says why in words.

use super::facts::Facts;
use super::words::Work;
use crate::domain::{Horizon, Item, Lane, Severity, Status};

/// A priority from here on is high, as a share of the worst case.
const HIGH: f64 = 0.65;
/// From here on everything stops for it.
const HIGHEST: f64 = 0.9;
/// A report of this age or younger tells of now, in days.
const RECENT_DAYS: i64 = 30;
/// A blocker that has stood for longer than this has been lived with.
const LIVED_WITH_DAYS: i64 = 90;
/// Due this soon belongs into this sprint, in days.
const SPRINT_DAYS: i64 = 14;
/// Due this soon belongs into the next release, in days.
const RELEASE_DAYS: i64 = 90;
/// Within this time a high priority still says something, in days.
const FRESH_DAYS: i64 = 180;
/// Open for longer than this without a date, it can wait on.
const OLD_DAYS: i64 = 2 * 365;
/// This many voices (a watcher counts half) ask for the next release.
const MANY_VOICES: f64 = 10.0;

/// One rule: what it proposes, how sure it is (0 to 1), when it holds, and its reasons.
pub(super) struct Rule<T> {
    pub(super) value: T,
    pub(super) confidence: f64,
    holds: fn(&Facts<'_>, &Item) -> bool,
    because: &'static [Because],
}

/// A reason a rule gives.
#[derive(Clone, Copy)]
enum Because {
    Type,
    Priority,
    Age,
    Broken,
    Upkeep,
    New,
    Effort,
    Due,
    Release,
    Voices,
    Status,
    Says(&'static str),
}

use Because::{
    Age, Broken, Due, Effort, New, Priority, Release, Says, Status as AtStatus, Type, Upkeep, Voices,
};

const fn rule<T>(
    value: T,
    confidence: f64,
    holds: fn(&Facts<'_>, &Item) -> bool,
    because: &'static [Because],
) -> Rule<T> {
    Rule { value, confidence, holds, because }
}

pub(super) const LANES: &[Rule<Lane>] = &[
    rule(
        Lane::Hotfix,
        0.8,
        |f, _| {
            f.share >= Some(HIGHEST)
                && f.age_days <= LIVED_WITH_DAYS
                && (matches!(f.work, Some(Work::Defect | Work::Incident)) || f.broken.is_some())
        },
        &[Type, Priority, Broken, Age],
    ),
    rule(
        Lane::Hotfix,
        0.65,
        |f, _| {
            (f.broken.is_some() || f.work == Some(Work::Incident))
                && f.share.unwrap_or(HIGH) >= HIGH
                && f.age_days <= RECENT_DAYS
        },
        &[Broken, Type, Priority, Age],
    ),
    rule(Lane::Bet, 0.6, |f, _| f.work == Some(Work::Large), &[Type, New]),
    rule(
        Lane::Bet,
        0.6,
        |f, _| f.large && (f.work == Some(Work::Feature) || f.new.is_some()),
        &[Type, New, Effort],
    ),
    rule(
        Lane::Stability,
        0.7,
        |f, _| matches!(f.work, Some(Work::Defect | Work::Incident | Work::Upkeep)),
        &[Type, Priority, Age],
    ),
    rule(Lane::Stability, 0.55, |f, _| f.broken.is_some(), &[Broken, Age]),
    rule(Lane::Stability, 0.6, |f, _| f.upkeep.is_some(), &[Upkeep]),
    rule(Lane::Improvement, 0.6, |f, _| f.work.is_some(), &[Type]),
    rule(Lane::Improvement, 0.5, |f, _| f.new.is_some(), &[New]),
    rule(Lane::Improvement, 0.3, |_, _| true, &[Says("nothing speaks for another lane")]),
];

pub(super) const HORIZONS: &[Rule<Horizon>] = &[
    rule(Horizon::Now, 0.95, |_, i| i.status == Status::Doing, &[AtStatus]),
    rule(Horizon::Now, 0.9, |f, _| f.sprint_runs() == Some(true), &[Says("in the running sprint")]),
    rule(Horizon::Now, 0.85, |_, i| i.lane == Some(Lane::Hotfix), &[Says("hot fix")]),
    rule(Horizon::Later, 0.7, |_, i| i.status == Status::Paused, &[AtStatus]),
    rule(Horizon::Now, 0.8, |f, _| f.due_in_days().is_some_and(|d| d <= SPRINT_DAYS), &[Due]),
    rule(Horizon::Next, 0.85, |f, _| f.next_release().is_some(), &[Release]),
    rule(Horizon::Next, 0.8, |f, _| f.sprint_runs() == Some(false), &[Says("in a sprint to come")]),
    rule(Horizon::Next, 0.7, |f, _| f.due_in_days().is_some_and(|d| d <= RELEASE_DAYS), &[Due]),
    rule(Horizon::Later, 0.7, |f, _| f.age_days >= OLD_DAYS, &[Age]),
    rule(Horizon::Next, 0.6, |_, i| i.status == Status::Ready, &[AtStatus]),
    rule(Horizon::Next, 0.55, |f, _| f.share >= Some(HIGH) && f.age_days <= FRESH_DAYS, &[Priority, Age]),
    rule(Horizon::Next, 0.5, |f, _| f.voices >= MANY_VOICES, &[Voices]),
    rule(Horizon::Later, 0.35, |_, _| true, &[Says("nothing asks for it sooner")]),
];

pub(super) const SEVERITIES: &[Rule<Severity>] = &[
    rule(Severity::S1, 0.7, |f, _| f.share >= Some(HIGHEST), &[Priority, Broken]),
    rule(Severity::S2, 0.65, |f, _| f.share >= Some(HIGH), &[Priority, Broken]),
    rule(Severity::S2, 0.5, |f, _| f.broken.is_some(), &[Broken]),
    rule(Severity::S3, 0.6, |f, _| f.share >= Some(0.3), &[Priority]),
    rule(Severity::S4, 0.6, |f, _| f.share.is_some(), &[Priority]),
    rule(Severity::S3, 0.3, |_, _| true, &[Says("no priority is known")]),
];

impl<T: Copy> Rule<T> {
    /// The first rule that holds, with its reasons. The last rule of each table always does.
    pub(super) fn first(rules: &[Self], facts: &Facts<'_>, item: &Item) -> Option<(T, f64, String)> {
        let rule = rules.iter().find(|rule| (rule.holds)(facts, item))?;
        let reasons: Vec<String> =
            rule.because.iter().filter_map(|because| because.words(facts, item)).collect();
        Some((rule.value, rule.confidence, reasons.join(", ")))
    }
}

impl Because {
    fn words(self, facts: &Facts<'_>, item: &Item) -> Option<String> {
        match self {
            Type => facts.type_words(),
            Priority => facts.priority_words(),
            Age => Some(facts.age_words()),
            Broken => Facts::found_words(facts.broken.as_ref()),
            Upkeep => Facts::found_words(facts.upkeep.as_ref()),
            New => Facts::found_words(facts.new.as_ref()),
            Effort => facts.large.then(|| "large effort".into()),
            Due => facts.due_in_days().map(|days| match days {
                ..0 => "overdue".into(),
                0 => "due today".into(),
                1 => "due tomorrow".into(),
                _ => format!("due in {days} days"),
            }),
            Release => facts.next_release().map(|release| format!("in the next release, {}", release.name)),
            Voices => Some(format!("{} voices ask for it", facts.voices.round())),
            AtStatus => Some(format!("it is {}", item.status.label())),
            Says(words) => Some(words.into()),
        }
    }
}
