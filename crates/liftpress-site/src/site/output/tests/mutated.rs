//! Tests builds with forged and damaged manifests and journals. Such a build must change only its own files, and must not be
//! slow.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use fastrand::Rng;
use serde_json::{Value, json};

use super::killed::killed;
use super::{Folder, owned};
use crate::site::digest::Digest;

const CASES: u64 = 550;
const LIMIT: Duration = Duration::from_secs(5);

/// Paths that a hostile file may list: files outside the folder, the state of liftpress, and names like those of output files.
const NAMES: [&str; 22] = [
    "../victims/key",
    "site/../../victims/key",
    "/etc/passwd",
    "site/linked/key",
    "booklets/linked/key",
    "site/link",
    "mine.txt",
    ".git/config",
    "site/.git/config",
    ".liftpress/lock",
    ".liftpress/manifest.json",
    ".liftpress/aside/0",
    "",
    "site",
    "site/",
    "site//a",
    "site/./a",
    "site/a\u{0}b",
    "C:/windows",
    "site/a",
    "site/a/b",
    "site/new",
];

/// Returns an output folder with foreign files in it and next to it, and links to these files.
fn hostile(state: u64) -> Folder {
    let folder = Folder::new();
    folder.build(&[("a", "1"), ("stale", "1")]).unwrap();
    if state > 0 {
        killed(&folder, usize::try_from(state % 4).unwrap());
    }
    if state > 4 {
        folder.state_of().start_rollback().unwrap();
    }
    let root = folder.root();
    for (path, text) in foreign_files() {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::create_dir_all(root.join("booklets")).unwrap();
    #[cfg(unix)]
    for (link, to) in [("site/linked", "../../victims"), ("booklets/linked", "../.git"), ("site/link", "../mine.txt")] {
        std::os::unix::fs::symlink(to, root.join(link)).unwrap();
    }
    folder
}

fn foreign_files() -> Vec<(String, String)> {
    owned(&[("../victims/key", "precious"), ("mine.txt", "precious"), (".git/config", "precious")])
}

/// Changes values of a state file, and updates its digests as an attacker would.
fn forge(rng: &mut Rng, state: &mut Value) {
    let name = |rng: &mut Rng| json!(NAMES[rng.usize(..NAMES.len())]);
    for _ in 0..rng.usize(1..4) {
        if let Some(files) = state["files"].as_array_mut() {
            match rng.u8(..3) {
                0 => files.clear(),
                _ => files.push(name(rng)),
            }
            let mut sorted: Vec<String> = files.iter().map(|file| file.as_str().unwrap().to_owned()).collect();
            sorted.sort();
            sorted.dedup();
            state["digest"] = json!(Digest::of_all(sorted.iter().map(String::as_bytes)));
            state["files"] = json!(sorted);
        }
        if let Some(moves) = state["moves"].as_array_mut() {
            let kind = ["new", "renewed", "stale"][rng.usize(..3)];
            let digest = Digest::of([&b"1"[..], b"2", b"precious"][rng.usize(..3)]);
            let number = [0, 1, 2, 7, u64::MAX][rng.usize(..5)];
            let mut forged = json!({"file": name(rng), "number": number, "move": kind});
            if kind != "stale" {
                forged["digest"] = json!(digest);
            }
            match rng.u8(..4) {
                0 => moves.clear(),
                1 if !moves.is_empty() => {
                    let at = rng.usize(..moves.len());
                    moves[at]["file"] = name(rng);
                }
                _ => moves.push(forged),
            }
            let moves: Result<Vec<super::Move>, _> = serde_json::from_value(state["moves"].clone());
            if let Ok(moves) = moves {
                state["moves"] = json!(moves);
                let text = serde_json::to_string_pretty(&moves).unwrap();
                state["digest"] = json!(Digest::of(text.as_bytes()));
            }
        }
    }
}

/// Changes, adds or removes bytes at random.
fn spoil(rng: &mut Rng, bytes: &mut Vec<u8>) {
    match rng.u8(..4) {
        0 => bytes.truncate(rng.usize(..=bytes.len())),
        1 => bytes.extend(bytes.clone()),
        2 => *bytes = b"[".repeat(rng.usize(..100_000)),
        _ => {
            for _ in 0..rng.usize(1..8) {
                let at = rng.usize(..bytes.len());
                bytes[at] = rng.u8(..);
            }
        }
    }
}

/// Mutates the state files. A forged journal is updated to fit the forged manifest.
fn mutate(rng: &mut Rng, state: &Path) {
    let names = ["manifest.json", "manifest.next.json", "journal.json", "rollback.json"];
    let existing: Vec<_> = names.iter().filter(|name| state.join(name).exists()).collect();
    let is_forged = rng.bool();
    let mut next = None;
    for name in existing {
        let path = state.join(name);
        let mut bytes = fs::read(&path).unwrap();
        if is_forged {
            let mut value: Value = serde_json::from_slice(&bytes).unwrap();
            forge(rng, &mut value);
            if *name == "manifest.next.json" {
                next = Some(value["digest"].clone());
            } else if let Some(next) = next.as_ref().filter(|_| value["moves"].is_array()) {
                value["next"] = next.clone();
            }
            bytes = serde_json::to_vec_pretty(&value).unwrap();
        } else if rng.bool() {
            spoil(rng, &mut bytes);
        }
        fs::write(&path, bytes).unwrap();
    }
}

#[test]
fn foreign_files_never_change_whatever_the_state_says() {
    let (mut refused, mut built) = (0, 0);
    for seed in 0..CASES {
        let rng = &mut Rng::with_seed(seed);
        let folder = hostile(seed % 9);
        mutate(rng, &folder.root().join(".liftpress"));
        let start = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| folder.build(&[("a", "3"), ("b", "3")])));
        assert!(start.elapsed() < LIMIT, "{seed}: {:?}", start.elapsed());
        for (path, text) in foreign_files() {
            assert_eq!(fs::read_to_string(folder.root().join(&path)).ok(), Some(text), "{seed}: {path}");
        }
        assert_eq!(fs::read_dir(folder.root().join("../victims")).unwrap().count(), 1, "{seed}");
        assert_eq!(fs::read_dir(folder.root().join(".git")).unwrap().count(), 1, "{seed}");
        match result.unwrap_or_else(|_| panic!("{seed}: panicked")) {
            Ok(()) => {
                built += 1;
                let files = folder.files();
                assert!(owned(&[("a", "3"), ("b", "3")]).iter().all(|file| files.contains(file)), "{seed}: {files:?}");
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 100 && built > 20, "{refused} refused, {built} built");
}
