//! Reading the ledger: pages, filters, single change sets, the history of an item.

use outweigh_core::domain::{EntityKind, EntityRef, Override};
use outweigh_core::ledger::{Cause, Draft, Op, Position};
use outweigh_store::{LedgerFilter, Store, StoreError};
use serde_json::json;

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{
    World, at, comment, create, delete, dependency, draft, estimate, id, item_ref, rename, set, write,
    written,
};

on_both_databases!(
    pages_follow_one_another_without_gaps,
    every_filter_narrows,
    words_are_found_in_any_case_and_literally,
    a_change_set_is_read_part_by_part,
    history_includes_the_parts_of_an_item,
    listeners_hear_of_every_change_set_in_order,
    a_pinned_place_ends_with_its_last_day,
);

async fn positions(store: &Store, filter: LedgerFilter) -> Vec<Position> {
    let page = store.ledger(&filter, None, 100).await.unwrap();
    assert_eq!(page.next, None);
    page.entries.iter().map(|entry| entry.position).collect()
}

async fn pages_follow_one_another_without_gaps(database: TestDatabase) {
    let store = database.open().await;
    let item = World::set_up(&store).await.add_items(&store, 1).await[0];
    for n in 3..=10 {
        rename(&store, item, &format!("title {n}")).await;
    }
    for (size, pages) in [(3, 4), (5, 2), (10, 1), (99, 1)] {
        let (mut seen, mut before, mut count) = (Vec::new(), None, 0);
        loop {
            let page = store.ledger(&LedgerFilter::default(), before, size).await.unwrap();
            seen.extend(page.entries.iter().map(|entry| entry.position));
            count += 1;
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(seen, (1..=10).rev().collect::<Vec<_>>());
        assert_eq!(count, pages, "pages of {size}");
    }
}

async fn every_filter_narrows(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let items = world.add_items(&store, 2).await;
    let part = comment(items[0], "hm");
    let drafts = [
        Draft { at: at(10), actor: world.actor(), ..draft(vec![create(part.clone())]) },
        Draft {
            at: at(20),
            cause: Cause::Import,
            ..draft(vec![set(item_ref(items[1]), "title", json!("x"))])
        },
        Draft { at: at(30), actor: world.actor(), ..draft(vec![create(estimate(items[1], 1.0))]) },
    ];
    for draft in drafts {
        store.write(draft, outweigh_store::Caller::System).await.unwrap();
    }
    let all = LedgerFilter::default;
    assert_eq!(positions(&store, all()).await, [5, 4, 3, 2, 1]);
    assert_eq!(positions(&store, LedgerFilter { actor: Some(world.anna), ..all() }).await, [5, 3]);
    assert_eq!(positions(&store, LedgerFilter { cause: Some(Cause::Import), ..all() }).await, [4]);
    assert_eq!(positions(&store, LedgerFilter { kind: Some(EntityKind::Item), ..all() }).await, [4, 2]);
    assert_eq!(positions(&store, LedgerFilter { kind: Some(EntityKind::Person), ..all() }).await, [1]);
    assert_eq!(positions(&store, LedgerFilter { subject: Some(items[0].0), ..all() }).await, [3, 2]);
    assert_eq!(positions(&store, LedgerFilter { subject: Some(items[1].0), ..all() }).await, [5, 4, 2]);
    assert_eq!(positions(&store, LedgerFilter { from: Some(at(20)), ..all() }).await, [5, 4]);
    assert_eq!(positions(&store, LedgerFilter { to: Some(at(10)), ..all() }).await, [3, 2, 1]);
    let both = LedgerFilter { actor: Some(world.anna), from: Some(at(20)), ..all() };
    assert_eq!(positions(&store, both).await, [5]);
    let none = LedgerFilter { actor: Some(world.anna), cause: Some(Cause::Import), ..all() };
    assert_eq!(positions(&store, none).await, [0; 0]);

    let entry = store.entry(3).await.unwrap();
    assert_eq!((entry.at, entry.cause, entry.actor), (at(10), Cause::Api, world.actor()));
    assert_eq!((entry.change_count, entry.summary), (1, json!({"comment": {"create": 1}})));
}

async fn words_are_found_in_any_case_and_literally(database: TestDatabase) {
    let store = database.open().await;
    let item = World::set_up(&store).await.add_items(&store, 1).await[0];
    let reasons = ["Customers Wait", "Über alle Maßen", "100% sure", "a_b", "a\\b!", ""];
    for (n, reason) in reasons.into_iter().enumerate() {
        let edits = vec![set(item_ref(item), "title", json!(n.to_string()))];
        let draft = Draft { reason: reason.into(), ..draft(edits) };
        store.write(draft, outweigh_store::Caller::System).await.unwrap();
    }
    let everything: Vec<_> = (1..=8).rev().collect();
    for (text, found) in [
        ("customers", vec![3]),
        ("WAIT", vec![3]),
        ("Über", vec![4]),
        ("ALLE MAßEN", vec![4]),
        ("100%", vec![5]),
        ("0%s", vec![]),
        ("a_b", vec![6]),
        ("\\", vec![7]),
        ("b!", vec![7]),
        ("'", vec![]),
        ("", everything),
    ] {
        let filter = LedgerFilter { text: Some(text.into()), ..LedgerFilter::default() };
        assert_eq!(positions(&store, filter).await, found, "\"{text}\"");
    }
}

async fn a_change_set_is_read_part_by_part(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    // More than one INSERT holds, so that the order across them is seen too.
    let items = world.add_items(&store, 1_201).await;
    let mut read = Vec::new();
    while let part @ [_, ..] = &store.changes(2, read.len() as i64, 500).await.unwrap()[..] {
        read.extend(part.to_vec());
    }
    assert_eq!(
        read.iter().map(|change| change.entity).collect::<Vec<_>>(),
        items.iter().map(|i| item_ref(*i)).collect::<Vec<_>>()
    );
    assert!(read.iter().all(|change| change.version == 1 && matches!(change.op, Op::Create { .. })));
    assert_eq!(store.changes(3, 0, 10).await.unwrap(), []);
    assert!(matches!(store.entry(3).await, Err(StoreError::NoSuchPosition(3))));
}

async fn history_includes_the_parts_of_an_item(database: TestDatabase) {
    let store = database.open().await;
    let world = World::set_up(&store).await;
    let items = world.add_items(&store, 2).await;
    let part = estimate(items[0], 2.0);
    let part_ref = EntityRef::new(EntityKind::Estimate, part.id);
    let edits = vec![
        create(part),
        create(comment(items[1], "other")),
        set(item_ref(items[0]), "title", json!("new")),
    ];
    written(&store, edits).await;
    written(&store, vec![set(item_ref(items[1]), "title", json!("other"))]).await;
    written(&store, vec![set(part_ref, "note", json!("rough"))]).await;
    written(&store, vec![create(dependency(items[0], items[1]))]).await;
    written(&store, vec![delete(part_ref)]).await;
    // A part that moves to another item belongs to the history of the one it went to.
    let moved = comment(items[0], "moves");
    let moved_ref = EntityRef::new(EntityKind::Comment, moved.id);
    let drafts = [vec![create(moved)], vec![set(moved_ref, "item_id", json!(items[1]))]];
    for result in futures_util::future::join_all(drafts.map(|edits| write(&store, edits))).await {
        result.unwrap();
    }

    let kinds = |page: &outweigh_store::Page<outweigh_store::HistoryEntry>| {
        page.entries
            .iter()
            .map(|e| (e.entry.position, e.changes.iter().map(|c| c.entity.kind.as_str()).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    let page = store.history(items[0].0, None, 50).await.unwrap();
    assert_eq!(
        kinds(&page),
        [
            (8, vec!["comment"]),
            (7, vec!["estimate"]),
            (6, vec!["dependency"]),
            (5, vec!["estimate"]),
            (3, vec!["estimate", "item"]),
            (2, vec!["item"]),
        ]
    );
    assert_eq!(page.next, None);
    let first = store.history(items[0].0, None, 2).await.unwrap();
    assert_eq!(first.next, Some(7));
    let rest = store.history(items[0].0, first.next, 50).await.unwrap();
    assert_eq!(kinds(&first).into_iter().chain(kinds(&rest)).collect::<Vec<_>>(), kinds(&page));
    assert_eq!(kinds(&store.history(items[1].0, None, 1).await.unwrap()), [(9, vec!["comment"])]);
    assert!(store.history(id(), None, 5).await.unwrap().entries.is_empty());
    crate::world::verified(&store).await;
}

async fn listeners_hear_of_every_change_set_in_order(database: TestDatabase) {
    let store = database.open().await;
    let mut news = store.listen();
    let world = World::set_up(&store).await;
    let item = world.add_items(&store, 1).await[0];
    let draft = Draft {
        at: at(7),
        actor: world.actor(),
        cause: Cause::Mcp,
        ..draft(vec![set(item_ref(item), "title", json!("new")), create(comment(item, "hm"))])
    };
    store.write(draft, world.caller()).await.unwrap();
    for position in 1..=3 {
        let committed = news.recv().await.unwrap();
        assert_eq!(committed.position, position);
        if position == 3 {
            assert_eq!(
                (committed.at, committed.cause, &committed.actor),
                (at(7), Cause::Mcp, &world.actor())
            );
            let touched: Vec<_> =
                committed.touched.iter().map(|t| (t.entity.kind, t.version, t.op)).collect();
            assert_eq!(touched, [(EntityKind::Item, 2, "update"), (EntityKind::Comment, 1, "create")]);
        }
    }
}

async fn a_pinned_place_ends_with_its_last_day(database: TestDatabase) {
    const DAY: i64 = 86_400;
    let store = database.open().await;
    let items = World::set_up(&store).await.add_items(&store, 3).await;
    let pinned = Override {
        id: id(),
        item_id: items[2],
        position: 1,
        reason: "promised".into(),
        author_id: None,
        expires: store.read().today,
    };
    written(&store, vec![create(pinned)]).await;
    let first = |store: &Store| {
        let workspace = store.read();
        workspace.items.at(workspace.shown_order()[0]).value.id
    };
    assert_eq!(first(&store), items[2]);
    store.set_now(at(60));
    assert_eq!(first(&store), items[2]);
    store.set_now(at(DAY));
    assert_eq!(first(&store), items[0]);
    // The past is seen as of its own day.
    let then = store.as_of(3).await.unwrap();
    assert_eq!(then.items.at(then.shown_order()[0]).value.id, items[2]);
    assert_eq!(first(&Store::open(&database.address, at(DAY)).await.unwrap()), items[0]);
}
