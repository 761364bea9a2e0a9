//! What an import of notes does, in numbers and in a sample of rows: the dry run's answer and the commit's.

use outweigh_core::ids::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::RowProblem;

/// Rows shown in [`NoteReport::sample`].
pub(super) const SAMPLE_ROWS: usize = 50;

/// What one import of notes adds, changes and leaves out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct NoteReport {
    /// The file it came from.
    pub file_name: String,
    pub notes: Counts,
    pub accounts: Counts,
    pub contacts: Counts,
    pub sources: Counts,
    /// Notes that were deleted here and stay so.
    pub left_deleted: usize,
    /// Notes whose words were erased here and stay so.
    pub left_erased: usize,
    /// Notes older than their source keeps them.
    pub too_old: usize,
    /// Records without a single word, left out.
    pub without_words: usize,
    /// Mail addresses, phone, card and account numbers taken out of the texts.
    pub redactions: usize,
    pub matched: Matched,
    /// Companies that may be an account; a person says which.
    pub confirmations: Vec<Confirmation>,
    /// Rows that cannot be imported, with the reason.
    pub errors: Vec<RowProblem>,
    /// What was fitted, left out or decided along the way.
    pub warnings: Vec<String>,
    /// The first notes, with what happens to each.
    pub sample: Vec<NoteSample>,
}

/// How many of one kind are added, changed, or are as the file says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ImportCounts)]
pub struct Counts {
    pub creates: usize,
    pub updates: usize,
    pub unchanged: usize,
}

/// How the notes that are new or changed found their account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Matched {
    /// Chosen for the whole import.
    pub chosen: usize,
    /// The contact was known here, with an account.
    pub by_contact: usize,
    /// The source names the account by its id.
    pub by_id: usize,
    pub by_domain: usize,
    pub by_name: usize,
    /// A person confirmed it.
    pub confirmed: usize,
    pub unmatched: usize,
}

/// An account that a company or a mail domain may be. Several with one company are told the likeliest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Confirmation {
    /// As the file names it; a mail domain where no company is named. Confirm it under this name.
    pub company: String,
    pub account_id: AccountId,
    pub account_name: String,
    /// From 0 to 1, for ordering; no probability.
    pub score: f64,
    /// Why, as a sentence.
    pub because: String,
    /// Notes, contacts and accounts of the file that wait for the answer.
    pub rows: usize,
}

/// What happens to one note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoteSample {
    /// Place in the file, from 1.
    pub row: usize,
    pub source: String,
    /// Its title, or how it begins.
    pub title: String,
    /// The account's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    pub action: NoteAction,
}

/// What an import does to one note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteAction {
    Create,
    Update,
    Unchanged,
}

impl Counts {
    pub(super) fn count(&mut self, action: NoteAction) {
        *match action {
            NoteAction::Create => &mut self.creates,
            NoteAction::Update => &mut self.updates,
            NoteAction::Unchanged => &mut self.unchanged,
        } += 1;
    }

    fn changes(self) -> usize {
        self.creates + self.updates
    }
}

impl NoteReport {
    /// Whether the import would change anything at all.
    pub fn changes_nothing(&self) -> bool {
        [self.notes, self.accounts, self.contacts, self.sources].iter().all(|counts| counts.changes() == 0)
    }
}
