//! The evidence on one item as it is shown.

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use outweigh_core::domain::{
    EntityKind, EntityRef, Evidence, Highlight, Pillar, Polarity, Relation, RelationKind, Standing,
    Statement, StatementKind,
};
use outweigh_core::evidence::{Grade, SegmentVoice, Speaker, coverage, grade, influence, voices};
use outweigh_core::ids::{AccountId, EvidenceId, ItemId, NoteId, PersonId, StatementId};
use outweigh_core::workspace::{Access, Workspace};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::items::item_id;
use crate::problem::Problem;
use crate::quotes::{Bodies, Quote};
use crate::state::AppState;

/// Characters of a note shown where nothing in it is marked.
const EXCERPT: u32 = 240;

/// Everything that bears on an item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemEvidence {
    /// Links that speak for it, the strongest and newest first.
    pub r#for: Vec<EvidenceShown>,
    pub against: Vec<EvidenceShown>,
    /// What reaches it through the problems it solves and the ideas it implements.
    pub through: Vec<ThroughStatement>,
    pub grade: Grade,
    /// Every segment, silent ones too.
    pub coverage: Vec<SegmentVoice>,
    /// The account that contributes most, once there are two speakers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loudest: Option<Loudest>,
    /// Yearly revenue of the accounts that speak for it, each once, in the portfolio currency.
    pub revenue: f64,
}

/// What the loudest account contributes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Loudest {
    pub account_id: AccountId,
    pub name: String,
    /// How many notes of theirs speak.
    pub voices: usize,
    /// Its part of the influence, 0 to 1; the influence of one account saturates.
    pub share: f64,
}

/// One link.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceShown {
    pub id: EvidenceId,
    pub version: u32,
    pub polarity: Polarity,
    /// 0 not important, 1 nice to have, 2 important, 3 critical.
    pub strength: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Pillar>,
    pub standing: Standing,
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_id: Option<NoteId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementBrief>,
    /// The note's marked characters or its beginning; all marked characters of a statement.
    pub quotes: Vec<Quote>,
}

/// A statement in a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatementBrief {
    pub id: StatementId,
    pub kind: StatementKind,
    pub text: String,
}

impl StatementBrief {
    pub(crate) fn of(workspace: &Workspace, statement: &Statement) -> Self {
        let text = workspace.open(&statement.text).to_owned();
        Self { id: statement.id, kind: statement.kind, text }
    }
}

/// A statement the item is related to, with its quotes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThroughStatement {
    pub relation: RelationKind,
    pub statement: StatementBrief,
    pub quotes: Vec<Quote>,
}

/// Show the evidence on an item
#[utoipa::path(get, path = "/items/{id}/evidence", tag = "evidence",
    params(("id" = String, Path, description = "Id or key")),
    responses((status = 200, body = ItemEvidence), (status = 404, body = Problem)))]
pub async fn get_item_evidence(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ItemEvidence>, Problem> {
    let item = item_id(&state, &caller, &id)?;
    let notes: Vec<NoteId> = {
        let workspace = state.store.read();
        let here = EntityRef::new(EntityKind::Item, item);
        let links = workspace.bearing_on::<Evidence>(here).flat_map(|e| marks_of(&workspace, e));
        let through = related(&workspace, item).into_iter().flat_map(|(_, s)| s.highlights.clone());
        links.chain(through).map(|mark| mark.note_id).collect()
    };
    let bodies = Bodies::read(&state.store, notes).await?;
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    Ok(Json(item_evidence(&workspace, &access, &bodies, item)))
}

fn item_evidence(workspace: &Workspace, access: &Access, bodies: &Bodies, item: ItemId) -> ItemEvidence {
    let here = EntityRef::new(EntityKind::Item, item);
    let mut links: Vec<&Evidence> =
        workspace.bearing_on::<Evidence>(here).filter(|e| e.standing != Standing::Rejected).collect();
    links.sort_by_key(|e| (std::cmp::Reverse((e.strength, e.at)), e.id));
    let (r#for, against) = links
        .into_iter()
        .map(|evidence| shown(workspace, access, bodies, evidence))
        .partition(|link| link.polarity == Polarity::For);
    let through = related(workspace, item).into_iter().map(|(relation, statement)| ThroughStatement {
        relation,
        statement: StatementBrief::of(workspace, statement),
        quotes: quotes(workspace, access, bodies, &statement.highlights),
    });
    let voices = voices(workspace, item);
    let speaking: Vec<_> = voices.iter().filter(|voice| voice.polarity == Polarity::For).cloned().collect();
    let influence = influence(&speaking);
    let revenue = influence.iter().filter_map(|one| match one.speaker {
        Speaker::Account(id) => workspace.accounts.get(id)?.revenue,
        _ => None,
    });
    let loudest = influence.iter().filter(|_| influence.len() > 1).find_map(|one| match one.speaker {
        Speaker::Account(account_id) => {
            let name = workspace.accounts.get(account_id)?.name.clone();
            Some(Loudest { account_id, name, voices: one.voices, share: one.share })
        }
        _ => None,
    });
    ItemEvidence {
        r#for,
        against,
        through: through.collect(),
        grade: grade(workspace, &voices),
        coverage: coverage(workspace, &speaking),
        loudest,
        revenue: revenue.sum(),
    }
}

/// One link as it is shown.
pub(crate) fn shown(
    workspace: &Workspace,
    access: &Access,
    bodies: &Bodies,
    evidence: &Evidence,
) -> EvidenceShown {
    let entity = EntityRef::new(EntityKind::Evidence, evidence.id);
    let statement = evidence.statement_id.and_then(|id| workspace.statements.get(id));
    EvidenceShown {
        id: evidence.id,
        version: workspace.version(entity).map_or(0, |(version, _)| version),
        polarity: evidence.polarity,
        strength: evidence.strength,
        pillar: evidence.pillar,
        standing: evidence.standing,
        at: evidence.at,
        person_id: evidence.person_id,
        note_id: evidence.note_id,
        statement: statement
            .filter(|s| workspace.readable(access, EntityRef::new(EntityKind::Statement, s.id)))
            .map(|statement| StatementBrief::of(workspace, statement)),
        quotes: match (evidence.note_id, &evidence.highlight) {
            (Some(note), None) => bodies.beginning(workspace, access, note, EXCERPT).into_iter().collect(),
            _ => quotes(workspace, access, bodies, &marks_of(workspace, evidence)),
        },
    }
}

pub(crate) fn quotes(
    workspace: &Workspace,
    access: &Access,
    bodies: &Bodies,
    marks: &[Highlight],
) -> Vec<Quote> {
    marks.iter().filter_map(|mark| bodies.quote(workspace, access, mark)).collect()
}

/// The characters a link rests on: its own, or those of its statement; the whole note when none are marked.
pub(super) fn marks_of(workspace: &Workspace, evidence: &Evidence) -> Vec<Highlight> {
    let statement = evidence.statement_id.and_then(|id| workspace.statements.get(id));
    match (&evidence.highlight, evidence.note_id, statement) {
        (Some(mark), ..) => vec![mark.clone()],
        (None, Some(note_id), _) => vec![Highlight { note_id, start: 0, end: 1, hash: String::new() }],
        (None, None, Some(statement)) => statement.highlights.clone(),
        (None, None, None) => Vec::new(),
    }
}

/// The problems an item solves and the ideas it implements.
pub(super) fn related(workspace: &Workspace, item: ItemId) -> Vec<(RelationKind, &Statement)> {
    let here = EntityRef::new(EntityKind::Item, item);
    let leading = workspace.bearing_on::<Relation>(here).filter(|relation| {
        relation.from == here && matches!(relation.kind, RelationKind::Solves | RelationKind::Implements)
    });
    leading.filter_map(|r| Some((r.kind, workspace.statements.get(r.to.id)?))).collect()
}
