//! One change of the ledger in a plain sentence: `Anna moved it from triaged to ready`.
//!
//! "It" is the item whose history is read; every other entity is named.

mod fields;
mod values;

use std::collections::BTreeMap;

use serde_json::Value;

use super::wording::listed;
use crate::domain::{Entity, EntityKind, EntityRef, Estimate, Override};
use crate::formula::Unit;
use crate::ledger::{Change, FieldChange, Op};
use crate::workspace::Workspace;
use fields::{Show, fields};
use values::{called, day, name, noun, quantity, spread, value};

/// The sentence of a change. Names of people, items and so on are taken from `workspace`, which may be
/// any state that has them; without an actor's name the sentence starts at the verb.
pub fn sentence(workspace: &Workspace, actor_name: &str, change: &Change) -> String {
    let told = match &change.op {
        Op::Create { json } => Entity::from_json(change.entity.kind, json).map_or_else(
            |_| format!("added {}", entity_label(workspace, change.entity)),
            |entity| created(workspace, &entity),
        ),
        Op::Update { fields } => updated(workspace, change.entity, fields),
        Op::Delete => deleted(workspace, change.entity),
        Op::Restore => format!("restored {}", object(workspace, change.entity)),
    };
    if actor_name.is_empty() { told } else { format!("{actor_name} {told}") }
}

/// An entity as people name it: `item PAY-12`, `release 5.2`, `estimate of effort of PAY-12`.
pub fn entity_label(workspace: &Workspace, entity: EntityRef) -> String {
    match workspace.row(entity) {
        Some(row) if entity.kind == EntityKind::Estimate => {
            format!("estimate of {}", called(workspace, &row.value))
        }
        Some(row) => format!("{} {}", noun(entity.kind), called(workspace, &row.value)),
        None => noun(entity.kind).to_owned(),
    }
}

/// What people call an entity, without the word for its kind: `PAY-12`, `of Acme`, `effort of PAY-12`.
pub fn entity_name(workspace: &Workspace, entity: &Entity) -> String {
    called(workspace, entity)
}

/// The entity as the object of a sentence in an item's history.
fn object(workspace: &Workspace, entity: EntityRef) -> String {
    match entity.kind {
        EntityKind::Item => "it".into(),
        EntityKind::Comment => "a comment".into(),
        EntityKind::Estimate => match workspace.estimates.row(entity.id) {
            Some(row) => format!("the estimate of {}", quantity(workspace, &row.value.quantity)),
            None => "an estimate".into(),
        },
        _ => entity_label(workspace, entity),
    }
}

fn created(workspace: &Workspace, entity: &Entity) -> String {
    match entity {
        Entity::Item(item) => match item.references.first() {
            Some(reference) => format!("imported it from {}", reference.system),
            None => "added it".into(),
        },
        Entity::Estimate(estimate) => estimated(workspace, estimate),
        Entity::Dependency(dependency) => {
            format!("noted that it needs {} now", name(workspace, needed(dependency.needs_id)))
        }
        Entity::Comment(_) => "commented".into(),
        Entity::Override(pin) => pinned(workspace, pin),
        Entity::Grant(_) => format!("gave the role {}", called(workspace, entity)),
        Entity::View(view) => format!("saved view {}", view.name),
        _ => format!("added {} {}", noun(entity.kind()), called(workspace, entity)),
    }
}

fn deleted(workspace: &Workspace, entity: EntityRef) -> String {
    match workspace.row(entity).map(|row| row.value) {
        Some(Entity::Estimate(estimate)) => {
            format!("withdrew the estimate of {}", quantity(workspace, &estimate.quantity))
        }
        Some(Entity::Dependency(dependency)) => {
            format!("noted that it no longer needs {}", name(workspace, needed(dependency.needs_id)))
        }
        Some(Entity::Override(pin)) => format!("released it from place {}", pin.position),
        Some(grant @ Entity::Grant(_)) => format!("took back the role {}", called(workspace, &grant)),
        _ => format!("deleted {}", object(workspace, entity)),
    }
}

fn needed(item: crate::ids::ItemId) -> EntityRef {
    EntityRef::new(EntityKind::Item, item)
}

fn estimated(workspace: &Workspace, estimate: &Estimate) -> String {
    let criterion =
        workspace.active_rubric().and_then(|r| r.criteria.iter().find(|c| c.key == estimate.quantity));
    let unit = match criterion.map(|criterion| criterion.unit) {
        Some(Unit::Days) => " days",
        Some(Unit::Money) => " EUR",
        Some(Unit::Accounts) => " accounts",
        Some(Unit::PerYear) => " a year",
        Some(Unit::Share) => " percent",
        None if estimate.quantity == "effort" => " days",
        _ => "",
    };
    let mut range = estimate.range;
    if unit == " percent" {
        range.low *= 100.0;
        range.likely *= 100.0;
        range.high *= 100.0;
    }
    let source = estimate.source.as_ref().map_or_else(String::new, |source| format!(" ({source})"));
    format!("estimated {} at {}{source}", quantity(workspace, &estimate.quantity), spread(&range, unit))
}

fn pinned(workspace: &Workspace, pin: &Override) -> String {
    format!("pinned it to place {} until {}: {}", pin.position, day(workspace.today, pin.expires), pin.reason)
}

fn updated(workspace: &Workspace, entity: EntityRef, changed: &BTreeMap<String, FieldChange>) -> String {
    let mut told = Vec::new();
    let status = changed.get("status").filter(|_| entity.kind == EntityKind::Item);
    told.extend(status.map(|change| moved(workspace, changed, change)));
    let mut owner = match entity.kind {
        EntityKind::Item => String::new(),
        _ => format!(" of {}", object(workspace, entity)),
    };
    for (field, label, show) in fields(entity.kind) {
        let Some(change) = changed.get(*field) else { continue };
        // A new status tells its reason, where the item lives on, and when it was started and done.
        let follows = ["status_reason", "merged_into_id", "started_at", "done_at"].contains(field);
        if status.is_some() && follows {
            continue;
        }
        let clause = clause(workspace, entity, &format!("{label}{owner}"), *show, change);
        if !clause.is_empty() {
            told.push(clause);
            owner.clear();
        }
    }
    if told.is_empty() { format!("changed {}", object(workspace, entity)) } else { listed(&told, "and") }
}

/// `moved it from doing to paused: waits for the vendor`.
fn moved(workspace: &Workspace, changed: &BTreeMap<String, FieldChange>, status: &FieldChange) -> String {
    let text = |change: Option<&Value>| change.and_then(Value::as_str).unwrap_or("nowhere").to_owned();
    let after = |field: &str| changed.get(field).and_then(FieldChange::after);
    let reason = after("status_reason").and_then(Value::as_str);
    let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
    match after("merged_into_id") {
        Some(item) => {
            let item = value(workspace, Show::Name(EntityKind::Item), item);
            format!("merged it into {item}{reason}")
        }
        None => format!("moved it from {} to {}{reason}", text(status.before()), text(status.after())),
    }
}

/// What happened to one field; empty when there is nothing to tell.
fn clause(workspace: &Workspace, entity: EntityRef, label: &str, show: Show, change: &FieldChange) -> String {
    let say = |v: &Value| value(workspace, show, v);
    match (show, change.before(), change.after()) {
        (Show::Silent, ..) => String::new(),
        (Show::Erased, ..) => format!("erased the {label}"),
        (Show::Long, None, _) => format!("wrote the {label}"),
        (Show::Long, Some(_), Some(_)) => format!("rewrote the {label}"),
        (Show::Long, Some(_), None) => format!("removed the {label}"),
        (Show::Parts, ..) => format!("changed the {label}"),
        (Show::Rename, Some(old), Some(new)) => {
            format!("renamed {} {} to {}", noun(entity.kind), say(old), say(new))
        }
        (Show::Steps, _, new) => steps(label, new),
        (Show::Texts | Show::Names(_), old, new) => difference(label, old, new, say),
        (Show::Map, old, new) => entries(old, new, say),
        (Show::Date, Some(old), Some(new)) => format!("moved {label} from {} to {}", say(old), say(new)),
        (_, None, Some(new)) => format!("set {label} to {}", say(new)),
        (_, Some(old), Some(new)) => format!("changed {label} from {} to {}", say(old), say(new)),
        (_, Some(old), None) => format!("cleared {label} (was {})", say(old)),
        (_, None, None) => String::new(),
    }
}

/// A checklist: how far it is.
fn steps(label: &str, new: Option<&Value>) -> String {
    let steps = new.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let done = steps.iter().filter(|step| step.get("done").is_some_and(|done| done == true)).count();
    match steps.len() {
        0 => format!("removed the {label}"),
        all => format!("changed the {label} ({done} of {all} done)"),
    }
}

/// What came to a list and what went.
fn difference(
    label: &str,
    old: Option<&Value>,
    new: Option<&Value>,
    say: impl Fn(&Value) -> String,
) -> String {
    let list = |v: Option<&'_ Value>| v.and_then(Value::as_array).cloned().unwrap_or_default();
    let (old, new) = (list(old), list(new));
    let missing = |from: &[Value], among: &[Value]| -> Vec<String> {
        among.iter().filter(|v| !from.contains(v)).map(&say).collect()
    };
    let (added, removed) = (missing(&old, &new), missing(&new, &old));
    let mut told = Vec::new();
    if !added.is_empty() {
        told.push(format!("added {} to {label}", listed(&added, "and")));
    }
    if !removed.is_empty() {
        told.push(format!("removed {} from {label}", listed(&removed, "and")));
    }
    if told.is_empty() { format!("reordered {label}") } else { told.join(", ") }
}

/// What changed among named values.
fn entries(old: Option<&Value>, new: Option<&Value>, say: impl Fn(&Value) -> String) -> String {
    let map = |v: Option<&Value>| v.and_then(Value::as_object).cloned().unwrap_or_default();
    let (old, new) = (map(old), map(new));
    let mut told = Vec::new();
    for (key, value) in &new {
        let word = key.replace('_', " ");
        match old.get(key) {
            Some(before) if before == value => {}
            Some(before) => told.push(format!("changed {word} from {} to {}", say(before), say(value))),
            None => told.push(format!("set {word} to {}", say(value))),
        }
    }
    for (key, value) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        told.push(format!("cleared {} (was {})", key.replace('_', " "), say(value)));
    }
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Doc;

    /// The error for an unknown field lists those there are.
    #[test]
    fn every_field_of_every_kind_has_words() {
        for &kind in EntityKind::ALL {
            let doc = Doc::from_iter([("no_such_field".to_owned(), Value::Null)]);
            let message = Entity::from_doc(kind, doc).expect_err("no such field").message;
            let (_, expected) = message.split_once("expected").expect("lists the fields");
            let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
            assert!(!known.is_empty(), "{kind}: {message}");
            let told: Vec<&str> = fields(kind).iter().map(|(field, ..)| *field).collect();
            for field in &known {
                assert!(told.contains(field), "{kind} {field} has no words");
            }
            assert_eq!(told.len(), known.len(), "{kind} has words for a field that is not there");
        }
    }
}
