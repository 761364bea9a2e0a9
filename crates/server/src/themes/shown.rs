//! Listing themes and reading one: its numbers, its voices, what it may be about.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use outweigh_core::domain::{EntityKind, EntityRef};
use outweigh_core::ids::{ItemId, NoteId, SegmentId, ThemeId};
use outweigh_core::workspace::{Access, Workspace};
use outweigh_index::Kind;
use outweigh_language::CompactVector;
use outweigh_language::themes::quotes;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rows::{ThemeRow, rows};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::quotes::{Bodies, Quote};
use crate::search::{closest, to_texts};
use crate::state::AppState;

/// Quotes shown of each sort.
const QUOTES: usize = 5;
/// Items that may answer a theme.
const ITEMS: usize = 5;
/// Closer items than this may answer it.
const CLOSE: f32 = 0.35;
/// Characters of a note that are shown.
const EXCERPT: u32 = 280;

/// In which order themes come; pinned ones first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ThemeOrder {
    /// Those that grow more than chance explains first, then by size.
    #[default]
    Growth,
    Size,
    /// Yearly revenue of the accounts that speak.
    Revenue,
    /// The newest last note first.
    Latest,
}

/// Which themes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ThemeParams {
    #[param(inline)]
    pub sort: ThemeOrder,
    /// Only themes in which this segment speaks more than chance explains.
    pub segment: Option<SegmentId>,
    /// Those that were dismissed, instead of the others.
    pub dismissed: bool,
    /// Words in the name or label.
    pub q: String,
}

/// The themes there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThemeList {
    pub themes: Vec<ThemeRow>,
    /// Notes that are in none.
    pub unplaced: usize,
    /// Notes that were grouped.
    pub notes: usize,
    /// False until the notes were grouped for the first time since the server started.
    pub ready: bool,
}

/// List themes
#[utoipa::path(get, path = "/themes", tag = "themes", params(ThemeParams), responses((status = 200, body = ThemeList)))]
pub async fn list_themes(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<ThemeParams>,
) -> Json<ThemeList> {
    let Some(grouping) = state.themes.grouping() else {
        return Json(ThemeList { themes: Vec::new(), unplaced: 0, notes: 0, ready: false });
    };
    let workspace = state.store.read();
    let found = rows(&workspace, &caller.access(&workspace), &grouping);
    let placed: usize = found.members.values().map(Vec::len).sum();
    let notes = grouping.themes.scope(&grouping.themes.themes().keys().copied().collect()).count();
    let words = params.q.to_lowercase();
    let mut themes = found.rows;
    themes.retain(|theme| {
        theme.dismissed.is_some() == params.dismissed
            && params.segment.is_none_or(|segment| theme.segments.iter().any(|lift| lift.id == segment))
            && (words.is_empty()
                || theme.name.to_lowercase().contains(&words)
                || theme.label.to_lowercase().contains(&words))
    });
    let grows = |theme: &ThemeRow| theme.growth.is_some_and(|growth| growth.grows);
    themes.sort_by(|a, b| {
        let by = match params.sort {
            ThemeOrder::Growth => grows(b).cmp(&grows(a)).then(b.size.cmp(&a.size)),
            ThemeOrder::Size => b.size.cmp(&a.size),
            ThemeOrder::Revenue => b.revenue.total_cmp(&a.revenue),
            ThemeOrder::Latest => b.last.cmp(&a.last),
        };
        b.pinned.cmp(&a.pinned).then(by).then(a.id.cmp(&b.id))
    });
    Json(ThemeList { themes, unplaced: notes.saturating_sub(placed), notes, ready: true })
}

/// A theme with its voices.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThemeDetail {
    pub theme: ThemeRow,
    /// Typical notes, each different, the nearest to the centre first.
    pub typical: Vec<Quote>,
    /// Notes farthest from the centre: where it may be wrong, or wider than its label.
    pub outlying: Vec<Quote>,
    /// Its notes, newest first.
    pub note_ids: Vec<NoteId>,
    /// Items that may answer it and are not linked yet, the closest first.
    pub items: Vec<LikelyItem>,
}

/// An item that may be about the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct LikelyItem {
    pub id: ItemId,
    pub key: String,
    pub title: String,
    /// About -1 to 1.
    pub closeness: f32,
}

/// Get a theme
#[utoipa::path(get, path = "/themes/{id}", tag = "themes", params(("id" = String, Path,)),
    responses((status = 200, body = ThemeDetail), (status = 404, body = Problem)))]
pub async fn get_theme(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<ThemeId>,
) -> Result<Json<ThemeDetail>, Problem> {
    Ok(Json(detail(&state, &caller, id).await?))
}

/// A theme as the caller sees it.
pub(super) async fn detail(state: &AppState, caller: &Caller, id: ThemeId) -> Result<ThemeDetail, Problem> {
    let not_found = || Problem::not_found("theme");
    let grouping = state.themes.grouping().ok_or_else(not_found)?;
    let index = state.finder.index()?;
    let (row, mut notes) = {
        let workspace = state.store.read();
        let found = rows(&workspace, &caller.access(&workspace), &grouping);
        let row = found.rows.into_iter().find(|row| row.id == id).ok_or_else(not_found)?;
        (row, found.members.get(&id).cloned().unwrap_or_default())
    };
    let vectors: Vec<(NoteId, CompactVector)> =
        notes.iter().filter_map(|note| Some((*note, index.vector(note.0)?))).collect();
    let given: Vec<(NoteId, &CompactVector)> = vectors.iter().map(|(note, vector)| (*note, vector)).collect();
    let chosen = grouping.themes.themes().get(&id).map(|theme| quotes(&theme.centre, &given, QUOTES));
    let (typical, outlying) = chosen.map(|chosen| (chosen.typical, chosen.outlying)).unwrap_or_default();
    let bodies = Bodies::read(&state.store, typical.iter().chain(&outlying).copied()).await?;
    let about: Vec<String> = typical
        .iter()
        .filter_map(|note| {
            let (title, text) = to_texts(bodies.get(*note)?);
            Some(format!("{title}\n{text}"))
        })
        .collect();
    let near = closest(&index, &[Kind::Item], None, &row.name, &about.join("\n"), ITEMS * 2);
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let quote = |note: &NoteId| bodies.beginning(&workspace, &access, *note, EXCERPT);
    let items = near.iter().filter(|hit| hit.closeness >= CLOSE).filter_map(|hit| {
        let item = workspace.items.get(hit.id).filter(|item| !row.item_ids.contains(&item.id))?;
        let seen = workspace.readable(&access, EntityRef::new(EntityKind::Item, item.id));
        let (key, title) = (item.key.clone(), item.title.clone());
        seen.then_some(LikelyItem { id: item.id, key, title, closeness: hit.closeness })
    });
    newest_first(&workspace, &access, &mut notes);
    Ok(ThemeDetail {
        typical: typical.iter().filter_map(quote).collect(),
        outlying: outlying.iter().filter_map(quote).collect(),
        items: items.take(ITEMS).collect(),
        note_ids: notes,
        theme: row,
    })
}

fn newest_first(workspace: &Workspace, access: &Access, notes: &mut Vec<NoteId>) {
    notes.retain(|note| workspace.readable(access, EntityRef::new(EntityKind::Note, *note)));
    notes.sort_by_key(|note| std::cmp::Reverse((workspace.notes.get(*note).map(|n| n.at), *note)));
}
