//! Changes to the output between builds: to liftpress's own state, and to the files.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Club, Tree, same};
use crate::harness::copy;

/// A change to a file.
type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 8] = [
    ("emptied", |path| fs::write(path, "").unwrap()),
    ("removed", |path| fs::remove_file(path).unwrap()),
    ("cut off", |path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    }),
    ("no text", |path| fs::write(path, [0xff; 40]).unwrap()),
    ("another's", |path| fs::write(path, "{\"format\": 99, \"files\": [], \"moves\": []}").unwrap()),
    ("in an older way", |path| {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replacen("\"format\": ", "\"format\": 7", 1)).unwrap();
    }),
    ("a folder", |path| {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    }),
    ("doubled", |path| fs::write(path, [fs::read(path).unwrap(), fs::read(path).unwrap()].concat()).unwrap()),
];

/// After a build over a damaged state: no foreign file is lost, and the output is either that of a clean build or a clear
/// refusal that changed nothing.
fn is_fine(club: &Club, before: &Tree, when: &str) -> bool {
    let built = club.run(1);
    let when = format!("{when}: {}", built.stderr.trim_end());
    let mut output = club.output();
    if built.code == Some(0) {
        let theirs: Vec<_> = before.iter().filter(|(file, _)| file.starts_with("notes/")).collect();
        for (file, text) in theirs {
            assert_eq!(output.remove(file).as_ref(), Some(text), "{when}: {file}");
        }
        same(&output, &club.public(1), &when);
        return true;
    }
    assert_eq!(built.code, Some(1), "{when}");
    let is_told = ["is damaged", "is in the way", "cannot write", "was not made by liftpress"];
    assert!(is_told.iter().any(|words| built.stderr.contains(words)), "{when}");
    same(&output, before, &when);
    false
}

/// Restores a saved output.
fn put_back(club: &Club, kept: &str) -> Tree {
    let [output, kept] = ["output", kept].map(|folder| club.site.path().join(folder));
    let _ = fs::remove_dir_all(&output);
    copy(&kept, &output);
    club.output()
}

fn keep(club: &Club, name: &str) {
    club.site.write("output/notes/mine.txt", "mine");
    copy(&club.site.path().join("output"), &club.site.path().join(name));
}

/// Applies every change to every file of the state of an output.
fn every_damage(club: &Club, kept: &str, flips: usize) {
    let state = club.site.path().join(kept).join(".liftpress");
    let entries = fs::read_dir(state).unwrap().map(Result::unwrap);
    for name in entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name()) {
        let path = club.site.path().join("output/.liftpress").join(&name);
        for (what, damage) in DAMAGES {
            let before = put_back(club, kept);
            damage(&path);
            is_fine(club, &before, &format!("{} {what}", name.display()));
        }
        let length =
            usize::try_from(fs::metadata(club.site.path().join(kept).join(".liftpress").join(&name)).unwrap().len())
                .unwrap();
        for flip in 0..flips.min(length) {
            let before = put_back(club, kept);
            let at = (2 * flip + 1) * length / (2 * flips.min(length));
            let mut bytes = fs::read(&path).unwrap();
            bytes[at] ^= 1;
            fs::write(&path, bytes).unwrap();
            is_fine(club, &before, &format!("{} with byte {at} flipped", name.display()));
        }
    }
}

#[test]
fn a_damaged_state() {
    let club = Club::new();
    keep(&club, "saved");
    every_damage(&club, "saved", 12);
}

/// Files that the other folder's manifest does not list may stay, since they may be foreign; everything else must be correct.
#[test]
fn a_state_of_another_folder() {
    let club = Club::new();
    keep(&club, "saved");
    let other = club.site.path().join("clean-1/.liftpress");
    let names = fs::read_dir(&other).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<_> = names.collect();
    for foreign in names.iter().map(std::slice::from_ref).chain([&names[..]]) {
        let before = put_back(&club, "saved");
        for name in foreign {
            fs::copy(other.join(name), club.site.path().join("output/.liftpress").join(name)).unwrap();
        }
        let built = club.run(1);
        let when = format!("{foreign:?} of another folder: {}", built.stderr);
        let mut output = club.output();
        if built.code == Some(0) {
            output.retain(|file, bytes| club.clean[1].contains_key(file) || before.get(file) != Some(bytes));
            same(&output, &club.public(1), &when);
        } else {
            assert!(built.stderr.contains("is in the way"), "{when}");
            same(&output, &before, &when);
        }
    }
}

const PAGE: &str = "booklets/lifter-3/wave/booklet.md";

/// The next build repairs the output, for the same version and for the other.
fn is_mended(what: &str, meddle: fn(&Path)) {
    let club = Club::new();
    for version in [0, 1, 0] {
        meddle(&club.site.path().join("output").join(PAGE));
        club.build(version, what);
    }
}

#[test]
fn edited_and_removed_files() {
    is_mended("edited", |path| fs::write(path, "mine").unwrap());
    is_mended("edited to the same length", |path| {
        let text = fs::read_to_string(path).unwrap();
        let modified = fs::metadata(path).unwrap().modified().unwrap();
        fs::write(path, text.replacen('e', "E", 1)).unwrap();
        File::options().append(true).open(path).unwrap().set_modified(modified).unwrap();
    });
    is_mended("removed", |path| fs::remove_file(path).unwrap());
    is_mended("its folder removed", |path| fs::remove_dir_all(path.parent().unwrap()).unwrap());
    is_mended("moved over another", |path| fs::rename(path, path.with_extension("html")).unwrap());
}

/// Clocks are set forward and back, and copies have the times of their copying.
#[test]
fn times_of_all_kinds() {
    let club = Club::new();
    let day = Duration::from_hours(24);
    let now = SystemTime::now();
    for (version, time) in [(0, SystemTime::UNIX_EPOCH), (1, now + 400 * day), (1, now - 400 * day), (0, now + day)] {
        for folder in ["output", "0", "1"] {
            for file in super::tree(&club.site.path().join(folder)).keys().filter(|file| !file.ends_with('/')) {
                let path = club.site.path().join(folder).join(file);
                File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
            }
        }
        // A change hidden by an old time.
        let page = club.site.path().join("output").join(PAGE);
        fs::write(&page, fs::read_to_string(&page).unwrap().replacen('e', "E", 1)).unwrap();
        File::options().append(true).open(&page).unwrap().set_modified(time).unwrap();
        club.build(version, "with other times");
    }
}

#[test]
fn links_in_place_of_files() {
    is_mended("a link to a file of theirs", |path| {
        let theirs = path.ancestors().nth(5).unwrap().join("theirs.txt");
        fs::write(&theirs, "mine").unwrap();
        fs::remove_file(path).unwrap();
        symlink(&theirs, path).unwrap();
    });
    let club = Club::new();
    let theirs = club.site.path().join("theirs.txt");
    fs::write(&theirs, "mine").unwrap();
    let page = club.site.path().join("output").join(PAGE);
    fs::remove_file(&page).unwrap();
    symlink(&theirs, &page).unwrap();
    club.build(1, "a link to a file of theirs");
    assert_eq!(fs::read_to_string(theirs).unwrap(), "mine");
}

#[test]
fn a_dangling_link_in_place_of_a_file() {
    is_mended("a link that leads nowhere", |path| {
        fs::remove_file(path).unwrap();
        symlink("/nowhere/at/all", path).unwrap();
    });
}

#[test]
fn foreign_folders_in_place_of_files() {
    let club = Club::new();
    let page = club.site.path().join("output").join(PAGE);
    // In the way of a page, and in place of a page that is no longer built.
    for name in [PAGE, "booklets/guest-0/only-0/booklet.md"] {
        let page = club.site.path().join("output").join(name);
        fs::remove_file(&page).unwrap();
        fs::create_dir(&page).unwrap();
        fs::write(page.join("notes.txt"), "mine").unwrap();
        let before = club.output();
        assert!(!is_fine(&club, &before, name));
        fs::remove_dir_all(&page).unwrap();
        club.build(0, "as it was");
    }
    // A file in place of a folder.
    let folder = page.parent().unwrap();
    fs::remove_dir_all(folder).unwrap();
    fs::write(folder, "mine").unwrap();
    let before = club.output();
    assert!(!is_fine(&club, &before, "a file in the place of a folder"));
    fs::remove_file(folder).unwrap();
    club.build(1, "after that");
}

#[test]
fn foreign_files_stay() {
    let club = Club::new();
    keep(&club, "saved");
    club.site.write("output/booklets/guest-0/notes.txt", "mine");
    for version in [1, 0, 1] {
        assert_eq!(club.run(version).code, Some(0));
        let mut output = club.output();
        for file in ["notes/mine.txt", "booklets/guest-0/notes.txt"] {
            assert_eq!(output.remove(file), Some(b"mine".to_vec()), "{file}");
        }
        same(&output, &club.public(version), "beside files of theirs");
    }
    // A folder in the way of a new page.
    put_back(&club, "saved");
    club.site.write("output/booklets/guest-1/wave/booklet.md", "mine");
    let before = club.output();
    assert!(!is_fine(&club, &before, "a file of theirs where a new page goes"));
}

#[test]
fn a_damaged_interrupted_state() {
    let club = Club::new();
    // Interrupted while files are moved: then the state folder is damaged in every way.
    if super::faults::is_interrupted(&club) {
        keep(&club, "saved");
        every_damage_of_an_interrupted(&club);
    }
}

/// There the build may refuse at any time, but all files stay complete and foreign files stay.
fn every_damage_of_an_interrupted(club: &Club) {
    let state = club.site.path().join("saved/.liftpress");
    let files = fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    for path in files {
        let name = path.file_name().unwrap();
        let damaged = club.site.path().join("output/.liftpress").join(name);
        let length = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
        let flips = (0..length).step_by((length / 24).max(1));
        let flip = |at: usize| {
            let mut bytes = fs::read(&path).unwrap();
            bytes[at] ^= 1;
            fs::write(&damaged, bytes).unwrap();
        };
        for at in flips {
            put_back(club, "saved");
            flip(at);
            goes_on(club, &format!("interrupted, {} with byte {at} flipped", name.display()));
        }
        for (what, damage) in DAMAGES {
            put_back(club, "saved");
            damage(&damaged);
            goes_on(club, &format!("interrupted, {} {what}", name.display()));
        }
    }
}

fn goes_on(club: &Club, when: &str) {
    let built = club.run(1);
    let when = format!("{when}: {}", built.stderr.trim_end());
    assert!(!built.stderr.contains("panicked"), "{when}");
    let mut output = club.output();
    assert_eq!(output.remove("notes/mine.txt"), Some(b"mine".to_vec()), "{when}");
    if built.code == Some(0) {
        same(&output, &club.public(1), &when);
    } else {
        assert_eq!(built.code, Some(1), "{when}");
        assert!(built.stderr.starts_with("error: "), "{when}");
    }
}
