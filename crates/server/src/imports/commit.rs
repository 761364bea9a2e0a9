//! Taking an upload in, in the background, with progress.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt};
use outweigh_core::ledger::{Cause, Draft, Position};
use outweigh_core::workspace::Refusal;
use outweigh_store::{Progress, StoreError};
use serde::Serialize;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use utoipa::ToSchema;
use uuid::Uuid;

use super::inspect::blocking;
use super::reading::{ImportOutcome, planned};
use super::uploads::Upload;
use crate::caller::Caller;
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// How often the plan is made anew when someone changes the same items meanwhile.
const TRIES: usize = 3;

/// How far an import is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ImportState {
    /// Not begun.
    Waiting,
    /// `reading`, `comparing` or `writing`.
    Progress { phase: String, done: u64, total: u64 },
    /// Taken in; undo it by its position, which is absent when nothing changed.
    Done {
        report: ImportOutcome,
        #[serde(skip_serializing_if = "Option::is_none")]
        position: Option<Position>,
    },
    /// Nothing was changed.
    Failed { problem: Problem },
}

/// An import under way.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportStarted {
    pub id: Uuid,
}

/// Take an upload in as one change set; follow it at `/imports/{id}/events`
#[utoipa::path(post, path = "/imports/{id}/commit", tag = "imports", params(("id" = String, Path,)),
    responses((status = 202, body = ImportStarted), (status = 409, body = Problem)))]
pub async fn commit_import(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<ImportStarted>), Problem> {
    let upload = state.uploads.get(id, caller.person_id)?;
    let begun = upload.state.send_if_modified(|now| {
        let free = !matches!(now, ImportState::Progress { .. });
        if free {
            *now = progress("reading", 0, 0);
        }
        free
    });
    if !begun {
        return Err(Problem::new(StatusCode::CONFLICT, "under_way", "this import is under way already"));
    }
    tokio::spawn(async move {
        let outcome = commit(&state, &caller, &upload).await;
        if let Ok((ImportOutcome::Notes(_), _)) = &outcome {
            // What people said is in the vault now, and must not outlast it here.
            upload.empty().await;
        }
        upload.state.send_replace(match outcome {
            Ok((report, position)) => ImportState::Done { report, position },
            Err(problem) => ImportState::Failed { problem },
        });
    });
    Ok((StatusCode::ACCEPTED, Json(ImportStarted { id })))
}

fn progress(phase: &str, done: u64, total: u64) -> ImportState {
    ImportState::Progress { phase: phase.into(), done, total }
}

async fn commit(
    state: &AppState,
    caller: &Caller,
    upload: &Arc<Upload>,
) -> Result<(ImportOutcome, Option<Position>), Problem> {
    let bytes = upload.content().await?;
    let choices = upload.choices().clone();
    let (reading, told) = (choices.reading.clone(), Arc::clone(upload));
    let content = blocking(move || {
        reading.read(&told.file_name, &bytes, &mut |done, total| {
            told.state.send_replace(progress("reading", done as u64, total as u64));
        })
    })
    .await??;
    for _ in 0..TRIES {
        upload.state.send_replace(progress("comparing", 0, content.len() as u64));
        let plan = planned(state, caller, &upload.file_name, &choices, &content).await?;
        if plan.edits.is_empty() {
            return Ok((plan.outcome, None));
        }
        let draft = Draft {
            id: clock::new_id().into(),
            at: clock::now(),
            actor: caller.actor.clone(),
            cause: Cause::Import,
            reason: format!("import of {}", upload.file_name),
            idempotency_key: None,
            undoes: None,
            edits: plan.edits,
        };
        let (sender, written) = watch::channel(Progress::default());
        let telling = tokio::spawn(tell(Arc::clone(upload), written));
        let result = state.store.write_with_progress(draft, caller.for_store(), sender).await;
        telling.abort();
        match result {
            Ok(receipt) => return Ok((plan.outcome, receipt.position)),
            // Someone changed the same things meanwhile: look again.
            Err(StoreError::Refused(Refusal::Conflict { .. })) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        "conflict",
        "what the file is about is being changed by others again and again",
    )
    .hint("nothing was imported; try again in a moment"))
}

async fn tell(upload: Arc<Upload>, mut written: watch::Receiver<Progress>) {
    while written.changed().await.is_ok() {
        let Progress { done, total } = *written.borrow();
        upload.state.send_replace(progress("writing", done, total));
    }
}

/// Follow an import (server-sent events)
///
/// Events: `progress`, `done` and `failed`, each with an [`ImportState`].
#[utoipa::path(get, path = "/imports/{id}/events", tag = "imports", params(("id" = String, Path,)),
    responses((status = 200, content_type = "text/event-stream", body = ImportState)))]
pub async fn follow_import(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let upload = state.uploads.get(id, caller.person_id)?;
    // The last event closes the stream.
    let states = stream::unfold(Some(WatchStream::new(upload.state.subscribe())), |states| async {
        let mut states = states?;
        let now = states.next().await?;
        let ended = matches!(now, ImportState::Done { .. } | ImportState::Failed { .. });
        Some((now, (!ended).then_some(states)))
    });
    let events = states.map(|now| {
        let name = match now {
            ImportState::Waiting | ImportState::Progress { .. } => "progress",
            ImportState::Done { .. } => "done",
            ImportState::Failed { .. } => "failed",
        };
        Ok(Event::default().event(name).data(serde_json::to_string(&now).unwrap_or_default()))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}
