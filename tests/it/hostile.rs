//! Hostile folders that the corpus of mistakes cannot express as text.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use crate::harness::{Site, bounded};

const PROGRAM: &str = "title: Wave\nunits: kg\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n";
const SAM: &str = "name: Sam\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\n";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", PROGRAM).file("content/lifters/sam.yaml", SAM)
}

fn says(site: &Site, words: &str) {
    let ran = bounded(site, &["build", "-q"]);
    assert_eq!(ran.stderr, words);
    assert_eq!(ran.code, Some(i32::from(!words.is_empty())));
}

#[test]
fn links_that_leave_the_folder_are_refused() {
    let site = site().file("elsewhere/programs/secret.yaml", PROGRAM).file("elsewhere/head.html", "<b>");
    let link = |to: &str, from: &str| {
        let from = site.path().join(from);
        fs::create_dir_all(from.parent().unwrap()).unwrap();
        symlink(to, from).unwrap();
    };
    link("../../elsewhere/programs/secret.yaml", "content/programs/secret.yaml");
    link("../../elsewhere/programs", "content/programs/more");
    link("/etc", "content/exercises");
    link("/dev/zero", "content/pages/zero.md");
    link("../../elsewhere/head.html", "templates/hooks/head.html");
    let out = |folder: &str, path: &str| {
        format!(
            "error[unreadable]: cannot be read: the link leads out of `{folder}`\n--> {path}\n = help: replace the link with a copy of what it leads to\n\n"
        )
    };
    let words = [
        out("content", "content/exercises"),
        out("content", "content/pages/zero.md"),
        out("content", "content/programs/more"),
        out("content", "content/programs/secret.yaml"),
        out("templates", "templates/hooks/head.html"),
        "5 errors\n".to_owned(),
    ];
    says(&site, &words.concat());
}

#[test]
fn links_within_the_folder_are_followed() {
    let site = site().file("content/lifters/club/kim.yaml", SAM.replace("Sam", "Kim"));
    symlink("wave.yaml", site.path().join("content/programs/again.yaml")).unwrap();
    symlink("lifters/club", site.path().join("content/pages")).unwrap();
    symlink("content", site.path().join("linked")).unwrap();
    says(&site, "");
    assert_eq!(bounded(&site, &["list", "linked"]).code, Some(0));
    assert!(site.read("output/site/index.html").matches("Wave").count() >= 2);
}

#[test]
fn circular_and_dangling_links() {
    let site = site();
    symlink(".", site.path().join("content/programs/round")).unwrap();
    symlink("b.yaml", site.path().join("content/programs/a.yaml")).unwrap();
    symlink("a.yaml", site.path().join("content/programs/b.yaml")).unwrap();
    symlink("nowhere", site.path().join("content/programs/gone.yaml")).unwrap();
    // An editor's lock file, which is ignored.
    symlink("kim@host.1234", site.path().join("content/programs/.#wave.yaml")).unwrap();
    let ran = bounded(&site, &["build", "-q"]);
    for (path, why) in [
        ("a.yaml", "Too many levels of symbolic links (os error 40)"),
        ("b.yaml", "Too many levels of symbolic links (os error 40)"),
        ("gone.yaml", "No such file or directory (os error 2)"),
        ("round", "the link leads back to itself"),
    ] {
        let words = format!("error[unreadable]: cannot be read: {why}\n--> content/programs/{path}\n");
        assert!(!cfg!(target_os = "linux") || ran.stderr.contains(&words), "{words}{}", ran.stderr);
    }
    assert!(ran.stderr.ends_with("\n4 errors\n"), "{}", ran.stderr);
}

#[test]
fn pipes_are_not_waited_for() {
    let site = site();
    let made = |path: &str| {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    made("content/programs/pipe.yaml");
    made("content/liftpress.yaml");
    made("templates/index.html");
    let no_file = "error[unreadable]: cannot be read: it is neither a file nor a folder\n--> ";
    let words = ["content/liftpress.yaml", "content/programs/pipe.yaml", "templates/index.html"];
    let words: String = words.map(|path| format!("{no_file}{path}\n\n")).concat();
    says(&site, &(words + "3 errors\n"));
}

#[test]
fn unreadable_files_are_reported() {
    let site = site().file("content/programs/secret.yaml", PROGRAM).file("content/pages/x/a.md", "");
    let secret = site.path().join("content/programs/secret.yaml");
    let folder = site.path().join("content/pages/x");
    for path in [&secret, &folder] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::read(&secret).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let denied = "error[unreadable]: cannot be read: Permission denied (os error 13)\n--> ";
    let words = format!("{denied}content/pages/x\n\n{denied}content/programs/secret.yaml\n\n2 errors\n");
    says(&site, &words);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_file_name_that_is_not_utf_8() {
    let site = site();
    let folder = site.path().join("content/programs");
    if fs::write(folder.join(OsStr::from_bytes(b"\xff\xfe.yaml")), PROGRAM).is_err() {
        eprintln!("skipped: this file system has only names that are text");
        return;
    }
    let words = "error[bad-slug]: file name: invalid name `\u{fffd}\u{fffd}`: use lower-case letters, digits and hyphens\n--> content/programs/\u{fffd}\u{fffd}.yaml\n\n1 error\n";
    says(&site, words);
}

/// Markup, template syntax and terminal escapes in every text of a program, a lifter, an exercise and a page.
#[test]
fn authors_text_is_escaped() {
    let evil = "{{ 7*191 }} {% raw %} <script>alert(1)</script> <img src=x onerror=alert(1)> \\u001b[31m ${x} ]]> --> </style>";
    let quoted = format!("'{}'", evil.replace('\'', "''"));
    let program = format!(
        "title: {quoted}\nauthor: {quoted}\nsource: {quoted}\nsummary: {quoted}\nunits: kg\ntags: [{quoted}]\noptions: {{o: {{name: {quoted}, choices: {{a: {quoted}, b: {quoted}}}}}}}\nexercises: {{evil: {{name: {quoted}, cues: [{quoted}], text: {quoted}}}}}\nphases:\n  - name: {quoted}\n    note: {quoted}\n    days:\n      - name: {quoted}\n        note: {quoted}\n        blocks:\n          - name: {quoted}\n            top: {{exercise: evil, only: {{o: a}}, sets: 5x3 @ 100 kg, note: {quoted}, with: {quoted}}}\n"
    );
    let front = |key: &str| format!("---\n{key}: {quoted}\n---\n{evil}\n");
    let site = Site::new()
        .file("content/programs/evil.yaml", program)
        .file("content/lifters/sam.yaml", format!("name: {quoted}\nunits: kg\nprograms: [evil]\n"))
        .file("content/lifters/roster.csv", format!("name,slug,program\n\"{evil}\",kim,evil\n"))
        .file("content/exercises/evil.md", front("name"))
        .file("content/pages/about.md", front("title"))
        .file("content/liftpress.yaml", format!("title: {quoted}\nauthor: {quoted}\n"));
    says(&site, "");
    let files = site.files("output");
    assert!(files.len() >= 9, "{files:?}");
    for (path, text) in &files {
        assert!(!text.contains("1337"), "a template ran in {path}");
        // Markup is plain text within a JSON string, and in Markdown after a backslash.
        let text = text.replace("\\<", "");
        for markup in ["<script>alert", "<img", "--> </style>"] {
            assert!(path.ends_with("/booklet.json") || !text.contains(markup), "{markup} in {path}:\n{text}");
        }
        assert!(!text.contains('\u{1b}'), "an escape in {path}");
    }
    let booklet = site.read("output/booklets/sam/evil/booklet.html");
    assert!(booklet.contains("{{ 7*191 }} {% raw %} &lt;script&gt;alert"), "{booklet}");
    for args in [["list", "."], ["show", "evil"]] {
        assert!(!bounded(&site, &args).stdout.contains('\u{1b}'));
    }
}

/// The largest input that the limits allow.
#[test]
fn the_largest_readable_input_is_read_within_limits() {
    use std::fmt::Write as _;

    let mut rows = "name,squat\n".to_owned();
    for lifter in 0..49_000 {
        let _ = writeln!(rows, "Lifter {lifter},{}", 60 + lifter % 200);
    }
    let site = Site::new().file("content/programs/wave.yaml", PROGRAM).file("content/lifters/roster.csv", rows);
    says(&site, "");
    let mut program = "title: T\nunits: kg\ndays:\n".to_owned();
    for day in 0..14 {
        let _ = writeln!(program, "  - name: Day {day}\n    top:");
        for entry in 0..200 {
            let _ = writeln!(program, "      sqaut-{entry}: 5x3 @ 80%");
        }
    }
    let site = Site::new().file("content/programs/wave.yaml", program);
    let ran = bounded(&site, &["build", "-q"]);
    assert!(ran.stderr.ends_with("… and 2550 more\n\n2800 errors\n"), "{}", &ran.stderr[ran.stderr.len() - 200..]);
}
