//! JSON exports of notes: one record after another, each wrong one reported and left out.

use serde_json::{Map, Value};

use super::collector::NoteCollector;
use super::{NoteFile, ParsedNotes};
use crate::options::PROGRESS_STEP;
use crate::text::encoding;
use crate::{ImportError, Progress, RowProblem, dates, json};

/// An object of JSON.
pub(crate) type Object = Map<String, Value>;

/// Shows every record to `take`, with its place counted from 1. An object with an array under one of `lists`
/// gives that array's elements.
pub(crate) fn read(
    file: NoteFile<'_>,
    lists: &[&str],
    on_progress: Progress<'_>,
    mut take: impl FnMut(&mut NoteCollector, usize, &Object),
) -> Result<ParsedNotes, ImportError> {
    let decoded = encoding::decode(file.bytes)?;
    let records = json::records(&decoded.text, lists)?;
    let mut collector = NoteCollector::default();
    decoded.warning.into_iter().for_each(|warning| collector.warn(warning));
    for (index, record) in records.iter().enumerate() {
        match json::object(record) {
            Ok(object) => take(&mut collector, index + 1, &object),
            Err(finding) => collector.problem(RowProblem::whole_row(index + 1, "a JSON object", &finding)),
        }
        if index % PROGRESS_STEP == 0 {
            on_progress(index, records.len());
        }
    }
    on_progress(records.len(), records.len());
    collector.count(records.len());
    Ok(collector.finish())
}

/// The first few objects of a text, for recognising it; none when it is no JSON.
pub(crate) fn first_objects(text: &str, lists: &[&str]) -> Vec<Object> {
    const LOOKED_AT: usize = 5;
    let records = json::records(text, lists).unwrap_or_default();
    records.iter().take(LOOKED_AT).filter_map(|record| json::object(record).ok()).collect()
}

/// An id as text, whether it is written as a number or as a text.
pub(crate) fn id(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => super::text::filled(text),
        _ => None,
    }
}

/// A moment, written as text or as Unix seconds or milliseconds.
pub(crate) fn time(value: Option<&Value>) -> Option<jiff::Timestamp> {
    dates::parse(&id(value)?, crate::DateOrder::DayFirst)?.timestamp()
}

/// A plain value as a person reads it; `None` for null, blanks and what is nested.
pub(crate) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().filter_map(shown).collect();
            (!values.is_empty()).then(|| values.join(", "))
        }
        other => id(Some(other)),
    }
}

/// Keeps the values of these fields, under names a person knows.
pub(crate) fn keep(
    custom: &mut std::collections::BTreeMap<String, String>,
    object: &Object,
    fields: &[(&str, &str)],
) {
    for (field, name) in fields {
        if let Some(value) = object.get(*field).and_then(shown) {
            custom.insert((*name).to_owned(), value);
        }
    }
}
