//! Private by default: who can read booklets, and the warnings where others can.

#[cfg(unix)]
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::harness::Site;

const PROGRAM: &str = "title: Wave\nunits: kg\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n";
const LIFTER: &str = "name: Sam Sample\nmaxes: {squat: 200}\nprograms: [wave]\n";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", PROGRAM).file("content/lifters/sam.yaml", LIFTER)
}

#[cfg(unix)]
#[test]
fn booklets_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    let mode = |path: &str| fs::metadata(site.path().join(path)).unwrap().permissions().mode() & 0o777;
    let build = || assert_eq!(site.run(&["build", "-q"]).code, Some(0));
    build();
    let booklet = "output/booklets/sam/wave/booklet.html";
    assert_eq!((mode("output/booklets"), mode("output/booklets/sam/wave"), mode(booklet)), (0o700, 0o700, 0o600));
    assert_eq!(mode("output/booklets/index.html"), 0o600);
    let published = mode("output/site/index.html");
    assert_ne!(published & 0o044, 0, "others may read what is published");
    // Permissions for a web server are set once; later builds do not change them.
    fs::set_permissions(site.path().join("output/booklets"), fs::Permissions::from_mode(0o755)).unwrap();
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "85%"));
    site.write("content/lifters/kim.yaml", LIFTER.replace("Sam", "Kim"));
    build();
    assert_eq!((mode(booklet), mode("output/booklets/kim/wave/booklet.html")), (published, published));
    assert_ne!(mode("output/booklets/kim") & 0o055, 0);
}

/// Returns what `serve` prints when it starts with these options, up to the line that contains a text.
fn said_by_serve(site: &Site, options: &[&str], last: &str) -> String {
    let mut command = crate::harness::command(&[&["serve", "--port", "0"], options].concat());
    let mut serving = command.current_dir(site.path()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(serving.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut said = String::new();
    for line in lines {
        said.push_str(&line);
        said.push('\n');
        if line.contains(last) {
            break;
        }
    }
    serving.kill().unwrap();
    serving.wait().unwrap();
    said
}

#[test]
fn serving_a_network_warns_of_public_booklets() {
    let warning = "warning: everyone in this network can read the booklets of all lifters: http://";
    let site = site();
    for quiet in [&["--host", "0.0.0.0"][..], &["--host", "0.0.0.0", "-q"]] {
        let said = said_by_serve(&site, quiet, "everyone");
        let line = said.lines().find(|line| line.starts_with(warning)).unwrap_or_else(|| panic!("{said}"));
        let address = line.strip_prefix(warning).unwrap();
        assert!(!address.starts_with("0.0.0.0") && address.ends_with("/booklets/"), "{said}");
    }
    let said = said_by_serve(&site, &[], "Ctrl-C");
    assert!(!said.contains("everyone"), "{said}");
}

#[test]
fn without_lifters_no_name_and_no_max_appears() {
    let site = site().file("content/lifters/club.csv", "name,squat,program\nKim Sample,9000,wave\n");
    site.write("content/lifters/sam.yaml", LIFTER.replace("200", "2000"));
    let all = site.run(&["check", "--format", "github"]).stdout;
    assert!(all.contains("Sam Sample") || all.contains("2000"), "{all}");
    for format in ["text", "json", "github", "sarif"] {
        let ran = site.run(&["check", "--no-lifters", "--format", format]);
        assert_eq!(ran.code, Some(0));
        let said = ran.stdout + &ran.stderr;
        assert!(!said.contains("Sample") && !said.contains("000"), "{said}");
    }
    let repository = crate::git::Repository::new();
    let site = &repository.site;
    site.write("content/programs/wave.yaml", PROGRAM);
    site.write("content/lifters/sam.yaml", LIFTER);
    repository.commit("First");
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "85%"));
    site.write("content/lifters/sam.yaml", LIFTER.replace("200", "210"));
    assert!(site.fine(&["diff"]).contains("210"));
    for format in ["text", "md", "html", "json"] {
        let reported = site.fine(&["diff", "--no-lifters", "--format", format]);
        assert!(
            reported.contains("85%") && !reported.contains("Sam") && !reported.contains("210"),
            "{format}: {reported}"
        );
    }
    repository.commit("Second");
    let reported = site.fine(&["diff", "HEAD~1..HEAD", "--no-lifters"]);
    assert!(reported.contains("85%") && !reported.contains("Sam") && !reported.contains("210"), "{reported}");
}

#[test]
fn a_new_site_keeps_lifters_out_of_git() {
    let site = Site::new();
    assert_eq!(site.run(&["init", "-q"]).code, Some(0));
    assert_eq!(site.run(&["new", "lifter", "Zoe"]).code, Some(0));
    site.write("content/lifters/club.csv", "name,squat\nKim,100\n");
    site.write("content/lifters/2027/ana.yml", LIFTER);
    let git = |args: &[&str]| {
        let output = Command::new("git").args(args).current_dir(site.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    let lifters = git(&["ls-files", "content/lifters"]);
    assert_eq!(lifters, "content/lifters/README.md\n");
}
