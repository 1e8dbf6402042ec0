//! Changes by others during a build or after a killed one: their files stay, and the output is repaired.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::faults::is_interrupted;
use super::{Club, is_there, same};
use crate::harness::copy;

/// Files that one version has and the other does not.
fn only(club: &Club, version: usize) -> BTreeSet<String> {
    let other = club.public(1 - version);
    club.public(version).into_keys().filter(|file| !file.ends_with('/') && !other.contains_key(file)).collect()
}

/// Builds the second version under `strace`. Returns `None` with a message if it is not installed.
fn traced(club: &Club, args: &[&str]) -> Option<Command> {
    if !is_there("strace", &["-f", "-qq", "-o", "/dev/null", "-e", "inject=getppid:delay_enter=1", "true"]) {
        return None;
    }
    let mut strace = Command::new("strace");
    let build = Club::command(1);
    strace.args(["-f", "-qq", "-o", "/dev/null"]).args(args).arg(build.get_program()).args(build.get_args());
    strace.current_dir(club.site.path()).env("RAYON_NUM_THREADS", "1").stderr(Stdio::null());
    Some(strace)
}

/// Waits until a build has put these bytes in place.
fn wait_for(path: &Path, new: &[u8]) {
    let start = Instant::now();
    while fs::read(path).unwrap() != new {
        assert!(start.elapsed() < Duration::from_secs(20), "it was never built");
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_page_edited_at_the_end_of_a_build_is_rebuilt() {
    let club = Club::new();
    // All files are in place, and the build is slow to finish.
    let slow = ["-P", "output/.liftpress", "-e", "inject=unlinkat:delay_enter=900000"];
    let Some(mut build) = traced(&club, &slow) else { return };
    let page = "booklets/lifter-3/wave/booklet.html";
    let (path, new) = (club.site.path().join("output").join(page), club.public(1)[page].clone());
    let mut build = build.spawn().unwrap();
    wait_for(&path, &new);
    fs::write(&path, "edited").unwrap();
    assert!(build.wait().unwrap().success());
    assert_eq!(fs::read(&path).unwrap(), b"edited", "it was edited too early");
    club.build(1, "after an edit in the middle of a build");
}

/// An edit that changes neither length nor time, as `rsync --inplace` and `cp -p` make it, within the call that puts the page
/// in place: the build cannot notice it afterwards.
#[test]
fn an_edit_at_the_end_of_a_build_is_found_by_the_next() {
    let club = Club::new();
    let Some(mut build) = traced(&club, &["-e", "inject=renameat2:delay_exit=30000"]) else { return };
    let page = "booklets/lifter-3/wave/booklet.html";
    let (path, new) = (club.site.path().join("output").join(page), club.public(1)[page].clone());
    let mut build = build.spawn().unwrap();
    wait_for(&path, &new);
    let at = fs::metadata(&path).unwrap().modified().unwrap();
    let edited = String::from_utf8(new).unwrap().replacen('e', "E", 1);
    fs::write(&path, &edited).unwrap();
    fs::File::options().append(true).open(&path).unwrap().set_modified(at).unwrap();
    assert!(build.wait().unwrap().success());
    assert_eq!(club.site.read(&format!("output/{page}")), edited, "it was edited too early");
    club.build(1, "after an edit without a trace");
}

#[test]
fn a_foreign_file_in_the_way_of_a_resumed_build_stays_and_is_reported() {
    let club = Club::new();
    if !is_interrupted(&club) {
        return;
    }
    let there = club.output();
    let file = only(&club, 1).into_iter().find(|file| !there.contains_key(file)).unwrap();
    club.site.write(&format!("output/{file}"), "mine");
    for version in [1, 0] {
        let built = club.run(version);
        assert_eq!(built.code, Some(1), "{}", built.stderr);
        assert_eq!(club.site.read(&format!("output/{file}")), "mine");
        // The foreign file may be moved by its owner, so the message must not say that the last output is untouched.
        let is_told = built.stderr.contains(&file) && built.stderr.contains("in the way");
        assert!(is_told && !built.stderr.contains("is unchanged"), "{}", built.stderr);
    }
    fs::remove_file(club.site.path().join("output").join(file)).unwrap();
    club.build(1, "once it is moved elsewhere");
}

#[test]
fn a_journal_of_another_folder_removes_no_foreign_file() {
    let club = Club::new();
    if !is_interrupted(&club) {
        return;
    }
    let [output, other] = ["output", "other"].map(|folder| club.site.path().join(folder));
    fs::rename(&output, &other).unwrap();
    club.build(1, "again");
    // It is no longer built, so the place is free; the other folder's journal lists it as removed.
    let file = only(&club, 0).into_iter().next_back().unwrap();
    club.site.write(&format!("output/{file}"), "mine");
    let state = |folder: &std::path::Path| folder.join(".liftpress");
    for entry in fs::read_dir(state(&other)).unwrap().map(Result::unwrap) {
        let to = state(&output).join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else if !to.exists() {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let built = club.run(1);
    assert!(matches!(built.code, Some(0 | 1)), "{}", built.stderr);
    let now = club.output();
    assert_eq!(now.get(&file).map(Vec::as_slice), Some(&b"mine"[..]), "{file}: {}", built.stderr);
}

#[test]
fn a_linked_foreign_folder_loses_nothing() {
    let club = Club::new();
    for file in ["theirs/booklet.html", "theirs/notes.txt"] {
        club.site.write(file, "mine");
    }
    let folder = club.site.path().join("output/booklets/lifter-3/wave");
    fs::remove_dir_all(&folder).unwrap();
    symlink(club.site.path().join("theirs"), &folder).unwrap();
    let built = club.run(1);
    assert!(matches!(built.code, Some(0 | 1)), "{}", built.stderr);
    for file in ["theirs/booklet.html", "theirs/notes.txt"] {
        assert!(club.site.read(file) == "mine", "{file} was changed: {}", built.stderr);
    }
}

#[test]
fn an_emptied_folder_of_the_output_is_removed() {
    let club = Club::new();
    // The program's folder of a lifter who is gone.
    let file = only(&club, 0).into_iter().find(|file| file.starts_with("booklets/lifter-")).unwrap();
    fs::remove_dir_all(club.site.path().join("output").join(file).parent().unwrap()).unwrap();
    club.build(1, "after a folder was removed");
}

/// The file that will become the manifest, or the journal, is damaged: the last manifest is still used.
#[test]
fn damage_to_one_part_of_an_interrupted_state_costs_no_other() {
    let club = Club::new();
    if !is_interrupted(&club) {
        return;
    }
    let [output, kept] = ["output", "saved"].map(|folder| club.site.path().join(folder));
    copy(&output, &kept);
    let manifest = |folder: &std::path::Path| fs::read(folder.join(".liftpress/manifest.json")).unwrap();
    let entries = fs::read_dir(kept.join(".liftpress")).unwrap().map(|entry| entry.unwrap());
    let names = entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name());
    for name in names.filter(|name| name != "manifest.json") {
        fs::remove_dir_all(&output).unwrap();
        copy(&kept, &output);
        fs::write(output.join(".liftpress").join(&name), "damaged").unwrap();
        let built = club.run(1);
        let when = format!("{} damaged: {}", name.display(), built.stderr);
        if built.code == Some(0) {
            same(&club.output(), &club.public(1), &when);
        } else {
            assert!(built.stderr.contains("is damaged"), "{when}");
            assert!(manifest(&output) == manifest(&kept), "the manifest is gone, {when}");
        }
    }
}

/// Leftover files of one build are not taken for files of the next one.
#[test]
fn leftover_temporary_files_belong_to_no_later_build() {
    let club = Club::new();
    for number in 0..99 {
        club.site.write(&format!("output/.liftpress/aside/{number}"), "left");
    }
    let stuck = ["-e", "inject=unlinkat:error=EIO:when=1+", "-e", "inject=renameat2:signal=KILL:when=5"];
    let Some(mut build) = traced(&club, &stuck) else { return };
    assert!(!build.status().unwrap().success(), "it was not killed");
    club.is_whole("killed among what was left");
    club.build(1, "after what was left");
}
