//! The two databases, and the few things in which they differ.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, PgPool, SqlitePool};

use crate::StoreError;

/// How often, and after what pauses, opening a file that is busy is tried again: five seconds in all.
const OPENING_TRIES: u32 = 100;
const OPENING_PAUSE: Duration = Duration::from_millis(50);

/// Where the data is. Shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// One file, made when missing, and its folder too.
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(url) => f.write_str(&redacted(url)),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

/// Which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    Sqlite,
    Postgres,
}

impl FromStr for Address {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let file = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if file.is_empty() || file.contains("://") {
            let problem = "use a file name or postgres://user@host/database".to_owned();
            return Err(StoreError::Address { address: redacted(text), problem });
        }
        Ok(Self::Sqlite(file.into()))
    }
}

/// How long a PostgreSQL may take to answer when it is opened.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Rows an SQLite thread may read ahead of us: fewer would have the two wait for each other all the time.
const ROWS_AHEAD: usize = 500;

/// How long a connection that is not needed keeps its memory.
const IDLE: Duration = Duration::from_secs(60);

/// Where servers on one PostgreSQL tell each other of the ledger's growth.
pub(crate) const LEDGER_CHANNEL: &str = "outweigh_ledger";

/// A pool on one of the two.
#[derive(Debug, Clone)]
pub(crate) enum Database {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Runs the same code on whichever database it is: `$pool` is the typed pool.
macro_rules! on {
    ($database:expr, $pool:ident => $body:expr) => {
        match $database {
            $crate::database::Database::Sqlite($pool) => $body,
            $crate::database::Database::Postgres($pool) => $body,
        }
    };
}
pub(crate) use on;

/// Runs code that writes within a transaction; what it does not commit is rolled back.
///
/// A connection on which it failed is not used again: on a full disk SQLite ends the transaction by
/// itself, and the driver would still count it as open.
macro_rules! transact {
    ($pool:expr, $begin:expr, $transaction:ident => $body:expr) => {{
        let mut connection = $pool.acquire().await?;
        let result = async {
            let mut $transaction = sqlx::Connection::begin_with(&mut *connection, $begin).await?;
            Ok::<_, $crate::StoreError>($body)
        }
        .await;
        if result.is_err() {
            connection.close_on_drop();
        }
        result?
    }};
}
pub(crate) use transact;

impl Database {
    /// Opens and brings the tables up to date.
    pub(crate) async fn open(address: &Address, connections: u32) -> Result<Self, StoreError> {
        let opened = match address {
            Address::Sqlite(path) => {
                make_folder(path).await.map_err(|error| StoreError::Unopened {
                    address: address.to_string(),
                    problem: format!("its folder cannot be made: {error}"),
                })?;
                Self::open_sqlite(sqlite_options(path), connections).await
            }
            Address::Postgres(url) => {
                let options = PgConnectOptions::from_str(url).map_err(|error| StoreError::Address {
                    address: address.to_string(),
                    problem: error.to_string(),
                })?;
                Self::open_postgres(options, connections).await
            }
        };
        opened.map_err(|error| match error {
            StoreError::Database(error) => {
                let said = error.as_database_error().map(|e| e.message().to_owned());
                let problem = said.unwrap_or_else(|| error.to_string());
                StoreError::Unopened { address: address.to_string(), problem }
            }
            StoreError::Damaged(problem) => StoreError::Unopened { address: address.to_string(), problem },
            other => other,
        })
    }

    pub(crate) async fn open_sqlite(
        options: SqliteConnectOptions,
        connections: u32,
    ) -> Result<Self, StoreError> {
        // Turning write-ahead logging on does not wait for a program that opens the same new file just
        // now: SQLite says at once that it is busy.
        let mut tries = OPENING_TRIES;
        loop {
            match Self::try_open_sqlite(options.clone(), connections).await {
                Err(StoreError::Busy) if tries > 0 => tries -= 1,
                opened => return opened,
            }
            tokio::time::sleep(OPENING_PAUSE).await;
        }
    }

    async fn try_open_sqlite(options: SqliteConnectOptions, connections: u32) -> Result<Self, StoreError> {
        let pool = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(connections)
            .idle_timeout(IDLE)
            .connect_with(options)
            .await?;
        // Two programs may open a new file at once: the second waits for the first to make the tables.
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::migrate!().run_direct(None, &mut *transaction, false).await?;
        transaction.commit().await?;
        Ok(Self::Sqlite(pool))
    }

    async fn open_postgres(options: PgConnectOptions, connections: u32) -> Result<Self, StoreError> {
        // The pool would try for half a minute where nothing listens; one attempt tells at once.
        let attempt = PgConnection::connect_with(&options);
        match tokio::time::timeout(CONNECT_TIMEOUT, attempt).await {
            Ok(connection) => connection?.close().await?,
            Err(_) => return Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()).into()),
        }
        let pool = PgPoolOptions::new()
            .min_connections(1)
            .max_connections(connections)
            .idle_timeout(IDLE)
            .connect_with(options)
            .await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    pub(crate) fn kind(&self) -> DatabaseKind {
        match self {
            Self::Sqlite(_) => DatabaseKind::Sqlite,
            Self::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// How a writing transaction begins: SQLite takes the write lock at once instead of failing later.
    pub(crate) fn begin_writing(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN",
        }
    }

    /// How a transaction begins that reads several tables as they stand at one moment.
    pub(crate) fn begin_reading(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "BEGIN",
            Self::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Reads the head of the ledger; on PostgreSQL it also holds the row until the transaction ends, so
    /// that positions commit in order and a reader can never skip a late one.
    pub(crate) fn select_head(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SELECT position, hash FROM ledger_head WHERE only_row = 1",
            Self::Postgres(_) => "SELECT position, hash FROM ledger_head WHERE only_row = 1 FOR UPDATE",
        }
    }

    /// What stands before and behind each statement but the last of a text that holds several of them.
    pub(crate) fn parts(&self) -> Parts {
        Parts { database: self.kind(), given: 0 }
    }

    /// Makes the database write over what is erased rather than only let go of it. PostgreSQL does so when
    /// it vacuums.
    pub(crate) fn overwrite_erased(&self) -> Option<&'static str> {
        match self {
            Self::Sqlite(_) => Some("PRAGMA secure_delete = ON"),
            Self::Postgres(_) => None,
        }
    }

    /// Takes what was erased out of SQLite's write-ahead log too, as far as no reader still needs it.
    pub(crate) async fn empty_log(&self) -> Result<(), sqlx::Error> {
        if let Self::Sqlite(pool) = self {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await?;
        }
        Ok(())
    }

    /// Tells other servers on [`LEDGER_CHANNEL`] that the ledger has grown; SQLite cannot.
    pub(crate) fn notify(&self) -> Option<&'static str> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(_) => Some("SELECT pg_notify('outweigh_ledger', '')"),
        }
    }

    pub(crate) async fn close(&self) {
        on!(self, pool => pool.close().await);
    }
}

/// See [`Database::parts`]: SQLite takes statements one behind the other, PostgreSQL takes one with the others
/// as its parts.
pub(crate) struct Parts {
    database: DatabaseKind,
    given: usize,
}

impl Parts {
    pub(crate) fn next(&mut self) -> (String, &'static str) {
        self.given += 1;
        match (self.database, self.given) {
            (DatabaseKind::Sqlite, _) => (String::new(), "; "),
            (DatabaseKind::Postgres, 1) => ("WITH part1 AS (".into(), ") "),
            (DatabaseKind::Postgres, given) => (format!(", part{given} AS ("), ") "),
        }
    }
}

/// A file that survives a crash of the machine, with the readers undisturbed by the writer.
pub(crate) fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(30))
        .pragma("cache_size", "-8000")
        .row_buffer_size(ROWS_AHEAD)
        .optimize_on_close(true, None)
}

async fn make_folder(file: &Path) -> std::io::Result<()> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => tokio::fs::create_dir_all(folder).await,
        _ => Ok(()),
    }
}

/// An address without what may hold a password, for messages.
fn redacted(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (rest, options) = match rest.rsplit_once('?') {
        Some((rest, _)) => (rest, "?.."),
        None => (rest, ""),
    };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://..@{host}{options}"),
        None => format!("{scheme}://{rest}{options}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart_and_passwords_hidden() {
        assert!(matches!("postgres://a@b/c".parse(), Ok(Address::Postgres(_))));
        assert_eq!(
            "data/outweigh.sqlite".parse::<Address>().unwrap(),
            Address::Sqlite("data/outweigh.sqlite".into())
        );
        assert_eq!("sqlite://outweigh.db".parse::<Address>().unwrap(), Address::Sqlite("outweigh.db".into()));
        assert!("mysql://x".parse::<Address>().is_err());
        assert!("".parse::<Address>().is_err());
    }

    #[test]
    fn no_message_shows_a_password() {
        for address in [
            "postgres://me:secret@host/db",
            "postgres://me:se@cret@host/db",
            "postgres://host/db?user=me&password=secret",
            "postgres://me:x@host/db?password=secret",
        ] {
            let shown = format!("{0} {0:?}", address.parse::<Address>().unwrap());
            assert!(shown.contains("host/db") && !shown.contains("cret"), "{shown}");
        }
        let refused = "mysql://me:secret@host/db".parse::<Address>().unwrap_err().to_string();
        assert!(refused.contains("mysql://..@host/db") && !refused.contains("secret"), "{refused}");
    }
}
