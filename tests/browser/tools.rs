//! Other people's tools: programs of the machine, and what `fetch-tools` brings.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a program does with these arguments, or nothing, and said so, where there is no such program. Under CI it has to
/// be there.
pub(crate) fn run(name: &str, args: &[&str]) -> Option<Output> {
    let output = Command::new(name).args(args).output();
    output.map_err(|error| missing(&format!("{name} ({error})"))).ok()
}

/// A file that `fetch-tools` brings, or nothing, and said so. Under CI it has to be there.
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
