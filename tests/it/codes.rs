//! The codes of diagnostics and their explanations.

use std::fmt::Write as _;
use std::fs;

use liftpress::diagnostic::Code;
use serde_json::Value;

use crate::harness::{Site, gallery, repository};

/// Returns the files of an example: each code block of an explanation, with the path in the line before it.
fn files(explanation: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut path = None;
    let mut lines = explanation.lines();
    while let Some(line) = lines.next() {
        if let Some(named) = line.strip_prefix('`').and_then(|line| line.strip_suffix("`:")) {
            path = Some(named.to_owned());
        } else if line.trim_start().starts_with("```") {
            // An example is indented if its lines must not start a line of the document.
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
fn every_example_causes_its_code_alone() {
    for code in Code::ALL {
        let files = files(code.explanation());
        // Whether a file can be read does not depend on its content.
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
        let report: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{code}: {error}: {}", ran.stderr));
        let field = |name: &str| -> Vec<&str> {
            report.as_array().unwrap().iter().map(|diagnostic| diagnostic[name].as_str().unwrap()).collect()
        };
        let codes = field("code");
        assert!(codes.contains(&code.name()), "{code}: {}{codes:?}", ran.stderr);
        assert!(codes.iter().all(|other| *other == code.name()), "{code}: the example causes more: {codes:?}");
        let severities = field("severity");
        assert!(severities.contains(&code.severity().name()), "{code}: {severities:?}");
    }
}

#[test]
fn every_explanation_ends_in_a_fix() {
    for code in Code::ALL {
        let text = code.explanation();
        assert!(text.contains("\n\nFix: ") && text.ends_with(".\n") && !text.ends_with("\n\n"), "{code}");
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

/// Returns `docs/pages/checks.md`: every code with its explanation.
fn document() -> String {
    let mut text = "\
# Checks

Every error, warning and piece of advice has a code. This page explains all codes, with an example and a fix for each.
`liftpress explain CODE` prints the same explanation. [Checking](checking.md) shows how to check a site, and how to apply
safe fixes automatically.

This page is generated from `crates/liftpress-core/src/diagnostic/explain/`. Tests run its examples.

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
fn the_document_is_up_to_date() {
    let path = repository().join("docs/pages/checks.md");
    if std::env::var_os("LIFTPRESS_BLESS").is_some() {
        fs::write(&path, document()).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == document(), "docs/pages/checks.md differs from the codes: rewrite it with LIFTPRESS_BLESS=1");
}

#[test]
fn explain_prints_codes_on_the_command_line() {
    let all = gallery(&["explain"]);
    assert_eq!((all.code, all.stdout.lines().count()), (Some(0), Code::ALL.len()));
    assert!(all.stdout.contains("\nunknown-key       A key or column does not exist here.\n"), "{}", all.stdout);
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
        "error: there is no code `zzz`; `liftpress explain` lists all codes\n"
    );
}
