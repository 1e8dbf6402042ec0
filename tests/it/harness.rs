//! A site in a temporary folder, and the real binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a site, removed when dropped.
pub(crate) struct Site {
    folder: TempDir,
}

/// The output of a command and its exit code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, by its path within the site.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs `liftpress` with arguments in the site's folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        ran(&command(args).current_dir(self.path()).output().unwrap())
    }

    /// Runs `liftpress`, which must succeed without diagnostics, and returns its output.
    pub(crate) fn fine(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "liftpress {}", args.join(" "));
        ran.stdout
    }

    /// Returns the plan from `show --format json`.
    pub(crate) fn plan(&self, program: &str, args: &[&str]) -> Value {
        let args: Vec<_> = ["show", program, "--format", "json"].iter().chain(args).copied().collect();
        serde_json::from_str(&self.fine(&args)).unwrap()
    }

    /// Returns every file in a folder of the site with its text, by path.
    pub(crate) fn files(&self, below: &str) -> Vec<(String, String)> {
        let root = self.path().join(below);
        let walk = walk(&root);
        walk.into_iter()
            .map(|path| {
                let inside = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                (inside, String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
            })
            .filter(|(path, _)| !path.starts_with(".liftpress"))
            .collect()
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The `liftpress` of this build.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liftpress"));
    command.args(args).env_remove("CLICOLOR_FORCE");
    command
}

pub(crate) fn ran(output: &Output) -> Ran {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// Runs `liftpress` in the site's folder within the limits for any input: 2 s of processor time (ten times as much unoptimized)
/// and 300 MiB in addition to the program itself.
pub(crate) fn bounded(site: &Site, args: &[&str]) -> Ran {
    let binary = env!("CARGO_BIN_EXE_liftpress");
    if !cfg!(target_os = "linux") {
        eprintln!("not bounded: only Linux holds a process to its limits");
        return site.run(args);
    }
    let seconds = if cfg!(debug_assertions) { 20 } else { 2 };
    let kibibytes = 300 * 1024 + fs::metadata(binary).unwrap().len() / 1024;
    // Address space exceeds the used memory; one arena and two threads keep them close.
    let script = format!("ulimit -t {seconds} -v {kibibytes} && exec \"$0\" \"$@\"");
    let mut command = Command::new("bash");
    command.args(["-c", &script, binary]).args(args).env_remove("CLICOLOR_FORCE").current_dir(site.path());
    command.env("MALLOC_ARENA_MAX", "1").env("RAYON_NUM_THREADS", "2").stdin(Stdio::null());
    ran(&command.output().unwrap())
}

/// Returns the commands that a help text lists, under one heading or several, without `help`.
pub(crate) fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| !line.starts_with("Usage:")).take_while(|line| *line != "Options:");
    let words = listed.filter_map(|line| line.strip_prefix("  ")?.split([' ', ',']).next());
    let names = words.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()) && *word != "help");
    names.map(str::to_owned).collect()
}

/// The repository's root.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The gallery, run from the repository.
pub(crate) fn gallery(args: &[&str]) -> Ran {
    ran(&command(args).current_dir(repository()).output().unwrap())
}

/// Returns the plan of a program of the gallery.
pub(crate) fn gallery_plan(program: &str, args: &[&str]) -> Value {
    let args: Vec<_> = ["show", program, "--format", "json"].iter().chain(args).copied().collect();
    let ran = gallery(&args);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{args:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

/// Returns every set of a plan, with its week and day (both from 1) in `week` and `day`.
pub(crate) fn sets(plan: &Value) -> Vec<Value> {
    let mut sets = Vec::new();
    for week in plan["weeks"].as_array().unwrap() {
        for (day, content) in week["days"].as_array().unwrap().iter().enumerate() {
            for set in content["sets"].as_array().unwrap() {
                let mut set = set.clone();
                set["week"] = week["week"].clone();
                set["day"] = (day + 1).into();
                sets.push(set);
            }
        }
    }
    sets
}

/// Reads a file of the shared folder next to a checkout. Returns `None` with a message if there is none; under CI it must
/// exist.
pub(crate) fn shared(path: &str) -> Option<String> {
    let file = repository().join("../shared").join(path);
    match fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{}: {error}", file.display());
            eprintln!("skipped: {} is not there", file.display());
            None
        }
    }
}
