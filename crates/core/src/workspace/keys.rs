//! Names that must be unique: item keys, product keys, e-mail addresses, ids in other systems.

use uuid::Uuid;

use super::{Refusal, Staged, Workspace};
use crate::domain::{Entity, EntityKind, EntityRef, Item, Person, Product};
use crate::ledger::Change;

/// Refuses a change set that gives one name to two entities.
pub(super) fn check(staged: &Staged<'_>, changes: &[Change]) -> Result<(), Refusal> {
    for change in changes {
        let Some(row) = staged.staged_row(change.entity).filter(|row| !row.deleted) else { continue };
        match &row.value {
            Entity::Item(item) => {
                let taken = holder(staged, EntityKind::Item, &item.key, |id| {
                    staged.get::<Item>(id).is_some_and(|i| i.key == item.key)
                });
                refuse_other(change.entity, "key", &item.key, taken)?;
                for reference in &item.references {
                    let known_as = (reference.system.clone(), reference.id.clone());
                    let holds = |id: &crate::ids::ItemId| {
                        staged.get::<Item>(*id).is_some_and(|i| {
                            i.references.iter().any(|r| r.system == reference.system && r.id == reference.id)
                        })
                    };
                    let taken = [
                        staged.references.get(&known_as),
                        staged.base().index.item_by_reference.get(&known_as),
                    ]
                    .into_iter()
                    .flatten()
                    .find(|id| id.0 != item.id.0 && holds(id))
                    .map(|id| id.0);
                    refuse_other(change.entity, "references", &reference.id, taken)?;
                }
            }
            Entity::Product(product) => {
                let taken = holder(staged, EntityKind::Product, &product.key, |id| {
                    staged.get::<Product>(id).is_some_and(|p| p.key == product.key)
                });
                refuse_other(change.entity, "key", &product.key, taken)?;
            }
            Entity::Person(person) => {
                let Some(email) = person.email.as_deref().map(str::to_lowercase) else { continue };
                let taken = holder(staged, EntityKind::Person, &email, |id| {
                    staged
                        .get::<Person>(id)
                        .and_then(|p| p.email.as_deref())
                        .is_some_and(|e| e.to_lowercase() == email)
                });
                refuse_other(change.entity, "email", &email, taken)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Who holds a name, staged or below; an index entry counts only while its holder still has the name.
fn holder(staged: &Staged<'_>, kind: EntityKind, name: &str, holds: impl Fn(Uuid) -> bool) -> Option<Uuid> {
    let index = &staged.base().index;
    let below = match kind {
        EntityKind::Item => index.item_by_key.get(name).map(|id| id.0),
        EntityKind::Product => index.product_by_key.get(name).copied(),
        _ => index.person_by_email.get(name).map(|id| id.0),
    };
    // The staged entry is the newest holder; when that is the asker itself the one below still counts.
    let staged_holder = staged.names.get(&(kind, name.to_owned())).copied();
    below.into_iter().chain(staged_holder).find(|&id| holds(id))
}

fn refuse_other(entity: EntityRef, field: &str, name: &str, taken: Option<Uuid>) -> Result<(), Refusal> {
    match taken {
        Some(id) if id != entity.id => {
            Err(Refusal::invalid(entity, field, format!("\"{name}\" is taken by {} {id}", entity.kind)))
        }
        _ => Ok(()),
    }
}

/// The next free key of a product: its key and one more than the highest number in use.
pub fn free_item_key(workspace: &Workspace, product: &Product) -> String {
    let prefix = format!("{}-", product.key);
    let highest = workspace
        .items
        .rows()
        .iter()
        .filter_map(|row| row.value.key.strip_prefix(&prefix)?.parse::<u64>().ok())
        .max()
        .unwrap_or(0);
    format!("{prefix}{}", highest + 1)
}
