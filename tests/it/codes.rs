//! The codes that diagnostics bear, and what is said of each.

use std::fmt::Write as _;
use std::fs;

use liftpress::diagnostic::Code;
use serde_json::Value;

use crate::harness::{Site, gallery, repository};

/// The files of an example: every block of an explanation, by the path that stands before it.
fn files(explanation: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut path = None;
    let mut lines = explanation.lines();
    while let Some(line) = lines.next() {
        if let Some(named) = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:")) {
            path = Some(named.to_owned());
        } else if line.trim_start().starts_with("```") {
            // Lines that may not begin a line of the document are in an indented block.
            let indent = line.len() - line.trim_start().len();
            let text = lines.by_ref().take_while(|line| line.trim_start() != "```");
            let text: Vec<_> = text.map(|line| line.get(indent..).unwrap_or_default()).collect();
            let path = path.take().unwrap_or_else(|| "content/programs/example.yaml".to_owned());
            files.push((path, text.join("\n") + "\n"));
        }
    }
    files
}

#[test]
fn every_example_draws_its_code() {
    for code in Code::ALL {
        let files = files(code.explanation());
        // That a file cannot be read is no matter of what is in it.
        if *code == Code::Unreadable {
            assert!(files.is_empty());
            continue;
        }
        assert!(!files.is_empty(), "{code} has no example");
        let mut site = Site::new();
        for (path, text) in &files {
            let bytes = match text.split_once("\\xff") {
                Some((before, after)) => [before.as_bytes(), &[0xff], after.as_bytes()].concat(),
                None => text.clone().into_bytes(),
            };
            site = site.file(path, bytes);
        }
        let ran = site.run(&["check", "--format", "json"]);
        let told: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{code}: {error}: {}", ran.stderr));
        let drawn: Vec<_> = told.as_array().unwrap().iter().map(|told| told["code"].as_str().unwrap()).collect();
        assert!(drawn.contains(&code.name()), "{code}: {}{drawn:?}", ran.stderr);
        assert!(drawn.iter().all(|drawn| *drawn == code.name()), "{code}: the example draws more: {drawn:?}");
        let severities: Vec<_> =
            told.as_array().unwrap().iter().map(|told| told["severity"].as_str().unwrap()).collect();
        assert!(severities.contains(&code.severity().name()), "{code}: {severities:?}");
    }
}

#[test]
fn every_explanation_ends_in_the_mend() {
    for code in Code::ALL {
        let text = code.explanation();
        assert!(text.contains("\n\nMend: ") && text.ends_with(".\n") && !text.ends_with("\n\n"), "{code}");
        assert!(code.summary().ends_with('.'), "{code}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_to_itself_is_unreadable() {
    let site = Site::new().file("content/programs/p.yaml", "title: P\ndays: [{name: A, top: {squat: 5x3}}]\n");
    std::os::unix::fs::symlink(site.path().join("content/programs"), site.path().join("content/programs/loop"))
        .unwrap();
    assert!(site.run(&["check"]).stdout.contains("error[unreadable]"));
}

/// `docs/pages/checks.md`: every code with its explanation.
fn document() -> String {
    let mut text = "\
# Checks

Everything that liftpress tells bears a code. This page has them all, with an example of each and the mend; on the command
line, `liftpress explain CODE` says the same. How to check, and how to mend at once, is in [checking.md](checking.md).

This page is made from `crates/liftpress-core/src/diagnostic/explain/`, and its examples are run as tests.

"
    .to_owned();
    for code in Code::ALL {
        let _ = writeln!(text, "- [`{code}`](#{code}): {}", code.summary());
    }
    for code in Code::ALL {
        let _ = write!(text, "\n## {code}\n\n{}\n\n{}", code.summary(), code.explanation());
    }
    text
}

#[test]
fn the_document_is_current() {
    let path = repository().join("docs/pages/checks.md");
    if std::env::var_os("LIFTPRESS_BLESS").is_some() {
        fs::write(&path, document()).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == document(), "docs/pages/checks.md is not what the codes say; renew it with LIFTPRESS_BLESS=1");
}

#[test]
fn explain_says_it_on_the_command_line() {
    let all = gallery(&["explain"]);
    assert_eq!((all.code, all.stdout.lines().count()), (Some(0), Code::ALL.len()));
    assert!(
        all.stdout.contains("\nunknown-key       A key, or a column, that means nothing here.\n"),
        "{}",
        all.stdout
    );
    let one = gallery(&["explain", "max-circle"]);
    let expected = format!("max-circle: {}\n\n{}", Code::MaxCircle.summary(), Code::MaxCircle.explanation());
    assert_eq!((one.code, one.stdout), (Some(0), expected));
    let wrong = gallery(&["explain", "unknown-keys"]);
    assert_eq!(
        (wrong.code, wrong.stderr.as_str()),
        (Some(2), "error: there is no code `unknown-keys`: did you mean `unknown-key`?\n")
    );
    assert_eq!(
        gallery(&["explain", "zzz"]).stderr,
        "error: there is no code `zzz`; `liftpress explain` lists them all\n"
    );
}
