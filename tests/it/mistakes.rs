//! The corpus of bad input: `tests/mistakes/*.txt`, many cases a file, each a small site and exactly what is said of it.
//! With `LIFTPRESS_BLESS=1` what is said now is written into the files, to be reviewed as a diff.
//!
//! A case is `=== its name`, then its files, each after `--- its path`, then `--- says` and the words. What could not
//! stand there as it is, is written out: `\t`, `\r`, `\n`, `\0`, `\u{1b}`, `\xff` for a byte that is no text at the file's
//! end, and `\rep{1000}{text \i}}` for the text a thousand times, each with its number. Every case is run within bounds.

use std::fmt::Write as _;
use std::fs;

use crate::harness::{Site, bounded, repository};

struct Case {
    name: String,
    files: Vec<(String, String)>,
    says: String,
}

fn cases(text: &str) -> Vec<Case> {
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

fn says(case: &Case) -> String {
    let mut site = Site::new();
    for (path, text) in &case.files {
        let text = written_out(text);
        let bytes = if text.contains("\\xff") {
            text.replace("\\xff", "").into_bytes().into_iter().chain([0xff]).collect()
        } else {
            text.into_bytes()
        };
        site = site.file(&written_out(path), bytes);
    }
    let ran = bounded(&site, &["build", "-q"]);
    assert_eq!(ran.code, Some(i32::from(ran.stderr.contains("error"))), "{}: {}", case.name, ran.stderr);
    assert!(ran.code == Some(0) || !site.path().join("output").exists(), "{}: something was written", case.name);
    ran.stderr
}

/// Text with its escapes taken literally.
fn written_out(text: &str) -> String {
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

/// `\u{1b}` as what it stands for.
fn characters(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (code, rest) = part.split_once('}').expect("a code");
        let code = u32::from_str_radix(code, 16).expect("a code");
        text + &char::from_u32(code).expect("a character").to_string() + rest
    })
}

#[test]
fn every_mistake_draws_exactly_its_message() {
    let folder = repository().join("tests/mistakes");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let bless = std::env::var_os("LIFTPRESS_BLESS").is_some();
    let mut wrong = String::new();
    let mut count = 0;
    for file in files {
        let mut blessed = String::new();
        for case in cases(&fs::read_to_string(&file).unwrap()) {
            let given = says(&case);
            if given.trim() != case.says.trim() {
                let _ = write!(wrong, "\n=== {}\n--- expected\n{}\n--- given\n{given}", case.name, case.says.trim());
            }
            let _ = writeln!(blessed, "=== {}", case.name);
            for (path, text) in &case.files {
                let _ = write!(blessed, "--- {path}\n{text}");
            }
            let _ = write!(blessed, "--- says\n{}\n\n", given.trim());
            count += 1;
        }
        if bless {
            fs::write(&file, blessed.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(wrong.is_empty() || bless, "{wrong}");
    assert!(count >= 30, "only {count} cases");
}
