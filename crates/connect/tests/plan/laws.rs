//! Laws over files of any content: a second import changes nothing, taking one back and making it again
//! gives the same workspace, and the write path takes every plan.

use std::collections::HashSet;

use jiff::Timestamp;
use outweigh_connect::{
    ImportedComment, ImportedItem, ImportedLink, ImportedPerson, ImportedSprint, LinkKind, StatusCategory,
};
use proptest::prelude::*;

use crate::world::World;

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]{1,2}",
        Just("PAY-1".to_owned()),
        Just("Duplicate".into()),
        Just("Won't Fix".into()),
        Just("Open".into()),
        Just("a@x.io".into()),
        Just("two\nlines\0".into()),
        Just(" ".into()),
        Just("ü".repeat(700)),
        any::<String>(),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (1u8..9).prop_map(|n| format!("PAY-{n}")),
        1 => (1u8..9).prop_map(|n| format!("acme/web#{n}")),
        1 => Just(String::new()),
    ]
}

/// People of one source: an id always has the same name, and an address of its own.
fn person() -> impl Strategy<Value = ImportedPerson> {
    let people = [
        ("a1", "Anna", Some("anna@x.io")),
        ("a2", "Anna", None),
        ("a3", "Anna B.", Some("ANNA.B@x.io")),
        ("Anna", "Anna", None),
        ("anna@x.io", "anna@x.io", Some("anna@x.io")),
        ("b", "Bo", Some("not an address")),
        ("Bo", "Bo", None),
        ("c", " ", None),
        ("", "", None),
        ("d", "two\nlines", None),
    ];
    proptest::sample::select(people.to_vec()).prop_map(|(external_id, name, email)| ImportedPerson {
        external_id: external_id.into(),
        name: name.into(),
        email: email.map(Into::into),
    })
}

fn time() -> impl Strategy<Value = Timestamp> {
    (0i64..5).prop_map(|n| Timestamp::from_second(1_700_000_000 + n).expect("a time"))
}

fn link() -> impl Strategy<Value = ImportedLink> {
    use LinkKind::{Child, DuplicatedBy, Duplicates, NeededBy, Needs, Parent, Relates};
    let kinds = vec![Needs, NeededBy, Duplicates, DuplicatedBy, Parent, Child, Relates];
    (proptest::sample::select(kinds), key()).prop_map(|(kind, target_key)| ImportedLink {
        kind,
        target_key,
        phrase: String::new(),
    })
}

fn comment() -> impl Strategy<Value = ImportedComment> {
    (proptest::option::of(time()), proptest::option::of(word()), word())
        .prop_map(|(at, author, text)| ImportedComment { at, author, text })
}

prop_compose! {
    fn named()(
        key in key(),
        id in proptest::option::of(1u8..9),
        project in proptest::option::of(word()),
        title in word(),
        row in 1usize..100,
    ) -> ImportedItem {
        ImportedItem {
            row,
            external_id: id.map_or_else(|| key.clone(), |id| id.to_string()),
            external_key: key,
            project_key: project,
            title,
            ..ImportedItem::default()
        }
    }
}

prop_compose! {
    fn item()(
        item in named(),
        category in proptest::sample::select(vec![StatusCategory::Todo, StatusCategory::Doing, StatusCategory::Done]),
        words in (proptest::option::of(word()), proptest::option::of(word()), proptest::option::of(word())),
        labels in proptest::collection::vec(word(), 0..3),
        assignee in proptest::option::of(person()),
        times in (proptest::option::of(time()), proptest::option::of(time()), proptest::option::of(time()), proptest::option::of(time())),
        numbers in (proptest::option::of(any::<f64>()), proptest::option::of(0.0..1.0f64), proptest::option::of(0u32..9)),
        places in (proptest::collection::vec(word(), 0..3), proptest::option::of(word())),
        custom in proptest::collection::btree_map(word(), word(), 0..2),
        links in proptest::collection::vec(link(), 0..3),
        comments in proptest::collection::vec(comment(), 0..3),
    ) -> ImportedItem {
        ImportedItem {
            status_category: category,
            status_text: words.0,
            resolution: words.1,
            description: words.2,
            labels,
            assignee,
            created_at: times.0,
            updated_at: times.1,
            started_at: times.2,
            resolved_at: times.3,
            story_points: numbers.0,
            severity_share: numbers.1,
            votes: numbers.2,
            fix_versions: places.0,
            sprints: places.1.into_iter().map(|name| ImportedSprint { name, ..ImportedSprint::default() }).collect(),
            custom,
            links,
            comments,
            ..item
        }
    }
}

/// A file of one system. As every connector does, it leaves out rows whose id or key came before.
fn file() -> impl Strategy<Value = Vec<ImportedItem>> {
    let systems = proptest::sample::select(vec!["jira", "csv"]);
    (systems, proptest::collection::vec(item(), 0..12)).prop_map(|(system, mut rows)| {
        let mut seen = HashSet::new();
        rows.retain(|row| {
            let (id, key) = (("id", row.external_id.clone()), ("key", row.external_key.clone()));
            let fresh = !seen.contains(&id) && (key.1.is_empty() || !seen.contains(&key));
            fresh && (seen.insert(id) | seen.insert(key))
        });
        rows.iter_mut().for_each(|row| row.system = system.into());
        rows
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn importing_twice_is_importing_once(file in file()) {
        let mut world = World::new();
        let first = world.import(&file);
        let once = world.documents();
        let second = world.import(&file);
        prop_assert!(second.changes_nothing(), "{second:?}");
        prop_assert_eq!(second.unchanged, first.creates);
        prop_assert_eq!(&second.errors, &first.errors);
        prop_assert_eq!(world.documents(), once);
    }

    #[test]
    fn taking_back_is_identity_and_importing_again_gives_the_same(one in file(), other in file()) {
        let mut world = World::new();
        world.import(&one);
        let before = world.documents();
        world.import(&other);
        let after = world.documents();
        world.undo();
        prop_assert_eq!(world.documents(), before);
        let report = world.import(&other);
        prop_assert_eq!(report.creates, 0);
        prop_assert_eq!(world.documents(), after);
        prop_assert!(world.import(&other).changes_nothing());
    }
}
