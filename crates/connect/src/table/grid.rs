//! A table as one text and the ends of its cells: two allocations for a whole file instead of one per cell.

use crate::ImportError;
use crate::limits::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS};

/// A header and rows of text cells. Rows may be narrower or wider than the header.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    text: String,
    /// End of each cell in `text`; a cell begins where the one before it ends.
    ends: Vec<usize>,
    /// For each row the index of its first cell, and its number in the file (from 1).
    rows: Vec<(usize, usize)>,
}

/// One row of a [`Grid`].
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    grid: &'a Grid,
    first: usize,
    last: usize,
    /// Number in the file, the header being row 1.
    pub(crate) number: usize,
}

impl<'a> Row<'a> {
    /// How many cells the row has.
    pub(crate) fn len(&self) -> usize {
        self.last - self.first
    }

    /// The trimmed text of a cell; empty where the row is too narrow.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.raw(column).trim()
    }

    /// The text of a cell as it stands.
    pub(crate) fn raw(&self, column: usize) -> &'a str {
        let index = self.first + column;
        if index >= self.last {
            return "";
        }
        let start = if index == 0 { 0 } else { self.grid.ends[index - 1] };
        &self.grid.text[start..self.grid.ends[index]]
    }

    /// All cells of the row.
    pub(crate) fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |column| self.cell(column))
    }
}

impl Grid {
    /// Takes over text that a reader has already laid out.
    pub(crate) fn from_parts(text: String, ends: Vec<usize>, rows: Vec<(usize, usize)>) -> Self {
        Self { text, ends, rows }
    }

    /// Appends a cell to the row being built.
    pub(crate) fn push_cell(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Begins a row with its number in the file.
    pub(crate) fn begin_row(&mut self, number: usize) -> Result<(), ImportError> {
        self.rows.push((self.ends.len(), number));
        check_rows(self.rows.len())?;
        check_cells(self.ends.len())
    }

    /// The header, without blanks around its names.
    pub(crate) fn header(&self) -> Vec<&str> {
        if self.rows.is_empty() { Vec::new() } else { self.row(0).cells().collect() }
    }

    /// The rows below the header.
    pub(crate) fn body(&self) -> impl ExactSizeIterator<Item = Row<'_>> + DoubleEndedIterator {
        (1..self.rows.len().max(1)).map(|index| self.row(index))
    }

    /// The trimmed cells of one column below the header.
    pub(crate) fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        self.body().map(move |row| row.cell(column))
    }

    /// Whether the last row is narrower than all others, which are as wide as the header. Two rows prove
    /// nothing; four do.
    pub(crate) fn is_uniform_but_for_a_short_last_row(&self) -> bool {
        let width = self.header().len();
        let body = self.rows.len().saturating_sub(1);
        body >= 3
            && self.body().take(body - 1).all(|row| row.len() == width)
            && self.body().last().is_some_and(|row| row.len() < width)
    }

    fn row(&self, index: usize) -> Row<'_> {
        let (first, number) = self.rows[index];
        let last = self.rows.get(index + 1).map_or(self.ends.len(), |(first, _)| *first);
        Row { grid: self, first, last, number }
    }
}

/// Refuses more rows than the limit; the header is not counted.
pub(crate) fn check_rows(rows_with_header: usize) -> Result<(), ImportError> {
    if rows_with_header > MAX_ROWS + 1 {
        return Err(ImportError::TooBig {
            found: format!("more than {MAX_ROWS} rows"),
            limit: format!("{MAX_ROWS} rows"),
        });
    }
    Ok(())
}

/// Refuses more columns than the limit.
pub(crate) fn check_columns(columns: usize, row: usize) -> Result<(), ImportError> {
    if columns > MAX_COLUMNS {
        return Err(ImportError::TooBig {
            found: format!("more than {MAX_COLUMNS} columns in row {row}"),
            limit: format!("{MAX_COLUMNS} columns"),
        });
    }
    Ok(())
}

/// Refuses more cells than the limit.
pub(crate) fn check_cells(cells: usize) -> Result<(), ImportError> {
    if cells > MAX_CELLS {
        return Err(ImportError::TooBig {
            found: format!("more than {MAX_CELLS} cells"),
            limit: format!("{MAX_CELLS} cells"),
        });
    }
    Ok(())
}
