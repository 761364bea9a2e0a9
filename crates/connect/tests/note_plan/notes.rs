//! Notes that are new, known, changed, deleted or erased; their sources and contacts.

use outweigh_connect::notes::{ImportedContact, ImportedNote, ImportedRating, ParsedNotes};
use outweigh_core::domain::{EntityKind, EntityRef, NoteBody, RatingScale};
use outweigh_core::ids::ProductId;
use serde_json::json;

use crate::world::{World, by, of_company, ticket, time};

#[test]
fn a_note_is_taken_in_with_its_words_sealed_and_its_fields_open() {
    let mut world = World::new().with_account("Acme", &["acme.test"]);
    let note = ImportedNote {
        title: Some("Export".into()),
        url: Some("https://desk.test/1".into()),
        thread: Some("t-1".into()),
        language: Some("de-AT".into()),
        tags: vec!["export".into(), "export".into(), " ".into()],
        rating: Some(ImportedRating { scale: RatingScale::Csat, value: 2 }),
        attachments: vec!["log.txt".into()],
        ..by(ticket("1", "Der Export dauert ewig"), "Ann", "ann@acme.test")
    };
    let report = world.notes(vec![note]);
    assert_eq!((report.notes.creates, report.sources.creates, report.contacts.creates), (1, 1, 1));
    assert_eq!((report.matched.by_domain, report.matched.unmatched), (1, 0));
    assert_eq!(
        (report.sample[0].title.as_str(), report.sample[0].account.as_deref()),
        ("Export", Some("Acme"))
    );

    let kept = world.note("1");
    assert!(kept.body.seal().is_some());
    assert_eq!(kept.hash, NoteBody { text: "Der Export dauert ewig".into(), ..NoteBody::default() }.hash());
    assert_eq!((kept.language.as_deref(), &kept.tags[..]), (Some("de"), &["export".to_owned()][..]));
    assert_eq!((kept.at, kept.rating.map(|r| r.value)), (time("2025-12-01T08:00:00Z"), Some(2)));
    assert_eq!((world.contact_of("1"), world.account_of("1")), (Some("Ann"), Some("Acme")));
}

#[test]
fn a_second_import_keeps_what_people_did() {
    let mut world = World::new();
    let note = by(ticket("1", "Exports are slow"), "Ann", "ann@acme.test");
    world.notes(vec![note.clone()]);
    let id = world.note("1").id;
    let done = json!({ "state": "dismissed", "state_reason": "spam", "tags": ["mine"], "language": "fr" });
    world.patch(EntityKind::Note, id, done);
    let report = world.notes(vec![ImportedNote { tags: vec!["theirs".into()], ..note }]);
    assert!(report.changes_nothing());
    assert_eq!((report.notes.unchanged, report.contacts.unchanged), (1, 1));
    assert_eq!(world.note("1").tags, ["mine"]);
}

#[test]
fn a_text_that_changed_in_the_source_changes_here_and_stays_the_same_note() {
    let mut world = World::new();
    world.notes(vec![ticket("1", "Exports are slow")]);
    let (id, hash) = (world.note("1").id, world.note("1").hash.clone());
    let report = world
        .notes(vec![ImportedNote { tags: vec!["urgent".into()], ..ticket("1", "Exports are slow. Still.") }]);
    assert_eq!((report.notes.updates, report.notes.creates), (1, 0));
    let now = world.note("1");
    assert_eq!((now.id, now.hash == hash, &now.tags[..]), (id, false, &["urgent".to_owned()][..]));
}

#[test]
fn what_was_deleted_or_erased_stays_so() {
    let mut world = World::new();
    let file = vec![ticket("1", "one"), by(ticket("2", "two"), "Ann", "ann@acme.test"), ticket("3", "three")];
    world.notes(file.clone());
    world.delete(EntityRef::new(EntityKind::Note, world.note("1").id));
    world.erase(world.note("2").id);
    let report = world.notes(file);
    assert!(report.changes_nothing());
    assert_eq!((report.left_deleted, report.left_erased, report.notes.unchanged), (1, 1, 1));
}

#[test]
fn an_erased_contact_is_not_made_again_by_the_notes_that_were_erased_with_them() {
    let mut world = World::new();
    let file = vec![by(ticket("1", "one"), "Ann", "ann@acme.test")];
    world.notes(file.clone());
    let contact = world.note("1").contact_id.expect("a contact");
    world.patch(EntityKind::Contact, contact, json!({ "erased_at": "2026-01-01T12:00:00Z", "email": null }));
    world.erase(world.note("1").id);
    assert!(world.notes(file).changes_nothing());
    assert_eq!(world.workspace.contacts.len(), 1);
}

#[test]
fn notes_older_than_their_source_keeps_them_are_left_out() {
    let mut world = World::new();
    world.notes(vec![ticket("1", "one")]);
    world.patch(EntityKind::Source, world.note("1").source_id, json!({ "retention_days": 30 }));
    let old = ImportedNote { happened_at: Some(time("2025-11-01T00:00:00Z")), ..ticket("2", "two") };
    let young = ImportedNote { happened_at: Some(time("2025-12-15T00:00:00Z")), ..ticket("3", "three") };
    let report = world.notes(vec![old, young]);
    assert_eq!((report.too_old, report.notes.creates), (1, 1));
}

#[test]
fn one_address_is_one_contact_and_a_name_alone_is_none() {
    let mut world = World::new();
    let report = world.notes(vec![
        by(ticket("1", "one"), "Ann", "ann@acme.test"),
        by(ticket("2", "two"), "Ann Smith", "ann@acme.test"),
        of_company(ticket("3", "three"), "xX_gamer", ""),
        by(ticket("4", "four"), "", "bo@acme.test"),
    ]);
    assert_eq!(report.contacts.creates, 2);
    assert_eq!(world.note("1").contact_id, world.note("2").contact_id);
    assert_eq!((world.note("3").contact_id, world.contact_of("4")), (None, Some("bo@acme.test")));
    // The name comes later, and replaces the address that stood for it.
    let report = world.notes(vec![by(ticket("5", "five"), "Bo", "bo@acme.test")]);
    assert_eq!((report.contacts.updates, world.contact_of("4")), (1, Some("Bo")));
}

#[test]
fn a_name_is_one_contact_within_an_account() {
    let mut world = World::new().with_account("Acme", &["acme.test"]).with_account("Globex", &[]);
    let report = world.notes(vec![
        of_company(ticket("1", "one"), "Ann", "Acme Inc."),
        of_company(ticket("2", "two"), "ann", "ACME"),
        of_company(ticket("3", "three"), "Ann", "Globex"),
        by(ticket("4", "four"), "Ann", "ann@acme.test"),
        by(ticket("5", "five"), "Ann", "ann.other@acme.test"),
    ]);
    assert_eq!(report.contacts.creates, 3);
    let contact = |id: &str| world.note(id).contact_id;
    assert_eq!((contact("1"), contact("1")), (contact("2"), contact("4")));
    assert_ne!(contact("1"), contact("3"));
    assert_ne!(contact("4"), contact("5"));
}

#[test]
fn a_source_can_be_named_when_the_file_has_one() {
    let mut world = World::new();
    world.options.source = Some("Support mail".into());
    world.notes(vec![ticket("1", "one")]);
    assert_eq!(world.workspace.sources.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Support mail"]);
    let two = vec![ticket("2", "two"), ImportedNote { source: "Slack".into(), ..ticket("3", "three") }];
    let report = world.notes(two);
    assert_eq!(report.sources.creates, 2);
    assert!(report.warnings[0].contains("2 sources"), "{:?}", report.warnings);
}

#[test]
fn what_breaks_a_rule_is_left_out_with_the_reason() {
    let mut world = World::new();
    let bad = ImportedNote {
        row: 7,
        rating: Some(ImportedRating { scale: RatingScale::Csat, value: 9 }),
        ..ticket("1", "one")
    };
    let report = world.notes(vec![bad, ticket("2", "two"), ticket("2", "again")]);
    assert_eq!((report.notes.creates, report.errors.len()), (1, 2));
    for told in ["row 7", "already used"] {
        assert!(report.errors.iter().any(|error| error.message.contains(told)), "{:?}", report.errors);
    }
}

#[test]
fn contacts_without_notes_are_taken_in() {
    let mut world = World::new().with_account("Acme", &["acme.test"]);
    let contacts = vec![ImportedContact {
        name: Some("Ann".into()),
        email: Some("ann@acme.test".into()),
        role: Some("Finance admin".into()),
        ..ImportedContact::default()
    }];
    let report = world.import(&ParsedNotes { contacts, ..ParsedNotes::default() });
    assert_eq!((report.contacts.creates, report.matched.unmatched), (1, 0));
    let ann = world.workspace.contact_by_email("ann@acme.test").expect("Ann");
    assert_eq!(ann.account_id, Some(world.account("Acme").id));
}

#[test]
fn a_product_chosen_is_that_of_new_notes_and_of_notes_without_one() {
    let mut world = World::new();
    let product = outweigh_core::domain::Product {
        id: ProductId(uuid::Uuid::from_u128(u128::MAX)),
        key: "PAY".into(),
        name: "Payments".into(),
        description: String::new(),
    };
    world.write(vec![outweigh_core::ledger::Edit::Create(product.clone().into())]);
    world.notes(vec![ticket("1", "one")]);
    world.options.product = Some(product.id);
    let report = world.notes(vec![ticket("1", "one"), ticket("2", "two")]);
    assert_eq!((report.notes.updates, report.notes.creates), (1, 1));
    assert_eq!(world.note("1").product_id, Some(product.id));
}
