//! What a second import may change, and how one is taken back and made again.

use outweigh_connect::plan::Action;
use outweigh_connect::{ImportedComment, ImportedItem, ImportedPerson, LinkKind, StatusCategory};
use outweigh_core::domain::{EntityKind, EntityRef, Lane, Status};
use serde_json::json;

use crate::world::{World, closed, linked, row, time};

const MONDAY: &str = "2025-03-03T10:00:00Z";
const TUESDAY: &str = "2025-03-04T10:00:00Z";

fn dated(row: ImportedItem, updated: &str) -> ImportedItem {
    ImportedItem { updated_at: Some(time(updated)), ..row }
}

#[test]
fn the_same_file_changes_nothing_whatever_people_did_meanwhile() {
    let mut world = World::new();
    let file = [
        dated(ImportedItem { status_text: Some("Open".into()), ..row(2, "PAY-1", "title") }, MONDAY),
        dated(closed(row(3, "PAY-2", "done"), "Fixed"), MONDAY),
    ];
    world.import(&file);
    world.edit("PAY-1", json!({"title": "better title", "status": "ready", "problem": "p", "lane": "bet"}));
    let report = world.import(&file);
    assert!(report.changes_nothing());
    assert_eq!((report.unchanged, report.sample[0].action), (2, Action::Unchanged));
    assert_eq!(world.item("PAY-1").title, "better title");
}

#[test]
fn a_newer_row_sets_what_it_carries_and_keeps_what_people_sorted() {
    let mut world = World::new();
    let owner = ImportedPerson { external_id: "a".into(), name: "Anna".into(), email: None };
    let first = ImportedItem {
        status_text: Some("Open".into()),
        labels: vec!["eu".into()],
        description: Some("old".into()),
        assignee: Some(owner),
        votes: Some(1),
        ..dated(row(2, "PAY-1", "title"), MONDAY)
    };
    world.import(std::slice::from_ref(&first));
    world.edit("PAY-1", json!({"status": "ready", "problem": "p", "lane": "bet", "tags": ["eu", "mine"]}));
    let second = ImportedItem {
        title: "new title".into(),
        description: None,
        assignee: None,
        labels: vec!["cards".into()],
        votes: Some(9),
        ..dated(first, TUESDAY)
    };
    let report = world.import(&[second]);
    assert_eq!(report.updates, 1);
    let item = world.item("PAY-1");
    assert_eq!((item.title.as_str(), item.description.as_str()), ("new title", "old"));
    assert_eq!((item.status, item.lane, item.problem.as_str()), (Status::Ready, Some(Lane::Bet), "p"));
    assert_eq!(item.tags, ["eu", "mine", "cards"]);
    assert!(item.owner_id.is_some());
    assert_eq!(item.signal_number("votes"), Some(9.0));
    assert!(report.sample[0].changes.contains(&"title: title to new title".to_owned()));
}

#[test]
fn a_row_of_the_same_time_moves_head_counts_only_and_an_older_one_nothing() {
    let mut world = World::new();
    let first = ImportedItem { votes: Some(1), ..dated(row(2, "PAY-1", "title"), TUESDAY) };
    world.import(std::slice::from_ref(&first));
    let recounted = ImportedItem { votes: Some(5), title: "other".into(), ..first.clone() };
    assert_eq!(world.import(&[recounted]).updates, 1);
    assert_eq!(world.item("PAY-1").signal_number("votes"), Some(5.0));
    assert_eq!(world.item("PAY-1").title, "title");
    let report = world.import(&[ImportedItem { title: "old".into(), ..dated(first, MONDAY) }]);
    assert!(report.changes_nothing());
    assert!(report.warnings[0].contains("older"), "{:?}", report.warnings);
}

#[test]
fn rows_without_a_date_of_change_replace_and_say_so() {
    let mut world = World::new();
    world.import(&[row(2, "PAY-1", "title")]);
    assert!(world.import(&[row(2, "PAY-1", "title")]).changes_nothing());
    let report = world.import(&[row(2, "PAY-1", "other")]);
    assert_eq!(world.item("PAY-1").title, "other");
    assert!(
        report.warnings[0].contains("do not tell when they last changed (row 2)"),
        "{:?}",
        report.warnings
    );
}

#[test]
fn a_status_follows_the_source_by_legal_steps() {
    let mut world = World::new();
    let with = |category: StatusCategory, word: &str, updated: &str| ImportedItem {
        status_category: category,
        status_text: Some(word.into()),
        ..dated(row(2, "PAY-1", "title"), updated)
    };
    world.import(&[with(StatusCategory::Todo, "Open", MONDAY)]);
    assert_eq!(world.item("PAY-1").status, Status::Inbox);
    let done = ImportedItem {
        resolution: Some("Fixed".into()),
        resolved_at: Some(time(TUESDAY)),
        ..with(StatusCategory::Done, "Closed", TUESDAY)
    };
    world.import(std::slice::from_ref(&done));
    let item = world.item("PAY-1");
    assert_eq!((item.status, item.done_at), (Status::Done, Some(time(TUESDAY))));
    assert_eq!(item.started_at, None, "no time is made up for steps in between");
    world.undo();
    assert_eq!((world.item("PAY-1").status, world.item("PAY-1").done_at), (Status::Inbox, None));
    world.import(&[done]);
    world.import(&[with(StatusCategory::Todo, "Reopened", "2025-03-05T00:00:00Z")]);
    let item = world.item("PAY-1");
    assert_eq!((item.status, item.done_at), (Status::Inbox, None));
    assert!(!item.signals.contains_key("resolution"));
    let refused = with(StatusCategory::Done, "Won't do", "2025-03-06T00:00:00Z");
    world.import(&[refused]);
    assert_eq!(world.item("PAY-1").status, Status::Declined);
    assert_eq!(world.item("PAY-1").status_reason, "closed in jira as \"Won't do\"");
}

fn rich_file() -> Vec<ImportedItem> {
    let comment = |text: &str| ImportedComment { at: Some(time(MONDAY)), author: None, text: text.into() };
    vec![
        linked(
            ImportedItem {
                assignee: Some(ImportedPerson {
                    external_id: "a".into(),
                    name: "Anna".into(),
                    email: Some("anna@example.com".into()),
                }),
                fix_versions: vec!["1.0".into()],
                comments: vec![comment("one"), comment("two")],
                ..dated(row(2, "PAY-1", "first"), MONDAY)
            },
            LinkKind::Needs,
            "PAY-2",
        ),
        dated(row(3, "PAY-2", "second"), MONDAY),
        linked(dated(closed(row(4, "PAY-3", "third"), "Duplicate"), MONDAY), LinkKind::Duplicates, "PAY-1"),
    ]
}

#[test]
fn an_import_taken_back_and_made_again_brings_the_same_things_back() {
    let mut world = World::new();
    world.import(&rich_file());
    let documents = world.documents();
    world.undo();
    assert_eq!(world.documents(), []);
    let report = world.import(&rich_file());
    assert_eq!((report.creates, report.restored), (0, 3));
    assert_eq!((report.comments, report.dependencies, report.people, report.releases), (2, 1, 1, 1));
    assert_eq!(world.documents(), documents);
    world.undo();
    assert_eq!(world.documents(), []);
}

#[test]
fn a_restored_item_takes_the_files_values_even_of_the_same_time() {
    let mut world = World::new();
    let mut file = rich_file();
    world.import(&file);
    world.undo();
    file[1].title = "read with a better mapping".into();
    assert_eq!(world.import(&file).restored, 3);
    assert_eq!(world.item("PAY-2").title, "read with a better mapping");
}

#[test]
fn a_restored_item_gives_way_where_its_key_or_its_surroundings_are_gone() {
    let mut world = World::new();
    world.import(&rich_file());
    world.undo();
    // Meanwhile another source takes the key, and only one of the rows comes back.
    let other = ImportedItem { system: "linear".into(), ..row(2, "PAY-3", "of linear") };
    world.import(&[other]);
    let report = world.import(&rich_file()[2..]);
    assert_eq!((report.restored, report.creates), (1, 0));
    assert_eq!(world.item("PAY-3").title, "of linear");
    let back = world.item("PAY-4");
    assert_eq!((back.title.as_str(), back.status), ("third", Status::Declined));
    assert_eq!(back.merged_into_id, None);
}

#[test]
fn an_item_that_someone_deleted_here_stays_deleted() {
    let mut world = World::new();
    world.import(&rich_file());
    let entity = EntityRef::new(EntityKind::Item, world.item("PAY-2").id);
    world.delete(entity);
    let newer = rich_file().into_iter().map(|row| dated(row, TUESDAY)).collect::<Vec<_>>();
    let report = world.import(&newer);
    assert_eq!((report.deleted_here, report.restored, report.updates), (1, 0, 2));
    assert!(world.workspace.item_by_key("PAY-2").is_none());
}

#[test]
fn a_deleted_comment_or_person_comes_back_with_the_file() {
    let mut world = World::new();
    world.import(&rich_file());
    let item = world.item("PAY-1").id;
    let comment = world.workspace.comments_of(item).next().unwrap().id;
    world.delete(EntityRef::new(EntityKind::Comment, comment));
    let report = world.import(&rich_file());
    assert_eq!((report.comments, report.unchanged), (1, 3));
}

#[test]
fn exports_with_ids_and_with_keys_only_mean_the_same_items() {
    let mut world = World::new();
    let keys_only = ImportedItem { external_id: "PAY-1".into(), ..row(2, "PAY-1", "title") };
    world.import(std::slice::from_ref(&keys_only));
    let with_id = ImportedItem { external_id: "10001".into(), ..keys_only.clone() };
    let report = world.import(std::slice::from_ref(&with_id));
    assert_eq!((report.creates, report.updates), (0, 1));
    assert_eq!(world.item("PAY-1").references[0].id, "10001");
    assert!(world.import(&[keys_only]).changes_nothing());
    // Another id under the same key is another item.
    let other = ImportedItem { external_id: "20002".into(), ..with_id };
    assert_eq!(world.import(&[other]).creates, 1);
    assert_eq!(world.item("PAY-2").references[0].id, "20002");
}

#[test]
fn a_plan_made_before_someone_else_changed_the_item_is_refused() {
    use outweigh_core::workspace::{Access, Staged};
    let mut world = World::new();
    world.import(&[row(2, "PAY-1", "title")]);
    let plan = world.plan(&[row(2, "PAY-1", "of the file")], &[]);
    world.edit("PAY-1", json!({"title": "of a person"}));
    let draft = outweigh_core::ledger::Draft {
        id: uuid::Uuid::nil().into(),
        at: time(MONDAY),
        actor: outweigh_core::ledger::Actor::system("test"),
        cause: outweigh_core::ledger::Cause::Import,
        reason: String::new(),
        idempotency_key: None,
        undoes: None,
        edits: plan.edits,
    };
    assert!(Staged::new(&world.workspace, [0; 32]).stage(&draft, &Access::system()).is_err());
}
