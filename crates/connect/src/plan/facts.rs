//! What a row says of itself, put on an item: its own fields, its tags and custom fields, and the
//! signals the score reads (their names are those of `core::score`).

use std::collections::HashSet;

use outweigh_core::domain::{Item, LIST_LIMIT, Reference, Signal};
use serde_json::{Number, Value};

use super::fit;
use super::report::Findings;
use crate::ImportedItem;

/// Sets the fields the row carries; what it does not carry stays.
pub(super) fn set_fields(item: &mut Item, row: &ImportedItem, notes: &mut Findings) {
    item.title = fit::one_line(&row.title, "titles longer than 1,000 bytes were cut", row.row, notes);
    if let Some(text) = &row.description {
        let finding = "descriptions longer than 200,000 bytes were cut";
        item.description = fit::long_text(text, finding, row.row, notes);
    }
    item.created_at = row.created_at.unwrap_or(item.created_at);
    item.due = row.due.or(item.due);
    add_tags(item, row, notes);
    set_custom(item, row, notes);
    set_signals(item, row, notes);
    set_counts(item, row);
}

/// Sets the head counts, which move without the source calling it a change.
pub(super) fn set_counts(item: &mut Item, row: &ImportedItem) {
    for (kind, count) in [
        ("votes", row.votes),
        ("watchers", row.watchers),
        ("reactions", row.reactions),
        ("comments", row.comment_count),
    ] {
        if let Some(count) = count {
            set(item, row, kind, count.into());
        }
    }
}

/// Keeps how the source knows the item. An id that was only the key gives way to a real one.
pub(super) fn set_reference(item: &mut Item, row: &ImportedItem) {
    let url = row.url.as_deref().and_then(fit::address);
    let key = (!row.external_key.is_empty()).then(|| row.external_key.clone());
    let of_system = |r: &Reference| r.system == row.system;
    let by_id = item.references.iter().position(|r| of_system(r) && r.id == row.external_id);
    let by_key = || item.references.iter().position(|r| of_system(r) && r.key.is_some() && r.key == key);
    match by_id.or_else(by_key) {
        Some(at) => {
            let known = &mut item.references[at];
            if known.key.as_deref() == Some(&known.id) && row.external_id != known.id {
                known.id.clone_from(&row.external_id);
            }
            known.key = key.or(known.key.take());
            known.url = url.or(known.url.take());
        }
        None => {
            let reference = Reference { system: row.system.clone(), id: row.external_id.clone(), key, url };
            item.references.push(reference);
        }
    }
}

/// Labels and components become tags. Tags people added stay, so none is ever taken away.
fn add_tags(item: &mut Item, row: &ImportedItem, notes: &mut Findings) {
    let mut known: HashSet<String> = item.tags.iter().cloned().collect();
    for tag in row.labels.iter().chain(&row.components) {
        let tag = fit::one_line(tag, "tags longer than 1,000 bytes were cut", row.row, notes);
        if tag.is_empty() || known.contains(&tag) {
            continue;
        }
        if item.tags.len() == LIST_LIMIT {
            return notes.add("tags beyond 500 were left out", row.row);
        }
        known.insert(tag.clone());
        item.tags.push(tag);
    }
}

fn set_custom(item: &mut Item, row: &ImportedItem, notes: &mut Findings) {
    let mut keep = |name: &str, value: Value, notes: &mut Findings| {
        let name = fit::one_line(name, "names of fields longer than 1,000 bytes were cut", row.row, notes);
        if name.is_empty() {
            return;
        }
        if item.custom.len() >= LIST_LIMIT && !item.custom.contains_key(&name) {
            return notes.add("custom fields beyond 500 were left out", row.row);
        }
        item.custom.insert(name, value);
    };
    for (name, value) in &row.custom {
        let finding = "custom fields longer than 200,000 bytes were cut";
        let value = fit::long_text(value, finding, row.row, notes);
        keep(name, value.into(), notes);
    }
    // An item has one release; where the source names several, none is forgotten.
    if row.fix_versions.len() > 1 {
        let versions: Vec<Value> =
            row.fix_versions.iter().take(LIST_LIMIT).map(|v| Value::from(v.as_str())).collect();
        keep("Fix versions", versions.into(), notes);
    }
}

fn set_signals(item: &mut Item, row: &ImportedItem, notes: &mut Findings) {
    let mut word = |kind: &str, text: Option<&str>| {
        let text = text.map(|text| {
            fit::one_line(text, "words of the source longer than 1,000 bytes were cut", row.row, notes)
        });
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            set(item, row, kind, text.into());
        }
    };
    word("type", row.item_type.as_deref());
    word("priority", row.priority.as_deref());
    word("status", row.status_text.as_deref());
    word("resolution", row.resolution.as_deref());
    word("parent", row.parent_key.as_deref());
    word("reporter", row.reporter.as_ref().map(|person| person.name.as_str()));
    for (kind, moment) in [("created", row.created_at), ("updated", row.updated_at)] {
        if let Some(moment) = moment {
            set(item, row, kind, moment.to_string().into());
        }
    }
    for (kind, number) in [
        ("severity_share", row.severity_share),
        ("story_points", row.story_points),
        ("original_estimate_days", row.original_estimate_days),
        ("time_spent_days", row.time_spent_days),
    ] {
        if let Some(value) = number.and_then(rounded) {
            set(item, row, kind, Value::Number(value));
        }
    }
    // What hangs on another word goes with it: an item that was reopened has no resolution any more.
    if row.status_text.is_some() && row.resolution.is_none() {
        item.signals.remove("resolution");
    }
    if row.priority.is_some() && row.severity_share.is_none() {
        item.signals.remove("severity_share");
    }
}

fn set(item: &mut Item, row: &ImportedItem, kind: &str, value: Value) {
    item.signals.insert(kind.to_owned(), Signal { value, source: row.system.clone() });
}

/// Four places, so that the number reads back from its text exactly and a second import sees no change.
fn rounded(number: f64) -> Option<Number> {
    const PLACES: f64 = 1e4;
    const LARGEST: f64 = 1e9;
    if !number.is_finite() || number.abs() > LARGEST {
        return None;
    }
    let number = (number * PLACES).round() / PLACES;
    if number.fract() == 0.0 { Some(Number::from(number as i64)) } else { Number::from_f64(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_exactly() {
        for (number, text) in [(3.0, "3"), (0.1 + 0.2, "0.3"), (2.0 / 3.0, "0.6667"), (0.95, "0.95")] {
            let kept = rounded(number).unwrap();
            assert_eq!(kept.to_string(), text);
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), Value::Number(kept));
        }
        assert_eq!(rounded(f64::NAN), None);
    }
}
