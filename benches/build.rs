//! How long a build takes, beside the time it takes merely to copy its output: `cargo bench --bench build [LIFTERS]`.
//!
//! A roster of lifters on a program of 12 weeks × 4 days × 30 sets becomes HTML and Markdown. Both the build and
//! `cp -r` rewrite every file of an output that is already there, in turn, so that both meet the same disk. Figures are
//! medians of five; the split into reading, expanding, rendering and writing is what `build -v` prints.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a benchmark may fail, and divides times")]

mod twelve_weeks;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use twelve_weeks::{write, write_program};

const ROUNDS: usize = 5;

fn main() {
    let lifters = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(2_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    write_content(folder.path(), lifters);
    let (output, copy) = (folder.path().join("output"), folder.path().join("copy"));
    let mut split = String::new();
    let mut build = || {
        let start = Instant::now();
        let ran = Command::new(env!("CARGO_BIN_EXE_liftpress"))
            .args(["build", "-v"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let time = start.elapsed();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8_lossy(&ran.stderr).lines().last().unwrap_or_default().clone_into(&mut split);
        time
    };
    let copy_all = || {
        let start = Instant::now();
        let ran = Command::new("cp")
            .arg("-r")
            .arg(output.join("booklets"))
            .arg(output.join("site"))
            .arg(&copy)
            .status()
            .unwrap();
        assert!(ran.success());
        start.elapsed()
    };
    build();
    fs::create_dir(&copy).unwrap();
    copy_all();
    let (mut builds, mut copies) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        builds.push(build());
        copies.push(copy_all());
    }
    let (build, copy_time) = (median(builds), median(copies));
    let (files, bytes) = size(&output.join("booklets"));
    println!("{lifters} lifters × 1,440 sets: {files} files, {} MB", bytes / 1_000_000);
    println!("build  {:>7.0} ms", milli(build));
    println!("cp -r  {:>7.0} ms", milli(copy_time));
    println!("ratio  {:>7.2}", milli(build) / milli(copy_time));
    println!("{split}");
}

fn write_content(folder: &Path, lifters: usize) {
    write_program(folder);
    let mut roster = "name,units,squat,bench,deadlift,program,start,days\n".to_owned();
    for i in 0..lifters {
        let (squat, bench, deadlift) = (100 + i % 120, 60 + i % 90, 120 + i % 130);
        let _ = writeln!(roster, "Lifter {i},kg,{squat}.5,{bench},{deadlift},twelve-weeks,2026-12-07,Mon Tue Thu Fri");
    }
    write(folder, "lifters/roster.csv", &roster);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn milli(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn size(folder: &Path) -> (usize, u64) {
    let files =
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.fold((0, 0), |(count, bytes), file| (count + 1, bytes + file.metadata().map_or(0, |data| data.len())))
}
