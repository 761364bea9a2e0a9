//! Grouping notes as they come: a new note joins the theme of its neighbours, what that changed is settled
//! locally, and now and then everything is grouped anew. One server keeps the ledger's themes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::SignedDuration;
use outweigh_core::domain::{Doc, EntityKind, EntityRef, NoteState, Theme};
use outweigh_core::ids::{NoteId, ThemeId};
use outweigh_core::ledger::{Actor, Cause, Draft, Edit, Expected};
use outweigh_core::workspace::Workspace;
use outweigh_index::{Index, Kind};
use outweigh_language::CompactVector;
use outweigh_language::themes::{Acts, NEIGHBOURS, Placement, Settings, Split, Themes, labels};
use outweigh_store::Caller;
use serde_json::json;

use super::book::Grouping;
use crate::clock;
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::search::{blocking, to_texts};
use crate::state::AppState;

/// The name of the lease of whoever keeps the ledger's themes.
const TASK: &str = "themes";
/// How long a killed server keeps the work from the others.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// How often the themes are looked at when the index tells of nothing.
const LOOK: Duration = Duration::from_secs(60);
/// Fewer notes make no themes.
const ENOUGH: usize = 20;
/// So many notes that came or went are settled locally.
const SETTLE: usize = 5;
/// Such a share of new notes and everything is grouped anew.
const ANEW: f64 = 0.2;
/// Notes of a theme that its label is made of: those nearest the centre.
const READ_FOR_LABEL: usize = 60;
/// Phrases of a label.
const PHRASES: usize = 3;
/// Anchors that must stay for a theme to keep its place in the ledger unchanged.
const SAME_ANCHORS: usize = 6;

/// Keeps the themes up with the index until it is aborted.
pub async fn run(state: AppState) {
    let mut moved = state.finder.moved();
    loop {
        if let Err(error) = follow(&state).await {
            tracing::error!("themes: {}", error.detail);
        }
        tokio::select! {
            news = moved.changed() => if news.is_err() { return },
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Brings the themes up to the index.
///
/// # Errors
/// The database cannot be read or written.
pub async fn follow(state: &AppState) -> Result<(), Problem> {
    bring_up(state, false).await
}

/// Groups all notes anew, as after a person merged or split themes.
pub(super) async fn regroup_now(state: &AppState) -> Result<(), Problem> {
    bring_up(state, true).await
}

async fn bring_up(state: &AppState, anew: bool) -> Result<(), Problem> {
    let _one = state.themes.working.lock().await;
    let Some(index) = state.finder.opened() else { return Ok(()) };
    let (vectors, acts, known) = {
        let workspace = state.store.read();
        let mut vectors = index.vectors(Kind::Note);
        let counts =
            |id: &uuid::Uuid| workspace.notes.get(*id).is_some_and(|note| note.state != NoteState::Dismissed);
        vectors.retain(|(id, _)| counts(id));
        (vectors, acts(&workspace), anchored(&workspace))
    };
    let notes: Vec<(NoteId, &CompactVector)> =
        vectors.iter().map(|(id, vector)| (NoteId(*id), vector)).collect();
    let before = state.themes.grouping();
    let mut grouping = match &before {
        Some(grouping) => {
            let mut grouping = Grouping::clone(grouping);
            place(&mut grouping, &index, &notes);
            grouping
        }
        None => Grouping {
            themes: Themes::discover(&[], &BTreeMap::new(), &acts, Settings::default(), new_theme),
            passed: 0,
            unsettled: BTreeSet::new(),
            new: notes.len(),
        },
    };
    let anew = notes.len() >= ENOUGH && (anew || grouping.new as f64 > ANEW * grouping.passed as f64);
    let settle = !anew && grouping.passed > 0 && grouping.unsettled.len() >= SETTLE;
    if anew || settle {
        let leads = leads(state).await?;
        blocking(|| regroup(&mut grouping, &notes, &acts, &known, anew));
        if leads {
            keep_in_ledger(state, &grouping, &vectors).await?;
        }
        forget_unknown(&mut grouping, &state.store.read());
    }
    state.themes.keep(grouping);
    Ok(())
}

/// Whether this server keeps the ledger's themes now.
async fn leads(state: &AppState) -> Result<bool, Problem> {
    let now = clock::now();
    Ok(state.store.take_lease(TASK, &state.themes.holder, now, now + LEASE).await?)
}

fn new_theme() -> ThemeId {
    ThemeId(clock::new_id())
}

/// What people did to themes.
fn acts(workspace: &Workspace) -> Acts<NoteId, ThemeId> {
    let mut acts = Acts::default();
    for theme in workspace.themes.iter() {
        acts.merges.extend(theme.merged_into_id.map(|into| (theme.id, into)));
        acts.splits.extend(theme.split_from_id.map(|from| Split {
            from,
            into: theme.id,
            notes: theme.added.iter().copied().collect(),
        }));
        acts.pinned.extend(theme.added.iter().map(|note| (*note, theme.id)));
        acts.barred.extend(theme.removed.iter().map(|note| (*note, theme.id)));
        if theme.dismissed.is_some() {
            acts.dismissed.insert(theme.id);
        }
    }
    acts
}

/// The notes by which the ledger knows themes again.
fn anchored(workspace: &Workspace) -> BTreeMap<NoteId, ThemeId> {
    let themes = workspace.themes.iter();
    themes.flat_map(|theme| theme.anchors.iter().map(|note| (*note, theme.id))).collect()
}

/// Puts notes that came into the theme of their neighbours, and takes out those that went.
fn place(grouping: &mut Grouping, index: &Index, notes: &[(NoteId, &CompactVector)]) {
    let there: BTreeSet<NoteId> = notes.iter().map(|(note, _)| *note).collect();
    let everywhere = |grouping: &Grouping| -> BTreeSet<NoteId> {
        let all: BTreeSet<ThemeId> = grouping.themes.themes().keys().copied().collect();
        grouping.themes.scope(&all).collect()
    };
    let grouped = everywhere(grouping);
    for gone in grouped.difference(&there) {
        grouping.themes.remove(*gone);
        grouping.unsettled.remove(gone);
        grouping.new += 1;
    }
    for (note, vector) in notes.iter().filter(|(note, _)| !grouped.contains(note)) {
        let vector = vector.expand();
        let near = index.nearest(&vector, Kind::Note, Some(note.0), NEIGHBOURS);
        let near: Vec<(NoteId, f32)> = near.into_iter().map(|(id, cosine)| (NoteId(id), cosine)).collect();
        let theme = match grouping.themes.place(&vector, &near) {
            Placement::Joins { theme, .. } => Some(theme),
            Placement::Unplaced { .. } => None,
        };
        grouping.themes.put(*note, theme);
        grouping.unsettled.insert(*note);
        grouping.new += 1;
    }
}

/// Groups everything anew, or settles what placements changed.
fn regroup(
    grouping: &mut Grouping,
    notes: &[(NoteId, &CompactVector)],
    acts: &Acts<NoteId, ThemeId>,
    anchored: &BTreeMap<NoteId, ThemeId>,
    anew: bool,
) {
    if anew {
        let mut known = anchored.clone();
        for (theme, members) in grouping.themes.members() {
            known.extend(members.into_iter().map(|note| (note, theme)));
        }
        grouping.themes = Themes::discover(notes, &known, acts, Settings::default(), new_theme);
        grouping.passed = notes.len();
        grouping.new = 0;
    } else {
        let touched = grouping.unsettled.iter().filter_map(|note| grouping.themes.theme_of(*note)).collect();
        let scope: BTreeSet<NoteId> = grouping.themes.scope(&touched).collect();
        let within: Vec<_> = notes.iter().filter(|(note, _)| scope.contains(note)).copied().collect();
        grouping.themes.settle(&within, acts, Settings::default(), new_theme);
    }
    grouping.unsettled.clear();
}

/// A theme that the ledger does not know is no theme to others: its notes wait for whoever keeps the ledger's.
fn forget_unknown(grouping: &mut Grouping, workspace: &Workspace) {
    for (theme, members) in grouping.themes.members() {
        if workspace.themes.get(theme).is_none() {
            members.into_iter().for_each(|note| grouping.themes.put(note, None));
        }
    }
}

/// Writes themes that were found, and the new anchors of those that moved, as one change set.
async fn keep_in_ledger(
    state: &AppState,
    grouping: &Grouping,
    vectors: &[(uuid::Uuid, CompactVector)],
) -> Result<(), Problem> {
    let themes = grouping.themes.themes();
    let is_new = |id: &ThemeId| state.store.read().themes.row(*id).is_none();
    let labels = match themes.keys().any(is_new) {
        true => label(state, grouping, vectors).await?,
        false => BTreeMap::new(),
    };
    let now = clock::now();
    let edits: Vec<Edit> = {
        let workspace = state.store.read();
        let edit = |(id, theme): (&ThemeId, &outweigh_language::themes::Theme<NoteId>)| {
            let known = workspace.themes.row(*id);
            match known {
                None => Some(Edit::Create(
                    Theme {
                        id: *id,
                        label: labels.get(id).filter(|l| !l.is_empty()).cloned().unwrap_or("unnamed".into()),
                        name: None,
                        anchors: theme.anchors.clone(),
                        added: Vec::new(),
                        removed: Vec::new(),
                        pinned: false,
                        dismissed: None,
                        merged_into_id: None,
                        split_from_id: None,
                        problem_id: None,
                        item_ids: Vec::new(),
                        found_at: now,
                    }
                    .into(),
                )),
                Some(row) if row.deleted => None,
                Some(row) => {
                    let kept = theme.anchors.iter().filter(|note| row.value.anchors.contains(note)).count();
                    let moved = kept < SAME_ANCHORS.min(theme.anchors.len());
                    let patch = Doc::from_iter([("anchors".to_owned(), json!(theme.anchors))]);
                    let entity = EntityRef::new(EntityKind::Theme, *id);
                    moved.then_some(Edit::Patch { entity, expected: Expected::Anything, patch })
                }
            }
        };
        themes.iter().filter_map(edit).collect()
    };
    if edits.is_empty() {
        return Ok(());
    }
    let draft = Draft {
        id: clock::new_id().into(),
        at: now,
        actor: Actor::system("language engine"),
        cause: Cause::Engine,
        reason: "themes found in the notes".into(),
        idempotency_key: None,
        undoes: None,
        edits,
    };
    state.store.write(draft, Caller::System).await?;
    Ok(())
}

/// Words for all themes: what sets one apart depends on the others.
async fn label(
    state: &AppState,
    grouping: &Grouping,
    vectors: &[(uuid::Uuid, CompactVector)],
) -> Result<BTreeMap<ThemeId, String>, Problem> {
    let vectors: BTreeMap<NoteId, &CompactVector> =
        vectors.iter().map(|(id, vector)| (NoteId(*id), vector)).collect();
    let mut near: BTreeMap<ThemeId, Vec<(NoteId, f32)>> = BTreeMap::new();
    for (theme, members) in grouping.themes.members() {
        let centre = &grouping.themes.themes()[&theme].centre;
        let close = members.into_iter().filter_map(|n| Some((n, vectors.get(&n)?.expand().cosine(centre))));
        let mut close: Vec<_> = close.collect();
        close.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        close.truncate(READ_FOR_LABEL);
        near.insert(theme, close);
    }
    let bodies = Bodies::read(&state.store, near.values().flatten().map(|(note, _)| *note)).await?;
    let texts: BTreeMap<NoteId, String> = near
        .values()
        .flatten()
        .filter_map(|(note, _)| {
            let (title, text) = to_texts(bodies.get(*note)?);
            Some((*note, format!("{title}\n{text}")))
        })
        .collect();
    let said = near
        .iter()
        .map(|(theme, notes)| {
            let said = notes.iter().filter_map(|(note, close)| Some((texts.get(note)?.as_str(), *close)));
            (*theme, said.collect())
        })
        .collect();
    Ok(labels(&said, PHRASES).into_iter().map(|(theme, label)| (theme, label.text())).collect())
}
