//! The corpus of bad input: `tests/mistakes/*.txt`, many cases a file, each a small site and exactly what is said of it.
//!
//! A case is `=== its name`, then its files, each after `--- its path`, then `--- says` and the words.

use std::fs;
use std::path::{Path, PathBuf};

/// A small site, and what is said of it.
pub(crate) struct Case {
    pub(crate) name: String,
    /// Path and text, as they stand in the corpus.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) says: String,
}

/// The files of the corpus, below a repository.
pub(crate) fn files(repository: &Path) -> Vec<PathBuf> {
    let folder = repository.join("tests/mistakes");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The cases in a file of the corpus.
pub(crate) fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut into_says = false;
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("=== ") {
            cases.push(Case { name: name.trim().to_owned(), files: Vec::new(), says: String::new() });
            into_says = false;
        } else if let Some(path) = line.strip_prefix("--- ") {
            into_says = path.trim() == "says";
            let case = cases.last_mut().expect("a file before the first case");
            if !into_says {
                case.files.push((path.trim().to_owned(), String::new()));
            }
        } else if let Some(case) = cases.last_mut() {
            match case.files.last_mut() {
                Some((_, text)) if !into_says => text.push_str(line),
                _ => case.says.push_str(line),
            }
        }
    }
    cases
}

/// The bytes that a text stands for: some are written out, for files that could not stand in the corpus as they are.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let text = text.replace("\\t", "\t").replace("\\0", "\0").replace("\\r", "\r").replace("\\ufeff", "\u{feff}");
    if text.contains("\\xff") {
        text.replace("\\xff", "").into_bytes().into_iter().chain([0xff]).collect()
    } else {
        text.into_bytes()
    }
}
