//! Runs other programs so that none outlives us: on Ctrl-C, on a kill, on an early return.

use anyhow::{Context as _, Result, anyhow, bail};
use std::ffi::OsStr;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How long a child may take to end by itself after an interrupt.
const GRACE: Duration = Duration::from_secs(10);
/// CI takes silence for a hang, so a quiet command says every minute that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(60);

/// From here on an interrupt is noted and passed to the running child instead of ending us at once.
pub(crate) fn end_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst)).context("failed to watch for Ctrl-C")
}

pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Whether a CI service runs us: fewer words, no progress bars.
pub(crate) fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// One external command, with what to tell the person when it fails.
pub(crate) struct Step {
    command: Command,
    shown: String,
}

impl Step {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        if in_ci() {
            command.env("CARGO_TERM_QUIET", "true").env("CARGO_TERM_PROGRESS_WHEN", "never");
        }
        Self { command, shown: program.to_string_lossy().into_owned() }
    }

    pub(crate) fn args<I>(mut self, arguments: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<OsStr>,
    {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs with our own input and output, saying first what runs.
    pub(crate) fn run(mut self) -> Result<()> {
        eprintln!("  $ {}", self.shown);
        let child = self.command.spawn().with_context(|| format!("failed to start `{}`", self.shown))?;
        let status = wait(Owned(child), &self.shown)?;
        self.judge(status)
    }

    /// Runs without a word and returns what the command printed.
    pub(crate) fn output(mut self) -> Result<String> {
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("failed to start `{}`", self.shown))?;
        let mut pipe = child.stdout.take().ok_or_else(|| anyhow!("no output pipe"))?;
        let reader = std::thread::spawn(move || {
            let mut text = String::new();
            pipe.read_to_string(&mut text).map(|_| text)
        });
        let status = wait(Owned(child), &self.shown)?;
        let text = reader.join().map_err(|_| anyhow!("failed to read the output of `{}`", self.shown))?;
        self.judge(status)?;
        text.with_context(|| format!("failed to read the output of `{}`", self.shown))
    }

    fn judge(&self, status: ExitStatus) -> Result<()> {
        if interrupted() {
            bail!("interrupted");
        }
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }
}

/// A child that is killed when its owner goes away.
struct Owned(Child);

impl Drop for Owned {
    fn drop(&mut self) {
        if let Ok(None) = self.0.try_wait() {
            // Nothing is left to do for a child that cannot be killed or reaped.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

fn wait(mut child: Owned, shown: &str) -> Result<ExitStatus> {
    let started = Instant::now();
    let mut next_heartbeat = HEARTBEAT;
    let mut asked_to_end: Option<Instant> = None;
    loop {
        if let Some(status) = child.0.try_wait().with_context(|| format!("failed to wait for `{shown}`"))? {
            return Ok(status);
        }
        match asked_to_end {
            None if interrupted() => {
                ask_to_end(&child.0);
                asked_to_end = Some(Instant::now());
            }
            Some(since) if since.elapsed() > GRACE => bail!("`{shown}` did not end by itself and was killed"),
            _ => {}
        }
        if in_ci() && started.elapsed() >= next_heartbeat {
            eprintln!("  … {} s: {shown}", started.elapsed().as_secs());
            next_heartbeat += HEARTBEAT;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A terminal sends Ctrl-C to the whole group, but a `kill` reaches only us: hand it on. Asking, not
/// killing, lets a test runner or a server end its own children.
fn ask_to_end(child: &Child) {
    if cfg!(unix) {
        // The grace period ends with a kill, so a failure here only costs time.
        let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_returned() {
        assert_eq!(Step::new("echo").args(["one", "two"]).output().unwrap(), "one two\n");
    }

    #[test]
    fn a_failing_command_is_named() {
        let error = Step::new("false").args(["x"]).output().unwrap_err().to_string();
        assert!(error.contains("`false x` failed"), "{error}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Step::new("no-such-program").run().unwrap_err().to_string();
        assert!(error.contains("failed to start `no-such-program`"), "{error}");
    }
}
