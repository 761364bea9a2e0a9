//! What broke: incidents of PagerDuty and issues of Sentry.

mod pagerduty;
mod sentry;

pub(crate) use pagerduty::{is_incident, parse as parse_pagerduty};
pub(crate) use sentry::{is_issue, parse as parse_sentry};

use outweigh_core::domain::SourceKind;

use super::feedback::NoteTarget as T;
use super::feedback::{Others, TableSource};

/// PagerDuty's report of incidents.
pub(crate) static PAGERDUTY: [TableSource; 1] = [TableSource {
    name: pagerduty::NAME,
    kind: SourceKind::Incident,
    marks: &["incident number", "service name", "created on"],
    columns: &[("id", T::Id), ("description", T::Text), ("created on", T::Time)],
    others: Others::Keep,
    ..TableSource::ANY
}];
