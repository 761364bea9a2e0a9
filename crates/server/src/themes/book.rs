//! Which note is in which theme, held in memory: found again after a restart from what the ledger knows.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use outweigh_core::ids::{NoteId, ThemeId};
use outweigh_language::themes::Themes;
use uuid::Uuid;

/// The grouping as it stands. Replaced as a whole, so that who reads it sees one state.
#[derive(Debug, Clone)]
pub struct Grouping {
    pub themes: Themes<NoteId, ThemeId>,
    /// Notes the last full pass grouped.
    pub passed: usize,
    /// Notes that came or went since the last full or local pass.
    pub unsettled: BTreeSet<NoteId>,
    /// Notes that came or went since the last full pass.
    pub new: usize,
}

/// Holds the grouping of this server.
pub struct ThemeBook {
    grouping: RwLock<Option<Arc<Grouping>>>,
    /// One regroups at a time.
    pub(super) working: tokio::sync::Mutex<()>,
    /// Who this server is when it takes the lease.
    pub(super) holder: String,
}

impl ThemeBook {
    /// Nothing grouped yet.
    pub fn new(holder: Uuid) -> Self {
        Self {
            grouping: RwLock::default(),
            working: tokio::sync::Mutex::default(),
            holder: holder.to_string(),
        }
    }

    /// The grouping, once there is one.
    pub(crate) fn grouping(&self) -> Option<Arc<Grouping>> {
        self.grouping.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep(&self, grouping: Grouping) {
        *self.grouping.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(grouping));
    }

    /// The theme of a note.
    pub(crate) fn theme_of(&self, note: NoteId) -> Option<ThemeId> {
        self.grouping()?.themes.theme_of(note)
    }
}
