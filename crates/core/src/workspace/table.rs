//! The tables of a workspace and its indices, kept in step as rows are put in.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::keys::{self, Numbers};
use super::vault::Vault;
use crate::domain::{
    Account, Area, Comment, Contact, Dependency, Entity, EntityKind, EntityRef, EntityType, Estimate,
    Evidence, Goal, Grant, Item, Note, Override, Person, Product, Promise, Relation, Release, Rubric,
    RubricState, Segment, Source, Sprint, Statement, Team, Theme, View, Webhook,
};
use crate::ids::{ContactId, ItemId, NoteId, PersonId, SourceId};
use crate::ledger::Position;
use crate::rank::Ranking;

/// One entity with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T> {
    /// Counts the changes, from 1.
    pub version: u32,
    /// Deleted rows stay, so that they can be restored.
    pub deleted: bool,
    pub value: T,
}

/// Where a row stands in its [`Table`]; never changes while the workspace lives.
pub type Slot = u32;

/// The rows of one kind.
#[derive(Debug, Clone)]
pub struct Table<T> {
    rows: Vec<Row<T>>,
    slots: HashMap<Uuid, Slot>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), slots: HashMap::new() }
    }
}

impl<T: EntityType> Table<T> {
    /// The row, deleted or not.
    pub fn row(&self, id: impl Into<Uuid>) -> Option<&Row<T>> {
        self.slots.get(&id.into()).map(|&slot| &self.rows[slot as usize])
    }

    /// The value, unless deleted.
    pub fn get(&self, id: impl Into<Uuid>) -> Option<&T> {
        self.row(id).filter(|row| !row.deleted).map(|row| &row.value)
    }

    /// The slot of a row.
    pub fn slot(&self, id: impl Into<Uuid>) -> Option<Slot> {
        self.slots.get(&id.into()).copied()
    }

    /// The row in a slot.
    pub fn at(&self, slot: Slot) -> &Row<T> {
        &self.rows[slot as usize]
    }

    /// Every value that is not deleted, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().filter(|row| !row.deleted).map(|row| &row.value)
    }

    /// Every row, deleted ones too.
    pub fn rows(&self) -> &[Row<T>] {
        &self.rows
    }

    /// How many are not deleted.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether none is there.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    fn put(&mut self, row: Row<T>) -> Slot {
        match self.slots.get(&row.value.uuid()) {
            Some(&slot) => {
                self.rows[slot as usize] = row;
                slot
            }
            None => {
                let slot = self.rows.len() as Slot;
                self.slots.insert(row.value.uuid(), slot);
                self.rows.push(row);
                slot
            }
        }
    }
}

macro_rules! workspace {
    ($($field:ident: $kind:ident),* $(,)?) => {
        /// Everything at one ledger position.
        #[derive(Debug, Clone, Default)]
        pub struct Workspace {
            /// The last change set taken in.
            pub position: Position,
            /// The day it is: overrides expire by it.
            pub today: Date,
            $(pub $field: Table<$kind>,)*
            pub(crate) vault: Vault,
            pub(crate) index: Index,
            /// By slot of the item.
            pub(crate) updated: Vec<Option<Timestamp>>,
            pub(crate) ranking: Ranking,
        }

        impl Workspace {
            /// An entity of any kind with its version, deleted or not.
            pub fn row(&self, entity: EntityRef) -> Option<Row<Entity>> {
                match entity.kind {
                    $(EntityKind::$kind => self.$field.row(entity.id).map(|row| Row {
                        version: row.version,
                        deleted: row.deleted,
                        value: Entity::from(row.value.clone()),
                    })),*
                }
            }

            /// Version of an entity and whether it is deleted, without copying it.
            pub fn version(&self, entity: EntityRef) -> Option<(u32, bool)> {
                match entity.kind {
                    $(EntityKind::$kind => self.$field.row(entity.id).map(|row| (row.version, row.deleted))),*
                }
            }

            /// Every row of every kind, deleted ones too.
            pub fn all_rows(&self) -> impl Iterator<Item = Row<Entity>> + '_ {
                std::iter::empty()
                    $(.chain(self.$field.rows().iter().map(|row| Row {
                        version: row.version,
                        deleted: row.deleted,
                        value: Entity::from(row.value.clone()),
                    })))*
            }

            /// Puts a row in, keeps the indices in step and marks the items whose score it touches.
            pub(crate) fn put(&mut self, version: u32, deleted: bool, entity: Entity) {
                self.unindex(entity.reference());
                if !deleted {
                    self.index_in(&entity);
                }
                if entity.erased_at().is_some() {
                    self.vault.forget(&entity);
                }
                if let Entity::Item(item) = &entity {
                    self.index.numbers.note(&item.key);
                }
                self.ranking.mark(&entity);
                match entity {
                    $(Entity::$kind(value) => {
                        self.$field.put(Row { version, deleted, value: *value });
                    })*
                }
            }
        }

        $(impl InTable for $kind {
            fn table(workspace: &Workspace) -> &Table<Self> {
                &workspace.$field
            }

            fn from_entity(entity: &Entity) -> Option<&Self> {
                match entity {
                    Entity::$kind(value) => Some(value),
                    _ => None,
                }
            }
        })*
    };
}

/// A kind whose table can be found by type.
pub trait InTable: EntityType {
    fn table(workspace: &Workspace) -> &Table<Self>;
    fn from_entity(entity: &Entity) -> Option<&Self>;
}

workspace! {
    products: Product,
    areas: Area,
    teams: Team,
    people: Person,
    grants: Grant,
    goals: Goal,
    releases: Release,
    sprints: Sprint,
    accounts: Account,
    contacts: Contact,
    segments: Segment,
    items: Item,
    estimates: Estimate,
    dependencies: Dependency,
    comments: Comment,
    overrides: Override,
    views: View,
    rubrics: Rubric,
    webhooks: Webhook,
    sources: Source,
    notes: Note,
    statements: Statement,
    relations: Relation,
    evidence: Evidence,
    themes: Theme,
    promises: Promise,
}

/// Takes a name out of an index, unless another has taken it over already.
fn forget<K: Eq + Hash, V: Eq>(index: &mut HashMap<K, V>, name: &K, holder: &V) {
    if index.get(name) == Some(holder) {
        index.remove(name);
    }
}

/// What is found by something other than its id. Rebuilt from the tables, never stored.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    pub(crate) item_by_key: HashMap<String, ItemId>,
    pub(crate) numbers: Numbers,
    pub(crate) item_by_reference: HashMap<(String, String), ItemId>,
    pub(crate) product_by_key: HashMap<String, Uuid>,
    pub(crate) person_by_email: HashMap<String, PersonId>,
    pub(crate) parts: HashMap<ItemId, Parts>,
    /// By [`keys::note_name`].
    pub(crate) note_by_source: HashMap<String, NoteId>,
    pub(crate) contact_by_email: HashMap<String, ContactId>,
    /// What bears on an entity: notes of an account, statements of a note, relations of either end.
    pub(crate) bearing: HashMap<EntityRef, BTreeSet<EntityRef>>,
}

/// The entities that belong to an item, by id in order of creation (ids are time-ordered).
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(crate) estimates: BTreeSet<Uuid>,
    pub(crate) comments: BTreeSet<Uuid>,
    pub(crate) overrides: BTreeSet<Uuid>,
    pub(crate) needs: BTreeSet<Uuid>,
    pub(crate) needed_by: BTreeSet<Uuid>,
}

/// Whether entities of this kind bear on others.
fn bears(kind: EntityKind) -> bool {
    use EntityKind as K;
    matches!(kind, K::Note | K::Statement | K::Relation | K::Evidence | K::Promise | K::Contact)
}

/// What an entity bears on.
fn bearing(entity: &Entity) -> Vec<EntityRef> {
    let mut on = Vec::new();
    let mut add = |kind, id: Option<Uuid>| on.extend(id.map(|id| EntityRef { kind, id }));
    match entity {
        Entity::Contact(x) => add(EntityKind::Account, x.account_id.map(|id| id.0)),
        Entity::Note(x) => {
            add(EntityKind::Account, x.account_id.map(|id| id.0));
            add(EntityKind::Contact, x.contact_id.map(|id| id.0));
            add(EntityKind::Note, x.duplicate_of_id.map(|id| id.0));
        }
        Entity::Statement(x) => x.highlights.iter().for_each(|h| add(EntityKind::Note, Some(h.note_id.0))),
        Entity::Relation(x) => on.extend([x.from, x.to]),
        Entity::Evidence(x) => {
            add(EntityKind::Item, Some(x.item_id.0));
            on.extend(x.origin());
        }
        Entity::Promise(x) => {
            add(EntityKind::Account, Some(x.account_id.0));
            add(EntityKind::Item, x.item_id.map(|id| id.0));
            add(EntityKind::Note, x.highlight.as_ref().map(|h| h.note_id.0));
        }
        _ => {}
    }
    on
}

impl Workspace {
    /// The item with this key (`PAY-12`), in any case, unless deleted.
    pub fn item_by_key(&self, key: &str) -> Option<&Item> {
        let found =
            self.index.item_by_key.get(key).or_else(|| self.index.item_by_key.get(&key.to_uppercase()))?;
        self.items.get(*found)
    }

    /// The item another system knows by this id.
    pub fn item_by_reference(&self, system: &str, id: &str) -> Option<&Item> {
        self.items.get(*self.index.item_by_reference.get(&(system.to_owned(), id.to_owned()))?)
    }

    /// The product with this key.
    pub fn product_by_key(&self, key: &str) -> Option<&Product> {
        self.products.get(*self.index.product_by_key.get(key)?)
    }

    /// The person with this e-mail address, in any case.
    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        self.people.get(*self.index.person_by_email.get(&email.to_lowercase())?)
    }

    /// Estimates of an item, oldest first.
    pub fn estimates_of(&self, item: ItemId) -> impl DoubleEndedIterator<Item = &Estimate> {
        self.parts(item, |parts| &parts.estimates).filter_map(|id| self.estimates.get(id))
    }

    /// Comments on an item, oldest first.
    pub fn comments_of(&self, item: ItemId) -> impl DoubleEndedIterator<Item = &Comment> {
        self.parts(item, |parts| &parts.comments).filter_map(|id| self.comments.get(id))
    }

    /// What an item needs; only dependencies whose both ends are there.
    pub fn needs_of(&self, item: ItemId) -> impl Iterator<Item = (&Dependency, &Item)> {
        self.parts(item, |parts| &parts.needs).filter_map(|id| {
            let dependency = self.dependencies.get(id)?;
            Some((dependency, self.items.get(dependency.needs_id)?))
        })
    }

    /// What needs an item; only dependencies whose both ends are there.
    pub fn needed_by(&self, item: ItemId) -> impl Iterator<Item = (&Dependency, &Item)> {
        self.parts(item, |parts| &parts.needed_by).filter_map(|id| {
            let dependency = self.dependencies.get(id)?;
            Some((dependency, self.items.get(dependency.item_id)?))
        })
    }

    /// The newest override of an item that still holds today.
    pub fn override_of(&self, item: ItemId) -> Option<&Override> {
        self.parts(item, |parts| &parts.overrides)
            .rev()
            .filter_map(|id| self.overrides.get(id))
            .find(|pinned| pinned.expires >= self.today)
    }

    /// The note a source knows by this id, unless deleted.
    pub fn note_by_source(&self, source: SourceId, external_id: &str) -> Option<&Note> {
        self.notes.get(*self.index.note_by_source.get(&keys::note_name(source, external_id))?)
    }

    /// The contact with this e-mail address, in any case.
    pub fn contact_by_email(&self, email: &str) -> Option<&Contact> {
        self.contacts.get(*self.index.contact_by_email.get(&email.to_lowercase())?)
    }

    /// What bears on an entity, of one kind, oldest first: `bearing_on::<Note>(account)`.
    pub fn bearing_on<'a, T: InTable + 'a>(
        &'a self,
        entity: EntityRef,
    ) -> impl DoubleEndedIterator<Item = &'a T> {
        let all = self.index.bearing.get(&entity).into_iter().flatten();
        all.filter(|by| by.kind == T::KIND).filter_map(|by| T::table(self).get(by.id))
    }

    /// The rubric items are scored by: the active one with the highest id.
    pub fn active_rubric(&self) -> Option<&Rubric> {
        self.rubrics.iter().filter(|r| r.state == RubricState::Active).max_by_key(|r| r.id)
    }

    fn parts<'a>(
        &'a self,
        item: ItemId,
        which: impl Fn(&'a Parts) -> &'a BTreeSet<Uuid>,
    ) -> impl DoubleEndedIterator<Item = Uuid> + 'a {
        self.index.parts.get(&item).map(which).into_iter().flatten().copied()
    }

    fn unindex(&mut self, entity: EntityRef) {
        if let Some(row) = bears(entity.kind).then(|| self.row(entity)).flatten() {
            for target in bearing(&row.value) {
                self.index.bearing.entry(target).or_default().remove(&entity);
            }
        }
        match entity.kind {
            EntityKind::Note => {
                if let Some(note) = self.notes.get(entity.id) {
                    let known_as = keys::note_name(note.source_id, &note.external_id);
                    forget(&mut self.index.note_by_source, &known_as, &note.id);
                }
            }
            EntityKind::Contact => {
                if let Some(contact) = self.contacts.get(entity.id)
                    && let Some(email) = &contact.email
                {
                    let email = self.vault.open(email).to_lowercase();
                    forget(&mut self.index.contact_by_email, &email, &contact.id);
                }
            }
            EntityKind::Item => {
                if let Some(item) = self.items.get(entity.id) {
                    forget(&mut self.index.item_by_key, &item.key, &item.id);
                    for reference in &item.references {
                        let known_as = (reference.system.clone(), reference.id.clone());
                        forget(&mut self.index.item_by_reference, &known_as, &item.id);
                    }
                }
            }
            EntityKind::Product => {
                if let Some(product) = self.products.get(entity.id) {
                    forget(&mut self.index.product_by_key, &product.key, &product.id.0);
                }
            }
            EntityKind::Person => {
                if let Some(person) = self.people.get(entity.id)
                    && let Some(email) = &person.email
                {
                    forget(&mut self.index.person_by_email, &email.to_lowercase(), &person.id);
                }
            }
            EntityKind::Estimate => {
                if let Some(e) = self.estimates.get(entity.id).cloned() {
                    self.index.parts.entry(e.item_id).or_default().estimates.remove(&entity.id);
                    self.ranking.mark(&e.into());
                }
            }
            EntityKind::Comment => {
                if let Some(c) = self.comments.get(entity.id) {
                    self.index.parts.entry(c.item_id).or_default().comments.remove(&entity.id);
                }
            }
            EntityKind::Override => {
                if let Some(o) = self.overrides.get(entity.id) {
                    self.index.parts.entry(o.item_id).or_default().overrides.remove(&entity.id);
                }
            }
            EntityKind::Dependency => {
                if let Some(d) = self.dependencies.get(entity.id).cloned() {
                    self.index.parts.entry(d.item_id).or_default().needs.remove(&entity.id);
                    self.index.parts.entry(d.needs_id).or_default().needed_by.remove(&entity.id);
                    self.ranking.mark(&d.into());
                }
            }
            _ => {}
        }
    }

    fn index_in(&mut self, entity: &Entity) {
        for target in bearing(entity) {
            self.index.bearing.entry(target).or_default().insert(entity.reference());
        }
        match entity {
            Entity::Note(note) => {
                let known_as = keys::note_name(note.source_id, &note.external_id);
                self.index.note_by_source.insert(known_as, note.id);
            }
            Entity::Contact(contact) => {
                if let Some(email) = contact.email.as_ref().filter(|_| contact.erased_at.is_none()) {
                    let email = self.vault.open(email).to_lowercase();
                    self.index.contact_by_email.insert(email, contact.id);
                }
            }
            Entity::Item(item) => {
                self.index.item_by_key.insert(item.key.clone(), item.id);
                for reference in &item.references {
                    let known_as = (reference.system.clone(), reference.id.clone());
                    self.index.item_by_reference.insert(known_as, item.id);
                }
            }
            Entity::Product(product) => {
                self.index.product_by_key.insert(product.key.clone(), product.id.0);
            }
            Entity::Person(person) => {
                if let Some(email) = &person.email {
                    self.index.person_by_email.insert(email.to_lowercase(), person.id);
                }
            }
            Entity::Estimate(e) => {
                self.index.parts.entry(e.item_id).or_default().estimates.insert(e.id.0);
            }
            Entity::Comment(c) => {
                self.index.parts.entry(c.item_id).or_default().comments.insert(c.id.0);
            }
            Entity::Override(o) => {
                self.index.parts.entry(o.item_id).or_default().overrides.insert(o.id.0);
            }
            Entity::Dependency(d) => {
                self.index.parts.entry(d.item_id).or_default().needs.insert(d.id.0);
                self.index.parts.entry(d.needs_id).or_default().needed_by.insert(d.id.0);
            }
            _ => {}
        }
    }
}
