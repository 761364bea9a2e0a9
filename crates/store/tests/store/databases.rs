//! Databases for one test each, gone afterwards.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};

use outweigh_store::{Address, Store};
use sqlx::{Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;

use crate::world::at;

/// Where the tests look for a PostgreSQL that lets them create databases.
const POSTGRES: &str = "OUTWEIGH_TEST_POSTGRES_URL";

/// Runs each test on both databases: `on_both_databases!(first_test, second_test)`.
macro_rules! on_both_databases {
    ($($test:ident),* $(,)?) => {
        mod sqlite {
            $(#[test]
            fn $test() {
                crate::databases::run(crate::databases::TestDatabase::sqlite(), super::$test);
            })*
        }
        mod postgres {
            $(#[test]
            fn $test() {
                crate::databases::run(crate::databases::TestDatabase::postgres(), super::$test);
            })*
        }
    };
}
pub(crate) use on_both_databases;

/// A new, empty database.
pub(crate) struct TestDatabase {
    pub(crate) address: Address,
    /// Holds the SQLite file.
    folder: Option<TempDir>,
}

pub(crate) fn run<F: Future<Output = ()>>(database: TestDatabase, test: impl FnOnce(TestDatabase) -> F) {
    runtime().block_on(test(database));
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

impl TestDatabase {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Sqlite(folder.path().join("outweigh.sqlite"));
        Self { address, folder: Some(folder) }
    }

    pub(crate) fn postgres() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("store_{}_{number}", std::process::id());
        let server = postgres_url();
        ask_server(&server, &format!("CREATE DATABASE {name}"));
        let (start, _) = server.rsplit_once('/').unwrap_or_else(|| panic!("{POSTGRES} names no database"));
        Self { address: Address::Postgres(format!("{start}/{name}")), folder: None }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.address, at(0)).await.unwrap()
    }

    pub(crate) fn sqlite_folder(&self) -> Option<&std::path::Path> {
        self.folder.as_ref().map(TempDir::path)
    }

    /// Runs one statement behind the store's back; tells how many rows it changed.
    pub(crate) async fn execute(&self, sql: &str) -> u64 {
        let sql = sqlx::AssertSqlSafe(sql);
        match &self.address {
            Address::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
                let done = sqlx::raw_sql(sql).execute(&mut connection).await.unwrap().rows_affected();
                connection.close().await.unwrap();
                done
            }
            Address::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.unwrap();
                let done = sqlx::raw_sql(sql).execute(&mut connection).await.unwrap().rows_affected();
                connection.close().await.unwrap();
                done
            }
        }
    }

    /// The texts of the one column a question answers with; NULL is none.
    pub(crate) async fn ask(&self, sql: &str) -> Vec<Option<String>> {
        let sql = sqlx::AssertSqlSafe(sql);
        match &self.address {
            Address::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
            Address::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
            }
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Address::Postgres(url) = &self.address
            && let Some((_, name)) = url.rsplit_once('/')
        {
            ask_server(&postgres_url(), &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn postgres_url() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!(
            "the store is tested on PostgreSQL too, and {POSTGRES} names none; \
             run `cargo xtask postgres -- cargo test -p outweigh-store`"
        )
    })
}

/// On a thread of its own, so that it can be called from anywhere.
fn ask_server(url: &str, sql: &str) {
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| {
            runtime().block_on(async {
                let mut connection = PgConnection::connect(url).await?;
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await
            })
        });
        if let Ok(Err(error)) = asked.join() {
            eprintln!("{sql}: {error}");
        }
    });
}
