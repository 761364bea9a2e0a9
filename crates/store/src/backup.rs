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
        let address = to.display().to_string();
        match &self.shared.database {
            Database::Sqlite(_) if to.exists() => Err(StoreError::Address {
                address,
                problem: "the file exists already; choose a new one".into(),
            }),
            Database::Sqlite(pool) => {
                sqlx::query("VACUUM INTO $1").bind(&address).execute(pool).await?;
                Ok(())
            }
            Database::Postgres(_) => Err(StoreError::Address {
                address,
                problem: "this workspace is on PostgreSQL: back it up with pg_dump, or `outweigh export`"
                    .into(),
            }),
        }
    }
}
