//! What the product adds to the floor: CPU time per call of the same calls on both, at 10,000 items.

use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::http::Method;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bed::{self, Bed, call};
use crate::floor;
use crate::measure::Stopwatch;
use crate::report::Report;

const ITEMS: usize = 10_000;
/// Calls of each kind on each side, in turns of [`TURN`] so that a busy moment of the machine hits both.
const CALLS: usize = 600;
const TURN: usize = 100;
/// Most CPU the product may use, as a multiple of the floor's.
const LIMIT: f64 = 3.0;

/// One side of a comparison.
struct Side<'a> {
    router: &'a Router,
    token: Option<&'a str>,
}

/// One call: method, address, body.
type Call = (Method, String, Option<Value>);

/// One kind of call: its name, how it is asked of the product and of the floor, and what to know of it.
struct Kind {
    name: &'static str,
    ours: Box<dyn Fn(usize) -> Call>,
    floor: Box<dyn Fn(usize) -> Call>,
    note: &'static str,
}

/// Measures every kind of call on both sides.
pub async fn measure(report: &mut Report) -> Result<()> {
    let bed = Bed::with(ITEMS).await?;
    let folder = TempDir::new()?;
    let (floor, floor_ids) = floor::program(&folder.path().join("floor.sqlite"), ITEMS).await?;
    let ids: Vec<String> = bed.store.read().items.iter().map(|item| item.id.to_string()).collect();
    // Someone looks on: the price of live updates belongs to the product's calls.
    let mut live = bed.open("/api/v1/events").await?.into_body().into_data_stream();
    let looking = tokio::spawn(async move { while live.next().await.is_some() {} });

    for kind in kinds(ids, floor_ids) {
        let ours = Side { router: &bed.router, token: Some(&bed.token) };
        let floor = Side { router: &floor, token: None };
        // Connections opened, statements prepared and caches filled on both sides.
        turn(&ours, &kind.ours, 0).await?;
        turn(&floor, &kind.floor, 0).await?;
        let (mut spent, mut least) = (Duration::ZERO, Duration::ZERO);
        for at in 1..=CALLS / TURN {
            spent += turn(&ours, &kind.ours, at * TURN).await?;
            least += turn(&floor, &kind.floor, at * TURN).await?;
        }
        let micros = |total: Duration| total.as_secs_f64() * 1e6 / CALLS as f64;
        let note = format!("{:.0} us of {:.0} us CPU a call{}", micros(spent), micros(least), kind.note);
        let ratio = spent.as_secs_f64() / least.as_secs_f64();
        report.check(&format!("floor: {}", kind.name), ratio, "x", LIMIT, note);
    }
    looking.abort();
    Ok(())
}

async fn turn(side: &Side<'_>, kind: &dyn Fn(usize) -> Call, from: usize) -> Result<Duration> {
    let calls: Vec<Call> = (from..from + TURN).map(kind).collect();
    let watch = Stopwatch::start();
    for (method, uri, body) in calls {
        call(side.router, side.token, method, &uri, body.as_ref()).await?;
    }
    Ok(watch.read().cpu)
}

/// Filters and words differ from call to call: the product keeps answers, and a kept one costs next to nothing.
fn kinds(ids: Vec<String>, floor_ids: Vec<String>) -> Vec<Kind> {
    let title = |number: usize| Some(json!({ "title": bed::title(1_000_000 + number) }));
    let get = |uri: String| (Method::GET, uri, None);
    vec![
        Kind {
            name: "list 50 by rank",
            ours: Box::new(move |_| get("/api/v1/items?limit=50".into())),
            floor: Box::new(move |_| get("/items".into())),
            note: "",
        },
        Kind {
            name: "filter",
            ours: Box::new(move |n| {
                let (lane, due) = (bed::lane(n), bed::due(n));
                get(format!("/api/v1/items?limit=50&filter=lane%20is%20{lane}%20and%20due%20%3C%20{due}"))
            }),
            floor: Box::new(move |n| {
                get(format!("/items?lane={}&due_before={}", bed::lane(n).as_str(), bed::due(n)))
            }),
            note: ", a new filter each; ours counts them all",
        },
        Kind {
            name: "text search",
            ours: Box::new(move |n| get(format!("/api/v1/items?limit=50&q=card%20{n}"))),
            floor: Box::new(move |n| get(format!("/items?words=card%20{n}"))),
            note: ", new words each",
        },
        Kind {
            name: "create",
            ours: Box::new(move |n| (Method::POST, "/api/v1/items".into(), title(n))),
            floor: Box::new(move |n| (Method::POST, "/items".into(), title(n))),
            note: ", with ledger and live update",
        },
        Kind {
            name: "update",
            ours: Box::new(move |n| {
                (Method::PATCH, format!("/api/v1/items/{}", ids[bed::scatter(n, 30) % ids.len()]), title(n))
            }),
            floor: Box::new(move |n| {
                let id = &floor_ids[bed::scatter(n, 30) % floor_ids.len()];
                (Method::PATCH, format!("/items/{id}"), title(n))
            }),
            note: ", with ledger and live update",
        },
    ]
}
