//! Concurrent builds into one output, and concurrent readers.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Club, is_there};
use crate::harness::ran;

fn spawn(club: &Club, version: usize) -> Child {
    Club::command(version).current_dir(club.site.path()).stderr(Stdio::piped()).spawn().unwrap()
}

fn end_well(builds: Vec<Child>) {
    for build in builds {
        let built = ran(&build.wait_with_output().unwrap());
        assert_eq!(built.code, Some(0), "{}", built.stderr);
    }
}

#[test]
fn concurrent_builds_take_turns_and_readers_see_whole_pages() {
    let club = Club::new();
    let file = "booklets/lifter-3/wave/booklet.html";
    let page = club.site.path().join("output").join(file);
    let mut looked = 0_u32;
    for version in [1, 0] {
        let mut builds: Vec<_> = (0..5).map(|_| spawn(&club, version)).collect();
        while builds.iter_mut().any(|build| build.try_wait().unwrap().is_none()) {
            let seen = fs::read(&page).unwrap();
            assert!(club.clean.iter().any(|clean| clean[file] == seen), "{} bytes", seen.len());
            looked += 1;
        }
        end_well(builds);
        club.is_clean(version, "after builds at once");
    }
    assert!(looked > 100, "{looked}");
}

#[test]
fn different_concurrent_builds_leave_one_of_them() {
    let club = Club::new();
    for _ in 0..4 {
        end_well([0, 1, 0, 1].map(|version| spawn(&club, version)).into());
        let version = usize::from(club.output() == club.public(1));
        club.is_clean(version, "after different builds at once");
    }
}

#[test]
fn many_concurrent_builds_into_a_new_folder() {
    let club = Club::new();
    for _ in 0..6 {
        fs::remove_dir_all(club.site.path().join("output")).unwrap();
        end_well((0..4).map(|_| spawn(&club, 1)).collect());
        club.is_clean(1, "after builds at once");
    }
}

#[test]
fn a_folder_made_by_a_concurrent_build_is_not_foreign() {
    if !is_there("strace", &["-f", "-qq", "-o", "/dev/null", "-e", "inject=getppid:delay_enter=1", "true"]) {
        return;
    }
    let club = Club::new();
    fs::remove_dir_all(club.site.path().join("output")).unwrap();
    // This build is slow to look into the folder, so that the other build creates it in between. A missing folder is known only
    // by its full path.
    let build = Club::command(1);
    let output = club.site.path().canonicalize().unwrap().join("output");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=getdents64:delay_enter=2000000:when=1", "-P"]);
    strace.arg(output).arg(build.get_program()).args(build.get_args());
    let mut slow = strace.current_dir(club.site.path()).stderr(Stdio::piped()).spawn().unwrap();
    thread::sleep(Duration::from_millis(400));
    club.build(1, "meanwhile");
    assert!(slow.try_wait().unwrap().is_none(), "it was not slow");
    end_well(vec![slow]);
    club.is_clean(1, "after both");
}

#[test]
fn a_killed_process_releases_its_lock() {
    if !is_there("strace", &["-f", "-qq", "-o", "/dev/null", "-e", "inject=getppid:signal=CONT", "true"]) {
        return;
    }
    let club = Club::new();
    // It stops before its first move, holding the lock.
    let build = Club::command(1);
    let trace = club.site.path().join("trace");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-o"]).arg(&trace).args(["-e", "trace=renameat2,renameat"]);
    strace.args(["-e", "inject=renameat2,renameat:signal=STOP:when=3"]).arg(build.get_program()).args(build.get_args());
    let mut holder = strace.current_dir(club.site.path()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    let stopped = loop {
        let said = fs::read_to_string(&trace).unwrap_or_default();
        if let Some(line) = said.lines().find(|line| line.contains("stopped by SIGSTOP")) {
            break line.split_whitespace().next().unwrap().to_owned();
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{said}");
        thread::sleep(Duration::from_millis(10));
    };
    let mut next = spawn(&club, 0);
    thread::sleep(Duration::from_millis(500));
    assert!(next.try_wait().unwrap().is_none(), "it did not wait");
    club.is_whole("stopped");
    assert!(Command::new("kill").args(["-KILL", &stopped]).status().unwrap().success());
    end_well(vec![next]);
    holder.wait().unwrap();
    club.is_clean(0, "after the one that was killed");
}
