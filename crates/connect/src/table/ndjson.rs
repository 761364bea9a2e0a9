//! JSON objects, one per line or in an array, laid out as a table: a column for each name, in
//! alphabetical order within the object that first shows them.

use std::collections::HashMap;

use serde_json::Value;

use super::Loaded;
use super::grid::{Grid, check_columns};
use super::lists::ARRAY_MARK;
use crate::{ImportError, RowProblem, json};

/// Lays out all objects. Records that are no objects are reported.
pub(crate) fn read(text: &str) -> Result<Loaded, ImportError> {
    let records = json::records(text, &["items", "issues", "data", "results", "records"])?;
    let mut names: Vec<String> = Vec::new();
    let mut columns: HashMap<String, usize> = HashMap::new();
    let mut rows = Vec::with_capacity(records.len());
    let mut problems = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let object = match json::object(record) {
            Ok(object) => object,
            Err(finding) => {
                problems.push(RowProblem::whole_row(index + 1, "a JSON object", &finding));
                continue;
            }
        };
        let mut cells: Vec<(usize, String)> = Vec::with_capacity(object.len());
        for (name, value) in object {
            let Some(cell) = cell(&value) else { continue };
            let next = names.len();
            let column = *columns.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                next
            });
            cells.push((column, cell));
        }
        check_columns(names.len(), index + 1)?;
        cells.sort_unstable_by_key(|(column, _)| *column);
        rows.push((index + 1, cells));
    }
    let mut grid = Grid::default();
    grid.begin_row(1)?;
    names.iter().for_each(|name| grid.push_cell(name));
    for (number, cells) in rows {
        grid.begin_row(number)?;
        let mut next = 0;
        for (column, cell) in cells {
            (next..column).for_each(|_| grid.push_cell(""));
            grid.push_cell(&cell);
            next = column + 1;
        }
    }
    Ok(Loaded { grid, problems, ..Loaded::default() })
}

/// A value as cell text; `None` for null and for what is empty.
fn cell(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::String(text) => text.replace(ARRAY_MARK, " "),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().filter_map(cell).collect();
            if values.is_empty() {
                return None;
            }
            // Nested arrays become part of the one list; their marks already stand in front of each value.
            values.iter().fold(String::new(), |list, value| {
                if value.starts_with(ARRAY_MARK) {
                    list + value
                } else {
                    format!("{list}{ARRAY_MARK}{value}")
                }
            })
        }
        // Trackers nest people, states and labels as objects with one telling name.
        Value::Object(object) => {
            match ["name", "displayName", "login", "key", "title", "value"]
                .iter()
                .find_map(|name| object.get(*name))
            {
                Some(Value::String(text)) => text.clone(),
                _ if object.is_empty() => return None,
                _ => value.to_string(),
            }
        }
    })
}
