//! Live updates: server-sent events, one per committed change set.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query as Params, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt};
use outweigh_core::domain::EntityKind;
use outweigh_core::ledger::Position;
use outweigh_store::{Committed, Touched};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::error::RecvError;
use utoipa::{IntoParams, ToSchema};

use crate::caller::{Caller, still_good};
use crate::problem::Problem;
use crate::state::AppState;

/// Entities named in one event; beyond that the reader asks anew.
const NAMED: usize = 200;
/// How far behind a reader may be to be told what it missed; beyond that it reads anew.
const MISSED: i64 = 1_000;

/// Where to begin.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct EventsParams {
    /// The last position seen; `Last-Event-ID` does the same.
    pub after: Option<Position>,
}

/// A committed change set, as an event.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeEvent {
    pub position: Position,
    pub at: jiff::Timestamp,
    pub actor: outweigh_core::ledger::Actor,
    pub cause: outweigh_core::ledger::Cause,
    pub entities: Vec<EntityEvent>,
    /// More entities changed than are named: read anew.
    pub truncated: bool,
}

/// One changed entity.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntityEvent {
    pub kind: EntityKind,
    pub id: uuid::Uuid,
    pub version: u32,
    /// `create`, `update`, `delete` or `restore`.
    pub op: String,
}

/// Follow changes as they happen (server-sent events)
///
/// Events: `hello` with the head of the ledger, `change` with a [`ChangeEvent`], `reset` when too much was
/// missed to be told.
#[utoipa::path(get, path = "/events", tag = "ledger", params(EventsParams),
    responses((status = 200, content_type = "text/event-stream", body = ChangeEvent)))]
pub async fn follow_events(
    State(state): State<AppState>,
    caller: Caller,
    Params(params): Params<EventsParams>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let live = state.store.listen();
    let head = state.store.read().position;
    let last_seen = headers.get("last-event-id").and_then(|v| v.to_str().ok()?.parse().ok());
    let after = last_seen.or(params.after).unwrap_or(head);
    let hello = Event::default().event("hello").data(serde_json::json!({ "position": head }).to_string());
    let mut first = vec![hello];
    if after > head || head.saturating_sub(after) > MISSED {
        first.push(reset(head));
    } else if head > after {
        for (entry, changes) in state.store.changes_between(after, head).await? {
            let touched = changes
                .iter()
                .map(|c| Touched { entity: c.entity, version: c.version, op: c.op.as_str() })
                .collect();
            let missed = Committed {
                position: entry.position,
                at: entry.at,
                actor: entry.actor,
                cause: entry.cause,
                touched,
            };
            first.push(event(&state, &caller, &missed));
        }
    }
    let following = stream::unfold(
        (live, state, caller, headers),
        move |(mut live, state, caller, headers)| async move {
            let event = loop {
                match live.recv().await {
                    Ok(committed) if committed.position <= head => {}
                    // Whoever signed out meanwhile hears no more.
                    Ok(_) if !still_good(&state, &headers).await => return None,
                    Ok(committed) => break event(&state, &caller, &committed),
                    Err(RecvError::Lagged(_)) => break reset(state.store.read().position),
                    Err(RecvError::Closed) => return None,
                }
            };
            Some((event, (live, state, caller, headers)))
        },
    );
    let events = stream::iter(first).chain(following).map(Ok);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

fn reset(head: Position) -> Event {
    Event::default().event("reset").data(serde_json::json!({ "position": head }).to_string())
}

/// The event of a change set, as far as the caller may know of it.
fn event(state: &AppState, caller: &Caller, committed: &Committed) -> Event {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let entities: Vec<EntityEvent> = committed
        .touched
        .iter()
        .filter(|touched| workspace.readable(&access, touched.entity))
        .take(NAMED)
        .map(|t| EntityEvent {
            kind: t.entity.kind,
            id: t.entity.id,
            version: t.version,
            op: t.op.to_owned(),
        })
        .collect();
    let change = ChangeEvent {
        position: committed.position,
        at: committed.at,
        actor: committed.actor.clone(),
        cause: committed.cause,
        truncated: committed.touched.len() > NAMED,
        entities,
    };
    let data = serde_json::to_string(&change).unwrap_or_default();
    Event::default().event("change").id(committed.position.to_string()).data(data)
}
