//! Interrupted and failing builds: every file stays complete, and the next command leaves the bytes of a clean build.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::draws::draws;
use crate::harness::{Ran, Site, command, ran};

mod disk;
mod faults;
mod meddled;
mod theirs;
mod together;

/// Returns everything in a folder by path: files with their bytes, empty folders with a trailing `/`.
type Tree = BTreeMap<String, Vec<u8>>;

/// A club in two versions without a common booklet; some lifters and programs are in one version only.
struct Club {
    site: Site,
    clean: [Tree; 2],
}

impl Club {
    fn new() -> Self {
        let site = Site::new();
        let clean = [0, 1].map(|version| {
            write(&site, version);
            site.fine(&["build", &version.to_string(), "-q", "-o", &format!("clean-{version}")]);
            tree(&site.path().join(format!("clean-{version}")))
        });
        let club = Self { site, clean };
        let only = |a: usize, b: usize| club.public(a).keys().filter(|file| !club.clean[b].contains_key(*file)).count();
        assert!(only(0, 1) > 4 && only(1, 0) > 4);
        club.build(0, "first");
        club
    }

    /// Returns the visible output of a clean build of a version.
    fn public(&self, version: usize) -> Tree {
        public(&self.clean[version])
    }

    fn output(&self) -> Tree {
        public(&tree(&self.site.path().join("output")))
    }

    fn state(&self) -> Vec<String> {
        own(&tree(&self.site.path().join("output")))
    }

    fn command(version: usize) -> Command {
        command(&["build", &version.to_string(), "-q", "-o", "output"])
    }

    fn run(&self, version: usize) -> Ran {
        ran(&Self::command(version).current_dir(self.site.path()).output().unwrap())
    }

    /// Builds a version, which must succeed and leave exactly the output of a clean build.
    fn build(&self, version: usize, when: &str) {
        let built = self.run(version);
        assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""), "{when}");
        self.is_clean(version, when);
    }

    fn is_clean(&self, version: usize, when: &str) {
        same(&self.output(), &self.public(version), when);
        assert_eq!(self.state(), own(&self.clean[version]), "{when}");
    }

    /// Checks that every file belongs to one of the two versions, and that files of both exist.
    fn is_whole(&self, when: &str) {
        self.is_of_whole_files(when);
        let (output, [old, new]) = (self.output(), [self.public(0), self.public(1)]);
        let gone = old.keys().find(|file| new.contains_key(*file) && !output.contains_key(*file));
        assert_eq!(gone, None, "{when}: it is gone");
    }

    /// Checks that every file belongs to one of the two versions.
    fn is_of_whole_files(&self, when: &str) {
        let (output, [old, new]) = (self.output(), [self.public(0), self.public(1)]);
        for (file, bytes) in output.iter().filter(|(file, _)| !file.ends_with('/')) {
            let known = [old.get(file), new.get(file)];
            assert!(known.contains(&Some(bytes)), "{when}: {file} is neither of the old build nor of the new one");
        }
    }
}

fn write(site: &Site, version: usize) {
    let file = |path: &str, text: String| site.write(&format!("{version}/content/{path}"), text);
    file("liftpress.yaml", format!("title: Club {version}\nunits: kg\nformats: [html, md]\n"));
    for (name, percent) in [("wave", 80), (&*format!("only-{version}"), 70)] {
        let (title, percent) = (format!("{name} {version}"), percent + version);
        file(
            &format!("programs/{name}.yaml"),
            format!("title: {title}\nunits: kg\nweeks: 2\ndays: [{{name: Squat, top: {{squat: 3x3 @ {percent}%}}}}]\n"),
        );
    }
    let rows = (0..12).filter(|n| n % 6 != version).map(|n| format!("Lifter {n},{},wave\n", 100 + 10 * n + version));
    let roster = rows.collect::<String>() + &format!("Guest {version},90,only-{version} wave\n");
    file("lifters/club.csv", "name,squat,program\n".to_owned() + &roster);
}

fn tree(root: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let mut is_empty = true;
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            is_empty = false;
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                // The target of a link.
                let bytes = fs::read(entry.path()).unwrap_or_else(|error| error.to_string().into_bytes());
                tree.insert(name(&entry.path()), bytes);
            }
        }
        if is_empty {
            tree.insert(name(&folder) + "/", Vec::new());
        }
    }
    tree
}

fn public(tree: &Tree) -> Tree {
    tree.iter()
        .filter(|(file, _)| !file.starts_with(".liftpress"))
        .map(|(file, bytes)| (file.clone(), bytes.clone()))
        .collect()
}

/// The names of liftpress's own files.
fn own(tree: &Tree) -> Vec<String> {
    tree.keys().filter(|file| file.starts_with(".liftpress")).cloned().collect()
}

fn same(tree: &Tree, expected: &Tree, when: &str) {
    let differs = |file: &&String| tree.get(*file) != expected.get(*file);
    let files: Vec<_> = tree.keys().chain(expected.keys()).filter(differs).collect();
    assert!(files.is_empty(), "{when}: other than they should be: {files:?}");
}

/// Returns whether a command can be run here. If not, the test prints a message and is skipped; under CI it fails.
fn is_there(program: &str, args: &[&str]) -> bool {
    let ran = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if ran.is_ok_and(|status| status.success()) {
        return true;
    }
    assert!(std::env::var_os("CI").is_none(), "CI has no {program} that may do its work");
    eprintln!("left out: no {program} that may do its work");
    false
}

/// The number of builds that a full run kills.
const KILLS: usize = 300;

#[test]
fn killed_at_random_moments() {
    let (kills, mut runner) = draws(KILLS);
    let club = Club::new();
    let times = [1, 0, 1].map(|version| {
        let start = Instant::now();
        club.build(version, "timed");
        start.elapsed()
    });
    let long = u64::try_from(times.iter().min().unwrap().as_micros()).unwrap();
    let (mut killed, mut caught, mut version, mut round) = (0, 0, 1, 0);
    // Builds that end before they are killed do not count.
    while killed < kills {
        round += 1;
        assert!(round < 5 * kills, "only {killed} could be killed");
        let before = club.public(version);
        version = 1 - version;
        let (delay, is_same_next) = (0..long, any::<bool>()).new_tree(&mut runner).unwrap().current();
        let delay = Duration::from_micros(delay);
        let mut process = Club::command(version).current_dir(club.site.path()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(delay);
        process.kill().unwrap();
        killed += usize::from(!process.wait().unwrap().success());
        let when = format!("round {round}, killed after {delay:?}");
        club.is_whole(&when);
        let now = club.output();
        caught += usize::from(now != before && now != club.public(version));
        // The next build repeats this one or the one before.
        version = if is_same_next { version } else { 1 - version };
        club.build(version, &when);
    }
    eprintln!("{caught} of {killed} were caught between the old output and the new one");
}
