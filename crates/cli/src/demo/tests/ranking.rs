//! The backlog reads like one: urgent work first, wide ranges where little is known, few alarms.

use outweigh_core::domain::{Lane, Status};

use super::filled;

#[tokio::test(flavor = "multi_thread")]
async fn hot_fixes_are_on_top_and_the_worst_is_first() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let top: Vec<_> =
        workspace.computed_order().iter().map(|slot| &workspace.items.at(*slot).value).collect();
    let worst = top.iter().filter_map(|item| item.severity).min();
    assert_eq!(top[0].severity, worst);
    for (place, item) in top.iter().enumerate().filter(|(_, item)| item.lane == Some(Lane::Hotfix)) {
        assert!(place < 20, "{} is at {}", item.key, place + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn items_nobody_estimated_are_neither_first_nor_all_last() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let inbox: Vec<_> = workspace
        .computed_order()
        .iter()
        .enumerate()
        .filter(|(_, slot)| workspace.items.at(**slot).value.status == Status::Inbox)
        .map(|(place, slot)| (place, workspace.score_at(*slot).unwrap()))
        .collect();
    assert!(inbox[0].0 >= 40, "one is at {}", inbox[0].0 + 1);
    let below = workspace.computed_order().len() - 1 - inbox[inbox.len() - 1].0;
    let estimated_below_the_first = workspace.computed_order().len() - inbox[0].0 - inbox.len();
    assert!(estimated_below_the_first + below > 10);
    assert!(inbox.iter().all(|(_, score)| score.high / score.low > 10.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handful_of_items_ask_for_attention() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let asking =
        workspace.computed_order().iter().filter(|slot| workspace.score_at(**slot).unwrap().attention != 0);
    let count = asking.count();
    assert!((3..=15).contains(&count), "{count} do");
}

#[tokio::test(flavor = "multi_thread")]
async fn scores_spread_over_more_than_one_order_of_magnitude() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let order = workspace.computed_order();
    let score = |place: usize| workspace.score_at(order[place]).unwrap().value;
    assert!(score(9) > 5.0 * score(order.len() - 1), "{} and {}", score(9), score(order.len() - 1));
    assert!((300.0..5_000.0).contains(&score(order.len() / 2)));
}
