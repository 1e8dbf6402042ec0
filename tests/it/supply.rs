//! The parts of liftpress: licenses that must be included, and dependencies that may not come back.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::harness::repository;

#[test]
fn licenses_are_packaged_and_named() {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(repository())
        .output()
        .unwrap();
    let files = String::from_utf8(output.stdout).unwrap();
    for license in ["LICENSE-MIT", "LICENSE-APACHE", "templates/fonts/LICENSE.txt"] {
        assert!(files.lines().any(|file| file == license), "{license}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::read_to_string(repository().join("README.md")).unwrap().contains(license), "{license}");
    }
}

/// The package is unmaintained. Typst reads data and bibliographies with it; no other package may use it.
#[test]
fn only_typst_depends_on_serde_yaml() {
    let lock = fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    let name = |package: &str| {
        package.lines().find_map(|line| Some(line.strip_prefix("name = \"")?.trim_end_matches('"').to_owned()))
    };
    let users: Vec<_> = lock
        .split("[[package]]")
        .filter(|package| package.lines().any(|line| line.trim_start().starts_with("\"serde_yaml")))
        .filter_map(name)
        .collect();
    assert_eq!(users, ["hayagriva", "typst-library"]);
}

/// Otherwise Typst is compiled twice: once for `cargo build`, and once for `cargo test --workspace`, whose packages enable more
/// features of Typst's dependencies.
#[test]
fn the_command_and_its_tests_share_one_build_of_every_dependency() {
    let features = |of: &[&str]| -> BTreeSet<String> {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p}|{f}"])
            .args(of)
            .current_dir(repository())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
    };
    let built = features(&["--package", "liftpress", "--edges", "normal,build"]);
    let tested = features(&["--workspace", "--edges", "normal,build,dev"]);
    let apart: Vec<_> = built.difference(&tested).collect();
    assert!(apart.is_empty(), "add these with the features of the tests to Cargo.toml: {apart:#?}");
}
