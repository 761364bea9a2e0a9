//! Evidence that nobody linked yet: notes and statements that say what an item is about.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use outweigh_core::domain::{EntityKind, EntityRef, Evidence, Highlight, Standing, StatementKind};
use outweigh_core::ids::{ItemId, NoteId};
use outweigh_core::workspace::{Access, Workspace};
use outweigh_index::{Hit, Index, Kind};
use outweigh_language::alike;
use serde::Serialize;
use utoipa::ToSchema;

use super::shown::{StatementBrief, quotes, related};
use crate::caller::Caller;
use crate::items::item_id;
use crate::problem::Problem;
use crate::quotes::{Bodies, Quote};
use crate::search::{Likeness, closest, to_texts};
use crate::state::AppState;

/// Suggestions shown.
const SHOWN: usize = 8;
/// Looked at, as many are linked or turned down already.
const LOOKED_AT: usize = 60;
/// Closer than this in meaning, or sharing telling words, a note may be about the item.
const CLOSE: f32 = 0.4;
/// What a rejected note takes from those that are closer to it than this.
const LIKE_REJECTED: f32 = 0.8;
/// Characters of a note that are shown.
const EXCERPT: u32 = 280;

/// What may be evidence on an item.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedEvidence {
    /// The closest first.
    pub suggestions: Vec<EvidenceSuggestion>,
    /// False while the search index is being made.
    pub ready: bool,
}

/// A note or statement that may bear on the item. Accepting or rejecting it is adding it as evidence with that
/// standing.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceSuggestion {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_id: Option<NoteId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementBrief>,
    /// The note's sentence that comes closest, or its beginning; what a statement is pinned to.
    pub quotes: Vec<Quote>,
    pub because: Likeness,
}

/// Suggest evidence on an item
#[utoipa::path(get, path = "/items/{id}/evidence/suggestions", tag = "evidence",
    params(("id" = String, Path, description = "Id or key")),
    responses((status = 200, body = SuggestedEvidence), (status = 404, body = Problem)))]
pub async fn suggest_evidence(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SuggestedEvidence>, Problem> {
    let id = item_id(&state, &caller, &id)?;
    let Some(index) = state.finder.opened() else {
        return Ok(Json(SuggestedEvidence { suggestions: Vec::new(), ready: false }));
    };
    let (title, text, judged) = {
        let workspace = state.store.read();
        let item = workspace.items.get(id).ok_or_else(|| Problem::not_found("item"))?;
        let text = format!("{}\n{}", item.problem, item.description);
        (item.title.clone(), text, judged(&workspace, id))
    };
    let mut hits = closest(&index, &[Kind::Note, Kind::Statement], None, &title, &text, LOOKED_AT);
    let rejected: Vec<_> = judged.rejected.iter().filter_map(|id| index.vector(*id)).collect();
    let like_rejected = |hit: &Hit| {
        let vector = index.vector(hit.id);
        vector.is_some_and(|vector| rejected.iter().any(|other| vector.cosine(other) >= LIKE_REJECTED))
    };
    hits.retain(|hit| hit.closeness >= CLOSE && !judged.all.contains(&hit.id) && !like_rejected(hit));
    {
        let workspace = state.store.read();
        let access = caller.access(&workspace);
        hits.retain(|hit| workspace.readable(&access, entity(hit)) && counts(&workspace, hit));
    }
    hits.truncate(SHOWN);
    let notes: Vec<NoteId> = {
        let workspace = state.store.read();
        let pinned = |hit: &Hit| match hit.kind {
            Kind::Note => vec![NoteId(hit.id)],
            _ => workspace
                .statements
                .get(hit.id)
                .map(|statement| statement.highlights.iter().map(|mark| mark.note_id).collect())
                .unwrap_or_default(),
        };
        hits.iter().flat_map(pinned).collect()
    };
    let bodies = Bodies::read(&state.store, notes).await?;
    let about = format!("{title}\n{text}");
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let shown = hits.iter().filter_map(|hit| match hit.kind {
        Kind::Note => {
            let note = NoteId(hit.id);
            let (title, words) = to_texts(bodies.get(note)?);
            Some(EvidenceSuggestion {
                note_id: Some(note),
                statement: None,
                quotes: telling(&bodies, &index, &workspace, &access, note, &about).into_iter().collect(),
                because: Likeness::of(&index, hit, &about, &format!("{title}\n{words}")),
            })
        }
        _ => {
            let statement = workspace.statements.get(hit.id)?;
            let brief = StatementBrief::of(&workspace, statement);
            Some(EvidenceSuggestion {
                note_id: None,
                because: Likeness::of(&index, hit, &about, &brief.text),
                statement: Some(brief),
                quotes: quotes(&workspace, &access, &bodies, &statement.highlights),
            })
        }
    });
    Ok(Json(SuggestedEvidence { suggestions: shown.collect(), ready: true }))
}

/// The sentence of a note that comes closest to what the item is about, else its beginning.
fn telling(
    bodies: &Bodies,
    index: &Index,
    workspace: &Workspace,
    access: &Access,
    note: NoteId,
    about: &str,
) -> Option<Quote> {
    let text = &bodies.get(note)?.text;
    let nearest = alike(about, text, 0, index.embedder()).nearest;
    let mark = nearest.and_then(|near| Highlight::of(note, text, near.second.start, near.second.end));
    match mark {
        Some(mark) => bodies.quote(workspace, access, &mark),
        None => bodies.beginning(workspace, access, note, EXCERPT),
    }
}

fn entity(hit: &Hit) -> EntityRef {
    let kind = if hit.kind == Kind::Note { EntityKind::Note } else { EntityKind::Statement };
    EntityRef { kind, id: hit.id }
}

/// Whether it may be evidence at all: ideas are ours, and what was rejected or repeats another note is no voice.
fn counts(workspace: &Workspace, hit: &Hit) -> bool {
    match hit.kind {
        Kind::Note => workspace.notes.get(hit.id).is_some_and(|note| note.duplicate_of_id.is_none()),
        _ => workspace.statements.get(hit.id).is_some_and(|statement| {
            statement.standing == Standing::Confirmed && statement.kind != StatementKind::Idea
        }),
    }
}

/// What was judged already.
struct Judged {
    all: BTreeSet<uuid::Uuid>,
    rejected: Vec<uuid::Uuid>,
}

fn judged(workspace: &Workspace, item: ItemId) -> Judged {
    let mut judged = Judged { all: BTreeSet::new(), rejected: Vec::new() };
    for evidence in workspace.bearing_on::<Evidence>(EntityRef::new(EntityKind::Item, item)) {
        let Some(origin) = evidence.origin() else { continue };
        judged.all.insert(origin.id);
        if evidence.standing == Standing::Rejected {
            judged.rejected.push(origin.id);
        }
        // The notes of a linked statement speak already.
        let statement = evidence.statement_id.and_then(|id| workspace.statements.get(id));
        judged.all.extend(statement.iter().flat_map(|s| &s.highlights).map(|mark| mark.note_id.0));
    }
    // So do the statements that the item is related to.
    judged.all.extend(related(workspace, item).into_iter().map(|(_, statement)| statement.id.0));
    judged
}
