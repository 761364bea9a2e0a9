//! Hands change sets to the store in order, many at a time, so that few transactions take them all.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use anyhow::Context;
use outweigh_core::ledger::Draft;
use outweigh_store::{Caller, Receipt, Store, StoreError};

/// Change sets that wait for their receipts at a time: two full groups of the store, and far fewer than
/// its queue holds.
const WAITING: usize = 512;

type Writing<'a> = Pin<Box<dyn Future<Output = Result<Receipt, StoreError>> + Send + 'a>>;

/// Writes the change sets in order, telling after each how many of how many are durable.
///
/// # Errors
/// The first one that the store did not write.
pub(super) async fn replay(
    store: &Store,
    drafts: Vec<Draft>,
    on_progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<(), anyhow::Error> {
    let total = drafts.len();
    let mut done = 0;
    let mut waiting: VecDeque<(String, Writing<'_>)> = VecDeque::with_capacity(WAITING);
    for draft in drafts {
        if waiting.len() == WAITING
            && let Some((what, writing)) = waiting.pop_front()
        {
            writing.await.with_context(|| what)?;
            done += 1;
            on_progress(done, total);
        }
        let what = format!("failed to write the demo's change set of {} by {}", draft.at, draft.actor.name);
        // The first poll puts the request into the store's queue, which has room for it: so requests
        // queue up in the order of this loop. Out of tokio's budget, it would not.
        let mut writing: Writing<'_> =
            Box::pin(tokio::task::coop::unconstrained(store.write(draft, Caller::System)));
        let first = poll_fn(|context| Poll::Ready(writing.as_mut().poll(context))).await;
        match first {
            Poll::Ready(receipt) => {
                receipt.with_context(|| what)?;
                done += 1;
            }
            Poll::Pending => waiting.push_back((what, writing)),
        }
    }
    for (what, writing) in waiting {
        writing.await.with_context(|| what)?;
        done += 1;
        on_progress(done, total);
    }
    Ok(())
}
