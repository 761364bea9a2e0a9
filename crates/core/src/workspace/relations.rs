//! Which relations make sense, and that narrower ones never go round in a circle.

use std::collections::HashSet;

use super::{Refusal, Staged};
use crate::domain::{End, Entity, EntityKind, EntityRef, Relation, RelationKind, Statement};

/// Refuses a relation that says nothing sensible, with those that would.
pub(super) fn check(staged: &Staged<'_>, relation: &Relation) -> Result<(), Refusal> {
    let entity = EntityRef::new(EntityKind::Relation, relation.id);
    let end = |field: &str, target: EntityRef| {
        end(staged, target).ok_or_else(|| {
            let message = format!("a {} has no relations; statements, items and goals do", target.kind);
            Refusal::invalid(entity, field, message)
        })
    };
    let (from, to) = (end("from", relation.from)?, end("to", relation.to)?);
    if !relation.kind.allows(from, to) {
        let allowed: Vec<_> = RelationKind::between(from, to).iter().map(|kind| kind.label()).collect();
        let remedy = match allowed.as_slice() {
            [] => format!("no relation leads from {from} to {to}"),
            allowed => format!("from {from} to {to} there are: {}", allowed.join(", ")),
        };
        let message = format!("\"{from} {} {to}\" makes no sense; {remedy}", relation.kind.label());
        return Err(Refusal::invalid(entity, "kind", message));
    }
    let one_way = matches!(relation.kind, RelationKind::PartOf | RelationKind::Duplicates);
    if one_way && leads_to(staged, relation.kind, relation.to, relation.from) {
        let message = format!("goes round in a circle: the other one {} this one", relation.kind.label());
        return Err(Refusal::invalid(entity, "to", message));
    }
    Ok(())
}

/// What an entity is in a relation.
fn end(staged: &Staged<'_>, entity: EntityRef) -> Option<End> {
    match entity.kind {
        EntityKind::Item => Some(End::Item),
        EntityKind::Goal => Some(End::Goal),
        EntityKind::Statement => staged.get::<Statement>(entity.id).map(|s| End::Statement(s.kind)),
        _ => None,
    }
}

/// Whether relations of one kind lead from one entity to another.
fn leads_to(staged: &Staged<'_>, kind: RelationKind, from: EntityRef, to: EntityRef) -> bool {
    let mut seen = HashSet::new();
    let mut next = vec![from];
    while let Some(here) = next.pop() {
        if here == to {
            return true;
        }
        if !seen.insert(here) {
            continue;
        }
        let below = staged.base().bearing_on::<Relation>(here).map(|relation| relation.id);
        let below = below.filter_map(|id| staged.get::<Relation>(id));
        let staged = staged.staged().filter(|row| !row.deleted).filter_map(|row| match &row.value {
            Entity::Relation(relation) => Some(&**relation),
            _ => None,
        });
        next.extend(below.chain(staged).filter(|r| r.kind == kind && r.from == here).map(|r| r.to));
    }
    false
}
