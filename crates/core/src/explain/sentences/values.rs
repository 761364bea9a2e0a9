//! How single values are written.

use jiff::civil::Date;
use serde_json::Value;

use super::fields::Show;
use crate::domain::{Entity, EntityKind, EntityRef, Lane, Range, Role};
use crate::explain::wording::{money, number};
use crate::workspace::Workspace;

/// Longest text quoted in a sentence, in characters.
const QUOTED: usize = 60;

/// A value in words.
pub(super) fn value(workspace: &Workspace, show: Show, value: &Value) -> String {
    match (show, value) {
        (show, Value::Object(fields)) if fields.contains_key("sealed") => {
            self::value(workspace, show, &workspace.opened(value))
        }
        (Show::Text, Value::String(text)) => quoted(text),
        (Show::Word | Show::Rename, Value::String(text)) => word(text),
        (Show::Date, Value::String(text)) => {
            text.parse().map_or_else(|_| text.clone(), |date| day(workspace.today, date))
        }
        (Show::Time, Value::String(text)) => text.parse().map_or_else(
            |_| text.clone(),
            |at: jiff::Timestamp| day(workspace.today, at.to_zoned(jiff::tz::TimeZone::UTC).date()),
        ),
        (Show::Days, Value::Number(n)) => format!("{} days", number(n.as_f64().unwrap_or(0.0))),
        (Show::Money, Value::Number(n)) => money(n.as_f64().unwrap_or(0.0)),
        (Show::Flag(on, off), Value::Bool(set)) => (if *set { on } else { off }).to_owned(),
        (Show::Name(kind) | Show::Names(kind), Value::String(id)) => {
            id.parse::<uuid::Uuid>().map_or_else(|_| id.clone(), |id| name(workspace, EntityRef { kind, id }))
        }
        (Show::Range, value) => serde_json::from_value::<Range>(value.clone())
            .map_or_else(|_| value.to_string(), |range| spread(&range, "")),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Bool(set)) => (if *set { "yes" } else { "no" }).to_owned(),
        (_, Value::Array(values)) => {
            let words: Vec<_> = values.iter().map(|v| self::value(workspace, show, v)).collect();
            words.join(", ")
        }
        // A signal: the value another system holds.
        (_, Value::Object(fields)) => {
            fields.get("value").map_or_else(String::new, |v| self::value(workspace, show, v))
        }
        (_, other) => other.to_string(),
    }
}

/// `3 to 8 days, likely 5`.
pub(super) fn spread(range: &Range, unit: &str) -> String {
    let (low, likely, high) = (number(range.low), number(range.likely), number(range.high));
    if low == high { format!("{likely}{unit}") } else { format!("{low} to {high}{unit}, likely {likely}") }
}

/// `5 Jun`, with the year when it is another one than this.
pub(super) fn day(today: Date, date: Date) -> String {
    let format = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(format).to_string()
}

fn quoted(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= QUOTED {
        return format!("\"{line}\"");
    }
    let start: String = line.chars().take(QUOTED - 2).collect();
    format!("\"{} ..\"", start.trim_end())
}

fn word(text: &str) -> String {
    if let Ok(lane) = text.parse::<Lane>() {
        return lane.label().into();
    }
    text.parse::<Role>().map_or_else(|_| text.to_owned(), |role| role.label().into())
}

/// What people call an entity: an item's key, anyone's name. Deleted ones keep theirs.
pub(super) fn name(workspace: &Workspace, entity: EntityRef) -> String {
    workspace.row(entity).map_or_else(|| unknown(entity.kind), |row| called(workspace, &row.value))
}

pub(super) fn called(workspace: &Workspace, entity: &Entity) -> String {
    let item = |id: crate::ids::ItemId| name(workspace, EntityRef::new(EntityKind::Item, id));
    match entity {
        Entity::Item(x) => x.key.clone(),
        Entity::Product(x) => x.name.clone(),
        Entity::Area(x) => x.name.clone(),
        Entity::Team(x) => x.name.clone(),
        Entity::Person(x) => x.name.clone(),
        Entity::Goal(x) => x.name.clone(),
        Entity::Release(x) => x.name.clone(),
        Entity::Sprint(x) => x.name.clone(),
        Entity::Account(x) => x.name.clone(),
        Entity::Contact(x) => workspace.open(&x.name).to_owned(),
        Entity::Segment(x) => x.name.clone(),
        Entity::View(x) => x.name.clone(),
        Entity::Rubric(x) => x.name.clone(),
        Entity::Webhook(x) => x.url.clone(),
        Entity::Grant(x) => {
            let person = name(workspace, EntityRef::new(EntityKind::Person, x.person_id));
            let place = x.product_id.map_or_else(
                || "every product".to_owned(),
                |id| name(workspace, EntityRef::new(EntityKind::Product, id)),
            );
            format!("{} of {person} on {place}", x.role.label())
        }
        Entity::Estimate(x) => format!("{} of {}", quantity(workspace, &x.quantity), item(x.item_id)),
        Entity::Dependency(x) => format!("of {} on {}", item(x.item_id), item(x.needs_id)),
        Entity::Comment(x) => format!("on {}", item(x.item_id)),
        Entity::Source(x) => x.name.clone(),
        Entity::Note(x) => match x.account_id {
            Some(id) => format!("of {}", name(workspace, EntityRef::new(EntityKind::Account, id))),
            None => format!("from {}", name(workspace, EntityRef::new(EntityKind::Source, x.source_id))),
        },
        Entity::Statement(x) => quoted(workspace.open(&x.text)),
        Entity::Relation(x) => {
            format!("that {} {} {}", name(workspace, x.from), x.kind.label(), name(workspace, x.to))
        }
        Entity::Evidence(x) => {
            let origin = x.origin().map_or_else(String::new, |origin| match origin.kind {
                EntityKind::Note => format!("a note {}", name(workspace, origin)),
                _ => name(workspace, origin),
            });
            format!("{origin} {} {}", x.polarity, item(x.item_id))
        }
        Entity::Theme(x) => x.name.as_ref().unwrap_or(&x.label).clone(),
        Entity::Promise(x) => {
            format!("to {}", name(workspace, EntityRef::new(EntityKind::Account, x.account_id)))
        }
        Entity::Override(x) => format!("of {} to place {}", item(x.item_id), x.position),
    }
}

/// A quantity by its label in the active rubric.
pub(super) fn quantity(workspace: &Workspace, key: &str) -> String {
    let criterion = workspace.active_rubric().and_then(|r| r.criteria.iter().find(|c| c.key == key));
    criterion.map_or_else(
        || key.replace('_', " "),
        |criterion| crate::explain::wording::lower_first(&criterion.label),
    )
}

fn unknown(kind: EntityKind) -> String {
    format!("an unknown {}", noun(kind))
}

/// The word for a kind in a sentence.
pub(super) fn noun(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Override => "pin",
        EntityKind::Grant => "role",
        other => other.as_str(),
    }
}
