//! `cargo xtask check`: the fast part of the suite, for every commit.

use crate::project::Project;
use crate::test::{self, stages};
use anyhow::Result;

pub(crate) fn check(project: &Project) -> Result<()> {
    test::run_stages(project, &stages::named(&["format", "lint", "tidy", "generated"]))
}
