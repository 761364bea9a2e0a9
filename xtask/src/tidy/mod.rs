//! The repository's own rules, each a function from the tree of files to findings.

mod arrows;
mod documents;
mod faces;
mod patterns;
mod tree;

use crate::project::Project;
use anyhow::{Result, bail};
use std::fmt;
use tree::Tree;

/// A named rule; adding one means adding a line to [`RULES`].
struct Rule {
    name: &'static str,
    check: fn(&Tree) -> Vec<Finding>,
}

const RULES: &[Rule] = &[
    Rule { name: "module docs", check: documents::module_docs },
    Rule { name: "file length", check: documents::file_length },
    Rule { name: "markdown links", check: documents::markdown_links },
    Rule { name: "crate arrows", check: arrows::crate_arrows },
    Rule { name: "server slices", check: faces::server_slices },
    Rule { name: "web features", check: faces::web_features },
    Rule { name: "forbidden text", check: patterns::forbidden_text },
];

/// One place that breaks a rule, and what to do about it.
struct Finding {
    path: String,
    /// Counted from 1.
    line: usize,
    message: String,
    remedy: String,
    /// A warning is shown but fails nothing.
    warning: bool,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into(), remedy: remedy.into(), warning: false }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, message, remedy, warning } = self;
        let level = if *warning { "warning: " } else { "" };
        write!(f, "{path}:{line}: {level}{message}\n    remedy: {remedy}")
    }
}

/// Checks the tree and prints what breaks a rule.
pub(crate) fn tidy(project: &Project) -> Result<()> {
    let tree = Tree::read(project)?;
    let mut faults = 0;
    for rule in RULES {
        for finding in (rule.check)(&tree) {
            eprintln!("  {finding} [{}]", rule.name);
            faults += usize::from(!finding.warning);
        }
    }
    if faults > 0 {
        bail!("{faults} places break the repository's rules");
    }
    eprintln!("  {} files keep {} rules", tree.files.len(), RULES.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_repository_is_tidy() {
        tidy(&Project::find().unwrap()).unwrap();
    }

    #[test]
    fn a_finding_reads_as_place_message_remedy() {
        let finding = Finding::new("a.rs", 3, "too long", "split it");
        assert_eq!(finding.to_string(), "a.rs:3: too long\n    remedy: split it");
    }
}
