//! The check of pull requests that `init` writes: its script, run on a scratch repository as the workflows run it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::git::Repository;
use crate::harness::{Ran, ran};

/// A site as `init` begins one, with a branch that changes something.
fn with_branch(from: &str, to: &str) -> Repository {
    let repository = Repository::new();
    let site = &repository.site;
    assert_eq!(site.run(&["init", "-q"]).code, Some(0));
    repository.commit("Begun");
    repository.git(&["switch", "-q", "-c", "change"]);
    let text = site.read("content/programs/squat-day.yaml");
    assert!(text.contains(from), "{text}");
    site.write("content/programs/squat-day.yaml", text.replace(from, to));
    repository.commit("Changed");
    repository
}

fn look(repository: &Repository) -> Ran {
    let binary = Path::new(env!("CARGO_BIN_EXE_liftpress")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .args([".github/pull-request.sh", "main", "pull-request"])
        .env("PATH", format!("{}:{path}", binary.display()))
        .current_dir(repository.site.path())
        .output();
    ran(&output.unwrap())
}

#[test]
fn a_pull_request_is_told_what_it_changes() {
    let repository = with_branch("4x4 @ top -12%", "5x4 @ top -15%");
    let ran = look(&repository);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let site = &repository.site;
    insta::assert_snapshot!("comment", site.read("pull-request/comment.md"));
    let page = site.read("pull-request/comparison.html");
    assert!(page.contains("<ins>5 × 4 @") && page.contains("beside each other"));
    assert!(site.read("pull-request/output/booklets/sam-sample/squat-day/booklet.md").contains("5 × 4"));
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn mistakes_are_annotated_and_fail_the_check() {
    let repository = with_branch("4x4 @ top -12%", "4x4 @ tpo -12%");
    let ran = look(&repository);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.starts_with("::error file=content/programs/squat-day.yaml,line="), "{}", ran.stdout);
    let comment = repository.site.read("pull-request/comment.md");
    assert!(comment.contains("the new version has mistakes"), "{comment}");
    assert!(!repository.site.path().join("pull-request/output").exists());
}

#[test]
fn the_workflow_runs_that_script_with_all_of_the_history() {
    let site = crate::harness::Site::new();
    assert_eq!(site.run(&["init", "-q"]).code, Some(0));
    let workflow: Value = serde_yaml::from_str(&site.read(".github/workflows/pull-request.yml")).unwrap();
    let steps = workflow["jobs"]["training"]["steps"].as_array().unwrap();
    assert_eq!(steps[0]["with"]["fetch-depth"], 0);
    let runs: Vec<_> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert!(runs.contains(&"bash .github/pull-request.sh \"$BASE\" pull-request"), "{runs:?}");
    assert_eq!(workflow["env"]["VERSION"], env!("CARGO_PKG_VERSION"));
    assert!(workflow["on"]["workflow_call"].is_null() && workflow["on"].get("workflow_call").is_some());
    let syntax = Command::new("bash").arg("-n").arg(site.path().join(".github/pull-request.sh")).status();
    assert!(syntax.unwrap().success());
}
