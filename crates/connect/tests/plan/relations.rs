//! Dependencies and merges: known from both ends, each once, never in a circle, in any order of rows.

use outweigh_connect::{ImportedLink, LinkKind, SourcedLink};
use outweigh_core::domain::Status;

use crate::world::{World, closed, linked, row};

fn sourced(source: &str, kind: LinkKind, target: &str) -> SourcedLink {
    let link = ImportedLink { kind, target_key: target.into(), phrase: String::new() };
    SourcedLink { row: 2, source_key: source.into(), link }
}

#[test]
fn a_dependency_named_from_both_ends_is_one() {
    let mut world = World::new();
    let rows = [
        linked(row(2, "PAY-1", "a"), LinkKind::Needs, "PAY-2"),
        linked(row(3, "PAY-2", "b"), LinkKind::NeededBy, "PAY-1"),
        linked(linked(row(4, "PAY-3", "c"), LinkKind::Needs, "X-9"), LinkKind::Relates, "X-8"),
    ];
    let report = world.import(&rows);
    assert_eq!((report.dependencies, report.unknown_links), (1, 1));
    assert_eq!(world.needs("PAY-1"), ["PAY-2"]);
}

#[test]
fn a_links_file_alone_joins_items_that_are_here() {
    let mut world = World::new();
    world.import(&[row(2, "PAY-1", "a"), row(3, "PAY-2", "b"), row(4, "acme/web#3", "c")]);
    let links = [
        sourced("PAY-1", LinkKind::NeededBy, "PAY-2"),
        sourced("PAY-2", LinkKind::Needs, "acme/web#3"),
        sourced("PAY-2", LinkKind::Needs, "PAY-99"),
    ];
    let report = world.import_with(&[], &links);
    assert_eq!((report.dependencies, report.unknown_links), (2, 1));
    assert_eq!(world.needs("PAY-2").len(), 2);
    assert!(world.import_with(&[], &links).changes_nothing());
}

#[test]
fn a_link_that_closes_a_circle_is_left_out_and_named() {
    let mut world = World::new();
    let rows = [
        linked(row(2, "PAY-1", "a"), LinkKind::Needs, "PAY-2"),
        linked(row(3, "PAY-2", "b"), LinkKind::Needs, "PAY-3"),
        linked(row(4, "PAY-3", "c"), LinkKind::Needs, "PAY-1"),
    ];
    for report in [world.import(&rows), world.import(&rows)] {
        assert_eq!(
            report.warnings,
            [
                "the link \"PAY-3 needs PAY-1\" was left out, since it would close a circle: PAY-3 needs PAY-1 needs PAY-2 needs PAY-3"
            ]
        );
    }
    // A circle is closed by what is here already, too.
    let report = world.import_with(&[], &[sourced("PAY-2", LinkKind::NeededBy, "PAY-3")]);
    assert!(report.changes_nothing());
    assert_eq!(report.warnings.len(), 1);
}

#[test]
fn duplicates_are_merged_wherever_the_original_stands() {
    let duplicate = |number: usize, key: &str, of: &str| {
        linked(closed(row(number, key, "same"), "Duplicate"), LinkKind::Duplicates, of)
    };
    let mut rows = vec![
        duplicate(2, "PAY-1", "PAY-2"),
        duplicate(3, "PAY-2", "PAY-3"),
        row(4, "PAY-3", "original"),
        closed(row(5, "PAY-4", "named from the other end"), "Duplicate"),
    ];
    rows[2] = linked(rows[2].clone(), LinkKind::DuplicatedBy, "PAY-4");
    for reversed in [false, true] {
        let mut world = World::new();
        if reversed {
            rows.reverse();
        }
        world.import(&rows);
        for (key, original) in [("PAY-1", "PAY-2"), ("PAY-2", "PAY-3"), ("PAY-4", "PAY-3")] {
            assert_eq!(world.item(key).status, Status::Merged);
            assert_eq!(world.item(key).merged_into_id, Some(world.item(original).id));
        }
        assert_eq!(world.item("PAY-3").status, Status::Inbox);
    }
}

#[test]
fn items_that_repeat_each_other_are_not_all_merged_away() {
    let mut world = World::new();
    let duplicate = |number: usize, key: &str, of: &str| {
        linked(closed(row(number, key, "same"), "Duplicate"), LinkKind::Duplicates, of)
    };
    world.import(&[
        duplicate(2, "PAY-1", "PAY-2"),
        duplicate(3, "PAY-2", "PAY-3"),
        duplicate(4, "PAY-3", "PAY-1"),
    ]);
    let statuses = ["PAY-1", "PAY-2", "PAY-3"].map(|key| world.item(key).status);
    assert_eq!(statuses, [Status::Merged, Status::Merged, Status::Declined]);
}

#[test]
fn an_item_whose_original_could_not_be_read_is_declined() {
    let mut world = World::new();
    let mut original = row(3, "PAY-2", "original");
    original.external_id = "x".repeat(2_000);
    let duplicate = linked(closed(row(2, "PAY-1", "same"), "Duplicate"), LinkKind::Duplicates, "PAY-2");
    let report = world.import(&[linked(duplicate, LinkKind::Needs, "PAY-2"), original]);
    assert_eq!((report.skipped, report.unknown_links), (1, 1));
    assert_eq!(world.item("PAY-1").status_reason, "duplicate of PAY-2");
}
