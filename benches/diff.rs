//! Measures `liftpress diff` between two revisions, and `git diff` for comparison: `cargo bench --bench diff [PROGRAMS]`.
//!
//! The site has copies of the gallery's programs. The second revision changes a load in every program, and the third revision
//! changes a load in one program. Figures are medians of seven rounds, in which the two commands take turns.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a benchmark may fail, and divides times")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() {
    let programs = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(500);
    let site = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    git(site.path(), &["init", "-q", "-b", "main"]);
    let paths = write_programs(site.path(), programs);
    commit(site.path());
    for path in &paths {
        change(path);
    }
    commit(site.path());
    change(&paths[0]);
    commit(site.path());
    measure(&format!("{programs} programs, all changed"), site.path(), "HEAD~2..HEAD~1");
    measure(&format!("{programs} programs, one changed"), site.path(), "HEAD~1..HEAD");
}

fn measure(what: &str, site: &Path, span: &str) {
    let (mut ours, mut gits) = (Vec::new(), Vec::new());
    let mut printed = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let ran =
            Command::new(env!("CARGO_BIN_EXE_liftpress")).args(["diff", span]).current_dir(site).output().unwrap();
        ours.push(start.elapsed());
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        printed = ran.stdout.len();
        let start = Instant::now();
        let diff = git(site, &["diff", span]);
        gits.push(start.elapsed());
        assert!(printed > 0 && !diff.is_empty());
    }
    println!("{what}: {printed} bytes printed");
    println!("  liftpress diff  {:>8.1} ms", milli(median(ours)));
    println!("  git diff        {:>8.1} ms", milli(median(gits)));
}

/// Changes one load of a program.
fn change(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let changed = [("5%", "2.5%"), ("0%", "2.5%"), ("x10", "x11"), ("x5", "x6"), ("x3", "x4"), ("RPE 8", "RPE 8.5")];
    let (from, to) = changed.into_iter().find(|(from, _)| text.contains(from)).unwrap();
    let at = text.rfind(from).unwrap();
    fs::write(path, format!("{}{to}{}", &text[..at], &text[at + from.len()..])).unwrap();
}

fn write_programs(site: &Path, number: usize) -> Vec<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let content = site.join("content");
    fs::create_dir_all(content.join("programs")).unwrap();
    fs::copy(repository.join("content/liftpress.yaml"), content.join("liftpress.yaml")).unwrap();
    let folder = fs::read_dir(repository.join("content/programs")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts: Vec<_> = paths.iter().map(|path| (path, fs::read_to_string(path).unwrap())).collect();
    let alone = texts.iter().filter(|(_, text)| !text.contains("\nextends:"));
    let write = |((path, text), number): (&(&PathBuf, String), usize)| {
        let name = format!("{}-{number}.yaml", path.file_stem().unwrap().to_string_lossy());
        let path = content.join("programs").join(name);
        fs::write(&path, text).unwrap();
        path
    };
    alone.cycle().zip(0..number).map(write).collect()
}

fn commit(site: &Path) {
    git(site, &["add", "-A"]);
    git(site, &["commit", "-q", "-m", "A change"]);
}

fn git(site: &Path, args: &[&str]) -> Vec<u8> {
    let who = ["-c", "user.name=Kim", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false"];
    let ran = Command::new("git").args(who).args(args).current_dir(site).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn milli(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
