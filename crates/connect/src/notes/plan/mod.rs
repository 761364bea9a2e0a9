//! Turns what a file of notes said into one change set on a workspace, without touching it: what a dry run
//! shows and what a commit writes are the same plan.
//!
//! **Sources** go by their name; a missing one is added.
//! **Accounts** are added and changed by files of accounts alone; there they go by their id in the source, then
//! by name, then by mail domain. What the file says replaces what is here, but for the name; what it leaves out
//! stays.
//! **Contacts** go by mail address, then by name within an account. What is empty is filled in, nothing replaced.
//! **Notes** go by source and id there. One whose text is the same only takes over place, time and rating, and
//! gets the contact and account it lacks; one whose text changed gets the new text, and its highlights show as
//! broken. One that was deleted or erased here stays so.
//!
//! A company whose name is merely like an account's is proposed, and belongs to it once a person confirms.
//! The same file imported twice therefore changes nothing the second time.

mod accounts;
mod body;
mod contacts;
mod edits;
mod owners;
mod report;
mod sources;
mod writing;

use std::collections::BTreeMap;

use jiff::Timestamp;
use outweigh_core::ids::{AccountId, ProductId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::ParsedNotes;
use crate::plan::Findings;
use owners::Owners;
pub use report::{Confirmation, Counts, Matched, NoteAction, NoteReport, NoteSample};
use sources::Sources;
use writing::Writer;

/// Choices about one import of notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotePlanOptions {
    /// The source's name here, for files of one source.
    pub source: Option<String>,
    /// The product new notes are about.
    pub product: Option<ProductId>,
    /// The account new notes come from, whoever wrote them.
    pub account: Option<AccountId>,
    /// Which account a company or mail domain is, as a person confirmed it: see [`NoteReport::confirmations`].
    pub confirmed: BTreeMap<String, AccountId>,
    /// Shown in the report.
    pub file_name: String,
}

/// The change set of an import and what it will do.
#[derive(Debug, Clone, PartialEq)]
pub struct NotePlan {
    /// In the order in which the write path takes them.
    pub edits: Vec<Edit>,
    pub report: NoteReport,
}

/// Plans an import of notes, and of the accounts and contacts the file knows.
///
/// `ids` gives a fresh UUIDv7 at each call; `at` is the time of the import. Edits expect the values the plan was
/// made from: where someone changed one of them meanwhile, the write path refuses and the plan is made anew.
pub fn plan(
    workspace: &Workspace,
    parsed: &ParsedNotes,
    options: &NotePlanOptions,
    ids: &mut dyn FnMut() -> Uuid,
    at: Timestamp,
) -> NotePlan {
    let mut findings = Findings::default();
    let mut report = NoteReport {
        file_name: options.file_name.clone(),
        without_words: parsed.without_words,
        redactions: parsed.redactions,
        errors: parsed.problems.clone(),
        warnings: parsed.warnings.clone(),
        ..NoteReport::default()
    };
    let accounts = accounts::taken_in(workspace, &parsed.accounts, options, ids, &mut findings, &mut report);
    let mut owners = Owners::new(workspace, &accounts.all, options);
    for contact in &parsed.contacts {
        owners.of_contact(contact, ids);
    }
    let mut writer = Writer {
        workspace,
        options,
        at,
        sources: Sources::new(workspace, parsed, options, &mut report),
        owners,
        ids,
        findings: &mut findings,
        report: &mut report,
        edits: Vec::with_capacity(parsed.notes.len()),
    };
    writer.write_all(&parsed.notes);
    let Writer { sources, owners, edits: notes, .. } = writer;
    report.sources.creates = sources.edits.len();
    let contacts = owners.finish(&mut report);
    report.warnings.extend(findings.warnings());
    let edits = [sources.edits, accounts.edits, contacts, notes];
    NotePlan { edits: edits.into_iter().flatten().collect(), report }
}
