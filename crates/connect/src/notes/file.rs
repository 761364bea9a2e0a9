//! One file as it was chosen, or as it lay in a folder or an archive.

/// A path and its bytes; neither is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteFile<'a> {
    /// With `/` between folders, relative to what was chosen; a bare name for a single file.
    pub path: &'a str,
    /// The content.
    pub bytes: &'a [u8],
}

impl<'a> NoteFile<'a> {
    /// The part after the last `/`.
    pub(crate) fn name(&self) -> &'a str {
        self.path.rsplit_once('/').map_or(self.path, |(_, name)| name)
    }

    /// The name without its ending.
    pub(crate) fn stem(&self) -> &'a str {
        self.name()
            .rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty())
            .map_or(self.name(), |(stem, _)| stem)
    }

    /// The ending in lower case, without the dot; empty where there is none.
    pub(crate) fn extension(&self) -> String {
        self.name().rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
    }

    /// The folder it lies in; empty at the top.
    pub(crate) fn folder(&self) -> &'a str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}
