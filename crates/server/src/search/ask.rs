//! Asking the index, and showing why each hit was found.

use axum::Json;
use axum::extract::{Query as Params, State};
use jiff::Timestamp;
use outweigh_core::customers::Members;
use outweigh_core::domain::{EntityKind, EntityRef, SourceKind};
use outweigh_core::ids::{AccountId, NoteId, ProductId, SegmentId};
use outweigh_core::ledger::Position;
use outweigh_core::workspace::{Access, Workspace};
use outweigh_index::{Filter, Hit, Index, Kind, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::finder::blocking;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::quotes::{AccountBrief, Bodies};
use crate::state::AppState;

/// Most hits in one answer.
const LIMIT: usize = 100;
/// Longest question, in characters.
const LONGEST: usize = 2_000;
/// Characters of a text that are shown.
const EXCERPT: usize = 240;
/// Characters shown before the first place that matched.
const BEFORE: usize = 60;

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct SearchParams {
    /// Words or a question; wholly in double quotes, exactly these words. Empty: the newest.
    pub q: String,
    /// Kinds, separated by commas: `note`, `statement`, `item`, `account`. All when absent.
    pub kinds: String,
    /// Only notes of this kind of source.
    pub source_kind: Option<SourceKind>,
    pub account: Option<AccountId>,
    /// Only what accounts of this segment said.
    pub segment: Option<SegmentId>,
    pub product: Option<ProductId>,
    /// The state of a note, the status of an item.
    pub status: Option<String>,
    /// Said or made from then on.
    pub from: Option<Timestamp>,
    /// Said or made before then.
    pub to: Option<Timestamp>,
    /// The last word may not be finished yet.
    pub typing: bool,
    /// Hits wanted, at most 100; 20 when absent.
    pub limit: Option<usize>,
}

/// What was found, the best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchAnswer {
    pub hits: Vec<SearchHit>,
    /// How many were found in all, about.
    pub total: usize,
    /// Up to where in the ledger the index has read.
    pub position: Position,
}

/// Something that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchHit {
    pub kind: EntityKind,
    pub id: Uuid,
    /// The key of an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    pub title: String,
    /// Places of the title that matched.
    pub title_marks: Vec<Place>,
    /// A part of the text around what matched.
    pub excerpt: String,
    /// Places of the excerpt that matched.
    pub marks: Vec<Place>,
    /// How well it matches by words, 0 to 1.
    pub words: f32,
    /// How close it is in meaning, about -1 to 1; 0 when meaning was not asked.
    pub closeness: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Where a note comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountBrief>,
    /// State of a note, kind of a statement, status of an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// Characters `start..end`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Place {
    pub start: usize,
    pub end: usize,
}

/// Search notes, statements, items and accounts by words and by meaning
#[utoipa::path(get, path = "/search", tag = "search", params(SearchParams),
    responses((status = 200, body = SearchAnswer), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn search(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<SearchParams>,
) -> Result<Json<SearchAnswer>, Problem> {
    let index = state.finder.index()?;
    let query = query(&state.store.read(), &params)?;
    let limit = query.limit;
    let found = blocking(|| index.search(&wider(&state, &caller, &query)));
    let found = found.map_err(|error| {
        Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "internal", error.to_string())
    })?;
    let mut hits = found.hits;
    {
        let workspace = state.store.read();
        let access = caller.access(&workspace);
        hits.retain(|hit| workspace.readable(&access, entity(hit)));
        hits.truncate(limit);
    }
    let notes = hits.iter().filter(|hit| hit.kind == Kind::Note).map(|hit| NoteId(hit.id));
    let bodies = Bodies::read(&state.store, notes).await?;
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let shown =
        Shown { workspace: &workspace, access: &access, bodies: &bodies, index: &index, query: &query };
    Ok(Json(SearchAnswer {
        hits: hits.iter().filter_map(|hit| shown.hit(hit)).collect(),
        total: found.total,
        position: index.position() as Position,
    }))
}

/// Those who see only some products ask for more, as what they may not see falls away.
fn wider(state: &AppState, caller: &Caller, query: &Query) -> Query {
    let sees_all = caller.access(&state.store.read()).everywhere().is_some();
    Query { limit: if sees_all { query.limit } else { LIMIT * 4 }, ..query.clone() }
}

fn query(workspace: &Workspace, params: &SearchParams) -> Result<Query, Problem> {
    if params.q.chars().count() > LONGEST {
        return Err(Problem::invalid("q", format!("is longer than {LONGEST} characters")));
    }
    let mut kinds = Vec::new();
    for name in params.kinds.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        kinds.push(match name {
            "note" => Kind::Note,
            "statement" => Kind::Statement,
            "item" => Kind::Item,
            "account" => Kind::Account,
            _ => {
                let message = format!("\"{name}\" is not one of note, statement, item, account");
                return Err(Problem::invalid("kinds", message));
            }
        });
    }
    let mut account_ids: Vec<Uuid> = params.account.iter().map(|id| id.0).collect();
    if let Some(segment) = params.segment {
        let segment = workspace.segments.get(segment);
        let segment = segment.ok_or_else(|| Problem::invalid("segment", "there is no such segment"))?;
        let members =
            Members::of(workspace, &segment.predicate).map_err(|e| Problem::source("segment", &e))?;
        let within = members.accounts().map(|account| account.id.0);
        account_ids = within.filter(|id| params.account.is_none_or(|account| account.0 == *id)).collect();
        if account_ids.is_empty() {
            // Nobody is left: nothing can be found, rather than everything.
            account_ids.push(Uuid::nil());
        }
    }
    Ok(Query {
        text: params.q.trim().to_owned(),
        filter: Filter {
            kinds,
            source_kinds: params.source_kind.iter().map(|kind| kind.as_str().to_owned()).collect(),
            account_ids,
            product_ids: params.product.iter().map(|id| id.0).collect(),
            statuses: params.status.clone().into_iter().collect(),
            since_micros: params.from.map(Timestamp::as_microsecond),
            before_micros: params.to.map(Timestamp::as_microsecond),
            ..Filter::default()
        },
        limit: params.limit.unwrap_or(20).clamp(1, LIMIT),
        as_you_type: params.typing,
    })
}

fn entity(hit: &Hit) -> EntityRef {
    let kind = match hit.kind {
        Kind::Note => EntityKind::Note,
        Kind::Statement => EntityKind::Statement,
        Kind::Account => EntityKind::Account,
        Kind::Item | Kind::Decision => EntityKind::Item,
    };
    EntityRef { kind, id: hit.id }
}

/// What hits are shown with.
struct Shown<'a> {
    workspace: &'a Workspace,
    access: &'a Access,
    bodies: &'a Bodies,
    index: &'a Index,
    query: &'a Query,
}

impl Shown<'_> {
    /// None for what was deleted since the index read it.
    fn hit(&self, hit: &Hit) -> Option<SearchHit> {
        let entity = entity(hit);
        let workspace = self.workspace;
        if !workspace.readable(self.access, entity) {
            return None;
        }
        let brief = |id: AccountId| {
            let account = workspace.accounts.get(id)?;
            let (name, currency) = (account.name.clone(), account.currency.clone());
            Some(AccountBrief { id, name, revenue: account.revenue, currency })
        };
        let mut shown = SearchHit {
            kind: entity.kind,
            id: hit.id,
            key: None,
            title: String::new(),
            title_marks: Vec::new(),
            excerpt: String::new(),
            marks: Vec::new(),
            words: hit.words,
            closeness: hit.closeness,
            at: None,
            source: None,
            account: None,
            label: None,
        };
        let text = match entity.kind {
            EntityKind::Note => {
                let note = workspace.notes.get(hit.id)?;
                let body = self.bodies.get(note.id)?;
                shown.title = body.title.clone().unwrap_or_default();
                shown.at = Some(note.at);
                shown.source = workspace.sources.get(note.source_id).map(|source| source.name.clone());
                shown.account = note.account_id.and_then(brief);
                shown.label = Some(note.state.as_str().to_owned());
                body.text.clone()
            }
            EntityKind::Statement => {
                let statement = workspace.statements.get(hit.id)?;
                shown.title = workspace.open(&statement.text).to_owned();
                shown.at = Some(statement.created_at);
                shown.label = Some(statement.kind.as_str().to_owned());
                statement.job.clone().unwrap_or_default()
            }
            EntityKind::Item => {
                let item = workspace.items.get(hit.id)?;
                shown.key = Some(item.key.clone());
                shown.title = item.title.clone();
                shown.at = Some(item.created_at);
                shown.label = Some(item.status.as_str().to_owned());
                if item.problem.is_empty() { item.description.clone() } else { item.problem.clone() }
            }
            _ => {
                let account = workspace.accounts.get(hit.id)?;
                shown.title = account.name.clone();
                shown.account = brief(account.id);
                account.domains.join(", ")
            }
        };
        shown.title_marks = self.index.marks(self.query, &shown.title).words.iter().map(place).collect();
        let found = self.index.marks(self.query, &text);
        let places: Vec<Place> = found.words.iter().chain(&found.sentence).map(place).collect();
        (shown.excerpt, shown.marks) = excerpt(&text, &places);
        Some(shown)
    }
}

fn place(span: &outweigh_language::Span) -> Place {
    Place { start: span.start as usize, end: span.end as usize }
}

/// A part of a text that begins shortly before the first place, and the places in it.
pub(crate) fn excerpt(text: &str, places: &[Place]) -> (String, Vec<Place>) {
    let from = places.first().map_or(0, |first| first.start.saturating_sub(BEFORE));
    let shown: String = text.chars().skip(from).take(EXCERPT).collect();
    let length = shown.chars().count();
    let within = places.iter().filter(|place| place.start >= from && place.start < from + length);
    let moved = within.map(|place| Place { start: place.start - from, end: (place.end - from).min(length) });
    (shown, moved.collect())
}
