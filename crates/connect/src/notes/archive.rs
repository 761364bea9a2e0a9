//! Zip archives to files in memory. Every archive of notes comes through here, so that its traps (paths that
//! lead outside, links, bombs, archives without end) are refused in one place.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::NoteFile;
use crate::ImportError;
use crate::limits::{MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_FILES, MAX_ARCHIVE_RATIO, MAX_UNPACKED_BYTES, MEBIBYTE};

/// Small files pack as they like; a ratio says something only about what is big once unpacked.
const RATIO_MATTERS_FROM_BYTES: u64 = 4 * MEBIBYTE as u64;

/// Endings of files that hold no words to read; they stay packed.
const WITHOUT_WORDS: [&str; 22] = [
    "png", "jpg", "jpeg", "gif", "webp", "heic", "svg", "ico", "bmp", "tif", "tiff", "mp3", "m4a", "wav",
    "ogg", "mp4", "mov", "webm", "avi", "mkv", "woff", "woff2",
];

/// The files of an archive.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    entries: Vec<(String, Vec<u8>)>,
    left_bytes: u64,
}

impl Archive {
    /// Whether the bytes are a zip archive, empty ones included.
    pub(crate) fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
    }

    /// Unpacks everything with words in it, archives inside included: their files lie where they lay. Pictures
    /// and recordings keep their path and get no bytes.
    ///
    /// # Errors
    /// For archives that are broken, encrypted, too big, too deep, or that name files outside themselves.
    pub(crate) fn unpack(bytes: &[u8]) -> Result<Self, ImportError> {
        Self::unpack_within(bytes, MAX_UNPACKED_BYTES)
    }

    fn unpack_within(bytes: &[u8], limit_bytes: u64) -> Result<Self, ImportError> {
        if !Self::is_one(bytes) {
            return Err(ImportError::NotReadable {
                found: "not a zip archive".into(),
                hint: "choose the archive as it was exported, or the unpacked folder".into(),
            });
        }
        let mut archive = Self { entries: Vec::new(), left_bytes: limit_bytes };
        archive.add(bytes, "", 0).map_err(|error| match error {
            ImportError::TooBig { found, .. } if found.is_empty() => ImportError::TooBig {
                found: format!("more than {} MiB once unpacked", limit_bytes / MEBIBYTE as u64),
                limit: format!("{} MiB", limit_bytes / MEBIBYTE as u64),
            },
            other => other,
        })?;
        Ok(archive)
    }

    /// The files, in the order of the archive.
    pub(crate) fn files(&self) -> Vec<NoteFile<'_>> {
        self.entries.iter().map(|(path, bytes)| NoteFile { path, bytes }).collect()
    }

    fn add(&mut self, bytes: &[u8], folder: &str, depth: usize) -> Result<(), ImportError> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        for index in 0..zip.len() {
            if self.entries.len() >= MAX_ARCHIVE_FILES {
                return Err(ImportError::TooBig {
                    found: format!("more than {MAX_ARCHIVE_FILES} files"),
                    limit: format!("{MAX_ARCHIVE_FILES} files"),
                });
            }
            let encrypted = zip.by_index_raw(index).map_err(|error| broken(&error))?.encrypted();
            if encrypted {
                return Err(ImportError::NotReadable {
                    found: "an encrypted archive".into(),
                    hint: "unpack it with its password and import the folder".into(),
                });
            }
            let entry = zip.by_index(index).map_err(|error| broken(&error))?;
            let name = entry.name().map_err(|error| broken(&error))?.into_owned();
            let path = inside(&name)?;
            if entry.is_symlink() {
                return Err(refused(&format!("a link ({name})")));
            }
            if entry.is_dir() || is_of_the_packer(&path) {
                continue;
            }
            let path = if folder.is_empty() { path } else { format!("{folder}/{path}") };
            let extension = NoteFile { path: &path, bytes: &[] }.extension();
            if WITHOUT_WORDS.contains(&extension.as_str()) {
                self.entries.push((path, Vec::new()));
                continue;
            }
            let content = self.content(entry, &name)?;
            if extension == "zip" && Self::is_one(&content) {
                if depth == MAX_ARCHIVE_DEPTH {
                    return Err(refused("archives inside archives inside it"));
                }
                let folder = NoteFile { path: &path, bytes: &[] }.folder().to_owned();
                self.add(&content, &folder, depth + 1)?;
            } else {
                self.entries.push((path, content));
            }
        }
        Ok(())
    }

    /// Reads one file, counting what comes out: the sizes an archive claims for itself can lie.
    fn content(
        &mut self,
        entry: zip::read::ZipFile<'_, Cursor<&[u8]>>,
        name: &str,
    ) -> Result<Vec<u8>, ImportError> {
        let most = entry.compressed_size().saturating_mul(MAX_ARCHIVE_RATIO).max(RATIO_MATTERS_FROM_BYTES);
        let allowed = most.min(self.left_bytes);
        let mut content = Vec::new();
        entry.take(allowed + 1).read_to_end(&mut content).map_err(|error| broken(&error))?;
        let unpacked = content.len() as u64;
        if unpacked > self.left_bytes {
            return Err(ImportError::TooBig { found: String::new(), limit: String::new() });
        }
        if unpacked > most {
            return Err(refused(&format!(
                "a file that unpacks to over {MAX_ARCHIVE_RATIO} times its size ({name})"
            )));
        }
        self.left_bytes -= unpacked;
        Ok(content)
    }
}

/// The path with `/` between folders; refused when it leads outside the archive.
fn inside(name: &str) -> Result<String, ImportError> {
    let path = name.replace('\\', "/");
    let is_absolute = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    if is_absolute || path.contains('\0') || path.split('/').any(|part| part == "..") {
        return Err(refused(&format!("a file outside its own folder ({})", name.escape_debug())));
    }
    Ok(path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/"))
}

/// What macOS and Windows add to archives by themselves.
fn is_of_the_packer(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("__MACOSX/")
        || name.starts_with("._")
        || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&name)
}

fn refused(what: &str) -> ImportError {
    ImportError::NotReadable {
        found: format!("an archive with {what}"),
        hint: "unpack it yourself, look at what is in it, and import the folder".into(),
    }
}

fn broken(error: &dyn std::fmt::Display) -> ImportError {
    ImportError::NotReadable {
        found: format!("not a readable zip archive ({error})"),
        hint: "export or copy it again; nothing was imported from this one".into(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn zipped(name: &str, count: usize, bytes: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..count {
            writer.start_file(format!("{index}{name}"), SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_archives_inside_unpack_to_counts_together() {
        let inner = zipped(".txt", 4, &[b'x'; 100_000]);
        let outer = zipped(".zip", 3, &inner);
        assert_eq!(Archive::unpack_within(&outer, 2 << 20).unwrap().files().len(), 12);
        let error = Archive::unpack_within(&outer, 1 << 20).unwrap_err();
        assert_eq!(error.to_string(), "the file has more than 1 MiB once unpacked, and the limit is 1 MiB");
    }

    #[test]
    fn pictures_stay_packed() {
        let archive = Archive::unpack_within(&zipped(".PNG", 1, &[b'x'; 100_000]), 10).unwrap();
        assert_eq!(archive.files()[0], NoteFile { path: "0.PNG", bytes: &[] });
    }
}
