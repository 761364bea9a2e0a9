//! The traps of archives: each is refused in words that say what to do instead.

use std::io::{Cursor, Write};

use outweigh_connect::notes::{NoteOptions, NotePreset, parse, sniff};
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive of these files.
pub(crate) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        writer.start_file(*path, SimpleFileOptions::default()).expect("a name a zip can hold");
        writer.write_all(bytes).expect("memory takes all");
    }
    writer.finish().expect("memory takes all").into_inner()
}

fn refusal(archive: &[u8]) -> String {
    let error = sniff("export.zip", archive).expect_err("a trap");
    let again = parse("export.zip", archive, NotePreset::Folder, &NoteOptions::default(), &mut |_, _| {});
    assert_eq!(again.expect_err("a trap"), error);
    format!("{error}; {}", error.hint())
}

#[test]
fn paths_that_lead_outside_are_refused() {
    for path in ["../../etc/passwd", "/etc/passwd", "a/../../b.txt", "..\\b.txt", "C:\\b.txt"] {
        let text = refusal(&zipped(&[("fine.txt", b"fine"), (path, b"x")]));
        assert!(text.contains("outside its own folder"), "{path}: {text}");
    }
}

#[test]
fn links_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("notes.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let text = refusal(&writer.finish().unwrap().into_inner());
    assert!(text.contains("a link (notes.txt)"), "{text}");
}

#[test]
fn encrypted_archives_are_refused_with_the_remedy() {
    let mut archive = zipped(&[("a.txt", b"secret words")]);
    // The first flag bit of the local and of the central header says that the file is encrypted.
    let central = archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    (archive[6], archive[central + 8]) = (archive[6] | 1, archive[central + 8] | 1);
    let text = refusal(&archive);
    assert!(text.contains("an encrypted archive; unpack it with its password"), "{text}");
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let spaces = vec![b' '; 5 * 1024 * 1024];
    let text = refusal(&zipped(&[("bomb.txt", &spaces)]));
    assert!(text.contains("unpacks to over 200 times its size"), "{text}");
}

#[test]
fn archives_within_archives_are_read_one_level_deep() {
    let inner = zipped(&[("deep/notes.txt", b"Exports are slow.")]);
    let middle = zipped(&[("inner.zip", &inner)]);
    let parsed =
        parse("a.zip", &middle, NotePreset::Folder, &NoteOptions::default(), &mut |_, _| {}).unwrap();
    assert_eq!(parsed.notes[0].text, "Exports are slow.");
    let text = refusal(&zipped(&[("middle.zip", &middle)]));
    assert!(text.contains("archives inside archives"), "{text}");
}

#[test]
fn broken_and_cut_archives_are_refused() {
    let archive = zipped(&[("notes.txt", b"Exports are slow, every Monday, for an hour.")]);
    for cut in (4..archive.len()).step_by(7) {
        let text = refusal(&archive[..cut]);
        assert!(text.contains("not a readable zip archive"), "{text}");
    }
}
