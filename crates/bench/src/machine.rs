//! The machine a number was measured on: without it the number says nothing.

use std::fmt;

use serde::Serialize;

/// What matters of a machine.
#[derive(Debug, Serialize)]
pub struct Machine {
    cpu: String,
    cores: usize,
    memory_gib: f64,
    system: String,
    /// Programs that wanted to run in the last minute, ours included: above `cores` the wall times suffer.
    load: String,
}

impl Machine {
    /// This machine, as far as it tells.
    pub fn here() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let field = |text: &str, name: &str| -> Option<String> {
            let line = text.lines().find(|line| line.starts_with(name))?;
            Some(line.split_once([':', '='])?.1.trim().trim_matches('"').to_owned())
        };
        let memory_kib = field(&read("/proc/meminfo"), "MemTotal")
            .and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
        let kernel = read("/proc/sys/kernel/osrelease");
        let name = field(&read("/etc/os-release"), "PRETTY_NAME");
        Self {
            cpu: field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| std::env::consts::ARCH.into()),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory_gib: memory_kib.unwrap_or_default() / (1024.0 * 1024.0),
            system: format!(
                "{}, kernel {}",
                name.as_deref().unwrap_or(std::env::consts::OS),
                if kernel.is_empty() { "unknown" } else { kernel.trim() }
            ),
            load: read("/proc/loadavg").split_whitespace().next().unwrap_or("unknown").to_owned(),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cpu, cores, memory_gib, system, load } = self;
        write!(f, "{cores} cores of {cpu}, {memory_gib:.0} GiB, {system}; load {load}")
    }
}
