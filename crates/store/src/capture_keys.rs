//! Keys by which web pages send notes to a source. Kept apart from the ledger, as all secrets are.

use jiff::Timestamp;
use outweigh_core::ids::SourceId;

use crate::database::on;
use crate::{Store, StoreError, TokenHash};

impl Store {
    /// Keeps the hash of a source's key, in place of an earlier one.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn set_capture_key(
        &self,
        source: SourceId,
        key: &TokenHash,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "INSERT INTO capture_keys (source_id, key_hash, made_at) VALUES ($1, $2, $3)
             ON CONFLICT (source_id) DO UPDATE SET key_hash = excluded.key_hash, made_at = excluded.made_at";
        on!(&self.shared.database, pool => {
            sqlx::query(UPSERT)
                .bind(source.to_string())
                .bind(&key.0)
                .bind(at.as_microsecond())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// When the key of a source was made; none when it has none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn capture_key_made(&self, source: SourceId) -> Result<Option<Timestamp>, StoreError> {
        let row: Option<(i64,)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT made_at FROM capture_keys WHERE source_id = $1")
                .bind(source.to_string())
                .fetch_optional(pool)
                .await?
        });
        let time =
            |micros| Timestamp::from_microsecond(micros).map_err(|e| StoreError::Damaged(e.to_string()));
        row.map(|(made_at,)| time(made_at)).transpose()
    }

    /// The source that a key sends notes to.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn source_of_capture_key(&self, key: &TokenHash) -> Result<Option<SourceId>, StoreError> {
        let row: Option<(String,)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT source_id FROM capture_keys WHERE key_hash = $1")
                .bind(&key.0)
                .fetch_optional(pool)
                .await?
        });
        let id = |(text,): (String,)| {
            text.parse().map_err(|e| StoreError::Damaged(format!("source \"{text}\": {e}")))
        };
        row.map(id).transpose()
    }

    /// Revokes the key of a source; false when it has none.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn revoke_capture_key(&self, source: SourceId) -> Result<bool, StoreError> {
        let gone = on!(&self.shared.database, pool => {
            sqlx::query("DELETE FROM capture_keys WHERE source_id = $1")
                .bind(source.to_string())
                .execute(pool)
                .await?
                .rows_affected()
        });
        Ok(gone > 0)
    }
}
