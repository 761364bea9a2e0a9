//! Builds the web app: packages when the lock file is newer, the bundle when a source changed.

use crate::process::Step;
use crate::project::Project;
use crate::tools::{self, NPM};
use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;

/// Brings `web/node_modules` up to the lock file.
pub(crate) fn install_packages(project: &Project) -> Result<()> {
    tools::require_node(project)?;
    let web = project.web_dir();
    // npm writes this file at the end of a complete installation.
    let installed = modified(&web.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&web.join("package-lock.json")) {
        return Ok(());
    }
    eprintln!("  installing the web app's packages");
    npm(project, &["ci", "--no-audit", "--no-fund"]).run()
}

/// Builds `web/dist` unless it was built from these very sources.
pub(crate) fn build(project: &Project) -> Result<()> {
    install_packages(project)?;
    let stamp_file = project.target_dir.join("xtask").join("web-sources.sha256");
    let stamp = source_stamp(project)?;
    if fs::read_to_string(&stamp_file).is_ok_and(|known| known == stamp) && built(project) {
        eprintln!("  the web app is up to date");
        return Ok(());
    }
    npm(project, &["run", "build"]).run()?;
    if !built(project) {
        bail!(
            "`npm run build` ended well but left no web/dist/index.html\n  hint: check `build.outDir` in web/vite.config.ts"
        );
    }
    fs::create_dir_all(project.target_dir.join("xtask"))?;
    fs::write(&stamp_file, stamp).with_context(|| format!("failed to write {}", stamp_file.display()))
}

/// An npm command in the web folder.
pub(crate) fn npm(project: &Project, arguments: &[&str]) -> Step {
    Step::new(NPM).args(arguments).dir(&project.web_dir())
}

fn built(project: &Project) -> bool {
    project.web_dir().join("dist/index.html").is_file()
}

/// A hash over the names and contents of everything the bundle is made from.
fn source_stamp(project: &Project) -> Result<String> {
    let mut hash = Sha256::new();
    for path in project.files("web")? {
        let Ok(content) = fs::read(project.root.join(&path)) else { continue };
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    Ok(hex(&hash.finalize()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}
