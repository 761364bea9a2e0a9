//! Sprints as Jira writes them: a bare name, Data Center's `…Sprint@1f[id=12,state=ACTIVE,name=…]`, or the
//! JSON objects of Cloud.

use jiff::civil::Date;
use serde_json::Value;

use crate::ImportedSprint;
use crate::dates::{self, DateOrder};
use crate::json::Lookup;

/// Reads one cell; `None` for a dump without a name.
pub(crate) fn from_text(cell: &str) -> Option<ImportedSprint> {
    let Some((_, dump)) = cell.split_once("Sprint@").and_then(|(_, rest)| rest.split_once('[')) else {
        return Some(ImportedSprint { name: cell.to_owned(), ..ImportedSprint::default() });
    };
    let dump = dump.strip_suffix(']').unwrap_or(dump);
    let mut sprint = ImportedSprint::default();
    for (name, value) in fields(dump).into_iter().filter(|(_, value)| !matches!(*value, "" | "<null>")) {
        match name {
            "name" => value.clone_into(&mut sprint.name),
            "state" => sprint.state = Some(value.to_lowercase()),
            "startDate" => sprint.starts = day(value),
            "endDate" => sprint.ends = day(value),
            _ => {}
        }
    }
    (!sprint.name.is_empty()).then_some(sprint)
}

/// Cuts `k=v,k=v`. A comma inside a name begins no field unless what follows reads `word=`.
fn fields(dump: &str) -> Vec<(&str, &str)> {
    let begins_field = |part: &str| {
        part.split_once('=')
            .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()))
    };
    let mut starts = vec![0];
    starts.extend(
        dump.match_indices(',').map(|(comma, _)| comma + 1).filter(|start| begins_field(&dump[*start..])),
    );
    starts.push(dump.len() + 1);
    starts.windows(2).filter_map(|pair| dump[pair[0]..pair[1] - 1].split_once('=')).collect()
}

/// Reads a value of the REST interface: an array of objects or of dumps. `None` when it is no sprint field.
pub(crate) fn from_json(value: &Value) -> Option<Vec<ImportedSprint>> {
    let values = value.as_array().filter(|values| !values.is_empty())?;
    values
        .iter()
        .map(|value| match value {
            Value::String(dump) if dump.contains("Sprint@") => from_text(dump),
            Value::Object(object) if object.contains_key("state") && object.contains_key("boardId") => {
                Some(ImportedSprint {
                    name: object.text("name")?.to_owned(),
                    state: object.text("state").map(str::to_lowercase),
                    starts: object.text("startDate").and_then(day),
                    ends: object.text("endDate").and_then(day),
                })
            }
            _ => None,
        })
        .collect()
}

fn day(text: &str) -> Option<Date> {
    dates::parse(text, DateOrder::DayFirst).map(dates::Moment::day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dump_of_data_center_is_read_field_by_field() {
        let cell = "com.atlassian.greenhopper.service.sprint.Sprint@1f[id=12,rapidViewId=4,state=ACTIVE,name=OUT Sprint 12, the long one,startDate=2026-04-13T00:00:00.000Z,endDate=<null>,sequence=12]";
        let sprint = from_text(cell).unwrap();
        assert_eq!(sprint.name, "OUT Sprint 12, the long one");
        assert_eq!(sprint.state.as_deref(), Some("active"));
        assert_eq!((sprint.starts.unwrap().to_string(), sprint.ends), ("2026-04-13".to_owned(), None));
    }

    #[test]
    fn anything_else_is_a_name() {
        assert_eq!(from_text("OUT Sprint 11").unwrap().name, "OUT Sprint 11");
        assert_eq!(from_json(&serde_json::json!(["hypatia"])), None);
    }
}
