//! The neutral shape every connector fills: one imported item with all it said about itself.
//!
//! Nothing here is interpreted for a particular workspace: keys, people, sprints and releases stay the
//! words of the source, and the mapping to domain entities happens elsewhere.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One item as another system described it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedItem {
    /// Place in the file, counted from 1. For tables the header is row 1, so this is the row number a
    /// spreadsheet shows; for JSON it is the record number.
    pub row: usize,
    /// `jira`, `linear`, `github`, `beads`, or `csv` for every kind of table.
    pub system: String,
    /// Stable id in the source; the key where the source shows no other, never empty.
    pub external_id: String,
    /// What people call the item in the source: `PAY-12`, `owner/name#7`. Empty only for rows of a table
    /// without any key or id.
    pub external_key: String,
    /// Where a person can open the item in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Short name of the project or team the item belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_key: Option<String>,
    /// Full name of that project or team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_name: Option<String>,
    /// One line, never empty.
    pub title: String,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Bug, Story, Task, as the source spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_type: Option<String>,
    /// The status as the source spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_text: Option<String>,
    /// Where the status stands: said by the source, or read from status and resolution.
    pub status_category: StatusCategory,
    /// Why it was closed, as the source spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// The priority as the source spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// Share (0 to 1) of the worst case the priority stands for; `None` when the word says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity_share: Option<f64>,
    /// Labels in the order of the source, without repeats.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Components or modules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<String>,
    /// Who works on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<ImportedPerson>,
    /// Who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporter: Option<ImportedPerson>,
    /// When it was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// When work began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it was closed, whatever the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// The day it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Story points, or the source's own points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story_points: Option<f64>,
    /// Original estimate in working days of 8 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_estimate_days: Option<f64>,
    /// Time logged in working days of 8 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_spent_days: Option<f64>,
    /// People who voted for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u32>,
    /// People who watch it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watchers: Option<u32>,
    /// Reactions of every kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reactions: Option<u32>,
    /// Comments the file carries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<ImportedComment>,
    /// How many comments the source counts; may exceed those in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_count: Option<u32>,
    /// Sprints or cycles it was in, oldest first as the source lists them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sprints: Vec<ImportedSprint>,
    /// Releases it is meant for or shipped in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fix_versions: Vec<String>,
    /// The milestone it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milestone: Option<ImportedMilestone>,
    /// Key of the item it is part of (epic, parent issue).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_key: Option<String>,
    /// Relations to other items; the target may be outside the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<ImportedLink>,
    /// Everything else worth keeping, by the name the source shows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, String>,
}

/// Coarse place of a status in the life of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusCategory {
    /// Not begun.
    #[default]
    Todo,
    /// Begun and not closed.
    Doing,
    /// Closed, whatever the outcome.
    Done,
}

/// A person as the source names them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedPerson {
    /// Account id, login or, where nothing else is shown, the name or address itself.
    pub external_id: String,
    /// Name to show.
    pub name: String,
    /// Address, where the source shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl ImportedPerson {
    /// A person known by one text only: a name, a login or an address. `None` for an empty text.
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let email = looks_like_email(text).then(|| text.to_owned());
        Some(Self { external_id: text.to_owned(), name: text.to_owned(), email })
    }
}

/// Whether a text has the shape of an e-mail address; says nothing about whether it receives mail.
pub(crate) fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}

/// One comment on an item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedComment {
    /// When it was written, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Name of who wrote it, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Markdown.
    pub text: String,
}

/// A sprint, iteration or cycle an item was in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedSprint {
    /// Name as the source shows it.
    pub name: String,
    /// `active`, `closed` or `future`, where the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<Date>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
}

/// A milestone an item belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedMilestone {
    /// Title as the source shows it.
    pub title: String,
    /// The day it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// A relation of an item to another one, read from the item outwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedLink {
    /// What the relation means here.
    pub kind: LinkKind,
    /// Key of the other item.
    pub target_key: String,
    /// The phrase or link type of the source, kept as evidence.
    pub phrase: String,
}

/// What a link means, read as "this item KIND target".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// This item cannot be finished before the target.
    Needs,
    /// The target cannot be finished before this item.
    NeededBy,
    /// This item says the same as the target, which stays.
    Duplicates,
    /// The target says the same as this item, which stays.
    DuplicatedBy,
    /// The target is the parent of this item.
    Parent,
    /// The target is a part of this item.
    Child,
    /// Any other relation: worth showing, no order follows from it.
    Relates,
}

/// Everything one file gave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parsed {
    /// The items that can be imported, in file order.
    pub items: Vec<ImportedItem>,
    /// Rows left out, with the reason.
    pub problems: Vec<RowProblem>,
    /// Things worth knowing that stop nothing.
    pub warnings: Vec<String>,
    /// Records read, the header not counted, the left-out ones and dropped ones counted.
    pub rows: usize,
}

/// Why one row was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct RowProblem {
    /// Place in the file, counted as in [`ImportedItem::row`].
    pub row: usize,
    /// Name of the column or JSON field; `None` when the row as a whole is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What stood there, cut to 120 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What should have stood there.
    pub expected: String,
    /// The whole finding as one sentence.
    pub message: String,
}

impl RowProblem {
    /// A wrong value in one place of a row.
    pub(crate) fn in_column(row: usize, column: &str, value: &str, expected: &str) -> Self {
        let value = shorten(value);
        Self {
            row,
            column: Some(column.to_owned()),
            message: format!("row {row}, column \"{column}\": \"{value}\" is not {expected}"),
            value: Some(value),
            expected: expected.to_owned(),
        }
    }

    /// A row that is wrong as a whole.
    pub(crate) fn whole_row(row: usize, expected: &str, finding: &str) -> Self {
        Self {
            row,
            column: None,
            value: None,
            expected: expected.to_owned(),
            message: format!("row {row}: {finding}"),
        }
    }
}

/// Cuts a value to what fits in a message.
fn shorten(value: &str) -> String {
    const SHOWN: usize = 120;
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
