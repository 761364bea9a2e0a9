//! Finds out what a file or folder of notes is: each connector is shown it and says whether it is its own.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::archive::Archive;
use super::{NoteFile, NotePreset, chat, documents, email, transcript, vendors};
use crate::text::encoding;
use crate::{ImportError, table};

/// What a file was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SniffedNotes {
    /// How it should be read.
    pub preset: NotePreset,
    /// Why, as a sentence for the person who chose the file.
    pub reason: String,
}

/// What a connector is shown of one file.
pub(crate) struct Sample<'a> {
    /// Name and bytes.
    pub(crate) file: NoteFile<'a>,
    /// The decoded text, `\n` or `\r\n` line ends; empty when the bytes are no text.
    pub(crate) text: &'a str,
    /// The cells of the first row when the text is a table or the bytes are a workbook; else empty.
    pub(crate) header: Vec<String>,
}

/// Says why a file is the connector's own; `None` when it is not.
type Recognise = fn(&Sample<'_>) -> Option<String>;

/// The connectors of single files, the most telling marks first; documents take any text, so they come last.
const OF_FILES: &[(NotePreset, Recognise)] = &[
    (NotePreset::Email, email::recognise),
    (NotePreset::Transcript, transcript::recognise),
    (NotePreset::Document, documents::recognise),
];

/// Says by the paths in it why a folder is the connector's own.
type RecogniseFolder = fn(&[&str]) -> Option<String>;

/// The connectors of folders.
const OF_FOLDERS: &[(NotePreset, RecogniseFolder)] =
    &[(NotePreset::Slack, chat::recognise), (NotePreset::Notion, documents::notion::recognise)];

/// Finds the preset of a file. `file_name` may be empty.
///
/// # Errors
/// When the file is empty, too big, cut off, or nothing any connector reads; also an archive that is
/// encrypted, unpacks to too much or names files outside itself.
///
/// ```
/// use outweigh_connect::notes::{NotePreset, sniff};
/// let sniffed = sniff("call.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello</v>\n")?;
/// assert_eq!(sniffed.preset, NotePreset::Transcript);
/// # Ok::<(), outweigh_connect::ImportError>(())
/// ```
pub fn sniff(file_name: &str, bytes: &[u8]) -> Result<SniffedNotes, ImportError> {
    encoding::check_size(bytes)?;
    let file = NoteFile { path: file_name, bytes };
    if Archive::is_one(bytes) && !table::is_workbook(bytes) && !documents::is_word(bytes) {
        let archive = Archive::unpack(bytes)?;
        return sniff_folder(&archive.files());
    }
    sniff_file(file)
}

/// Finds the preset of a folder's files.
///
/// # Errors
/// When there is no file in it.
pub fn sniff_folder(files: &[NoteFile<'_>]) -> Result<SniffedNotes, ImportError> {
    if files.is_empty() {
        return Err(ImportError::Empty);
    }
    let paths: Vec<&str> = files.iter().map(|file| file.path).collect();
    for (preset, recognise) in OF_FOLDERS {
        if let Some(reason) = recognise(&paths) {
            return Ok(SniffedNotes { preset: *preset, reason });
        }
    }
    let reason = format!("{} file(s), each to be read as what it is", files.len());
    Ok(SniffedNotes { preset: NotePreset::Folder, reason })
}

/// Finds the preset of one file that is no archive.
pub(crate) fn sniff_file(file: NoteFile<'_>) -> Result<SniffedNotes, ImportError> {
    // Mail may spell each part in another charset, and a Word file is no text: both are known by their bytes.
    let decoded = encoding::decode(file.bytes);
    let text = decoded.as_ref().map_or("", |decoded| decoded.text.as_ref());
    let sample = Sample { file, text, header: header(file.bytes, text)? };
    if let Some(found) = vendors::recognise(&sample) {
        return Ok(found);
    }
    for (preset, recognise) in OF_FILES {
        if let Some(reason) = recognise(&sample) {
            return Ok(SniffedNotes { preset: *preset, reason });
        }
    }
    Err(decoded.err().unwrap_or_else(|| ImportError::NotReadable {
        found: "of a kind nothing here reads as notes".into(),
        hint: "choose how to read it, or save it as text, CSV or JSON".into(),
    }))
}

/// The first row's cells of a table or of a workbook's first sheet.
fn header(bytes: &[u8], text: &str) -> Result<Vec<String>, ImportError> {
    if table::is_workbook(bytes) {
        let loaded = table::load(bytes, crate::Preset::Xlsx, &crate::Options::default())?;
        return Ok(loaded.grid.header().iter().map(|cell| (*cell).to_owned()).collect());
    }
    // Some exports end their lines with a carriage return alone.
    let first_line = text.split(['\n', '\r']).find(|line| !line.starts_with("sep=")).unwrap_or_default();
    let delimiter = char::from(table::find_delimiter(text));
    if text.trim_start().starts_with(['{', '[', '<']) || !first_line.contains(delimiter) {
        return Ok(Vec::new());
    }
    Ok(first_line.split(delimiter).map(|cell| cell.trim().trim_matches('"').to_owned()).collect())
}
