//! Undo: the edits that take a change set back.

use super::{Change, Edit, Expected, Op};
use crate::domain::{Doc, EntityKind};

/// The edits that take `changes` back, last first. Unless forced, each expects what the change left
/// behind, so that an undo never silently overwrites what came later: an edited field must still hold
/// the value it was given, an added entity must not have been touched since.
///
/// An active rubric stays as it was used: taking its activation back retires it rather than making it
/// a draft again.
pub fn inverse(changes: &[Change], force: bool) -> Vec<Edit> {
    let expected = |wanted: Expected| if force { Expected::Anything } else { wanted };
    changes
        .iter()
        .rev()
        .map(|change| {
            let entity = change.entity;
            match &change.op {
                Op::Create { .. } | Op::Restore => {
                    Edit::Delete { entity, expected: expected(Expected::Version(change.version)) }
                }
                Op::Delete => Edit::Restore { entity },
                Op::Update { fields } => {
                    let mut patch: Doc = fields
                        .iter()
                        .map(|(field, change)| (field.clone(), change.before().cloned().unwrap_or_default()))
                        .collect();
                    if entity.kind == EntityKind::Rubric && patch.get("state").is_some_and(|s| s == "draft") {
                        patch.insert("state".into(), "retired".into());
                    }
                    let left = fields.iter().map(|(field, change)| (field.clone(), change.after().cloned()));
                    Edit::Patch { entity, expected: expected(Expected::Values(left.collect())), patch }
                }
            }
        })
        .collect()
}
