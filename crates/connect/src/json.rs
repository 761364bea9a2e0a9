//! JSON files as a list of records: an array, an object that holds one, or objects one after another. Each
//! record is read on its own, so that a wrong one takes out itself only and a huge file needs no tree.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::ImportError;
use crate::limits::MAX_ROWS;

/// The text of one unread record.
pub(crate) type Record<'a> = &'a str;

/// Splits a text into records. An object with an array under one of `lists` gives that array's elements.
pub(crate) fn records<'a>(text: &'a str, lists: &[&str]) -> Result<Vec<Record<'a>>, ImportError> {
    let text_start = text.trim_start();
    let records = if text_start.starts_with('[') {
        let values: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| refusal(text, &error))?;
        values.into_iter().map(RawValue::get).collect()
    } else {
        stream(text, lists)?
    };
    if records.len() > MAX_ROWS {
        return Err(ImportError::TooBig {
            found: format!("{} records", records.len()),
            limit: format!("{MAX_ROWS} records"),
        });
    }
    Ok(records)
}

fn stream<'a>(text: &'a str, lists: &[&str]) -> Result<Vec<Record<'a>>, ImportError> {
    let mut records = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        match value {
            Ok(record) => records.push(record.get()),
            Err(error) if error.is_eof() => return Err(refusal(text, &error)),
            Err(error) => return one_per_line(text).ok_or_else(|| refusal(text, &error)),
        }
    }
    if let [only] = records[..]
        && let Some(list) = list_inside(only, lists)
    {
        return Ok(list);
    }
    Ok(records)
}

/// The lines of a text as records, broken ones included, so that each is reported where it stands. `None`
/// when most lines are no JSON: the text is then one broken document, or none.
fn one_per_line(text: &str) -> Option<Vec<Record<'_>>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let valid =
        lines.iter().filter(|line| line.starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok());
    (valid.count() * 2 > lines.len()).then_some(lines)
}

/// The elements of the first array found under one of the names at the top of an object.
fn list_inside<'a>(record: Record<'a>, lists: &[&str]) -> Option<Vec<Record<'a>>> {
    let object: HashMap<Cow<'a, str>, &'a RawValue> = serde_json::from_str(record).ok()?;
    let elements: Vec<&RawValue> =
        lists.iter().find_map(|name| serde_json::from_str(object.get(*name)?.get()).ok())?;
    Some(elements.into_iter().map(RawValue::get).collect())
}

/// The object of a record, or in words what it is instead.
pub(crate) fn object(record: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(record) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("it is not a JSON object".into()),
        Err(error) if error.to_string().starts_with("recursion limit") => {
            Err("it is nested deeper than 128 levels".into())
        }
        Err(error) => {
            let message = error.to_string();
            Err(format!("it is not valid JSON ({})", message.split(" at line ").next().unwrap_or_default()))
        }
    }
}

/// Where a text stops being JSON: at its end (a cut file) or inside (a malformed one).
fn refusal(text: &str, error: &serde_json::Error) -> ImportError {
    if error.is_eof() {
        let line = 1 + text.trim_end().bytes().filter(|byte| *byte == b'\n').count();
        return ImportError::Truncated {
            line,
            byte: text.trim_end().len(),
            what: "a JSON value still open".into(),
        };
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    ImportError::Malformed { line: error.line(), column: error.column(), message }
}

/// Reads of one JSON object that never fail: what is absent or of another kind is simply not there.
pub(crate) trait Lookup {
    /// The text under a name, trimmed, unless empty.
    fn text(&self, name: &str) -> Option<&str>;
    /// The value at a path of names.
    fn at(&self, path: &[&str]) -> Option<&Value>;
}

impl Lookup for Map<String, Value> {
    fn text(&self, name: &str) -> Option<&str> {
        text(self.get(name)?)
    }

    fn at(&self, path: &[&str]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.get(*first)?, |value, name| value.get(name))
    }
}

impl Lookup for Value {
    fn text(&self, name: &str) -> Option<&str> {
        text(self.get(name)?)
    }

    fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, name| value.get(name))
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A count that fits; negative and huge ones are not there.
pub(crate) fn count(value: Option<&Value>) -> Option<u32> {
    value?.as_u64().and_then(|count| u32::try_from(count).ok())
}

/// The texts of an array: plain strings, or the `name` of each object.
pub(crate) fn names(value: Option<&Value>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for element in value.and_then(Value::as_array).into_iter().flatten() {
        if let Some(name) = text(element).or_else(|| element.text("name"))
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_a_page_and_a_stream_give_the_same_records() {
        for text in [
            "[{\"a\":1},{\"a\":2}]",
            "{\"items\":[{\"a\":1},{\"a\":2}],\"total\":2}",
            "{\"a\":1}\n{\"a\":2}\n",
        ] {
            let records = super::records(text, &["issues", "items"]).unwrap();
            assert_eq!(records, ["{\"a\":1}", "{\"a\":2}"], "{text}");
        }
    }

    #[test]
    fn a_cut_file_and_a_malformed_one_say_where() {
        let refusal = |text| records(text, &["items"]).unwrap_err().to_string();
        assert_eq!(
            refusal("[{\"a\":1},\n{\"a\":\"x"),
            "the file is cut off: a JSON value still open begun at line 2 (byte 17) never ends"
        );
        assert_eq!(
            refusal("{\"a\":1,\n\"a\" 2}\n"),
            "the file is not valid JSON at line 2, column 5: expected `:`"
        );
    }

    #[test]
    fn a_broken_line_of_a_stream_takes_out_itself_only() {
        let records = records("{\"a\":1}\n{\"a\" 2}\n{\"a\":3}\n", &[]).unwrap();
        assert_eq!(records.len(), 3);
        assert_eq!(object(records[1]).unwrap_err(), "it is not valid JSON (expected `:`)");
    }

    #[test]
    fn too_deep_nesting_takes_out_its_record_only() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
        assert_eq!(object(&deep).unwrap_err(), "it is nested deeper than 128 levels");
        assert_eq!(object("3").unwrap_err(), "it is not a JSON object");
        let text = format!("{deep}\n{{\"a\":2}}");
        assert_eq!(records(&text, &["items"]).unwrap().len(), 2);
    }
}
