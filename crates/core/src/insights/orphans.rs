//! What stands alone, and what is said both ways.

use std::collections::BTreeSet;

use crate::domain::{
    EntityKind, EntityRef, Evidence, Polarity, Relation, RelationKind, Standing, Statement, StatementKind,
};
use crate::evidence::voices;
use crate::ids::{ItemId, StatementId};
use crate::workspace::Workspace;

/// What has lost its connection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Orphans {
    /// Problems that no open or done item leads to.
    pub problems: Vec<StatementId>,
    /// Opportunities that no idea realises.
    pub opportunities: Vec<StatementId>,
    /// Insights that bear on nothing.
    pub insights: Vec<StatementId>,
    /// Open items that no voice supports, best ranked first.
    pub items: Vec<ItemId>,
}

/// Finds what stands alone.
pub fn orphans(workspace: &Workspace) -> Orphans {
    let confirmed = |kind: StatementKind| {
        workspace.statements.iter().filter(move |s| s.kind == kind && s.standing == Standing::Confirmed)
    };
    let of = |statement: &Statement| EntityRef::new(EntityKind::Statement, statement.id);
    let problems = confirmed(StatementKind::Problem).filter(|s| !reaches_item(workspace, of(s)));
    let opportunities = confirmed(StatementKind::Opportunity).filter(|s| {
        !workspace.bearing_on::<Relation>(of(s)).any(|r| r.kind == RelationKind::Realises && r.to == of(s))
    });
    let insights = confirmed(StatementKind::Insight).filter(|s| {
        let related = workspace.bearing_on::<Relation>(of(s)).next().is_some();
        let linked = workspace.bearing_on::<Evidence>(of(s)).any(|e| e.standing == Standing::Confirmed);
        !related && !linked
    });
    let open = workspace.shown_order().iter().map(|slot| &workspace.items.at(*slot).value);
    let items = open.filter(|item| !voices(workspace, item.id).iter().any(|v| v.polarity == Polarity::For));
    let oldest_first = |statements: Vec<&Statement>| {
        let mut ids: Vec<StatementId> = statements.into_iter().map(|s| s.id).collect();
        ids.sort();
        ids
    };
    Orphans {
        problems: oldest_first(problems.collect()),
        opportunities: oldest_first(opportunities.collect()),
        insights: oldest_first(insights.collect()),
        items: items.map(|item| item.id).collect(),
    }
}

/// Whether relations lead down from a statement to an item.
fn reaches_item(workspace: &Workspace, top: EntityRef) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = vec![top];
    while let Some(here) = next.pop() {
        if here.kind == EntityKind::Item {
            return true;
        }
        if seen.insert(here) {
            let below = workspace.bearing_on::<Relation>(here).filter(|relation| relation.to == here);
            next.extend(below.map(|relation| relation.from));
        }
    }
    false
}

/// A statement that some insights support and others contradict.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction {
    pub statement: StatementId,
    pub supports: Vec<StatementId>,
    pub contradicts: Vec<StatementId>,
}

/// Every statement that an insight contradicts, those with the most against them first.
pub fn contradictions(workspace: &Workspace) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    for statement in workspace.statements.iter().filter(|s| s.standing == Standing::Confirmed) {
        let here = EntityRef::new(EntityKind::Statement, statement.id);
        let insights = |kind: RelationKind| -> Vec<StatementId> {
            let relations = workspace.bearing_on::<Relation>(here);
            let relations = relations.filter(|relation| relation.kind == kind && relation.to == here);
            relations.map(|relation| StatementId(relation.from.id)).collect()
        };
        let contradicts = insights(RelationKind::Contradicts);
        if !contradicts.is_empty() {
            let supports = insights(RelationKind::Supports);
            found.push(Contradiction { statement: statement.id, supports, contradicts });
        }
    }
    found.sort_by_key(|c| (std::cmp::Reverse(c.contradicts.len()), c.statement));
    found
}
