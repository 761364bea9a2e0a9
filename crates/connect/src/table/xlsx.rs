//! Excel workbooks to a grid, cell by cell, so that neither a zip bomb nor one cell in the last corner of
//! a sheet costs more memory than the file is worth. Formulas give the value Excel saved with them.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::Loaded;
use super::grid::{Grid, check_columns};
use crate::ImportError;
use crate::limits::{MAX_UNPACKED_BYTES, MEBIBYTE};
use crate::text::encoding::check_size;

/// Whether the bytes are a zip archive with a workbook in it.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && ZipArchive::new(Cursor::new(bytes))
            .is_ok_and(|archive| archive.index_for_name("xl/workbook.xml").is_some())
}

/// The names of the sheets, in the order of the workbook.
pub(crate) fn sheet_names(bytes: &[u8]) -> Result<Vec<String>, ImportError> {
    Ok(open(bytes)?.sheet_names())
}

/// Reads one sheet: the named one, or the first. The first filled row is the header.
pub(crate) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Loaded, ImportError> {
    let mut workbook = open(bytes)?;
    let sheets = workbook.sheet_names();
    let name = match sheet {
        Some(name) if !sheets.iter().any(|known| known == name) => {
            return Err(ImportError::NoSuchSheet { name: name.to_owned(), sheets });
        }
        Some(name) => name.to_owned(),
        None => sheets.first().cloned().ok_or(ImportError::Empty)?,
    };
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    let mut grid = Grid::default();
    let (mut current_row, mut next_column) = (None, 0);
    let mut errors = 0;
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Error(_) => {
                errors += 1;
                continue;
            }
            value => cell_text(value),
        };
        let (row, column) = (cell.get_position().0 as usize, cell.get_position().1 as usize);
        check_columns(column + 1, row + 1)?;
        if current_row != Some(row) {
            if current_row.is_some_and(|current| current > row) {
                return Err(ImportError::NotReadable {
                    found: "a workbook whose rows are out of order".into(),
                    hint: "open it, save it again and import that".into(),
                });
            }
            grid.begin_row(row + 1)?;
            (current_row, next_column) = (Some(row), 0);
        }
        // A second value for one cell breaks the format; the first one stays.
        if column < next_column {
            continue;
        }
        (next_column..column).for_each(|_| grid.push_cell(""));
        grid.push_cell(&text);
        next_column = column + 1;
    }
    if current_row.is_none() {
        return Err(ImportError::Empty);
    }
    let warning =
        (errors > 0).then(|| format!("{errors} cells hold an error such as #REF! and were read as empty"));
    Ok(Loaded { grid, warnings: warning.into_iter().collect(), ..Loaded::default() })
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        // Rust prints the shortest text that reads back as the same number: 5, 2.5, 0.1.
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) if moment.is_duration() => format!("{}h", moment.as_f64() * 24.0),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn open(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, ImportError> {
    check_size(bytes)?;
    check_unpacked_size(bytes, MAX_UNPACKED_BYTES)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))
}

/// Unpacks every part into nothing and counts: the sizes an archive claims for itself can lie.
fn check_unpacked_size(bytes: &[u8], limit_bytes: u64) -> Result<(), ImportError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = limit_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(&error))?;
        let unpacked =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| broken(&error))?;
        if unpacked > left {
            let limit = limit_bytes / MEBIBYTE as u64;
            return Err(ImportError::TooBig {
                found: format!("more than {limit} MiB once unpacked"),
                limit: format!("{limit} MiB"),
            });
        }
        left -= unpacked;
    }
    Ok(())
}

fn broken(error: &dyn std::fmt::Display) -> ImportError {
    ImportError::NotReadable {
        found: format!("not a readable workbook ({error})"),
        hint: "open it in a spreadsheet program, save it as .xlsx or CSV and import that".into(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const BACKLOG: &[u8] = include_bytes!("../../tests/fixtures/xlsx/backlog.xlsx");

    /// The fixture with its first sheet replaced.
    fn with_sheet(cells: &str) -> Vec<u8> {
        let mut source = ZipArchive::new(Cursor::new(BACKLOG)).unwrap();
        let mut target = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..source.len() {
            let mut part = source.by_index(index).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut content = String::new();
            part.read_to_string(&mut content).unwrap();
            if name.ends_with("sheet1.xml") {
                content = format!(
                    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData></worksheet>"
                );
            }
            target.start_file(name, SimpleFileOptions::default()).unwrap();
            target.write_all(content.as_bytes()).unwrap();
        }
        target.finish().unwrap().into_inner()
    }

    #[test]
    fn dates_formulas_numbers_and_gaps_are_read_as_shown() {
        let grid = read(BACKLOG, None).unwrap().grid;
        let rows: Vec<(usize, Vec<&str>)> =
            grid.body().map(|row| (row.number, row.cells().collect())).collect();
        assert_eq!(rows[0], (2, vec!["PAY-1", "Faster payout report", "2026-01-09T15:54:00", "5", "a; b"]));
        assert_eq!(rows[1], (4, vec!["PAY-2", "Sign-in by SAML", "2026-01-09", "2.5"]));
    }

    #[test]
    fn a_sheet_is_chosen_by_name() {
        assert_eq!(sheet_names(BACKLOG).unwrap(), ["Backlog", "Other"]);
        assert_eq!(read(BACKLOG, Some("Other")).unwrap().grid.header(), ["Title"]);
        let error = read(BACKLOG, Some("Nope")).err().unwrap();
        assert_eq!(error.to_string(), "the workbook has no sheet \"Nope\"; it has Backlog, Other");
    }

    #[test]
    fn a_cell_in_the_last_corner_costs_nothing() {
        let far_down = with_sheet(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c></row>",
        );
        assert_eq!(read(&far_down, None).unwrap().grid.body().next().map(|row| row.number), Some(1_048_576));
        let far_right = with_sheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>");
        assert!(matches!(read(&far_right, None), Err(ImportError::TooBig { .. })));
        assert!(matches!(read(&with_sheet(""), None), Err(ImportError::Empty)));
    }

    #[test]
    fn what_unpacks_beyond_the_limit_is_refused_whatever_it_claims() {
        let bomb = with_sheet(&" ".repeat(3 * MEBIBYTE));
        assert!(bomb.len() < 64 * 1024);
        let error = check_unpacked_size(&bomb, 2 * MEBIBYTE as u64).unwrap_err();
        assert_eq!(error.to_string(), "the file has more than 2 MiB once unpacked, and the limit is 2 MiB");
    }

    #[test]
    fn a_cut_or_foreign_archive_is_refused() {
        assert!(matches!(read(&BACKLOG[..BACKLOG.len() / 2], None), Err(ImportError::NotReadable { .. })));
        assert!(!is_workbook(b"PK\x03\x04 something else"));
    }
}
