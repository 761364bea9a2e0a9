//! Notes are erased once they are older than their source keeps them: looked for now and then, by one server.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use outweigh_core::ledger::{Actor, Cause, Draft};
use outweigh_store::Caller;

use super::erase::{note_edits, overdue};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// The name of the lease.
const TASK: &str = "retention";
/// How long a killed server keeps the work from the others.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How often overdue notes are looked for.
const LOOK: Duration = Duration::from_secs(600);
/// Notes erased in one change set.
const BATCH: usize = 1_000;

/// Erases overdue notes until it is aborted.
pub(crate) async fn run(state: AppState) {
    let holder = clock::new_id().to_string();
    loop {
        match round(&state, &holder, clock::now()).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(LOOK).await,
            Err(problem) => {
                tracing::error!("retention: {}", problem.detail);
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// Erases some overdue notes. True when there may be more.
async fn round(state: &AppState, holder: &str, now: Timestamp) -> Result<bool, Problem> {
    if overdue(&state.store.read(), now, 1).is_empty()
        || !state.store.take_lease(TASK, holder, now, now + LEASE).await?
    {
        return Ok(false);
    }
    let notes = overdue(&state.store.read(), now, BATCH);
    let edits = note_edits(&state.store, &notes, now).await?;
    let draft = Draft {
        id: clock::new_id().into(),
        at: now,
        actor: Actor::system("retention"),
        cause: Cause::Erase,
        reason: "older than their source keeps notes".into(),
        idempotency_key: None,
        undoes: None,
        edits,
    };
    state.store.write(draft, Caller::System).await?;
    // Done for now: another server may be the next.
    state.store.take_lease(TASK, holder, now, now).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::Workbench;

    #[tokio::test(flavor = "multi_thread")]
    async fn overdue_notes_are_erased_by_one_server_and_the_others_stay() {
        let bench = Workbench::new().await;
        let token = bench.token("test", outweigh_core::domain::Role::Admin).await;
        let source = json!({ "name": "Calls", "kind": "interview" });
        let (_, source) = bench.call(&token, "POST", "/sources", source).await;
        for (text, at) in [("old words", "2025-01-01T00:00:00Z"), ("young words", "2025-12-20T00:00:00Z")] {
            let note = json!({ "source_id": source["id"], "text": text, "at": at });
            bench.call(&token, "POST", "/notes", note).await;
        }
        let path = format!("/sources/{}", source["id"].as_str().unwrap());
        bench.call(&token, "PATCH", &path, json!({ "retention_days": 30 })).await;
        // A source without a limit keeps everything.
        let note = json!({ "text": "kept words", "at": "2020-01-01T00:00:00Z" });
        bench.call(&token, "POST", "/notes", note).await;

        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        bench.state.store.take_lease(TASK, "another", now, now + LEASE).await.unwrap();
        assert!(!round(&bench.state, "this", now).await.unwrap());
        let later = now + LEASE + SignedDuration::from_secs(1);
        assert!(round(&bench.state, "this", later).await.unwrap());
        assert!(!round(&bench.state, "this", later).await.unwrap());

        let (_, list) = bench.call(&token, "GET", "/notes", serde_json::Value::Null).await;
        let mut shown: Vec<_> =
            list["notes"].as_array().unwrap().iter().map(|n| n["excerpt"].as_str().unwrap()).collect();
        shown.sort_unstable();
        assert_eq!(shown, ["", "kept words", "young words"]);
        let (_, entry) = bench.call(&token, "GET", "/ledger", serde_json::Value::Null).await;
        assert_eq!(
            (&entry["entries"][0]["cause"], &entry["entries"][0]["actor"]["name"]),
            (&json!("erase"), &json!("retention"))
        );
        assert!(bench.state.store.verify().await.unwrap().fault.is_none());
    }
}
