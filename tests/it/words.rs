//! The words that everything a person reads is written in: documents, messages, comments.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use walkdir::WalkDir;

use crate::harness::repository;

/// `tests/words.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    instead: Vec<Replacement>,
    allowed: Vec<Exception>,
}

/// Phrases that are hard to read, and what to write.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    of: Vec<String>,
    write: String,
}

/// A place where a phrase of the list is right.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    /// A file or a folder, from the repository's root.
    path: String,
    /// A part of the line.
    text: String,
    /// The reason, for the next reader of the list.
    #[serde(rename = "why")]
    _why: String,
}

/// Returns the prose of a file by line: all of a document, the comments and string literals of code.
fn prose(path: &Path, text: &str) -> Vec<(usize, String)> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let code = matches!(extension, "rs" | "js" | "ts" | "css" | "typ");
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    lines.map(|(number, line)| (number, if code { prose_of_code(line) } else { line.to_owned() })).collect()
}

/// Returns the comment and the string literals of a line of code.
fn prose_of_code(line: &str) -> String {
    let trimmed = line.trim_start();
    if ["//", "/*", "* "].iter().any(|start| trimmed.starts_with(start)) {
        return trimmed.to_owned();
    }
    let (code, comment) = line.split_once(" // ").unwrap_or((line, ""));
    let literals: Vec<_> = code.split('"').skip(1).step_by(2).collect();
    literals.join(" . ") + " . " + comment
}

/// Returns the words of a line in lower case. A span of code in backticks and a name with underscores are one word each.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, span) in line.split('`').enumerate() {
        if index % 2 == 1 {
            words.push("`".to_owned());
            continue;
        }
        let letters = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’');
        for piece in span.split_inclusive(|c: char| !letters(c)) {
            let word = piece.trim_end_matches(|c: char| !letters(c));
            if !word.is_empty() {
                words.push(word.to_lowercase());
            }
            // A phrase does not go on after a comma.
            if piece.ends_with(['.', ',', ';', ':', '(', ')']) {
                words.push(".".to_owned());
            }
        }
    }
    words
}

fn contains(line: &[String], phrase: &str) -> bool {
    let phrase: Vec<_> = phrase.split(' ').collect();
    line.windows(phrase.len()).any(|window| window == phrase)
}

#[test]
fn no_listed_phrase_is_used() {
    let list = fs::read_to_string(repository().join("tests/words.yaml")).unwrap();
    let list: WordList = serde_yaml::from_str(&list).unwrap();
    let mut used = BTreeSet::new();
    let mut found = String::new();
    let left_out = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        matches!(name, "target" | "output" | ".git" | "Cargo.lock" | "words.yaml" | "words.rs")
    };
    for entry in WalkDir::new(repository()).into_iter().filter_entry(|entry| !left_out(entry.path())) {
        let entry = entry.unwrap();
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        let path = entry.path().strip_prefix(repository()).unwrap();
        for ((number, line), written) in prose(path, &text).iter().zip(text.lines()) {
            let words = words(line);
            for Replacement { of, write } in &list.instead {
                let Some(phrase) = of.iter().find(|phrase| contains(&words, phrase)) else { continue };
                let exception = list.allowed.iter().position(|allowed| {
                    path.starts_with(&allowed.path)
                        && written.contains(&allowed.text)
                        && allowed.text.contains(phrase.as_str())
                });
                match exception {
                    Some(index) => _ = used.insert(index),
                    None => writeln!(found, "{}:{number}: `{phrase}`: write {write}", path.display()).unwrap(),
                }
            }
        }
    }
    assert!(found.is_empty(), "see tests/words.yaml:\n{found}");
    let unused: Vec<_> = list.allowed.iter().enumerate().filter(|(index, _)| !used.contains(index)).collect();
    assert!(unused.is_empty(), "not used: {:?}", unused.iter().map(|(_, unused)| &unused.text).collect::<Vec<_>>());
}

#[test]
fn phrases_are_found_in_documents_messages_and_comments() {
    let of = |path: &str, line: &str| {
        let prose = prose(Path::new(path), line);
        contains(&words(&prose[0].1), "made anew")
    };
    for (path, line) in [
        ("README.md", "What changed is made anew."),
        ("a.rs", "    /// It is Made anew"),
        ("a.rs", "let a = 1; // made anew"),
        ("a.rs", "println!(\"{} is made anew\", made_anew);"),
        ("a.css", "/* made anew */"),
    ] {
        assert!(of(path, line), "{line}");
    }
    for (path, line) in [
        ("README.md", "What is made, anew"),
        ("README.md", "`made anew` is a phrase of the list"),
        ("a.rs", "made_anew(made)"),
    ] {
        assert!(!of(path, line), "{line}");
    }
}
