//! Opening the workspace a command works on, and writing to it as the command line.

use std::path::PathBuf;

use anyhow::{Context, Result};
use outweigh_core::domain::{Item, RubricState};
use outweigh_core::ledger::{Actor, Cause, Draft, Edit};
use outweigh_core::score::preset;
use outweigh_core::workspace::{Access, Staged, Workspace};
use outweigh_server::clock;
use outweigh_store::{Address, Caller, Receipt, Store, StoreError};

/// Where the workspace is when nobody says.
pub const DEFAULT_FILE: &str = "outweigh.sqlite";

/// The address a command works on.
pub fn address(given: Option<&str>) -> Result<Address> {
    Ok(given.unwrap_or(DEFAULT_FILE).parse()?)
}

/// Opens a workspace that must be there: a command that reads makes none.
pub async fn open(given: Option<&str>) -> Result<Store> {
    let address = address(given)?;
    if let Address::Sqlite(path) = &address
        && !path.exists()
    {
        anyhow::bail!(
            "there is no workspace at {}\nhint: start one with `outweigh serve`, look at one with `outweigh demo`, \
             or say where it is with --database",
            path.display()
        );
    }
    open_or_make(&address).await
}

/// Opens a workspace, making it when missing.
pub async fn open_or_make(address: &Address) -> Result<Store> {
    Store::open(address, clock::now()).await.context("failed to open the workspace")
}

/// The folder beside the database for uploads; the system's temporary folder for PostgreSQL.
pub fn data_folder(address: &Address) -> PathBuf {
    match address {
        Address::Sqlite(path) => match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        },
        Address::Postgres(_) => std::env::temp_dir().join("outweigh"),
    }
}

/// A change set by the command line: whoever can open the database may do everything.
pub fn draft(cause: Cause, reason: &str, edits: Vec<Edit>) -> Draft {
    Draft {
        id: clock::new_id().into(),
        at: clock::now(),
        actor: Actor::system("command line"),
        cause,
        reason: reason.to_owned(),
        idempotency_key: None,
        undoes: None,
        edits,
    }
}

/// Writes edits as one change set.
pub async fn write(store: &Store, reason: &str, edits: Vec<Edit>) -> Result<Receipt> {
    let receipt = store.write(draft(Cause::Cli, reason, edits), Caller::System).await;
    receipt.map_err(|error| in_words(store, error))
}

/// An error with items named by their keys.
pub fn in_words(store: &Store, error: StoreError) -> anyhow::Error {
    match error {
        StoreError::Refused(refusal) => anyhow::anyhow!(refusal.in_words(&store.read())),
        other => other.into(),
    }
}

/// The rubric that is active from the start.
pub fn starting_rubric(key: &str) -> Result<Edit> {
    let mut rubric = preset(key, clock::new_id().into()).with_context(|| {
        let known: Vec<_> = outweigh_core::score::PRESETS.iter().map(|p| p.key).collect();
        format!("there is no preset \"{key}\"; there are {}", known.join(", "))
    })?;
    rubric.state = RubricState::Active;
    Ok(Edit::Create(rubric.into()))
}

/// A workspace in memory alone, holding what `edits` make.
pub fn in_memory(edits: impl FnOnce(&Workspace) -> Vec<Edit>, rubric: &str) -> Result<Workspace> {
    let now = clock::now();
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut workspace = Workspace::empty(today);
    let mut all = vec![starting_rubric(rubric)?];
    all.extend(edits(&workspace));
    let draft = draft(Cause::Import, "", all);
    let mut staged = Staged::new(&workspace, [0; 32]);
    staged.stage(&draft, &Access::system())?;
    let outcome = staged.finish();
    workspace.apply(outcome, 1);
    Ok(workspace)
}

/// The item with this id or key.
pub fn find<'a>(workspace: &'a Workspace, text: &str) -> Result<&'a Item> {
    let by_id = text.parse::<outweigh_core::ids::ItemId>().ok().and_then(|id| workspace.items.get(id));
    by_id.or_else(|| workspace.item_by_key(text)).with_context(|| format!("there is no item \"{text}\""))
}
