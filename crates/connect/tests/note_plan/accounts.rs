//! Accounts that files of accounts add and change, and how contacts find theirs.

use outweigh_connect::notes::ImportedAccount;
use outweigh_core::domain::EntityKind;
use serde_json::json;

use crate::world::{World, by, customer, of_company, ticket};

#[test]
fn a_crm_row_is_the_account_with_its_id_then_its_name_then_its_domain() {
    let mut world =
        World::new().with_account("Acme Inc.", &[]).with_account("Globex Holding", &["globex.test"]);
    let rows = vec![
        ImportedAccount {
            revenue: Some(5e4),
            currency: Some("EUR".into()),
            ..customer("1", "ACME", "acme.test")
        },
        customer("2", "Globex Deutschland", "globex.test"),
        customer("3", "Initech", "initech.test"),
    ];
    let report = world.accounts(rows.clone());
    assert_eq!((report.accounts.updates, report.accounts.creates), (2, 1));
    let acme = world.account("Acme Inc.");
    assert_eq!((acme.revenue, acme.currency.as_deref()), (Some(5e4), Some("EUR")));
    assert_eq!(
        (&acme.domains[..], acme.segment_attributes["HubSpot id"].as_str()),
        (&["acme.test".to_owned()][..], "1")
    );
    assert_eq!(world.account("Globex Holding").segment_attributes["HubSpot id"], "2");

    // The source renames an account: its id finds it, and people here know it by the name they see.
    let mut renamed = rows;
    renamed[2].name = "Initech International".into();
    assert!(world.accounts(renamed).changes_nothing());
    assert_eq!(world.account("Initech").segment_attributes["HubSpot id"], "3");
}

#[test]
fn what_a_row_leaves_out_stays() {
    let mut world = World::new();
    let full = ImportedAccount {
        plan: Some("pro".into()),
        revenue: Some(10.0),
        ..customer("1", "Acme", "acme.test")
    };
    world.accounts(vec![full]);
    let report = world.accounts(vec![customer("1", "Acme", "acme.io")]);
    assert_eq!(report.accounts.updates, 1);
    let acme = world.account("Acme");
    assert_eq!((acme.plan.as_deref(), acme.revenue), (Some("pro"), Some(10.0)));
    assert_eq!(acme.domains, ["acme.test", "acme.io"]);
}

#[test]
fn two_rows_are_never_one_account() {
    let mut world = World::new().with_account("Acme Holding", &["acme.test"]);
    let rows = vec![customer("1", "Acme Europe", "acme.test"), customer("2", "Acme Asia", "acme.test")];
    let report = world.accounts(rows.clone());
    assert_eq!((report.accounts.updates, report.accounts.creates), (1, 1));
    assert!(world.accounts(rows).changes_nothing());
}

#[test]
fn a_similar_name_waits_until_a_person_confirms() {
    let mut world = World::new().with_account("Northwind Bank", &[]);
    let note = of_company(ticket("1", "one"), "Ann", "Northwnd Bank");
    let report = world.notes(vec![note.clone()]);
    let proposed = &report.confirmations[0];
    assert_eq!(
        (proposed.company.as_str(), proposed.account_name.as_str()),
        ("Northwnd Bank", "Northwind Bank")
    );
    assert!(proposed.score > 0.5 && proposed.because.contains("Northwind Bank") && proposed.rows == 1);
    assert_eq!((report.matched.unmatched, world.account_of("1")), (1, None));

    world.options.confirmed.insert("Northwnd Bank".into(), world.account("Northwind Bank").id);
    let report = world.notes(vec![note.clone()]);
    assert_eq!((report.matched.confirmed, report.confirmations.len(), report.notes.updates), (1, 0, 1));
    assert_eq!((world.account_of("1"), world.contact_of("1")), (Some("Northwind Bank"), Some("Ann")));
    // What was confirmed once stays, confirmed again or not.
    world.options.confirmed.clear();
    assert!(world.notes(vec![note]).changes_nothing());
}

#[test]
fn an_account_that_a_person_gave_a_note_is_kept() {
    let mut world = World::new().with_account("Acme", &["acme.test"]).with_account("Globex", &[]);
    let note = by(ticket("1", "one"), "Ann", "ann@acme.test");
    world.notes(vec![note.clone()]);
    let globex = world.account("Globex").id;
    world.patch(EntityKind::Note, world.note("1").id, json!({ "account_id": globex }));
    assert!(world.notes(vec![note]).changes_nothing());
}

#[test]
fn notes_that_came_before_their_account_find_it_when_they_are_imported_again() {
    let mut world = World::new();
    let note = by(ticket("1", "one"), "Ann", "ann@acme.test");
    assert_eq!(world.notes(vec![note.clone()]).matched.unmatched, 1);
    world.accounts(vec![customer("1", "Acme", "acme.test")]);
    let report = world.notes(vec![note]);
    assert_eq!((report.matched.by_domain, report.notes.updates, report.contacts.updates), (1, 1, 1));
    assert_eq!(world.account_of("1"), Some("Acme"));
}

#[test]
fn a_row_that_is_no_account_is_left_out() {
    let mut world = World::new();
    let bad = ImportedAccount { row: 3, revenue: Some(-1.0), ..customer("1", "Acme", "acme.test") };
    let odd =
        ImportedAccount { row: 4, currency: Some("euro".into()), ..customer("2", "Globex", "globex.test") };
    let report = world.accounts(vec![bad, odd]);
    assert_eq!((report.accounts.creates, report.errors.len(), report.warnings.len()), (1, 1, 1));
    assert!(report.errors[0].message.contains("revenue"), "{:?}", report.errors);
}
