//! Rules on the crates' manifests: who may depend on whom, and which crate may touch the outside.

use super::Finding;
use super::tree::Tree;

/// Each crate with the workspace crates it may depend on. ARCHITECTURE.md draws the same picture.
const ARROWS: &[(&str, &[&str])] = &[
    ("outweigh-core", &[]),
    ("outweigh-language", &["outweigh-core"]),
    ("outweigh-store", &["outweigh-core"]),
    ("outweigh-connect", &["outweigh-core"]),
    ("outweigh-index", &["outweigh-core", "outweigh-language"]),
    ("outweigh-evaluate", &["outweigh-core", "outweigh-language", "outweigh-index", "outweigh-connect"]),
    (
        "outweigh-server",
        &["outweigh-core", "outweigh-language", "outweigh-index", "outweigh-store", "outweigh-connect"],
    ),
    (
        "outweigh",
        &[
            "outweigh-core",
            "outweigh-language",
            "outweigh-index",
            "outweigh-store",
            "outweigh-connect",
            "outweigh-server",
        ],
    ),
    (
        "outweigh-bench",
        &[
            "outweigh-core",
            "outweigh-language",
            "outweigh-index",
            "outweigh-store",
            "outweigh-connect",
            "outweigh-evaluate",
            "outweigh-server",
            "outweigh",
        ],
    ),
    ("xtask", &[]),
];

/// Pure crates know no runtime, network, database, randomness of the machine or logging.
const PURE: &[&str] = &["outweigh-core", "outweigh-language"];
const IMPURE: &[&str] = &[
    "async-std",
    "axum",
    "futures",
    "getrandom",
    "hyper",
    "object_store",
    "reqwest",
    "rusqlite",
    "smol",
    "sqlx",
    "tokio",
    "tower",
    "tower-http",
    "tracing",
    "ureq",
];

/// Libraries that only some crates may use, with the reason.
const RESERVED: &[(&str, &[&str], &str)] = &[
    ("sqlx", &["outweigh-store", "outweigh-bench"], "all SQL goes through the store"),
    ("axum", &["outweigh-server", "outweigh-bench"], "HTTP is the server's"),
];

/// Dependencies between crates point one way: cli, server, store and connect, core.
pub(super) fn crate_arrows(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let names: Vec<&str> = tree.members.iter().map(|member| member.name.as_str()).collect();
    for member in &tree.members {
        let manifest = tree.files.iter().find(|file| file.path == member.manifest);
        let mut report = |dependency: &str, message: String, remedy: &str| {
            let line = manifest
                .and_then(|file| file.text.lines().position(|line| line.trim_start().starts_with(dependency)))
                .map_or(1, |index| index + 1);
            findings.push(Finding::new(&member.manifest, line, message, remedy));
        };
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == member.name) else {
            let message = format!("the crate `{}` has no place in the dependency rule", member.name);
            report("name", message, "add it to ARROWS in xtask/src/tidy/arrows.rs and to ARCHITECTURE.md");
            continue;
        };
        for dependency in member.dependencies.iter().map(String::as_str) {
            if names.contains(&dependency) && dependency != member.name && !allowed.contains(&dependency) {
                let message = format!("`{}` must not depend on `{dependency}`", member.name);
                report(dependency, message, "move the shared part down, or pass it in as an argument");
            }
            if PURE.contains(&member.name.as_str()) && IMPURE.contains(&dependency) {
                let message = format!("`{}` is pure and must not depend on `{dependency}`", member.name);
                report(dependency, message, "do this work in the store, the server or a connector");
            }
            for (library, users, reason) in RESERVED {
                if dependency == *library && !users.contains(&member.name.as_str()) {
                    let message = format!("`{}` must not depend on `{library}`: {reason}", member.name);
                    report(
                        dependency,
                        message,
                        "offer what you need as a function of the crate that owns it",
                    );
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Member;

    fn findings(members: &[(&str, &[&str])]) -> Vec<String> {
        let mut tree =
            Tree::of(&[("crates/core/Cargo.toml", "[package]\n\n[dependencies]\ntokio = \"1\"\n")]);
        tree.members = members
            .iter()
            .map(|(name, dependencies)| Member {
                name: (*name).to_owned(),
                manifest: format!("crates/{}/Cargo.toml", name.trim_start_matches("outweigh-")),
                version: String::new(),
                rust_version: None,
                dependencies: dependencies.iter().map(|name| (*name).to_owned()).collect(),
            })
            .collect();
        crate_arrows(&tree)
            .iter()
            .map(|finding| format!("{}:{} {}", finding.path, finding.line, finding.message))
            .collect()
    }

    #[test]
    fn arrows_that_point_down_are_fine() {
        let members: &[(&str, &[&str])] = &[
            ("outweigh-core", &["serde"]),
            ("outweigh-store", &["outweigh-core", "sqlx"]),
            ("outweigh-index", &["outweigh-core", "outweigh-language"]),
            (
                "outweigh-evaluate",
                &["outweigh-core", "outweigh-language", "outweigh-index", "outweigh-connect"],
            ),
            ("outweigh-server", &["outweigh-store", "outweigh-core", "axum"]),
            ("outweigh", &["outweigh-server"]),
        ];
        assert_eq!(findings(members), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_that_points_up_or_sideways_is_caught() {
        let up = findings(&[("outweigh-core", &["outweigh-store"]), ("outweigh-store", &[])]);
        assert_eq!(up, ["crates/core/Cargo.toml:1 `outweigh-core` must not depend on `outweigh-store`"]);
        let sideways = findings(&[("outweigh-store", &["outweigh-connect"]), ("outweigh-connect", &[])]);
        assert_eq!(sideways.len(), 1, "{sideways:?}");
    }

    #[test]
    fn input_and_output_in_core_is_caught_at_its_line() {
        let found = findings(&[("outweigh-core", &["tokio"])]);
        assert_eq!(
            found,
            ["crates/core/Cargo.toml:4 `outweigh-core` is pure and must not depend on `tokio`"]
        );
    }

    #[test]
    fn sql_outside_the_store_is_caught() {
        let found = findings(&[("outweigh-server", &["sqlx"])]);
        assert!(found.len() == 1 && found[0].contains("all SQL goes through the store"), "{found:?}");
    }

    #[test]
    fn a_crate_nobody_placed_is_caught() {
        let found = findings(&[("outweigh-extra", &[])]);
        assert!(found.len() == 1 && found[0].contains("no place in the dependency rule"), "{found:?}");
    }
}
