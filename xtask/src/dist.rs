//! `cargo xtask dist`: the release archive with the binary, its completions, the licence and the README.

use crate::process::Step;
use crate::project::Project;
use crate::{run, tools, web};
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use std::fs;

/// Shell, and the file name under which that shell looks for completions.
const COMPLETIONS: [(&str, &str); 3] =
    [("bash", "outweigh.bash"), ("zsh", "_outweigh"), ("fish", "outweigh.fish")];

pub(crate) fn dist(project: &Project) -> Result<()> {
    tools::require_rust(project)?;
    // Fails when the web app is missing: an archive without it would serve an empty page.
    web::build(project)?;
    let binary = run::build_binary(project, true)?;

    let name = format!("outweigh-{}-{}", project.member("outweigh")?.version, host_target()?);
    let dist = project.target_dir.join("dist");
    let folder = dist.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("completions"))?;
    fs::copy(&binary, folder.join(binary.file_name().context("the binary has no name")?))?;
    for file in ["LICENSE", "README.md"] {
        fs::copy(project.root.join(file), folder.join(file))
            .with_context(|| format!("failed to pack {file}"))?;
    }
    for (shell, file) in COMPLETIONS {
        let script = Step::new(&binary).args(["completion", shell]).output()?;
        fs::write(folder.join("completions").join(file), script)?;
    }

    let archive = format!("{name}.tar.gz");
    Step::new("tar").args(["-czf", &archive, &name]).dir(&dist).run()?;
    let content = fs::read(dist.join(&archive))?;
    let line = format!("{}  {archive}\n", web::hex(&Sha256::digest(&content)));
    fs::write(dist.join(format!("{archive}.sha256")), &line)?;
    eprintln!("packed {} ({} KiB)", dist.join(&archive).display(), content.len() / 1024);
    print!("{line}");
    Ok(())
}

/// The platform the binary runs on, such as `x86_64-unknown-linux-gnu`.
fn host_target() -> Result<String> {
    let printed = Step::new("rustc").args(["-vV"]).output()?;
    let host = printed.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}
