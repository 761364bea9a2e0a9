//! A throw-away PostgreSQL for tests: found or installed, started on a free port, gone afterwards.

use crate::process::Step;
use crate::project::Project;
use crate::tools;
use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The variable in which tests look for their PostgreSQL.
pub(crate) const URL_VARIABLE: &str = "OUTWEIGH_TEST_POSTGRES_URL";

const GUARDIAN: &str = include_str!("postgres_guardian.sh");

/// The free port may be taken between our look and the server's start, so try again with another.
const ATTEMPTS: u32 = 3;

#[derive(Args)]
pub(crate) struct PostgresArguments {
    /// The command and its arguments
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

pub(crate) fn with_postgres(project: &Project, arguments: &PostgresArguments) -> Result<()> {
    let database = Postgres::start()?;
    let (program, rest) = arguments.command.split_first().context("no command given")?;
    Step::new(program).args(rest).dir(&project.root).env(URL_VARIABLE, &database.url).run()
}

/// A running server; it ends, and its data goes, when this is dropped.
pub(crate) struct Postgres {
    pub(crate) url: String,
    guardian: Option<Child>,
}

impl Postgres {
    /// Starts a server, or takes the one the environment names.
    pub(crate) fn start() -> Result<Self> {
        if let Ok(url) = std::env::var(URL_VARIABLE) {
            eprintln!("  using the PostgreSQL that {URL_VARIABLE} names");
            return Ok(Self { url, guardian: None });
        }
        let bin = server_binaries()?;
        let mut failure = anyhow!("no attempt made");
        for _ in 0..ATTEMPTS {
            match Self::start_once(&bin) {
                Ok(server) => return Ok(server),
                Err(error) => failure = error,
            }
        }
        Err(failure.context("failed to start a throw-away PostgreSQL"))
    }

    fn start_once(bin: &Path) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut command = guardian_command();
        command.arg("sh").args(["-c", GUARDIAN, "postgres_guardian"]).arg(bin).arg(port.to_string());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("no output pipe")?;
        // Owned from here on, so that every way out stops it.
        let server =
            Self { url: format!("postgres://outweigh@127.0.0.1:{port}/postgres"), guardian: Some(child) };
        let mut answer = String::new();
        BufReader::new(output).read_line(&mut answer)?;
        if answer.trim() != "ready" {
            bail!("the server ended before it was ready; its log is above");
        }
        eprintln!("  PostgreSQL from {} listens on 127.0.0.1:{port}", bin.display());
        Ok(server)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut guardian) = self.guardian.take() {
            drop(guardian.stdin.take());
            // The guardian cleans up by itself once its input closes; this only waits for it.
            let _ = guardian.wait();
        }
    }
}

/// The prefix that runs the guardian outside our process group (Ctrl-C is not for it) and never as root,
/// whom PostgreSQL refuses.
fn guardian_command() -> Command {
    let mut command = if tools::is_root() {
        let user = if known_user("postgres") { "postgres" } else { "nobody" };
        let mut command = Command::new("runuser");
        // Our own temporary folder may be closed to that user.
        command.args(["-u", user, "--"]).env_remove("TMPDIR");
        command
    } else {
        Command::new("env")
    };
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

fn known_user(name: &str) -> bool {
    Command::new("id").args(["-u", name]).output().is_ok_and(|output| output.status.success())
}

/// The folder with `initdb` and `postgres`, installed first where it is missing and we may.
fn server_binaries() -> Result<PathBuf> {
    if let Some(bin) = find_server_binaries() {
        return Ok(bin);
    }
    tools::install_debian_package("postgresql", "the PostgreSQL server")?;
    find_server_binaries().context("PostgreSQL is installed, yet no folder holds `initdb` and `postgres`")
}

fn find_server_binaries() -> Option<PathBuf> {
    let configured = tools::first_line("pg_config", "--bindir").map(PathBuf::from);
    let on_path = tools::find_program("initdb").and_then(|path| Some(path.parent()?.to_path_buf()));
    configured
        .into_iter()
        .chain(on_path)
        .chain(debian_folders())
        .find(|dir| ["initdb", "postgres", "pg_isready"].iter().all(|name| dir.join(name).is_file()))
}

/// Debian keeps each major version in its own folder; the newest comes first.
fn debian_folders() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, dir)| dir).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn the_server_answers_while_held_and_is_gone_afterwards() {
        let bin = find_server_binaries().expect("PostgreSQL is installed; `cargo xtask test` sees to it");
        let server = Postgres::start_once(&bin).unwrap();
        let address = server.url.split(['@', '/']).nth(3).unwrap().to_owned();
        assert!(TcpStream::connect(&address).is_ok(), "nothing listens on {address}");
        drop(server);
        assert!(TcpStream::connect(&address).is_err(), "something still listens on {address}");
    }
}
