//! Cells that hold several values: finds the separator over the whole column and splits.

/// Marks a cell that was a JSON array; its values follow, each behind the mark (ASCII unit separator).
pub(crate) const ARRAY_MARK: char = '\u{1f}';

/// The separator a column uses. A bar never stands in a label by chance and a comma easily does, so the
/// rarer one wins wherever it occurs.
pub(crate) fn find_separator<'a>(cells: impl Iterator<Item = &'a str>) -> Option<char> {
    let (mut bar, mut line, mut semicolon, mut comma) = (false, false, false, false);
    for cell in cells {
        bar |= cell.contains('|');
        line |= cell.contains('\n');
        semicolon |= cell.contains(';');
        comma |= cell.contains(',');
    }
    [(bar, '|'), (line, '\n'), (semicolon, ';'), (comma, ',')]
        .into_iter()
        .find_map(|(seen, c)| seen.then_some(c))
}

/// The values of a cell, trimmed, without empty ones.
pub(crate) fn split(cell: &str, separator: Option<char>) -> impl Iterator<Item = &str> {
    let by = if cell.starts_with(ARRAY_MARK) { ARRAY_MARK } else { separator.unwrap_or(ARRAY_MARK) };
    cell.split(by).map(str::trim).filter(|value| !value.is_empty())
}

/// Adds the values that are not there yet.
pub(crate) fn add_new<'a>(list: &mut Vec<String>, values: impl Iterator<Item = &'a str>) {
    for value in values {
        if !list.iter().any(|known| known == value) {
            list.push(value.to_owned());
        }
    }
}

/// A cell as a person reads it: arrays with commas.
pub(crate) fn display(cell: &str) -> String {
    match cell.strip_prefix(ARRAY_MARK) {
        Some(values) => values.replace(ARRAY_MARK, ", "),
        None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_separator_of_the_column_splits_every_cell() {
        let column = ["Core, old", "Transport|JMS client", ""];
        let separator = find_separator(column.into_iter());
        assert_eq!(separator, Some('|'));
        assert_eq!(split(column[0], separator).collect::<Vec<_>>(), ["Core, old"]);
        assert_eq!(split(column[1], separator).collect::<Vec<_>>(), ["Transport", "JMS client"]);
        assert_eq!(split("a, b,,", Some(',')).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn an_array_is_split_only_where_the_array_was() {
        assert_eq!(split("\u{1f}one, two\u{1f}three", Some(',')).collect::<Vec<_>>(), ["one, two", "three"]);
        assert_eq!(display("\u{1f}one\u{1f}two"), "one, two");
    }
}
