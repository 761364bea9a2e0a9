//! One field edit until it is durable, in the ledger and seen by a live reader; and many writers at once.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use axum::http::Method;
use futures_util::future::try_join_all;
use futures_util::{Stream, StreamExt};
use serde_json::json;

use crate::bed::{self, Bed};
use crate::measure::{Stopwatch, milliseconds, quantile};
use crate::report::Report;

const EDITS: usize = 300;
const WRITERS: usize = 64;
const EDITS_PER_WRITER: usize = 10;

/// Measures edits one after the other and of many writers at once, at 100,000 items.
pub async fn measure(report: &mut Report, bed: &Bed) -> Result<()> {
    let ids: Vec<String> =
        bed.store.read().items.iter().take(2_000).map(|item| item.id.to_string()).collect();
    one_after_the_other(report, bed, &ids).await?;
    at_once(report, bed, &ids).await
}

async fn one_after_the_other(report: &mut Report, bed: &Bed, ids: &[String]) -> Result<()> {
    let mut live = bed.open("/api/v1/events").await?.into_body().into_data_stream();
    let mut seen = String::new();
    wait_for(&mut live, &mut seen, "event: hello").await?;
    let mut took = Vec::with_capacity(EDITS);
    let mut durable = Vec::with_capacity(EDITS);
    let watch = Stopwatch::start();
    for n in 0..EDITS {
        let id = &ids[bed::scatter(n, 50) % ids.len()];
        let title = json!({ "title": bed::title(3_000_000 + n) });
        let start = Instant::now();
        bed.call(Method::PATCH, &format!("/api/v1/items/{id}"), Some(&title)).await?;
        durable.push(start.elapsed());
        wait_for(&mut live, &mut seen, &format!("\"{id}\"")).await?;
        took.push(start.elapsed());
    }
    let cost = watch.read();
    let note = format!(
        "p99 of {EDITS}; p50 {:.2} ms, answered after {:.2} ms (p50); {:.0} us CPU an edit",
        milliseconds(quantile(&mut took, 0.5)),
        milliseconds(quantile(&mut durable, 0.5)),
        cost.cpu.as_secs_f64() * 1e6 / EDITS as f64
    );
    let p99 = milliseconds(quantile(&mut took, 0.99));
    report.check("edit: durable and seen live", p99, "ms", 25.0, note);
    Ok(())
}

/// Reads the event stream until a text comes by.
async fn wait_for<E: std::error::Error + Send + Sync + 'static>(
    live: &mut (impl Stream<Item = Result<axum::body::Bytes, E>> + Unpin),
    seen: &mut String,
    text: &str,
) -> Result<()> {
    loop {
        if let Some(at) = seen.find(text) {
            seen.drain(..at + text.len());
            return Ok(());
        }
        let next = tokio::time::timeout(Duration::from_secs(10), live.next()).await;
        let bytes = next.context("no live update in ten seconds")?.context("the live updates ended")??;
        seen.push_str(&String::from_utf8_lossy(&bytes));
    }
}

async fn at_once(report: &mut Report, bed: &Bed, ids: &[String]) -> Result<()> {
    let watch = Stopwatch::start();
    let tasks = (0..WRITERS).map(|writer| {
        let router = bed.router.clone();
        let token = bed.token.clone();
        let ids: Vec<_> = (0..EDITS_PER_WRITER).map(|n| ids[writer * EDITS_PER_WRITER + n].clone()).collect();
        let writing = tokio::spawn(async move {
            for (n, id) in ids.iter().enumerate() {
                let title = json!({ "title": bed::title(4_000_000 + writer * EDITS_PER_WRITER + n) });
                let uri = format!("/api/v1/items/{id}");
                bed::call(&router, Some(&token), Method::PATCH, &uri, Some(&title)).await?;
            }
            anyhow::Ok(())
        });
        async move { writing.await? }
    });
    try_join_all(tasks).await?;
    let cost = watch.read();
    let edits = (WRITERS * EDITS_PER_WRITER) as f64;
    let note = format!(
        "edits a second by {WRITERS} writers, each durable; {:.0} us CPU an edit",
        cost.cpu.as_secs_f64() * 1e6 / edits
    );
    report.tell("edit: group commit", edits / cost.wall.as_secs_f64(), "/s", note);
    Ok(())
}
