//! Delimited text (CSV) to a grid: finds the delimiter, follows RFC 4180 quoting, notices a cut file.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::grid::{Grid, check_cells, check_columns, check_rows};
use crate::ImportError;

/// Delimiters that are looked for, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file the search for the delimiter looks at.
const SNIFFED_BYTES: usize = 64 * 1024;
const SNIFFED_ROWS: usize = 50;

/// The delimiter under which the first rows agree best on their number of columns.
pub(crate) fn find_delimiter(text: &str) -> u8 {
    if let Some((delimiter, _)) = excel_directive(text) {
        return delimiter;
    }
    let mut end = text.len().min(SNIFFED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text.as_bytes()[..end];
    // Rows as wide as the header count first, then width; on a tie the likelier delimiter stays.
    let mut best = (0, 0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let widths = first_widths(head, delimiter);
        let header = widths.first().copied().unwrap_or(0);
        if header < 2 {
            continue;
        }
        let agreeing = widths.iter().filter(|width| **width == header).count() * 100 / widths.len();
        if (agreeing, header) > (best.0, best.1) {
            best = (agreeing, header, delimiter);
        }
    }
    best.2
}

fn first_widths(head: &[u8], delimiter: u8) -> Vec<usize> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut output, mut ends) = (vec![0; head.len() + 1], vec![0; head.len() + 1]);
    let (mut input, mut widths) = (head, Vec::new());
    while widths.len() < SNIFFED_ROWS {
        let (result, read, _, cells) = reader.read_record(input, &mut output, &mut ends);
        input = &input[read..];
        match result {
            ReadRecordResult::Record => widths.push(cells),
            // The last row of the window may be cut by the window itself; a short file has no last line feed.
            ReadRecordResult::InputEmpty if head.len() < SNIFFED_BYTES - 4 => {
                let (result, _, _, more) = reader.read_record(b"", &mut output, &mut ends);
                if result == ReadRecordResult::Record {
                    widths.push(cells + more);
                }
                break;
            }
            _ => break,
        }
    }
    widths
}

/// Excel's own first line `sep=;` names the delimiter; it is no row.
fn excel_directive(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_end().strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some((*delimiter, rest)),
        _ => None,
    }
}

/// Reads all rows. A quoted cell without its closing quote means that the file was cut (or one quote is
/// missing): nothing is imported, since everything after it landed in one cell.
pub(crate) fn read(text: &str, delimiter: u8) -> Result<Grid, ImportError> {
    let (body, skipped_lines) = match excel_directive(text) {
        Some((_, rest)) => (rest, 1),
        None => (text, 0),
    };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    reader.set_line(1 + skipped_lines);
    // Cells never hold more bytes than the input, so one buffer serves the whole file.
    let mut output = vec![0; body.len() + 1];
    let mut ends: Vec<usize> = Vec::with_capacity(body.len() / 8);
    let mut rows = Vec::with_capacity(body.len() / 100);
    let mut row_ends = vec![0; 256];
    let (mut input, mut written) = (body.as_bytes(), 0);
    loop {
        let begun_at = body.len() - input.len();
        let line = usize::try_from(reader.line()).unwrap_or(usize::MAX);
        let number = rows.len() + 1 + usize::try_from(skipped_lines).unwrap_or(0);
        let Some(record) = read_row(&mut reader, &mut input, &mut output[written..], &mut row_ends, number)?
        else {
            let rest = &body[begun_at..];
            if rest.trim_ascii().is_empty() {
                break;
            }
            let blank = rest.len() - rest.trim_start().len();
            return Err(ImportError::Truncated {
                line: line + rest[..blank].matches('\n').count(),
                byte: text.len() - body.len() + begun_at + blank,
                what: "a quoted cell in the row".into(),
            });
        };
        rows.push((ends.len(), number));
        ends.extend(row_ends[..record.cells].iter().map(|end| written + end));
        written += record.bytes;
        check_rows(rows.len())?;
        check_cells(ends.len())?;
    }
    output.truncate(written);
    // The delimiter and quotes are ASCII, so cells are cut between characters and stay valid.
    let text = String::from_utf8(output).map_err(|_| ImportError::NotReadable {
        found: "text that a cell boundary cuts inside a character".into(),
        hint: "choose a plain delimiter such as a comma".into(),
    })?;
    Ok(Grid::from_parts(text, ends, rows))
}

struct RecordSize {
    cells: usize,
    bytes: usize,
}

/// Reads one row; `None` when the input ends before the row does.
fn read_row(
    reader: &mut Reader,
    input: &mut &[u8],
    output: &mut [u8],
    ends: &mut Vec<usize>,
    number: usize,
) -> Result<Option<RecordSize>, ImportError> {
    let (mut bytes, mut cells) = (0, 0);
    let mut closing_line_feed = false;
    loop {
        // A line feed after the last byte ends an open row, unless a quote is still open: that is how a
        // complete last row without line feed is told from a cut one.
        let source = if closing_line_feed { b"\n" } else { *input };
        let (result, read, wrote, ended) =
            reader.read_record(source, &mut output[bytes..], &mut ends[cells..]);
        if !closing_line_feed {
            *input = &input[read..];
        }
        bytes += wrote;
        cells += ended;
        check_columns(cells, number)?;
        match result {
            ReadRecordResult::Record => return Ok(Some(RecordSize { cells, bytes })),
            ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            ReadRecordResult::InputEmpty if !closing_line_feed => closing_line_feed = true,
            ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull | ReadRecordResult::End => {
                return Ok(None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grid = read(text, find_delimiter(text)).unwrap();
        let header = grid.header().iter().map(|cell| (*cell).to_owned()).collect();
        std::iter::once(header)
            .chain(grid.body().map(|row| row.cells().map(str::to_owned).collect()))
            .collect()
    }

    #[test]
    fn the_delimiter_is_the_one_the_rows_agree_on() {
        for (text, expected) in [
            ("key,labels\nA-1,a|b|c\nA-2,x;y\n", b','),
            ("key;title\nA-1;one, two\nA-2;three, four, five\n", b';'),
            ("key\ttitle\nA-1\tone, two\n", b'\t'),
            ("key|title\nA-1|one, two\n", b'|'),
            ("title\nonly one column\n", b','),
            ("sep=|\na|b\n", b'|'),
            ("key,title\nA-1,\"a;b;c\nd;e\"", b','),
        ] {
            assert_eq!(char::from(find_delimiter(text)), char::from(expected), "{text}");
        }
    }

    #[test]
    fn quoted_cells_keep_delimiters_quotes_and_line_feeds() {
        let text = "key,title\r\nA-1,\"say \"\"hi\"\",\nthen go\"\r\n\r\nA-2,x,wider\r\nA-3";
        assert_eq!(
            rows(text),
            [
                vec!["key", "title"],
                vec!["A-1", "say \"hi\",\nthen go"],
                vec!["A-2", "x", "wider"],
                vec!["A-3"]
            ]
        );
        assert_eq!(rows("sep=;\na;b\n1;2"), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn an_open_quote_at_the_end_is_a_cut_file_and_says_where() {
        let error = read("key,title\nA-1,fine\n\nA-2,\"cut here\nand on", b',').unwrap_err();
        assert_eq!(
            error.to_string(),
            "the file is cut off: a quoted cell in the row begun at line 4 (byte 20) never ends"
        );
        assert!(read("key,title\n\"", b',').is_err());
    }

    #[test]
    fn too_many_columns_are_refused_in_words() {
        let error = read(&",".repeat(2_000), b',').unwrap_err();
        assert_eq!(
            error.to_string(),
            "the file has more than 2000 columns in row 1, and the limit is 2000 columns"
        );
    }

    #[test]
    fn too_many_rows_are_refused_in_words() {
        let error = read(&"t\n".repeat(1_000_002), b',').unwrap_err();
        assert_eq!(error.to_string(), "the file has more than 1000000 rows, and the limit is 1000000 rows");
    }
}
