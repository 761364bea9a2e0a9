//! The two databases, and the few things in which they differ.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

use crate::StoreError;

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// One file, made when missing.
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
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
        if text.contains("://") {
            let problem = "use a file name or postgres://user@host/database".to_owned();
            return Err(StoreError::Address { address: text.to_owned(), problem });
        }
        Ok(Self::Sqlite(text.into()))
    }
}

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

impl Database {
    /// Opens and brings the tables up to date.
    pub(crate) async fn open(address: &Address, connections: u32) -> Result<Self, StoreError> {
        let database = match address {
            Address::Sqlite(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .busy_timeout(Duration::from_secs(30))
                    .pragma("cache_size", "-16000")
                    .optimize_on_close(true, None);
                let pool = SqlitePoolOptions::new().max_connections(connections).connect_with(options).await?;
                Self::Sqlite(pool)
            }
            Address::Postgres(url) => {
                let options = PgConnectOptions::from_str(url).map_err(|e| StoreError::Address {
                    address: redacted(url),
                    problem: e.to_string(),
                })?;
                Self::Postgres(PgPoolOptions::new().max_connections(connections).connect_with(options).await?)
            }
        };
        on!(&database, pool => sqlx::migrate!().run(pool).await)?;
        Ok(database)
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

    /// Reads the head of the ledger; on PostgreSQL it also holds the row until the transaction ends, so
    /// that positions commit in order and a reader can never skip a late one.
    pub(crate) fn select_head(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SELECT position, hash FROM ledger_head WHERE only_row = 1",
            Self::Postgres(_) => "SELECT position, hash FROM ledger_head WHERE only_row = 1 FOR UPDATE",
        }
    }

    /// Tells other servers that the ledger has grown; SQLite has none.
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

/// The address without its password, for messages.
fn redacted(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://..@{host}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart_and_passwords_hidden() {
        assert!(matches!("postgres://a@b/c".parse(), Ok(Address::Postgres(_))));
        assert!(matches!("data/outweigh.sqlite".parse(), Ok(Address::Sqlite(_))));
        assert!("mysql://x".parse::<Address>().is_err());
        assert_eq!(redacted("postgres://me:secret@host/db"), "postgres://..@host/db");
    }
}
