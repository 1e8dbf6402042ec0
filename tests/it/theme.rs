//! `liftpress theme`: the list of templates, and copies of them.

use std::fs;

use crate::harness::{Site, repository};

const PROGRAM: &str = "title: T\nunits: kg\ndays: [{name: A, top: {squat: 1x1 @ 100 kg}}]\n";

fn site() -> Site {
    Site::new().file("content/programs/p.yaml", PROGRAM)
}

#[test]
fn templates_are_listed_with_what_they_are_for() {
    let site = site().file("templates/site.css", "").file("templates/club/banner.html", "");
    let list = site.fine(&["theme", "list"]);
    for line in [
        "TEMPLATE          YOURS  WHAT IT IS",
        "booklet.css              The style of booklets, on screen and in print",
        "club/banner.html  yes    Your own template",
        "site.css          yes    The style of pages; a file of the site",
    ] {
        assert!(list.lines().any(|listed| listed == line), "{line}\n{list}");
    }
    assert_eq!(site.fine(&["theme", "list", "content"]).matches("yes").count(), 0);
}

/// A copy equals the built-in template, so that a build with every template copied equals one without.
#[test]
fn copies_are_what_is_built_in() {
    let site = site();
    site.fine(&["build", "-q"]);
    let before = site.files("output");
    let list = site.fine(&["theme", "list"]);
    let names: Vec<_> = list.lines().skip(1).map(|line| line.split(' ').next().unwrap()).collect();
    let ran = site.run(&[&["theme", "copy"], names.as_slice()].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("wrote templates/hooks/head.html, which replaces the built-in template\n"));
    for name in &names {
        let builtin = fs::read_to_string(repository().join("templates").join(name)).unwrap();
        assert_eq!(site.read(&format!("templates/{name}")), builtin, "{name}");
    }
    site.fine(&["build", "-q"]);
    assert_eq!(site.files("output"), before);
}

#[test]
fn theme_copy_overwrites_nothing_and_copies_all_or_nothing() {
    let site = site().file("templates/site.css", "mine");
    for (args, message) in [
        (
            &["booklet.css", "site.css"][..],
            "error: `templates/site.css` already exists, and nothing was written; to start again from the built-in template, rename yours first\n",
        ),
        (&["booklet.css", "bookelt.html"], "error: unknown template `bookelt.html`; did you mean `booklet.html`?\n"),
        (&["../x"], "error: unknown template `../x`; `liftpress theme list` shows all of them\n"),
    ] {
        let ran = site.run(&[&["theme", "copy"], args].concat());
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(2), "", message), "{args:?}");
    }
    assert_eq!(site.files("templates"), [("site.css".to_owned(), "mine".to_owned())]);
    assert_eq!(site.run(&["theme", "copy", "look.typ", "look.typ", "--dir", "nowhere"]).code, Some(2));
    assert_eq!(Site::new().run(&["theme", "list"]).code, Some(2));
}
