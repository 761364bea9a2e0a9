//! The people, products and items of the tests, made the same way every time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::{
    Comment, Dependency, Doc, Entity, EntityKind, EntityRef, Estimate, Grant, Item, Person, Product, Range,
    Role, RubricState,
};
use outweigh_core::ids::{ChangeSetId, ItemId, PersonId, ProductId};
use outweigh_core::ledger::{Actor, Cause, Draft, Edit, Expected, Position};
use outweigh_core::score::preset;
use outweigh_core::workspace::Workspace;
use outweigh_store::{Caller, Receipt, Store, StoreError, Undo};
use serde_json::{Value, json};
use uuid::Uuid;

/// The tests' clock: seconds after 1 June 2026, noon UTC.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_315_200).unwrap() + SignedDuration::from_secs(seconds)
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// An id that no other has in this run, later ones greater.
pub(crate) fn id<T: From<Uuid>>() -> T {
    let number = NEXT_ID.fetch_add(1, Ordering::Relaxed);
    let mut counter = [0; 10];
    counter[2..].copy_from_slice(&number.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(1_780_315_200_000 + number, &counter).into_uuid().into()
}

/// Lets ids begin at a number, so that several processes make different ones.
pub(crate) fn begin_ids_at(number: u64) {
    NEXT_ID.store(number, Ordering::Relaxed);
}

pub(crate) const ANNA: &str = "Anna";

/// A product, an active rubric and an administrator: what most tests start with, at position 1.
#[derive(Clone, Copy)]
pub(crate) struct World {
    pub(crate) product: ProductId,
    pub(crate) anna: PersonId,
}

impl World {
    pub(crate) async fn set_up(store: &Store) -> Self {
        let world = Self { product: id(), anna: id() };
        let product = Product {
            id: world.product,
            key: "PAY".into(),
            name: "Payments".into(),
            description: String::new(),
        };
        let anna = Person {
            id: world.anna,
            name: ANNA.into(),
            email: Some("anna@example.org".into()),
            active: true,
            external_id: None,
        };
        let grant = Grant { id: id(), person_id: world.anna, product_id: None, role: Role::Admin };
        let mut rubric = preset("rice", id()).unwrap();
        rubric.state = RubricState::Active;
        let edits = vec![
            Edit::Create(product.into()),
            Edit::Create(anna.into()),
            Edit::Create(grant.into()),
            Edit::Create(rubric.into()),
        ];
        write(store, edits).await.unwrap();
        world
    }

    pub(crate) fn item(&self, number: u64) -> Item {
        Item::new(id(), format!("PAY-{number}"), self.product, format!("Pay faster, part {number}"), at(0))
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::person(self.anna, ANNA)
    }

    pub(crate) fn caller(&self) -> Caller {
        Caller::Person { id: self.anna, ceiling: Role::Admin }
    }

    /// Adds items numbered from 1, in one change set.
    pub(crate) async fn add_items(&self, store: &Store, count: u64) -> Vec<ItemId> {
        let items: Vec<Item> = (1..=count).map(|n| self.item(n)).collect();
        let ids = items.iter().map(|item| item.id).collect();
        write(store, items.into_iter().map(create).collect()).await.unwrap();
        ids
    }
}

pub(crate) fn create(value: impl Into<Entity>) -> Edit {
    Edit::Create(value.into())
}

pub(crate) fn item_ref(item: ItemId) -> EntityRef {
    EntityRef::new(EntityKind::Item, item)
}

/// Sets one field, whatever is there.
pub(crate) fn set(entity: EntityRef, field: &str, value: Value) -> Edit {
    Edit::Patch { entity, expected: Expected::Anything, patch: fields(field, value) }
}

pub(crate) fn fields(field: &str, value: Value) -> Doc {
    Doc::from_iter([(field.to_owned(), value)])
}

pub(crate) fn delete(entity: EntityRef) -> Edit {
    Edit::Delete { entity, expected: Expected::Anything }
}

pub(crate) fn estimate(item: ItemId, low: f64) -> Estimate {
    Estimate {
        id: id(),
        item_id: item,
        quantity: "effort".into(),
        range: Range::new(low, low * 2.0, low * 4.0).unwrap(),
        person_id: None,
        source: Some("test".into()),
        at: at(0),
        note: String::new(),
    }
}

pub(crate) fn comment(item: ItemId, text: &str) -> Comment {
    Comment {
        id: id(),
        item_id: item,
        person_id: None,
        author: Some("Ben".into()),
        at: at(0),
        text: text.into(),
    }
}

pub(crate) fn dependency(item: ItemId, needs: ItemId) -> Dependency {
    Dependency { id: id(), item_id: item, needs_id: needs }
}

/// A change set of the program itself.
pub(crate) fn draft(edits: Vec<Edit>) -> Draft {
    Draft {
        id: id(),
        at: at(0),
        actor: Actor::system("test"),
        cause: Cause::Api,
        reason: String::new(),
        idempotency_key: None,
        undoes: None,
        edits,
    }
}

pub(crate) async fn write(store: &Store, edits: Vec<Edit>) -> Result<Receipt, StoreError> {
    store.write(draft(edits), Caller::System).await
}

/// Writes and tells where it stands.
pub(crate) async fn written(store: &Store, edits: Vec<Edit>) -> Position {
    write(store, edits).await.unwrap().position.unwrap()
}

/// Sets an item's title and tells where that stands.
pub(crate) async fn rename(store: &Store, item: ItemId, title: &str) -> Position {
    written(store, vec![set(item_ref(item), "title", json!(title))]).await
}

pub(crate) fn title(store: &Store, item: ItemId) -> String {
    store.read().items.get(item).unwrap().title.clone()
}

pub(crate) async fn undo(store: &Store, position: Position, force: bool) -> Result<Receipt, StoreError> {
    let undo = Undo {
        position,
        id: id::<ChangeSetId>(),
        at: at(0),
        actor: Actor::system("test"),
        reason: "test".into(),
        force,
    };
    store.undo(undo, Caller::System).await
}

/// Everything a workspace holds and derives, to be compared.
#[derive(Debug, PartialEq)]
pub(crate) struct State {
    rows: BTreeMap<EntityRef, (u32, bool, String)>,
    /// Items in shown order with their scores.
    order: Vec<(ItemId, Option<String>)>,
    keys: Vec<ItemId>,
    /// When each item or a part of it was last changed.
    updated: BTreeMap<ItemId, Option<Timestamp>>,
    position: Position,
}

/// The state of a workspace. Entities that were never there at its position do not count.
pub(crate) fn state(workspace: &Workspace) -> State {
    let rows = workspace
        .all_rows()
        .filter(|row| row.version > 0)
        .map(|row| (row.value.reference(), (row.version, row.deleted, row.value.json())))
        .collect();
    let order = workspace
        .shown_order()
        .iter()
        .map(|&slot| {
            let score = workspace.score_at(slot).map(|score| format!("{:.9e}", score.value));
            (workspace.items.at(slot).value.id, score)
        })
        .collect();
    let keys = workspace
        .items
        .iter()
        .filter_map(|item| Some(workspace.item_by_key(&item.key)?.id))
        .collect::<Vec<_>>();
    let mut keys = keys;
    keys.sort_unstable();
    let updated = workspace
        .items
        .iter()
        .map(|item| (item.id, workspace.items.slot(item.id).and_then(|slot| workspace.updated_at(slot))));
    State { rows, order, keys, updated: updated.collect(), position: workspace.position }
}

/// Refuses to go on when the ledger is not in order; gives the number of change sets.
pub(crate) async fn verified(store: &Store) -> Position {
    let verified = store.verify().await.unwrap();
    assert_eq!(verified.fault, None);
    assert_eq!(verified.positions, store.read().position);
    verified.positions
}
