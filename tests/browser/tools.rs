//! Other tools: programs of the machine, and files from `fetch-tools`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Returns the output of a program. Returns `None` with a message if it is not installed; under CI it must be.
pub(crate) fn run(name: &str, args: &[&str]) -> Option<Output> {
    let output = Command::new(name).args(args).output();
    output.map_err(|error| missing(&format!("{name} ({error})"))).ok()
}

/// Returns a file from `fetch-tools`. Returns `None` with a message if it is missing; under CI it must exist.
pub(crate) fn fetched(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/check-tools").join(name);
    if path.is_file() {
        return Some(path);
    }
    missing(&format!("{name}: run tests/browser/fetch-tools"));
    None
}

fn missing(what: &str) {
    assert!(std::env::var_os("CI").is_none(), "missing: {what}");
    eprintln!("skipped: no {what}");
}
