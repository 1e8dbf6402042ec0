//! Full and read-only disks, and files that cannot grow.

use std::process::{Command, Stdio};

use super::Club;
use crate::harness::ran;

#[test]
fn files_that_cannot_grow() {
    let club = Club::new();
    // If it is ignored, the signal becomes an error; otherwise it ends the process.
    for (trap, blocks) in [("trap '' XFSZ;", 0), ("trap '' XFSZ;", 1), ("trap '' XFSZ;", 16), ("", 0), ("", 4)] {
        let script = format!("{trap} ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let build = Club::command(1);
        let mut limited = Command::new("bash");
        limited.args(["-c", &script]).arg(build.get_program()).args(build.get_args()).current_dir(club.site.path());
        let built = ran(&limited.output().unwrap());
        let when = format!("{trap} {blocks}: {}", built.stderr);
        if trap.is_empty() {
            assert_eq!(built.code, None, "{when}");
        } else {
            assert_eq!(built.code, Some(1), "{when}");
            assert!(built.stderr.starts_with("error: cannot write `"), "{when}");
        }
        assert!(club.output() == club.public(0), "{when}");
    }
    club.build(1, "after that");
}

/// A separate file system for the output, filled up except for a few KiB. It holds the old output until space is freed.
/// Mounting needs permissions, so this is skipped under CI too.
fn on_a_disk(club: &Club, script: &str) {
    let mut unshare = Command::new("unshare");
    let mount = "mkdir -p disk && mount -t tmpfs -o size=4m none disk";
    let allowed = unshare.args(["-m", "sh", "-c", mount]).current_dir(club.site.path()).stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|status| status.success()) {
        eprintln!("left out: no file system may be mounted here");
        return;
    }
    let binary = Club::command(0).get_program().to_str().unwrap().to_owned();
    let script = format!(
        "set -eu; {mount}
        build() {{ '{binary}' build \"$1\" -q -o disk/out; }}
        holds() {{ diff -r -x .liftpress clean-$1 disk/out; }}
        fails() {{ code=0; build 1 2>said || code=$?; cat said >&2; test $code = 1; grep -q '^error: cannot write' said; holds 0; }}
        build 0; holds 0
        {script}"
    );
    let mut unshare = Command::new("unshare");
    unshare.args(["-m", "sh", "-c", &script]).current_dir(club.site.path());
    let there = ran(&unshare.output().unwrap());
    assert_eq!(there.code, Some(0), "{}{}", there.stdout, there.stderr);
}

#[test]
fn a_full_disk() {
    on_a_disk(
        &Club::new(),
        "for room in 0 4 16 64 128; do
            dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null || true
            truncate -s -${room}k disk/filler
            fails
            rm disk/filler
        done
        test \"$(ls disk/out/.liftpress)\" = \"$(ls clean-0/.liftpress)\"
        build 1; holds 1",
    );
}

#[test]
fn a_disk_without_inodes() {
    on_a_disk(
        &Club::new(),
        "used=$(df --output=iused disk | tail -1)
        for more in 1 2 5 20; do
            mount -o remount,nr_inodes=$((used + more)) disk
            fails
        done
        mount -o remount,nr_inodes=0 disk || mount -o remount,nr_inodes=9999 disk
        build 1; holds 1",
    );
}

#[test]
fn a_read_only_disk() {
    on_a_disk(&Club::new(), "mount -o remount,ro disk; fails; mount -o remount,rw disk; build 1; holds 1");
}
