//! Finds the browser for the end-to-end tests, or installs Debian's.

use crate::tools;
use anyhow::{Context as _, Result, bail};
use std::path::PathBuf;

/// The variable that names the browser, here and in the end-to-end tests.
pub(crate) const PATH_VARIABLE: &str = "CHROMIUM_PATH";

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIXED_PLACES: [&str; 3] = [
    "/usr/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(PATH_VARIABLE).map(PathBuf::from) {
        if !path.is_file() {
            bail!("{PATH_VARIABLE} names `{}`, which is not a file", path.display());
        }
        return Ok(path);
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    tools::install_debian_package("chromium", "the Chromium browser")?;
    find().context("Chromium is installed, yet was not found in PATH")
}

fn find() -> Option<PathBuf> {
    let fixed = FIXED_PLACES.into_iter().map(PathBuf::from).find(|path| path.is_file());
    NAMES.into_iter().find_map(tools::find_program).or(fixed)
}
