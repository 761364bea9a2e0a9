//! Words that can be erased: in the vault and nowhere else, gone for good when erased.

use outweigh_core::domain::{
    Contact, ERASED, EntityKind, EntityRef, Note, NoteBody, NoteState, Source, SourceKind,
};
use outweigh_core::ids::{ContactId, NoteId, SourceId};
use outweigh_core::ledger::{Cause, Draft};
use outweigh_store::{Address, Caller, Store, StoreError};
use serde_json::json;

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{World, at, create, draft, id, set, undo, verified, write, written};

on_both_databases!(
    the_ledger_holds_seals_and_reads_back_words,
    erasing_empties_the_vault_and_the_ledger_still_verifies,
    another_server_forgets_too,
    a_seal_opens_nothing_for_others,
    altered_words_are_found,
);

const WORDS: &str = "The Zanzibar export fails every Monday";

fn contact(name: &str) -> Contact {
    Contact {
        id: id(),
        account_id: None,
        name: name.into(),
        email: Some("rita.quux@acme.example".into()),
        role: None,
        erased_at: None,
    }
}

fn note(source: SourceId, contact: ContactId) -> Note {
    let body = NoteBody { text: WORDS.into(), ..NoteBody::default() };
    Note {
        id: id(),
        source_id: source,
        external_id: "T-1".into(),
        hash: body.hash(),
        body: body.words().into(),
        url: None,
        thread: None,
        contact_id: Some(contact),
        account_id: None,
        product_id: None,
        at: at(0),
        rating: None,
        language: None,
        tags: Vec::new(),
        state: NoteState::Open,
        state_reason: String::new(),
        snoozed_until: None,
        duplicate_of_id: None,
        erased_at: None,
    }
}

async fn someone_said(store: &Store) -> (ContactId, NoteId) {
    let source = Source {
        id: id(),
        name: "Zendesk".into(),
        kind: SourceKind::Support,
        reliability: None,
        retention_days: None,
    };
    let rita = contact("Rita Quux");
    let note = note(source.id, rita.id);
    let ids = (rita.id, note.id);
    write(store, vec![create(source), create(rita), create(note)]).await.unwrap();
    ids
}

fn contact_ref(id: ContactId) -> EntityRef {
    EntityRef::new(EntityKind::Contact, id)
}

fn note_ref(id: NoteId) -> EntityRef {
    EntityRef::new(EntityKind::Note, id)
}

async fn erase(store: &Store, rita: ContactId, note: NoteId) -> i64 {
    let edits = vec![
        set(contact_ref(rita), "erased_at", json!(at(9))),
        set(note_ref(note), "erased_at", json!(at(9))),
    ];
    let erase = Draft { cause: Cause::Erase, ..draft(edits) };
    store.write(erase, Caller::System).await.unwrap().position.unwrap()
}

fn name(store: &Store, rita: ContactId) -> String {
    let workspace = store.read();
    workspace.open(&workspace.contacts.get(rita).unwrap().name).to_owned()
}

async fn body(store: &Store, note: NoteId) -> Option<String> {
    let seal = store.read().notes.get(note).unwrap().body.seal().unwrap();
    store.words([seal]).await.unwrap().remove(&seal)
}

/// Every text the ledger keeps.
async fn ledger_text(store: &Store) -> String {
    let head = store.read().position;
    let mut text = String::new();
    for position in 1..=head {
        for change in store.changes(position, 0, i64::MAX).await.unwrap() {
            text.push_str(&change.op.data());
        }
    }
    text
}

async fn the_ledger_holds_seals_and_reads_back_words(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    let (rita, note) = someone_said(&store).await;
    let renamed = written(&store, vec![set(contact_ref(rita), "name", json!("Rita Corge"))]).await;
    // The same words are no change.
    let same = write(&store, vec![set(contact_ref(rita), "name", json!("Rita Corge"))]).await.unwrap();
    assert_eq!(same.position, None);

    let text = ledger_text(&store).await;
    assert!(!text.contains("Rita") && !text.contains("quux") && !text.contains("Zanzibar"), "{text}");
    store.close().await;

    let store = database.open().await;
    assert_eq!(name(&store, rita), "Rita Corge");
    assert_eq!(store.read().contact_by_email("RITA.quux@acme.example").map(|c| c.id), Some(rita));
    let words = body(&store, note).await.unwrap();
    assert_eq!(NoteBody::read(&words).unwrap().text, WORDS);
    // The past has its words, and undo brings them back.
    let past = store.as_of(renamed - 1).await.unwrap();
    assert_eq!(past.open(&past.contacts.get(rita).unwrap().name), "Rita Quux");
    undo(&store, renamed, false).await.unwrap();
    assert_eq!(name(&store, rita), "Rita Quux");
    verified(&store).await;
}

async fn erasing_empties_the_vault_and_the_ledger_still_verifies(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    let (rita, note) = someone_said(&store).await;
    let renamed = written(&store, vec![set(contact_ref(rita), "name", json!("Rita Corge"))]).await;
    store.as_of(renamed - 1).await.unwrap();
    let erased = erase(&store, rita, note).await;

    for again in 0..2 {
        let store = if again == 0 { store.clone() } else { database.open().await };
        assert_eq!(name(&store, rita), ERASED);
        assert_eq!(body(&store, note).await, None);
        assert!(store.read().contact_by_email("rita.quux@acme.example").is_none());
        let past = store.as_of(renamed - 1).await.unwrap();
        assert_eq!(past.open(&past.contacts.get(rita).unwrap().name), ERASED);
        verified(&store).await;
        let refused = undo(&store, erased, true).await.unwrap_err();
        assert!(refused.to_string().contains("cannot be brought back"), "{refused}");
    }
    store.close().await;
    if let Address::Sqlite(path) = &database.address {
        let folder = path.parent().unwrap();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let bytes = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            for words in ["Zanzibar", "Rita", "quux"] {
                assert!(!bytes.contains(words), "{words} is still in {}", path.display());
            }
        }
    }
}

async fn another_server_forgets_too(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    let (rita, note) = someone_said(&store).await;
    let other = database.open().await;
    written(&store, vec![set(contact_ref(rita), "name", json!("Rita Corge"))]).await;
    other.catch_up().await.unwrap();
    assert_eq!(name(&other, rita), "Rita Corge");
    erase(&store, rita, note).await;
    other.catch_up().await.unwrap();
    assert_eq!(name(&other, rita), ERASED);
}

async fn a_seal_opens_nothing_for_others(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    let (rita, _) = someone_said(&store).await;
    let seal = store.read().contacts.get(rita).unwrap().name.seal().unwrap().to_string();
    let thief = contact("Thief");
    let other = contact_ref(thief.id);
    write(&store, vec![create(thief)]).await.unwrap();
    let refused = write(&store, vec![set(other, "name", json!({ "sealed": seal }))]).await.unwrap_err();
    assert!(matches!(refused, StoreError::Refused(_)), "{refused}");
    assert!(refused.to_string().contains("must be a text"), "{refused}");
}

async fn altered_words_are_found(database: TestDatabase) {
    let store = database.open().await;
    World::set_up(&store).await;
    let (_, note) = someone_said(&store).await;
    for (alter, found) in [
        ("UPDATE vault SET words = 'other words' WHERE NOT resident", "were altered"),
        ("UPDATE vault SET words = NULL, salt = NULL WHERE NOT resident", "were altered"),
        ("DELETE FROM vault WHERE NOT resident", "are missing"),
    ] {
        database.execute(alter).await;
        let fault = store.verify().await.unwrap().fault.expect("found").problem;
        assert!(fault.contains(found) && fault.contains(&note.to_string()), "{alter}: {fault}");
    }
}
