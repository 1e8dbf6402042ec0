use super::*;
use crate::site::digest::Digest;

use std::fs;

mod killed;
mod mutated;

const NO_WATCHER: &dyn Fn() = &|| {};

fn key() -> Key {
    Key::of(b"the key of these tests, not a user's")
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("output")
    }

    /// Returns the folder to which the builds of these tests write.
    fn path(&self) -> PathBuf {
        self.root().join("site")
    }

    fn open(&self) -> Result<Output, OutputError> {
        self.open_as(NO_WATCHER)
    }

    fn open_as(&self, waits: &dyn Fn()) -> Result<Output, OutputError> {
        let root = self.root();
        Output::open(Place { root: Root::Named(&root), shown: &root, is_synced: false }, waits)
    }

    fn stage(&self) -> Result<Stage, OutputError> {
        self.open()?.stage(Some(&key()))
    }

    fn state_of(&self) -> State {
        let root = self.root();
        State::of(Root::Named(&root), &root, false).unwrap().unwrap()
    }

    fn aside(&self, number: u64) -> PathBuf {
        self.root().join(state::aside(number))
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<(), OutputError> {
        let stage = self.stage()?;
        for (file, text) in files {
            stage.write(&site(file), text.as_bytes())?;
        }
        stage.commit()
    }

    /// Returns every output file with its text.
    fn files(&self) -> Vec<(String, String)> {
        let walk = walkdir::WalkDir::new(self.path()).sort_by_file_name().into_iter().filter_map(Result::ok);
        walk.filter(|entry| entry.file_type().is_file() && !entry.path().to_string_lossy().contains(state::FOLDER))
            .map(|entry| {
                let inside = entry.path().strip_prefix(self.path()).unwrap().to_string_lossy().into_owned();
                (inside, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }

    fn state(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root().join(state::FOLDER)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn site(file: &str) -> String {
    format!("site/{file}")
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_build_replaces_the_last_one_and_removes_stale_files() {
    let folder = Folder::new();
    folder.build(&[("a/b/one.html", "1"), ("two.html", "2")]).unwrap();
    fs::write(folder.path().join("mine.txt"), "keep").unwrap();
    fs::write(folder.path().join("a/mine.txt"), "keep").unwrap();
    folder.build(&[("two.html", "2 new"), ("three.html", "3")]).unwrap();
    let expected = [("a/mine.txt", "keep"), ("mine.txt", "keep"), ("three.html", "3"), ("two.html", "2 new")];
    assert_eq!(folder.files(), owned(&expected));
    assert!(!folder.path().join("a/b").exists(), "an empty folder of ours stayed");
    assert_eq!(folder.state(), ["cache", "lock", "manifest.json"]);
}

#[test]
fn a_folder_of_others_is_refused() {
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
    assert_eq!(folder.state(), ["cache", "lock", "manifest.json"]);
}

#[test]
fn a_failed_move_undoes_all_moves() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("c", "1"), ("old", "1")]).unwrap();
    let stage = folder.stage().unwrap();
    for file in ["a", "b", "c"] {
        stage.write(&site(file), b"2").unwrap();
    }
    fs::remove_file(folder.root().join(state::FOLDER).join("aside/2")).unwrap();
    assert!(matches!(stage.commit(), Err(OutputError::Io { .. })));
    assert_eq!(folder.files(), owned(&[("a", "1"), ("c", "1"), ("old", "1")]));
    folder.build(&[("a", "3")]).unwrap();
    assert_eq!(folder.files(), owned(&[("a", "3")]));
}

#[test]
fn a_second_process_waits_for_the_first() {
    let folder = Folder::new();
    let first = folder.open().unwrap();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| folder.open_as(&|| sender.send(()).unwrap()).map(drop));
        receiver.recv().unwrap();
        assert!(!second.is_finished());
        drop(first);
        second.join().unwrap().unwrap();
    });
}

#[test]
fn a_manifest_with_paths_outside_is_refused() {
    let folder = Folder::new();
    folder.build(&[("a", "1")]).unwrap();
    let manifest = folder.root().join(state::FOLDER).join("manifest.json");
    for bad in [
        "../x",
        "/etc/passwd",
        "site/../../x",
        "site//x",
        "site/",
        ".liftpress/lock",
        "mine.txt",
        "site/.git/config",
        "C:x",
        "site/C:x",
        "site/a\\b",
        "site/a\0b",
    ] {
        fs::write(&manifest, serde_json::json!({"format": 1, "files": [bad]}).to_string()).unwrap();
        assert!(matches!(folder.build(&[("a", "1")]), Err(OutputError::Damaged { .. })), "{bad}");
    }
}

#[test]
fn a_foreign_folder_in_the_place_of_a_file_stays() {
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
fn a_foreign_file_in_the_place_of_a_folder_stays() {
    let folder = Folder::new();
    folder.build(&[("a", "1")]).unwrap();
    fs::write(folder.path().join("zoe"), "mine").unwrap();
    assert!(matches!(folder.build(&[("a", "2"), ("zoe/b", "2")]), Err(OutputError::InTheWay(_))));
    assert_eq!(folder.files(), owned(&[("a", "1"), ("zoe", "mine")]));
}

#[test]
fn unchanged_files_are_not_rewritten() {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("b", "1")]).unwrap();
    let times = |name: &str| fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
    let before = ["a", "b", "../.liftpress/manifest.json"].map(times);
    folder.build(&[("a", "1"), ("b", "1")]).unwrap();
    assert_eq!(["a", "b", "../.liftpress/manifest.json"].map(times), before);
    folder.build(&[("a", "1"), ("b", "2")]).unwrap();
    assert_eq!(times("a"), before[0]);
    assert_ne!(times("b"), before[1]);
    assert!(!folder.aside(0).exists());
}

#[test]
fn edited_files_are_rewritten() {
    let folder = Folder::new();
    for damage in [
        |path: &Path| fs::write(path, "x").unwrap(),
        |path: &Path| fs::remove_file(path).unwrap(),
        |path: &Path| {
            let at = fs::metadata(path).unwrap().modified().unwrap();
            fs::write(path, "x").unwrap();
            File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
        },
    ] {
        folder.build(&[("a", "1")]).unwrap();
        damage(&folder.path().join("a"));
        folder.build(&[("a", "1")]).unwrap();
        assert_eq!(folder.files(), owned(&[("a", "1")]));
    }
}

#[test]
fn a_damaged_cache_is_ignored() {
    let folder = Folder::new();
    let name = "made".to_owned();
    let cached = Cached { inputs: Digest::of(b"x"), note: "Mon".to_owned(), has_diagnostics: false };
    let build = || {
        let stage = folder.stage().unwrap();
        let reused = stage.reuse(&name, cached.inputs, &["site/a".to_owned()]);
        if reused.is_none() {
            stage.write("site/a", b"1").unwrap();
            stage.remember(name.clone(), cached.clone());
        }
        stage.commit().unwrap();
        reused
    };
    assert_eq!([build(), build()], [None, Some(cached.clone())]);
    let path = folder.root().join(state::FOLDER).join("cache");
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&path, damaged).unwrap();
        assert_eq!(build(), None, "{at}");
        fs::write(&path, &whole[..at]).unwrap();
        assert_eq!(build(), None, "{at}");
    }
    assert_eq!(build(), Some(cached.clone()));
    fs::write(folder.path().join("a"), "2").unwrap();
    assert_eq!(build(), None, "the file was edited");
}

#[test]
fn a_file_that_was_edited_during_its_move_has_no_record() {
    let folder = Folder::new();
    folder.build(&[("a", "ours")]).unwrap();
    let (path, handle) = (folder.path().join("a"), folder.state_of().folder);
    let written = cache::Written { digest: Digest::of(b"ours"), found: handle.file("site/a").unwrap() };
    assert!(cache::Record::of_moved(&handle, "site/a", &written).is_some());
    let later = fs::metadata(&path).unwrap().modified().unwrap() + std::time::Duration::from_millis(10);
    for (text, at) in [("mine", later), ("mine!", later - std::time::Duration::from_millis(10))] {
        fs::write(&path, text).unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(at).unwrap();
        assert!(cache::Record::of_moved(&handle, "site/a", &written).is_none(), "{text}");
    }
}

/// An edit during a build may change neither the size nor the modification time. Then only the change time shows the edit, and
/// the change time looks as if the build had written the file.
#[cfg(unix)]
#[test]
fn the_next_build_finds_an_edit_with_the_same_size_and_time() {
    let folder = Folder::new();
    let stage = folder.stage().unwrap();
    stage.write("site/a", b"ours").unwrap();
    // The file is edited while it is in `aside`, so the build moves the edited file into place.
    let waits = folder.aside(0);
    let at = fs::metadata(&waits).unwrap().modified().unwrap();
    fs::write(&waits, "mine").unwrap();
    File::options().write(true).open(&waits).unwrap().set_modified(at).unwrap();
    stage.commit().unwrap();
    assert_eq!(folder.files(), owned(&[("a", "mine")]));
    folder.build(&[("a", "ours")]).unwrap();
    assert_eq!(folder.files(), owned(&[("a", "ours")]));
}

#[test]
fn a_cache_with_another_key_is_not_used() {
    let folder = Folder::new();
    let cached = Cached { inputs: Digest::of(b"x"), note: String::new(), has_diagnostics: false };
    let build = |key: Option<&Key>| {
        let stage = folder.open().unwrap().stage(key).unwrap();
        let is_reused = stage.reuse("name", cached.inputs, &[site("a")]).is_some();
        if !is_reused {
            stage.write("site/a", b"ours").unwrap();
            stage.remember("name".to_owned(), cached.clone());
        }
        stage.commit().unwrap();
        is_reused
    };
    let [ours, theirs] = [key(), Key::of(b"the key of another user, who built")].map(Some);
    assert_eq!([build(ours.as_ref()), build(ours.as_ref())], [false, true]);
    assert_eq!([build(theirs.as_ref()), build(theirs.as_ref())], [false, true]);
    let [shard, foreign] = [&theirs, &ours].map(|key| BuiltShard::open(&folder.root(), key.as_ref()).unwrap().unwrap());
    assert!(!shard.is_foreign() && foreign.is_foreign());
    assert_eq!([build(None), build(ours.as_ref()), build(ours.as_ref())], [false, false, true]);
}

#[cfg(unix)]
#[test]
fn a_broken_link_in_the_place_of_a_file_is_replaced() {
    let folder = Folder::new();
    folder.build(&[("a", "1")]).unwrap();
    fs::remove_file(folder.path().join("a")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("a")).unwrap();
    folder.build(&[("a", "2")]).unwrap();
    assert_eq!(folder.files(), owned(&[("a", "2")]));
}
