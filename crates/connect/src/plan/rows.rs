//! Makes an item of each row: a new one, or the one that is here with what the row says of it.

use std::cmp::Ordering;

use jiff::Timestamp;
use outweigh_core::domain::{EntityType, InvalidEntity, Item, Status};
use outweigh_core::ids::{ItemId, ProductId, ReleaseId, SprintId};
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::keys::Keys;
use super::known::{Found, Known};
use super::outcome::{Outcome, says_something_new};
use super::people::People;
use super::places::{Named, Products};
use super::report::{Findings, ImportReport};
use super::{PlanOptions, Planned, facts, fit};
use crate::{ImportedItem, RowProblem};

/// What rows are read against, and what reading them adds.
pub(super) struct Reader<'a, 'i> {
    workspace: &'a Workspace,
    at: Timestamp,
    pub(super) ids: &'i mut dyn FnMut() -> Uuid,
    pub(super) products: Products,
    pub(super) people: People,
    pub(super) releases: Named<ReleaseId>,
    pub(super) sprints: Named<SprintId>,
    pub(super) notes: Findings,
}

impl<'a, 'i> Reader<'a, 'i> {
    pub(super) fn new(
        workspace: &'a Workspace,
        options: &PlanOptions,
        at: Timestamp,
        ids: &'i mut dyn FnMut() -> Uuid,
    ) -> Self {
        Self {
            workspace,
            at,
            ids,
            products: Products::new(workspace, options),
            people: People::new(workspace, options.add_people),
            releases: Named::releases(workspace),
            sprints: Named::sprints(workspace),
            notes: Findings::default(),
        }
    }

    /// The items of the rows that can be imported; the others are reported.
    pub(super) fn read(
        &mut self,
        rows: &'a [ImportedItem],
        known: &Known<'a>,
        report: &mut ImportReport,
    ) -> Vec<Planned<'a>> {
        let found = known.find_all(rows);
        for (row, found) in rows.iter().zip(&found) {
            if let Found::Live(item) = found {
                self.products.learn(row, item.product_id);
            }
        }
        let mut keys = Keys::new(self.workspace, rows.iter().map(|row| row.external_key.as_str()));
        let mut planned = Vec::with_capacity(rows.len());
        for (row, found) in rows.iter().zip(found) {
            match self.read_row(row, found, &mut keys) {
                Ok(Some(entry)) => planned.push(entry),
                Ok(None) => report.deleted_here += 1,
                Err(problem) => report.errors.push(problem),
            }
        }
        report.skipped = report.errors.len();
        planned
    }

    /// The item of a row; none when someone deleted it here.
    fn read_row(
        &mut self,
        row: &'a ImportedItem,
        found: Found<'a>,
        keys: &mut Keys<'_>,
    ) -> Result<Option<Planned<'a>>, RowProblem> {
        let mut item = match found {
            Found::New => {
                // Id, key and product follow once the row is known to be sound.
                let (id, product) = (ItemId(Uuid::nil()), ProductId(Uuid::nil()));
                Item::new(id, "new".into(), product, String::new(), row.created_at.unwrap_or(self.at))
            }
            Found::Live(item) | Found::Gone(item) => item.clone(),
            Found::Deleted => return Ok(None),
            Found::Repeated => {
                let finding = format!(
                    "\"{}\" stands for an item that an earlier row is about",
                    fit::shown(&row.external_id)
                );
                return Err(RowProblem::whole_row(row.row, "one row for each item", &finding));
            }
        };
        let news = match found {
            Found::Live(item) => dated(item, row).unwrap_or(Ordering::Greater),
            _ => Ordering::Greater,
        };
        match news {
            Ordering::Greater => {
                facts::set_reference(&mut item, row);
                facts::set_fields(&mut item, row, &mut self.notes);
            }
            Ordering::Equal => {
                facts::set_reference(&mut item, row);
                facts::set_counts(&mut item, row);
            }
            Ordering::Less => {
                self.notes.add("rows older than what was imported before changed nothing", row.row)
            }
        }
        item.check().map_err(|invalid| problem(row, &item, invalid))?;
        self.settle(&mut item, row, found, keys);
        let mut outcome = None;
        if news == Ordering::Greater {
            self.set_places(&mut item, row);
            outcome = match found {
                Found::Live(before) | Found::Gone(before) => {
                    let new = says_something_new(row, before, &item);
                    Some(Outcome::of(row)).filter(|outcome| new && !outcome.agrees_with(item.status))
                }
                Found::New | Found::Deleted | Found::Repeated => Some(Outcome::of(row)),
            };
        }
        if news != Ordering::Greater
            && let Some(person) = &row.assignee
        {
            self.people.pass(&row.system, person);
        }
        Ok(Some(Planned { row, found, item, outcome }))
    }

    /// Gives a new item, or one that comes back, its id, product and key.
    fn settle(&mut self, item: &mut Item, row: &ImportedItem, found: Found<'_>, keys: &mut Keys<'_>) {
        match found {
            Found::Live(_) => {}
            Found::Gone(_) => {
                self.drop_what_is_gone(item);
                if !self.products.is_live(item.product_id) {
                    let product = self.products.of(row, self.ids, &mut self.notes);
                    item.area_id = item.area_id.filter(|_| product == item.product_id);
                    item.product_id = product;
                }
                item.key = keys.reclaim(item, self.products.key(item.product_id));
            }
            Found::New | Found::Deleted | Found::Repeated => {
                item.product_id = self.products.of(row, self.ids, &mut self.notes);
                item.id = ItemId((self.ids)());
                item.key = keys.claim(&row.external_key, self.products.key(item.product_id));
            }
        }
    }

    fn set_places(&mut self, item: &mut Item, row: &ImportedItem) {
        let (product, ids, notes) = (item.product_id, &mut *self.ids, &mut self.notes);
        if let Some(person) = &row.assignee {
            let owner = self.people.find_or_add(&row.system, person, row.row, ids, notes);
            item.owner_id = owner.or(item.owner_id);
        }
        item.release_id = self.releases.of(row, product, ids, notes).or(item.release_id);
        item.sprint_id = self.sprints.of(row, product, ids, notes).or(item.sprint_id);
        item.started_at = row.started_at.or(item.started_at);
        if item.status == Status::Done {
            item.done_at = row.resolved_at.or(item.done_at);
        }
    }

    /// Clears what an item that comes back refers to and what has gone since.
    fn drop_what_is_gone(&self, item: &mut Item) {
        let here = self.workspace;
        item.area_id = item.area_id.filter(|id| here.areas.get(*id).is_some());
        item.team_id = item.team_id.filter(|id| here.teams.get(*id).is_some());
        item.owner_id = item.owner_id.filter(|id| here.people.get(*id).is_some());
        item.short_term_owner_id = item.short_term_owner_id.filter(|id| here.people.get(*id).is_some());
        item.goal_id = item.goal_id.filter(|id| here.goals.get(*id).is_some());
        item.release_id = item.release_id.filter(|id| here.releases.get(*id).is_some());
        item.sprint_id = item.sprint_id.filter(|id| here.sprints.get(*id).is_some());
        item.affected_account_ids.retain(|id| here.accounts.get(*id).is_some());
    }
}

/// Whether the row is newer than what was last imported of the item; `None` when one of the two does not say.
pub(super) fn dated(item: &Item, row: &ImportedItem) -> Option<Ordering> {
    let last: Timestamp = item.signal_text("updated")?.parse().ok()?;
    Some(row.updated_at?.cmp(&last))
}

fn problem(row: &ImportedItem, item: &Item, invalid: InvalidEntity) -> RowProblem {
    let InvalidEntity { field, message } = invalid;
    let value = match field.as_str() {
        "references" => Some(fit::shown(&row.external_id)),
        "title" => Some(fit::shown(&item.title)),
        _ => None,
    };
    let column = if field == "references" { "id".to_owned() } else { field };
    RowProblem {
        row: row.row,
        message: format!("row {}, {column}: {message}", row.row),
        column: Some(column),
        value,
        expected: message,
    }
}
