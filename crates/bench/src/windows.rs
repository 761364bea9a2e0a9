//! A window of 50 items of 100,000, asked for by 16 clients at once.

use std::time::{Duration, Instant};

use anyhow::Result;
use axum::http::Method;
use futures_util::future::try_join_all;
use serde_json::json;

use crate::bed::{self, Bed, LARGE};
use crate::measure::{Stopwatch, milliseconds, quantile};
use crate::report::Report;

const CLIENTS: usize = 16;
const CALLS: usize = 300;
/// Milliseconds.
const LIMIT: f64 = 10.0;

/// Measures windows of the whole list, of filtered ones, and while someone edits.
pub async fn measure(report: &mut Report, bed: &Bed) -> Result<()> {
    let anywhere = |n: usize| format!("/api/v1/items?limit=50&offset={}", bed::scatter(n, 40) % (LARGE - 50));
    clients(report, bed, "50 ranked of 100,000", Some(LIMIT), anywhere).await?;

    // A few people scroll in a few filtered lists: their order is kept until something changes.
    let scrolling = |n: usize| {
        let lane = bed::lane(n % 8);
        format!("/api/v1/items?limit=50&offset={}&filter=lane%20is%20{lane}", bed::scatter(n, 41) % 20_000)
    };
    clients(report, bed, "50 of a filtered list", Some(LIMIT), scrolling).await?;

    let new = |n: usize| {
        let (lane, due) = (bed::lane(n), bed::due(n));
        format!("/api/v1/items?limit=50&filter=lane%20is%20{lane}%20and%20due%20%3C%20{due}")
    };
    clients(report, bed, "50 of a list filtered anew each time", None, new).await?;

    let ids: Vec<String> = bed.store.read().items.iter().take(500).map(|item| item.id.to_string()).collect();
    let editing = async {
        for n in 0.. {
            let uri = format!("/api/v1/items/{}", ids[n % ids.len()]);
            bed.call(Method::PATCH, &uri, Some(&json!({ "title": bed::title(2_000_000 + n) }))).await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        anyhow::Ok(())
    };
    tokio::select! {
        ended = editing => ended,
        ended = clients(report, bed, "50 ranked while 10 edits a second come in", None, anywhere) => ended,
    }
}

async fn clients(
    report: &mut Report,
    bed: &Bed,
    name: &str,
    target: Option<f64>,
    uri: impl Fn(usize) -> String + Copy,
) -> Result<()> {
    bed.call(Method::GET, &uri(0), None).await?;
    let watch = Stopwatch::start();
    let tasks = (0..CLIENTS).map(|client| {
        let router = bed.router.clone();
        let token = bed.token.clone();
        let uris: Vec<_> = (0..CALLS).map(|n| uri(client * CALLS + n)).collect();
        let asking = tokio::spawn(async move {
            let mut took = Vec::with_capacity(CALLS);
            for uri in uris {
                let start = Instant::now();
                // What arrives waits for what arrived before it; a call that never waits would go first.
                tokio::task::yield_now().await;
                bed::call(&router, Some(&token), Method::GET, &uri, None).await?;
                took.push(start.elapsed());
            }
            anyhow::Ok(took)
        });
        async move { asking.await? }
    });
    let mut took = try_join_all(tasks).await?.concat();
    let cost = watch.read();
    let note = format!(
        "p99 of {} calls by {CLIENTS} clients without pause; p50 {:.2} ms; {:.0} us CPU a call",
        took.len(),
        milliseconds(quantile(&mut took, 0.5)),
        cost.cpu.as_secs_f64() * 1e6 / took.len() as f64
    );
    let p99 = milliseconds(quantile(&mut took, 0.99));
    let name = format!("window: {name}");
    match target {
        Some(target) => report.check(&name, p99, "ms", target, note),
        None => report.tell(&name, p99, "ms", note),
    }
    Ok(())
}
