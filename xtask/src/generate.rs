//! `cargo xtask gen`: the files derived from the code (API document, CLI reference, web types).

use crate::project::Project;
use crate::web;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use std::fs;
use std::path::Path;

const WEB_TYPES: &str = "web/src/api/schema.gen.ts";

/// Files printed by a subcommand of the binary. The API document comes before the web types made from it.
const PRINTED: [(&str, &str); 2] =
    [("docs/reference/openapi.json", "openapi"), ("docs/reference/cli.md", "reference")];

#[derive(Args)]
pub(crate) struct GenArguments {
    /// Change nothing; fail when a file is not what the code gives
    #[arg(long)]
    check: bool,
}

pub(crate) fn generate(project: &Project, arguments: &GenArguments) -> Result<()> {
    if arguments.check { check(project) } else { write(project) }
}

fn write(project: &Project) -> Result<()> {
    for (path, subcommand) in PRINTED {
        let file = project.root.join(path);
        fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
        let changed = replace(&file, &print(project, subcommand)?)?;
        eprintln!("  {path}: {}", if changed { "written" } else { "unchanged" });
    }
    web::install_packages(project)?;
    web::npm(project, &["run", "--silent", "gen"]).run()?;
    eprintln!("  {WEB_TYPES}: written");
    Ok(())
}

/// Fails when a committed file differs from what the code gives.
pub(crate) fn check(project: &Project) -> Result<()> {
    let mut drifted = Vec::new();
    for (path, subcommand) in PRINTED {
        let fresh = print(project, subcommand)?;
        if fs::read_to_string(project.root.join(path)).ok().as_ref() != Some(&fresh) {
            drifted.push(path);
        }
    }
    if !web_types_are_current(project)? {
        drifted.push(WEB_TYPES);
    }
    if !drifted.is_empty() {
        bail!(
            "{} differ from what the code gives\n  hint: run `cargo xtask gen` and commit the result",
            drifted.join(", ")
        );
    }
    Ok(())
}

fn print(project: &Project, subcommand: &str) -> Result<String> {
    project
        .cargo(["run", "--quiet", "--locked", "-p", "outweigh", "--", subcommand])
        .output()
        .with_context(|| format!("failed to generate from `outweigh {subcommand}`"))
}

/// The generator only knows how to write in place, so the file is put back afterwards.
fn web_types_are_current(project: &Project) -> Result<bool> {
    let file = project.root.join(WEB_TYPES);
    let committed = fs::read_to_string(&file).ok();
    web::install_packages(project)?;
    let outcome = web::npm(project, &["run", "--silent", "gen"]).output();
    let fresh = fs::read_to_string(&file).ok();
    if fresh != committed {
        match &committed {
            Some(text) => fs::write(&file, text)?,
            None => fs::remove_file(&file)?,
        }
    }
    outcome?;
    Ok(fresh == committed)
}

/// Writes a file only when its content changes, so that builds depending on it stay fresh.
fn replace(file: &Path, content: &str) -> Result<bool> {
    if fs::read_to_string(file).is_ok_and(|known| known == content) {
        return Ok(false);
    }
    fs::write(file, content).with_context(|| format!("failed to write {}", file.display()))?;
    Ok(true)
}
