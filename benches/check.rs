//! How long `check` takes, beside the time it takes merely to read the same files: `cargo bench --bench check
//! [PROGRAMS]`.
//!
//! The gallery, and a folder in which the gallery's programs stand over and over under new names, with one lifter who
//! trains by all of them. Figures are medians of five, in turn.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a benchmark may fail, and divides times")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;

fn main() {
    let programs = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    write_content(folder.path(), repository, &gallery(repository), programs);
    measure("the gallery", repository);
    measure(&format!("{programs} programs × 1 lifter"), folder.path());
}

fn measure(what: &str, site: &Path) {
    let files = files(&site.join("content"));
    let (mut checks, mut reads) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let ran = Command::new(env!("CARGO_BIN_EXE_liftpress")).args(["check", "-q"]).current_dir(site).output();
        checks.push(start.elapsed());
        let ran = ran.unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
        let start = Instant::now();
        let read: usize = files.iter().map(|file| fs::read(file).unwrap().len()).sum();
        reads.push(start.elapsed());
        assert!(read > 0);
    }
    println!("{what}: {} files", files.len());
    println!("  check  {:>8.1} ms", milli(median(checks)));
    println!("  read   {:>8.1} ms", milli(median(reads)));
}

/// The gallery's programs that stand on their own: path and text.
fn gallery(repository: &Path) -> Vec<(PathBuf, String)> {
    let all = files(&repository.join("content/programs")).into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (path, text)
    });
    all.filter(|(_, text)| !text.contains("\nextends:")).collect()
}

fn write_content(site: &Path, repository: &Path, gallery: &[(PathBuf, String)], programs: usize) {
    let content = site.join("content");
    fs::create_dir_all(content.join("programs")).unwrap();
    fs::create_dir_all(content.join("lifters")).unwrap();
    fs::copy(repository.join("content/liftpress.yaml"), content.join("liftpress.yaml")).unwrap();
    let mut lifter = "name: Sam\nunits: kg\nbodyweight: 80\nmaxes:\n".to_owned();
    for (lift, max) in [
        ("squat", "180"),
        ("bench", "120"),
        ("deadlift", "220"),
        ("overhead-press", "70"),
        ("barbell-row", "100"),
        ("pull-up", "bw + 20 kg"),
    ] {
        let _ = writeln!(lifter, "  {lift}: {max}");
    }
    lifter += "programs:\n";
    for ((path, text), number) in gallery.iter().cycle().zip(0..programs) {
        let slug = format!("{}-{number}", path.file_stem().unwrap().to_string_lossy());
        fs::write(content.join("programs").join(format!("{slug}.yaml")), text).unwrap();
        let _ = writeln!(lifter, "  - {slug}");
    }
    fs::write(content.join("lifters/sam.yaml"), lifter).unwrap();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn milli(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
