//! What people do to themes: name, pin, dismiss, link, merge, split, put notes in and take them out.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use outweigh_core::domain::{
    Doc, EntityKind, EntityRef, Highlight, Relation, RelationKind, Standing, Statement, StatementKind, Theme,
};
use outweigh_core::ids::{NoteId, StatementId, ThemeId};
use outweigh_core::ledger::{Edit, Expected};
use outweigh_core::workspace::Workspace;
use outweigh_language::{Passage, Reader, Span};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::shown::{ThemeDetail, detail};
use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::items::condition;
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::registries::Fields;
use crate::state::AppState;

type Answer = Result<Written<Json<ThemeDetail>>, Problem>;

/// Writes edits, regroups, and shows the theme.
async fn done(
    state: &AppState,
    writing: &Writing,
    id: ThemeId,
    reason: Option<String>,
    edits: Vec<Edit>,
    regroup: bool,
) -> Answer {
    let receipt = writing.write(state, reason, edits).await?;
    if regroup {
        super::pass::regroup_now(state).await?;
    }
    Ok(Written(receipt.position, Json(detail(state, &writing.caller, id).await?)))
}

fn patch(id: ThemeId, expected: Expected, patch: Doc) -> Edit {
    Edit::Patch { entity: EntityRef::new(EntityKind::Theme, id), expected, patch }
}

fn get(workspace: &Workspace, id: ThemeId) -> Result<&Theme, Problem> {
    workspace.themes.get(id).ok_or_else(|| Problem::not_found("theme"))
}

/// Change a theme: `name`, `pinned`, `dismissed` (the reason; null brings it back), `problem_id`, `item_ids`
#[utoipa::path(patch, path = "/themes/{id}", tag = "themes", request_body = Fields,
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 200, body = ThemeDetail), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn update_theme(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<ThemeId>,
    headers: HeaderMap,
    Json(body): Json<Fields>,
) -> Answer {
    const FREE: [&str; 5] = ["name", "pinned", "dismissed", "problem_id", "item_ids"];
    if let Some(fixed) = body.fields.keys().find(|field| !FREE.contains(&field.as_str())) {
        return Err(Problem::invalid(fixed, format!("cannot be changed here; {} can", FREE.join(", "))));
    }
    let expected = condition(&writing, &headers)?;
    done(&state, &writing, id, body.reason, vec![patch(id, expected, body.fields)], false).await
}

/// The theme another goes into.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MergeTheme {
    pub into: ThemeId,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Merge a theme into another; it stays merged when notes are grouped anew
#[utoipa::path(post, path = "/themes/{id}/merge", tag = "themes", request_body = MergeTheme,
    params(("id" = String, Path,)),
    responses((status = 200, body = ThemeDetail), (status = 422, body = Problem)))]
pub async fn merge_theme(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<ThemeId>,
    Json(merge): Json<MergeTheme>,
) -> Answer {
    {
        let workspace = state.store.read();
        get(&workspace, id)?;
        let into = get(&workspace, merge.into)?;
        if into.id == id || into.merged_into_id.is_some() {
            return Err(Problem::invalid("into", "must be another theme that was not merged itself"));
        }
    }
    let fields = Doc::from_iter([("merged_into_id".to_owned(), json!(merge.into))]);
    let edit = patch(id, writing.expected(), fields);
    done(&state, &writing, merge.into, merge.reason, vec![edit], true).await
}

/// The notes that become a theme of their own.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SplitTheme {
    pub note_ids: Vec<NoteId>,
    pub name: String,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Make a part of a theme a theme of its own; notes nearer to these than to the rest go along
#[utoipa::path(post, path = "/themes/{id}/split", tag = "themes", request_body = SplitTheme,
    params(("id" = String, Path,)),
    responses((status = 200, body = ThemeDetail), (status = 422, body = Problem)))]
pub async fn split_theme(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<ThemeId>,
    Json(split): Json<SplitTheme>,
) -> Answer {
    get(&state.store.read(), id)?;
    check_notes(&state, &writing.caller, &split.note_ids)?;
    if split.note_ids.is_empty() {
        return Err(Problem::invalid("note_ids", "name at least one note of the new theme"));
    }
    let theme = Theme {
        id: ThemeId(clock::new_id()),
        label: split.name.clone(),
        name: Some(split.name),
        anchors: split.note_ids.clone(),
        added: split.note_ids,
        removed: Vec::new(),
        pinned: false,
        dismissed: None,
        merged_into_id: None,
        split_from_id: Some(id),
        problem_id: None,
        item_ids: Vec::new(),
        found_at: clock::now(),
    };
    let new = theme.id;
    done(&state, &writing, new, split.reason, vec![Edit::Create(theme.into())], true).await
}

/// Notes to put in and to take out.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ThemeNotes {
    #[serde(default)]
    pub add: Vec<NoteId>,
    #[serde(default)]
    pub remove: Vec<NoteId>,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Put notes into a theme and take notes out; they stay so when notes are grouped anew
#[utoipa::path(post, path = "/themes/{id}/notes", tag = "themes", request_body = ThemeNotes,
    params(("id" = String, Path,)),
    responses((status = 200, body = ThemeDetail), (status = 422, body = Problem)))]
pub async fn move_theme_notes(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<ThemeId>,
    Json(wish): Json<ThemeNotes>,
) -> Answer {
    check_notes(&state, &writing.caller, &[&wish.add[..], &wish.remove[..]].concat())?;
    let edits = {
        let workspace = state.store.read();
        get(&workspace, id)?;
        let mut edits = Vec::new();
        for theme in workspace.themes.iter() {
            let here = theme.id == id;
            let mut added: BTreeSet<NoteId> = theme.added.iter().copied().collect();
            let mut removed: BTreeSet<NoteId> = theme.removed.iter().copied().collect();
            for note in &wish.add {
                // A note is in one theme: putting it here takes it out of where somebody put it before.
                if here {
                    added.insert(*note)
                } else {
                    added.remove(note)
                };
                if here {
                    removed.remove(note);
                }
            }
            if here {
                wish.remove.iter().for_each(|note| {
                    added.remove(note);
                    removed.insert(*note);
                });
            }
            let fields =
                Doc::from_iter([("added".to_owned(), json!(added)), ("removed".to_owned(), json!(removed))]);
            edits.push(patch(theme.id, Expected::Anything, fields));
        }
        edits
    };
    done(&state, &writing, id, wish.reason, edits, true).await
}

fn check_notes(state: &AppState, caller: &Caller, notes: &[NoteId]) -> Result<(), Problem> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let hidden = notes.iter().find(|note| {
        let entity = EntityRef::new(EntityKind::Note, **note);
        workspace.notes.get(**note).is_none() || !workspace.readable(&access, entity)
    });
    hidden.map_or(Ok(()), |note| Err(Problem::invalid("note_ids", format!("there is no note {note}"))))
}

/// What a theme should become.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ProposeFromTheme {
    /// The problem in the team's words; the theme's name when absent.
    pub text: Option<String>,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Make a problem of a theme: a statement pinned to what its typical notes say
///
/// The engine marks the words; items of the theme are related to the problem as solving it.
#[utoipa::path(post, path = "/themes/{id}/problem", tag = "themes", request_body = ProposeFromTheme,
    params(("id" = String, Path,)),
    responses((status = 201, body = ThemeDetail), (status = 422, body = Problem)))]
pub async fn propose_problem(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<ThemeId>,
    Json(wish): Json<ProposeFromTheme>,
) -> Result<Written<(StatusCode, Json<ThemeDetail>)>, Problem> {
    let shown = detail(&state, &writing.caller, id).await?;
    let notes: Vec<NoteId> = shown.typical.iter().map(|quote| quote.note_id).collect();
    let bodies = Bodies::read(&state.store, notes.iter().copied()).await?;
    let reader = Reader::default();
    let highlights: Vec<Highlight> =
        notes.iter().filter_map(|note| telling(&reader, &bodies, *note)).collect();
    let theme = get(&state.store.read(), id)?.clone();
    if theme.problem_id.is_some() {
        return Err(Problem::invalid("problem_id", "the theme has its problem already"));
    }
    let statement = Statement {
        id: StatementId(clock::new_id()),
        kind: StatementKind::Problem,
        text: wish.text.unwrap_or(shown.theme.name).into(),
        stakeholder: None,
        job: None,
        highlights,
        product_id: None,
        standing: Standing::Confirmed,
        created_at: clock::now(),
        erased_at: None,
    };
    let here = EntityRef::new(EntityKind::Statement, statement.id);
    let fields = Doc::from_iter([("problem_id".to_owned(), json!(statement.id))]);
    let mut edits = vec![Edit::Create(statement.into()), patch(id, Expected::Anything, fields)];
    edits.extend(theme.item_ids.iter().map(|item| {
        let from = EntityRef::new(EntityKind::Item, *item);
        let relation = Relation { id: clock::new_id().into(), kind: RelationKind::Solves, from, to: here };
        Edit::Create(relation.into())
    }));
    let Written(position, shown) = done(&state, &writing, id, wish.reason, edits, false).await?;
    Ok(Written(position, (StatusCode::CREATED, shown)))
}

/// The words of a note that say the problem: what the engine suggests, else its first sentence.
fn telling(reader: &Reader, bodies: &Bodies, note: NoteId) -> Option<Highlight> {
    let body = bodies.get(note)?;
    let skip: Vec<Span> =
        body.asides.iter().map(|aside| Span { start: aside.start, end: aside.end }).collect();
    let passage = Passage { text: &body.text, skip: &skip, ..Passage::default() };
    let suggested =
        reader.read(passage, None).suggestions.into_iter().max_by(|a, b| a.score.total_cmp(&b.score));
    let first = || outweigh_language::sentences(&body.text).first().map(|sentence| sentence.span);
    let span = suggested.map(|suggestion| suggestion.span).or_else(first)?;
    Highlight::of(note, &body.text, span.start, span.end)
}
