//! The store: what is open, what it tells, who may call.

use std::sync::{Arc, RwLock, RwLockReadGuard};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use outweigh_core::domain::{EntityRef, Role};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::{Actor, Cause, Position};
use outweigh_core::workspace::{Access, Workspace};
use tokio::sync::{broadcast, mpsc};

use crate::database::{Address, Database, DatabaseKind};
use crate::fresh::Fresh;
use crate::writer::{self, Request};
use crate::{ApiToken, StoreError, as_of::AsOf, load};

/// How many committed change sets a slow listener may lag behind before it must catch up by itself.
const LISTENER_LAG: usize = 1_024;
/// Connections to the database: one writes, one may listen, the others read.
const CONNECTIONS: u32 = 8;
/// Requests that may wait for the writing task.
const QUEUE: usize = 4_096;

/// An open workspace: memory for reading, one task for writing, the database below.
#[derive(Clone)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
    pub(crate) requests: mpsc::Sender<Request>,
}

pub(crate) struct Shared {
    pub(crate) database: Database,
    pub(crate) workspace: RwLock<Workspace>,
    pub(crate) committed: broadcast::Sender<Arc<Committed>>,
    pub(crate) as_of: tokio::sync::Mutex<AsOf>,
    pub(crate) sessions: Fresh<(PersonId, Timestamp)>,
    pub(crate) tokens: Fresh<ApiToken>,
}

/// Who asks: decides the rights, judged when the change set is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// The program itself.
    System,
    /// A person, with at most the rights of `ceiling` (a token's scope).
    Person { id: PersonId, ceiling: Role },
}

impl Caller {
    /// The rights of the caller in a workspace.
    pub fn access(&self, workspace: &Workspace) -> Access {
        match self {
            Self::System => Access::system(),
            Self::Person { id, ceiling } => Access::of(workspace, *id, *ceiling),
        }
    }
}

/// A change set that has become durable, for live readers.
#[derive(Debug, Clone)]
pub struct Committed {
    pub position: Position,
    pub at: Timestamp,
    pub actor: Actor,
    pub cause: Cause,
    pub touched: Vec<Touched>,
}

/// One entity of a committed change set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub entity: EntityRef,
    pub version: u32,
    /// `create`, `update`, `delete` or `restore`.
    pub op: &'static str,
}

impl Store {
    /// Opens the workspace at `address`, making it when missing, as of the day of `now`.
    ///
    /// # Errors
    /// The database cannot be opened, or what it holds is damaged.
    pub async fn open(address: &Address, now: Timestamp) -> Result<Self, StoreError> {
        Self::start(Database::open(address, CONNECTIONS).await?, now).await
    }

    pub(crate) async fn start(database: Database, now: Timestamp) -> Result<Self, StoreError> {
        let workspace = load::workspace(&database, day(now)).await?;
        let (committed, _) = broadcast::channel(LISTENER_LAG);
        let shared = Arc::new(Shared {
            database,
            workspace: RwLock::new(workspace),
            committed,
            as_of: tokio::sync::Mutex::default(),
            sessions: Fresh::default(),
            tokens: Fresh::default(),
        });
        let (requests, queue) = mpsc::channel(QUEUE);
        tokio::spawn(writer::run(Arc::clone(&shared), queue));
        Ok(Self { shared, requests })
    }

    /// The workspace as it stands. Hold it briefly: writing waits for it.
    pub fn read(&self) -> RwLockReadGuard<'_, Workspace> {
        self.shared.read()
    }

    /// Every change set committed from now on, this server's and others'.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Committed>> {
        self.shared.committed.subscribe()
    }

    /// Makes it the day of `now`: overrides expire by it.
    pub fn set_now(&self, now: Timestamp) {
        let today = day(now);
        if self.read().today != today {
            self.shared.write().set_today(today);
        }
    }

    /// Which database it is.
    pub fn database_kind(&self) -> DatabaseKind {
        self.shared.database.kind()
    }

    /// Takes in what other servers wrote.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let (answer, done) = tokio::sync::oneshot::channel();
        self.requests.send(Request::CatchUp(answer)).await.map_err(|_| StoreError::Closed)?;
        done.await.map_err(|_| StoreError::Closed)?
    }

    /// Waits for what is being written and closes the database.
    pub async fn close(self) {
        let database = self.shared.database.clone();
        let (answer, done) = tokio::sync::oneshot::channel();
        // The writing task is gone already when another clone was closed before.
        if self.requests.send(Request::Close(answer)).await.is_ok() {
            let _ = done.await;
        }
        database.close().await;
    }
}

impl Shared {
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Workspace> {
        self.workspace.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> std::sync::RwLockWriteGuard<'_, Workspace> {
        self.workspace.write().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Entities from which on work on them takes a while; less is done before another thread could take over.
const MANY: usize = 100;

/// Runs work on so many entities, letting other tasks go on meanwhile where it takes a while and the runtime
/// has threads for them.
pub(crate) fn blocking<T>(entities: usize, work: impl FnOnce() -> T) -> T {
    match tokio::runtime::Handle::current().runtime_flavor() {
        tokio::runtime::RuntimeFlavor::MultiThread if entities >= MANY => tokio::task::block_in_place(work),
        _ => work(),
    }
}

/// The day a moment falls on, in UTC: the same on every server.
pub(crate) fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use outweigh_core::domain::Product;
    use outweigh_core::ids::{ChangeSetId, ProductId};
    use outweigh_core::ledger::{Draft, Edit};
    use uuid::Uuid;

    use super::*;
    use crate::database::sqlite_options;

    fn draft(number: u128, description: String) -> Draft {
        let product = Product {
            id: ProductId(Uuid::from_u128(number)),
            key: format!("P{number}"),
            name: "Payments".into(),
            description,
        };
        Draft {
            id: ChangeSetId(Uuid::from_u128(number)),
            at: Timestamp::UNIX_EPOCH,
            actor: Actor::system("test"),
            cause: Cause::Api,
            reason: String::new(),
            idempotency_key: None,
            undoes: None,
            edits: vec![Edit::Create(product.into())],
        }
    }

    /// A file that may not grow stands for a disk that is full: SQLite reports both the same way.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_full_disk_is_told_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let options = sqlite_options(&folder.path().join("outweigh.sqlite")).pragma("max_page_count", "100");
        let database = Database::open_sqlite(options, 4).await.unwrap();
        let store = Store::start(database, Timestamp::UNIX_EPOCH).await.unwrap();
        store.write(draft(1, "small".into()), Caller::System).await.unwrap();

        // 200 kB do not fit into 100 pages of 4 kB twice.
        let large = || "x".repeat(200_000);
        for number in 2..5 {
            let error = store.write(draft(number, large()), Caller::System).await.unwrap_err();
            assert!(matches!(error, StoreError::DiskFull), "{error}");
        }
        assert_eq!((store.read().position, store.read().products.len()), (1, 1));
        // What still fits is written.
        let receipt = store.write(draft(9, "small".into()), Caller::System).await.unwrap();
        assert_eq!(receipt.position, Some(2));
        assert_eq!(store.verify().await.unwrap().fault, None);
        store.close().await;

        let room =
            Database::open_sqlite(sqlite_options(&folder.path().join("outweigh.sqlite")), 4).await.unwrap();
        let store = Store::start(room, Timestamp::UNIX_EPOCH).await.unwrap();
        assert_eq!(store.read().products.len(), 2);
        store.write(draft(2, large()), Caller::System).await.unwrap();
        assert_eq!(store.verify().await.unwrap().fault, None);
    }
}
