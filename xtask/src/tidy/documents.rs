//! Rules on reading: every module says what it is for, files stay short, links lead somewhere.

use super::Finding;
use super::tree::Tree;
use regex::Regex;

const LONG: usize = 500;
const TOO_LONG: usize = 800;

/// Every Rust file starts with a sentence on what it is for.
pub(super) fn module_docs(tree: &Tree) -> Vec<Finding> {
    let undocumented = tree.files.iter().filter(|file| {
        let first = file.text.lines().next().unwrap_or_default();
        file.is_rust()
            && !file.is_fixture()
            && first.strip_prefix("//!").is_none_or(|rest| rest.trim().is_empty())
    });
    undocumented
        .map(|file| {
            Finding::new(
                &file.path,
                1,
                "no module documentation",
                "begin with `//!` and one sentence on what it is for",
            )
        })
        .collect()
}

/// Hand-written files stay readable in one sitting.
pub(super) fn file_length(tree: &Tree) -> Vec<Finding> {
    let code = tree.files.iter().filter(|file| file.is_rust() || file.is_typescript());
    code.filter(|file| !file.is_generated() && !file.is_fixture())
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LONG)
        .map(|(file, lines)| Finding {
            warning: lines <= TOO_LONG,
            ..Finding::new(
                &file.path,
                lines,
                format!("{lines} lines long (wished: {LONG}, most: {TOO_LONG})"),
                "split it by what its parts are for",
            )
        })
        .collect()
}

/// Relative links in Markdown lead to files that exist.
pub(super) fn markdown_links(tree: &Tree) -> Vec<Finding> {
    let link = Regex::new(r"\]\(<?([^)\s>]+)").expect("the pattern is valid");
    let code = Regex::new(r"`[^`]*`").expect("the pattern is valid");
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with(".md") && !file.is_fixture()) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut fenced = false;
        for (index, line) in file.text.lines().enumerate() {
            fenced ^= line.trim_start().starts_with("```");
            if fenced {
                continue;
            }
            let line = code.replace_all(line, "");
            for found in link.captures_iter(&line) {
                let target = found[1].split('#').next().unwrap_or_default();
                if target.is_empty() || target.contains(':') || tree.has(&resolve(folder, target)) {
                    continue;
                }
                let message = format!("link to `{target}`, which does not exist");
                findings.push(Finding::new(
                    &file.path,
                    index + 1,
                    message,
                    "correct the path, or remove the link",
                ));
            }
        }
    }
    findings
}

/// A path as seen from a folder, with `.` and `..` worked out; `/x` counts from the root.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_module_docs_is_caught() {
        let tree = Tree::of(&[
            ("good.rs", "//! Does one thing.\n"),
            ("none.rs", "fn main() {}\n"),
            ("empty.rs", "//!\n"),
            ("web.ts", "let a = 1;\n"),
        ]);
        let paths: Vec<_> = module_docs(&tree).into_iter().map(|finding| finding.path).collect();
        assert_eq!(paths, ["none.rs", "empty.rs"]);
    }

    #[test]
    fn long_files_warn_and_longer_ones_fail() {
        let lines = |count: usize| "x\n".repeat(count);
        let tree = Tree::of(&[
            ("fits.rs", &lines(500)),
            ("long.rs", &lines(501)),
            ("too_long.tsx", &lines(801)),
            ("made.gen.ts", &lines(9000)),
        ]);
        let found: Vec<_> =
            file_length(&tree).into_iter().map(|finding| (finding.path, finding.warning)).collect();
        assert_eq!(found, [("long.rs".to_owned(), true), ("too_long.tsx".to_owned(), false)]);
    }

    #[test]
    fn a_dead_link_is_caught_and_a_living_one_is_not() {
        let text = "[a](../README.md#top) [b](https://x.io/y) [c](gone.md)\n\
                    `[d](code.md)`\n```\n[e](fenced.md)\n```\n[f](guide/) [g](#here) [h](/README.md)\n![i](none.png)\n";
        let tree = Tree::of(&[("README.md", ""), ("docs/index.md", text), ("docs/guide/first.md", "")]);
        let found: Vec<_> =
            markdown_links(&tree).into_iter().map(|finding| (finding.line, finding.message)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].0 == 1 && found[0].1.contains("gone.md"));
        assert!(found[1].0 == 7 && found[1].1.contains("none.png"));
    }
}
