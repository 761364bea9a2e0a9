//! The floor of an import: bare batched inserts by `sqlx`, as durable, in one transaction.

use std::path::Path;

use anyhow::Result;
use outweigh_evaluate::backlogs::Source;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, QueryBuilder, Row, Sqlite, SqlitePool, ValueRef};

use crate::floor;
use crate::measure::{Cost, Stopwatch};

/// Values per statement: below SQLite's limit of 32,766.
const VALUES: usize = 10_000;

/// One row as text: what is inserted is the same, whatever it was read from.
type Texts = Vec<Option<String>>;

/// The columns of the two files as they are, each in a table of its own.
pub async fn bare_rows(source: &Source, file: &Path) -> Result<(usize, Cost)> {
    let pool = floor::pool(file).await?;
    let mut tables = Vec::new();
    for (name, bytes) in [("issues", Some(&source.issues)), ("links", source.links.as_ref())] {
        let mut reader = csv::Reader::from_reader(bytes.map_or(&[][..], Vec::as_slice));
        let columns: Vec<_> = reader.headers()?.iter().map(|column| format!("\"{column}\" TEXT")).collect();
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE TABLE {name} ({})", columns.join(", "))))
            .execute(&pool)
            .await?;
        let rows: Vec<Texts> = reader
            .records()
            .map(|record| Ok(record?.iter().map(|cell| Some(cell.to_owned())).collect()))
            .collect::<Result<_>>()?;
        tables.push((name.to_owned(), rows));
    }
    sqlx::query("CREATE UNIQUE INDEX issues_by_key ON issues (key)").execute(&pool).await?;
    insert(&pool, &tables).await
}

/// The rows an import wrote, read from its database, in the same tables with the same indices.
pub async fn same_rows(from: &Path, file: &Path) -> Result<(usize, Cost)> {
    let source = floor::pool(from).await?;
    let pool = floor::pool(file).await?;
    let mut tables = Vec::new();
    for name in ["entities", "change_sets", "changes"] {
        let statements: Vec<(String,)> = sqlx::query_as(
            "SELECT sql FROM sqlite_master WHERE tbl_name = $1 AND sql IS NOT NULL ORDER BY type DESC",
        )
        .bind(name)
        .fetch_all(&source)
        .await?;
        for (statement,) in statements {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&pool).await?;
        }
        // In the order in which the import wrote them.
        let select = format!("SELECT * FROM {name} ORDER BY rowid");
        let rows = sqlx::query(sqlx::AssertSqlSafe(select)).fetch_all(&source).await?;
        tables.push((name.to_owned(), rows.iter().map(texts).collect::<Result<_>>()?));
    }
    source.close().await;
    insert(&pool, &tables).await
}

fn texts(row: &SqliteRow) -> Result<Texts> {
    let text = |column: &sqlx::sqlite::SqliteColumn| {
        let value = row.try_get_raw(column.ordinal())?;
        Ok((!value.is_null()).then(|| row.try_get_unchecked::<String, _>(column.ordinal())).transpose()?)
    };
    row.columns().iter().map(text).collect()
}

/// Inserts rows in batches in one transaction: their number and what that cost.
async fn insert(pool: &SqlitePool, tables: &[(String, Vec<Texts>)]) -> Result<(usize, Cost)> {
    let watch = Stopwatch::start();
    let mut transaction = pool.begin().await?;
    for (name, rows) in tables {
        let width = rows.first().map_or(1, Vec::len);
        for chunk in rows.chunks(VALUES / width) {
            let mut statement = QueryBuilder::<Sqlite>::new(format!("INSERT INTO {name} "));
            statement.push_values(chunk, |mut values, row| {
                for text in row {
                    values.push_bind(text.as_deref());
                }
            });
            statement.build().execute(&mut *transaction).await?;
        }
    }
    transaction.commit().await?;
    let cost = watch.read();
    pool.close().await;
    Ok((tables.iter().map(|(_, rows)| rows.len()).sum(), cost))
}
