//! The corpus of bad input: `tests/mistakes/*.txt`. Each file has many cases: a small site, and the exact diagnostics for it.
//!
//! A case is `=== its name`, then its files, each after `--- its path`, then `--- says` and the output. Characters that cannot
//! be in the file are escaped: `\t`, `\r`, `
//! `, `\0`, `\u{1b}`, `\xff` for a byte that is not UTF-8, and `\rep{1000}{text \i}}` for the text a thousand times, each time
//! with its number.

use std::fs;
use std::path::{Path, PathBuf};

/// A small site and the diagnostics for it.
pub(crate) struct Case {
    pub(crate) name: String,
    /// Path and text, as written in the corpus.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) says: String,
}

/// The files of the corpus in a repository.
pub(crate) fn files(repository: &Path) -> Vec<PathBuf> {
    let folder = repository.join("tests/mistakes");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Reads the cases of a file.
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

/// Returns the bytes of an escaped text.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let text = written_out(text);
    match text.split_once("\\xff") {
        Some((before, after)) => [before.as_bytes(), &[0xff], after.as_bytes()].concat(),
        None => text.into_bytes(),
    }
}

/// Escapes a text.
pub(crate) fn written_out(text: &str) -> String {
    let simple = |text: &str| {
        text.replace("\\t", "\t")
            .replace("\\0", "\0")
            .replace("\\r", "\r")
            .replace("\\n", "\n")
            .replace("\\ufeff", "\u{feff}")
    };
    let Some((before, rest)) = text.split_once("\\rep{") else { return characters(&simple(text)) };
    let (times, rest) = rest.split_once("}{").expect("how often");
    let (repeated, after) = rest.split_once("}}").expect("what is repeated, then }}");
    if !repeated.contains('\\') {
        return [characters(&simple(before)), repeated.repeat(times.parse().expect("how often")), written_out(after)]
            .concat();
    }
    let times =
        (0..times.parse().expect("how often")).map(|i: usize| written_out(repeated).replace("\\i", &i.to_string()));
    [characters(&simple(before)), times.collect(), written_out(after)].concat()
}

/// Reads the character of `\u{1b}`.
fn characters(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (code, rest) = part.split_once('}').expect("a code");
        let code = u32::from_str_radix(code, 16).expect("a code");
        text + &char::from_u32(code).expect("a character").to_string() + rest
    })
}
