//! File names of an export: `Title <32 hex digits>.md`, the title cut and without the characters files cannot have.

use percent_encoding::percent_decode_str;

use crate::notes::NoteFile;

const ID_DIGITS: usize = 32;

/// What a file's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named<'a> {
    pub(super) title: &'a str,
    pub(super) id: &'a str,
    /// A table of all rows, not of those a view shows.
    pub(super) is_of_all_rows: bool,
}

/// The name of a page or a table; `None` for every other file.
pub(super) fn of_path(path: &str) -> Option<Named<'_>> {
    let file = NoteFile { path, bytes: &[] };
    if !matches!(file.extension().as_str(), "md" | "csv" | "html") {
        return None;
    }
    let (stem, is_of_all_rows) = match file.stem().strip_suffix("_all") {
        Some(stem) => (stem, true),
        None => (file.stem(), false),
    };
    let (title, id) = stem.split_at_checked(stem.len().checked_sub(ID_DIGITS)?)?;
    let is_id = id.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    is_id.then(|| Named { title: title.trim(), id, is_of_all_rows })
}

/// The file a relative link leads to; `None` for links to the web and data in the text.
pub(super) fn file_named(target: &str) -> Option<String> {
    if target.contains(':') {
        return None;
    }
    let name = target.rsplit('/').next().unwrap_or(target);
    Some(percent_decode_str(name).decode_utf8_lossy().into_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_ids_are_told_apart() {
        let named = of_path("a/Inter views 248104cd477e80fdb757e945d38000bd_all.csv").unwrap();
        assert_eq!((named.title, named.is_of_all_rows), ("Inter views", true));
        assert_eq!(of_path("248104cd477e80fdb757e945d38000bd.md").unwrap().title, "");
        assert_eq!(of_path("a/notes.md"), None);
        assert_eq!(of_path("é48104cd477e80fdb757e945d38000bd.md"), None);
        assert_eq!(file_named("A%20b/im%C3%A4ge.png").as_deref(), Some("imäge.png"));
        assert_eq!(file_named("https://x.test/a.png"), None);
    }
}
