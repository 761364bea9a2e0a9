//! The edit that turns an entity as it is into the entity as it should be.

use std::collections::{BTreeMap, BTreeSet};

use outweigh_core::domain::{Doc, Entity};
use outweigh_core::ledger::{Edit, Expected};
use serde_json::Value;

/// A patch of the fields that differ, expecting the values it was made from; none when nothing differs.
pub(super) fn change(before: impl Into<Entity>, after: impl Into<Entity>) -> Option<Edit> {
    let (before, after) = (before.into(), after.into());
    let (old, new) = (before.doc(), after.doc());
    let fields: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differing = || fields.iter().filter(|field| old.get(**field) != new.get(**field));
    let patch: Doc = differing()
        .map(|field| ((*field).clone(), new.get(*field).cloned().unwrap_or(Value::Null)))
        .collect();
    let seen: BTreeMap<String, Option<Value>> =
        differing().map(|field| ((*field).clone(), old.get(*field).cloned())).collect();
    let entity = before.reference();
    (!patch.is_empty()).then_some(Edit::Patch { entity, expected: Expected::Values(seen), patch })
}
