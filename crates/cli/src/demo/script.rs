//! The year as change sets in the making: who does what when, with ids that come out the same for the
//! same content on the same day.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use outweigh_core::domain::{Doc, EntityRef};
use outweigh_core::ledger::{Actor, Cause, Draft, Edit, Expected};
use serde_json::Value;
use uuid::Uuid;

/// Sets the ids apart from those of other programs that count as this one does.
const SEED: u64 = 0x7461_726e_7769_636b;

/// Collects change sets in any order and hands them out by time.
pub(super) struct Script {
    today: Date,
    made: u64,
    steps: Vec<Step>,
}

struct Step {
    at: Timestamp,
    actor: Actor,
    cause: Cause,
    reason: String,
    edits: Vec<Edit>,
}

impl Script {
    /// An empty script for the demo made on `today`.
    pub(super) fn new(today: Date) -> Self {
        Self { today, made: 0, steps: Vec::new() }
    }

    /// The date of a day of the content; 0 is today.
    pub(super) fn date(&self, day: i32) -> Result<Date, anyhow::Error> {
        Ok(self.today.checked_add(day.days())?)
    }

    /// A minute of a day of the content, in UTC.
    pub(super) fn at(&self, day: i32, minute: i32) -> Result<Timestamp, anyhow::Error> {
        let midnight = self.date(day)?.to_zoned(TimeZone::UTC)?.timestamp();
        Ok(midnight.checked_add(minute.minutes())?)
    }

    /// A new id in the layout of a UUIDv7 (RFC 9562): the time, then a count that keeps ids of the same
    /// millisecond in the order they were made (18 bits), then bits that look like chance and are not.
    pub(super) fn id<T: From<Uuid>>(&mut self, at: Timestamp) -> T {
        self.made += 1;
        let noise = scatter(SEED ^ self.made).to_be_bytes();
        let count = self.made;
        let head = [(count >> 14) as u8, (count >> 6) as u8, (count & 0x3f) as u8];
        let mut tail = [0; 10];
        tail[..3].copy_from_slice(&head);
        tail[3..].copy_from_slice(&noise[..7]);
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid().into()
    }

    /// Adds a change set.
    pub(super) fn add(&mut self, at: Timestamp, actor: &Actor, reason: &str, edits: Vec<Edit>) {
        self.step(at, actor, Cause::Demo, reason, edits);
    }

    /// Adds a change set that brings in what another system holds.
    pub(super) fn import(&mut self, at: Timestamp, actor: &Actor, reason: &str, edits: Vec<Edit>) {
        self.step(at, actor, Cause::Import, reason, edits);
    }

    fn step(&mut self, at: Timestamp, actor: &Actor, cause: Cause, reason: &str, edits: Vec<Edit>) {
        self.steps.push(Step { at, actor: actor.clone(), cause, reason: reason.to_owned(), edits });
    }

    /// The change sets by time; those of one moment as they were added.
    pub(super) fn into_drafts(mut self) -> Vec<Draft> {
        let mut steps = std::mem::take(&mut self.steps);
        steps.sort_by_key(|step| step.at);
        let draft = |Step { at, actor, cause, reason, edits }| Draft {
            id: self.id(at),
            at,
            actor,
            cause,
            reason,
            idempotency_key: None,
            undoes: None,
            edits,
        };
        steps.into_iter().map(draft).collect()
    }
}

/// Sets fields of an entity, whatever stands there.
pub(super) fn patch(entity: EntityRef, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Edit {
    let patch: Doc = fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    Edit::Patch { entity, expected: Expected::Anything, patch }
}

/// SplitMix64 (Steele, Lea, Flood 2014): spreads a count over 64 bits.
fn scatter(count: u64) -> u64 {
    let mut z = count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
