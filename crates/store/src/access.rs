//! Passwords, sessions, API tokens and one-time links. Only hashes of them are stored.

use jiff::Timestamp;
use outweigh_core::domain::Role;
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::Seal;
use sha2::{Digest, Sha256};

use crate::database::on;
use crate::{Store, StoreError};

/// SHA-256 of a secret that is long and random by itself; the only form in which it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenHash(pub(crate) String);

impl TokenHash {
    /// The hash of a secret.
    pub fn of(secret: &str) -> Self {
        Self(Seal(Sha256::digest(secret.as_bytes()).into()).to_string())
    }
}

/// An API token without its secret.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiToken {
    pub id: String,
    pub person_id: PersonId,
    pub name: String,
    /// The most it may do, whatever its person may.
    pub scope: Role,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub last_used: Option<Timestamp>,
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupPurpose {
    /// Makes the first administrator.
    FirstAdmin,
    /// Signs in as this demo person.
    Demo(PersonId),
}

impl SetupPurpose {
    fn text(self) -> String {
        match self {
            Self::FirstAdmin => "first_admin".into(),
            Self::Demo(person) => format!("demo:{person}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.split_once(':') {
            Some(("demo", person)) => person.parse().ok().map(Self::Demo),
            _ => (text == "first_admin").then_some(Self::FirstAdmin),
        }
    }
}

type TokenRow = (String, String, String, String, i64, Option<i64>, Option<i64>);
const TOKEN_COLUMNS: &str = "id, person_id, name, scope, created_at, expires_at, last_used";

impl Store {
    /// Keeps the hash (argon2, PHC text) of a person's password.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn set_password(&self, person: PersonId, hash: &str, at: Timestamp) -> Result<(), StoreError> {
        const UPSERT: &str = "INSERT INTO passwords (person_id, hash, set_at) VALUES ($1, $2, $3)
             ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at";
        on!(&self.shared.database, pool => {
            sqlx::query(UPSERT).bind(person.to_string()).bind(hash).bind(at.as_microsecond()).execute(pool).await?;
        });
        Ok(())
    }

    /// The hash of a person's password, if they have one.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn password_hash(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT hash FROM passwords WHERE person_id = $1")
                .bind(person.to_string())
                .fetch_optional(pool)
                .await?
        });
        Ok(row.map(|(hash,)| hash))
    }

    /// Whether anyone can sign in with a password.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn has_passwords(&self) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT set_at FROM passwords LIMIT 1").fetch_optional(pool).await?
        });
        Ok(row.is_some())
    }

    /// Begins a session.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn add_session(
        &self,
        token: &TokenHash,
        person: PersonId,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        on!(&self.shared.database, pool => {
            sqlx::query("DELETE FROM sessions WHERE expires_at < $1")
                .bind(now.as_microsecond())
                .execute(pool)
                .await?;
            sqlx::query("INSERT INTO sessions (token_hash, person_id, expires_at) VALUES ($1, $2, $3)")
                .bind(&token.0)
                .bind(person.to_string())
                .bind(expires_at.as_microsecond())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// Whose session it is and until when, unless it has ended by `now`; that another server ended it may
    /// show some seconds late.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn session(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(PersonId, Timestamp)>, StoreError> {
        let fresh = &self.shared.sessions;
        if let Some(session) = fresh.get(token, now) {
            return Ok(Some(session).filter(|(_, until)| *until > now));
        }
        let round = fresh.round();
        let row: Option<(String, i64)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT person_id, expires_at FROM sessions WHERE token_hash = $1 AND expires_at > $2")
                .bind(&token.0)
                .bind(now.as_microsecond())
                .fetch_optional(pool)
                .await?
        });
        let Some((person, until)) = row else { return Ok(None) };
        let session = (person_id(&person)?, timestamp(until)?);
        fresh.keep(round, token, now, session);
        Ok(Some(session))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn end_session(&self, token: &TokenHash) -> Result<(), StoreError> {
        on!(&self.shared.database, pool => {
            sqlx::query("DELETE FROM sessions WHERE token_hash = $1").bind(&token.0).execute(pool).await?;
        });
        self.shared.sessions.forget();
        Ok(())
    }

    /// Ends every session of a person.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn end_sessions_of(&self, person: PersonId) -> Result<(), StoreError> {
        on!(&self.shared.database, pool => {
            sqlx::query("DELETE FROM sessions WHERE person_id = $1").bind(person.to_string()).execute(pool).await?;
        });
        self.shared.sessions.forget();
        Ok(())
    }

    /// Keeps a new API token.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn add_token(&self, token: &ApiToken, secret: &TokenHash) -> Result<(), StoreError> {
        const INSERT: &str =
            "INSERT INTO api_tokens (id, token_hash, person_id, name, scope, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)";
        on!(&self.shared.database, pool => {
            sqlx::query(INSERT)
                .bind(&token.id)
                .bind(&secret.0)
                .bind(token.person_id.to_string())
                .bind(&token.name)
                .bind(token.scope.as_str())
                .bind(token.created_at.as_microsecond())
                .bind(token.expires_at.map(Timestamp::as_microsecond))
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// The token with this secret, unless it has expired by `now`; notes that it was used. That another
    /// server revoked it may show some seconds late.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn token(&self, secret: &TokenHash, now: Timestamp) -> Result<Option<ApiToken>, StoreError> {
        /// Uses are noted at most this often, in microseconds.
        const NOTED_EVERY: i64 = 60_000_000;
        let fresh = &self.shared.tokens;
        if let Some(token) = fresh.get(secret, now) {
            return Ok(Some(token).filter(|token| token.expires_at.is_none_or(|until| until > now)));
        }
        let round = fresh.round();
        let sql = format!(
            "SELECT {TOKEN_COLUMNS} FROM api_tokens
             WHERE token_hash = $1 AND (expires_at IS NULL OR expires_at > $2)"
        );
        let row: Option<TokenRow> = on!(&self.shared.database, pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(&secret.0)
                .bind(now.as_microsecond())
                .fetch_optional(pool)
                .await?
        });
        let Some(row) = row else { return Ok(None) };
        if row.6.is_none_or(|last| now.as_microsecond() - last > NOTED_EVERY) {
            on!(&self.shared.database, pool => {
                sqlx::query("UPDATE api_tokens SET last_used = $1 WHERE id = $2")
                    .bind(now.as_microsecond())
                    .bind(&row.0)
                    .execute(pool)
                    .await?;
            });
        }
        let token = api_token(row)?;
        fresh.keep(round, secret, now, token.clone());
        Ok(Some(token))
    }

    /// A person's tokens, oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn tokens_of(&self, person: PersonId) -> Result<Vec<ApiToken>, StoreError> {
        let sql =
            format!("SELECT {TOKEN_COLUMNS} FROM api_tokens WHERE person_id = $1 ORDER BY created_at, id");
        let rows: Vec<TokenRow> = on!(&self.shared.database, pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(person.to_string()).fetch_all(pool).await?
        });
        rows.into_iter().map(api_token).collect()
    }

    /// Revokes a person's token; false when they have none with this id.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn revoke_token(&self, person: PersonId, id: &str) -> Result<bool, StoreError> {
        let gone = on!(&self.shared.database, pool => {
            sqlx::query("DELETE FROM api_tokens WHERE id = $1 AND person_id = $2")
                .bind(id)
                .bind(person.to_string())
                .execute(pool)
                .await?
                .rows_affected()
        });
        self.shared.tokens.forget();
        Ok(gone > 0)
    }

    /// Keeps a one-time link, in place of all earlier ones.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn set_setup_link(
        &self,
        token: &TokenHash,
        purpose: SetupPurpose,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        on!(&self.shared.database, pool => {
            sqlx::query("DELETE FROM setup_links").execute(pool).await?;
            sqlx::query("INSERT INTO setup_links (token_hash, purpose, expires_at) VALUES ($1, $2, $3)")
                .bind(&token.0)
                .bind(purpose.text())
                .bind(expires_at.as_microsecond())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// What a link is for, while it is good.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn setup_link(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SetupPurpose>, StoreError> {
        let row: Option<(String,)> = on!(&self.shared.database, pool => {
            sqlx::query_as("SELECT purpose FROM setup_links WHERE token_hash = $1 AND expires_at > $2")
                .bind(&token.0)
                .bind(now.as_microsecond())
                .fetch_optional(pool)
                .await?
        });
        Ok(row.and_then(|(purpose,)| SetupPurpose::read(&purpose)))
    }

    /// Uses a link up; true for the one caller who did.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn use_setup_link(&self, token: &TokenHash) -> Result<bool, StoreError> {
        let used = on!(&self.shared.database, pool => {
            sqlx::query("DELETE FROM setup_links WHERE token_hash = $1").bind(&token.0).execute(pool).await?.rows_affected()
        });
        Ok(used > 0)
    }
}

fn person_id(text: &str) -> Result<PersonId, StoreError> {
    text.parse().map_err(|e| StoreError::Damaged(format!("person \"{text}\": {e}")))
}

fn timestamp(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|e| StoreError::Damaged(e.to_string()))
}

fn api_token((id, person, name, scope, created, expires, used): TokenRow) -> Result<ApiToken, StoreError> {
    Ok(ApiToken {
        id,
        person_id: person_id(&person)?,
        name,
        scope: scope.parse().map_err(StoreError::Damaged)?,
        created_at: timestamp(created)?,
        expires_at: expires.map(timestamp).transpose()?,
        last_used: used.map(timestamp).transpose()?,
    })
}
