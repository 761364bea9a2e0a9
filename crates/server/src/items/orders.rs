//! Answered queries, kept until the ledger moves on: a window of a long list is then a slice.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};

use lru::LruCache;
use outweigh_core::backlog::{Order, Query, order};
use outweigh_core::formula::SourceError;
use outweigh_core::ids::ProductId;
use outweigh_core::ledger::Position;
use outweigh_core::workspace::{Access, Workspace};

/// Answers kept.
const KEPT: usize = 64;

type Key = (Position, jiff::civil::Date, Query, Option<Vec<ProductId>>);

/// The newest answers.
pub struct OrderCache(Mutex<LruCache<Key, Arc<Order>>>);

impl Default for OrderCache {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(NonZeroUsize::new(KEPT).unwrap_or(NonZeroUsize::MIN))))
    }
}

impl OrderCache {
    /// Answers a query, from memory when nothing changed since.
    ///
    /// # Errors
    /// The place in the filter that is wrong.
    pub fn order(
        &self,
        workspace: &Workspace,
        access: &Access,
        query: &Query,
    ) -> Result<Arc<Order>, SourceError> {
        let readable = access.everywhere().is_none().then(|| {
            workspace.products.iter().map(|p| p.id).filter(|id| access.reads(*id)).collect::<Vec<_>>()
        });
        let key = (workspace.position, workspace.today, query.clone(), readable);
        let kept = || self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = kept().get(&key) {
            return Ok(Arc::clone(known));
        }
        let answer = Arc::new(order(workspace, access, query)?);
        kept().put(key, Arc::clone(&answer));
        Ok(answer)
    }
}
