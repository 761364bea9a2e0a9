//! The replayed ledger.

use std::collections::{BTreeMap, BTreeSet};

use outweigh_core::domain::{Role, RubricState};
use outweigh_core::workspace::Workspace;

use outweigh_store::{Address, Store};

use super::{TODAY, filled, now};
use crate::demo::content::Content;
use crate::demo::fill;

#[tokio::test(flavor = "multi_thread")]
async fn the_replay_gives_what_the_readme_counts() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let counts = [
        ("change sets", workspace.position as usize),
        ("people", workspace.people.len()),
        ("products", workspace.products.len()),
        ("areas", workspace.areas.len()),
        ("teams", workspace.teams.len()),
        ("sprints", workspace.sprints.len()),
        ("goals", workspace.goals.len()),
        ("releases", workspace.releases.len()),
        ("accounts", workspace.accounts.len()),
        ("contacts", workspace.contacts.len()),
        ("segments", workspace.segments.len()),
        ("items", workspace.items.len()),
        ("estimates", workspace.estimates.len()),
        ("dependencies", workspace.dependencies.len()),
        ("comments", workspace.comments.len()),
        ("overrides", workspace.overrides.len()),
        ("views", workspace.views.len()),
        ("rubrics", workspace.rubrics.len()),
        ("sources", workspace.sources.len()),
        ("notes", workspace.notes.len()),
        ("statements", workspace.statements.len()),
        ("relations", workspace.relations.len()),
        ("evidence", workspace.evidence.len()),
        ("promises", workspace.promises.len()),
    ];
    let table: String = counts.iter().map(|(kind, count)| format!("| {kind} | {count} |\n")).collect();
    let readme = include_str!("../content/README.md");
    assert!(readme.contains(&table), "content/README.md should hold this table:\n{table}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_verifies_and_tells_the_same_every_time() {
    let (_folder, store, person) = filled().await;
    let verified = store.verify().await.unwrap();
    assert_eq!(verified.fault, None);
    let (_other_folder, other, other_person) = filled().await;
    assert_eq!(other_person, person);
    // Words that can be erased are sealed with salts that no two stores share, so their hashes differ.
    assert_eq!(other.verify().await.unwrap().positions, verified.positions);
    let (one, two) = (store.read(), other.read());
    let items = |workspace: &Workspace| -> BTreeMap<_, _> {
        workspace.items.iter().map(|item| (item.id, item.clone())).collect()
    };
    assert!(items(&one) == items(&two));
    // Sorted: the order in a table follows how many change sets one transaction took.
    let notes = |workspace: &Workspace| -> BTreeSet<_> {
        workspace.notes.iter().map(|note| (note.id, note.hash.clone(), note.state, note.at)).collect()
    };
    assert_eq!(notes(&one), notes(&two));
    let quotes = |workspace: &Workspace| -> BTreeMap<_, _> {
        workspace.statements.iter().map(|statement| (statement.id, statement.highlights.clone())).collect()
    };
    assert_eq!(quotes(&one), quotes(&two));
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_ends_at_the_last_change_set() {
    let folder = tempfile::tempdir().unwrap();
    let address = Address::Sqlite(folder.path().join("demo.sqlite"));
    let store = Store::open(&address, now()).await.unwrap();
    let mut told = Vec::new();
    fill(&store, TODAY, &mut |done, total| told.push((done, total))).await.unwrap();
    let total = store.read().position as usize;
    assert!(told.is_sorted());
    assert_eq!(told.last(), Some(&(total, total)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_of_product_may_do_everything() {
    let (_folder, store, person) = filled().await;
    let workspace = store.read();
    let email = "ruth.abelsen@tarnwick.example";
    assert_eq!(workspace.person_by_email(email).map(|p| (p.id, &p.name)), Some((person.id, &person.name)));
    let grants: Vec<_> = workspace.grants.iter().filter(|g| g.person_id == person.id).collect();
    assert!(matches!(grants[..], [grant] if grant.role == Role::Admin && grant.product_id.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_rubric_took_over_from_the_one_before() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let changes = Content::read().unwrap().company.rubric_changes;
    let versions: Vec<_> = workspace.rubrics.iter().map(|r| (r.version_number, r.state)).collect();
    let last = changes.len() as u32;
    let expected = |version| if version == last { RubricState::Active } else { RubricState::Retired };
    assert_eq!(versions, (1..=last).map(|v| (v, expected(v))).collect::<Vec<_>>());
    let weights: Vec<_> = workspace.active_rubric().unwrap().terms.iter().map(|t| t.weight).collect();
    assert_eq!(weights, changes.last().unwrap().weights.values().copied().collect::<Vec<_>>());
}
