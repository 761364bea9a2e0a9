//! What can be wrong with a database is told in words, and nothing is lost by it.

use std::path::Path;

use outweigh_store::{Address, Store, StoreError};
use serde_json::json;

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{World, at, create, item_ref, rename, set, state, title, verified, write};

on_both_databases!(
    a_database_of_a_newer_program_is_left_alone,
    a_damaged_database_says_so,
    a_lost_head_is_told,
    a_mistake_of_the_program_fails_one_request_alone,
);

async fn refused(address: &Address) -> String {
    match Store::open(address, at(0)).await {
        Ok(_) => panic!("{address} was opened"),
        Err(error) => error.to_string(),
    }
}

async fn a_database_of_a_newer_program_is_left_alone(database: TestDatabase) {
    database.open().await.close().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 SELECT 9999, 'later', success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1";
    assert_eq!(database.execute(newer).await, 1);
    assert_eq!(
        refused(&database.address).await,
        "the database was last used by a newer Outweigh; update this one"
    );
}

async fn a_damaged_database_says_so(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    store.close().await;
    database.execute("UPDATE entities SET doc = '{' WHERE kind = 'product'").await;
    let error = refused(&database.address).await;
    assert!(error.starts_with("the stored data is damaged: ") && error.contains("ledger verify"), "{error}");
}

async fn a_lost_head_is_told(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    database.execute("DELETE FROM ledger_head").await;
    let error = write(&store, vec![create(world.item(1))]).await.unwrap_err();
    assert!(matches!(&error, StoreError::Damaged(problem) if problem.contains("head")), "{error}");
    assert!(store.read().items.is_empty());
    assert!(refused(&database.address).await.contains("the head of the ledger is missing"));
}

async fn a_mistake_of_the_program_fails_one_request_alone(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let items = world.add_items(&store, 2).await;
    store.close().await;
    // Counting beyond the last version stands for any mistake: checked builds panic.
    let full = format!("UPDATE entities SET version = {} WHERE id = '{}'", u32::MAX, items[0]);
    assert_eq!(database.execute(&full).await, 1);

    let store = database.open().await;
    let edits = |item, text: &str| vec![set(item_ref(item), "title", json!(text))];
    let (failed, other) =
        tokio::join!(write(&store, edits(items[0], "lost")), write(&store, edits(items[1], "kept")));
    assert!(matches!(failed, Err(StoreError::Panicked)), "{failed:?}");
    other.unwrap();
    assert_ne!(title(&store, items[0]), "lost");
    assert_eq!(title(&store, items[1]), "kept");
    rename(&store, items[1], "and again").await;
}

fn sqlite(path: &Path) -> Address {
    Address::Sqlite(path.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_a_folder_that_is_missing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let address = sqlite(&folder.path().join("a/b/outweigh.sqlite"));
    World::set_up(&Store::open(&address, at(0)).await.unwrap()).await;
    assert_eq!(Store::open(&address, at(0)).await.unwrap().read().products.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_where_no_file_can_be_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, "This is no database but a note. ".repeat(200)).unwrap();
    let error = refused(&sqlite(&file)).await;
    assert!(error.contains("notes.txt") && error.ends_with("file is not a database"), "{error}");
    let error = refused(&sqlite(&file.join("below.sqlite"))).await;
    assert!(error.contains("below.sqlite") && error.contains("its folder cannot be made"), "{error}");
    let error = refused(&sqlite(folder.path())).await;
    assert!(error.contains("unable to open database file"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_answer_is_told_without_the_password() {
    // Port 1 is nobody's.
    let address = "postgres://me:secret@127.0.0.1:1/outweigh".parse().unwrap();
    let error = refused(&address).await;
    assert!(
        error.starts_with("failed to open the database \"postgres://..@127.0.0.1:1/outweigh\": "),
        "{error}"
    );
    assert!(error.contains("refused") && !error.contains("secret"), "{error}");
    let error = refused(&"postgres://me:secret@host:port/outweigh".parse().unwrap()).await;
    assert!(
        error.starts_with("failed to understand the database address") && !error.contains("secret"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_exist_is_told() {
    let database = TestDatabase::postgres();
    let Address::Postgres(url) = &database.address else { unreachable!("it is a PostgreSQL") };
    let error = refused(&Address::Postgres(format!("{url}_other"))).await;
    assert!(error.contains("_other\" does not exist"), "{error}");
}

/// A PostgreSQL whose disk is full, or that takes no writes, for as long as the change lasts.
#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_without_room_loses_nothing() {
    let database = TestDatabase::postgres();
    let full = "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$;
                CREATE TRIGGER full_disk BEFORE INSERT ON changes EXECUTE FUNCTION no_room();";
    loses_nothing(&database, full, "DROP TRIGGER full_disk ON changes", "the disk is full").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_takes_no_writes_loses_nothing() {
    let database = TestDatabase::postgres();
    let Address::Postgres(url) = &database.address else { unreachable!("it is a PostgreSQL") };
    let name = url.rsplit_once('/').unwrap().1;
    // New connections learn of it; the old ones are cut.
    let set = |value: &str| {
        format!(
            "ALTER DATABASE {name} SET default_transaction_read_only = {value};
             SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid();"
        )
    };
    let back = format!("BEGIN READ WRITE; {} COMMIT;", set("off"));
    loses_nothing(&database, &set("on"), &back, "cannot be written").await;
}

async fn loses_nothing(database: &TestDatabase, break_it: &str, mend_it: &str, told: &str) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 1).await[0];
    rename(&store, item, "before").await;
    let before = state(&store.read());
    database.execute(break_it).await;
    let writes = (10..20).map(|n| write(&store, vec![create(world.item(n))]));
    for result in futures_util::future::join_all(writes).await {
        let error = result.unwrap_err().to_string();
        assert!(error.contains(told) && error.contains("nothing was changed"), "{error}");
    }
    assert_eq!(state(&store.read()), before);
    assert_eq!(title(&store, item), "before");
    database.execute(mend_it).await;
    assert_eq!(rename(&store, item, "after").await, 4);
    verified(&store).await;
}

/// A file without the right to write. The superuser may write anyway, so another user tries.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt as _;

    if let Ok(path) = std::env::var(READ_ONLY_CHILD) {
        println!("told: {}", crate::databases::runtime().block_on(write_refused(Path::new(&path))));
        return;
    }
    let database = TestDatabase::sqlite();
    let folder = database.sqlite_folder().unwrap();
    let Address::Sqlite(path) = &database.address else { unreachable!("it is an SQLite") };
    crate::databases::runtime().block_on(async {
        let store = database.open().await;
        World::set_up(&store).await;
        store.close().await;
    });
    let set_mode =
        |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    set_mode(path, 0o444);
    // The other user may not see the folder this program stands in.
    let elsewhere = tempfile::tempdir().unwrap();
    set_mode(elsewhere.path(), 0o755);
    let program = elsewhere.path().join("store_tests");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    for folder_mode in [0o777, 0o555] {
        set_mode(folder, folder_mode);
        let mut command = std::process::Command::new(&program);
        command.args(["trouble::a_file_that_cannot_be_written_is_told", "--exact", "--nocapture"]);
        command.env(READ_ONLY_CHILD, path).current_dir("/");
        if std::fs::File::options().append(true).open(path).is_ok() {
            command.uid(65_534);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let clear = ["told: the database cannot be written; nothing", "told: failed to open the database"];
        assert!(
            clear.iter().any(|words| said.contains(words)),
            "{said} {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    set_mode(folder, 0o700);
    set_mode(path, 0o644);
    crate::databases::runtime().block_on(async {
        assert_eq!(verified(&database.open().await).await, 1);
    });
}

/// What opening says of it or, where reading is still possible, writing.
#[cfg(unix)]
async fn write_refused(path: &Path) -> String {
    let store = match Store::open(&sqlite(path), at(0)).await {
        Ok(store) => store,
        Err(error) => return error.to_string(),
    };
    let product = store.read().products.iter().next().unwrap().id;
    let world = World { product, anna: crate::world::id() };
    let error = write(&store, vec![create(world.item(1))]).await.unwrap_err();
    assert!(store.read().items.is_empty());
    error.to_string()
}

#[cfg(unix)]
const READ_ONLY_CHILD: &str = "OUTWEIGH_READ_ONLY_CHILD";
