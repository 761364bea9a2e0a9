//! Names that must be unique: item keys, product keys, e-mail addresses, ids in other systems.

use std::borrow::Cow;
use std::collections::HashMap;

use uuid::Uuid;

use super::{Refusal, Staged};
use crate::domain::{Entity, EntityKind, EntityRef, Item, Note, Person, Product, Source};
use crate::ids::SourceId;
use crate::ledger::{Change, Edit};

/// Refuses a change set that gives one name to two entities.
pub(super) fn check(staged: &Staged<'_>, changes: &[Change]) -> Result<(), Refusal> {
    for change in changes {
        let Some(row) = staged.staged_row(change.entity).filter(|row| !row.deleted) else { continue };
        match &row.value {
            Entity::Item(item) => {
                let taken = other_holder(staged, change.entity, &item.key, |id| {
                    staged.get::<Item>(id).is_some_and(|i| i.key == item.key)
                });
                refuse(change.entity, "key", &item.key, taken)?;
                for reference in &item.references {
                    let known_as = (reference.system.clone(), reference.id.clone());
                    let holds = |id: &crate::ids::ItemId| {
                        staged.get::<Item>(*id).is_some_and(|i| {
                            i.references.iter().any(|r| r.system == reference.system && r.id == reference.id)
                        })
                    };
                    let below = staged.base().index.item_by_reference.get(&known_as);
                    let staged_holders = staged.references.get(&known_as).into_iter().flatten();
                    let taken =
                        below.into_iter().chain(staged_holders).find(|id| **id != item.id && holds(id));
                    refuse(change.entity, "references", &reference.id, taken.map(|id| id.0))?;
                }
            }
            Entity::Product(product) => {
                let taken = other_holder(staged, change.entity, &product.key, |id| {
                    staged.get::<Product>(id).is_some_and(|p| p.key == product.key)
                });
                refuse(change.entity, "key", &product.key, taken)?;
            }
            Entity::Source(source) => {
                let same =
                    |other: &Source| other.id != source.id && other.name.eq_ignore_ascii_case(&source.name);
                let below = staged.base().sources.iter().map(|other| other.id);
                let here = staged.staged().filter_map(|row| match &row.value {
                    Entity::Source(other) => Some(other.id),
                    _ => None,
                });
                let taken = below.chain(here).find(|id| staged.get::<Source>(*id).is_some_and(same));
                refuse(change.entity, "name", &source.name, taken.map(|id| id.0))?;
            }
            Entity::Note(note) => {
                let taken = other_holder(
                    staged,
                    change.entity,
                    &note_name(note.source_id, &note.external_id),
                    |id| {
                        staged.get::<Note>(id).is_some_and(|other| {
                            (other.source_id, &other.external_id) == (note.source_id, &note.external_id)
                        })
                    },
                );
                refuse(change.entity, "external_id", &note.external_id, taken)?;
            }
            Entity::Person(person) => {
                let Some(email) = person.email.as_deref().map(str::to_lowercase) else { continue };
                let taken = other_holder(staged, change.entity, &email, |id| {
                    staged
                        .get::<Person>(id)
                        .and_then(|p| p.email.as_deref())
                        .is_some_and(|e| e.to_lowercase() == email)
                });
                refuse(change.entity, "email", &email, taken)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// What no two notes share.
pub(super) fn note_name(source: SourceId, external_id: &str) -> String {
    format!("{source} {external_id}")
}

/// Who else holds a name, staged or below; an entry counts only while its holder still has the name.
fn other_holder(
    staged: &Staged<'_>,
    asker: EntityRef,
    name: &str,
    holds: impl Fn(Uuid) -> bool,
) -> Option<Uuid> {
    let index = &staged.base().index;
    let below = match asker.kind {
        EntityKind::Item => index.item_by_key.get(name).map(|id| id.0),
        EntityKind::Product => index.product_by_key.get(name).copied(),
        EntityKind::Note => index.note_by_source.get(name).map(|id| id.0),
        _ => index.person_by_email.get(name).map(|id| id.0),
    };
    let staged_holders = staged.names.get(&(asker.kind, name.to_owned())).into_iter().flatten().copied();
    below.into_iter().chain(staged_holders).find(|&id| id != asker.id && holds(id))
}

fn refuse(entity: EntityRef, field: &str, name: &str, taken: Option<Uuid>) -> Result<(), Refusal> {
    match taken {
        Some(id) => {
            Err(Refusal::invalid(entity, field, format!("\"{name}\" is taken by {} {id}", entity.kind)))
        }
        None => Ok(()),
    }
}

/// The product key and number of an item key of the usual shape: `PAY-12`.
fn numbered(key: &str) -> Option<(&str, u64)> {
    let (product, number) = key.rsplit_once('-')?;
    Some((product, number.parse().ok()?))
}

/// The highest number in use by product key; numbers of deleted items are not given again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers(HashMap<String, u64>);

impl Numbers {
    /// Notes that an item has this key.
    pub(crate) fn note(&mut self, key: &str) {
        let Some((product, number)) = numbered(key) else { return };
        match self.0.get_mut(product) {
            Some(highest) => *highest = number.max(*highest),
            None => {
                self.0.insert(product.to_owned(), number);
            }
        }
    }

    fn highest(&self, product: &str) -> u64 {
        self.0.get(product).copied().unwrap_or(0)
    }
}

/// A new item without a key gets the next of its product: one more than the highest number in use.
/// Numbers are given here, where change sets come one after the other, so that no two callers get one.
pub(super) fn with_key<'e>(staged: &Staged<'_>, edit: &'e Edit) -> Result<Cow<'e, Edit>, Refusal> {
    let Edit::Create(Entity::Item(item)) = edit else { return Ok(Cow::Borrowed(edit)) };
    if !item.key.is_empty() {
        return Ok(Cow::Borrowed(edit));
    }
    let product = staged.get::<Product>(item.product_id).ok_or_else(|| {
        Refusal::invalid(edit.entity(), "product_id", format!("there is no product {}", item.product_id))
    })?;
    let known = [&staged.base().index.numbers, &staged.numbers];
    let highest = known.into_iter().map(|numbers| numbers.highest(&product.key)).max().unwrap_or(0);
    let mut item = item.clone();
    item.key = format!("{}-{}", product.key, highest.saturating_add(1));
    Ok(Cow::Owned(Edit::Create(Entity::Item(item))))
}
