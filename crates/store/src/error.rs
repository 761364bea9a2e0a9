//! What can go wrong, told apart by whose fault it is.

use outweigh_core::ledger::Position;
use outweigh_core::workspace::Refusal;

/// An operation the store could not carry out. Nothing of it happened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A rule forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The change set does not exist.
    #[error("the ledger has no position {0}")]
    NoSuchPosition(Position),
    /// It was taken back before.
    #[error("position {position} was undone already, by position {by}")]
    UndoneAlready { position: Position, by: Position },
    /// The caller has nothing left to undo or redo.
    #[error("there is nothing of yours to {0}")]
    NothingTo(&'static str),
    /// The idempotency key was used for something else.
    #[error("this idempotency key was used before, for another request")]
    KeyReused,
    /// No room on the disk.
    #[error("the disk is full; nothing was changed. Make room and try again")]
    DiskFull,
    /// The database cannot be written.
    #[error("the database cannot be written; nothing was changed. Check the rights on its file and folder")]
    ReadOnly,
    /// The database's address is not understood.
    #[error("failed to understand the database address \"{address}\": {problem}")]
    Address { address: String, problem: String },
    /// The stored data contradicts itself.
    #[error("the stored data is damaged: {0}. Run `outweigh ledger verify`")]
    Damaged(String),
    /// The writing task has ended.
    #[error("the store is closed")]
    Closed,
    /// Anything else the database says.
    #[error("failed to reach the database: {0}")]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // SQLite's primary result codes are the low byte of the extended ones; PostgreSQL's are SQLSTATEs.
        let code = error.as_database_error().and_then(|e| e.code()).unwrap_or_default();
        let sqlite = code.parse::<i64>().ok().filter(|_| code.len() < 5).map(|code| code & 0xff);
        match (sqlite, code.as_ref()) {
            (Some(13), _) | (_, "53100") => Self::DiskFull,
            (Some(8), _) | (_, "25006") => Self::ReadOnly,
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => error.into(),
            other => Self::Damaged(other.to_string()),
        }
    }
}
