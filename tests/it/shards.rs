//! Shards: built separately, as concurrent processes, and merged.

use std::collections::BTreeMap;
use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use crate::git::Repository;
use crate::harness::{Site, command};

const PROGRAM: &str = "title: Wave\nunits: kg\nweeks: 3\ndays: [{name: Squat, top: {squat: 3x3 @ 80% +2.5%/week}, backoff: [{bench: 2x5 @ 60%}]}]\n";

pub(crate) fn club(lifters: usize) -> Site {
    let rows = (0..lifters).map(|n| format!("Lifter {n},{},{},wave,2026-12-07,Mon\n", 100 + n, 60 + n));
    let roster = "name,squat,bench,program,start,days\n".to_owned() + &rows.collect::<String>();
    Site::new()
        .file("content/liftpress.yaml", "title: Club\nunits: kg\nformats: [html, md, json]\nbase_url: https://x.test\n")
        .file("content/programs/wave.yaml", PROGRAM)
        .file("content/lifters/club.csv", roster)
        .file(
            "content/lifters/zoe.yaml",
            "name: Zoe\npublish: true\nmaxes: {squat: 90, bench: 50}\nprograms: [{program: wave}]\n",
        )
        // A lifter with a warning.
        .file("content/lifters/tiny.yaml", "name: Tiny\nmaxes: {squat: 20, bench: 50}\nprograms: [{program: wave}]\n")
}

/// Builds each shard as a process of its own, all at once.
fn processes(site: &Site, of: usize) -> Vec<Child> {
    let shards = (1..=of).map(|number| format!("{number}/{of}"));
    let spawn = |shard: String| {
        command(&["build", "-q", "--shard", &shard])
            .current_dir(site.path())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    shards.map(spawn).collect()
}

fn build(site: &Site, of: usize) {
    for mut process in processes(site, of) {
        assert!(process.wait().unwrap().success());
    }
}

fn folders(of: usize) -> Vec<String> {
    (1..=of).map(|number| format!("shards/{number}-of-{of}")).collect()
}

fn merge(site: &Site, of: usize) -> crate::harness::Ran {
    // As a shell expands `shards/*`.
    let folders: Vec<_> = folders(of).into_iter().filter(|folder| site.path().join(folder).exists()).collect();
    let args: Vec<_> = ["merge"].into_iter().chain(folders.iter().map(String::as_str)).collect();
    site.run(&args)
}

#[test]
fn merged_shards_equal_one_build() {
    let site = club(25);
    let whole = site.run(&["build", "-q", "-o", "whole"]);
    let expected = site.files("whole");
    for of in [1, 3, 8] {
        build(&site, of);
        // No file is built in two shards.
        let mut union = BTreeMap::new();
        for folder in folders(of) {
            for (file, text) in site.files(&folder) {
                assert!(union.insert(file.clone(), text).is_none(), "{file} is in two shards");
            }
        }
        let shelf = "booklets/index.html";
        let without_shelf = expected.iter().filter(|(file, _)| file != shelf).cloned();
        assert_eq!(union, without_shelf.collect::<BTreeMap<_, _>>());
        let merged = merge(&site, of);
        assert_eq!(merged.code, Some(0));
        assert!(merged.stderr.starts_with(&whole.stderr), "{}", merged.stderr);
        assert!(!merged.stderr.contains("built here"), "{}", merged.stderr);
        assert_eq!(site.files("output"), expected);
        fs::remove_dir_all(site.path().join("output")).unwrap();
    }
}

#[test]
fn a_killed_shard_is_rebuilt_to_the_same_bytes() {
    let site = club(40);
    site.run(&["build", "-q", "-o", "whole"]);
    for delay in [0, 5, 15, 40] {
        let mut all = processes(&site, 4);
        sleep(Duration::from_millis(delay));
        all[2].kill().unwrap();
        for process in &mut all {
            process.wait().unwrap();
        }
        // Nothing of the killed shard is lost: it is built while merging.
        let merged = merge(&site, 4);
        assert_eq!(merged.code, Some(0), "{delay}: {}", merged.stderr);
        assert_eq!(site.files("output"), site.files("whole"), "{delay}");
        site.run(&["build", "-q", "--shard", "3/4"]);
        assert_eq!(merge(&site, 4).code, Some(0));
        assert_eq!(site.files("output"), site.files("whole"));
        for folder in ["output", "shards"] {
            fs::remove_dir_all(site.path().join(folder)).unwrap();
        }
    }
}

/// Killed between the first folder and its contents.
#[test]
fn merge_builds_a_shard_that_never_started() {
    let site = club(4);
    build(&site, 2);
    fs::remove_dir_all(site.path().join("shards/2-of-2")).unwrap();
    fs::create_dir(site.path().join("shards/2-of-2")).unwrap();
    let merged = merge(&site, 2);
    assert_eq!(merged.code, Some(0), "{}", merged.stderr);
    site.run(&["build", "-q", "-o", "whole"]);
    assert_eq!(site.files("output"), site.files("whole"));
    // A foreign folder is not a shard.
    site.write("shards/3-of-3/notes.txt", "mine");
    let ran = site.run(&["merge", "shards/3-of-3"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("is not a shard"), "{}", ran.stderr);
}

#[test]
fn a_new_lifter_changes_no_other_files() {
    let site = club(12);
    let built = |site: &Site| {
        build(site, 3);
        folders(3)
            .iter()
            .map(|folder| site.files(folder).into_iter().map(|(file, _)| file).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let before = built(&site);
    site.write("content/lifters/ada.yaml", "name: Ada\nmaxes: {squat: 90, bench: 50}\nprograms: [{program: wave}]\n");
    let after = built(&site);
    for (before, after) in before.iter().zip(&after) {
        assert!(before.iter().all(|file| after.contains(file)));
    }
    let more: usize = after.iter().map(Vec::len).sum::<usize>() - before.iter().map(Vec::len).sum::<usize>();
    assert_eq!(more, 3, "a booklet in three formats");
}

#[test]
fn stale_shards_are_rebuilt() {
    let site = club(6);
    build(&site, 2);
    // Modified, and with older content.
    let roster = site.read("content/lifters/club.csv");
    site.write("content/lifters/club.csv", roster.replace("Lifter 3,103", "Lifter 3,120"));
    let shard = folders(2)
        .into_iter()
        .find(|folder| site.path().join(folder).join("booklets/lifter-1/wave/booklet.md").exists());
    site.write(&format!("{}/booklets/lifter-1/wave/booklet.md", shard.unwrap()), "mine");
    let merged = merge(&site, 2);
    assert!(merged.stderr.contains("2 built here, because no shard had a current one"), "{}", merged.stderr);
    site.run(&["build", "-q", "-o", "whole"]);
    assert_eq!(site.files("output"), site.files("whole"));
}

#[test]
fn private_files_of_shards_stay_out_of_git() {
    let repository = Repository::new();
    assert_eq!(repository.site.run(&["init", "-q"]).code, Some(0));
    repository.commit("Started");
    build(&repository.site, 2);
    assert_eq!(merge(&repository.site, 2).code, Some(0));
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn wrong_usage() {
    let site = club(1);
    for (shard, said) in [
        ("3/2", "there is no shard 3 of 2; shards are numbered from 1"),
        ("0/2", "there is no shard 0 of 2; shards are numbered from 1"),
        ("2", "expected a number and a count, as in `2/8`"),
    ] {
        let ran = site.run(&["build", "--shard", shard]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    let ran = site.run(&["merge", "content"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(
        ran.stderr,
        "error: `content` is not a shard; build it with `liftpress build --shard`, or leave it out\n"
    );
}
