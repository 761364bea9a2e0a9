//! One altered byte anywhere in the ledger is found, and the position named.

use outweigh_core::ledger::Draft;
use outweigh_store::{Address, Caller, Store};
use serde_json::json;

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{
    World, at, comment, create, delete, draft, item_ref, rename, set, undo, verified, written,
};

on_both_databases!(
    every_altered_column_is_found,
    missing_and_added_rows_are_found,
    verifying_disturbs_no_writer
);

/// A ledger with something in every column; the change set at this position is altered.
const VICTIM: i64 = 4;

async fn ledger(store: &Store) {
    let world = World::set_up(store).await;
    let items = world.add_items(store, 2).await;
    let position = rename(store, items[0], "renamed").await;
    let with_everything = Draft {
        at: at(5),
        actor: world.actor(),
        reason: "customers asked".into(),
        idempotency_key: Some("key".into()),
        undoes: Some(position),
        ..draft(vec![
            set(item_ref(items[0]), "title", json!("named back")),
            create(comment(items[0], "why")),
            delete(item_ref(items[1])),
        ])
    };
    assert_eq!(store.write(with_everything, world.caller()).await.unwrap().position, Some(VICTIM));
    let last = written(store, vec![create(world.item(9))]).await;
    undo(store, last, false).await.unwrap();
    assert_eq!(verified(store).await, 6);
}

struct Column {
    name: String,
    kind: String,
}

/// The columns of a table as the database lists them, so that a new one is tested at once.
async fn columns(database: &TestDatabase, table: &str) -> Vec<Column> {
    let sql = match database.address {
        Address::Sqlite(_) => format!("SELECT name || ' ' || lower(type) FROM pragma_table_info('{table}')"),
        Address::Postgres(_) => format!(
            "SELECT column_name || ' ' || data_type FROM information_schema.columns
             WHERE table_name = '{table}' AND table_schema = current_schema()"
        ),
    };
    let listed = database.ask(&sql).await.into_iter().flatten();
    listed
        .map(|line| {
            let (name, kind) = line.split_once(' ').unwrap();
            Column { name: name.into(), kind: kind.into() }
        })
        .collect()
}

/// SQL for values close to the one in a column.
fn alterations(column: &Column) -> Vec<String> {
    let name = &column.name;
    match column.kind.as_str() {
        "bigint" => vec![format!("{name} + 1000"), format!("{name} + 4294967296")],
        "boolean" => vec![format!("NOT {name}")],
        "text" => vec![
            // One byte more, one less, one in another case, one other.
            format!("{name} || ' '"),
            format!("substr({name}, 1, length({name}) - 1)"),
            format!("CASE WHEN {name} = upper({name}) THEN lower({name}) ELSE upper({name}) END"),
            format!("'x' || substr({name}, 2)"),
        ],
        other => panic!("no alteration known for {other}"),
    }
}

async fn every_altered_column_is_found(database: TestDatabase) {
    let store = database.open().await;
    ledger(&store).await;
    let tables = [
        ("change_sets", format!("position = {VICTIM}")),
        ("changes", format!("position = {VICTIM} AND ordinal = 0")),
        ("entities", "id = (SELECT MAX(id) FROM entities)".to_owned()),
        ("ledger_head", "1 = 1".to_owned()),
    ];
    for (table, which) in tables {
        let columns = columns(&database, table).await;
        assert!(columns.len() >= 3, "{table}");
        database.execute(&format!("CREATE TABLE kept AS SELECT * FROM {table}")).await;
        for column in columns {
            let name = &column.name;
            let mut values = alterations(&column);
            if table == "change_sets" && ["undoes", "idempotency_key", "actor_id"].contains(&name.as_str()) {
                values.push("NULL".into());
            }
            for value in values {
                let what = format!("{table}.{name} = {value}");
                let different = format!("({value}) IS DISTINCT FROM {name}");
                let sql = format!("UPDATE {table} SET {name} = {value} WHERE {which} AND {different}");
                if database.execute(&sql).await == 0 {
                    // No letters to change the case of.
                    assert!(value.starts_with("CASE"), "nothing was altered by {what}");
                    continue;
                }
                let found = store.verify().await.unwrap();
                let fault = found.fault.unwrap_or_else(|| panic!("not found: {what}"));
                if table.starts_with("change") {
                    assert_eq!(fault.position, Some(VICTIM), "{what}: {}", fault.problem);
                }
                assert!(!fault.problem.is_empty());
                // Back to how it was.
                database.execute(&format!("DELETE FROM {table}")).await;
                database.execute(&format!("INSERT INTO {table} SELECT * FROM kept")).await;
            }
        }
        database.execute("DROP TABLE kept").await;
        verified(&store).await;
    }
}

async fn missing_and_added_rows_are_found(database: TestDatabase) {
    let store = database.open().await;
    ledger(&store).await;
    let entry = |position: i64| {
        format!(
            "INSERT INTO change_sets SELECT {position}, 'other', at, actor_kind, actor_id, actor_name, cause, reason,
             undoes, NULL, change_count, summary, hash FROM change_sets WHERE position = {VICTIM}"
        )
    };
    let change = |position: i64, ordinal: i64| {
        format!(
            "INSERT INTO changes SELECT {position}, {ordinal}, kind, id, subject, version, op, data
             FROM changes WHERE position = {VICTIM} AND ordinal = 0"
        )
    };
    let cases = [
        ("DELETE FROM change_sets WHERE position = 4".to_owned(), Some(4)),
        ("DELETE FROM change_sets WHERE position = 1".to_owned(), Some(1)),
        ("DELETE FROM change_sets WHERE position = 6".to_owned(), Some(6)),
        ("DELETE FROM changes WHERE position = 4".to_owned(), Some(4)),
        ("DELETE FROM changes WHERE position = 4 AND ordinal = 2".to_owned(), Some(4)),
        ("DELETE FROM changes WHERE position = 4 AND ordinal = 1".to_owned(), Some(4)),
        ("DELETE FROM entities WHERE id = (SELECT MIN(id) FROM entities)".to_owned(), None),
        ("DELETE FROM ledger_head".to_owned(), None),
        (entry(7), Some(7)),
        (entry(0), Some(7)),
        (entry(-5), Some(7)),
        (change(4, 3), Some(4)),
        (change(4, -1), Some(4)),
        (change(7, 0), Some(7)),
        (change(0, 0), Some(7)),
        ("INSERT INTO entities SELECT 'x', kind, version, deleted, doc FROM entities WHERE version = 1 LIMIT 1".into(), None),
        ("UPDATE ledger_head SET position = 5".into(), Some(5)),
        ("UPDATE ledger_head SET position = 7".into(), Some(7)),
        // What it was is still in the hash of what came later.
        ("UPDATE change_sets SET hash = (SELECT hash FROM change_sets WHERE position = 3) WHERE position = 4".into(), Some(4)),
    ];
    for table in ["change_sets", "changes", "entities", "ledger_head"] {
        database.execute(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
    }
    for (sql, position) in cases {
        assert!(database.execute(&sql).await > 0, "{sql}");
        let found = store.verify().await.unwrap();
        let fault = found.fault.unwrap_or_else(|| panic!("not found: {sql}"));
        assert_eq!(fault.position, position, "{sql}: {}", fault.problem);
        for table in ["change_sets", "changes", "entities", "ledger_head"] {
            database.execute(&format!("DELETE FROM {table}")).await;
            database.execute(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await;
        }
    }
    verified(&store).await;
}

async fn verifying_disturbs_no_writer(database: TestDatabase) {
    let (store, verifier) = (database.open().await, database.open().await);
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 200).await[0];
    let writing = tokio::spawn(async move {
        for n in 0..100 {
            let draft = draft(vec![set(item_ref(item), "title", json!(format!("title {n}")))]);
            store.write(draft, Caller::System).await.unwrap();
        }
    });
    let mut verified = 0;
    while !writing.is_finished() || verified == 0 {
        let found = verifier.verify().await.unwrap();
        assert_eq!(found.fault, None);
        verified += 1;
    }
    writing.await.unwrap();
    assert_eq!(verifier.verify().await.unwrap().positions, 102);
}
