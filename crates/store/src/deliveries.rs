//! What webhooks were sent, and which server does background work.

use jiff::Timestamp;
use outweigh_core::ids::WebhookId;
use outweigh_core::ledger::Position;

use crate::database::{on, transact};
use crate::{Store, StoreError};

/// One change set on its way to one webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub id: String,
    pub webhook_id: WebhookId,
    pub position: Position,
    pub state: DeliveryState,
    pub attempts: i64,
    /// When it is to be tried next.
    pub due_at: Timestamp,
    /// What the other side answered last.
    pub answer: String,
    pub made_at: Timestamp,
}

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    Waiting,
    Delivered,
    /// Given up after the last attempt.
    Failed,
}

impl DeliveryState {
    /// The spelling used in JSON and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

type Row = (String, String, i64, String, i64, i64, String, i64);
const COLUMNS: &str = "id, webhook_id, position, state, attempts, due_at, answer, made_at";

impl Store {
    /// Takes or prolongs the lease on a background task; true when this holder has it until `until`.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        const TAKE: &str = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
             WHERE leases.holder = excluded.holder OR leases.until < $4";
        let taken = on!(&self.shared.database, pool => {
            sqlx::query(TAKE)
                .bind(name)
                .bind(holder)
                .bind(until.as_microsecond())
                .bind(now.as_microsecond())
                .execute(pool)
                .await?
                .rows_affected()
        });
        Ok(taken > 0)
    }

    /// How far a reader of the ledger has come; none before its first step.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn reader_position(&self, reader: &str) -> Result<Option<Position>, StoreError> {
        let row: Option<(i64,)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT position FROM reader_positions WHERE reader = $1")
                .bind(reader)
                .fetch_optional(pool)
                .await?
        });
        Ok(row.map(|(position,)| position))
    }

    /// Queues deliveries and moves the reader on, in one transaction.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn queue_deliveries(
        &self,
        reader: &str,
        position: Position,
        deliveries: &[Delivery],
    ) -> Result<(), StoreError> {
        const MOVE: &str = "INSERT INTO reader_positions (reader, position) VALUES ($1, $2)
             ON CONFLICT (reader) DO UPDATE SET position = excluded.position";
        const INSERT: &str = "INSERT INTO webhook_deliveries
             (id, webhook_id, position, state, attempts, due_at, answer, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (webhook_id, position) DO NOTHING";
        on!(&self.shared.database, pool => {
            transact!(pool, self.shared.database.begin_writing(), transaction => {
                for delivery in deliveries {
                    sqlx::query(INSERT)
                        .bind(&delivery.id)
                        .bind(delivery.webhook_id.to_string())
                        .bind(delivery.position)
                        .bind(delivery.state.as_str())
                        .bind(delivery.attempts)
                        .bind(delivery.due_at.as_microsecond())
                        .bind(&delivery.answer)
                        .bind(delivery.made_at.as_microsecond())
                        .execute(&mut *transaction)
                        .await?;
                }
                sqlx::query(MOVE).bind(reader).bind(position).execute(&mut *transaction).await?;
                transaction.commit().await?;
            });
        });
        Ok(())
    }

    /// Deliveries that wait and are due, oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn due_deliveries(&self, now: Timestamp, limit: i64) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM webhook_deliveries WHERE state = 'waiting' AND due_at <= $1
             ORDER BY due_at, id LIMIT $2"
        );
        let rows: Vec<Row> = on!(&self.shared.database, pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(now.as_microsecond()).bind(limit).fetch_all(pool).await?
        });
        rows.into_iter().map(delivery).collect()
    }

    /// The newest deliveries of a webhook.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn deliveries_of(&self, webhook: WebhookId, limit: i64) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM webhook_deliveries WHERE webhook_id = $1 ORDER BY made_at DESC, id DESC LIMIT $2"
        );
        let rows: Vec<Row> = on!(&self.shared.database, pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(webhook.to_string()).bind(limit).fetch_all(pool).await?
        });
        rows.into_iter().map(delivery).collect()
    }

    /// One delivery.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn delivery(&self, id: &str) -> Result<Option<Delivery>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM webhook_deliveries WHERE id = $1");
        let row: Option<Row> = on!(&self.shared.database, pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(pool).await?
        });
        row.map(delivery).transpose()
    }

    /// Notes how a delivery stands now.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn note_delivery(&self, delivery: &Delivery) -> Result<(), StoreError> {
        const UPDATE: &str =
            "UPDATE webhook_deliveries SET state = $1, attempts = $2, due_at = $3, answer = $4
             WHERE id = $5";
        on!(&self.shared.database, pool => {
            sqlx::query(UPDATE)
                .bind(delivery.state.as_str())
                .bind(delivery.attempts)
                .bind(delivery.due_at.as_microsecond())
                .bind(&delivery.answer)
                .bind(&delivery.id)
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// Forgets deliveries that were last tried before `before` and wait for nothing; tells how many.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn prune_deliveries(&self, before: Timestamp) -> Result<u64, StoreError> {
        const DELETE: &str =
            "DELETE FROM webhook_deliveries WHERE state IN ('delivered', 'failed') AND due_at < $1";
        let gone = on!(&self.shared.database, pool => {
            sqlx::query(DELETE).bind(before.as_microsecond()).execute(pool).await?.rows_affected()
        });
        Ok(gone)
    }

    /// Keeps a webhook's signing secret.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn set_webhook_secret(&self, webhook: WebhookId, secret: &str) -> Result<(), StoreError> {
        const UPSERT: &str = "INSERT INTO webhook_secrets (webhook_id, secret) VALUES ($1, $2)
             ON CONFLICT (webhook_id) DO UPDATE SET secret = excluded.secret";
        on!(&self.shared.database, pool => {
            sqlx::query(UPSERT).bind(webhook.to_string()).bind(secret).execute(pool).await?;
        });
        Ok(())
    }

    /// A webhook's signing secret.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn webhook_secret(&self, webhook: WebhookId) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT secret FROM webhook_secrets WHERE webhook_id = $1")
                .bind(webhook.to_string())
                .fetch_optional(pool)
                .await?
        });
        Ok(row.map(|(secret,)| secret))
    }
}

fn delivery(
    (id, webhook, position, state, attempts, due, answer, made): Row,
) -> Result<Delivery, StoreError> {
    let damaged = |what: String| StoreError::Damaged(format!("delivery {id}: {what}"));
    let time = |micros| Timestamp::from_microsecond(micros).map_err(|e| damaged(e.to_string()));
    Ok(Delivery {
        webhook_id: webhook.parse().map_err(|e: uuid::Error| damaged(e.to_string()))?,
        position,
        state: match state.as_str() {
            "waiting" => DeliveryState::Waiting,
            "delivered" => DeliveryState::Delivered,
            "failed" => DeliveryState::Failed,
            other => return Err(damaged(format!("unknown state \"{other}\""))),
        },
        attempts,
        due_at: time(due)?,
        answer,
        made_at: time(made)?,
        id,
    })
}
