//! Undo: the edits that take a change set back.

use std::collections::HashMap;

use super::{Change, Edit, Expected, Op};
use crate::domain::{Doc, EntityKind};

/// The edits that take `changes` back, last first. Unless forced, each expects what the change left
/// behind, so that an undo never silently overwrites what came later: an edited field must still hold
/// the value it was given, an added entity must not have been touched since the change set, which may
/// itself have gone on to change it.
///
/// An active rubric stays as it was used: taking its activation back retires it rather than making it
/// a draft again.
pub fn inverse(changes: &[Change], force: bool) -> Vec<Edit> {
    // Entities that came up in this change set: the first edit that takes them back makes sure that
    // they stand as the change set left them, the others follow upon it.
    let mut last = HashMap::new();
    for change in changes {
        let came_up = matches!(change.op, Op::Create { .. } | Op::Restore);
        let (version, appeared) = last.entry(change.entity).or_insert((change.version, came_up));
        (*version, *appeared) = (change.version, *appeared || came_up);
    }
    changes
        .iter()
        .rev()
        .map(|change| {
            let entity = change.entity;
            let expected = |values: Expected| match last.get(&entity) {
                _ if force => Expected::Anything,
                Some((version, true)) if *version == change.version => Expected::Version(*version),
                Some((_, true)) => Expected::Anything,
                _ => values,
            };
            match &change.op {
                Op::Create { .. } | Op::Restore => {
                    Edit::Delete { entity, expected: expected(Expected::Anything) }
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
