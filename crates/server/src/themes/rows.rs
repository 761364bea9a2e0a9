//! What a theme is made of: size by week, growth, whose notes, since when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use outweigh_core::customers::Members;
use outweigh_core::domain::{EntityKind, EntityRef, Theme};
use outweigh_core::ids::{AccountId, ItemId, NoteId, SegmentId, StatementId, ThemeId};
use outweigh_core::workspace::{Access, Workspace};
use outweigh_language::themes::{Account, Growth, Voice, Voices, growth, is_new, quiet_since, weekly};
use serde::Serialize;
use utoipa::ToSchema;

use super::book::Grouping;

/// Weeks that are shown and that growth is measured over.
const WEEKS: usize = 26;
/// Growth is told when at most one in ten of the themes called growing is so by chance.
const FALSE_DISCOVERIES: f64 = 0.1;

/// A theme in a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ThemeRow {
    pub id: ThemeId,
    pub version: u32,
    /// What people call it; else the words that set it apart.
    pub name: String,
    /// The words that set it apart.
    pub label: String,
    /// A person named it.
    pub named: bool,
    pub pinned: bool,
    /// Why it is out of sight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dismissed: Option<String>,
    /// Notes in it.
    pub size: usize,
    /// Accounts that speak.
    pub accounts: u32,
    /// Their yearly revenue, each account once, in the portfolio currency.
    pub revenue: f64,
    /// Notes in each of the last 26 weeks, oldest first.
    pub weeks: Vec<u32>,
    /// The last week against the weeks before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth: Option<GrowthShown>,
    /// Its first note came within the last seven days.
    pub new_this_week: bool,
    /// The day of its last note, when the silence since is more than chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_since: Option<Date>,
    /// The account whose notes came first, before it spread to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archetype: Option<NamedAccount>,
    /// The segment it is concentrated in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expansion: Option<NamedSegment>,
    /// Segments that speak more often than chance would have it, the surest first.
    pub segments: Vec<SegmentLift>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem_id: Option<StatementId>,
    pub item_ids: Vec<ItemId>,
    /// The day of its last note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
}

/// The last week against the weeks before it.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct GrowthShown {
    /// Notes in the last seven days.
    pub last: u32,
    /// Notes a week before that, on average.
    pub expected: f64,
    /// How often chance alone would bring as many or more, 0 to 1.
    pub p: f64,
    /// The same, corrected for how many themes were looked at.
    pub q: f64,
    /// Grows: `q` is at most 0.1.
    pub grows: bool,
}

/// An account by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedAccount {
    pub id: AccountId,
    pub name: String,
}

/// A segment by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedSegment {
    pub id: SegmentId,
    pub name: String,
}

/// How much more often a segment's accounts speak here than chance would have it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SegmentLift {
    pub id: SegmentId,
    pub name: String,
    /// Its accounts among those that speak.
    pub accounts: u32,
    /// Their share, 0 to 1.
    pub share: f64,
    /// The share over the segment's share of all accounts heard anywhere.
    pub lift: f64,
    /// How often chance alone would bring that.
    pub p: f64,
}

/// The themes a reader sees, each with the notes of it they may read.
pub(super) struct Rows {
    pub(super) rows: Vec<ThemeRow>,
    pub(super) members: BTreeMap<ThemeId, Vec<NoteId>>,
}

/// Themes as they stand, those that live on in another left out.
pub(super) fn rows(workspace: &Workspace, access: &Access, grouping: &Grouping) -> Rows {
    let mut members = grouping.themes.members();
    for notes in members.values_mut() {
        notes.retain(|note| workspace.readable(access, EntityRef::new(EntityKind::Note, *note)));
    }
    let epoch = Date::constant(1970, 1, 1);
    let day = |at: jiff::Timestamp| (at.as_second().div_euclid(86_400)) as i32;
    let today = epoch.until(workspace.today).map_or(0, |span| span.get_days());
    let date = |day: i32| epoch.checked_add(jiff::Span::new().days(day)).ok();

    let accounts = accounts(workspace);
    let mut days: BTreeMap<ThemeId, Vec<i32>> = BTreeMap::new();
    let mut voices: BTreeMap<ThemeId, Vec<Voice<AccountId>>> = BTreeMap::new();
    for (theme, notes) in &members {
        let notes = notes.iter().filter_map(|id| workspace.notes.get(*id));
        let said = notes.map(|note| Voice {
            day: day(note.at),
            account: note.account_id.filter(|id| accounts.contains_key(id)),
        });
        let said: Vec<Voice<AccountId>> = said.collect();
        days.insert(*theme, said.iter().map(|voice| voice.day).collect());
        voices.insert(*theme, said);
    }
    let weeks: BTreeMap<ThemeId, Vec<u32>> =
        days.iter().map(|(theme, days)| (*theme, weekly(days.iter().copied(), today, WEEKS))).collect();
    let growth = growth(&weeks);
    let voices = Voices::of_themes(&voices, &accounts);
    let shown = |theme: &Theme| {
        let version = workspace.themes.row(theme.id)?.version;
        let none = Vec::new();
        let days = days.get(&theme.id).unwrap_or(&none);
        let voices = voices.get(&theme.id);
        Some(ThemeRow {
            id: theme.id,
            version,
            name: theme.name.as_ref().unwrap_or(&theme.label).clone(),
            label: theme.label.clone(),
            named: theme.name.is_some(),
            pinned: theme.pinned,
            dismissed: theme.dismissed.clone(),
            size: days.len(),
            accounts: voices.map_or(0, |voices| voices.accounts),
            revenue: voices.map_or(0.0, |voices| voices.revenue),
            weeks: weeks.get(&theme.id).cloned().unwrap_or_else(|| vec![0; WEEKS]),
            growth: growth.get(&theme.id).map(growth_shown),
            new_this_week: is_new(days, today),
            quiet_since: quiet_since(days, today).and_then(date),
            archetype: voices
                .and_then(|voices| voices.archetype)
                .and_then(|id| Some(NamedAccount { id, name: workspace.accounts.get(id)?.name.clone() })),
            expansion: voices
                .and_then(|voices| voices.expansion)
                .and_then(|id| Some(NamedSegment { id, name: workspace.segments.get(id)?.name.clone() })),
            segments: voices.map(|voices| lifts(workspace, voices)).unwrap_or_default(),
            problem_id: theme.problem_id,
            item_ids: theme.item_ids.clone(),
            last: days.iter().max().copied().and_then(date),
        })
    };
    let standing = workspace.themes.iter().filter(|theme| theme.merged_into_id.is_none());
    let rows = standing.filter_map(shown).filter(|row| row.size > 0).collect();
    Rows { rows, members }
}

/// Every account that is heard in any note, with its segments.
fn accounts(workspace: &Workspace) -> BTreeMap<AccountId, Account<SegmentId>> {
    let heard: BTreeSet<AccountId> = workspace.notes.iter().filter_map(|note| note.account_id).collect();
    let segments = workspace.segments.iter();
    let segments: Vec<(SegmentId, Members<'_>)> = segments
        .filter_map(|segment| Some((segment.id, Members::of(workspace, &segment.predicate).ok()?)))
        .collect();
    let known = heard.into_iter().filter_map(|id| workspace.accounts.get(id));
    known
        .map(|account| {
            let within = segments.iter().filter(|(_, members)| members.holds(account)).map(|(id, _)| *id);
            let revenue = account.revenue.unwrap_or(0.0);
            (account.id, Account { revenue, segments: within.collect() })
        })
        .collect()
}

fn growth_shown(growth: &Growth) -> GrowthShown {
    GrowthShown {
        last: growth.last,
        expected: growth.expected,
        p: growth.p,
        q: growth.q,
        grows: growth.q <= FALSE_DISCOVERIES,
    }
}

fn lifts(workspace: &Workspace, voices: &Voices<AccountId, SegmentId>) -> Vec<SegmentLift> {
    let mut lifts: Vec<_> = voices.lifts.iter().filter(|lift| lift.q <= FALSE_DISCOVERIES).collect();
    lifts.sort_by(|a, b| a.p.total_cmp(&b.p).then(a.segment.cmp(&b.segment)));
    let shown = lifts.into_iter().filter_map(|lift| {
        Some(SegmentLift {
            id: lift.segment,
            name: workspace.segments.get(lift.segment)?.name.clone(),
            accounts: lift.accounts,
            share: lift.share,
            lift: lift.lift,
            p: lift.p,
        })
    });
    shown.collect()
}
