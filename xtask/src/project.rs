//! Where things are: the repository, its members and the build folder, as Cargo tells them.

use crate::process::Step;
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The repository and its workspace members.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    pub(crate) target_dir: PathBuf,
    pub(crate) members: Vec<Member>,
}

/// One workspace member as its manifest declares it.
pub(crate) struct Member {
    pub(crate) name: String,
    /// Path of Cargo.toml from the root, with `/`.
    pub(crate) manifest: String,
    pub(crate) version: String,
    /// Lowest Rust version that builds it, like `1.94`.
    pub(crate) rust_version: Option<String>,
    /// Names of all dependencies: normal, build and development.
    pub(crate) dependencies: Vec<String>,
}

impl Project {
    /// The workspace around the current folder.
    pub(crate) fn find() -> Result<Self> {
        let text = Step::new(cargo())
            .args(["metadata", "--format-version=1", "--no-deps"])
            .output()
            .context("failed to read the workspace")?;
        let metadata: Value = serde_json::from_str(&text).context("failed to read `cargo metadata`")?;
        let root = PathBuf::from(text_of(&metadata["workspace_root"]));
        let members = list(&metadata["packages"]).map(|package| Member::read(package, &root)).collect();
        Ok(Self { target_dir: PathBuf::from(text_of(&metadata["target_directory"])), root, members })
    }

    pub(crate) fn web_dir(&self) -> PathBuf {
        self.root.join("web")
    }

    pub(crate) fn member(&self, name: &str) -> Result<&Member> {
        self.members
            .iter()
            .find(|member| member.name == name)
            .with_context(|| format!("the workspace has no crate named `{name}`"))
    }

    /// Paths, from the root, of all files under a folder that Git tracks or would track, sorted.
    pub(crate) fn files(&self, folder: &str) -> Result<Vec<String>> {
        let listed = Step::new("git")
            .args([
                "-c",
                "core.quotePath=false",
                "ls-files",
                "--cached",
                "--others",
                "--exclude-standard",
                "--",
                folder,
            ])
            .dir(&self.root)
            .output()
            .context("failed to list the repository's files")?;
        let mut files: Vec<String> = listed.lines().map(str::to_owned).collect();
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// A Cargo command at the root.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Step {
        Step::new(cargo()).args(arguments).dir(&self.root)
    }
}

impl Member {
    fn read(package: &Value, root: &Path) -> Self {
        let manifest = PathBuf::from(text_of(&package["manifest_path"]));
        Self {
            name: text_of(&package["name"]),
            manifest: manifest.strip_prefix(root).unwrap_or(&manifest).to_string_lossy().replace('\\', "/"),
            version: text_of(&package["version"]),
            rust_version: package["rust_version"].as_str().map(str::to_owned),
            dependencies: list(&package["dependencies"])
                .map(|dependency| text_of(&dependency["name"]))
                .collect(),
        }
    }
}

/// The Cargo that started us, so that `cargo +toolchain xtask` stays on its toolchain.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
