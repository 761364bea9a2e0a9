//! Reads what customers and colleagues said: mail, surveys, transcripts, chats, tickets, reviews.
//!
//! Pure like the rest of this crate. A caller first asks [`sniff`] what a file is and then calls [`parse`];
//! for a folder that is not packed, [`sniff_folder`] and [`parse_folder`]. One folder per connector; to add one,
//! copy a folder, give it an entry in [`NotePreset`], a line in `sniff.rs` and an arm below.

mod archive;
mod chat;
mod collector;
mod crm;
mod documents;
mod email;
mod feedback;
mod file;
mod folder;
mod html;
mod incidents;
pub mod matching;
mod model;
mod options;
pub mod plan;
mod preset;
mod prose;
mod records;
mod redact;
mod reviews;
mod sniff;
mod surveys;
mod text;
mod tickets;
mod transcript;
mod turns;
mod vendors;

use archive::Archive;
pub use feedback::{InspectedNoteColumn, NoteTarget, NotesInspection};
pub use file::NoteFile;
pub use model::{
    Aside, AsideKind, ImportedAccount, ImportedContact, ImportedNote, ImportedRating, ParsedNotes, Turn,
};
pub use options::NoteOptions;
pub use preset::NotePreset;
pub use sniff::{SniffedNotes, sniff, sniff_folder};

use crate::text::encoding;
use crate::{ImportError, Progress};

/// Reads a whole file as one preset. `file_name` may be empty; some formats show the title or the day only there.
///
/// Records that cannot be read are reported in [`ParsedNotes::problems`] and left out; the others stand.
/// `on_progress` is called with records done and records in all.
///
/// # Errors
/// When the file as a whole cannot be read: empty, cut off, binary, too big, encrypted, not of this preset.
/// Nothing is imported then.
///
/// ```
/// use outweigh_connect::notes::{NoteOptions, NotePreset, parse};
/// let mail = b"From: Ann <ann@acme.test>\nSubject: Export\n\nIt takes an hour.\n";
/// let parsed = parse("a.eml", mail, NotePreset::Email, &NoteOptions::default(), &mut |_, _| {})?;
/// assert_eq!(parsed.notes[0].text, "It takes an hour.");
/// # Ok::<(), outweigh_connect::ImportError>(())
/// ```
pub fn parse(
    file_name: &str,
    bytes: &[u8],
    preset: NotePreset,
    options: &NoteOptions,
    on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    encoding::check_size(bytes)?;
    if preset.is_of_folders() {
        let archive = Archive::unpack(bytes)?;
        return parse_folder(&archive.files(), preset, options, on_progress);
    }
    let parsed = parse_file(NoteFile { path: file_name, bytes }, preset, options, on_progress)?;
    Ok(finished(parsed, preset, options))
}

/// Looks into a file before it is imported: what a table's columns hold and become. Other formats have no columns.
///
/// # Errors
/// When the file cannot be read, or is no table of this preset.
pub fn inspect(
    file_name: &str,
    bytes: &[u8],
    preset: NotePreset,
    options: &NoteOptions,
) -> Result<NotesInspection, ImportError> {
    encoding::check_size(bytes)?;
    vendors::inspect(NoteFile { path: file_name, bytes }, preset, options)
}

/// Reads the files of a folder as one preset; a preset of single files reads each of them.
///
/// # Errors
/// As [`parse`].
pub fn parse_folder(
    files: &[NoteFile<'_>],
    preset: NotePreset,
    options: &NoteOptions,
    on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    let parsed = match preset {
        NotePreset::Slack => chat::parse(files, on_progress)?,
        NotePreset::Notion => documents::notion::parse(files, on_progress)?,
        NotePreset::Folder => return folder::parse(files, None, options, on_progress),
        single => return folder::parse(files, Some(single), options, on_progress),
    };
    Ok(finished(parsed, preset, options))
}

/// Reads one file by a preset of single files.
fn parse_file(
    file: NoteFile<'_>,
    preset: NotePreset,
    options: &NoteOptions,
    on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    match preset {
        NotePreset::Email => email::parse(file, options, on_progress),
        NotePreset::Transcript => transcript::parse(file),
        NotePreset::Document => documents::parse(file),
        NotePreset::Slack | NotePreset::Notion | NotePreset::Folder => {
            parse_folder(&[file], preset, options, on_progress)
        }
        of_records => vendors::parse(file, of_records, options, on_progress),
    }
}

/// What holds for every preset once its notes are read.
fn finished(mut parsed: ParsedNotes, preset: NotePreset, options: &NoteOptions) -> ParsedNotes {
    for note in &mut parsed.notes {
        note.kind = options.kind.unwrap_or(note.kind);
        if options.redacts(preset) {
            parsed.redactions += redact::redact(note);
        }
    }
    parsed
}
