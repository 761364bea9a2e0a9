//! What rules look at: the text of every file Git knows, and the workspace's manifests.

use crate::project::{Member, Project};
use anyhow::Result;
use std::fs;

/// A file that is text. Binary files are not listed here, but [`Tree::has`] knows them.
pub(super) struct File {
    /// From the root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

pub(super) struct Tree {
    pub(super) files: Vec<File>,
    pub(super) members: Vec<Member>,
    paths: Vec<String>,
}

impl Tree {
    pub(super) fn read(project: &Project) -> Result<Self> {
        // A file that is listed but gone was deleted and not committed yet.
        let paths: Vec<String> =
            project.files(".")?.into_iter().filter(|path| project.root.join(path).is_file()).collect();
        let files = paths
            .iter()
            .filter_map(|path| {
                let text = fs::read_to_string(project.root.join(path)).ok()?;
                Some(File { path: path.clone(), text })
            })
            .collect();
        Ok(Self { files, paths, members: Project::find()?.members })
    }

    /// Whether a file or folder of this path exists.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let within = |known: &str| known.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        path.is_empty() || self.paths.iter().any(|known| known == path || within(known))
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() })
                .collect(),
            paths: files.iter().map(|(path, _)| (*path).to_owned()).collect(),
            members: Vec::new(),
        }
    }
}

impl File {
    pub(super) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    pub(super) fn is_typescript(&self) -> bool {
        self.path.ends_with(".ts") || self.path.ends_with(".tsx")
    }

    /// Made by a program, so its length and wording are nobody's choice.
    pub(super) fn is_generated(&self) -> bool {
        self.path.contains(".gen.") || self.path.ends_with("lock.json") || self.path.ends_with(".lock")
    }

    /// Sample input and recorded output of tests.
    pub(super) fn is_fixture(&self) -> bool {
        ["/fixtures/", "/snapshots/"].iter().any(|folder| self.path.contains(folder))
    }

    /// The line, from 1, that holds this byte of the text.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    /// Whether the line that holds this byte is a comment.
    pub(super) fn in_comment(&self, offset: usize) -> bool {
        let start = self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[start..].trim_start();
        line.starts_with("//") || line.starts_with("* ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_exist_through_their_files() {
        let tree = Tree::of(&[("docs/guide/first.md", "")]);
        assert!(tree.has("docs/guide") && tree.has("docs/guide/") && tree.has("docs/guide/first.md"));
        assert!(!tree.has("docs/gui"));
    }

    #[test]
    fn offsets_become_lines() {
        let file = File { path: "a.rs".to_owned(), text: "one\n  // two\nthree".to_owned() };
        assert_eq!((file.line_of(0), file.line_of(8), file.line_of(13)), (1, 2, 3));
        assert!(file.in_comment(8) && !file.in_comment(13));
    }
}
