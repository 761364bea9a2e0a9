//! The floor: the least program on axum and SQLite that answers the same calls over one table.
//!
//! As durable as the real one (WAL, synchronous FULL), with the indices that suit its queries, and without
//! anything else: no sign-in, no ledger, no scores, no live updates.

use std::path::Path;

use anyhow::Result;
use axum::extract::{Path as At, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch};
use axum::{Json, Router};
use outweigh_server::clock;
use serde::{Deserialize, Serialize};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::bed;

/// A pool as durable as the product's.
pub async fn pool(file: &Path) -> Result<SqlitePool> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-16000");
    Ok(SqlitePoolOptions::new().max_connections(8).connect_with(options).await?)
}

const SCHEMA: &str = "
    CREATE TABLE items (
        id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, title TEXT NOT NULL, problem TEXT NOT NULL,
        lane TEXT NOT NULL, status TEXT NOT NULL, due TEXT, owner TEXT, tags TEXT NOT NULL,
        score REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL, effort REAL, created INTEGER NOT NULL
    );
    CREATE INDEX items_by_score ON items (score DESC);
    CREATE INDEX items_by_lane ON items (lane, score DESC);";

#[derive(Debug, Serialize, sqlx::FromRow)]
struct Item {
    id: String,
    version: i64,
    title: String,
    problem: String,
    lane: String,
    status: String,
    due: Option<String>,
    owner: Option<String>,
    tags: String,
    score: f64,
    low: f64,
    high: f64,
    effort: Option<f64>,
    created: i64,
}

#[derive(Debug, Deserialize)]
struct Title {
    title: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    lane: Option<String>,
    due_before: Option<String>,
    words: Option<String>,
}

/// The program with so many items, and the ids of its items.
pub async fn program(file: &Path, items: usize) -> Result<(Router, Vec<String>)> {
    let pool = pool(file).await?;
    sqlx::raw_sql(SCHEMA).execute(&pool).await?;
    let mut ids = Vec::with_capacity(items);
    let mut transaction = pool.begin().await?;
    for number in 0..items {
        let id = clock::new_id().to_string();
        let score = bed::scatter(number, 20) as f64 / 1e12;
        sqlx::query(
            "INSERT INTO items VALUES ($1, 1, $2, $3, $4, 'inbox', $5, NULL, 'card', $6, $7, $8, 5.0, $9)",
        )
        .bind(&id)
        .bind(bed::title(number))
        .bind(bed::problem(number))
        .bind(bed::lane(number).as_str())
        .bind(bed::due(number).to_string())
        .bind(score)
        .bind(score * 0.5)
        .bind(score * 2.0)
        .bind(clock::now().as_microsecond())
        .execute(&mut *transaction)
        .await?;
        ids.push(id);
    }
    transaction.commit().await?;
    let router = Router::new()
        .route("/items", get(list).post(create))
        .route("/items/{id}", patch(update))
        .with_state(pool);
    Ok((router, ids))
}

/// What the database said goes to the caller: the floor has no better words.
struct Failure(sqlx::Error);

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, self.0.to_string()).into_response()
    }
}

async fn list(
    State(pool): State<SqlitePool>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Item>>, Failure> {
    let items = match wanted {
        Wanted { lane: Some(lane), due_before: Some(due), .. } => {
            sqlx::query_as("SELECT * FROM items WHERE lane = $1 AND due < $2 ORDER BY score DESC LIMIT 50")
                .bind(lane)
                .bind(due)
                .fetch_all(&pool)
                .await?
        }
        Wanted { words: Some(words), .. } => {
            sqlx::query_as(
                "SELECT * FROM items WHERE title LIKE $1 OR problem LIKE $1 OR tags LIKE $1
                 ORDER BY score DESC LIMIT 50",
            )
            .bind(format!("%{words}%"))
            .fetch_all(&pool)
            .await?
        }
        _ => sqlx::query_as("SELECT * FROM items ORDER BY score DESC LIMIT 50").fetch_all(&pool).await?,
    };
    Ok(Json(items))
}

async fn create(
    State(pool): State<SqlitePool>,
    Json(new): Json<Title>,
) -> Result<(StatusCode, Json<Item>), Failure> {
    let item = sqlx::query_as(
        "INSERT INTO items VALUES ($1, 1, $2, '', 'improvement', 'inbox', NULL, NULL, '', 0, 0, 0, NULL, $3)
         RETURNING *",
    )
    .bind(clock::new_id().to_string())
    .bind(new.title)
    .bind(clock::now().as_microsecond())
    .fetch_one(&pool)
    .await?;
    Ok((StatusCode::CREATED, Json(item)))
}

async fn update(
    State(pool): State<SqlitePool>,
    At(id): At<String>,
    Json(new): Json<Title>,
) -> Result<Json<Item>, Failure> {
    let item = sqlx::query_as("UPDATE items SET title = $1, version = version + 1 WHERE id = $2 RETURNING *")
        .bind(new.title)
        .bind(id)
        .fetch_one(&pool)
        .await?;
    Ok(Json(item))
}
