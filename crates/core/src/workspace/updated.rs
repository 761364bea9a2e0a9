//! When each item was last changed, itself or a part of it. Rows do not carry times: whoever reads the ledger tells
//! them.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Slot, Workspace};

impl Workspace {
    /// When the item in a slot, or a part of it, was last changed; `None` until [`Self::note_update`] told.
    pub fn updated_at(&self, slot: Slot) -> Option<Timestamp> {
        self.updated.get(slot as usize).copied().flatten()
    }

    /// Takes in that `subject` or a part of it was last changed at this time; only items are remembered.
    pub fn note_update(&mut self, subject: Uuid, at: Timestamp) {
        let Some(slot) = self.items.slot(subject) else { return };
        if self.updated.len() <= slot as usize {
            self.updated.resize(self.items.rows().len(), None);
        }
        self.updated[slot as usize] = Some(at);
    }
}
