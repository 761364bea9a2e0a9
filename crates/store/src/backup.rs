//! Copying the database while it is in use.

use std::path::Path;

use crate::database::Database;
use crate::{Store, StoreError};

impl Store {
    /// Writes a consistent copy of an SQLite database to a new file.
    ///
    /// # Errors
    /// The file exists or cannot be written; on PostgreSQL, which has `pg_dump` for this.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let failed = |problem: &str| {
            Err(StoreError::Backup { to: to.display().to_string(), problem: problem.to_owned() })
        };
        let pool = match &self.shared.database {
            Database::Sqlite(_) if to.exists() => {
                return failed("the file exists already; choose a new one");
            }
            Database::Sqlite(pool) => pool,
            Database::Postgres(_) => {
                return failed(
                    "this workspace is on PostgreSQL; back it up with pg_dump, or use `outweigh export`",
                );
            }
        };
        match sqlx::query("VACUUM INTO $1").bind(to.display().to_string()).execute(pool).await {
            Ok(_) => Ok(()),
            Err(error) => {
                // Half a copy must not be taken for a whole one; there may be none.
                let _ = tokio::fs::remove_file(to).await;
                match StoreError::from(error) {
                    StoreError::Database(error) => {
                        let said = error.as_database_error().map(|e| e.message().to_owned());
                        failed(&said.unwrap_or_else(|| error.to_string()))
                    }
                    other => Err(other),
                }
            }
        }
    }
}
