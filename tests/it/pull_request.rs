//! The pull request check that `init` writes: its script, run on a scratch repository as the workflows run it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::git::Repository;
use crate::harness::{Ran, ran};

/// A site from `init` with a lifter that Git tracks, and a branch with a change.
fn with_branch(from: &str, to: &str) -> Repository {
    let repository = Repository::new();
    let site = &repository.site;
    assert_eq!(site.run(&["init", "-q"]).code, Some(0));
    site.write(".gitignore", "/output/\n/pull-request/\n");
    repository.commit("Started");
    repository.git(&["switch", "-q", "-c", "change"]);
    let text = site.read("content/programs/squat-day.yaml");
    assert!(text.contains(from), "{text}");
    site.write("content/programs/squat-day.yaml", text.replace(from, to));
    repository.commit("Changed");
    repository
}

/// Runs the script as the workflows do in a repository of this visibility.
fn look(repository: &Repository, visibility: Option<&str>) -> Ran {
    let binary = Path::new(env!("CARGO_BIN_EXE_liftpress")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut command = Command::new("bash");
    command
        .args([".github/pull-request.sh", "main", "pull-request"])
        .env("PATH", format!("{}:{path}", binary.display()))
        .env_remove("VISIBILITY")
        .current_dir(repository.site.path());
    if let Some(visibility) = visibility {
        command.env("VISIBILITY", visibility);
    }
    ran(&command.output().unwrap())
}

#[test]
fn a_pull_request_gets_a_comment_with_its_changes() {
    let repository = with_branch("4x4 @ top -12%", "5x4 @ top -15%");
    let ran = look(&repository, Some("private"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let site = &repository.site;
    insta::assert_snapshot!("comment", site.read("pull-request/comment.md"));
    let page = site.read("pull-request/comparison.html");
    assert!(page.contains("<ins dir=\"auto\">5 × 4 @") && page.contains("side by side"));
    assert!(site.read("pull-request/output/booklets/sam-sample/squat-day/booklet.md").contains("5 × 4"));
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn public_repositories_name_no_lifter_and_build_no_booklet() {
    for visibility in [None, Some("public"), Some("internal"), Some("")] {
        let repository = with_branch("4x4 @ top -12%", "5x4 @ top -15%");
        let site = &repository.site;
        let lifter = site.read("content/lifters/sam-sample.yaml");
        site.write("content/lifters/sam-sample.yaml", lifter.replace("squat: 140", "squat: 1414"));
        repository.commit("A max that is doubted");
        let ran = look(&repository, visibility);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let files = site.files("pull-request");
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["comment.md", "comparison.html"]);
        assert!(files.iter().all(|(_, text)| text.contains("5 × 4")));
        let said = files.iter().map(|(_, text)| text).chain([&ran.stdout, &ran.stderr]);
        for text in said {
            assert!(!text.contains("Sam") && !text.contains("1414") && !text.contains("sam-sample"), "{text}");
        }
    }
}

#[test]
fn mistakes_are_annotated_and_fail_the_check() {
    let repository = with_branch("4x4 @ top -12%", "4x4 @ tpo -12%");
    let ran = look(&repository, Some("private"));
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.starts_with("::error file=content/programs/squat-day.yaml,line="), "{}", ran.stdout);
    let comment = repository.site.read("pull-request/comment.md");
    assert!(comment.contains("the new version has errors"), "{comment}");
    assert!(!repository.site.path().join("pull-request/output").exists());
}

#[test]
fn the_workflow_runs_that_script_with_all_of_the_history() {
    let site = crate::harness::Site::new();
    assert_eq!(site.run(&["init", "-q"]).code, Some(0));
    let workflow: Value = serde_yaml::from_str(&site.read(".github/workflows/pull-request.yml")).unwrap();
    let steps = workflow["jobs"]["training"]["steps"].as_array().unwrap();
    let look = steps.iter().find(|step| step["id"] == "look").unwrap();
    assert_eq!(look["env"]["VISIBILITY"], "${{ github.event.repository.visibility }}");
    assert_eq!(steps[0]["with"]["fetch-depth"], 0);
    let runs: Vec<_> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert!(runs.contains(&"bash .github/pull-request.sh \"$BASE\" pull-request"), "{runs:?}");
    assert_eq!(workflow["env"]["VERSION"], env!("CARGO_PKG_VERSION"));
    assert!(workflow["on"]["workflow_call"].is_null() && workflow["on"].get("workflow_call").is_some());
    let syntax = Command::new("bash").arg("-n").arg(site.path().join(".github/pull-request.sh")).status();
    assert!(syntax.unwrap().success());
}
