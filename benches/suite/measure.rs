//! What a process takes: wall time, processor time and memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Serialize;
use wait4::Wait4 as _;

/// What one run took, or the medians of several.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Taken {
    pub(crate) wall_ms: f64,
    /// User and system time, of all threads and of the processes that it waited for.
    pub(crate) cpu_ms: f64,
    /// The most that it held in memory; of several processes, the largest one.
    pub(crate) peak_mb: f64,
}

impl Taken {
    /// Runs a command to its end; a benchmark of something that fails is none.
    pub(crate) fn by(command: &mut Command) -> Self {
        let start = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let used = child.and_then(|mut child| child.wait4()).unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let wall = start.elapsed();
        assert!(used.status.success(), "{command:?}: {}", used.status);
        let cpu = used.rusage.utime + used.rusage.stime;
        Self { wall_ms: milli(wall), cpu_ms: milli(cpu), peak_mb: used.rusage.maxrss as f64 / 1e6 }
    }

    pub(crate) fn median(all: &[Self]) -> Self {
        let of = |part: fn(&Self) -> f64| {
            let mut values: Vec<_> = all.iter().map(part).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        Self { wall_ms: of(|one| one.wall_ms), cpu_ms: of(|one| one.cpu_ms), peak_mb: of(|one| one.peak_mb) }
    }
}

fn milli(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A run of the benchmarked liftpress in a folder.
pub(crate) fn liftpress(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liftpress"));
    command.args(arguments).current_dir(folder);
    command
}

/// Has the disk take what is still to be written, so that nobody's measurement pays for another's bytes.
pub(crate) fn settle(folder: &Path) {
    let synced = Command::new("sync").arg("-f").arg(folder).status();
    assert!(synced.is_ok_and(|status| status.success()), "sync -f works");
}
