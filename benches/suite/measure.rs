//! Measures the wall time, processor time and memory of a process.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Serialize;
use wait4::Wait4 as _;

/// The figures of one run, or the medians of several.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Taken {
    pub(crate) wall_ms: f64,
    /// The user and system time of all threads and child processes, in milliseconds.
    pub(crate) cpu_ms: f64,
    /// The peak memory of the largest process, in megabytes.
    pub(crate) peak_mb: f64,
}

impl Taken {
    /// Runs a command, which must succeed.
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

/// Returns a command that runs liftpress in a folder.
pub(crate) fn liftpress(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liftpress"));
    command.args(arguments).current_dir(folder);
    command
}

/// Waits until all earlier output is on the disk, so that no measurement includes writing the output of another measurement.
pub(crate) fn settle(folder: &Path) {
    let synced = Command::new("sync").arg("-f").arg(folder).status();
    assert!(synced.is_ok_and(|status| status.success()), "sync -f works");
}
