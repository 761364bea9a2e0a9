//! Leases, reader positions and the queue of deliveries.

use outweigh_core::ids::WebhookId;
use outweigh_store::{Delivery, DeliveryState};

use crate::databases::{TestDatabase, on_both_databases};
use crate::world::{at, id};

on_both_databases!(
    a_lease_has_one_holder_until_it_ends,
    of_many_who_want_a_lease_one_gets_it,
    deliveries_wait_in_line,
    only_old_deliveries_that_wait_for_nothing_are_forgotten,
    a_webhook_keeps_its_last_secret,
);

async fn a_lease_has_one_holder_until_it_ends(database: TestDatabase) {
    let (one, two) = (database.open().await, database.open().await);
    assert!(one.take_lease("webhooks", "one", at(0), at(30)).await.unwrap());
    assert!(!two.take_lease("webhooks", "two", at(10), at(40)).await.unwrap());
    assert!(two.take_lease("digest", "two", at(10), at(40)).await.unwrap(), "another task is another lease");
    assert!(one.take_lease("webhooks", "one", at(20), at(50)).await.unwrap(), "its holder prolongs it");
    assert!(!two.take_lease("webhooks", "two", at(49), at(80)).await.unwrap());
    assert!(two.take_lease("webhooks", "two", at(51), at(80)).await.unwrap(), "it ended and is taken over");
    assert!(!one.take_lease("webhooks", "one", at(52), at(90)).await.unwrap());
}

async fn of_many_who_want_a_lease_one_gets_it(database: TestDatabase) {
    let stores = [database.open().await, database.open().await];
    let tries = (0..20).map(|n| {
        let store = stores[n % 2].clone();
        tokio::spawn(async move { store.take_lease("task", &format!("{n}"), at(0), at(10)).await.unwrap() })
    });
    let tries: Vec<_> = tries.collect();
    let got = futures_util::future::join_all(tries).await;
    assert_eq!(got.into_iter().filter(|got| *got.as_ref().unwrap()).count(), 1);
}

fn delivery(webhook: WebhookId, position: i64, due: i64) -> Delivery {
    Delivery {
        id: format!("msg_{webhook}_{position}"),
        webhook_id: webhook,
        position,
        state: DeliveryState::Waiting,
        attempts: 0,
        due_at: at(due),
        answer: String::new(),
        made_at: at(position),
    }
}

async fn deliveries_wait_in_line(database: TestDatabase) {
    let store = database.open().await;
    let (one, two) = (id::<WebhookId>(), id::<WebhookId>());
    assert_eq!(store.reader_position("webhooks").await.unwrap(), None);
    let first = [delivery(one, 1, 10), delivery(two, 1, 5), delivery(one, 2, 20)];
    store.queue_deliveries("webhooks", 2, &first).await.unwrap();
    assert_eq!(store.reader_position("webhooks").await.unwrap(), Some(2));
    // A reader that starts again before its step was kept queues nothing twice.
    let again = Delivery { id: "other".into(), ..delivery(one, 2, 0) };
    store.queue_deliveries("webhooks", 3, &[again, delivery(one, 3, 30)]).await.unwrap();
    assert_eq!(store.reader_position("webhooks").await.unwrap(), Some(3));
    assert_eq!(store.reader_position("digest").await.unwrap(), None);

    let due = |second: i64, limit: i64| {
        let store = store.clone();
        async move {
            let due = store.due_deliveries(at(second), limit).await.unwrap();
            due.into_iter().map(|d| (d.webhook_id == one, d.position)).collect::<Vec<_>>()
        }
    };
    assert_eq!(due(4, 9).await, []);
    assert_eq!(due(20, 9).await, [(false, 1), (true, 1), (true, 2)]);
    assert_eq!(due(20, 1).await, [(false, 1)]);

    let done = Delivery {
        state: DeliveryState::Delivered,
        attempts: 1,
        answer: "200".into(),
        ..delivery(two, 1, 5)
    };
    store.note_delivery(&done).await.unwrap();
    let failed =
        Delivery { state: DeliveryState::Failed, attempts: 9, answer: "500".into(), ..delivery(one, 1, 10) };
    store.note_delivery(&failed).await.unwrap();
    let later = Delivery { attempts: 1, answer: "timed out".into(), due_at: at(99), ..delivery(one, 2, 20) };
    store.note_delivery(&later).await.unwrap();
    assert_eq!(due(50, 9).await, [(true, 3)]);
    assert_eq!(due(99, 9).await, [(true, 3), (true, 2)]);
    assert_eq!(store.delivery(&done.id).await.unwrap(), Some(done));
    assert_eq!(store.delivery("none").await.unwrap(), None);
    assert_eq!(store.deliveries_of(one, 2).await.unwrap(), [delivery(one, 3, 30), later.clone()]);
    assert_eq!(store.deliveries_of(one, 9).await.unwrap(), [delivery(one, 3, 30), later, failed]);
}

async fn a_webhook_keeps_its_last_secret(database: TestDatabase) {
    let store = database.open().await;
    let (one, two) = (id::<WebhookId>(), id::<WebhookId>());
    store.set_webhook_secret(one, "first").await.unwrap();
    store.set_webhook_secret(one, "second").await.unwrap();
    assert_eq!(store.webhook_secret(one).await.unwrap().as_deref(), Some("second"));
    assert_eq!(store.webhook_secret(two).await.unwrap(), None);
}

async fn only_old_deliveries_that_wait_for_nothing_are_forgotten(database: TestDatabase) {
    let store = database.open().await;
    let webhook = id::<WebhookId>();
    let states = [DeliveryState::Delivered, DeliveryState::Failed, DeliveryState::Waiting];
    for (position, state) in (1..).zip(states) {
        for (position, due) in [(position, 10), (position + 3, 20)] {
            let queued = delivery(webhook, position, due);
            store.queue_deliveries("webhooks", position, std::slice::from_ref(&queued)).await.unwrap();
            store.note_delivery(&Delivery { state, ..queued }).await.unwrap();
        }
    }
    assert_eq!(store.prune_deliveries(at(20)).await.unwrap(), 2);
    assert_eq!(store.prune_deliveries(at(20)).await.unwrap(), 0);
    let kept = store.deliveries_of(webhook, 10).await.unwrap();
    assert_eq!(kept.iter().map(|delivery| delivery.position).collect::<Vec<_>>(), [6, 5, 4, 3]);
}
