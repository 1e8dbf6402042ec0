//! `liftpress build`: what it writes, and what it never touches.

use std::fs;
use std::process::Command;

use crate::harness::{Ran, Site, command, ran, repository};

const PROGRAM: &str = "title: Wave\nunits: kg\nweeks: 2\ndays:\n  - name: Squat\n    warmup: true\n    top: {squat: 5x3 @ 80%}\n    backoff:\n      - paused-squat: 3x5 @ top -10-15%\n      - leg-curl: 3x12, drop 12\n";
const SAM: &str =
    "name: Sam Example\nunits: kg\nmaxes: {squat: 100}\nprograms: [{program: wave, start: 2026-12-07, days: [Mon]}]\n";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", PROGRAM).file("content/lifters/sam.yaml", SAM)
}

fn built(site: &Site) -> Ran {
    let ran = site.run(&["build", "-q"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran
}

#[test]
fn every_lifter_and_program_in_every_format() {
    let site = site();
    built(&site);
    let paths: Vec<_> = site.files("output/booklets").into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["index.html", "sam/wave/booklet.html", "sam/wave/booklet.json", "sam/wave/booklet.md"]);
    let html = site.read("output/booklets/sam/wave/booklet.html");
    for part in ["Sam Example", "Mon 7 Dec 2026", "<b>80</b>", "67.5–72.5", "25 · 5 a side"] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn formats_are_chosen() {
    let site = site().file("content/liftpress.yaml", "title: Club\nformats: [md]\n");
    built(&site);
    let paths: Vec<_> = site.files("output/booklets").into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["index.html", "sam/wave/booklet.md"]);
}

#[test]
fn published_pages_name_no_lifter() {
    let marker = "Zyxwvut Qrsmarker";
    let site = site().file("content/lifters/m.yaml", SAM.replace("Sam Example", marker).replace("100", "173.25"));
    built(&site);
    for (path, text) in site.files("output/site") {
        for secret in [marker, "173.25", "Sam Example", "Zyxwvut"] {
            assert!(!text.contains(secret), "{secret} in {path}");
        }
    }
}

/// The gallery, with lifters who can be recognized by name, file, bodyweight and maxes.
#[test]
fn the_galleries_site_names_no_lifter() {
    let site = Site::new();
    for (path, text) in Site::new().files(repository().join("content").to_str().unwrap()) {
        let Some(file) = path.strip_prefix("lifters/") else {
            site.write(&format!("content/{path}"), text);
            continue;
        };
        let marked = |line: &str| match (file.rsplit('.').next() == Some("csv"), line.split_once(',')) {
            (true, Some(_)) if line.starts_with('"') => line.replacen('"', "\"Zyxmarker ", 1),
            (true, Some((name, _))) if name != "name" => format!("Zyxmarker {line}"),
            _ => line.replacen("name: ", "name: Zyxmarker ", 1),
        };
        let text: Vec<_> = text.lines().map(marked).collect();
        site.write(&format!("content/lifters/zyxmarker-{file}"), text.join("\n"));
    }
    site.write(
        "content/liftpress.yaml",
        fs::read_to_string(repository().join("content/liftpress.yaml"))
            .unwrap()
            .replace("formats: [html, md, pdf, json]", "formats: [html]\nbase_url: https://example.org/"),
    );
    let ran = site.run(&["build", "-q"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let is_marked =
        |(path, text): &(String, String)| [path, text].iter().any(|words| words.to_lowercase().contains("zyxmarker"));
    let private = site.files("output/booklets");
    assert!(private.iter().filter(|file| is_marked(file)).count() >= 20);
    let public = site.files("output/site");
    assert!(public.len() > 100, "{}", public.len());
    for file in &public {
        assert!(!is_marked(file), "a lifter in {}", file.0);
    }
}

/// Booklets of a public lifter are published, and `build` says so. Nothing of other lifters is.
#[test]
fn public_lifters_are_published() {
    let wants = SAM.replace("Sam Example", "Wanda Wants") + "publish: true\n";
    let site = site().file("content/liftpress.yaml", "title: Club\nbase_url: https://example.org/\n");
    let site = site.file("content/lifters/wanda.yaml", &wants);
    let said = site.run(&["build"]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let line = "published for Wanda Wants (`publish: true`): site/lifters/wanda/wave/";
    assert!(said.stderr.contains(line), "{}", said.stderr);
    let named = |name: &str| -> Vec<String> {
        let files = site.files("output/site").into_iter();
        files.filter(|(_, text)| text.contains(name)).map(|(path, _)| path).collect()
    };
    assert_eq!(named("Wanda"), ["lifters/wanda/wave/index.html"]);
    assert_eq!(named("Sam Example"), [""; 0]);
    site.write("content/lifters/wanda.yaml", wants.replace("true", "maybe"));
    let said = site.run(&["build"]);
    assert!(
        said.stderr.contains("`publish` must be `true` or `false`, found `maybe`")
            && said.stderr.contains("write `true` or `false`"),
        "{}",
        said.stderr
    );
}

#[test]
fn the_same_bytes_from_another_process_and_any_number_of_threads() {
    let site = site();
    for i in 0..12 {
        site.write(
            &format!("content/lifters/l{i}.yaml"),
            SAM.replace("Sam", &format!("Sam {i}")).replace("100", &(100 + i).to_string()),
        );
    }
    let with_threads = |threads: &str| {
        let output = command(&["build", "-q", "-o", threads])
            .env("RAYON_NUM_THREADS", threads)
            .current_dir(site.path())
            .output()
            .unwrap();
        assert_eq!(ran(&output).code, Some(0));
        site.files(threads)
    };
    let one = with_threads("1");
    assert_eq!(one.len(), 62);
    assert!(one == with_threads("2") && one == with_threads("7"), "bytes differ");
}

#[test]
fn names_that_look_like_markup_are_escaped() {
    let name = "*_<b>|x";
    let site = site().file("content/lifters/sam.yaml", SAM.replace("Sam Example", &format!("'{name}'")));
    built(&site);
    let html = site.read("output/booklets/sam/wave/booklet.html");
    assert!(html.contains("*_&lt;b&gt;|x") && !html.contains("<b>|"), "{html}");
    let markdown = site.read("output/booklets/sam/wave/booklet.md");
    assert!(markdown.contains("**\\*\\_\\<b\\>\\|x**"), "{markdown}");
    assert!(site.read("output/booklets/index.html").contains("*_&lt;b&gt;|x"));
}

#[test]
fn notes_are_markdown_without_html() {
    let note = "    note: 'Brace **hard**. <script>alert(1)</script> [x](javascript:alert(1)) {{ site.title }}'\n";
    let site = site().file(
        "content/programs/wave.yaml",
        PROGRAM.replace("    warmup: true\n", &format!("    warmup: true\n{note}")),
    );
    built(&site);
    let html = site.read("output/booklets/sam/wave/booklet.html");
    assert!(html.contains("Brace <strong>hard</strong>.") && html.contains("{{ site.title }}"), "{html}");
    assert!(!html.contains("<script>alert") && !html.contains("javascript:"), "{html}");
    let markdown = site.read("output/booklets/sam/wave/booklet.md");
    assert!(markdown.contains("Brace **hard**.") && !markdown.contains("<script"), "{markdown}");
}

#[test]
fn a_site_replaces_templates_file_by_file() {
    let site = site()
        .file("templates/hooks/head.html", "<meta name=\"club\" content=\"{{ site.title }}\">")
        .file("templates/index.html", "{% extends \"builtin/index.html\" %}{% block title %}Ours{% endblock title %}");
    built(&site);
    assert!(
        site.read("output/booklets/sam/wave/booklet.html")
            .contains("<meta name=\"club\" content=\"Training programs\">")
    );
    assert!(site.read("output/site/index.html").contains("<title>Ours</title>"));
}

#[test]
fn scripts_are_not_templates() {
    let site = site().file("templates/gym.js", "const a = `{{ b }}` + '{% if %}' + '</script>';");
    built(&site);
    let html = site.read("output/booklets/sam/wave/booklet.html");
    assert!(html.contains("<script>const a = `{{ b }}` + '{% if %}' + '<\\/script>';</script>"), "{html}");
    assert!(html.contains("const LoadRules"));
    site.write("templates/hooks/end.html", "{{ raw(file=\"other.js\") }}");
    let ran = site.run(&["build"]);
    assert!(ran.stderr.contains("unknown script `other.js`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("templates/hooks/end.html:1:4"), "{}", ran.stderr);
}

#[test]
fn files_that_are_no_templates_are_ignored() {
    let site = site().file("templates/hooks/.DS_Store", [0xff, 0xfe]).file("templates/logo.png", [0x89, 0xff]);
    built(&site);
}

#[test]
fn unknown_variables_of_a_template_are_errors_at_their_place() {
    let site = site();
    built(&site);
    let before = site.files("output");
    site.write("templates/booklet.md", "# {{ title }}\n\n{{ titel }}\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.starts_with("error[template]: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("templates/booklet.md:3:4"), "{}", ran.stderr);
    assert_eq!(site.files("output"), before);
    site.write("templates/booklet.md", "{% if %}");
    assert!(site.run(&["build"]).stderr.contains("templates/booklet.md:1:"));
}

#[test]
fn errors_keep_the_last_good_output() {
    let site = site();
    built(&site);
    let before = site.files("output");
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "80 %%"));
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.ends_with("1 error\nnothing was written; output is unchanged\n"), "{}", ran.stderr);
    assert_eq!(site.files("output"), before);
}

#[test]
fn stale_booklets_are_removed_and_foreign_files_stay() {
    let site = site();
    built(&site);
    site.write("output/CNAME", "club.example");
    site.write("output/booklets/sam/notes.txt", "mine");
    fs::remove_file(site.path().join("content/lifters/sam.yaml")).unwrap();
    built(&site);
    let paths: Vec<_> = site.files("output").into_iter().map(|(path, _)| path).collect();
    let paths: Vec<_> = paths.iter().filter(|path| !path.starts_with("site/")).collect();
    assert_eq!(paths, ["CNAME", "booklets/index.html", "booklets/sam/notes.txt"]);
}

#[test]
fn a_foreign_folder_is_not_taken_over() {
    let site = site().file("output/thesis.tex", "years of work");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("not made by liftpress") && ran.stderr.contains("-o"), "{}", ran.stderr);
    assert_eq!(site.files("output").len(), 1);
}

/// A full disk, as far as a process can tell: no file can grow beyond a few blocks.
#[cfg(unix)]
#[test]
fn a_failed_write_keeps_the_last_good_output() {
    let site = site();
    built(&site);
    let before = site.files("output");
    site.write("content/lifters/sam.yaml", SAM.replace("100", "120"));
    let binary = env!("CARGO_BIN_EXE_liftpress");
    let limited = |trap: &str| {
        let script = format!("{trap} ulimit -f 4; exec '{binary}' build -q");
        ran(&Command::new("sh").args(["-c", &script]).current_dir(site.path()).output().unwrap())
    };
    // The limit as an error …
    let failed = limited("trap '' XFSZ;");
    assert_eq!(failed.code, Some(1), "{}", failed.stderr);
    assert!(
        failed.stderr.contains("cannot write") && failed.stderr.contains("the last good output is unchanged"),
        "{}",
        failed.stderr
    );
    assert_eq!(site.files("output"), before);
    // … and as a signal that kills in the middle of a write.
    assert_eq!(limited("").code, None);
    assert_eq!(site.files("output"), before);
    built(&site);
    assert!(site.read("output/booklets/sam/wave/booklet.html").contains("<b>95</b>"));
}
