//! Writing, changing, merging and deleting statements.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use outweigh_core::domain::{
    Doc, EntityKind, EntityRef, Evidence, Pillar, Polarity, Relation, RelationKind, Standing, Statement,
    StatementKind,
};
use outweigh_core::ids::{ProductId, StatementId};
use outweigh_core::ledger::{Edit, Expected};
use outweigh_core::workspace::Workspace;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::shown::StatementShown;
use super::statements::read;
use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::items::{condition, created, item_id};
use crate::problem::Problem;
use crate::quotes::{Bodies, Mark};
use crate::registries::Fields;
use crate::state::AppState;

/// A sentence in the team's words, pinned to the characters it comes from.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewStatement {
    pub kind: StatementKind,
    /// The marked words when absent.
    pub text: Option<String>,
    #[serde(default)]
    pub highlights: Vec<Mark>,
    pub stakeholder: Option<String>,
    pub job: Option<String>,
    pub product_id: Option<ProductId>,
    #[serde(default = "confirmed")]
    pub standing: Standing,
    /// What it bears on, in the same change set.
    #[serde(default)]
    pub relate: Vec<NewRelation>,
    /// The item it is evidence on, in the same change set.
    pub evidence: Option<StatementEvidence>,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

fn confirmed() -> Standing {
    Standing::Confirmed
}

/// "This statement KIND that one."
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRelation {
    pub kind: RelationKind,
    pub to: EntityRef,
}

/// The item a new statement is evidence on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StatementEvidence {
    /// Id or key.
    pub item: String,
    #[serde(default = "speaks_for")]
    pub polarity: Polarity,
    /// 0 not important to 3 critical.
    pub strength: u8,
    pub pillar: Option<Pillar>,
}

fn speaks_for() -> Polarity {
    Polarity::For
}

/// Write a statement
///
/// Marking, writing, relating and linking are one change set, taken back by one undo.
#[utoipa::path(post, path = "/statements", tag = "insights", request_body = NewStatement,
    responses((status = 201, body = StatementShown), (status = 422, body = Problem)))]
pub async fn create_statement(
    State(state): State<AppState>,
    writing: Writing,
    Json(new): Json<NewStatement>,
) -> Result<Written<(StatusCode, Json<StatementShown>)>, Problem> {
    let bodies = Bodies::read(&state.store, new.highlights.iter().map(|mark| mark.note_id)).await?;
    check_notes(&state, &writing.caller, &new.highlights)?;
    let highlights: Vec<_> =
        new.highlights.iter().map(|mark| bodies.highlight(mark)).collect::<Result<_, _>>()?;
    let quoted = || {
        let mark = highlights.first()?;
        Some(tidied(mark.quote(&bodies.get(mark.note_id)?.text)?))
    };
    let text = new.text.filter(|text| !text.trim().is_empty()).or_else(quoted);
    let text = text.ok_or_else(|| Problem::invalid("text", "write it, or mark the words that say it"))?;
    let statement = Statement {
        id: clock::new_id().into(),
        kind: new.kind,
        text: text.into(),
        stakeholder: new.stakeholder,
        job: new.job,
        highlights,
        product_id: new.product_id,
        standing: new.standing,
        created_at: clock::now(),
        erased_at: None,
    };
    let here = EntityRef::new(EntityKind::Statement, statement.id);
    let mut edits = vec![Edit::Create(statement.into())];
    for relation in new.relate {
        let relation =
            Relation { id: clock::new_id().into(), kind: relation.kind, from: here, to: relation.to };
        edits.push(Edit::Create(relation.into()));
    }
    if let Some(link) = new.evidence {
        let evidence = Evidence {
            id: clock::new_id().into(),
            item_id: item_id(&state, &writing.caller, &link.item)?,
            note_id: None,
            statement_id: Some(StatementId(here.id)),
            highlight: None,
            polarity: link.polarity,
            strength: link.strength,
            pillar: link.pillar,
            standing: new.standing,
            at: clock::now(),
            person_id: Some(writing.caller.person_id),
        };
        edits.push(Edit::Create(evidence.into()));
    }
    let receipt = writing.write(&state, new.reason, edits).await?;
    let id = created(&receipt, EntityKind::Statement)?.into();
    let shown = read(&state, &writing.caller, id).await?;
    Ok(Written(receipt.position, (StatusCode::CREATED, Json(shown))))
}

/// Marked words as a sentence: one line, a capital first.
fn tidied(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Refuses to pin a statement to notes that the caller may not read.
fn check_notes(state: &AppState, caller: &Caller, marks: &[Mark]) -> Result<(), Problem> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let hidden = marks.iter().find(|mark| {
        let note = EntityRef::new(EntityKind::Note, mark.note_id);
        workspace.notes.get(mark.note_id).is_none() || !workspace.readable(&access, note)
    });
    hidden.map_or(Ok(()), |mark| {
        Err(Problem::invalid("highlights", format!("there is no note {}", mark.note_id)))
    })
}

/// Change a statement
///
/// `highlights` are given as when it was written; all of them are replaced.
#[utoipa::path(patch, path = "/statements/{id}", tag = "insights", request_body = Fields,
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 200, body = StatementShown), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn update_statement(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<StatementId>,
    headers: HeaderMap,
    Json(mut body): Json<Fields>,
) -> Result<Written<Json<StatementShown>>, Problem> {
    read(&state, &writing.caller, id).await?;
    if let Some(fixed) = ["id", "created_at", "erased_at"].iter().find(|f| body.fields.contains_key(**f)) {
        return Err(Problem::invalid(fixed, "is set by the server"));
    }
    if let Some(marks) = body.fields.remove("highlights") {
        let marks: Vec<Mark> = serde_json::from_value(marks)
            .map_err(|e| Problem::invalid("highlights", format!("are not marks of notes: {e}")))?;
        check_notes(&state, &writing.caller, &marks)?;
        let bodies = Bodies::read(&state.store, marks.iter().map(|mark| mark.note_id)).await?;
        let highlights: Vec<_> = marks.iter().map(|mark| bodies.highlight(mark)).collect::<Result<_, _>>()?;
        body.fields.insert("highlights".into(), json!(highlights));
    }
    let expected = condition(&writing, &headers)?;
    let entity = EntityRef::new(EntityKind::Statement, id);
    let edit = Edit::Patch { entity, expected, patch: body.fields };
    let receipt = writing.write(&state, body.reason, vec![edit]).await?;
    Ok(Written(receipt.position, Json(read(&state, &writing.caller, id).await?)))
}

/// Delete a statement with its relations and links; can be undone
#[utoipa::path(delete, path = "/statements/{id}", tag = "insights",
    params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn delete_statement(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<StatementId>,
    headers: HeaderMap,
) -> Result<Written<StatusCode>, Problem> {
    read(&state, &writing.caller, id).await?;
    let expected = condition(&writing, &headers)?;
    let here = EntityRef::new(EntityKind::Statement, id);
    let mut edits = loosened(&state.store.read(), here);
    edits.push(Edit::Delete { entity: here, expected });
    let receipt = writing.write(&state, None, edits).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}

/// Deletes every relation and link of a statement.
fn loosened(workspace: &Workspace, statement: EntityRef) -> Vec<Edit> {
    let relations =
        workspace.bearing_on::<Relation>(statement).map(|r| EntityRef::new(EntityKind::Relation, r.id));
    let links =
        workspace.bearing_on::<Evidence>(statement).map(|e| EntityRef::new(EntityKind::Evidence, e.id));
    relations.chain(links).map(|entity| Edit::Delete { entity, expected: Expected::Anything }).collect()
}

/// Into which statement another goes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MergeStatement {
    pub into: StatementId,
    /// Kept in the ledger.
    pub reason: Option<String>,
}

/// Merge a statement into another of its kind
///
/// Highlights, relations and links move along; undoing it brings the statement back as it was.
#[utoipa::path(post, path = "/statements/{id}/merge", tag = "insights", request_body = MergeStatement,
    params(("id" = String, Path,)),
    responses((status = 200, body = StatementShown), (status = 422, body = Problem)))]
pub async fn merge_statement(
    State(state): State<AppState>,
    writing: Writing,
    Path(id): Path<StatementId>,
    Json(merge): Json<MergeStatement>,
) -> Result<Written<Json<StatementShown>>, Problem> {
    read(&state, &writing.caller, id).await?;
    read(&state, &writing.caller, merge.into).await?;
    let edits = merged(&state.store.read(), id, merge.into)?;
    let receipt = writing.write(&state, merge.reason, edits).await?;
    Ok(Written(receipt.position, Json(read(&state, &writing.caller, merge.into).await?)))
}

fn merged(workspace: &Workspace, from: StatementId, into: StatementId) -> Result<Vec<Edit>, Problem> {
    let get = |id| workspace.statements.get(id).ok_or_else(|| Problem::not_found("statement"));
    let (old, kept) = (get(from)?, get(into)?);
    if from == into || old.kind != kept.kind {
        let message = format!("must be another {} than the one that is merged", old.kind.label());
        return Err(Problem::invalid("into", message));
    }
    let (old_ref, kept_ref) =
        (EntityRef::new(EntityKind::Statement, from), EntityRef::new(EntityKind::Statement, into));
    let mut edits = loosened(workspace, old_ref);
    let mut highlights = kept.highlights.clone();
    highlights.extend(old.highlights.iter().filter(|mark| !kept.highlights.contains(mark)).cloned());
    let patch = Doc::from_iter([("highlights".to_owned(), json!(highlights))]);
    edits.push(Edit::Patch { entity: kept_ref, expected: Expected::Anything, patch });
    let held: Vec<_> = workspace.bearing_on::<Relation>(kept_ref).map(|r| (r.kind, r.from, r.to)).collect();
    for relation in workspace.bearing_on::<Relation>(old_ref) {
        let end = |entity| if entity == old_ref { kept_ref } else { entity };
        let (from, to) = (end(relation.from), end(relation.to));
        if from != to && !held.contains(&(relation.kind, from, to)) {
            let moved = Relation { id: clock::new_id().into(), kind: relation.kind, from, to };
            edits.push(Edit::Create(moved.into()));
        }
    }
    let linked: Vec<_> = workspace.bearing_on::<Evidence>(kept_ref).map(|e| e.item_id).collect();
    for link in workspace.bearing_on::<Evidence>(old_ref).filter(|e| !linked.contains(&e.item_id)) {
        let moved =
            Evidence { id: clock::new_id().into(), statement_id: Some(into), ..Evidence::clone(link) };
        edits.push(Edit::Create(moved.into()));
    }
    edits.push(Edit::Delete { entity: old_ref, expected: Expected::Anything });
    Ok(edits)
}
