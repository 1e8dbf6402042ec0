//! What a killed build leaves is finished, or taken back, by the next.

use super::*;

/// The state of a build that was killed over its moves, after the first `made` of them.
pub(super) fn killed(folder: &Folder, made: usize) {
    let output = folder.open().unwrap();
    let state = folder.state_of();
    state.create_aside().unwrap();
    for number in 0..2 {
        fs::write(folder.aside(number), "2").unwrap();
    }
    let one = |file: &str, number, kind| Move { file: site(file), number, kind };
    let moves = vec![
        one("a", 0, Kind::Renewed { digest: Digest::of(b"2") }),
        one("b", 1, Kind::New { digest: Digest::of(b"2") }),
        one("stale", 2, Kind::Stale),
    ];
    let moves = state.begin(&["a", "b"].map(site).into(), false, moves).unwrap();
    for one in &moves[..made] {
        one.make(&state.folder).unwrap();
    }
    drop(output);
}

#[test]
fn moves_that_a_killed_process_left_are_finished() {
    for made in 0..=3 {
        let folder = Folder::new();
        folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
        killed(&folder, made);
        drop(folder.open().unwrap());
        assert_eq!(folder.files(), owned(&[("a", "2"), ("b", "2")]), "{made}");
        assert_eq!(folder.state(), ["cache", "lock", "manifest.json"]);
        folder.build(&[("a", "3")]).unwrap();
        assert_eq!(folder.files(), owned(&[("a", "3")]));
    }
}

#[test]
fn moves_that_cannot_be_finished_are_told_as_such_and_finished_later() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
    killed(&folder, 1);
    let in_the_way = folder.path().join("b");
    fs::create_dir(&in_the_way).unwrap();
    let error = folder.build(&[("a", "3")]).unwrap_err();
    assert!(matches!(error, OutputError::Pending { .. }) && !error.to_string().contains("untouched"), "{error}");
    fs::remove_dir(&in_the_way).unwrap();
    drop(folder.open().unwrap());
    assert_eq!(folder.files(), owned(&[("a", "2"), ("b", "2")]));
}

#[test]
fn a_rollback_that_was_killed_is_brought_to_its_end() {
    for made in 0..=3 {
        let folder = Folder::new();
        folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
        killed(&folder, made);
        let state = folder.root().join(state::FOLDER);
        fs::rename(state.join("journal.json"), state.join("rollback.json")).unwrap();
        drop(folder.open().unwrap());
        assert_eq!(folder.files(), owned(&[("a", "1"), ("stale", "1")]), "{made}");
        assert_eq!(folder.state(), ["cache", "lock", "manifest.json"]);
    }
}

#[test]
fn an_exchange_in_steps_can_be_taken_back_after_each() {
    for steps in 0..=3 {
        for is_taken_back in [false, true] {
            let folder = Folder::new();
            folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
            killed(&folder, 0);
            let state = folder.state_of();
            let (aside, place) = (folder.aside(0), folder.path().join("a"));
            let second = folder.root().join(exchange::second_name(&state::aside(0)));
            for (from, to) in [(&place, &second), (&aside, &place), (&second, &aside)].iter().take(steps) {
                fs::rename(from, to).unwrap();
            }
            if is_taken_back {
                state.turn_back().unwrap();
            }
            drop(folder.open().unwrap());
            let expected = if is_taken_back { [("a", "1"), ("stale", "1")] } else { [("a", "2"), ("b", "2")] };
            assert_eq!(folder.files(), owned(&expected), "{steps} {is_taken_back}");
        }
    }
}

#[test]
fn a_journal_has_no_say_over_files_that_are_not_ours() {
    let folder = Folder::new();
    folder.build(&[("ours", "1")]).unwrap();
    fs::write(folder.path().join("theirs"), "mine").unwrap();
    let state = folder.state_of();
    let digest = Digest::of(b"2");
    for name in ["journal.json", "rollback.json"] {
        for kind in [Kind::Renewed { digest }, Kind::New { digest }, Kind::Stale] {
            state.create_aside().unwrap();
            fs::write(folder.aside(0), "2").unwrap();
            let moves = vec![Move { file: site("theirs"), number: 0, kind }];
            state.begin(&[site("ours")].into(), true, moves).unwrap();
            let [journal, named] = ["journal.json", name].map(|name| folder.root().join(state::FOLDER).join(name));
            fs::rename(journal, &named).unwrap();
            let opened = folder.open().map(drop);
            // Where all was moved, nothing says any more whose a file was that is made no more.
            let is_finished = name == "journal.json" && kind == Kind::Stale;
            let is_refused = matches!(&opened, Err(OutputError::Damaged { reason, .. })
                if reason == "no build moves `site/theirs` in that way");
            assert_eq!((opened.is_ok(), is_refused), (is_finished, !is_finished), "{name} {kind:?}: {opened:?}");
            assert_eq!(folder.files(), owned(&[("ours", "1"), ("theirs", "mine")]), "{kind:?}");
            let _ = fs::remove_file(named);
        }
    }
}

#[test]
fn a_rollback_puts_nothing_over_a_file_that_is_not_ours() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
    killed(&folder, 3);
    folder.state_of().turn_back().unwrap();
    fs::write(folder.path().join("stale"), "mine").unwrap();
    assert!(matches!(folder.open(), Err(OutputError::Pending { .. })));
    assert_eq!(fs::read_to_string(folder.path().join("stale")).unwrap(), "mine");
}

#[test]
fn folders_are_removed_though_a_killed_process_began_to() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("x/y/z/stale", "1")]).unwrap();
    let state = folder.state_of();
    state.create_aside().unwrap();
    let stale = vec![Move { file: site("x/y/z/stale"), number: 0, kind: Kind::Stale }];
    let moves = state.begin(&[site("a")].into(), false, stale).unwrap();
    moves[0].make(&state.folder).unwrap();
    fs::remove_dir(folder.path().join("x/y/z")).unwrap();
    drop(folder.open().unwrap());
    assert!(!folder.path().join("x").exists());
}
