//! Finds out what a file is from its bytes; the name only breaks ties.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text::encoding::{self, Encoding};
use crate::{ImportError, Preset, beads, github, jira, json, linear, table};

/// What a file was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sniffed {
    /// How it should be read.
    pub preset: Preset,
    /// Why, as a sentence for the person who chose the file.
    pub reason: String,
    /// How its bytes spell text.
    pub encoding: Encoding,
    /// What separates its cells, for delimited text.
    pub delimiter: Option<char>,
    /// Its sheets, for workbooks.
    pub sheets: Vec<String>,
}

/// Finds the preset of a file. `file_name` may be empty.
///
/// # Errors
/// When the file is empty, too big, binary of a kind nothing reads, or cut off.
///
/// ```
/// use outweigh_connect::{Preset, sniff};
/// let sniffed = sniff("backlog.csv", b"key;title\nA-1;Faster export\n")?;
/// assert_eq!((sniffed.preset, sniffed.delimiter), (Preset::Csv, Some(';')));
/// # Ok::<(), outweigh_connect::ImportError>(())
/// ```
pub fn sniff(file_name: &str, bytes: &[u8]) -> Result<Sniffed, ImportError> {
    encoding::check_size(bytes)?;
    if table::is_workbook(bytes) {
        let sheets = table::sheet_names(bytes)?;
        let reason = format!("an Excel workbook with {} sheet(s)", sheets.len());
        return Ok(Sniffed {
            preset: Preset::Xlsx,
            reason,
            encoding: Encoding::Binary,
            delimiter: None,
            sheets,
        });
    }
    let decoded = encoding::decode(bytes)?;
    let text = decoded.text.trim_start();
    let is_json_name =
        [".json", ".jsonl", ".ndjson"].iter().any(|end| file_name.to_ascii_lowercase().ends_with(end));
    let found = if text.starts_with('{') || text.starts_with('[') && (is_json_name || begins_json_array(text))
    {
        let (preset, reason) = sniff_json(text)?;
        (preset, reason, None)
    } else {
        let delimiter = table::find_delimiter(&decoded.text);
        let (preset, reason) = sniff_table(&decoded.text, delimiter);
        (preset, reason, Some(char::from(delimiter)))
    };
    let (preset, reason, delimiter) = found;
    Ok(Sniffed {
        preset,
        reason: reason.to_owned(),
        encoding: decoded.encoding,
        delimiter,
        sheets: Vec::new(),
    })
}

/// `[{` or `[]`; a table may begin with a cell such as `[Draft] title`.
fn begins_json_array(text: &str) -> bool {
    text[1..].trim_start().starts_with(['{', '[', ']'])
}

fn sniff_json(text: &str) -> Result<(Preset, &'static str), ImportError> {
    let records = json::records(text, &["issues", "items"])?;
    let objects = || records.iter().take(20).filter_map(|record| json::object(record).ok());
    Ok(if objects().any(|object| jira::is_issue(&object)) {
        (Preset::JiraJson, "issues with \"key\" and \"fields\", as Jira's REST search gives them")
    } else if objects().any(|object| github::is_marked(&object)) {
        (Preset::GithubJson, "numbered issues as GitHub's REST interface or its command line gives them")
    } else if objects().next().is_some() && objects().all(|object| beads::is_issue(&object)) {
        (Preset::BeadsJsonl, "issues with hashed ids and priorities from 0 to 4, as beads keeps them")
    } else {
        (Preset::Ndjson, "JSON objects; their names become columns to map")
    })
}

fn sniff_table(text: &str, delimiter: u8) -> (Preset, &'static str) {
    // The header ends at the first line feed outside quotes; the names looked for hold none.
    let first_line = text.lines().find(|line| !line.starts_with("sep=")).unwrap_or_default();
    let header: Vec<&str> =
        first_line.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"')).collect();
    if jira::is_export(&header) {
        (Preset::JiraCsv, "the columns \"Summary\" and \"Issue key\" of Jira's CSV export")
    } else if linear::is_export(&header) {
        (Preset::LinearCsv, "the columns \"ID\", \"Team\" and \"Priority\" of Linear's CSV export")
    } else {
        (Preset::Csv, "delimited text with a header row; its columns are to be mapped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_begins_with_a_bracket_is_no_json() {
        let sniffed = sniff("a.csv", b"[Draft] title,key\nx,A-1\n").unwrap();
        assert_eq!((sniffed.preset, sniffed.delimiter), (Preset::Csv, Some(',')));
    }

    #[test]
    fn what_cannot_be_read_is_refused_in_words() {
        let refusal = |bytes: &[u8]| sniff("x", bytes).unwrap_err().to_string();
        assert_eq!(refusal(b""), "the file is empty");
        assert_eq!(refusal(b"PK\x03\x04 and then nothing of a workbook"), "the file is a zip archive");
        assert_eq!(
            refusal(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            "the file is an old Excel or Office document"
        );
        assert!(refusal(b"[{\"number\":1,").starts_with("the file is cut off"));
    }
}
