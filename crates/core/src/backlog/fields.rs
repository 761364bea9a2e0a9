//! The fields of an item that filters may name.

use std::cell::RefCell;

use jiff::tz::TimeZone;
use serde_json::Value;

use crate::domain::{EntityKind, Item};
use crate::filter::{Field, FieldType, FieldValue, Record, Resolution, Schema};
use crate::workspace::{Slot, Workspace};

/// Fields by name with their type; the index is the place in this table.
const FIELDS: &[(&str, FieldType)] = &[
    ("key", FieldType::Keyword),
    ("title", FieldType::Text),
    ("problem", FieldType::Text),
    ("description", FieldType::Text),
    ("lane", FieldType::Keyword),
    ("horizon", FieldType::Keyword),
    ("status", FieldType::Keyword),
    ("open", FieldType::Bool),
    ("severity", FieldType::Keyword),
    ("product", FieldType::Keyword),
    ("area", FieldType::Keyword),
    ("owner", FieldType::Keyword),
    ("team", FieldType::Keyword),
    ("tag", FieldType::KeywordList),
    ("release", FieldType::Keyword),
    ("sprint", FieldType::Keyword),
    ("goal", FieldType::Keyword),
    ("due", FieldType::Date),
    ("created", FieldType::Date),
    ("updated", FieldType::Date),
    ("done", FieldType::Date),
    ("score", FieldType::Number),
    ("rank", FieldType::Number),
    ("effort", FieldType::Number),
    ("override", FieldType::Bool),
    ("attention", FieldType::Bool),
    ("imputed", FieldType::Bool),
    ("blocked", FieldType::Bool),
    ("type", FieldType::Keyword),
    ("priority", FieldType::Keyword),
    ("votes", FieldType::Number),
];

/// Index of the first custom field.
const CUSTOM: usize = 1_000;

/// What filters over items may name in a workspace.
pub struct ItemSchema<'a> {
    workspace: &'a Workspace,
    custom: RefCell<Vec<String>>,
}

impl<'a> ItemSchema<'a> {
    /// The fields of a workspace's items.
    pub fn new(workspace: &'a Workspace) -> Self {
        Self { workspace, custom: RefCell::default() }
    }

    /// The names of the custom fields a compiled filter uses, for its records.
    pub fn into_custom(self) -> Vec<String> {
        self.custom.into_inner()
    }

    /// Ids whose entity is called `text` by one of its names, and the names there are.
    fn named<'b>(&self, text: &str, names: impl Iterator<Item = (uuid::Uuid, Vec<&'b str>)>) -> Resolution {
        let mut found = Vec::new();
        let mut known = Vec::new();
        for (id, names) in names {
            let called = names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(text) || name.to_lowercase() == text.to_lowercase());
            if called || id.to_string().eq_ignore_ascii_case(text) {
                found.push(id.to_string());
            }
            known.extend(names.first().map(|name| (*name).to_owned()));
        }
        if found.is_empty() { Resolution::Unknown(known) } else { Resolution::Values(found) }
    }

    fn words<T: Copy>(text: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Resolution {
        match all.iter().find(|value| word(**value).eq_ignore_ascii_case(text)) {
            Some(value) => Resolution::Values(vec![word(*value).to_owned()]),
            None => Resolution::Unknown(all.iter().map(|value| word(*value).to_owned()).collect()),
        }
    }
}

impl Schema for ItemSchema<'_> {
    fn field(&self, name: &str) -> Option<Field> {
        if let Some(index) = FIELDS.iter().position(|(field, _)| *field == name) {
            return Some(Field { index, field_type: FIELDS[index].1 });
        }
        let custom = name.strip_prefix("custom.")?;
        let mut values = self.workspace.items.iter().filter_map(|item| item.custom.get(custom));
        let field_type = match values.next()? {
            Value::Number(_) => FieldType::Number,
            Value::Bool(_) => FieldType::Bool,
            Value::Array(_) => return None,
            _ => FieldType::Keyword,
        };
        let mut names = self.custom.borrow_mut();
        let index = names.iter().position(|n| n == custom).unwrap_or_else(|| {
            names.push(custom.to_owned());
            names.len() - 1
        });
        Some(Field { index: CUSTOM + index, field_type })
    }

    fn field_names(&self) -> Vec<String> {
        FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    fn resolve(&self, field: usize, text: &str) -> Resolution {
        use crate::domain::{Horizon, Lane, Severity, Status};
        let ws = self.workspace;
        let name = FIELDS.get(field).map_or("", |(name, _)| name);
        match name {
            "lane" => Self::words(text, Lane::ALL, Lane::as_str),
            "horizon" => Self::words(text, Horizon::ALL, Horizon::as_str),
            "status" => Self::words(text, Status::ALL, Status::as_str),
            "severity" => Self::words(text, Severity::ALL, Severity::as_str),
            "product" => {
                self.named(text, ws.products.iter().map(|p| (p.id.0, vec![p.name.as_str(), p.key.as_str()])))
            }
            "area" => self.named(text, ws.areas.iter().map(|a| (a.id.0, vec![a.name.as_str()]))),
            "owner" => self.named(
                text,
                ws.people.iter().map(|p| {
                    (p.id.0, [Some(p.name.as_str()), p.email.as_deref()].into_iter().flatten().collect())
                }),
            ),
            "team" => self.named(text, ws.teams.iter().map(|t| (t.id.0, vec![t.name.as_str()]))),
            "release" => self.named(text, ws.releases.iter().map(|r| (r.id.0, vec![r.name.as_str()]))),
            "sprint" => self.named(text, ws.sprints.iter().map(|s| (s.id.0, vec![s.name.as_str()]))),
            "goal" => self.named(text, ws.goals.iter().map(|g| (g.id.0, vec![g.name.as_str()]))),
            _ => Resolution::AsWritten,
        }
    }
}

/// One item to hold a filter against.
pub struct ItemRecord<'a> {
    workspace: &'a Workspace,
    custom: &'a [String],
    slot: Slot,
    item: &'a Item,
}

impl<'a> ItemRecord<'a> {
    /// The item in a slot; `custom` comes from [`ItemSchema::into_custom`].
    pub fn new(workspace: &'a Workspace, custom: &'a [String], slot: Slot) -> Self {
        Self { workspace, custom, slot, item: &workspace.items.at(slot).value }
    }
}

impl Record for ItemRecord<'_> {
    fn value(&self, field: usize) -> FieldValue<'_> {
        let item = self.item;
        let id = |id: Option<uuid::Uuid>| id.map_or(FieldValue::Empty, FieldValue::Id);
        let date = |day: Option<jiff::civil::Date>| day.map_or(FieldValue::Empty, FieldValue::Date);
        let day = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).date();
        let number = |value: Option<f64>| value.map_or(FieldValue::Empty, FieldValue::Number);
        let word = |word: Option<&'static str>| word.map_or(FieldValue::Empty, FieldValue::Text);
        let score = || self.workspace.score_at(self.slot);
        let Some((name, _)) = FIELDS.get(field) else {
            let value = self.custom.get(field.wrapping_sub(CUSTOM)).and_then(|name| item.custom.get(name));
            return match value {
                Some(Value::String(text)) => FieldValue::Text(text),
                Some(Value::Number(n)) => number(n.as_f64()),
                Some(Value::Bool(on)) => FieldValue::Bool(*on),
                _ => FieldValue::Empty,
            };
        };
        match *name {
            "key" => FieldValue::Text(&item.key),
            "title" => FieldValue::Text(&item.title),
            "problem" => FieldValue::Text(&item.problem),
            "description" => FieldValue::Text(&item.description),
            "lane" => word(item.lane.map(crate::domain::Lane::as_str)),
            "horizon" => word(item.horizon.map(crate::domain::Horizon::as_str)),
            "status" => FieldValue::Text(item.status.as_str()),
            "open" => FieldValue::Bool(item.status.is_open()),
            "severity" => word(item.severity.map(crate::domain::Severity::as_str)),
            "product" => FieldValue::Id(item.product_id.0),
            "area" => id(item.area_id.map(|i| i.0)),
            "owner" => id(item.owner_id.map(|i| i.0)),
            "team" => id(item.team_id.map(|i| i.0)),
            "tag" => FieldValue::List(&item.tags),
            "release" => id(item.release_id.map(|i| i.0)),
            "sprint" => id(item.sprint_id.map(|i| i.0)),
            "goal" => id(item.goal_id.map(|i| i.0)),
            "due" => date(item.due),
            "created" => FieldValue::Date(day(item.created_at)),
            "updated" => date(self.workspace.updated_at(self.slot).map(day)),
            "done" => date(item.done_at.map(day)),
            "score" => number(score().map(|s| s.value)),
            "rank" => number(self.workspace.places_at(self.slot).map(|(_, shown)| f64::from(shown))),
            "effort" => number(score().and_then(|s| s.effort).map(|e| e.likely)),
            "override" => FieldValue::Bool(self.workspace.override_of(item.id).is_some()),
            "attention" => FieldValue::Bool(score().is_some_and(|s| s.attention != 0)),
            "imputed" => FieldValue::Bool(score().is_some_and(|s| s.imputed != 0)),
            "blocked" => {
                FieldValue::Bool(self.workspace.needs_of(item.id).any(|(_, other)| other.status.is_open()))
            }
            "type" => item.signal_text("type").map_or(FieldValue::Empty, FieldValue::Text),
            "priority" => item.signal_text("priority").map_or(FieldValue::Empty, FieldValue::Text),
            "votes" => number(item.signal_number("votes")),
            other => unreachable!("no value for the field {other} of {}", EntityKind::Item),
        }
    }
}
