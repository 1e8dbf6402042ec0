//! A Git repository with a site, in a temporary folder.

use std::cell::Cell;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::harness::Site;

/// A repository with a site at its root.
pub(crate) struct Repository {
    pub(crate) site: Site,
    commits: Cell<u32>,
}

impl Repository {
    pub(crate) fn new() -> Self {
        Self::of_kind(&[])
    }

    /// Creates a repository with options of `git init`.
    pub(crate) fn of_kind(options: &[&str]) -> Self {
        let repository = Self { site: Site::new(), commits: Cell::new(0) };
        repository.git(&[&["init", "-q", "-b", "main"], options].concat());
        repository
    }

    /// Clones another repository's main branch; `options` are those of `git clone`.
    pub(crate) fn clone_of(other: &Self, options: &[&str]) -> Self {
        let clone = Self { site: Site::new(), commits: Cell::new(other.commits.get()) };
        let address = format!("file://{}", other.site.path().display());
        clone.git(&[&["clone", "-q"], options, &[&address, "."]].concat());
        clone
    }

    /// Commits everything, one day after the commit before: hashes are equal on every machine.
    pub(crate) fn commit(&self, message: &str) {
        self.commits.set(self.commits.get() + 1);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Runs git, which must succeed, and returns its output.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        self.git_with(args, "")
    }

    /// Runs git with standard input.
    pub(crate) fn git_with(&self, args: &[&str], input: &str) -> String {
        let date = format!("{} +0000", 1_790_000_000 + 86_400 * self.commits.get());
        let mut running = Command::new("git")
            .args(["-c", "user.name=Kim Coach", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false"])
            .args(["-c", "core.autocrlf=false", "-c", "merge.ff=false", "-c", "protocol.file.allow=always"])
            .args(args)
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .current_dir(self.site.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("git is installed: this clone was made with it");
        // Makes Git ignore the user's configuration.
        let _ = running.stdin.take().expect("it is piped").write_all(input.as_bytes());
        let output = running.wait_with_output().expect("it was started");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
