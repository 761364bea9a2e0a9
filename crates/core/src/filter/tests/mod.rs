//! Behaviour of filters: golden tables and laws over a small backlog.

mod laws;
mod matching;
mod refused;

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::{Field, FieldType, FieldValue, Filter, Record, Resolution, Schema};
use crate::formula::SourceError;

const TODAY: Date = date(2026, 3, 1);
const ANNA: Uuid = Uuid::from_u128(0xa);
const BERT: Uuid = Uuid::from_u128(0xb);

const FIELDS: [(&str, FieldType); 9] = [
    ("title", FieldType::Text),
    ("lane", FieldType::Keyword),
    ("owner", FieldType::Keyword),
    ("tag", FieldType::KeywordList),
    ("effort", FieldType::Number),
    ("due", FieldType::Date),
    ("open", FieldType::Bool),
    ("key", FieldType::Keyword),
    ("custom.Story points", FieldType::Number),
];
const LANES: [&str; 4] = ["hotfix", "stability", "improvement", "bet"];

struct Backlog;

impl Schema for Backlog {
    fn field(&self, name: &str) -> Option<Field> {
        let index = FIELDS.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(Field { index, field_type: FIELDS[index].1 })
    }

    fn field_names(&self) -> Vec<String> {
        FIELDS.map(|(name, _)| name.to_owned()).into()
    }

    fn resolve(&self, field: usize, text: &str) -> Resolution {
        match FIELDS[field].0 {
            "lane" if !LANES.contains(&text.to_lowercase().as_str()) => {
                Resolution::Unknown(LANES.map(str::to_owned).into())
            }
            "owner" => match text {
                "Anna" | "anna@x.io" => Resolution::Values(vec![ANNA.to_string()]),
                "Bert" => Resolution::Values(vec![BERT.to_string()]),
                "team" => Resolution::Values(vec![ANNA.to_string(), BERT.to_string()]),
                _ => Resolution::Unknown(vec!["Anna".into(), "anna@x.io".into(), "Bert".into()]),
            },
            _ => Resolution::AsWritten,
        }
    }
}

/// A record with a value in every field, in the order of `FIELDS`.
struct Item {
    title: String,
    lane: String,
    owner: Uuid,
    tags: Vec<String>,
    effort: f64,
    due: Date,
    open: bool,
    key: String,
    points: f64,
}

impl Default for Item {
    fn default() -> Self {
        Self {
            title: "Card payments fail in Zürich".into(),
            lane: "hotfix".into(),
            owner: ANNA,
            tags: vec!["api".into(), "Billing".into()],
            effort: 5.0,
            due: date(2026, 2, 22),
            open: true,
            key: "PAY-12".into(),
            points: 3.0,
        }
    }
}

impl Record for Item {
    fn value(&self, field: usize) -> FieldValue<'_> {
        match field {
            0 => FieldValue::Text(&self.title),
            1 => FieldValue::Text(&self.lane),
            2 => FieldValue::Id(self.owner),
            3 => FieldValue::List(&self.tags),
            4 => FieldValue::Number(self.effort),
            5 => FieldValue::Date(self.due),
            6 => FieldValue::Bool(self.open),
            7 => FieldValue::Text(&self.key),
            _ => FieldValue::Number(self.points),
        }
    }
}

/// A record without any value.
struct Blank;

impl Record for Blank {
    fn value(&self, _field: usize) -> FieldValue<'_> {
        FieldValue::Empty
    }
}

fn compile(source: &str) -> Result<super::Compiled, SourceError> {
    Filter::parse(source)?.compile(&Backlog, TODAY)
}

fn chooses<R: Record>(source: &str, record: &R) -> bool {
    compile(source).unwrap_or_else(|error| panic!("{}", error.render(source))).matches(record)
}
