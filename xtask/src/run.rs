//! `cargo xtask run`: from a fresh clone to the demo in the browser.

use crate::project::Project;
use crate::{process, tools, web};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct RunArguments {
    /// Port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build without optimisation: faster to build, slower to use
    #[arg(long)]
    debug: bool,
}

pub(crate) fn run(project: &Project, arguments: &RunArguments) -> Result<()> {
    tools::require_rust(project)?;
    eprintln!("[1/3] web app");
    web::build(project)?;
    eprintln!("[2/3] binary");
    let binary = build_binary(project, !arguments.debug)?;
    eprintln!("[3/3] demo on port {} (Ctrl-C ends it)", arguments.port);
    let port = arguments.port.to_string();
    let outcome = process::Step::new(binary).args(["demo", "--port", &port]).dir(&project.root).run();
    // Ctrl-C is how one leaves a server, not a failure.
    if process::interrupted() { Ok(()) } else { outcome }
}

/// Builds `outweigh` with the web app inside and returns its path.
pub(crate) fn build_binary(project: &Project, release: bool) -> Result<PathBuf> {
    let mut arguments = vec!["build", "--locked", "-p", "outweigh", "--features", "embed-web"];
    if release {
        arguments.push("--release");
    }
    project.cargo(arguments).run()?;
    let profile = if release { "release" } else { "debug" };
    Ok(project.target_dir.join(profile).join(format!("outweigh{}", std::env::consts::EXE_SUFFIX)))
}
