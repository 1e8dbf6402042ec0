//! Whatever happens to a build: every file is a whole one, and the next command comes to the bytes of a clean build.
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

/// What is below a folder, by path: files with their bytes, and folders with nothing in them with a `/` behind.
type Tree = BTreeMap<String, Vec<u8>>;

/// A club in two versions that have no booklet in common; some lifters and programs are of one alone.
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

    /// What a clean build of a version leaves for others to see.
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

    /// Builds a version, which has to succeed, and to leave what a clean build leaves and nothing else.
    fn build(&self, version: usize, when: &str) {
        let built = self.run(version);
        assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""), "{when}");
        self.is_clean(version, when);
    }

    fn is_clean(&self, version: usize, when: &str) {
        same(&self.output(), &self.public(version), when);
        assert_eq!(self.state(), own(&self.clean[version]), "{when}");
    }

    /// Every file is that of one version or of the other, and what both have is there.
    fn is_whole(&self, when: &str) {
        self.is_of_whole_files(when);
        let (output, [old, new]) = (self.output(), [self.public(0), self.public(1)]);
        let gone = old.keys().find(|file| new.contains_key(*file) && !output.contains_key(*file));
        assert_eq!(gone, None, "{when}: it is gone");
    }

    /// Every file is that of one version or of the other.
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
                // Of a link, what it leads to.
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

/// The names of what liftpress keeps for itself.
fn own(tree: &Tree) -> Vec<String> {
    tree.keys().filter(|file| file.starts_with(".liftpress")).cloned().collect()
}

fn same(tree: &Tree, expected: &Tree, when: &str) {
    let differs = |file: &&String| tree.get(*file) != expected.get(*file);
    let files: Vec<_> = tree.keys().chain(expected.keys()).filter(differs).collect();
    assert!(files.is_empty(), "{when}: other than they should be: {files:?}");
}

/// Whether a command can be run here. Where not, the test is left out for all to see, and under CI it fails.
fn is_there(program: &str, args: &[&str]) -> bool {
    let ran = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if ran.is_ok_and(|status| status.success()) {
        return true;
    }
    assert!(std::env::var_os("CI").is_none(), "CI has no {program} that may do its work");
    eprintln!("left out: no {program} that may do its work");
    false
}

/// How many builds a full run kills.
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
    // Some are over before they can be killed, and do not count.
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
        // The same build again comes next, or the one before it.
        version = if is_same_next { version } else { 1 - version };
        club.build(version, &when);
    }
    eprintln!("{caught} of {killed} were caught between the old output and the new one");
}
