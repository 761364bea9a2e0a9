//! Following what other servers and programs write to the same database.

use std::sync::{Arc, Weak};
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::mpsc::WeakSender;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

use crate::database::{Database, LEDGER_CHANNEL};
use crate::store::{Shared, Store};
use crate::writer::Request;
use crate::{StoreError, load};

/// How often an SQLite file is looked at: it tells nobody when it has grown.
const LOOK_AT_FILE: Duration = Duration::from_millis(300);
/// How often a PostgreSQL is looked at, lest a lost connection swallowed a notification.
const LOOK_AT_SERVER: Duration = Duration::from_secs(2);

impl Store {
    /// Takes in what others write to the database, soon after they did, until the store is closed or
    /// dropped. Listeners hear of it as of our own change sets.
    pub fn follow(&self) -> JoinHandle<()> {
        let follower = Follower { shared: Arc::downgrade(&self.shared), requests: self.requests.downgrade() };
        match &self.shared.database {
            Database::Sqlite(_) => tokio::spawn(follower.look_every(LOOK_AT_FILE)),
            Database::Postgres(pool) => {
                let pool = pool.clone();
                tokio::spawn(async move { follower.listen(pool).await })
            }
        }
    }
}

/// Keeps no store alive.
struct Follower {
    shared: Weak<Shared>,
    requests: WeakSender<Request>,
}

/// The store is gone, and following with it.
struct Gone;

impl Follower {
    async fn look_every(self, period: Duration) {
        let mut ticks = interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(Gone) = self.look().await {
                return;
            }
        }
    }

    async fn listen(self, pool: PgPool) {
        let mut ticks = interval(LOOK_AT_SERVER);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            // Each round is one connection; when it is lost, the ticks bridge the gap.
            let listener = connect(&pool).await;
            if let Err(error) = &listener {
                tracing::warn!("failed to listen for changes, looking for them instead: {error}");
            }
            let mut listener = listener.ok();
            loop {
                let heard = async {
                    match &mut listener {
                        Some(listener) => listener.try_recv().await.is_ok_and(|news| news.is_some()),
                        None => std::future::pending().await,
                    }
                };
                let connected = tokio::select! {
                    _ = ticks.tick() => listener.is_some(),
                    heard = heard => heard,
                };
                if let Err(Gone) = self.look().await {
                    return;
                }
                if !connected {
                    break;
                }
            }
            ticks.tick().await;
        }
    }

    /// Compares the head of the ledger with memory and catches up when others have written.
    async fn look(&self) -> Result<(), Gone> {
        let shared = self.shared.upgrade().ok_or(Gone)?;
        let behind = match load::head(&shared.database).await {
            Ok((head, _)) => head > shared.read().position,
            Err(StoreError::Closed) => return Err(Gone),
            Err(error) => {
                tracing::warn!("failed to look for changes of others: {error}");
                false
            }
        };
        drop(shared);
        if !behind {
            return Ok(());
        }
        let (answer, done) = oneshot::channel();
        let requests = self.requests.upgrade().ok_or(Gone)?;
        requests.send(Request::CatchUp(answer)).await.map_err(|_| Gone)?;
        drop(requests);
        if let Err(error) = done.await.map_err(|_| Gone)? {
            tracing::warn!("failed to take in what others wrote: {error}");
        }
        Ok(())
    }
}

async fn connect(pool: &PgPool) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(LEDGER_CHANNEL).await?;
    Ok(listener)
}
