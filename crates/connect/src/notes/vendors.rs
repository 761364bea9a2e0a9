//! The systems whose exports are tables or JSON records: which preset is read by what, and how each is known.

use super::feedback::{self, NotesInspection, TableSource};
use super::records::{Object, first_objects};
use super::sniff::{Sample, SniffedNotes};
use super::{NoteFile, NoteOptions, NotePreset, ParsedNotes, crm, incidents, reviews, surveys, tickets};
use crate::{ImportError, Progress};

/// The presets read here, in the order they are tried.
const PRESETS: &[NotePreset] = &[
    NotePreset::Delighted,
    NotePreset::Typeform,
    NotePreset::SurveyMonkey,
    NotePreset::Qualtrics,
    NotePreset::Pendo,
    NotePreset::Zendesk,
    NotePreset::Intercom,
    NotePreset::GooglePlay,
    NotePreset::AppStore,
    NotePreset::Productboard,
    NotePreset::PagerDuty,
    NotePreset::Sentry,
    NotePreset::HubSpot,
    NotePreset::Salesforce,
];
/// Names under which pages of records hold them.
const LISTS: &[&str] = &["tickets", "conversations", "incidents", "results", "data", "feed"];

/// Reads one JSON export.
type ReadJson = fn(NoteFile<'_>, Progress<'_>) -> Result<ParsedNotes, ImportError>;
/// Says whether a record is of one system.
type IsOwn = fn(&Object) -> bool;

/// The tables a preset may be. Empty: it is never a table.
fn tables(preset: NotePreset) -> &'static [TableSource] {
    match preset {
        NotePreset::Delighted => &surveys::DELIGHTED,
        NotePreset::Typeform => &surveys::TYPEFORM,
        NotePreset::SurveyMonkey => &surveys::SURVEYMONKEY,
        NotePreset::Qualtrics => &surveys::QUALTRICS,
        NotePreset::Pendo => &surveys::PENDO,
        NotePreset::Zendesk => &tickets::ZENDESK,
        NotePreset::Intercom => &tickets::INTERCOM_CONTACTS,
        NotePreset::GooglePlay => &reviews::GOOGLE_PLAY,
        NotePreset::Productboard => &tickets::PRODUCTBOARD,
        NotePreset::PagerDuty => &incidents::PAGERDUTY,
        NotePreset::HubSpot => &crm::HUBSPOT,
        NotePreset::Salesforce => &crm::SALESFORCE,
        NotePreset::Accounts => &crm::ACCOUNTS,
        NotePreset::Contacts => &crm::CONTACTS,
        NotePreset::Feedback => &feedback::FEEDBACK,
        _ => &[],
    }
}

/// How the JSON of a preset is read, and whether a record is one of its own.
fn json(preset: NotePreset) -> Option<(ReadJson, IsOwn)> {
    match preset {
        NotePreset::Pendo => Some((surveys::parse_polls, surveys::is_poll)),
        NotePreset::Zendesk => Some((tickets::parse_zendesk, tickets::is_ticket)),
        NotePreset::Intercom => Some((tickets::parse_intercom, tickets::is_conversation)),
        NotePreset::AppStore => Some((reviews::parse_app_store, reviews::is_app_store)),
        NotePreset::PagerDuty => Some((incidents::parse_pagerduty, incidents::is_incident)),
        NotePreset::Sentry => Some((incidents::parse_sentry, incidents::is_issue)),
        _ => None,
    }
}

/// Whether a person can say which column means what.
pub(super) fn takes_mapping(preset: NotePreset) -> bool {
    !tables(preset).is_empty()
}

/// Finds the preset of a file of records.
pub(super) fn recognise(sample: &Sample<'_>) -> Option<SniffedNotes> {
    let found = |preset: NotePreset, reason: String| Some(SniffedNotes { preset, reason });
    let is_json = feedback::is_json(sample.file.bytes);
    let objects = if is_json { first_objects(sample.text, LISTS) } else { Vec::new() };
    if is_json {
        let is_of = |preset: &&NotePreset| {
            json(**preset).is_some_and(|(_, is_own)| !objects.is_empty() && objects.iter().all(is_own))
        };
        if let Some(preset) = PRESETS.iter().find(is_of) {
            return found(*preset, format!("records as {} exports them", preset.label()));
        }
    }
    let names: Vec<String> = match objects.first() {
        Some(object) => object.keys().cloned().collect(),
        None => sample.header.clone(),
    };
    for preset in PRESETS.iter().chain(&[NotePreset::Accounts]) {
        if let Some(source) = tables(*preset).iter().find(|source| source.is_of(&names)) {
            let marks = source.marks.join("\", \"");
            return found(*preset, format!("the columns \"{marks}\" of {}", preset.label()));
        }
    }
    if crm::is_accounts(&names) {
        return found(NotePreset::Accounts, "a table of companies with what they pay or have".into());
    }
    if crm::is_contacts(&names) {
        return found(NotePreset::Contacts, "a table of people with their addresses".into());
    }
    feedback::is_feedback(&names).then(|| SniffedNotes {
        preset: NotePreset::Feedback,
        reason: "a table with what people said in a column".into(),
    })
}

/// Reads one file of records.
pub(super) fn parse(
    file: NoteFile<'_>,
    preset: NotePreset,
    options: &NoteOptions,
    on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    let tables = tables(preset);
    match json(preset) {
        Some((read, _)) if tables.is_empty() || feedback::is_json(file.bytes) => read(file, on_progress),
        _ => feedback::parse(file, preset.key(), tables, options, on_progress),
    }
}

/// Looks into one file of records; JSON whose parts have fixed meanings has no columns to show.
pub(super) fn inspect(
    file: NoteFile<'_>,
    preset: NotePreset,
    options: &NoteOptions,
) -> Result<NotesInspection, ImportError> {
    let tables = tables(preset);
    if tables.is_empty() || json(preset).is_some() && feedback::is_json(file.bytes) {
        return Ok(NotesInspection::default());
    }
    feedback::inspect(file, preset.key(), tables, options)
}
