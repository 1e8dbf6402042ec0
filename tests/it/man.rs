//! `liftpress man`: one valid page for every command, and no foreign file is overwritten.

use std::fs;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use crate::harness::{Site, commands};

fn written() -> Site {
    let site = Site::new();
    let ran = site.run(&["man", "man/man1"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    site
}

#[test]
fn every_command_has_a_page() {
    let site = written();
    let mut expected = vec!["liftpress.1".to_owned()];
    for command in commands(&site.fine(&["--help"])) {
        expected.push(format!("liftpress-{command}.1"));
        let nested = commands(&site.fine(&[&command, "--help"]));
        expected.extend(nested.iter().map(|nested| format!("liftpress-{command}-{nested}.1")));
    }
    assert!(expected.len() > 18 && expected.contains(&"liftpress-theme-copy.1".to_owned()), "{expected:?}");
    assert!(expected.contains(&"liftpress-maxes-next.1".to_owned()), "{expected:?}");
    expected.sort();
    let mut pages: Vec<_> = site.files("man/man1").into_iter().map(|(name, _)| name).collect();
    pages.sort();
    assert_eq!(pages, expected);
    assert_eq!(site.fine(&["man"]), site.read("man/man1/liftpress.1"));
    assert_eq!(site.run(&["man", "again"]).stderr, format!("wrote {} pages to again\n", pages.len()));
    assert_eq!(site.fine(&["man", "-q", "again"]), "");
}

/// Sections are in order, every font that starts also ends, and Markdown's backticks become fonts.
#[test]
fn pages_are_well_formed() {
    for (name, text) in written().files("man/man1") {
        let title = name.trim_end_matches(".1");
        assert!(text.lines().any(|line| line.starts_with(&format!(".TH {title} 1 "))), "{name}");
        let sections: Vec<_> = text.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
        assert!(sections.starts_with(&["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"]), "{name}: {sections:?}");
        for line in text.lines() {
            let created = line.matches(r"\fB").count() + line.matches(r"\fI").count();
            assert_eq!(created, line.matches(r"\fR").count(), "{name}: {line}");
            assert!(!line.contains('`'), "{name}: {line}");
        }
    }
}

/// The page of liftpress lists the commands in the groups of its help.
#[test]
fn the_first_page_lists_commands_in_groups() {
    let site = written();
    let (help, page) = (site.fine(&["--help"]), site.read("man/man1/liftpress.1"));
    let of_help: Vec<_> = commands(&help);
    let of_page: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("liftpress\\-")).collect();
    assert_eq!(of_page.len(), of_help.len());
    assert!(of_page.iter().zip(&of_help).all(|(page, help)| page.starts_with(help)), "{of_page:?}");
    let headings: Vec<_> = page.lines().filter_map(|line| line.strip_prefix(".SS ")).collect();
    assert_eq!(headings[..3], ["Write", "\"Build and preview\"", "Lifters"]);
    assert!(site.read("man/man1/liftpress-maxes.1").contains("\nliftpress\\-maxes\\-next(1)\n"));
}

#[test]
fn pages_render_without_a_warning() {
    for (name, text) in written().files("man/man1") {
        let groff = Command::new("groff")
            .args(["-k", "-man", "-ww", "-Tutf8", "-P-cbou"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut groff = match groff {
            Ok(groff) => groff,
            Err(error) if error.kind() == ErrorKind::NotFound && std::env::var_os("CI").is_none() => {
                eprintln!("skipped: there is no groff");
                return;
            }
            Err(error) => panic!("groff: {error}"),
        };
        groff.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = groff.wait_with_output().unwrap();
        let (page, reported) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && reported.is_empty(), "{name}: {reported}");
        assert!(!page.contains(['‘', '`']), "{name}: {page}");
        if name == "liftpress-build.1" {
            let example = "       liftpress build --format html,pdf        booklets to read and to print\n";
            assert!(page.contains(example) && page.contains("\nEXAMPLES\n"), "{page}");
        }
    }
}

#[test]
fn pages_replace_pages_and_nothing_else() {
    let site = written();
    let pages = site.files("man/man1");
    let older = site.read("man/man1/liftpress.1").replace(env!("CARGO_PKG_VERSION"), "0.0.1");
    site.write("man/man1/liftpress.1", &older);
    site.write("man/man1/other.1", ".TH other 1\n");
    assert_eq!(site.run(&["man", "man/man1"]).code, Some(0));
    assert_eq!(site.read("man/man1/other.1"), ".TH other 1\n");
    fs::remove_file(site.path().join("man/man1/other.1")).unwrap();
    assert_eq!(site.files("man/man1"), pages);
    // A foreign file of that name: no page is written.
    site.write("man/man1/liftpress-show.1", "mine");
    site.write("man/man1/liftpress.1", &older);
    let ran = site.run(&["man", "man/man1"]);
    let message = "error: `man/man1/liftpress-show.1` is not a manual page of liftpress, and nothing was written; choose another folder\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), message));
    assert_eq!(site.read("man/man1/liftpress-show.1"), "mine");
    assert_eq!(site.read("man/man1/liftpress.1"), older);
}
