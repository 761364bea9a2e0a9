//! Importing 19,844 issues with their links and the ledger, again, and taking it back.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use outweigh_core::ledger::Actor;
use outweigh_evaluate::backlogs::Source;
use outweigh_server::clock;
use outweigh_store::{Address, Caller, Store, Undo};
use tempfile::TempDir;

use crate::measure::{Cost, Stopwatch, timed};
use crate::report::Report;
use crate::{bed, import_floor, source};

/// Seconds.
const LIMIT: f64 = 5.0;
/// Most an import may cost, as a multiple of a bare batched insert.
const FLOOR_LIMIT: f64 = 4.0;

/// Measures the import, its parts, the same import again, its undo, and the floors.
pub async fn measure(report: &mut Report, data: &Path) -> Result<()> {
    let source = source::jira(data);
    let folder = TempDir::new()?;
    let file = folder.path().join("import.sqlite");
    let store = Store::open(&Address::Sqlite(file.clone()), clock::now()).await?;
    store.write(bed::draft(vec![bed::rubric()?]), Caller::System).await?;

    let whole = Stopwatch::start();
    let (read_in, reading) = timed(|| source.read());
    let read_in = read_in?;
    let (first, planning) = timed(|| source::plan(&read_in, &store.read()));
    let (items, dependencies, edits) = (first.report.creates, first.report.dependencies, first.edits.len());
    let watch = Stopwatch::start();
    let receipt = store.write(bed::draft(first.edits), Caller::System).await?;
    let writing = watch.read();
    let import = whole.read();
    let position = receipt.position.context("the import changed something")?;

    let cpu = |cost: Cost| format!("{:.2} s CPU", cost.cpu.as_secs_f64());
    let note = format!(
        "{}: {items} items, {dependencies} dependencies, {edits} entities in all; {}: {} to read, {} to plan, {} to write",
        source.name,
        cpu(import),
        cpu(reading),
        cpu(planning),
        cpu(writing)
    );
    report.check("import: issues, links, ledger", import.wall.as_secs_f64(), "s", LIMIT, note);

    let (again, cost) = timed(|| source.read().map(|read| source::plan(&read, &store.read())));
    let again = again?;
    ensure!(again.edits.is_empty(), "a second import changes {} things", again.edits.len());
    report.check(
        "import: the same again",
        cost.wall.as_secs_f64(),
        "s",
        LIMIT,
        format!("changes nothing; {}", cpu(cost)),
    );

    floors(report, &source, &file, folder.path(), import).await?;

    let undo = Undo {
        position,
        id: clock::new_id().into(),
        at: clock::now(),
        actor: Actor::system("bench"),
        reason: String::new(),
        force: false,
    };
    let watch = Stopwatch::start();
    store.undo(undo, Caller::System).await?;
    let cost = watch.read();
    ensure!(store.read().items.is_empty(), "the undo left items");
    report.check(
        "import: undo",
        cost.wall.as_secs_f64(),
        "s",
        LIMIT,
        format!("{edits} entities; {}", cpu(cost)),
    );
    store.close().await;
    Ok(())
}

async fn floors(
    report: &mut Report,
    source: &Source,
    file: &Path,
    folder: &Path,
    import: Cost,
) -> Result<()> {
    let spent = import.cpu.as_secs_f64();
    let (rows, cost) = import_floor::same_rows(file, &folder.join("same.sqlite")).await?;
    let least = cost.cpu.as_secs_f64();
    let note = format!(
        "{least:.2} s CPU for the {rows} rows the import writes, ledger included, in the same tables"
    );
    report.check("import: to a bare insert of what it writes", spent / least, "x", FLOOR_LIMIT, note);
    let (rows, cost) = import_floor::bare_rows(source, &folder.join("bare.sqlite")).await?;
    let least = cost.cpu.as_secs_f64();
    let note = format!("{least:.2} s CPU for the {rows} issue and link rows alone, no ledger, no document");
    report.tell("import: to a bare insert of issues and links", spent / least, "x", note);
    Ok(())
}
