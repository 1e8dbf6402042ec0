//! A site that is kept in git, in a temporary folder.

use std::cell::Cell;
use std::process::Command;

use crate::harness::Site;

/// A repository with a site at its top.
pub(crate) struct Repository {
    pub(crate) site: Site,
    commits: Cell<u32>,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self { site: Site::new(), commits: Cell::new(0) };
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    /// Commits everything, a day after the commit before: the same hash on every machine.
    pub(crate) fn commit(&self, message: &str) {
        self.commits.set(self.commits.get() + 1);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Runs git, which has to succeed, and returns what it printed.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        let date = format!("{} +0000", 1_790_000_000 + 86_400 * self.commits.get());
        let output = Command::new("git")
            .args(["-c", "user.name=Kim Coach", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false"])
            .args(["-c", "core.autocrlf=false", "-c", "merge.ff=false"])
            .args(args)
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .current_dir(self.site.path())
            .output()
            .expect("git is installed: this clone was made with it");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
