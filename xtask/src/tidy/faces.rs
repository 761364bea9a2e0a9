//! Rules on public faces: a server slice or a web feature is used only through its front door.

use super::Finding;
use super::documents::resolve;
use super::tree::{File, Tree};
use regex::Regex;

const SLICES: &str = "crates/server/src/";
const WEB: &str = "web/src/";
const FEATURES: &str = "web/src/features/";

/// A slice names another slice's items, never that slice's inner modules.
pub(super) fn server_slices(tree: &Tree) -> Vec<Finding> {
    let path = Regex::new(r"\bcrate::(\w+)::(\w+)::").expect("the pattern is valid");
    let group = Regex::new(r"\bcrate::(\{|(\w+)::\{)").expect("the pattern is valid");
    let mut findings = Vec::new();
    for (file, own) in tree.files.iter().filter_map(|file| Some((file, part_of(&file.path, SLICES)?))) {
        let mut uses: Vec<(usize, String, String)> = path
            .captures_iter(&file.text)
            .filter_map(|found| Some((found.get(0)?.start(), found[1].to_owned(), found[2].to_owned())))
            .collect();
        for found in group.captures_iter(&file.text) {
            let Some(whole) = found.get(0) else { continue };
            let slice = found.get(2).map_or("", |name| name.as_str());
            for inner in grouped_paths(&file.text[whole.end()..]) {
                let full = if slice.is_empty() { inner } else { format!("{slice}::{inner}") };
                let mut names = full.split("::");
                if let (Some(other), Some(module), Some(_)) = (names.next(), names.next(), names.next()) {
                    uses.push((whole.start(), other.to_owned(), module.to_owned()));
                }
            }
        }
        for (offset, other, module) in uses {
            let inner = format!("{SLICES}{other}/{module}");
            if other == own
                || file.in_comment(offset)
                || !(tree.has(&format!("{inner}.rs")) || tree.has(&inner))
            {
                continue;
            }
            findings.push(Finding::new(
                &file.path,
                file.line_of(offset),
                format!("the slice `{own}` reaches into `{other}::{module}`"),
                format!(
                    "name it in {SLICES}{other}/mod.rs (`pub(crate) use {module}::..`) and use it from there"
                ),
            ));
        }
    }
    findings
}

/// The paths of a use group, from after its opening brace: `a::{b, c}, d}` gives `a::b`, `a::c`, `d`.
fn grouped_paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut prefixes: Vec<String> = vec![String::new()];
    let mut current = String::new();
    for letter in text.chars() {
        match letter {
            '{' => {
                let outer = prefixes.last().cloned().unwrap_or_default();
                prefixes.push(outer + &std::mem::take(&mut current));
            }
            ',' | '}' => {
                if !current.is_empty() {
                    let prefix = prefixes.last().cloned().unwrap_or_default();
                    paths.push(prefix + &std::mem::take(&mut current));
                }
                if letter == '}' {
                    prefixes.pop();
                }
            }
            letter if letter.is_whitespace() => {}
            letter => current.push(letter),
        }
        if prefixes.is_empty() {
            break;
        }
    }
    paths
}

/// A web feature imports another feature only through that feature's index.
pub(super) fn web_features(tree: &Tree) -> Vec<Finding> {
    let import = Regex::new(r#"(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']"#).expect("the pattern is valid");
    let mut findings = Vec::new();
    let files = tree.files.iter().filter(|file| file.is_typescript());
    for (file, own) in files.filter_map(|file| Some((file, part_of(&file.path, FEATURES)?))) {
        for found in import.captures_iter(&file.text) {
            let (Some(whole), specifier) = (found.get(0), &found[1]) else { continue };
            let Some((other, inner)) = imported_feature(file, specifier) else { continue };
            if other == own || matches!(inner.as_str(), "" | "index" | "index.ts" | "index.tsx") {
                continue;
            }
            findings.push(Finding::new(
                &file.path,
                file.line_of(whole.start()),
                format!("the feature `{own}` reaches into `{other}/{inner}`"),
                format!("export it from {FEATURES}{other}/index.ts and import it from there"),
            ));
        }
    }
    findings
}

/// The feature an import leads to, and the path inside it.
fn imported_feature(file: &File, specifier: &str) -> Option<(String, String)> {
    let target = if let Some(rest) = specifier.strip_prefix("@/").or_else(|| specifier.strip_prefix("~/")) {
        format!("{WEB}{rest}")
    } else if specifier.starts_with('.') {
        resolve(file.path.rsplit_once('/')?.0, specifier)
    } else {
        return None;
    };
    let rest = target.strip_prefix(FEATURES)?;
    let (feature, inner) = rest.split_once('/').unwrap_or((rest, ""));
    Some((feature.to_owned(), inner.to_owned()))
}

/// The folder under `base` that holds a file; files right in `base` belong to none.
fn part_of<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    path.strip_prefix(base)?.split_once('/').map(|(part, _)| part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(text: &str) -> Vec<usize> {
        let tree = Tree::of(&[
            ("crates/server/src/items/mod.rs", ""),
            ("crates/server/src/items/rows.rs", ""),
            ("crates/server/src/plans/create.rs", text),
            ("crates/server/src/plans/own.rs", ""),
            ("crates/server/src/router.rs", "use crate::items::rows::Row;\n"),
        ]);
        server_slices(&tree).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_slice_that_reaches_into_another_is_caught() {
        assert_eq!(slices("\nuse crate::items::rows::Row;\n"), [2]);
        assert_eq!(slices("fn a() { crate::items::rows::load(); }\n"), [1]);
        assert_eq!(slices("use crate::items::{\n    Item,\n    rows::{Row, Cell as C},\n};\n"), [1, 1]);
        assert_eq!(slices("use crate::{clock, items::{Item, rows::Row}};\n"), [1]);
    }

    #[test]
    fn a_slice_may_use_faces_and_its_own_modules() {
        let text = "use crate::items::{Item, list_items};\nuse crate::items::Kind::Open;\nuse crate::plans::own::X;\n\
                    // see crate::items::rows::Row\n";
        assert_eq!(slices(text), Vec::<usize>::new());
    }

    fn features(text: &str) -> Vec<usize> {
        let tree = Tree::of(&[
            ("web/src/features/items/row.tsx", ""),
            ("web/src/features/plans/page.tsx", text),
            ("web/src/app.tsx", "const a = import(\"./features/items/row\");\n"),
        ]);
        web_features(&tree).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_feature_that_reaches_into_another_is_caught() {
        assert_eq!(features("\nimport { Row } from \"../items/row\";\n"), [2]);
        assert_eq!(features("import type { Row } from '@/features/items/row';\n"), [1]);
        assert_eq!(features("const row = lazy(() => import(\"../items/row\"));\n"), [1]);
    }

    #[test]
    fn a_feature_may_use_indexes_and_its_own_files() {
        let text = "import { Row } from \"../items\";\nimport { B } from \"@/features/items/index\";\n\
                    import { C } from \"./parts/list\";\nimport react from \"react\";\nimport { D } from \"../../api/client\";\n";
        assert_eq!(features(text), Vec::<usize>::new());
    }
}
