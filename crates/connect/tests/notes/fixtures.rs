//! The files under `fixtures/notes/<preset>/`. A folder in there is one export, unpacked.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use outweigh_connect::notes::{NoteFile, NotePreset};

/// One export: a file, or the files of a folder.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) is_folder: bool,
    files: Vec<(String, Vec<u8>)>,
}

impl Fixture {
    pub(crate) fn files(&self) -> Vec<NoteFile<'_>> {
        self.files.iter().map(|(path, bytes)| NoteFile { path, bytes }).collect()
    }

    /// The file, when it is one.
    pub(crate) fn file(&self) -> Option<NoteFile<'_>> {
        (!self.is_folder).then(|| self.files()[0])
    }
}

/// The fixtures of a preset, by name.
pub(crate) fn of(preset: NotePreset) -> Vec<Fixture> {
    let folder = root().join("fixtures/notes").join(preset.key());
    let fixtures = sorted(&folder).into_iter().map(|path| {
        let is_folder = path.is_dir();
        let mut files = Vec::new();
        collect(&path, if is_folder { &path } else { &folder }, &mut files);
        Fixture { name: text(path.file_name()).to_owned(), is_folder, files }
    });
    fixtures.collect()
}

/// The folder of the tests.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// What lies in a folder, by name; nothing when there is none.
pub(crate) fn sorted(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths
}

fn text(name: Option<&OsStr>) -> &str {
    name.and_then(OsStr::to_str).expect("a name in UTF-8")
}

fn collect(path: &Path, root: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    if path.is_dir() {
        sorted(path).iter().for_each(|inner| collect(inner, root, files));
    } else {
        let name = text(path.strip_prefix(root).ok().map(Path::as_os_str)).replace('\\', "/");
        files.push((name, fs::read(path).expect("a readable file")));
    }
}
