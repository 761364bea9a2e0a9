//! The stages of the test suite, in the order they run: cheap ones first.

use crate::postgres::{self, Postgres};
use crate::project::Project;
use crate::{chromium, deny, generate, run, tidy, tools, web};
use anyhow::{Context as _, Result};

/// One part of the suite that passes or fails by itself.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) run: fn(&Project) -> Result<()>,
}

pub(crate) const STAGES: &[Stage] = &[
    Stage { name: "format", about: "Rust code is formatted", run: format },
    Stage { name: "lint", about: "clippy finds nothing", run: lint },
    Stage { name: "tidy", about: "the repository's own rules hold", run: tidy::tidy },
    Stage { name: "generated", about: "generated files are current", run: generate::check },
    Stage { name: "deny", about: "licences and sources of dependencies are allowed", run: deny::deny },
    Stage { name: "rust", about: "Rust tests, on SQLite and PostgreSQL", run: rust },
    Stage { name: "doctests", about: "examples in the Rust documentation run", run: doctests },
    Stage { name: "web", about: "types, lints and unit tests of the web app", run: web_app },
    Stage { name: "browser", about: "the product in a real browser", run: browser },
];

/// The stages of these names, in suite order.
pub(crate) fn named(names: &[&str]) -> Vec<&'static Stage> {
    STAGES.iter().filter(|stage| names.contains(&stage.name)).collect()
}

fn format(project: &Project) -> Result<()> {
    let outcome = project.cargo(["fmt", "--all", "--check"]).run();
    outcome.context("code is not formatted\n  hint: run `cargo fmt --all`")
}

fn lint(project: &Project) -> Result<()> {
    project.cargo(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]).run()
}

fn rust(project: &Project) -> Result<()> {
    let database = Postgres::start()?;
    let arguments: &[&str] = if tools::find_program("cargo-nextest").is_some() {
        &["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"]
    };
    project.cargo(arguments.iter().copied()).env(postgres::URL_VARIABLE, &database.url).run()
}

fn doctests(project: &Project) -> Result<()> {
    project.cargo(["test", "--workspace", "--locked", "--doc"]).run()
}

fn web_app(project: &Project) -> Result<()> {
    web::install_packages(project)?;
    let checked = web::npm(project, &["run", "check"]).run();
    let tested = web::npm(project, &["test"]).run();
    checked.and(tested)
}

fn browser(project: &Project) -> Result<()> {
    let chromium = chromium::find_or_install()?;
    web::build(project)?;
    let binary = run::build_binary(project, false)?;
    web::npm(project, &["run", "e2e"])
        .env("OUTWEIGH_BIN", binary)
        .env(chromium::PATH_VARIABLE, chromium)
        .run()
}
