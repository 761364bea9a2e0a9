//! The opportunity tree, what stands alone, and what is said both ways.

use axum::Json;
use axum::extract::State;
use outweigh_core::domain::{EntityKind, EntityRef, Polarity, Relation, RelationKind};
use outweigh_core::evidence::{Speaker, influence, voices};
use outweigh_core::ids::{ItemId, RelationId, StatementId};
use outweigh_core::insights::{self, Node};
use outweigh_core::workspace::{Access, Workspace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shown::Other;
use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// The tree from its tops down.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpportunityTree {
    pub nodes: Vec<TreeNode>,
}

/// A goal, statement or item with what hangs below it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TreeNode {
    pub what: Other,
    /// The relation to what it hangs below; absent at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation_id: Option<RelationId>,
    /// Notes that speak for it, those of what hangs below not counted.
    pub notes: usize,
    /// Accounts among them.
    pub accounts: usize,
    /// Insights that contradict it.
    pub contradictions: usize,
    /// Its place in the ranking, for an open item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    #[schema(no_recursion)]
    pub children: Vec<TreeNode>,
}

/// Show the opportunity tree: outcome, problem and opportunity, idea, item
#[utoipa::path(get, path = "/insights/tree", tag = "insights", responses((status = 200, body = OpportunityTree)))]
pub async fn opportunity_tree(State(state): State<AppState>, caller: Caller) -> Json<OpportunityTree> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let nodes = insights::tree(&workspace, |entity| workspace.readable(&access, entity));
    let nodes = nodes.iter().filter_map(|node| tree_node(&workspace, &access, node));
    Json(OpportunityTree { nodes: nodes.collect() })
}

fn tree_node(workspace: &Workspace, access: &Access, node: &Node) -> Option<TreeNode> {
    let (mut notes, mut accounts, mut rank) = (0, 0, None);
    match node.entity.kind {
        EntityKind::Item => {
            let mut heard = voices(workspace, ItemId(node.entity.id));
            heard.retain(|voice| voice.polarity == Polarity::For);
            notes = heard.len();
            let speakers = influence(&heard);
            accounts = speakers.iter().filter(|one| matches!(one.speaker, Speaker::Account(_))).count();
            rank =
                workspace.items.slot(node.entity.id).and_then(|slot| workspace.places_at(slot)).map(|p| p.1);
        }
        EntityKind::Statement => {
            let statement = workspace.statements.get(node.entity.id)?;
            let pinned: std::collections::BTreeSet<_> =
                statement.highlights.iter().map(|mark| mark.note_id).collect();
            notes = pinned.len();
            let said = pinned.iter().filter_map(|id| workspace.notes.get(*id)?.account_id);
            accounts = said.collect::<std::collections::BTreeSet<_>>().len();
        }
        _ => {}
    }
    let against = workspace
        .bearing_on::<Relation>(node.entity)
        .filter(|relation| relation.to == node.entity && relation.kind == RelationKind::Contradicts);
    Some(TreeNode {
        what: Other::of(workspace, access, node.entity)?,
        relation_id: node.relation,
        notes,
        accounts,
        contradictions: against.count(),
        rank,
        children: node.children.iter().filter_map(|child| tree_node(workspace, access, child)).collect(),
    })
}

/// What goes where.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MoveInTree {
    pub child: EntityRef,
    /// Absent: it is taken down, and hangs below nothing.
    pub parent: Option<EntityRef>,
    /// The relation that holds it now and is let go.
    pub relation_id: Option<RelationId>,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Hang something below something else in the opportunity tree
#[utoipa::path(post, path = "/insights/move", tag = "insights", request_body = MoveInTree,
    responses((status = 200, body = OpportunityTree), (status = 422, body = Problem)))]
pub async fn move_in_tree(
    State(state): State<AppState>,
    writing: Writing,
    Json(wish): Json<MoveInTree>,
) -> Result<Written<Json<OpportunityTree>>, Problem> {
    let edits = {
        let workspace = state.store.read();
        let access = writing.caller.access(&workspace);
        for entity in [Some(wish.child), wish.parent].into_iter().flatten() {
            if Other::of(&workspace, &access, entity).is_none() {
                return Err(Problem::invalid("child", format!("there is no {entity}")));
            }
        }
        insights::move_below(&workspace, wish.child, wish.parent, wish.relation_id, clock::new_id())
            .map_err(|message| Problem::invalid("parent", message))?
    };
    let receipt = writing.write(&state, wish.reason, edits).await?;
    Ok(Written(receipt.position, opportunity_tree(State(state), writing.caller).await))
}

/// What has lost its connection.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrphansShown {
    /// Problems that no item addresses.
    pub problems: Vec<Other>,
    /// Opportunities that no idea realises.
    pub opportunities: Vec<Other>,
    /// Insights that bear on nothing.
    pub insights: Vec<Other>,
    /// Open items that no evidence supports, best ranked first; at most 200.
    pub items: Vec<Other>,
    /// How many of those there are in all.
    pub items_total: usize,
}

/// Most items listed.
const ITEMS: usize = 200;

/// List what stands alone
#[utoipa::path(get, path = "/insights/orphans", tag = "insights", responses((status = 200, body = OrphansShown)))]
pub async fn list_orphans(State(state): State<AppState>, caller: Caller) -> Json<OrphansShown> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let found = insights::orphans(&workspace);
    let others = |kind, ids: Vec<uuid::Uuid>| -> Vec<Other> {
        ids.into_iter().filter_map(|id| Other::of(&workspace, &access, EntityRef { kind, id })).collect()
    };
    let statements =
        |ids: Vec<StatementId>| others(EntityKind::Statement, ids.into_iter().map(|id| id.0).collect());
    let mut items = others(EntityKind::Item, found.items.into_iter().map(|id| id.0).collect());
    let items_total = items.len();
    items.truncate(ITEMS);
    Json(OrphansShown {
        problems: statements(found.problems),
        opportunities: statements(found.opportunities),
        insights: statements(found.insights),
        items,
        items_total,
    })
}

/// A statement that is said both ways.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContradictionShown {
    pub statement: Other,
    pub supports: Vec<Other>,
    pub contradicts: Vec<Other>,
}

/// Everything that is said both ways.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contradictions {
    pub contradictions: Vec<ContradictionShown>,
}

/// List what insights contradict
#[utoipa::path(get, path = "/insights/contradictions", tag = "insights",
    responses((status = 200, body = Contradictions)))]
pub async fn list_contradictions(State(state): State<AppState>, caller: Caller) -> Json<Contradictions> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let other = |id: StatementId| Other::of(&workspace, &access, EntityRef::new(EntityKind::Statement, id));
    let found = insights::contradictions(&workspace).into_iter().filter_map(|found| {
        Some(ContradictionShown {
            statement: other(found.statement)?,
            supports: found.supports.into_iter().filter_map(other).collect(),
            contradicts: found.contradicts.into_iter().filter_map(other).collect(),
        })
    });
    Json(Contradictions { contradictions: found.collect() })
}
