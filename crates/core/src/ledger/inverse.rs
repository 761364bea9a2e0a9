//! Undo: the edits that take a change set back.

use std::collections::HashMap;

use super::{Change, Edit, Expected, Op, merge};
use crate::domain::{Doc, EntityKind, EntityRef};

/// The edits that take `changes` back, last first. Unless forced, each expects what the change set left
/// behind, so that an undo never silently overwrites what came later: an edited field must still hold
/// the value it was given, an added entity must still read as it did. What came later and was itself
/// taken back is no obstacle.
///
/// An active rubric stays as it was used: taking its activation back retires it rather than making it
/// a draft again.
pub fn inverse(changes: &[Change], force: bool) -> Vec<Edit> {
    let mut appeared = if force { HashMap::new() } else { appeared(changes) };
    changes
        .iter()
        .rev()
        .map(|change| {
            let entity = change.entity;
            // The first edit of an entity that appeared here judges it as a whole, the others follow on.
            let whole = appeared.get_mut(&entity).map(|left| left.take().unwrap_or(Expected::Anything));
            match &change.op {
                Op::Create { .. } | Op::Restore => {
                    Edit::Delete { entity, expected: whole.unwrap_or(Expected::Anything) }
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
                    let expected = match whole {
                        Some(expected) => expected,
                        None if force => Expected::Anything,
                        None => Expected::Values(left.collect()),
                    };
                    Edit::Patch { entity, expected, patch }
                }
            }
        })
        .collect()
}

/// How each entity that was added or restored must stand after the changes.
fn appeared(changes: &[Change]) -> HashMap<EntityRef, Option<Expected>> {
    let mut appeared: HashMap<EntityRef, Option<Expected>> = HashMap::new();
    for change in changes {
        match &change.op {
            Op::Create { json } => {
                let doc = serde_json::from_str(json).unwrap_or_default();
                appeared.insert(change.entity, Some(Expected::Document(doc)));
            }
            Op::Restore => {
                appeared.insert(change.entity, Some(Expected::Version(change.version)));
            }
            Op::Update { fields } => match appeared.get_mut(&change.entity) {
                Some(Some(Expected::Document(doc))) => {
                    let values = fields.iter();
                    let patch = values.map(|(f, c)| (f.clone(), c.after().cloned().unwrap_or_default()));
                    merge(doc, &patch.collect());
                }
                Some(expected) => *expected = Some(Expected::Version(change.version)),
                None => {}
            },
            Op::Delete => {}
        }
    }
    appeared
}
