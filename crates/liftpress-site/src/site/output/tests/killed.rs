//! Tests that the next build completes or undoes the moves of a killed build.

use super::*;

/// Leaves the state of a build that was killed after `made` of its moves.
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
fn the_moves_of_a_killed_build_are_completed() {
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
fn moves_that_fail_are_reported_and_completed_later() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
    killed(&folder, 1);
    let in_the_way = folder.path().join("b");
    fs::create_dir(&in_the_way).unwrap();
    let error = folder.build(&[("a", "3")]).unwrap_err();
    assert!(matches!(error, OutputError::Pending { .. }) && !error.to_string().contains("is unchanged"), "{error}");
    fs::remove_dir(&in_the_way).unwrap();
    drop(folder.open().unwrap());
    assert_eq!(folder.files(), owned(&[("a", "2"), ("b", "2")]));
}

#[test]
fn a_killed_rollback_is_completed() {
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
fn an_exchange_in_steps_can_be_undone_after_each_step() {
    for steps in 0..=3 {
        for is_undone in [false, true] {
            let folder = Folder::new();
            folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
            killed(&folder, 0);
            let state = folder.state_of();
            let (aside, place) = (folder.aside(0), folder.path().join("a"));
            let second = folder.root().join(exchange::second_name(&state::aside(0)));
            for (from, to) in [(&place, &second), (&aside, &place), (&second, &aside)].iter().take(steps) {
                fs::rename(from, to).unwrap();
            }
            if is_undone {
                state.start_rollback().unwrap();
            }
            drop(folder.open().unwrap());
            let expected = if is_undone { [("a", "1"), ("stale", "1")] } else { [("a", "2"), ("b", "2")] };
            assert_eq!(folder.files(), owned(&expected), "{steps} {is_undone}");
        }
    }
}

#[test]
fn a_journal_cannot_move_foreign_files() {
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
            // After all moves, no manifest lists the removed file any more, so the removal looks completed.
            let is_finished = name == "journal.json" && kind == Kind::Stale;
            let is_refused = matches!(&opened, Err(OutputError::Damaged { reason, .. })
                if reason == "no build writes its entry for `site/theirs`");
            assert_eq!((opened.is_ok(), is_refused), (is_finished, !is_finished), "{name} {kind:?}: {opened:?}");
            assert_eq!(folder.files(), owned(&[("ours", "1"), ("theirs", "mine")]), "{kind:?}");
            let _ = fs::remove_file(named);
        }
    }
}

#[test]
fn a_rollback_does_not_replace_foreign_files() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
    killed(&folder, 3);
    folder.state_of().start_rollback().unwrap();
    fs::write(folder.path().join("stale"), "mine").unwrap();
    assert!(matches!(folder.open(), Err(OutputError::Pending { .. })));
    assert_eq!(fs::read_to_string(folder.path().join("stale")).unwrap(), "mine");
}

#[test]
fn empty_folders_are_removed_after_a_killed_build() {
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
