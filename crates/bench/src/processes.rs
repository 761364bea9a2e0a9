//! The program as people start it: cold start, memory at rest, and a file ranked in the terminal.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::bed::Bed;
use crate::measure::{milliseconds, quantile};
use crate::report::Report;
use crate::source;

const ITEMS: usize = 20_000;
/// After so long the search index is open, or made.
const SETTLED: Duration = Duration::from_secs(5);
const STARTS: usize = 7;
/// Milliseconds from starting the program to its first answer.
const START_LIMIT: f64 = 300.0;
/// Resident memory in megabytes.
const MEMORY_LIMIT: f64 = 120.0;
/// Seconds.
const RANK_LIMIT: f64 = 2.0;

/// Measures the optimised program.
pub async fn measure(report: &mut Report, data: &Path) -> Result<()> {
    let Some(program) = program() else {
        let why = "no program: run `cargo build --release` or set OUTWEIGH_BIN";
        report.miss("process: cold start with 20,000 items", "ms", START_LIMIT, why);
        report.miss("process: idle memory with 20,000 items", "MB", MEMORY_LIMIT, why);
        report.miss("process: rank a file of 20,000 rows", "s", RANK_LIMIT, why);
        return Ok(());
    };
    let bed = Bed::with(ITEMS).await?;
    bed.store.clone().close().await;
    // The first start makes the search index, once in the life of a workspace.
    let first = Server::start(&program, &bed.file())?;
    tokio::time::sleep(SETTLED).await;
    let at_first = first.megabytes()?;
    drop(first);
    let (mut took, mut megabytes, mut cpu) = (Vec::new(), 0.0, Vec::new());
    for _ in 0..STARTS {
        let server = Server::start(&program, &bed.file())?;
        took.push(server.took);
        cpu.push(server.cpu()?);
        // What it needed only to start is given back by now.
        tokio::time::sleep(SETTLED).await;
        megabytes = f64::max(megabytes, server.megabytes()?);
    }
    let note = format!(
        "median of {STARTS} until /readyz answers; best {:.0} ms; {:.0} ms CPU",
        milliseconds(quantile(&mut took, 0.0)),
        milliseconds(quantile(&mut cpu, 0.5))
    );
    let median = milliseconds(quantile(&mut took, 0.5));
    report.check("process: cold start with 20,000 items", median, "ms", START_LIMIT, note);
    let note = format!(
        "resident, worst of {STARTS}, five seconds after the start, the search index open; {at_first:.0} MB where \
         the index was made"
    );
    report.check("process: idle memory with 20,000 items", megabytes, "MB", MEMORY_LIMIT, note);
    rank(report, &program, data)
}

/// The program beside this one, or where OUTWEIGH_BIN says.
fn program() -> Option<PathBuf> {
    let beside = || Some(std::env::current_exe().ok()?.with_file_name("outweigh"));
    let program = std::env::var_os("OUTWEIGH_BIN").map(PathBuf::from).or_else(beside)?;
    program.exists().then_some(program)
}

/// A running server; stopped when dropped.
struct Server {
    child: Child,
    /// Kept open: it goes on talking.
    said: BufReader<ChildStdout>,
    took: Duration,
}

impl Server {
    fn start(program: &Path, database: &Path) -> Result<Self> {
        let start = Instant::now();
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "--database"])
            .arg(database)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("failed to start {}", program.display()))?;
        let said = child.stdout.take().context("the program's output is piped")?;
        let mut server = Self { child, said: BufReader::new(said), took: Duration::ZERO };
        let mut first = String::new();
        server.said.read_line(&mut first)?;
        let port = first.rsplit_once(':').context("the server named no port")?.1.trim().to_owned();
        let mut connection = TcpStream::connect(format!("127.0.0.1:{port}"))?;
        write!(connection, "GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "the server is not ready: {answer}");
        server.took = start.elapsed();
        Ok(server)
    }

    /// Resident memory now.
    fn megabytes(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.split_whitespace().nth(1).context("VmRSS is empty")?.parse()?;
        Ok(kib * 1024.0 / 1e6)
    }

    /// CPU time used so far, of all its threads.
    fn cpu(&self) -> Result<Duration> {
        cpu_of(&format!("/proc/{}/stat", self.child.id()), 13)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sum of two neighbouring times in a stat file of Linux, in ticks of 10 ms there.
fn cpu_of(file: &str, field: usize) -> Result<Duration> {
    let stat = std::fs::read_to_string(file)?;
    // The program's name, in brackets, may hold spaces.
    let rest = stat.rsplit_once(')').context("a stat file names the program")?.1;
    let ticks =
        rest.split_whitespace().skip(field - 2).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}

fn rank(report: &mut Report, program: &Path, data: &Path) -> Result<()> {
    let source = source::jira(data);
    let folder = TempDir::new()?;
    let file = folder.path().join("issues.csv");
    std::fs::write(&file, &source.issues)?;
    let (mut took, mut cpu) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let start = Instant::now();
        let before = cpu_of("/proc/self/stat", 15)?;
        let done = Command::new(program).arg("rank").arg(&file).stdout(Stdio::piped()).output()?;
        took.push(start.elapsed());
        cpu.push(cpu_of("/proc/self/stat", 15)? - before);
        ensure!(done.status.success(), "rank failed: {}", String::from_utf8_lossy(&done.stderr));
    }
    let note = format!(
        "{} rows, median of 5 runs; best {:.2} s; {:.2} s CPU",
        source.name,
        quantile(&mut took, 0.0).as_secs_f64(),
        quantile(&mut cpu, 0.5).as_secs_f64()
    );
    let median = quantile(&mut took, 0.5).as_secs_f64();
    report.check("process: rank a file of 20,000 rows", median, "s", RANK_LIMIT, note);
    Ok(())
}
