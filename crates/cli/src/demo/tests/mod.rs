//! The demo on a real database: it is complete, legal, the same every time, and looks like a backlog.

mod content;
mod ranking;
mod replay;
mod today;
mod words;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use outweigh_store::{Address, Store};
use tempfile::TempDir;

use super::{DemoPerson, fill};

/// The day the demo is made in these tests: no leap day or month end nearby hides a mistake.
const TODAY: Date = date(2026, 3, 18);

/// A moment of [`TODAY`].
fn now() -> Timestamp {
    "2026-03-18T10:00:00Z".parse().unwrap()
}

/// A store filled with the demo, gone with the folder.
async fn filled() -> (TempDir, Store, DemoPerson) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Address::Sqlite(folder.path().join("demo.sqlite")), now()).await.unwrap();
    let person = fill(&store, TODAY, &mut |_, _| {}).await.unwrap();
    (folder, store, person)
}
