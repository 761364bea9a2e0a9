//! Which notes, in which order: asked in one way by lists and by changes to many.

use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use outweigh_core::customers::Members;
use outweigh_core::domain::{Note, NoteState, SourceKind};
use outweigh_core::ids::{AccountId, ContactId, NoteId, ProductId, SegmentId, SourceId, ThemeId};
use outweigh_core::workspace::{Access, Workspace};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::row::state_today;
use crate::problem::Problem;
use crate::themes::ThemeBook;

/// Which notes. What is absent does not matter.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct NoteFilter {
    /// `open` when absent.
    #[param(inline)]
    pub state: StateWanted,
    pub source: Option<SourceId>,
    pub source_kind: Option<SourceKind>,
    pub account: Option<AccountId>,
    /// Those of accounts in this segment.
    pub segment: Option<SegmentId>,
    pub contact: Option<ContactId>,
    pub product: Option<ProductId>,
    pub theme: Option<ThemeId>,
    pub tag: Option<String>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// States of notes to look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateWanted {
    #[default]
    Open,
    Processed,
    Snoozed,
    Dismissed,
    All,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum NoteOrder {
    /// Newest first.
    #[default]
    #[serde(rename = "-at")]
    Newest,
    /// Oldest first.
    #[serde(rename = "at")]
    Oldest,
    /// Those of the accounts that pay most first, then newest.
    #[serde(rename = "revenue")]
    Revenue,
}

/// How many notes there are of each state.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct NoteCounts {
    pub open: usize,
    pub processed: usize,
    pub snoozed: usize,
    pub dismissed: usize,
}

impl NoteCounts {
    fn add(&mut self, state: NoteState) {
        *match state {
            NoteState::Open => &mut self.open,
            NoteState::Processed => &mut self.processed,
            NoteState::Snoozed => &mut self.snoozed,
            NoteState::Dismissed => &mut self.dismissed,
        } += 1;
    }
}

impl StateWanted {
    fn holds(self, state: NoteState) -> bool {
        match self {
            Self::Open => state == NoteState::Open,
            Self::Processed => state == NoteState::Processed,
            Self::Snoozed => state == NoteState::Snoozed,
            Self::Dismissed => state == NoteState::Dismissed,
            Self::All => true,
        }
    }
}

impl NoteFilter {
    /// The notes a caller may read that are meant, and how many there would be of each state.
    ///
    /// # Errors
    /// The segment is not known or its predicate cannot be read.
    pub(super) fn choose<'w>(
        &self,
        workspace: &'w Workspace,
        access: &Access,
        themes: &ThemeBook,
    ) -> Result<(Vec<&'w Note>, NoteCounts), Problem> {
        let accounts = self.segment.map(|id| accounts_in(workspace, id)).transpose()?;
        let sources: Option<HashSet<SourceId>> = self.source_kind.map(|kind| {
            workspace.sources.iter().filter(|source| source.kind == kind).map(|source| source.id).collect()
        });
        let begins = self.from.map(start_of);
        let ends = self.to.map(|day| day.tomorrow().map(start_of)).transpose();
        let ends = ends.map_err(|_| Problem::invalid("to", "lies too far in the future"))?;
        let is = |wanted: Option<uuid::Uuid>, held: Option<uuid::Uuid>| wanted.is_none() || wanted == held;
        let mut counts = NoteCounts::default();
        let meant = workspace.notes.iter().filter(|note| {
            access.reads_note(note)
                && is(self.source.map(|id| id.0), Some(note.source_id.0))
                && is(self.account.map(|id| id.0), note.account_id.map(|id| id.0))
                && is(self.contact.map(|id| id.0), note.contact_id.map(|id| id.0))
                && is(self.product.map(|id| id.0), note.product_id.map(|id| id.0))
                && sources.as_ref().is_none_or(|of_kind| of_kind.contains(&note.source_id))
                && accounts
                    .as_ref()
                    .is_none_or(|inside| note.account_id.is_some_and(|id| inside.contains(&id)))
                && self.theme.is_none_or(|theme| themes.theme_of(note.id) == Some(theme))
                && self.tag.as_ref().is_none_or(|tag| note.tags.contains(tag))
                && begins.is_none_or(|begins| note.at >= begins)
                && ends.is_none_or(|ends| note.at < ends)
        });
        let chosen = meant.filter(|note| {
            let state = state_today(note, workspace.today);
            counts.add(state);
            self.state.holds(state)
        });
        let chosen = chosen.collect();
        Ok((chosen, counts))
    }
}

impl NoteOrder {
    pub(super) fn sort(self, workspace: &Workspace, notes: &mut [&Note]) {
        let key = |note: &&Note| (note.at, note.id);
        match self {
            Self::Newest => notes.sort_unstable_by_key(|note| Reverse(key(note))),
            Self::Oldest => notes.sort_unstable_by_key(key),
            Self::Revenue => {
                let revenue = |note: &Note| {
                    let account = note.account_id.and_then(|id| workspace.accounts.get(id));
                    account.and_then(|account| account.revenue).unwrap_or(-1.0)
                };
                notes.sort_by_cached_key(|note| Reverse((Total(revenue(note)), key(note))));
            }
        }
    }
}

/// A number with the order of all numbers.
#[derive(PartialEq)]
struct Total(f64);

impl Eq for Total {}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Total {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn accounts_in(workspace: &Workspace, id: SegmentId) -> Result<HashSet<AccountId>, Problem> {
    let segment =
        workspace.segments.get(id).ok_or_else(|| Problem::invalid("segment", "there is no such segment"))?;
    let members = Members::of(workspace, &segment.predicate).map_err(|e| Problem::source("segment", &e))?;
    Ok(members.accounts().map(|account| account.id).collect())
}

fn start_of(day: Date) -> Timestamp {
    // Every day of the calendar begins in UTC.
    day.to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// The index after the note a cursor names, wherever it stands now; where it stood when it is gone.
pub(super) fn after_cursor(notes: &[&Note], cursor: &str) -> Result<usize, Problem> {
    let wrong = || Problem::invalid("cursor", "is not one that a list gave").hint("begin without a cursor");
    let (index, id) = cursor.split_once('.').ok_or_else(wrong)?;
    let index: usize = index.parse().map_err(|_| wrong())?;
    let id: NoteId = id.parse().map_err(|_| wrong())?;
    Ok(notes.iter().position(|note| note.id == id).map_or(index, |place| place + 1).min(notes.len()))
}
