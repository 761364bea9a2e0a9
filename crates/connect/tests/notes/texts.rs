//! Mail, transcripts, chats and documents against their fixtures: each is known for what it is, gives exactly the
//! notes of its snapshot, and the same ones again.

use outweigh_connect::ImportError;
use outweigh_connect::notes::{
    NoteFile, NoteOptions, NotePreset, ParsedNotes, parse, parse_folder, sniff, sniff_folder,
};

use crate::fixtures::{self, Fixture};
use crate::laws;

const OF_TEXTS: [NotePreset; 6] = [
    NotePreset::Email,
    NotePreset::Transcript,
    NotePreset::Slack,
    NotePreset::Notion,
    NotePreset::Document,
    NotePreset::Folder,
];

fn read(file: NoteFile<'_>, preset: NotePreset, options: &NoteOptions) -> Result<ParsedNotes, ImportError> {
    parse(file.path, file.bytes, preset, options, &mut |_, _| {})
}

fn read_fixture(fixture: &Fixture, preset: NotePreset, options: &NoteOptions) -> ParsedNotes {
    let parsed = match fixture.file() {
        Some(file) => read(file, preset, options),
        None => parse_folder(&fixture.files(), preset, options, &mut |_, _| {}),
    };
    parsed.unwrap_or_else(|error| panic!("{}: {error}", fixture.name))
}

#[test]
fn every_fixture_is_known_read_and_unchanged() {
    for preset in OF_TEXTS {
        let fixtures = fixtures::of(preset);
        assert!(!fixtures.is_empty(), "{preset} has no fixture");
        for fixture in fixtures {
            let found = match fixture.file() {
                Some(file) => sniff(file.path, file.bytes).unwrap(),
                None => sniff_folder(&fixture.files()).unwrap(),
            };
            // A folder of single files says nothing about what they are.
            let expected =
                if fixture.is_folder && !preset.is_of_folders() { NotePreset::Folder } else { preset };
            assert_eq!(found.preset, expected, "{}: {}", fixture.name, found.reason);
            let options = NoteOptions::default();
            let parsed = read_fixture(&fixture, preset, &options);
            laws::check(&parsed);
            assert!(!parsed.notes.is_empty(), "{}", fixture.name);
            assert_eq!(parsed, read_fixture(&fixture, preset, &options), "{}: twice is once", fixture.name);
            let name = fixture.name.replace(['.', '-'], "_").to_lowercase();
            insta::assert_json_snapshot!(format!("{preset}__{name}"), parsed);
        }
    }
}

/// What is taken out changes no id, so choosing otherwise next time finds the same notes.
#[test]
fn redaction_changes_texts_and_no_ids() {
    let ids = |parsed: &ParsedNotes| -> Vec<String> {
        parsed.notes.iter().map(|note| note.external_id.clone()).collect()
    };
    for preset in OF_TEXTS {
        for fixture in fixtures::of(preset) {
            let [with, without] = [true, false].map(|redact| {
                read_fixture(
                    &fixture,
                    preset,
                    &NoteOptions { redact: Some(redact), ..NoteOptions::default() },
                )
            });
            laws::check(&with);
            assert_eq!(ids(&with), ids(&without), "{}", fixture.name);
            assert!(with.notes.iter().all(|note| !note.text.contains("@acme.test")), "{}", fixture.name);
        }
    }
}

/// A mailbox gives the notes its messages give one by one, except that it knows more of their threads.
#[test]
fn a_mailbox_reads_as_its_messages() {
    let fixture =
        fixtures::of(NotePreset::Email).into_iter().find(|fixture| fixture.name == "mailbox.mbox").unwrap();
    let whole = read_fixture(&fixture, NotePreset::Email, &NoteOptions::default());
    let text = String::from_utf8_lossy(fixture.file().unwrap().bytes).into_owned();
    assert_eq!(
        whole.rows,
        text.lines().filter(|line| line.starts_with("From ") && line.contains("2026")).count()
    );
    let threads: Vec<_> = whole.notes.iter().filter_map(|note| note.thread.as_deref()).collect();
    assert_eq!(threads.iter().filter(|thread| **thread == "a1@acme.test").count(), 3);
    let options = NoteOptions { keep_automatic: true, ..NoteOptions::default() };
    assert_eq!(read_fixture(&fixture, NotePreset::Email, &options).notes.len(), whole.notes.len() + 2);
}

/// A zip archive and its folder, unpacked, are the same export.
#[test]
fn a_folder_reads_as_its_archive() {
    for preset in [NotePreset::Slack, NotePreset::Notion] {
        for fixture in fixtures::of(preset).into_iter().filter(|fixture| fixture.is_folder) {
            let files = fixture.files();
            let entries: Vec<_> = files.iter().map(|file| (file.path, file.bytes)).collect();
            let archive = crate::archives::zipped(&entries);
            let packed =
                read(NoteFile { path: "export.zip", bytes: &archive }, preset, &NoteOptions::default());
            assert_eq!(
                packed.unwrap(),
                read_fixture(&fixture, preset, &NoteOptions::default()),
                "{}",
                fixture.name
            );
        }
    }
}

#[test]
fn files_of_another_kind_are_refused_in_words() {
    let options = NoteOptions::default();
    for (preset, bytes) in [
        (NotePreset::Email, b"just words, no header".as_slice()),
        (NotePreset::Transcript, b"just words\nand more"),
        (NotePreset::Slack, b"channels"),
        (NotePreset::Notion, b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        (NotePreset::Document, b"%PDF-1.7"),
        (NotePreset::Document, b"  \n "),
        (NotePreset::Folder, b"PK\x03\x04cut"),
    ] {
        let error = read(NoteFile { path: "x", bytes }, preset, &options).unwrap_err();
        assert!(!error.hint().is_empty() && !error.to_string().contains("Error"), "{error}");
    }
}
