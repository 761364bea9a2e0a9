//! What a file of notes may be read as. One entry per connector.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares the presets once: the enum, its keys and its labels cannot drift apart.
macro_rules! presets {
    // The key is a `tt`, as the derive that describes the API does not see through a `literal`.
    ($($(#[$doc:meta])* $variant:ident => $key:tt / $label:literal,)*) => {
        /// What kind of export a file or folder of notes is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        pub enum NotePreset { $($(#[$doc])* #[serde(rename = $key)] $variant),* }

        impl NotePreset {
            /// Every preset, in the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name used in the API and on the command line.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),* }
            }

            /// The name a person sees.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }
    };
}

presets! {
    /// One message (`.eml`) or a mailbox of them (`.mbox`).
    Email => "email" / "E-mail",
    /// Who said what in a recorded conversation: WebVTT, SRT, SBV, Otter, Zoom, Grain, plain text, Word.
    Transcript => "transcript" / "Transcript",
    /// A workspace export of Slack.
    Slack => "slack" / "Slack export",
    /// An export of Notion as Markdown and CSV.
    Notion => "notion" / "Notion export",
    /// One text: Word, HTML, Markdown or plain.
    Document => "document" / "Document",
    /// Delighted's responses as CSV.
    Delighted => "delighted" / "Delighted",
    /// Typeform's results as CSV or XLSX.
    Typeform => "typeform" / "Typeform",
    /// SurveyMonkey's responses, condensed or expanded, as CSV or XLSX.
    SurveyMonkey => "surveymonkey" / "SurveyMonkey",
    /// Qualtrics' responses as CSV.
    Qualtrics => "qualtrics" / "Qualtrics",
    /// Pendo's NPS responses as CSV, its poll events as JSON.
    Pendo => "pendo" / "Pendo",
    /// Zendesk tickets: the account export or pages of the API as JSON, a view as CSV.
    Zendesk => "zendesk" / "Zendesk",
    /// Intercom conversations as JSON, contacts as CSV.
    Intercom => "intercom" / "Intercom",
    /// Google Play's monthly reviews as CSV.
    GooglePlay => "google_play" / "Google Play",
    /// App Store reviews as JSON.
    AppStore => "app_store" / "App Store",
    /// Productboard's notes as CSV.
    Productboard => "productboard" / "Productboard",
    /// PagerDuty incidents as CSV or JSON.
    PagerDuty => "pagerduty" / "PagerDuty",
    /// Sentry issues as JSON.
    Sentry => "sentry" / "Sentry",
    /// HubSpot companies, deals and contacts as CSV or XLSX.
    HubSpot => "hubspot" / "HubSpot",
    /// Salesforce accounts, contacts, opportunities and cases: Data Export or reports as CSV.
    Salesforce => "salesforce" / "Salesforce",
    /// Any table of companies, or of what they subscribe to.
    Accounts => "accounts" / "Table of accounts",
    /// Any table of people and where they work.
    Contacts => "contacts" / "Table of contacts",
    /// Any table of what people said: CSV, XLSX or NDJSON.
    Feedback => "feedback" / "Table of feedback",
    /// A zip archive or folder of single files, each read as what it is found to be.
    Folder => "folder" / "Folder of files",
}

impl NotePreset {
    /// Whether it may be a table, of which a person can say which column means what.
    pub fn takes_mapping(self) -> bool {
        super::vendors::takes_mapping(self)
    }

    /// The preset of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|preset| preset.key() == key)
    }

    /// Whether it reads a zip archive or a folder as a whole, rather than one file.
    pub fn is_of_folders(self) -> bool {
        matches!(self, Self::Slack | Self::Notion | Self::Folder)
    }
}

impl fmt::Display for NotePreset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.key())
    }
}
