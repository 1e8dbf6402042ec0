//! The corpus of bad input: every case must have exactly the report that is written in it. Each case runs within limits
//! of time and memory. With `LIFTPRESS_BLESS=1`, the test writes the present reports into the corpus, to be reviewed as
//! a diff.

use std::fmt::Write as _;
use std::fs;

use crate::corpus::{Case, bytes, cases, files, written_out};
use crate::harness::{Site, bounded, repository};

/// Builds the site of a case and returns its report.
fn report(case: &Case) -> String {
    let mut site = Site::new();
    for (path, text) in &case.files {
        site = site.file(&written_out(path), bytes(text));
    }
    let ran = bounded(&site, &["build"]);
    let report = without_summary(&ran.stderr);
    assert_eq!(ran.code, Some(i32::from(ran.stderr.contains("error"))), "{}: {}", case.name, ran.stderr);
    assert!(ran.code == Some(0) || site.files("output").is_empty(), "{}: something was written", case.name);
    report
}

/// Returns the output before the line that counts the booklets.
fn without_summary(output: &str) -> String {
    let is_summary = |line: &&str| {
        let booklets = line.trim_start_matches(|c: char| c.is_ascii_digit());
        booklets.len() < line.len() && (booklets.starts_with(" booklet (") || booklets.starts_with(" booklets ("))
    };
    output.lines().take_while(|line| !is_summary(line)).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn every_mistake_has_exactly_its_report() {
    let bless = std::env::var_os("LIFTPRESS_BLESS").is_some();
    let mut wrong = String::new();
    let mut count = 0;
    for file in files(repository()) {
        let mut blessed = String::new();
        for case in cases(&fs::read_to_string(&file).unwrap()) {
            let given = report(&case);
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
