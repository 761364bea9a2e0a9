//! Which segments speak of an item, and which are silent.

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use super::voices::Voice;
use crate::customers::Members;
use crate::ids::{AccountId, SegmentId};
use crate::workspace::Workspace;

/// How far one segment is heard on an item.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SegmentVoice {
    pub segment_id: SegmentId,
    pub name: String,
    /// Accounts in the segment.
    pub accounts: usize,
    /// Those of them that speak.
    pub voices: usize,
    /// `voices / accounts`, 0 to 1.
    pub share: f64,
}

/// Every segment that has accounts, in the order they were made. One whose predicate no longer fits the
/// accounts is left out.
pub fn coverage(workspace: &Workspace, voices: &[Voice]) -> Vec<SegmentVoice> {
    let speaking: BTreeSet<AccountId> = voices.iter().filter_map(|voice| voice.account).collect();
    let heard = |segment: &crate::domain::Segment| {
        let members = Members::of(workspace, &segment.predicate).ok()?;
        let (mut accounts, mut voices) = (0, 0);
        for account in members.accounts() {
            accounts += 1;
            voices += usize::from(speaking.contains(&account.id));
        }
        (accounts > 0).then(|| SegmentVoice {
            segment_id: segment.id,
            name: segment.name.clone(),
            accounts,
            voices,
            share: voices as f64 / accounts as f64,
        })
    };
    workspace.segments.iter().filter_map(heard).collect()
}
