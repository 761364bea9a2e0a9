//! Gathers what a connector reads: checks that every item stands on its own, refuses the second of two
//! with one key, and keeps the problems in file order.

use std::collections::HashMap;

use crate::limits::{MAX_CELL_BYTES, MEBIBYTE};
use crate::{ImportedItem, Parsed, RowProblem};

/// The result being built.
#[derive(Default)]
pub(crate) struct Collector {
    parsed: Parsed,
    rows_by_id: HashMap<String, usize>,
    rows_by_key: HashMap<String, usize>,
    without_key: usize,
    repeated_titles: HashMap<String, usize>,
}

impl Collector {
    pub(crate) fn new(warning: Option<String>) -> Self {
        Self {
            parsed: Parsed { warnings: warning.into_iter().collect(), ..Parsed::default() },
            ..Self::default()
        }
    }

    pub(crate) fn warn(&mut self, warning: impl Into<String>) {
        self.parsed.warnings.push(warning.into());
    }

    pub(crate) fn problem(&mut self, problem: RowProblem) {
        self.parsed.problems.push(problem);
    }

    /// Takes an item in, or reports why it cannot be.
    pub(crate) fn add(&mut self, mut item: ImportedItem) {
        if item.title.is_empty() {
            return self.problem(RowProblem::whole_row(item.row, "a title", "the title is empty"));
        }
        if let Some(finding) = too_long(&item) {
            let expected = format!("text of at most {} MiB", MAX_CELL_BYTES / MEBIBYTE);
            return self.problem(RowProblem::whole_row(item.row, &expected, &finding));
        }
        self.identify(&mut item);
        let first =
            self.rows_by_id.get(&item.external_id).or_else(|| self.rows_by_key.get(&item.external_key));
        if let Some(first) = first {
            let key = if item.external_key.is_empty() { &item.external_id } else { &item.external_key };
            let finding = format!("\"{key}\" was already used in row {first}");
            return self.problem(RowProblem::whole_row(item.row, "a key used once", &finding));
        }
        self.rows_by_id.insert(item.external_id.clone(), item.row);
        if !item.external_key.is_empty() {
            self.rows_by_key.insert(item.external_key.clone(), item.row);
        }
        self.parsed.items.push(item);
    }

    /// Ends the reading of a file of so many records.
    pub(crate) fn finish(mut self, rows: usize) -> Parsed {
        if self.without_key > 0 {
            self.parsed.warnings.push(format!(
                "{} rows have no key; they are recognised by their title when the file is imported again, so a changed title makes a new item",
                self.without_key
            ));
        }
        self.parsed.rows = rows;
        self.parsed
    }

    /// Fills id from key, or from the title where there is neither. A repeated title gets a number: two
    /// rows without key are two items even when they read alike.
    fn identify(&mut self, item: &mut ImportedItem) {
        if item.external_id.is_empty() {
            item.external_id.clone_from(&item.external_key);
        }
        if item.external_id.is_empty() {
            self.without_key += 1;
            let count = self.repeated_titles.entry(item.title.clone()).or_default();
            *count += 1;
            item.external_id = match *count {
                1 => format!("title:{}", item.title),
                again => format!("title:{}#{again}", item.title),
            };
        } else if item.external_key.is_empty() {
            item.external_key.clone_from(&item.external_id);
        }
    }
}

fn too_long(item: &ImportedItem) -> Option<String> {
    let description = item.description.iter().map(|text| ("description", text.len()));
    let comments = item.comments.iter().map(|comment| ("comment", comment.text.len()));
    description
        .chain(comments)
        .chain([("title", item.title.len())])
        .find(|(_, bytes)| *bytes > MAX_CELL_BYTES)
        .map(|(what, bytes)| format!("the {what} has {bytes} bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(row: usize, key: &str, title: &str) -> ImportedItem {
        ImportedItem { row, external_key: key.into(), title: title.into(), ..ImportedItem::default() }
    }

    #[test]
    fn the_second_row_with_one_key_is_left_out() {
        let mut collector = Collector::default();
        collector.add(item(2, "A-1", "first"));
        collector.add(item(3, "A-1", "second"));
        let parsed = collector.finish(2);
        assert_eq!(parsed.items.len(), 1);
        assert_eq!(parsed.problems[0].message, "row 3: \"A-1\" was already used in row 2");
    }

    #[test]
    fn rows_without_key_are_told_apart_by_title() {
        let mut collector = Collector::default();
        for row in 2..4 {
            collector.add(item(row, "", "same"));
        }
        let parsed = collector.finish(2);
        let ids: Vec<_> = parsed.items.iter().map(|item| item.external_id.as_str()).collect();
        assert_eq!(ids, ["title:same", "title:same#2"]);
        assert!(parsed.warnings[0].starts_with("2 rows have no key"));
    }

    #[test]
    fn an_item_without_title_or_with_a_huge_text_is_left_out() {
        let mut collector = Collector::default();
        collector.add(item(2, "A-1", ""));
        collector
            .add(ImportedItem { description: Some("x".repeat(MAX_CELL_BYTES + 1)), ..item(3, "A-2", "t") });
        let parsed = collector.finish(2);
        assert_eq!(parsed.items, []);
        assert_eq!(parsed.problems[0].message, "row 2: the title is empty");
        assert_eq!(parsed.problems[1].message, "row 3: the description has 1048577 bytes");
    }
}
