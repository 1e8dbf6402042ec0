//! Unresolved merges: an error in every file that is read, and never published.

use crate::git::Repository;
use crate::harness::Site;

const PROGRAM: &str = "title: Wave\nunits: kg\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n";
const LIFTER: &str = "name: Sam\nmaxes: {squat: 200}\nprograms: [wave]\n";
const CONFLICT: &str = "<<<<<<< HEAD\nTen\n=======\nTwenty\n>>>>>>> other\n";

fn site() -> Site {
    Site::new()
        .file("content/programs/wave.yaml", PROGRAM)
        .file("content/lifters/sam.yaml", LIFTER)
        .file("content/pages/prices.md", "# Prices\n\nTen\n")
        .file("content/exercises/squat.md", "---\nname: Squat\n---\nDeep.\n")
        .file("content/liftpress.yaml", "title: Club\n")
}

/// Every kind of file, starting with these lines.
const FILES: [(&str, &str); 14] = [
    ("content/programs/wave.yaml", PROGRAM),
    ("content/lifters/sam.yaml", LIFTER),
    ("content/lifters/club.csv", "name,squat,program\nKim,100,wave\n"),
    ("content/pages/prices.md", "# Prices\n\nText\n"),
    ("content/exercises/squat.md", "---\nname: Squat\n---\nDeep.\n"),
    ("content/liftpress.yaml", "title: Club\n"),
    ("content/rpe-chart.csv", "reps,10\n1,100\n"),
    ("content/assets/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n"),
    ("templates/hooks/head.html", "<!-- mine -->\n"),
    ("templates/booklet.css", "body {}\n"),
    ("templates/gym.js", "// mine\n"),
    ("templates/booklet.md", "{# mine #}\n"),
    ("templates/booklet.typ", "// mine\n"),
    ("templates/notes.txt", "mine\n"),
];

#[test]
fn every_file_is_checked_for_conflict_markers() {
    for (path, text) in FILES {
        let site = site().file(path, format!("{text}{CONFLICT}"));
        let ran = site.run(&["check"]);
        let line = text.lines().count() + 1;
        assert_eq!(ran.code, Some(1), "{path}: {}", ran.stdout);
        assert!(ran.stdout.starts_with("error[merge-conflict]: unresolved merge"), "{path}: {}", ran.stdout);
        assert!(ran.stdout.contains(&format!("--> {path}:{line}:1\n")), "{path}: {}", ran.stdout);
        assert!(ran.stdout.contains(": 1 error"), "nothing else is wrong: {path}: {}", ran.stdout);
        assert_eq!(site.run(&["build", "-q"]).code, Some(1), "{path}");
        assert!(site.files("output").is_empty(), "{path}");
    }
}

#[test]
fn part_of_a_conflict_is_a_conflict() {
    for marker in ["<<<<<<< HEAD", ">>>>>>> other", "||||||| 3f2a1c9", "======="] {
        let site = site().file("content/programs/wave.yaml", format!("{PROGRAM}{marker}\n"));
        assert!(site.run(&["check"]).stdout.contains("merge-conflict"), "{marker}");
    }
    // Headings, and text about merges.
    let site =
        site().file("content/pages/prices.md", "# Prices\n\nTen\n=======\n\n    <<<<<<< HEAD\n\nText <<<<<<< text\n");
    assert_eq!(site.run(&["check"]).code, Some(0), "{}", site.run(&["check"]).stdout);
}

#[test]
fn files_on_the_command_line_are_checked_for_conflicts() {
    let site = site();
    site.write("draft.yaml", format!("{PROGRAM}{CONFLICT}"));
    assert!(site.run(&["check", "draft.yaml"]).stdout.contains("--> draft.yaml:4:1"));
    assert!(site.run(&["show", "draft.yaml", "--max", "squat=200kg"]).stderr.contains("merge-conflict"));
    site.write("log.csv", format!("week,day,exercise,set,weight,reps\n1,1,squat,1,160,3\n{CONFLICT}"));
    let ran = site.run(&["maxes", "update", "sam", "--from", "log.csv"]);
    assert!(ran.code != Some(0) && ran.stderr.contains("merge-conflict"), "{}", ran.stderr);
    site.write("club.csv", format!("name,squat\nKim,100\n{CONFLICT}"));
    let shown = site.run(&["show", "wave", "--roster", "club.csv", "--format", "jsonl"]);
    assert!(shown.code != Some(0) && shown.stderr.contains("club.csv:3:1"), "{}", shown.stderr);
}

#[test]
fn merge_conflicts_are_found_in_files_and_revisions() {
    let repository = Repository::new();
    let site = &repository.site;
    site.write("content/programs/wave.yaml", PROGRAM);
    site.write(".gitignore", "output/\n");
    repository.commit("First");
    repository.git(&["switch", "-q", "-c", "branch"]);
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "85%"));
    repository.commit("Heavier");
    repository.git(&["switch", "-q", "main"]);
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "75%"));
    repository.commit("Lighter");
    let ours = site.path().display().to_string();
    let merge = std::process::Command::new("git").args(["-C", &ours, "merge", "-q", "branch"]).output().unwrap();
    assert!(!merge.status.success());
    assert!(site.run(&["check"]).stdout.contains("error[merge-conflict]"));
    repository.commit("As it was left");
    site.write("content/programs/wave.yaml", PROGRAM);
    let ran = site.run(&["build", "--rev", "HEAD", "-o", "old"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("error[merge-conflict]"), "{}", ran.stderr);
    assert!(site.fine(&["diff"]).contains("the old version has errors"));
}
