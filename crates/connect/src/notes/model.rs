//! The neutral shape of what people said: notes, and the accounts and contacts that said it.
//!
//! Nothing here knows a workspace: who a contact is there, and whether a note is new, is found out elsewhere.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use outweigh_core::domain::{RatingScale, SourceKind};
use serde::{Deserialize, Serialize};

use crate::RowProblem;

/// One raw input as another system holds it. The text is what was written, never summed up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedNote {
    /// Place in the file, counted from 1 as [`RowProblem::row`] is; the message in a mailbox, the thread in a chat.
    pub row: usize,
    /// What kind of source it comes from.
    pub kind: SourceKind,
    /// The source by name: `Zendesk`, `Delighted`, `Slack #feedback`.
    pub source: String,
    /// Stable id within the source, never empty: a second import of the same file finds the same note by it.
    pub external_id: String,
    /// Where a person can open it in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Subject, question or file name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Plain text with `\n` line ends, never empty.
    pub text: String,
    /// Who says what, for conversations; in order, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
    /// Parts of the text that its author did not write here: earlier messages quoted, signatures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asides: Vec<Aside>,
    /// What notes of one conversation share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<ImportedContact>,
    /// When it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<Timestamp>,
    /// The figure given with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<ImportedRating>,
    /// BCP 47, where the source tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Labels in the order of the source, without repeats.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Names of the files that came with it; their content is not taken in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// Everything else worth keeping, by the name the source shows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, String>,
}

impl ImportedNote {
    /// A note of a source, with everything else still to be filled in.
    pub fn new(kind: SourceKind, source: impl Into<String>) -> Self {
        Self {
            row: 1,
            kind,
            source: source.into(),
            external_id: String::new(),
            url: None,
            title: None,
            text: String::new(),
            turns: Vec::new(),
            asides: Vec::new(),
            thread: None,
            author: None,
            happened_at: None,
            rating: None,
            language: None,
            tags: Vec::new(),
            attachments: Vec::new(),
            custom: BTreeMap::new(),
        }
    }
}

/// What one speaker said without a break: characters `start..end` of the note's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// As the source spells the name; empty where it does not tell.
    pub speaker: String,
    /// Unicode scalar values from the start of the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Seconds from the start of a recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_seconds: Option<f64>,
}

/// Characters `start..end` of a note's text that are not its author's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// Unicode scalar values from the start of the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Why a part of a text is not its author's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsideKind {
    /// An earlier message, repeated.
    Quote,
    /// Name, title, disclaimer below a mail.
    Signature,
    /// The question of a form that the text below it answers.
    Question,
    /// What whoever passed a mail on wrote above it, and the lines that name the mail passed on.
    Forwarding,
}

/// A figure on a scale, within its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedRating {
    /// Which scale.
    pub scale: RatingScale,
    /// Within [`RatingScale::bounds`].
    pub value: u8,
}

/// A person at a customer's; at least one field is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedContact {
    /// Id in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// As the source spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The company's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The company's id in the source, as [`ImportedAccount::external_id`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// What they do there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// A customer's company as a CRM or a billing system knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedAccount {
    /// Place in the file, counted from 1.
    pub row: usize,
    /// The source by name: `HubSpot`.
    pub source: String,
    /// Id in the source; the name where there is none.
    pub external_id: String,
    /// Never empty; the id where the source does not tell it, which is then no reason to rename an account.
    pub name: String,
    /// Domains of its mail addresses, in lower case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// What it bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Per year, in `currency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<f64>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// When its contract ends or renews.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Date>,
    /// Industry, size, region and the like, by the name the source shows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub segment_attributes: BTreeMap<String, String>,
}

/// Everything one file, archive or folder gave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParsedNotes {
    /// In the order of the source.
    pub notes: Vec<ImportedNote>,
    /// Companies, from CRM exports.
    pub accounts: Vec<ImportedAccount>,
    /// People without a note of their own, from contact exports.
    pub contacts: Vec<ImportedContact>,
    /// Rows left out, with the reason.
    pub problems: Vec<RowProblem>,
    /// Records without a single word, left out: a bare score is a figure, and there is nothing to read in it.
    pub without_words: usize,
    /// Mail addresses, phone, card and account numbers taken out of the texts.
    #[serde(skip_serializing_if = "is_zero")]
    pub redactions: usize,
    /// Things worth knowing that stop nothing.
    pub warnings: Vec<String>,
    /// Records read, left-out ones counted.
    pub rows: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}
