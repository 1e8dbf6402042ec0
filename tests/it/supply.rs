//! What liftpress is made of: licences that come along, and what may not come back.

use std::fs;
use std::process::Command;

use crate::harness::repository;

#[test]
fn licences_are_in_the_package_and_named() {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(repository())
        .output()
        .unwrap();
    let files = String::from_utf8(output.stdout).unwrap();
    for licence in ["LICENSE-MIT", "LICENSE-APACHE", "templates/fonts/LICENSE.txt"] {
        assert!(files.lines().any(|file| file == licence), "{licence}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::read_to_string(repository().join("README.md")).unwrap().contains(licence), "{licence}");
    }
}

/// The package is unmaintained. Typst reads data and bibliographies with it; nobody else may.
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
