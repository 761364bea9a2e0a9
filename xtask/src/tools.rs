//! Finds the programs a task needs, checks their versions, installs Debian packages where we may.

use crate::process::Step;
use crate::project::Project;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// npm is a script with another name on Windows.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Checks Rust against the workspace's `rust-version`.
pub(crate) fn require_rust(project: &Project) -> Result<()> {
    let floor = project.member("outweigh")?.rust_version.clone().unwrap_or_default();
    require("rustc", &floor, "install or update Rust with https://rustup.rs, then `rustup update stable`")
}

/// Checks what the web app is built with; `engines` in its package.json holds the floor.
pub(crate) fn require_node(project: &Project) -> Result<()> {
    let manifest = project.web_dir().join("package.json");
    let text = std::fs::read_to_string(&manifest)
        .with_context(|| format!("failed to read {}", manifest.display()))?;
    let package: serde_json::Value =
        serde_json::from_str(&text).context("failed to read web/package.json")?;
    let floor = package["engines"]["node"].as_str().unwrap_or_default().trim_start_matches(">=");
    require("node", floor, "install Node.js 22 or newer from https://nodejs.org")?;
    require(NPM, "0", "npm comes with Node.js: install it from https://nodejs.org")
}

fn require(program: &str, floor: &str, remedy: &str) -> Result<()> {
    let Some(printed) = first_line(program, "--version") else {
        bail!("`{program}` was not found\n  hint: {remedy}");
    };
    match version_in(&printed) {
        Some(found) if found >= version_in(floor).unwrap_or_default() => Ok(()),
        _ => bail!("`{program}` {floor} or newer is needed, found `{printed}`\n  hint: {remedy}"),
    }
}

/// First line a program prints when asked, or nothing when it cannot be run.
pub(crate) fn first_line(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// The first dotted number in a text, as comparable parts: `rustc 1.94.1 (..)` is `[1, 94, 1]`.
fn version_in(text: &str) -> Option<Vec<u32>> {
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(|word| word.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect())
}

/// Looks a program up in PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// Whether we are the superuser of this machine (a container, mostly).
pub(crate) fn is_root() -> bool {
    cfg!(unix) && first_line("id", "-u").is_some_and(|id| id == "0")
}

/// Installs a Debian package when we may; otherwise says what to do.
pub(crate) fn install_debian_package(package: &str, needed_for: &str) -> Result<()> {
    if !is_root() || !Path::new("/etc/debian_version").exists() || find_program("apt-get").is_none() {
        bail!(
            "{needed_for} is missing\n  hint: install it, on Debian or Ubuntu with `sudo apt-get install {package}`"
        );
    }
    eprintln!("  installing the Debian package `{package}` for {needed_for}");
    let apt = |arguments: &[&str]| {
        Step::new("apt-get").args(["-q", "-y"]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive").run()
    };
    apt(&["update"])
        .and_then(|()| apt(&["install", "--no-install-recommends", package]))
        .with_context(|| format!("failed to install {needed_for}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(version_in("v20.20.2") > version_in("20.19"));
        assert!(version_in("rustc 1.100.0 (abc 2026-01-01)") > version_in("1.94"));
        assert!(version_in("v20.9.0") < version_in("20.19"));
        assert_eq!(version_in("1.96.0-nightly"), Some(vec![1, 96, 0]));
        assert_eq!(version_in("none"), None);
    }

    #[test]
    fn too_old_and_missing_tools_name_the_remedy() {
        for (program, floor) in [("cargo", "999.0"), ("no-such-tool", "1.0")] {
            let error = require(program, floor, "do this").unwrap_err().to_string();
            assert!(error.contains(program) && error.contains("hint: do this"), "{error}");
        }
    }
}
