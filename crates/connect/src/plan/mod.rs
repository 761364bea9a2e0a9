//! Turns what a file said into one change set on a workspace, without touching it: what a dry run shows and
//! what a commit writes are the same plan.
//!
//! **Finding.** A row is the item that carries its reference (system and id). One that an undo took away is
//! brought back, so that an import can be taken back and made again; one that people deleted stays deleted.
//! Where one of two exports shows keys only, equal keys of one system are the same item. Every other row is
//! a new item.
//!
//! **What a second import may change.** The source says when an item last changed there, and an item here
//! remembers what it said the last time (signal `updated`):
//! - *newer, or one of the two times is unknown:* the fields the row carries replace what is here: title,
//!   description, dates, owner, release, sprint, custom fields, signals. Tags are added, never removed.
//! - *the same:* only head counts (votes, watchers, reactions, comments) are taken over, since they move
//!   without the source calling it a change. What people changed here stays.
//! - *older:* nothing.
//!
//! The status follows only when the source's own words for status or resolution differ from those of the
//! last import, so that what people sorted here stays sorted; it walks by legal steps. Lane, horizon,
//! severity, problem, acceptance criteria, team, area and product of an item that is here are never touched,
//! and a field the row does not carry is never cleared. Comments and dependencies are only ever added.
//!
//! The same file imported twice therefore changes nothing the second time.
//!
//! **Values that do not fit** the limits of the domain are cut with a warning; a row that still breaks a rule
//! is left out with the reason. The change set as a whole is accepted by the write path.

mod comments;
mod edits;
mod facts;
mod fit;
mod keys;
mod known;
mod links;
mod order;
mod outcome;
mod people;
mod places;
mod report;
mod rows;
mod statuses;

use std::collections::HashSet;

use jiff::Timestamp;
use outweigh_core::domain::{EntityKind, EntityRef, Item, Status};
use outweigh_core::ids::{ItemId, ProductId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use crate::{ImportedItem, SourcedLink};
use edits::Difference;
pub(crate) use fit::{address, one_line};
use known::{Found, Known};
use outcome::Outcome;
pub(crate) use report::Findings;
pub use report::{Action, ImportReport, SAMPLE_ROWS, SampleRow};

/// Choices about one import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanOptions {
    /// The product every new item goes to; otherwise each project of the source has its own, added when
    /// missing.
    pub product: Option<ProductId>,
    /// Key of the product for rows without a project.
    pub default_product_key: String,
    /// Name of that product when it is added.
    pub default_product_name: String,
    /// Whether owners who are not known here are added as people, which needs an admin's rights.
    pub add_people: bool,
    /// Items that an undo took away: the file brings them back. Others that are deleted stay so.
    pub taken_back: HashSet<ItemId>,
    /// Shown in the report.
    pub file_name: String,
}

/// The change set of an import and what it will do.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    /// In the order in which the write path takes them.
    pub edits: Vec<Edit>,
    pub report: ImportReport,
}

/// A row with the item it becomes.
struct Planned<'a> {
    row: &'a ImportedItem,
    found: Found<'a>,
    item: Item,
    /// Where the row puts the item, if it says something new of that.
    outcome: Option<Outcome>,
}

/// Plans an import of items and, from a file of their own, links between them.
///
/// `ids` gives a fresh UUIDv7 at each call; `at` is the time of the import. Edits expect the values the
/// plan was made from: where someone changed one of them meanwhile, the write path refuses and the plan
/// is made anew.
pub fn plan(
    workspace: &Workspace,
    parsed: &[ImportedItem],
    links: &[SourcedLink],
    options: &PlanOptions,
    ids: &mut dyn FnMut() -> Uuid,
    at: Timestamp,
) -> ImportPlan {
    let mut report = ImportReport { file_name: options.file_name.clone(), ..ImportReport::default() };
    let known = Known::new(workspace, &options.taken_back);
    let mut reader = rows::Reader::new(workspace, options, at, ids);
    let mut planned = reader.read(parsed, &known, &mut report);
    let rows::Reader { products, people, releases, sprints, mut notes, ids, .. } = reader;

    let targets = links::Targets::new(&planned, &known);
    statuses::settle(workspace, &mut planned, links, &targets);
    let comments = comments::comments(workspace, &planned, &people, ids, &mut notes);
    let dependencies = links::dependencies(workspace, &planned, links, &targets, ids, &mut report);
    let items = write_items(planned, &mut notes, &mut report);

    report.products = products.edits.len();
    report.people = people.edits.len();
    report.releases = releases.edits.len();
    report.sprints = sprints.edits.len();
    report.comments = comments.len();
    report.warnings.extend(notes.warnings());
    let edits = [products.edits, people.edits, releases.edits, sprints.edits, items, comments, dependencies];
    ImportPlan { edits: edits.into_iter().flatten().collect(), report }
}

/// The edits of the items themselves, counted and sampled.
fn write_items(
    planned: Vec<Planned<'_>>,
    notes: &mut report::Findings,
    report: &mut ImportReport,
) -> Vec<Edit> {
    let mut edits = Vec::with_capacity(planned.len());
    for Planned { row, found, item, .. } in planned {
        let sampled = report.sample.len() < SAMPLE_ROWS;
        let mut changes = Vec::new();
        let action = match found {
            Found::New | Found::Deleted | Found::Repeated => {
                if sampled && let Some(new) = Difference::between(&blank(&item), &item) {
                    changes = new.words();
                }
                Action::Create
            }
            Found::Live(before) | Found::Gone(before) => {
                let gone = matches!(found, Found::Gone(_));
                if gone {
                    edits.push(Edit::Restore { entity: EntityRef::new(EntityKind::Item, item.id) });
                }
                let difference = Difference::between(before, &item);
                let changed = difference.is_some();
                if let Some(difference) = difference {
                    changes = if sampled { difference.words() } else { Vec::new() };
                    edits.extend(difference.edits(before, &item));
                }
                match (gone, changed) {
                    (true, _) => Action::Restore,
                    (false, false) => Action::Unchanged,
                    (false, true) => {
                        if rows::dated(before, row).is_none() {
                            notes.add("what the file says replaced what was here, since the rows do not tell when they last changed", row.row);
                        }
                        Action::Update
                    }
                }
            }
        };
        report.count(action);
        if sampled {
            let (key, title) = (item.key.clone(), item.title.clone());
            report.sample.push(SampleRow { row: row.row, key, title, action, changes });
        }
        if action == Action::Create {
            edits.push(Edit::Create(item.into()));
        }
    }
    edits
}

/// What a new item would be without the fields worth showing in a sample.
fn blank(item: &Item) -> Item {
    Item {
        status: Status::Inbox,
        due: None,
        tags: Vec::new(),
        owner_id: None,
        release_id: None,
        sprint_id: None,
        ..item.clone()
    }
}
