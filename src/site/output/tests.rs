use super::*;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("output")
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<(), OutputError> {
        let stage = Output::open(&self.path())?.stage()?;
        for (file, text) in files {
            stage.write(file, text.as_bytes())?;
        }
        stage.commit()
    }

    /// Every file there is but our own state, with its text.
    fn files(&self) -> Vec<(String, String)> {
        let walk = walkdir::WalkDir::new(self.path()).sort_by_file_name().into_iter().filter_map(Result::ok);
        walk.filter(|entry| entry.file_type().is_file() && !entry.path().to_string_lossy().contains(STATE))
            .map(|entry| {
                let inside = entry.path().strip_prefix(self.path()).unwrap().to_string_lossy().into_owned();
                (inside, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }

    fn state(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path().join(STATE)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_build_replaces_the_last_and_removes_what_is_stale() {
    let folder = Folder::new();
    folder.build(&[("a/b/one.html", "1"), ("two.html", "2")]).unwrap();
    fs::write(folder.path().join("mine.txt"), "keep").unwrap();
    fs::write(folder.path().join("a/mine.txt"), "keep").unwrap();
    folder.build(&[("two.html", "2 new"), ("three.html", "3")]).unwrap();
    let expected = [("a/mine.txt", "keep"), ("mine.txt", "keep"), ("three.html", "3"), ("two.html", "2 new")];
    assert_eq!(folder.files(), owned(&expected));
    assert!(!folder.path().join("a/b").exists(), "an empty folder of ours stayed");
    assert_eq!(folder.state(), ["lock", "manifest.json"]);
}

#[test]
fn what_is_not_ours_is_refused() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path()).unwrap();
    fs::write(folder.path().join("thesis.tex"), "years of work").unwrap();
    assert!(matches!(folder.build(&[("a", "1")]), Err(OutputError::NotOurs(_))));
    assert_eq!(folder.files(), owned(&[("thesis.tex", "years of work")]));
}

#[test]
fn a_file_in_the_way_stops_the_build() {
    let folder = Folder::new();
    folder.build(&[("a", "1")]).unwrap();
    fs::write(folder.path().join("b"), "mine").unwrap();
    assert!(matches!(folder.build(&[("a", "2"), ("b", "2")]), Err(OutputError::InTheWay(_))));
    assert_eq!(folder.files(), owned(&[("a", "1"), ("b", "mine")]));
    assert_eq!(folder.state(), ["lock", "manifest.json"]);
}

#[test]
fn a_failure_among_the_moves_puts_everything_back() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("c", "1"), ("old", "1")]).unwrap();
    let stage = Output::open(&folder.path()).unwrap().stage().unwrap();
    for file in ["a", "b", "c"] {
        stage.write(file, b"2").unwrap();
    }
    fs::remove_file(folder.path().join(STATE).join("new/2")).unwrap();
    assert!(matches!(stage.commit(), Err(OutputError::Io { .. })));
    assert_eq!(folder.files(), owned(&[("a", "1"), ("c", "1"), ("old", "1")]));
    folder.build(&[("a", "3")]).unwrap();
    assert_eq!(folder.files(), owned(&[("a", "3")]));
}

#[test]
fn moves_that_a_killed_process_left_are_finished() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
    let output = Output::open(&folder.path()).unwrap();
    let stage = output.stage().unwrap();
    stage.write("a", b"2").unwrap();
    stage.write("b", b"2").unwrap();
    let one = |file: &str, number, renewed, existed| Move { file: file.to_owned(), number, renewed, existed };
    let moves = vec![one("a", 0, true, true), one("b", 1, true, false), one("stale", 2, false, true)];
    stage.output.write_state("journal.json", &Journal { format: FORMAT, moves }).unwrap();
    fs::create_dir(stage.output.state("old")).unwrap();
    stage.output.exchange(&one("a", 0, true, true)).unwrap();
    std::mem::forget(stage); // killed here: nothing of ours runs any more
    // The lock of a dead process is free; this one still holds it through the leaked file.
    let output = Output {
        root: folder.path(),
        files: ["a", "stale"].map(str::to_owned).into(),
        _lock: File::open(folder.path()).unwrap(),
    };
    let mut output = output;
    output.finish_interrupted().unwrap();
    assert_eq!(folder.files(), owned(&[("a", "2"), ("b", "2")]));
    assert_eq!(folder.state(), ["lock", "manifest.json"]);
}

#[test]
fn only_one_at_a_time() {
    let folder = Folder::new();
    let first = Output::open(&folder.path()).unwrap();
    assert!(matches!(Output::open(&folder.path()), Err(OutputError::Locked(_))));
    drop(first);
    assert!(Output::open(&folder.path()).is_ok());
}

#[test]
fn a_manifest_that_points_outside_is_refused() {
    let folder = Folder::new();
    folder.build(&[("a", "1")]).unwrap();
    let manifest = folder.path().join(STATE).join("manifest.json");
    for bad in ["../x", "/etc/passwd", "a/../../x", ".liftpress/lock", "C:x", "a\\b"] {
        fs::write(&manifest, serde_json::json!({"format": 1, "files": [bad]}).to_string()).unwrap();
        assert!(matches!(folder.build(&[("a", "1")]), Err(OutputError::Damaged { .. })), "{bad}");
    }
}

#[test]
fn a_rollback_that_was_killed_is_brought_to_its_end() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("b", "1")]).unwrap();
    let state = folder.path().join(STATE);
    // Killed after `a` was exchanged and `c` was new, before either was put back.
    fs::create_dir(state.join("old")).unwrap();
    fs::rename(folder.path().join("a"), state.join("old/0")).unwrap();
    fs::write(folder.path().join("a"), "2").unwrap();
    fs::write(folder.path().join("c"), "2").unwrap();
    let one = |file: &str, number, existed| Move { file: file.to_owned(), number, renewed: true, existed };
    let journal = Journal { format: FORMAT, moves: vec![one("a", 0, true), one("b", 1, true), one("c", 2, false)] };
    fs::write(state.join("rollback.json"), serde_json::to_string(&journal).unwrap()).unwrap();
    drop(Output::open(&folder.path()).unwrap());
    assert_eq!(folder.files(), owned(&[("a", "1"), ("b", "1")]));
    assert_eq!(folder.state(), ["lock", "manifest.json"]);
}

#[test]
fn a_folder_of_yours_in_the_place_of_a_file_of_ours_stays() {
    let folder = Folder::new();
    folder.build(&[("a/b.md", "1")]).unwrap();
    fs::remove_file(folder.path().join("a/b.md")).unwrap();
    fs::create_dir(folder.path().join("a/b.md")).unwrap();
    fs::write(folder.path().join("a/b.md/notes.txt"), "mine").unwrap();
    for files in [&[("a/b.md", "2")][..], &[("c", "2")]] {
        assert!(matches!(folder.build(files), Err(OutputError::InTheWay(_))));
        assert_eq!(folder.files(), owned(&[("a/b.md/notes.txt", "mine")]));
    }
}

#[test]
fn a_file_of_yours_where_a_folder_has_to_go_stays() {
    let folder = Folder::new();
    folder.build(&[("a", "1")]).unwrap();
    fs::write(folder.path().join("zoe"), "mine").unwrap();
    assert!(matches!(folder.build(&[("a", "2"), ("zoe/b", "2")]), Err(OutputError::InTheWay(_))));
    assert_eq!(folder.files(), owned(&[("a", "1"), ("zoe", "mine")]));
}
