//! Who may do what, decided in one place for people, scripts and agents alike.

use super::{Refusal, Staged, Workspace};
use crate::domain::{Entity, EntityKind, EntityRef, Item, Note, Role};
use crate::ids::{ItemId, PersonId, ProductId};
use crate::ledger::{Change, Op};

/// What a caller may do: roles per product, narrowed by the scope of a token.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    person: Option<PersonId>,
    everywhere: Option<Role>,
    products: Vec<(ProductId, Role)>,
    ceiling: Role,
}

impl Access {
    /// The program itself: first start, demo, the command line on the data folder.
    pub fn system() -> Self {
        Self { person: None, everywhere: Some(Role::Admin), products: Vec::new(), ceiling: Role::Admin }
    }

    /// What a person's grants give, at most `ceiling`. Someone inactive or without grants has nothing.
    pub fn of(workspace: &Workspace, person: PersonId, ceiling: Role) -> Self {
        let active = workspace.people.get(person).is_some_and(|p| p.active);
        let grants = || workspace.grants.iter().filter(|g| active && g.person_id == person);
        Self {
            person: Some(person),
            everywhere: grants().filter(|g| g.product_id.is_none()).map(|g| g.role).max(),
            products: grants().filter_map(|g| Some((g.product_id?, g.role))).collect(),
            ceiling,
        }
    }

    /// The role on every product.
    pub fn everywhere(&self) -> Option<Role> {
        self.everywhere.map(|role| role.min(self.ceiling))
    }

    /// The role on one product.
    pub fn on(&self, product: ProductId) -> Option<Role> {
        let here = self.products.iter().filter(|(p, _)| *p == product).map(|(_, role)| *role).max();
        here.max(self.everywhere).map(|role| role.min(self.ceiling))
    }

    /// Whether the caller may read a product's items.
    pub fn reads(&self, product: ProductId) -> bool {
        self.on(product).is_some()
    }

    /// Whether the caller may read a note: those of no product are for whoever reads any.
    pub fn reads_note(&self, note: &Note) -> bool {
        note.product_id.map_or(self.highest().is_some(), |product| self.reads(product))
    }

    /// The highest role on any product.
    pub fn highest(&self) -> Option<Role> {
        let any = self.products.iter().map(|(_, role)| *role).max();
        any.max(self.everywhere).map(|role| role.min(self.ceiling))
    }

    /// The person behind the call.
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }
}

/// The role a change needs on the products it touches.
pub fn required_role(kind: EntityKind, op: &Op) -> Role {
    if erases(op) {
        return Role::Admin;
    }
    match kind {
        EntityKind::Item => match op {
            Op::Delete | Op::Restore => Role::ProductOwner,
            Op::Create { .. } | Op::Update { .. } => Role::Contributor,
        },
        EntityKind::Estimate
        | EntityKind::Dependency
        | EntityKind::Comment
        | EntityKind::View
        | EntityKind::Account
        | EntityKind::Contact
        | EntityKind::Segment
        | EntityKind::Source
        | EntityKind::Note
        | EntityKind::Statement
        | EntityKind::Relation
        | EntityKind::Evidence
        | EntityKind::Theme
        | EntityKind::Promise => Role::Contributor,
        EntityKind::Override
        | EntityKind::Area
        | EntityKind::Release
        | EntityKind::Sprint
        | EntityKind::Goal => Role::ProductOwner,
        EntityKind::Rubric => Role::Approver,
        EntityKind::Product
        | EntityKind::Team
        | EntityKind::Person
        | EntityKind::Grant
        | EntityKind::Webhook => Role::Admin,
    }
}

/// Whether an operation erases the words of its entity.
pub fn erases(op: &Op) -> bool {
    matches!(op, Op::Update { fields } if fields.contains_key("erased_at"))
}

/// Checks one change. Moving an item between products needs the right on both.
pub(super) fn check(
    staged: &Staged<'_>,
    access: &Access,
    change: &Change,
    before: Option<&Entity>,
    after: &Entity,
) -> Result<(), Refusal> {
    let needed = required_role(change.entity.kind, &change.op);
    let forbidden = || Refusal::Forbidden { needed, entity: Some(change.entity) };
    for entity in before.into_iter().chain([after]) {
        let role = match scope(staged, entity) {
            Scope::Products(products) => {
                let roles: Vec<_> = products.iter().map(|p| access.on(*p)).collect();
                roles.into_iter().min().unwrap_or_else(|| access.everywhere())
            }
            Scope::Workspace => access.everywhere(),
            Scope::Shared => access.highest(),
        };
        if role.is_none_or(|role| role < needed) {
            return Err(forbidden());
        }
        if let Entity::View(view) = entity
            && view.owner_id.is_some()
            && view.owner_id != access.person
            && access.everywhere() != Some(Role::Admin)
        {
            return Err(forbidden());
        }
        if let Entity::Comment(comment) = entity
            && before.is_some()
            && comment.person_id != access.person
            && role < Some(Role::ProductOwner)
        {
            return Err(forbidden());
        }
    }
    Ok(())
}

enum Scope {
    /// Judged on each of these products.
    Products(Vec<ProductId>),
    /// Judged by the role on every product.
    Workspace,
    /// Open to whoever has the role on any product.
    Shared,
}

fn scope(staged: &Staged<'_>, entity: &Entity) -> Scope {
    let product_of = |item: ItemId| staged.get::<Item>(item).map(|i| i.product_id);
    let of_items = |items: &[ItemId]| Scope::Products(items.iter().filter_map(|i| product_of(*i)).collect());
    match entity {
        Entity::Item(item) => Scope::Products(vec![item.product_id]),
        Entity::Area(area) => Scope::Products(vec![area.product_id]),
        Entity::Release(release) => Scope::Products(vec![release.product_id]),
        Entity::Sprint(sprint) => sprint.product_id.map_or(Scope::Shared, |p| Scope::Products(vec![p])),
        Entity::Goal(goal) => goal.product_id.map_or(Scope::Shared, |p| Scope::Products(vec![p])),
        Entity::Estimate(e) => of_items(&[e.item_id]),
        Entity::Comment(c) => of_items(&[c.item_id]),
        Entity::Override(o) => of_items(&[o.item_id]),
        Entity::Dependency(d) => of_items(&[d.item_id]),
        Entity::Evidence(e) => of_items(&[e.item_id]),
        Entity::Promise(p) => p.item_id.map_or(Scope::Shared, |item| of_items(&[item])),
        Entity::Note(n) => n.product_id.map_or(Scope::Shared, |p| Scope::Products(vec![p])),
        Entity::Statement(s) => s.product_id.map_or(Scope::Shared, |p| Scope::Products(vec![p])),
        Entity::View(_)
        | Entity::Account(_)
        | Entity::Contact(_)
        | Entity::Segment(_)
        | Entity::Source(_)
        | Entity::Relation(_)
        | Entity::Theme(_) => Scope::Shared,
        Entity::Product(_)
        | Entity::Team(_)
        | Entity::Person(_)
        | Entity::Grant(_)
        | Entity::Rubric(_)
        | Entity::Webhook(_) => Scope::Workspace,
    }
}

impl Workspace {
    /// Whether the caller may hear of an entity, a deleted one included.
    pub fn readable(&self, access: &Access, entity: EntityRef) -> bool {
        let workspace = self;
        // Imports name thousands of items and notes: those are not copied to be looked at.
        if entity.kind == EntityKind::Item {
            let known = workspace.items.row(entity.id);
            return known.map_or(access.highest().is_some(), |row| access.reads(row.value.product_id));
        }
        if entity.kind == EntityKind::Note {
            let known = workspace.notes.row(entity.id);
            return known.map_or(access.highest().is_some(), |row| access.reads_note(&row.value));
        }
        let Some(row) = workspace.row(entity) else { return access.highest().is_some() };
        let product = |id: ProductId| access.reads(id);
        let item = |id: ItemId| workspace.items.row(id).is_none_or(|row| product(row.value.product_id));
        match &row.value {
            Entity::Product(p) => product(p.id),
            Entity::Area(a) => product(a.product_id),
            Entity::Release(r) => product(r.product_id),
            Entity::Goal(g) => g.product_id.is_none_or(product),
            Entity::Sprint(s) => s.product_id.is_none_or(product),
            Entity::Estimate(e) => item(e.item_id),
            Entity::Comment(c) => item(c.item_id),
            Entity::Override(o) => item(o.item_id),
            Entity::Dependency(d) => item(d.item_id) && item(d.needs_id),
            Entity::View(v) => v.shared || v.owner_id == access.person(),
            Entity::Evidence(e) => item(e.item_id),
            Entity::Promise(p) => p.item_id.is_none_or(item),
            Entity::Statement(s) => s.product_id.map_or(access.highest().is_some(), product),
            Entity::Webhook(_) => access.everywhere() == Some(Role::Admin),
            _ => access.highest().is_some(),
        }
    }
}
