//! A statement as it is shown: its words, quotes, relations, and who stands behind it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use outweigh_core::domain::{
    EntityKind, EntityRef, Evidence, Relation, RelationKind, Standing, Statement, StatementKind,
};
use outweigh_core::ids::{AccountId, NoteId, ProductId, RelationId, StatementId};
use outweigh_core::workspace::{Access, Workspace};
use serde::Serialize;
use utoipa::ToSchema;

use crate::evidence::quotes;
use crate::quotes::{Bodies, Quote};

/// A statement with what it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementShown {
    pub id: StatementId,
    pub version: u32,
    pub kind: StatementKind,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stakeholder: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    pub standing: Standing,
    pub created_at: Timestamp,
    pub quotes: Vec<Quote>,
    pub relations: Vec<RelationShown>,
    /// Items it is evidence on.
    pub items: Vec<Other>,
    /// Notes it is pinned to.
    pub notes: usize,
    /// Accounts that said it.
    pub accounts: usize,
    /// Their yearly revenue, in the portfolio currency.
    pub revenue: f64,
    /// Insights that contradict it.
    pub contradictions: usize,
    /// Its words were erased.
    pub erased: bool,
}

/// A relation seen from one end.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelationShown {
    pub id: RelationId,
    pub kind: RelationKind,
    /// This one is the subject: "this KIND other"; otherwise "other KIND this".
    pub outward: bool,
    pub other: Other,
}

/// Something else, named.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Other {
    pub kind: EntityKind,
    pub id: uuid::Uuid,
    /// What a statement says, key and title of an item, the name of a goal.
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement_kind: Option<StatementKind>,
}

impl Other {
    /// None when it is deleted or the caller may not see it.
    pub(super) fn of(workspace: &Workspace, access: &Access, entity: EntityRef) -> Option<Self> {
        if !workspace.readable(access, entity) {
            return None;
        }
        let (label, statement_kind) = match entity.kind {
            EntityKind::Statement => {
                let statement = workspace.statements.get(entity.id)?;
                (workspace.open(&statement.text).to_owned(), Some(statement.kind))
            }
            EntityKind::Item => {
                let item = workspace.items.get(entity.id)?;
                (format!("{} {}", item.key, item.title), None)
            }
            EntityKind::Goal => (workspace.goals.get(entity.id)?.name.clone(), None),
            _ => return None,
        };
        Some(Self { kind: entity.kind, id: entity.id, label, statement_kind })
    }
}

/// The notes whose bodies [`shown`] quotes.
pub(crate) fn notes_of(statement: &Statement) -> impl Iterator<Item = NoteId> + '_ {
    statement.highlights.iter().map(|mark| mark.note_id)
}

/// A statement as the caller sees it.
pub(crate) fn shown(
    workspace: &Workspace,
    access: &Access,
    bodies: &Bodies,
    statement: &Statement,
) -> StatementShown {
    let here = EntityRef::new(EntityKind::Statement, statement.id);
    let relations: Vec<RelationShown> = workspace
        .bearing_on::<Relation>(here)
        .filter_map(|relation| {
            let outward = relation.from == here;
            let other = if outward { relation.to } else { relation.from };
            let other = Other::of(workspace, access, other)?;
            Some(RelationShown { id: relation.id, kind: relation.kind, outward, other })
        })
        .collect();
    let links = workspace.bearing_on::<Evidence>(here).filter(|e| e.standing == Standing::Confirmed);
    let items =
        links.filter_map(|e| Other::of(workspace, access, EntityRef::new(EntityKind::Item, e.item_id)));
    let notes: BTreeSet<NoteId> = notes_of(statement).collect();
    let accounts: BTreeSet<AccountId> =
        notes.iter().filter_map(|id| workspace.notes.get(*id)?.account_id).collect();
    let revenue = accounts.iter().filter_map(|id| workspace.accounts.get(*id)?.revenue).sum();
    let against = |r: &&RelationShown| !r.outward && r.kind == RelationKind::Contradicts;
    StatementShown {
        id: statement.id,
        version: workspace.version(here).map_or(0, |(version, _)| version),
        kind: statement.kind,
        text: workspace.open(&statement.text).to_owned(),
        stakeholder: statement.stakeholder.clone(),
        job: statement.job.clone(),
        product_id: statement.product_id,
        standing: statement.standing,
        created_at: statement.created_at,
        quotes: quotes(workspace, access, bodies, &statement.highlights),
        contradictions: relations.iter().filter(against).count(),
        relations,
        items: items.collect(),
        notes: notes.len(),
        accounts: accounts.len(),
        revenue,
        erased: statement.erased_at.is_some(),
    }
}
