//! Runs the line with which workflow files install liftpress.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::draws::is_full;
use crate::harness::{Site, ran, repository};

/// The files with such a line, from the repository's root.
const FILES: [&str; 5] = [
    "crates/liftpress-site/src/scaffold/site/.github/workflows/site.yml",
    "crates/liftpress-site/src/scaffold/site/.github/workflows/pull-request.yml",
    "crates/liftpress-site/src/scaffold/site/.gitlab-ci.yml",
    "deploy/github-matrix.yml",
    "deploy/gitlab.yml",
];

/// Returns the install line of a file without the toolchain (this test uses its own) and without GitLab's folder for cached
/// tools.
fn install_line(file: &str) -> String {
    let text = fs::read_to_string(repository().join(file)).unwrap();
    let mut lines = text.lines().map(str::trim).filter(|line| line.starts_with("cargo ") && line.contains(" install "));
    let line = lines.next().unwrap_or_else(|| panic!("{file} does not install liftpress")).to_owned();
    assert_eq!(lines.next(), None, "{file}");
    line.replace("cargo +stable ", "cargo ").replace(" --root .tools", "")
}

/// Copies the files of this checkout, including uncommitted changes, tagged as a release.
fn release(version: &str) -> Site {
    let site = Site::new();
    let git = |folder: &Path, args: &[&str]| {
        let author = ["-c", "user.name=Kim", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(author).args(args).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let files = git(repository(), &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for file in files.split('\0').filter(|file| !file.is_empty()) {
        let from = repository().join(file);
        // A removed file is listed until the removal is committed.
        if from.is_file() {
            site.write(file, fs::read(from).unwrap());
        }
    }
    git(site.path(), &["init", "-q", "-b", "main"]);
    git(site.path(), &["add", "-A", "-f"]);
    git(site.path(), &["commit", "-q", "-m", "Release"]);
    git(site.path(), &["tag", &format!("v{version}")]);
    site
}

#[test]
fn workflow_files_install_a_liftpress_that_checks_and_builds() {
    let lines = FILES.map(install_line);
    assert!(lines.iter().all(|line| *line == lines[0]), "{lines:#?}");
    let version = env!("CARGO_PKG_VERSION");
    let repository = release(version);
    let root = Site::new();
    if !is_full() {
        // Compiling without PDF takes minutes. `.ci/run` checks that it compiles; this test checks that the line names existing
        // features.
        let line = lines[0]
            .replace("cargo install", "cargo tree")
            .replace(" --git \"$LIFTPRESS\" --tag \"v$VERSION\" liftpress", "");
        assert!(lines[0].ends_with(" liftpress"), "{}", lines[0]);
        let tree = Command::new("bash").args(["-euc", &line]).current_dir(repository.path()).output();
        let tree = ran(&tree.unwrap());
        assert_eq!(tree.code, Some(0), "{line}\n{}", tree.stderr);
        assert!(tree.stdout.starts_with("liftpress v") && !tree.stdout.contains("typst"), "{}", tree.stdout);
        eprintln!("left to a full run: installing it");
        return;
    }
    // Compiled once for this run and the next.
    let target = Path::new(env!("CARGO_BIN_EXE_liftpress")).ancestors().nth(2).unwrap().join("installed");
    let install = Command::new("bash")
        .args(["-euc", &lines[0]])
        .env("LIFTPRESS", format!("file://{}", repository.path().display()))
        .env("VERSION", version)
        .env("CARGO_INSTALL_ROOT", root.path())
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .current_dir(root.path())
        .output();
    let install = ran(&install.unwrap());
    assert_eq!(install.code, Some(0), "{}\n{}", lines[0], install.stderr);

    // A site from `init`, checked and built as the workflows do.
    let site = Site::new();
    let installed = |args: &[&str]| {
        ran(&Command::new(root.path().join("bin/liftpress")).args(args).current_dir(site.path()).output().unwrap())
    };
    for args in [&["init", "-q"][..], &["check", "--format", "github"], &["build", "-q", "--format", "html"]] {
        let ran = installed(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.stdout, ran.stderr);
    }
    assert!(site.read("output/site/index.html").contains("<html"));
    // PDFs are refused with the reason, and the last output stays.
    let ran = installed(&["build", "-q", "--format", "html,pdf"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("this liftpress was built without PDF"), "{}", ran.stderr);
    assert!(site.read("output/site/index.html").contains("<html"));
}
