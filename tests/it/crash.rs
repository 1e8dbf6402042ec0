//! Whatever happens to a build: every file is a whole one, and the next command comes to the bytes of a clean build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::harness::{Site, command, ran};

/// A club in two versions, of which no booklet is the same; some lifters and programs are of one alone.
struct Club {
    site: Site,
    versions: [BTreeMap<String, String>; 2],
}

fn program(title: &str, percent: usize) -> String {
    format!(
        "title: {title}\nunits: kg\nweeks: 2\ndays: [{{name: Squat, top: {{squat: 3x3 @ {percent}%}}, backoff: [{{paused-squat: 2x5 @ top -10%}}]}}]\n"
    )
}

impl Club {
    fn new() -> Self {
        let site = Site::new();
        let versions = [0, 1].map(|version| {
            write(&site, version);
            let clean = format!("clean-{version}");
            assert_eq!(site.run(&["build", "-q", "-o", &clean]).code, Some(0));
            site.files(&clean).into_iter().collect()
        });
        let [old, new]: [&BTreeMap<String, String>; 2] = versions.each_ref();
        assert!(old.keys().any(|file| !new.contains_key(file)) && new.keys().any(|file| !old.contains_key(file)));
        Self { site, versions }
    }

    /// The content of one version.
    fn write(&self, version: usize) {
        write(&self.site, version);
    }

    fn output(&self) -> BTreeMap<String, String> {
        self.site.files("output").into_iter().collect()
    }

    /// Builds a version, which has to succeed and to leave nothing of ours behind but what a clean build leaves.
    fn build(&self, version: usize, when: &str) {
        self.write(version);
        let built = self.site.run(&["build", "-q"]);
        assert_eq!(built.code, Some(0), "{when}: {}", built.stderr);
        assert!(self.output() == self.versions[version], "{when}: not the bytes of a clean build");
        assert_eq!(state(&self.site), ["cache", "lock", "manifest.json"], "{when}");
    }

    /// Every file is that of one version or of the other, and what both have is there.
    fn is_whole(&self, when: &str) {
        let output = self.output();
        let [old, new] = &self.versions;
        for (file, text) in &output {
            let known = [old.get(file), new.get(file)];
            assert!(known.contains(&Some(text)), "{when}: {file} is neither of the old build nor of the new one");
        }
        let both = old.keys().filter(|file| new.contains_key(*file));
        both.for_each(|file| assert!(output.contains_key(file), "{when}: {file} is gone"));
    }
}

fn write(site: &Site, version: usize) {
    let _ = fs::remove_dir_all(site.path().join("content"));
    site.write("content/liftpress.yaml", format!("title: Club {version}\nunits: kg\nformats: [html, md]\n"));
    site.write("content/programs/wave.yaml", program(&format!("Wave {version}"), 80 + version));
    site.write(&format!("content/programs/only-{version}.yaml"), program("Another", 70));
    let rows = (0..8).map(|n| format!("Lifter {n},{},wave\n", 100 + 10 * n + version));
    let roster = rows.collect::<String>() + &format!("Guest {version},90,only-{version} wave\n");
    site.write("content/lifters/club.csv", "name,squat,program\n".to_owned() + &roster);
}

fn state(site: &Site) -> Vec<String> {
    let entries = fs::read_dir(site.path().join("output/.liftpress")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether a program can be run; where not, the test is left out for all to see, and in CI it fails.
fn is_there(program: &str, args: &[&str]) -> bool {
    let there = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if there.is_ok_and(|status| status.success()) {
        return true;
    }
    assert!(std::env::var_os("CI").is_none(), "CI has no {program} that may do its work");
    eprintln!("left out: no {program} that may do its work");
    false
}

#[test]
fn killed_at_two_hundred_moments() {
    let club = Club::new();
    club.build(0, "first");
    let start = Instant::now();
    club.build(1, "timed");
    let long = start.elapsed();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let (mut killed, mut version) = (0, 1);
    for round in 0..200 {
        version = 1 - version;
        club.write(version);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let delay = Duration::from_micros((random >> 33) % u64::try_from(long.as_micros()).unwrap().max(1));
        let mut process =
            command(&["build", "-q"]).current_dir(club.site.path()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(delay);
        let _ = process.kill();
        killed += usize::from(!process.wait().unwrap().success());
        let when = format!("round {round}, killed after {delay:?}");
        club.is_whole(&when);
        // Whichever comes next, the same build again or another.
        version = if random & 1 << 32 == 0 { version } else { 1 - version };
        club.build(version, &when);
    }
    assert!(killed > 100, "most were over before they could be killed: {killed}");
}

/// Runs a build of the other version under `strace`, which makes one of its calls fail, or kills it at that.
fn injected(club: &Club, calls: &str, what: &str, when: u32) -> crate::harness::Ran {
    let inject = format!("inject={calls}:{what}:when={when}");
    let filter = format!("trace={calls}");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &filter, "-e", &inject]);
    strace.arg(env!("CARGO_BIN_EXE_liftpress")).args(["build", "-q"]).env("RAYON_NUM_THREADS", "1");
    ran(&strace.current_dir(club.site.path()).output().unwrap())
}

const STRACE: [&str; 6] = ["-qq", "-o", "/dev/null", "-e", "inject=getppid:error=EPERM", "true"];

#[test]
fn killed_at_each_step_of_the_moves() {
    if !is_there("strace", &STRACE) {
        return;
    }
    let club = Club::new();
    club.build(0, "first");
    let mut killed = 0;
    for calls in ["renameat2,rename", "mkdir", "rmdir,unlink,unlinkat", "openat"] {
        for when in [1, 2, 3, 5, 8, 13, 21, 34, 55] {
            club.write(1);
            // A call that this build does not make so often is not killed at.
            let built = injected(&club, calls, "signal=KILL", when);
            killed += usize::from(built.code != Some(0));
            let when = format!("killed at {calls} {when}");
            club.is_whole(&when);
            club.build(1, &when);
            club.build(0, &when);
        }
    }
    assert!(killed > 15, "{killed}");
}

#[test]
fn calls_that_fail() {
    if !is_there("strace", &STRACE) {
        return;
    }
    let club = Club::new();
    club.build(0, "first");
    let mut failed = 0;
    for (calls, error) in [
        ("write", "ENOSPC"),
        ("write", "EIO"),
        ("renameat2", "EROFS"),
        ("renameat2", "EINVAL"),
        ("mkdir", "ENOSPC"),
        ("link,linkat", "EPERM"),
    ] {
        for when in [1, 2, 3, 8, 21, 34] {
            club.write(1);
            let built = injected(&club, calls, &format!("error={error}"), when);
            let when = format!("{error} of {calls} {when}");
            assert!(!built.stderr.contains("panicked"), "{when}: {}", built.stderr);
            if built.code == Some(0) {
                // There was another way, or it was not called so often.
                assert!(club.output() == club.versions[1], "{when}");
            } else {
                failed += 1;
                assert_eq!(built.code, Some(1), "{when}");
                assert!(built.stderr.starts_with("error: "), "{when}: {}", built.stderr);
                assert!(club.output() == club.versions[0], "{when}: the last good output is not as it was");
            }
            club.build(1, &when);
            club.build(0, &when);
        }
    }
    assert!(failed > 5, "{failed}");
}

#[test]
fn files_that_may_not_grow() {
    let club = Club::new();
    club.build(0, "first");
    club.write(1);
    for blocks in [0, 1, 8, 64] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{}' build -q", env!("CARGO_BIN_EXE_liftpress"));
        let built = ran(&Command::new("bash").args(["-c", &script]).current_dir(club.site.path()).output().unwrap());
        assert_eq!(built.code, Some(1), "{blocks}: {}", built.stderr);
        assert!(built.stderr.contains("the last good output is untouched"), "{}", built.stderr);
        assert!(club.output() == club.versions[0], "{blocks}");
    }
    club.build(1, "after that");
}

#[test]
fn a_disk_that_is_full_or_read_only() {
    // A file system of its own, in a space of its own. Who may have one is not up to us, so this is left out in CI too.
    let allowed =
        Command::new("unshare").args(["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|status| status.success()) {
        eprintln!("left out: no file system may be mounted here");
        return;
    }
    let club = Club::new();
    let clean = club.site.path().join("clean-0");
    club.write(1);
    let binary = env!("CARGO_BIN_EXE_liftpress");
    for (size, then) in [("100%", "remount,ro"), ("1300k", "remount,rw")] {
        let script = format!(
            "mount -t tmpfs -o size=64m none output && cp -r '{0}/.' output/ && mount -o remount,size={size} output && mount -o {then} output \
             && {{ '{binary}' build -q; code=$?; diff -r -x .liftpress '{0}' output >&2 || exit 9; exit $code; }}",
            clean.display(),
        );
        fs::create_dir_all(club.site.path().join("output")).unwrap();
        let mut process = Command::new("unshare");
        process.args(["-m", "sh", "-c", &script]).current_dir(club.site.path());
        let built = ran(&process.output().unwrap());
        assert_eq!(built.code, Some(1), "{size} {then}: {}", built.stderr);
        assert!(built.stderr.starts_with("error: cannot write"), "{}", built.stderr);
    }
}

#[test]
fn many_at_once_take_turns() {
    let club = Club::new();
    club.build(0, "first");
    club.write(1);
    let page = club.site.path().join("output/booklets/lifter-3/wave/booklet.html");
    let own = "booklets/lifter-3/wave/booklet.html";
    let all: Vec<_> = (0..6)
        .map(|_| command(&["build"]).current_dir(club.site.path()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    let [old, new] = &club.versions;
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(150) {
        let seen = fs::read_to_string(&page).unwrap();
        assert!(seen == old[own] || seen == new[own]);
    }
    for process in all {
        let built = ran(&process.wait_with_output().unwrap());
        assert_eq!(built.code, Some(0), "{}", built.stderr);
    }
    assert!(club.output() == *new);
}

/// Damages a file in some way.
type Damage = fn(&Path);

#[test]
fn a_damaged_or_foreign_state_is_never_trusted() {
    let club = Club::new();
    let damages: [Damage; 5] = [
        |path| fs::write(path, "").unwrap(),
        |path| fs::write(path, &fs::read(path).unwrap()[1..]).unwrap(),
        |path| fs::write(path, [b'\xff'; 40]).unwrap(),
        |path| {
            let mut bytes = fs::read(path).unwrap();
            let half = bytes.len() / 2;
            bytes.iter_mut().skip(half).take(1).for_each(|byte| *byte ^= 4);
            fs::write(path, bytes).unwrap();
        },
        |path| fs::write(path, "{\"format\": 99, \"files\": []}").unwrap(),
    ];
    for name in ["cache", "manifest.json", "journal.json", "rollback.json", "manifest.next.json"] {
        for (number, damage) in damages.iter().enumerate() {
            let _ = fs::remove_dir_all(club.site.path().join("output"));
            club.build(0, "first");
            club.site.write("output/notes.txt", "mine");
            let path = club.site.path().join("output/.liftpress").join(name);
            if !path.exists() {
                fs::write(&path, "{}").unwrap();
            }
            damage(&path);
            club.write(1);
            let built = club.site.run(&["build", "-q"]);
            let when = format!("{name}, damage {number}: {}", built.stderr);
            assert!(!built.stderr.contains("panicked"), "{when}");
            assert_eq!(club.site.read("output/notes.txt"), "mine", "{when}");
            let mut output = club.output();
            output.remove("notes.txt");
            let version = usize::from(built.code == Some(0));
            assert!(
                version == 1 || built.stderr.contains("is damaged") || built.stderr.contains("in the way"),
                "{when}"
            );
            assert!(output == club.versions[version], "{when}");
        }
    }
    // The state of another folder.
    let _ = fs::remove_dir_all(club.site.path().join("output"));
    club.build(0, "first");
    for name in ["cache", "manifest.json"] {
        let foreign = club.site.path().join("clean-1/.liftpress").join(name);
        fs::copy(foreign, club.site.path().join("output/.liftpress").join(name)).unwrap();
    }
    club.write(1);
    let built = club.site.run(&["build", "-q"]);
    assert!(built.code == Some(0) || built.stderr.contains("in the way"), "{}", built.stderr);
}

#[test]
fn files_of_ours_that_somebody_replaced() {
    let club = Club::new();
    let file = "output/booklets/lifter-2/wave/booklet.md";
    for damage in [
        |path: &Path| fs::remove_file(path).unwrap(),
        |path: &Path| fs::write(path, "mine").unwrap(),
        |path: &Path| {
            // Touched only, and set back to a time long ago.
            let touched = fs::File::options().append(true).open(path).unwrap();
            touched.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        },
        |path: &Path| fs::remove_dir_all(path.parent().unwrap()).unwrap(),
    ] {
        club.build(0, "before");
        damage(&club.site.path().join(file));
        club.build(0, "after");
        damage(&club.site.path().join(file));
        club.build(1, "after");
    }
}
