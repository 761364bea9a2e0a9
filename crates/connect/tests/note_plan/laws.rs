//! Laws over files of any content: a second import changes nothing, every row is counted once, and the write
//! path takes every plan.

use std::time::{Duration, Instant};

use outweigh_connect::notes::{ImportedAccount, ImportedContact, ImportedNote, ImportedRating, ParsedNotes};
use outweigh_core::domain::RatingScale;
use proptest::option::of;
use proptest::prelude::*;

use crate::world::{World, by, ticket};

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]{1,2}",
        Just("Acme Inc.".to_owned()),
        Just("Acme".into()),
        Just("Akme Incorporated".into()),
        Just("two\nlines\0".into()),
        Just(" ".into()),
        Just("ü".repeat(700)),
        any::<String>(),
    ]
}

fn email() -> impl Strategy<Value = String> {
    let all = [
        "ann@acme.test",
        "bo@acme.test",
        "ann@eu.acme.test",
        "cy@gmail.com",
        "no address",
        "x@",
        "ANN@acme.test",
    ];
    proptest::sample::select(all.to_vec()).prop_map(str::to_owned)
}

prop_compose! {
    fn contact()(
        name in of(word()), email in of(email()), company in of(word()), role in of(word()), id in of("[12]"),
    ) -> ImportedContact {
        ImportedContact { name, email, company, role, account_id: id, external_id: None }
    }
}

prop_compose! {
    fn note()(
        id in "[1-9]",
        source in proptest::sample::select(vec!["Zendesk", "zendesk", "Slack"]),
        text in word(),
        words in (of(word()), of(word()), of(word()), of(word())),
        tags in proptest::collection::vec(word(), 0..3),
        author in of(contact()),
        rating in of(0u8..12),
        timed in any::<bool>(),
    ) -> ImportedNote {
        let told = ticket(&id, &text);
        ImportedNote {
            source: source.into(),
            title: words.0,
            url: words.1,
            thread: words.2,
            language: words.3,
            tags,
            author,
            rating: rating.map(|value| ImportedRating { scale: RatingScale::Nps, value }),
            happened_at: told.happened_at.filter(|_| timed),
            ..told
        }
    }
}

prop_compose! {
    fn account()(
        id in "[1-4]", name in word(), domain in of(proptest::sample::select(vec!["acme.test", "b.test", "gmail.com"])),
        revenue in of(-1.0..10.0f64), currency in of(word()), same in any::<bool>(),
    ) -> ImportedAccount {
        ImportedAccount {
            source: "HubSpot".into(),
            external_id: if same { name.clone() } else { id },
            name,
            domains: domain.map(str::to_owned).into_iter().collect(),
            revenue,
            currency,
            ..ImportedAccount::default()
        }
    }
}

/// As every connector does, a file tells an account once.
fn file() -> impl Strategy<Value = ParsedNotes> {
    let lists = (
        proptest::collection::vec(note(), 0..10),
        proptest::collection::vec(account(), 0..6),
        proptest::collection::vec(contact(), 0..4),
    );
    lists.prop_map(|(notes, mut accounts, contacts)| {
        let mut seen = std::collections::HashSet::new();
        accounts
            .retain(|account| seen.insert(account.external_id.clone()) & seen.insert(account.name.clone()));
        ParsedNotes { notes, accounts, contacts, ..ParsedNotes::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn importing_twice_is_importing_once(before in file(), file in file()) {
        let mut world = World::new().with_account("Acme", &["acme.test"]);
        world.import(&before);
        world.import(&file);
        let once = world.documents();
        let second = world.import(&file);
        prop_assert!(second.changes_nothing(), "{second:#?}");
        prop_assert_eq!(world.documents(), once);
    }

    #[test]
    fn every_row_is_counted_once(file in file()) {
        let mut world = World::new();
        let report = world.import(&file);
        let notes = report.notes.creates + report.notes.updates + report.notes.unchanged;
        let accounts = report.accounts.creates + report.accounts.updates + report.accounts.unchanged;
        let left = report.left_deleted + report.left_erased + report.too_old + report.errors.len();
        prop_assert_eq!(notes + accounts + left, file.notes.len() + file.accounts.len());
        prop_assert_eq!(report.notes.creates, world.workspace.notes.len());
        prop_assert_eq!(report.contacts.creates, world.workspace.contacts.len());
    }
}

#[test]
fn a_hundred_thousand_notes_are_planned_quickly() {
    let notes = (0..100_000).map(|n| {
        let text = format!("Message {n}: the export takes an hour and the totals do not add up in the end.");
        by(ticket(&n.to_string(), &text), "Ann", &format!("ann{}@acme{}.test", n % 20_000, n % 500))
    });
    let parsed = ParsedNotes { notes: notes.collect(), ..ParsedNotes::default() };
    let mut world = World::new();
    for n in 0..500 {
        world = world.with_account(&format!("Acme {n}"), &[&format!("acme{n}.test")]);
    }
    let began = Instant::now();
    let plan = world.plan(&parsed);
    assert_eq!((plan.report.notes.creates, plan.report.contacts.creates), (100_000, 20_000));
    // Many times what it takes on a slow machine: what is looked for is work that grows with the square.
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}
