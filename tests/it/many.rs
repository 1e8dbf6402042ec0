//! `tests/many`: a folder with many mistakes of many kinds. One run reports each of them, in order, and nothing else.
//!
//! A line with a mistake is marked with `# ✗`; `# ✗: file` marks a mistake of the file as a whole. Mistakes in files without
//! comments are listed here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::harness::{Site, bounded, copy, repository};

/// Lines with mistakes that have no room for a comment; 0 is the file as a whole.
const UNMARKED: &[(&str, &[usize])] = &[
    ("content/exercises/plain.md", &[1]),
    ("content/lifters/roster.csv", &[2, 3, 4, 5, 6, 6, 7, 8]),
    ("content/pages/about.md", &[1]),
    ("content/programs/latin.yaml", &[0]),
    ("content/rpe-chart.csv", &[1, 3, 4, 5]),
    ("templates/index.html", &[1]),
];

/// Returns the lines with mistakes by file.
type Lines = BTreeMap<String, Vec<usize>>;

fn marked(site: &Site) -> Lines {
    let mut lines = Lines::new();
    for (path, text) in site.files(".").into_iter().filter(|(path, _)| !path.starts_with("output")) {
        let here: Vec<_> = text
            .lines()
            .zip(1..)
            .flat_map(|(line, number)| {
                let number = if line.ends_with("✗: file") { 0 } else { number };
                std::iter::repeat_n(number, line.matches('✗').count())
            })
            .collect();
        if !here.is_empty() {
            lines.insert(path, here);
        }
    }
    for (path, numbers) in UNMARKED {
        lines.entry((*path).to_owned()).or_default().extend(*numbers);
    }
    for numbers in lines.values_mut() {
        numbers.sort_unstable();
    }
    lines
}

/// Returns the message and the place of every diagnostic, in order.
fn reported(said: &str) -> Vec<(&str, String, usize)> {
    let mut lines = said.lines();
    let mut reported = Vec::new();
    while let Some(line) = lines.next() {
        if line.starts_with("error[") || line.starts_with("warning[") {
            let place = lines.next().and_then(|line| line.split_once("--> ")).expect("a place").1;
            let mut parts = place.splitn(2, ':');
            let path = parts.next().unwrap_or_default().to_owned();
            let number = parts.next().and_then(|rest| rest.split(':').next()).map_or(0, |line| line.parse().unwrap());
            reported.push((line, path, number));
        }
    }
    reported
}

/// Returns the message without its quoted parts.
fn kind(message: &str) -> String {
    let parts = message.split('`').step_by(2).collect::<Vec<_>>().join("…");
    parts.chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[test]
fn one_run_reports_every_mistake_once_and_in_order() {
    let folder = repository().join("tests/many");
    let site = Site::new();
    copy(&folder.join("content"), &site.path().join("content"));
    copy(&folder.join("templates"), &site.path().join("templates"));
    let ran = bounded(&site, &["build"]);
    assert_eq!(ran.code, Some(1));

    let reported = reported(&ran.stderr);
    let mut lines = Lines::new();
    for (_, path, line) in &reported {
        lines.entry(path.clone()).or_default().push(*line);
    }
    assert_eq!(lines, marked(&site), "{}", ran.stderr);
    assert!(reported.is_sorted_by_key(|(_, path, line)| (path, *line)));
    let kinds: BTreeSet<_> = reported.iter().map(|(message, ..)| kind(message)).collect();
    assert!(reported.len() >= 60 && kinds.len() >= 40, "{} mistakes of {} kinds", reported.len(), kinds.len());

    let expected = folder.join("says.txt");
    if std::env::var_os("LIFTPRESS_BLESS").is_some() {
        fs::write(&expected, &ran.stderr).unwrap();
    }
    assert_eq!(ran.stderr, fs::read_to_string(&expected).unwrap());
}
