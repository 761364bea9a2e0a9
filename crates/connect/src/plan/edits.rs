//! The edits that make an item as planned, and the same in words for the report.

use std::collections::BTreeMap;

use outweigh_core::domain::{Doc, Entity, EntityRef, Item};
use outweigh_core::ledger::{Edit, Expected};
use serde_json::{Value, json};

use super::outcome::way;

/// Fields that the write path fills in when a status changes, unless the edit does.
const STATUS_FIELDS: [&str; 4] = ["status_reason", "merged_into_id", "started_at", "done_at"];

/// One item as it was and as it is to be.
pub(super) struct Difference {
    entity: EntityRef,
    before: Doc,
    after: Doc,
    /// Fields to set; null clears.
    patch: Doc,
}

impl Difference {
    /// What changes, if anything does.
    pub(super) fn between(before: &Item, after: &Item) -> Option<Self> {
        if before == after {
            return None;
        }
        let entity = Entity::from(after.clone());
        let reference = entity.reference();
        let (before, after) = (Entity::from(before.clone()).doc(), entity.doc());
        let cleared = before.keys().filter(|field| !after.contains_key(*field));
        let mut patch: Doc = cleared.map(|field| (field.clone(), Value::Null)).collect();
        let set = after.iter().filter(|(field, value)| before.get(*field) != Some(value));
        patch.extend(set.map(|(field, value)| (field.clone(), value.clone())));
        (!patch.is_empty()).then_some(Self { entity: reference, before, after, patch })
    }

    /// One edit, or one per step where a status is more than one legal step away. Each expects what the
    /// plan was made from.
    pub(super) fn edits(mut self, was: &Item, becomes: &Item) -> Vec<Edit> {
        let mut edits = Vec::new();
        if self.patch.contains_key("status") {
            let mut expected = self.expect(&["status"]);
            let steps = way(was.status, becomes.status);
            for status in &steps[..steps.len() - 1] {
                // When it was started is not when it is imported.
                let started_at = self.after.get("started_at").cloned().unwrap_or_default();
                let step: Doc = [("status".into(), json!(status)), ("started_at".into(), started_at)]
                    .into_iter()
                    .collect();
                edits.push(Edit::Patch { entity: self.entity, expected, patch: step });
                expected = Expected::Anything;
            }
            for field in STATUS_FIELDS {
                if let Some(value) = self.after.get(field) {
                    self.patch.insert(field.to_owned(), value.clone());
                }
            }
        }
        let moved_by_steps =
            |field: &str| !edits.is_empty() && (field == "status" || STATUS_FIELDS.contains(&field));
        let fields: Vec<&str> =
            self.patch.keys().map(String::as_str).filter(|field| !moved_by_steps(field)).collect();
        let expected = self.expect(&fields);
        edits.push(Edit::Patch { entity: self.entity, expected, patch: self.patch });
        edits
    }

    fn expect(&self, fields: &[&str]) -> Expected {
        let value = |field: &&str| ((*field).to_owned(), self.before.get(*field).cloned());
        Expected::Values(fields.iter().map(value).collect::<BTreeMap<_, _>>())
    }

    /// Each field that changes; short values with before and after.
    pub(super) fn words(&self) -> Vec<String> {
        let short = |doc: &Doc, field: &str| match doc.get(field) {
            None => Some("empty".to_owned()),
            Some(Value::String(text)) if text.len() <= 60 && !field.ends_with("_id") => Some(text.clone()),
            Some(_) => None,
        };
        self.patch
            .keys()
            .map(|field| match (short(&self.before, field), short(&self.after, field)) {
                (Some(before), Some(after)) => format!("{field}: {before} to {after}"),
                _ => field.clone(),
            })
            .collect()
    }
}
