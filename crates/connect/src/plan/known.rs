//! Which item of the workspace a row is about, and which item a key of the source stands for.

use std::collections::{HashMap, HashSet};

use outweigh_core::domain::{Item, Reference};
use outweigh_core::ids::ItemId;
use outweigh_core::workspace::Workspace;

use crate::ImportedItem;

/// What a row was found to be.
#[derive(Clone, Copy)]
pub(super) enum Found<'a> {
    New,
    Live(&'a Item),
    /// Taken away by an undo, such as that of the import that brought it.
    Gone(&'a Item),
    /// Deleted here by someone who does not want it.
    Deleted,
    /// The same item as an earlier row.
    Repeated,
}

/// The items of a workspace by what other systems call them.
pub(super) struct Known<'a> {
    workspace: &'a Workspace,
    live_by_key: HashMap<&'a str, Vec<(&'a Item, &'a Reference)>>,
    gone_by_id: HashMap<(&'a str, &'a str), &'a Item>,
    taken_back: &'a HashSet<ItemId>,
}

impl<'a> Known<'a> {
    pub(super) fn new(workspace: &'a Workspace, taken_back: &'a HashSet<ItemId>) -> Self {
        let mut known =
            Self { workspace, live_by_key: HashMap::new(), gone_by_id: HashMap::new(), taken_back };
        for row in workspace.items.rows() {
            for reference in &row.value.references {
                if row.deleted {
                    known.gone_by_id.insert((&reference.system, &reference.id), &row.value);
                } else if let Some(key) = &reference.key {
                    known.live_by_key.entry(key).or_default().push((&row.value, reference));
                }
            }
        }
        known
    }

    /// The item of each row. An item is claimed once: by its id before any by its key.
    pub(super) fn find_all(&self, rows: &'a [ImportedItem]) -> Vec<Found<'a>> {
        let mut ids = HashSet::with_capacity(rows.len());
        let mut claimed = HashSet::new();
        let mut found: Vec<Found<'a>> = rows
            .iter()
            .map(|row| {
                if !ids.insert((row.system.as_str(), row.external_id.as_str())) {
                    return Found::Repeated;
                }
                let found = self.by_id(row);
                match found {
                    Found::Live(item) | Found::Gone(item) if !claimed.insert(item.id) => Found::Repeated,
                    found => found,
                }
            })
            .collect();
        for (row, found) in rows.iter().zip(&mut found) {
            if !matches!(found, Found::Live(_) | Found::Repeated)
                && let Some(item) = self.by_key(row)
                && claimed.insert(item.id)
            {
                *found = Found::Live(item);
            }
        }
        found
    }

    fn by_id(&self, row: &ImportedItem) -> Found<'a> {
        if let Some(item) = self.workspace.item_by_reference(&row.system, &row.external_id) {
            return Found::Live(item);
        }
        match self.gone_by_id.get(&(row.system.as_str(), row.external_id.as_str())) {
            Some(item) if self.taken_back.contains(&item.id) => Found::Gone(item),
            Some(_) => Found::Deleted,
            None => Found::New,
        }
    }

    /// An export with ids and one with keys only mean the same item when the keys agree; two exports
    /// with different ids do not.
    fn by_key(&self, row: &ImportedItem) -> Option<&'a Item> {
        let (item, _) = self.live_by_key.get(row.external_key.as_str())?.iter().find(|(_, reference)| {
            let only_key = reference.id == row.external_key || row.external_id == row.external_key;
            reference.system == row.system && only_key
        })?;
        Some(item)
    }

    /// The item of the workspace that a link of one of `systems` names. Items that are `in_file` go by the
    /// keys they have there, not by those they had before.
    pub(super) fn named(
        &self,
        key: &str,
        systems: &HashSet<&str>,
        in_file: &HashSet<ItemId>,
    ) -> Option<ItemId> {
        let holders = self.live_by_key.get(key).map_or(&[][..], Vec::as_slice);
        let of_system = holders.iter().find(|(item, reference)| {
            !in_file.contains(&item.id) && (systems.is_empty() || systems.contains(reference.system.as_str()))
        });
        of_system.map(|(item, _)| *item).or_else(|| self.workspace.item_by_key(key)).map(|item| item.id)
    }
}
