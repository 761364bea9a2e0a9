//! The opportunity tree: outcome, problem and opportunity, idea, item.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::domain::{End, EntityKind, EntityRef, Item, Relation, RelationKind, Standing};
use crate::ids::RelationId;
use crate::ledger::{Edit, Expected};
use crate::workspace::Workspace;

/// The relations that hang one thing below another, the likelier first.
const BELOW: [RelationKind; 6] = [
    RelationKind::Addresses,
    RelationKind::Realises,
    RelationKind::Implements,
    RelationKind::Solves,
    RelationKind::Serves,
    RelationKind::PartOf,
];

/// A place in the tree. What hangs below two things stands below both.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub entity: EntityRef,
    /// The relation to what it hangs below; none at the top.
    pub relation: Option<RelationId>,
    pub children: Vec<Node>,
}

/// The tree: goals first, then whatever hangs below nothing. Items that hang below nothing are left out:
/// they are the backlog. `sees` says what the reader may see.
pub fn tree(workspace: &Workspace, sees: impl Fn(EntityRef) -> bool) -> Vec<Node> {
    let mut below: BTreeMap<EntityRef, Vec<(EntityRef, RelationId)>> = BTreeMap::new();
    let mut hanging = BTreeSet::new();
    for relation in workspace.relations.iter().filter(|relation| BELOW.contains(&relation.kind)) {
        if stands(workspace, relation.from)
            && stands(workspace, relation.to)
            && sees(relation.from)
            && sees(relation.to)
        {
            below.entry(relation.to).or_default().push((relation.from, relation.id));
            hanging.insert(relation.from);
        }
    }
    // The order of a table depends on how change sets were grouped; ids are ordered by time everywhere.
    below.values_mut().for_each(|children| children.sort());
    let goals = workspace.goals.iter().map(|goal| EntityRef::new(EntityKind::Goal, goal.id));
    let statements = workspace.statements.iter().map(|s| EntityRef::new(EntityKind::Statement, s.id));
    let tops = goals.chain(statements.filter(|entity| {
        !hanging.contains(entity) && stands(workspace, *entity) && !is_insight(workspace, *entity)
    }));
    let mut tops: Vec<EntityRef> = tops.filter(|entity| sees(*entity)).collect();
    tops.sort_by_key(|entity| (entity.kind != EntityKind::Goal, entity.id));
    tops.into_iter().map(|entity| node(&below, entity, None)).collect()
}

fn node(
    below: &BTreeMap<EntityRef, Vec<(EntityRef, RelationId)>>,
    entity: EntityRef,
    relation: Option<RelationId>,
) -> Node {
    // Relations lead from one kind to the next, and narrower ones never in a circle: this ends.
    let children = below.get(&entity).into_iter().flatten();
    let children = children.map(|(child, relation)| node(below, *child, Some(*relation)));
    Node { entity, relation, children: children.collect() }
}

/// Whether a thing is there and somebody stands behind it.
fn stands(workspace: &Workspace, entity: EntityRef) -> bool {
    match entity.kind {
        EntityKind::Statement => {
            workspace.statements.get(entity.id).is_some_and(|s| s.standing == Standing::Confirmed)
        }
        _ => workspace.version(entity).is_some_and(|(_, deleted)| !deleted),
    }
}

fn is_insight(workspace: &Workspace, entity: EntityRef) -> bool {
    workspace.statements.get(entity.id).is_some_and(|s| s.kind == crate::domain::StatementKind::Insight)
}

/// The edits that hang `child` below `parent` instead of where `relation` holds it; without a parent it is
/// taken down only.
///
/// # Errors
/// Says which relations there are when none fits.
pub fn move_below(
    workspace: &Workspace,
    child: EntityRef,
    parent: Option<EntityRef>,
    relation: Option<RelationId>,
    new_id: Uuid,
) -> Result<Vec<Edit>, String> {
    let mut edits = Vec::new();
    if let Some(held) = relation.and_then(|id| workspace.relations.get(id)).filter(|held| held.from == child)
    {
        let entity = EntityRef::new(EntityKind::Relation, held.id);
        edits.push(Edit::Delete { entity, expected: Expected::Anything });
    }
    let Some(parent) = parent else { return Ok(edits) };
    let missing = |entity: EntityRef| format!("there is no {entity} that could have a place in the tree");
    let from = end(workspace, child).ok_or_else(|| missing(child))?;
    let to = end(workspace, parent).ok_or_else(|| missing(parent))?;
    let Some(kind) = BELOW.into_iter().find(|kind| kind.allows(from, to)) else {
        return Err(format!(
            "{} {from} cannot hang below {} {to}; below a goal hang problems, opportunities and items, below a \
             problem opportunities and items, below an opportunity ideas, below an idea items",
            article(from),
            article(to)
        ));
    };
    let relation = Relation { id: RelationId(new_id), kind, from: child, to: parent };
    edits.push(Edit::Create(relation.into()));
    Ok(edits)
}

fn article(end: End) -> &'static str {
    let name = end.to_string();
    if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn end(workspace: &Workspace, entity: EntityRef) -> Option<End> {
    match entity.kind {
        EntityKind::Item => workspace.items.get(entity.id).map(|_: &Item| End::Item),
        EntityKind::Goal => workspace.goals.get(entity.id).map(|_| End::Goal),
        EntityKind::Statement => workspace.statements.get(entity.id).map(|s| End::Statement(s.kind)),
        _ => None,
    }
}
