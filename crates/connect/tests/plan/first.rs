//! What a first import makes of a file.

use jiff::civil::date;
use outweigh_connect::plan::Action;
use outweigh_connect::{ImportedComment, ImportedItem, ImportedMilestone, ImportedPerson, ImportedSprint};
use outweigh_connect::{LinkKind, StatusCategory};
use outweigh_core::domain::{EntityKind, EntityRef, Status};
use serde_json::json;

use crate::world::{World, closed, linked, row, time};

fn person(id: &str, name: &str, email: Option<&str>) -> Option<ImportedPerson> {
    Some(ImportedPerson { external_id: id.into(), name: name.into(), email: email.map(Into::into) })
}

fn full_row() -> ImportedItem {
    ImportedItem {
        url: Some("https://jira.example/browse/PAY-7".into()),
        project_name: Some("Payments".into()),
        description: Some("Cards are **declined**.".into()),
        item_type: Some("Bug".into()),
        status_category: StatusCategory::Doing,
        status_text: Some("In Progress".into()),
        priority: Some("Major".into()),
        severity_share: Some(0.7),
        labels: vec!["cards".into(), "eu".into()],
        components: vec!["checkout".into(), "cards".into()],
        assignee: person("acc-1", "Anna Berg", Some("anna@example.com")),
        created_at: Some(time("2025-03-01T10:00:00Z")),
        updated_at: Some(time("2025-04-01T10:00:00Z")),
        started_at: Some(time("2025-03-05T10:00:00Z")),
        due: Some(date(2025, 6, 1)),
        story_points: Some(5.0),
        votes: Some(12),
        watchers: Some(4),
        comments: vec![
            ImportedComment {
                at: Some(time("2025-03-02T10:00:00Z")),
                author: Some("Anna Berg".into()),
                text: "Mine".into(),
            },
            ImportedComment { at: None, author: Some("Someone".into()), text: "Me too".into() },
        ],
        sprints: vec![
            ImportedSprint { name: "S1".into(), ..ImportedSprint::default() },
            ImportedSprint {
                name: "S2".into(),
                starts: Some(date(2025, 3, 3)),
                ends: Some(date(2025, 3, 1)),
                ..ImportedSprint::default()
            },
        ],
        fix_versions: vec!["1.0".into(), "1.1".into()],
        custom: [("Team".to_owned(), "Blue".to_owned())].into(),
        parent_key: Some("PAY-1".into()),
        ..row(2, "PAY-7", "Card payment fails")
    }
}

#[test]
fn every_field_of_a_row_arrives() {
    let mut world = World::new();
    let report = world.import(&[full_row()]);
    assert_eq!((report.creates, report.people, report.products, report.releases), (1, 1, 1, 1));
    assert_eq!((report.sprints, report.comments, report.skipped), (1, 2, 0));
    let item = world.item("PAY-7").clone();
    let workspace = &world.workspace;
    assert_eq!((item.status, item.started_at), (Status::Doing, Some(time("2025-03-05T10:00:00Z"))));
    assert_eq!(item.created_at, time("2025-03-01T10:00:00Z"));
    assert_eq!(item.tags, ["cards", "eu", "checkout"]);
    assert_eq!(item.due, Some(date(2025, 6, 1)));
    assert_eq!(item.problem, "");
    let owner = workspace.people.get(item.owner_id.unwrap()).unwrap();
    assert_eq!((owner.name.as_str(), owner.email.as_deref()), ("Anna Berg", Some("anna@example.com")));
    assert!(workspace.grants.is_empty(), "people of an import have no rights");
    assert_eq!(workspace.releases.get(item.release_id.unwrap()).unwrap().name, "1.0");
    let sprint = workspace.sprints.get(item.sprint_id.unwrap()).unwrap();
    assert_eq!((sprint.name.as_str(), sprint.ends), ("S2", None));
    let product = workspace.products.get(item.product_id).unwrap();
    assert_eq!((product.key.as_str(), product.name.as_str()), ("PAY", "Payments"));
    assert_eq!(item.custom["Team"], json!("Blue"));
    assert_eq!(item.custom["Fix versions"], json!(["1.0", "1.1"]));
    for (kind, value) in [
        ("type", json!("Bug")),
        ("priority", json!("Major")),
        ("severity_share", json!(0.7)),
        ("story_points", json!(5)),
        ("votes", json!(12)),
        ("watchers", json!(4)),
        ("status", json!("In Progress")),
        ("parent", json!("PAY-1")),
        ("updated", json!("2025-04-01T10:00:00Z")),
    ] {
        assert_eq!(item.signals[kind].value, value, "{kind}");
        assert_eq!(item.signals[kind].source, "jira");
    }
    let reference = &item.references[0];
    assert_eq!((reference.id.as_str(), reference.key.as_deref()), ("id-PAY-7", Some("PAY-7")));
    let comments: Vec<_> = workspace.comments_of(item.id).collect();
    assert_eq!((comments[0].person_id, comments[0].author.as_deref()), (item.owner_id, None));
    assert_eq!((comments[1].author.as_deref(), comments[1].at), (Some("Someone"), item.created_at));
    assert_eq!(report.sample[0].action, Action::Create);
    assert!(report.sample[0].changes.contains(&"status: inbox to doing".to_owned()), "{:?}", report.sample);
}

#[test]
fn a_status_follows_from_category_and_resolution() {
    let mut world = World::new();
    let resolved_at = Some(time("2025-02-01T00:00:00Z"));
    world.import(&[
        row(2, "PAY-1", "waits"),
        ImportedItem { severity_share: Some(0.4), ..row(3, "PAY-2", "waits, with a priority") },
        ImportedItem { resolved_at, ..closed(row(4, "PAY-3", "built"), "Fixed") },
        closed(row(5, "PAY-4", "refused"), "Won't Fix"),
        linked(closed(row(6, "PAY-5", "repeats an unknown one"), "Duplicate"), LinkKind::Duplicates, "X-1"),
    ]);
    let status = |key: &str| world.item(key).status;
    assert_eq!((status("PAY-1"), status("PAY-2")), (Status::Inbox, Status::Triaged));
    assert_eq!((status("PAY-3"), world.item("PAY-3").done_at), (Status::Done, resolved_at));
    assert_eq!(status("PAY-4"), Status::Declined);
    assert_eq!(world.item("PAY-4").status_reason, "closed in jira as \"Won't Fix\"");
    assert_eq!(status("PAY-5"), Status::Declined);
    assert_eq!(world.item("PAY-5").status_reason, "duplicate of X-1");
}

#[test]
fn a_row_without_a_project_goes_to_the_default_product_and_gets_its_number() {
    let mut world = World::new();
    let plain = ImportedItem {
        project_key: None,
        external_key: String::new(),
        external_id: "title:x".into(),
        ..row(2, "", "x")
    };
    world.import(&[plain]);
    assert_eq!(world.item("IDEAS-1").title, "x");
}

#[test]
fn a_key_that_is_taken_gives_way_to_the_next_free_number() {
    let mut world = World::new().into_product("PAY");
    world.import(&[row(2, "PAY-3", "first of jira")]);
    let other = ImportedItem { system: "linear".into(), ..row(2, "PAY-3", "first of linear") };
    let odd = ImportedItem { system: "linear".into(), ..row(3, "acme/web#12", "no key of ours") };
    let high = ImportedItem { system: "linear".into(), ..row(4, "PAY-9", "a later number") };
    let report = world.import(&[other, odd, high]);
    assert_eq!((report.creates, report.products), (3, 0));
    assert_eq!(world.item("PAY-3").title, "first of jira");
    assert_eq!(world.item("PAY-10").title, "first of linear");
    assert_eq!(world.item("PAY-11").title, "no key of ours");
    assert_eq!(world.item("PAY-9").title, "a later number");
}

#[test]
fn people_are_found_by_id_address_or_name_before_any_is_added() {
    let mut world = World::new();
    let owned = |number: usize, owner: Option<ImportedPerson>| ImportedItem {
        assignee: owner,
        ..row(number, &format!("PAY-{number}"), "x")
    };
    let rows = [
        owned(1, person("a1", "Anna", Some("anna@example.com"))),
        owned(2, person("anna@example.com", "anna@example.com", Some("ANNA@example.com"))),
        owned(3, person("Anna", "Anna", None)),
        owned(4, person("a2", "Anna", None)),
        owned(5, person("b1", "Bo", Some("not an address"))),
        owned(6, person("Bo", "Bo", None)),
    ];
    let report = world.import(&rows);
    assert_eq!(report.people, 3);
    let owner = |number: usize| world.item(&format!("PAY-{number}")).owner_id.unwrap();
    assert_eq!((owner(2), owner(3), owner(6)), (owner(1), owner(1), owner(5)));
    assert_ne!(owner(4), owner(1), "one name, two ids of one system");
    assert_eq!(world.workspace.people.get(owner(5)).unwrap().email, None);
    world.options.add_people = false;
    let report = world.import(&[owned(7, person("c1", "Cem", None)), owned(8, person("a1", "Anna", None))]);
    assert_eq!(report.people, 0);
    assert_eq!(world.item("PAY-7").owner_id, None);
    assert!(world.item("PAY-8").owner_id.is_some());
    assert!(report.warnings[0].contains("needs an admin (row 7)"), "{:?}", report.warnings);
}

#[test]
fn values_beyond_the_limits_are_cut_and_rows_beyond_saving_are_reported() {
    let mut world = World::new();
    let rows = [
        ImportedItem {
            title: "long ".repeat(300),
            description: Some("x".repeat(300_000)),
            labels: (0..600).map(|n| format!("tag {n}")).chain(["two\nlines".into(), "\n".into()]).collect(),
            url: Some("javascript:alert(1)".into()),
            story_points: Some(f64::INFINITY),
            comments: vec![ImportedComment { text: " ".into(), ..ImportedComment::default() }],
            ..row(2, "PAY-1", "")
        },
        ImportedItem { external_id: "i".repeat(2_000), ..row(3, "PAY-2", "an id that is too long") },
        row(4, "PAY-1", "the same id again"),
        row(5, "PAY-3", "sound"),
    ];
    let report = world.import(&rows);
    assert_eq!((report.creates, report.skipped, report.errors.len()), (2, 2, 2));
    assert_eq!((report.errors[0].row, report.errors[0].column.as_deref()), (3, Some("id")));
    assert_eq!(report.errors[0].expected, "is longer than 1000 bytes");
    assert!(report.errors[1].message.starts_with("row 4: \"id-PAY-1\""), "{}", report.errors[1].message);
    assert_eq!(world.item("PAY-1").tags.len(), 500);
    assert_eq!(world.item("PAY-1").references[0].url, None);
    assert_eq!(report.warnings.len(), 3, "{:?}", report.warnings);
}

#[test]
fn projects_become_products_and_milestones_releases() {
    let mut world = World::new();
    let issue = |number: usize, project: &str| ImportedItem {
        system: "github".into(),
        project_key: Some(project.into()),
        milestone: Some(ImportedMilestone { title: "3.0".into(), due: Some(date(2026, 2, 1)) }),
        ..row(number, &format!("{project}#{number}"), "x")
    };
    let report = world.import(&[issue(1, "acme/web"), issue(2, "acme/web"), issue(3, "other/web")]);
    assert_eq!((report.products, report.releases), (2, 2));
    let products: Vec<_> =
        world.workspace.products.iter().map(|p| (p.key.as_str(), p.name.as_str())).collect();
    assert_eq!(products, [("WEB", "acme/web"), ("WEB_2", "other/web")]);
    // Renaming a product does not split it.
    let entity = EntityRef::new(EntityKind::Product, world.item("WEB-1").product_id);
    assert_eq!(world.workspace.version(entity), Some((1, false)));
    let report = world.import(&[issue(1, "acme/web"), issue(4, "acme/web"), issue(5, "other/web")]);
    assert_eq!((report.products, report.creates), (0, 2));
}
