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
    /// The database cannot be copied.
    #[error("failed to back up to \"{to}\": {problem}")]
    Backup { to: String, problem: String },
    /// The database cannot be opened.
    #[error("failed to open the database \"{address}\": {problem}")]
    Unopened { address: String, problem: String },
    /// A later version of the program has written it.
    #[error("the database was last used by a newer Outweigh; update this one")]
    Newer,
    /// Another program kept the file locked for longer than we wait.
    #[error(
        "another program is writing to the database file; nothing was changed. Try again when it is done"
    )]
    Busy,
    /// The stored data contradicts itself.
    #[error("the stored data is damaged: {0}. Run `outweigh ledger verify`")]
    Damaged(String),
    /// The change set ran into a mistake of this program.
    #[error("our fault: the program failed on this; nothing was changed. Its log says more")]
    Panicked,
    /// The writing task has ended.
    #[error("the store is closed")]
    Closed,
    /// Anything else the database says.
    #[error("failed to reach the database: {0}")]
    Database(sqlx::Error),
}

impl StoreError {
    /// Whether something in one request's own content failed, so that the others of its group can still be
    /// written.
    pub(crate) fn concerns_one_request(&self) -> bool {
        if matches!(self, Self::Panicked) {
            return true;
        }
        let Self::Database(error) = self else { return false };
        error.as_database_error().is_some_and(|e| {
            // SQLSTATE class 22: data exceptions.
            e.is_unique_violation() || e.code().is_some_and(|code| code.len() == 5 && code.starts_with("22"))
        })
    }

    /// The same failure, to be told to another who waited for it.
    pub(crate) fn for_another(&self) -> Self {
        match self {
            Self::DiskFull => Self::DiskFull,
            Self::ReadOnly => Self::ReadOnly,
            Self::Busy => Self::Busy,
            Self::Panicked => Self::Panicked,
            Self::Closed => Self::Closed,
            Self::Damaged(problem) => Self::Damaged(problem.clone()),
            Self::Database(error) => Self::Database(sqlx::Error::Protocol(error.to_string())),
            other => Self::Database(sqlx::Error::Protocol(other.to_string())),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolClosed => return Self::Closed,
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                return Self::Damaged(error.to_string());
            }
            _ => {}
        }
        // SQLite's primary result codes are the low byte of the extended ones; PostgreSQL's are SQLSTATEs.
        let code = error.as_database_error().and_then(|e| e.code()).unwrap_or_default();
        let sqlite = code.parse::<i64>().ok().filter(|_| code.len() < 5).map(|code| code & 0xff);
        match (sqlite, code.as_ref()) {
            (Some(13), _) | (_, "53100") => Self::DiskFull,
            (Some(8), _) | (_, "25006") => Self::ReadOnly,
            (Some(5 | 6), _) => Self::Busy,
            (Some(11 | 26), _) => Self::Damaged(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMissing(_) => Self::Newer,
            other => Self::Damaged(other.to_string()),
        }
    }
}
