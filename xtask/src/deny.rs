//! `cargo xtask deny`: licences, sources and duplicate versions of dependencies, by cargo-deny and deny.toml.

use crate::process::{self, Step};
use crate::project::{Project, cargo};
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;

/// Checks the whole dependency tree; installs cargo-deny into the build folder when it is missing.
pub(crate) fn deny(project: &Project) -> Result<()> {
    let program = match find(project) {
        Some(program) => program,
        None => install(project)?,
    };
    Step::new(program)
        .args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"])
        .dir(&project.root)
        .run()
}

fn find(project: &Project) -> Option<PathBuf> {
    tools::find_program(&file_name()).or_else(|| Some(own_copy(project)).filter(|path| path.is_file()))
}

fn install(project: &Project) -> Result<PathBuf> {
    let folder = tools_folder(project);
    eprintln!("  installing cargo-deny into {} (once; two to four minutes)", folder.display());
    let mut step = Step::new(cargo())
        .args(["install", "--locked", "cargo-deny", "--root"])
        .args([&folder])
        .dir(&project.root);
    if process::in_ci() {
        step = step.args(["--quiet"]);
    }
    step.run()?;
    Ok(own_copy(project))
}

fn tools_folder(project: &Project) -> PathBuf {
    project.target_dir.join("tools")
}

fn own_copy(project: &Project) -> PathBuf {
    tools_folder(project).join("bin").join(file_name())
}

fn file_name() -> String {
    format!("cargo-deny{}", std::env::consts::EXE_SUFFIX)
}
