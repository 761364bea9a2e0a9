//! Which entities a caller may hear of: those of the items and products they read.

use outweigh_core::domain::{Entity, EntityKind, EntityRef, Role};
use outweigh_core::ids::{ItemId, ProductId};
use outweigh_core::workspace::{Access, Workspace};

/// Whether the caller may hear of an entity, a deleted one included.
pub(super) fn readable(workspace: &Workspace, access: &Access, entity: EntityRef) -> bool {
    // Imports name thousands of items: those are not copied to be looked at.
    if entity.kind == EntityKind::Item {
        let known = workspace.items.row(entity.id);
        return known.map_or(access.highest().is_some(), |row| access.reads(row.value.product_id));
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
        Entity::Webhook(_) => access.everywhere() == Some(Role::Admin),
        _ => access.highest().is_some(),
    }
}
