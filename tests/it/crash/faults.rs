//! Builds that are killed at a system call, and system calls that fail, with `strace`.

use std::process::Command;

use super::{Club, is_there, same};
use crate::harness::{Ran, ran};

const STRACE: [&str; 7] = ["-f", "-qq", "-o", "/dev/null", "-e", "inject=getppid:error=EPERM", "true"];

/// A file system that cannot exchange two files.
const NO_EXCHANGE: &str = "renameat2:error=EINVAL";
/// A file system without hard links.
const NO_LINKS: &str = "link,linkat:error=EPERM";

/// Builds a version while `strace` interferes with its calls. Each thread counts by itself, so there is only one worker.
fn injected(club: &Club, version: usize, injections: &[&str]) -> Ran {
    let calls: Vec<_> = injections.iter().filter_map(|one| one.split(':').next()).collect();
    let mut strace = Command::new("strace");
    // Not with `--seccomp-bpf`, with which strace 6.1 miscounts.
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={}", calls.join(","))]);
    for injection in injections {
        strace.args(["-e", &format!("inject={injection}")]);
    }
    let build = Club::command(version);
    strace.arg(build.get_program()).args(build.get_args()).env("RAYON_NUM_THREADS", "1");
    ran(&strace.current_dir(club.site.path()).output().unwrap())
}

/// Kills builds at the calls of a kind, one after another, until a build has no more of them. Returns the number of kills.
fn killed_at(club: &Club, calls: &str, step: usize, others: &[&str]) -> usize {
    let mut version = 0;
    let (mut killed, mut over) = (0, 0);
    for number in (1..).step_by(step) {
        version = 1 - version;
        let kill = format!("{calls}:signal=KILL:when={number}");
        let built = injected(club, version, &[others, &[&kill]].concat());
        let when = format!("killed at {calls} {number} {others:?}");
        if others.contains(&NO_LINKS) {
            // For a moment, one file is not in its place.
            club.is_of_whole_files(&when);
        } else {
            club.is_whole(&when);
        }
        club.build(version, &when);
        over = if built.code == Some(0) { over + 1 } else { 0 };
        killed += usize::from(over == 0);
        // Neither way makes that many calls.
        if over == 2 {
            break;
        }
    }
    killed
}

#[test]
fn killed_at_each_move() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        assert!(killed_at(&club, "renameat2", 3, &[]) > 5);
        assert!(killed_at(&club, "renameat", 2, &[]) + killed_at(&club, "mkdirat", 2, &[]) > 0);
    }
}

#[test]
fn killed_at_each_removal() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        assert!(killed_at(&club, "unlink,unlinkat", 4, &[]) > 2);
    }
}

#[test]
fn killed_at_each_write() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        assert!(killed_at(&club, "write,writev,pwrite64", 6, &[]) > 3);
        assert!(killed_at(&club, "openat,openat2", 19, &[]) > 2);
    }
}

#[test]
fn killed_where_files_cannot_be_exchanged() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        for calls in ["linkat", "renameat", "unlinkat"] {
            killed_at(&club, calls, 5, &[NO_EXCHANGE]);
        }
    }
}

#[test]
fn killed_without_hard_links() {
    if is_there("strace", &STRACE) {
        killed_at(&Club::new(), "renameat", 5, &[NO_EXCHANGE, NO_LINKS]);
    }
}

/// Builds a version with failing calls. The message must be clear and every file complete, and either the old output is
/// unchanged or the message says that the next command continues. Returns whether it failed.
fn fails_well(club: &Club, injections: &[&str]) -> bool {
    let built = injected(club, 1, injections);
    let when = format!("{injections:?}: {}", built.stderr.trim_end());
    assert!(!built.stderr.contains("panicked"), "{when}");
    club.is_whole(&when);
    match built.code {
        // The build found another way, or made fewer calls.
        Some(0) => same(&club.output(), &club.public(1), &when),
        Some(1) => {
            // The call that failed may have been the one that prints.
            assert!(
                "error: cannot write `".starts_with(&built.stderr) || built.stderr.starts_with("error: "),
                "{when}"
            );
            if !built.stderr.contains("run liftpress again") {
                same(&club.output(), &club.public(0), &when);
            }
        }
        code => panic!("{code:?}: {when}"),
    }
    club.build(1, &when);
    club.build(0, &when);
    built.code == Some(1)
}

/// Runs [`fails_well`] for the calls of a kind, one after another. Returns the number of failures.
fn fail_well(club: &Club, calls: &str, error: &str, numbers: &[usize], others: &[&str]) -> usize {
    let fault = |number: &usize| {
        let [once, on] = ["", "+"].map(|on| format!("{calls}:error={error}:when={number}{on}"));
        [once, on].iter().filter(|fault| fails_well(club, &[others, &[fault]].concat())).count()
    };
    numbers.iter().map(fault).sum()
}

#[test]
fn no_room_to_write() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        assert!(fail_well(&club, "write", "ENOSPC", &[1, 2, 5, 12, 20, 21, 22, 23], &[]) > 5);
        assert!(fail_well(&club, "write", "EIO", &[3, 17], &[]) > 1);
    }
}

#[test]
fn failing_to_create_a_folder() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        assert!(fail_well(&club, "mkdirat", "EACCES", &[1, 2, 3, 4, 6], &[]) > 1);
        assert!(fail_well(&club, "mkdirat", "ENOSPC", &[2, 3], &[]) > 0);
    }
}

#[test]
fn failing_to_move_a_file() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        let moves = "renameat,renameat2,link,linkat";
        assert!(fail_well(&club, moves, "EROFS", &[1, 2, 3, 4, 9], &[]) > 2);
        fail_well(&club, "renameat2", "EROFS", &[1, 4], &[]);
        fail_well(&club, "renameat", "EIO", &[1, 3], &[]);
    }
}

#[test]
fn failing_to_remove_a_file() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        fail_well(&club, "unlink,unlinkat", "EIO", &[1, 3, 4, 5, 9], &[]);
    }
}

#[test]
fn no_file_can_be_removed_where_files_cannot_be_exchanged() {
    if is_there("strace", &STRACE) {
        let club = Club::new();
        assert!(fail_well(&club, "unlinkat", "EIO", &[1, 3, 4, 6], &[NO_EXCHANGE]) > 0);
        fail_well(&club, "renameat", "EIO", &[1, 3], &[NO_EXCHANGE]);
    }
}

#[test]
fn failing_to_lock() {
    if is_there("strace", &STRACE) {
        assert!(fail_well(&Club::new(), "flock", "EIO", &[1], &[]) > 0);
    }
}

#[test]
fn an_unfinished_output_is_not_called_untouched() {
    if is_there("strace", &STRACE) {
        let built = injected(&Club::new(), 1, &["renameat:error=EROFS:when=1+"]);
        assert_eq!(built.code, Some(1));
        assert!(built.stderr.contains("run liftpress again"), "{}", built.stderr);
        assert!(!built.stderr.contains("is unchanged"), "{}", built.stderr);
    }
}

/// With `--sync`, every file is on the disk before the journal is, and every folder before the journal is removed. Without it,
/// nothing waits.
#[test]
fn files_are_synced_before_the_journal_is_removed() {
    if !is_there("strace", &STRACE) {
        return;
    }
    for is_synced in [true, false] {
        let club = Club::new();
        let trace = club.site.path().join("trace");
        let build = Club::command(1);
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-y", "-e", "trace=fsync,renameat2,unlinkat", "-o"]).arg(&trace);
        strace.arg(build.get_program()).args(build.get_args()).args(is_synced.then_some("--sync"));
        strace.env("RAYON_NUM_THREADS", "1").current_dir(club.site.path());
        let built = ran(&strace.output().unwrap());
        assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""));
        club.is_clean(1, "synced");
        let trace = std::fs::read_to_string(trace).unwrap();
        let calls: Vec<_> = trace.lines().collect();
        let synced = |call: &str, path: &str| call.contains("fsync(") && call.contains(&format!("{path}>)"));
        if !is_synced {
            assert!(!calls.iter().any(|call| call.contains("fsync(")), "{trace}");
            continue;
        }
        let at =
            |what: &dyn Fn(&str) -> bool| calls.iter().position(|call| what(call)).unwrap_or_else(|| panic!("{trace}"));
        let noted = at(&|call| call.contains("renameat2(") && call.contains("\"journal.json\""));
        let dropped = at(&|call| call.contains("unlinkat(") && call.contains("\"journal.json\""));
        let moved = calls.iter().rposition(|call| call.contains("renameat2(") && call.contains("/aside>")).unwrap();
        let files = calls[..noted].iter().filter(|call| call.contains("fsync(") && call.contains("/aside/")).count();
        let written = calls.iter().filter(|call| call.contains("renameat2(") && call.contains("/aside>")).count();
        assert!(files >= written && written > 20, "{files} of {written}\n{trace}");
        assert!(noted < moved && moved < dropped, "{trace}");
        for folder in ["output", "output/site", "output/booklets/lifter-3/wave", "output/.liftpress/aside"] {
            assert!(calls[moved..dropped].iter().any(|call| synced(call, folder)), "{folder}\n{trace}");
        }
        assert!(calls[noted..moved].iter().any(|call| synced(call, "output/.liftpress")), "{trace}");
        assert!(calls[dropped..].iter().any(|call| synced(call, "output/.liftpress")), "{trace}");
    }
}

/// Kills a build of the new output during its moves. Does nothing without `strace`.
pub(super) fn is_interrupted(club: &Club) -> bool {
    is_there("strace", &STRACE) && {
        let built = injected(club, 1, &["renameat2,renameat:signal=KILL:when=12"]);
        assert_ne!(built.code, Some(0));
        club.is_whole("interrupted");
        true
    }
}
