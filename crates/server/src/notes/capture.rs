//! One note taken in by hand, from a web page or by a script: it finds its source, contact and account as an
//! imported one does.

use outweigh_connect::notes::plan::{NotePlanOptions, plan};
use outweigh_connect::notes::{ImportedNote, ParsedNotes};
use outweigh_core::ids::{AccountId, ProductId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;

use crate::clock;
use crate::problem::Problem;

/// A note on its way in.
pub struct Captured {
    /// Without an id in its source: it gets one.
    pub note: ImportedNote,
    /// The account it comes from, whoever wrote it.
    pub account: Option<AccountId>,
    pub product: Option<ProductId>,
}

/// The change set that takes a note in.
///
/// # Errors
/// What is wrong with it.
pub fn capture(workspace: &Workspace, captured: Captured) -> Result<Vec<Edit>, Problem> {
    let Captured { note, account, product } = captured;
    let external_id = clock::new_id().to_string();
    let parsed = ParsedNotes { notes: vec![ImportedNote { external_id, ..note }], ..ParsedNotes::default() };
    let options = NotePlanOptions { account, product, ..NotePlanOptions::default() };
    let planned = plan(workspace, &parsed, &options, &mut clock::new_id, clock::now());
    if planned.report.too_old > 0 {
        return Err(Problem::invalid("at", "is longer ago than its source keeps notes"));
    }
    match planned.report.errors.first() {
        Some(problem) => Err(Problem::invalid("text", problem.message.clone())),
        None => Ok(planned.edits),
    }
}
