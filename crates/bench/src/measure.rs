//! Clocks and quantiles.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// CPU time this process has used, in all its threads: what other programs do to the machine does not count.
pub fn cpu() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(spent.tv_sec.unsigned_abs(), spent.tv_nsec as u32)
}

/// What a piece of work cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    pub cpu: Duration,
    pub wall: Duration,
}

/// A stretch of time that is being measured.
pub struct Stopwatch {
    cpu: Duration,
    wall: Instant,
}

impl Stopwatch {
    pub fn start() -> Self {
        Self { cpu: cpu(), wall: Instant::now() }
    }

    /// What was spent since the start.
    pub fn read(&self) -> Cost {
        Cost { cpu: cpu() - self.cpu, wall: self.wall.elapsed() }
    }
}

/// Runs work that does not wait and tells its cost.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let watch = Stopwatch::start();
    let value = work();
    (value, watch.read())
}

/// Milliseconds, with their fraction.
pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// The value below which a share of the sample lies.
pub fn quantile(sample: &mut [Duration], share: f64) -> Duration {
    sample.sort_unstable();
    let last = sample.len().saturating_sub(1);
    sample.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
}
