//! `liftpress init` and `liftpress new`: what they write, what they leave alone, and that all of it is valid.

use std::path::Path;

use serde_json::Value;

use crate::harness::{Site, repository};

fn started() -> Site {
    let site = Site::new();
    assert_eq!(site.run(&["init", "-q"]).code, Some(0));
    site
}

/// Returns the names of the files in the folder, without schemas.
fn names(site: &Site) -> Vec<String> {
    site.files(".").into_iter().map(|(path, _)| path).filter(|path| !path.starts_with("schemas/")).collect()
}

const FILES: [&str; 14] = [
    ".github/pull-request.sh",
    ".github/workflows/pull-request.yml",
    ".github/workflows/site.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    ".vscode/extensions.json",
    "README.md",
    "content/exercises/tempo-squat.md",
    "content/lifters/README.md",
    "content/lifters/sam-sample.yaml",
    "content/liftpress.yaml",
    "content/pages/about.md",
    "content/programs/four-weeks.yaml",
    "content/programs/squat-day.yaml",
];

#[test]
fn init_lists_every_file_of_a_new_site() {
    let site = Site::new();
    let ran = site.run(&["init"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    let expected = "\
wrote 19 files:
  .github/pull-request.sh
  .github/workflows/pull-request.yml
  .github/workflows/site.yml
  .gitignore
  .gitlab-ci.yml
  .vscode/extensions.json
  README.md
  schemas/exercise.schema.json
  schemas/lifter.schema.json
  schemas/page.schema.json
  schemas/program.schema.json
  schemas/settings.schema.json
  content/exercises/tempo-squat.md
  content/lifters/README.md
  content/lifters/sam-sample.yaml
  content/liftpress.yaml
  content/pages/about.md
  content/programs/four-weeks.yaml
  content/programs/squat-day.yaml

Next steps:
  liftpress build            build the booklets, then open output/booklets/index.html
  liftpress serve --open     preview the site in your browser while you edit

Comments in the files of content/ explain them.
";
    assert_eq!(ran.stderr, expected);
    assert_eq!(names(&site), FILES);
    let elsewhere = Site::new();
    let ran = elsewhere.run(&["init", "a/new site"]);
    assert!(ran.stderr.contains("  a/new site/content/liftpress.yaml\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("\nNext steps:\n  cd \"a/new site\"\n  liftpress build "), "{}", ran.stderr);
}

#[test]
fn quiet_prints_nothing() {
    let site = Site::new();
    assert_eq!(site.fine(&["init", "--quiet"]), "");
    assert_eq!(site.fine(&["new", "lifter", "Kim", "-q"]), "");
}

#[test]
fn existing_files_stay_and_are_reported() {
    let site = Site::new().file("README.md", "mine").file(".gitignore", "mine too");
    let ran = site.run(&["init"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("wrote 17 files:\n"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("\nalready exists, unchanged: .gitignore\nalready exists, unchanged: README.md\n"),
        "{}",
        ran.stderr
    );
    assert_eq!((site.read("README.md").as_str(), site.read(".gitignore").as_str()), ("mine", "mine too"));
    let private =
        "  keep lifters and booklets out of Git: add these lines to .gitignore\n    /output/\n    /content/lifters/*\n";
    assert!(ran.stderr.contains(private), "{}", ran.stderr);
    let ignoring = Site::new().file(".gitignore", "/content/lifters/*\n").run(&["init"]);
    assert!(!ignoring.stderr.contains("keep lifters"), "{}", ignoring.stderr);
    assert_eq!(names(&site), FILES);
}

#[test]
fn init_refuses_an_existing_site() {
    let site = Site::new().file("content/programs/mine.yaml", "title: Mine\n");
    let ran = site.run(&["init"]);
    let message = "error: `.` is already a site, and nothing was written; add files to it with `liftpress new`\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), message));
    assert_eq!(names(&site), ["content/programs/mine.yaml"]);
    let site = Site::new().file("file", "");
    assert_eq!(site.run(&["init", "file"]).stderr, "error: `file` is a file, not a folder\n");
    // A file in place of a folder.
    let ran = site.file(".github", "").run(&["init"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.starts_with("error: cannot write `.github`: "), "{}", ran.stderr);
}

/// An interrupted `init` can be repeated.
#[test]
fn init_completes_a_partial_site() {
    let site = started();
    std::fs::remove_dir_all(site.path().join("content")).unwrap();
    let ran = site.run(&["init"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.starts_with("wrote 7 files:\n"), "{}", ran.stderr);
}

#[test]
fn a_new_site_has_no_diagnostics_and_is_formatted() {
    let site = started();
    assert_eq!(
        site.fine(&["check", "--deny-warnings"]),
        "2 programs, 1 lifter: no problems
"
    );
    assert_eq!(site.fine(&["fmt", "--check"]), "");
    let ran = site.run(&["build"]);
    assert_eq!(
        ran.stderr,
        "2 booklets (private): output/booklets/index.html\nsite with 2 programs (to publish): output/site/index.html\n"
    );
    // Commands in comments can be typed.
    site.fine(&["show", "four-weeks", "--max", "squat=140", "--max", "bench=100", "--max", "deadlift=180"]);
    for (path, text) in site.files("output/site") {
        assert!(!text.contains("Sam Sample"), "{path} names a lifter");
    }
}

/// Every YAML file starts with a line that names a schema, and these schemas are current.
#[test]
fn schema_comments_name_existing_schemas() {
    let site = started();
    let mut count = 0;
    for (path, text) in
        site.files("content").into_iter().filter(|(path, _)| Path::new(path).extension() == Some("yaml".as_ref()))
    {
        let header = text.lines().next().unwrap();
        let schema =
            header.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{path}: {header}"));
        let schema = site.path().join("content").join(&path).parent().unwrap().join(schema).canonicalize().unwrap();
        let kind = schema.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_owned();
        assert_eq!(std::fs::read_to_string(&schema).unwrap(), site.fine(&["schema", &kind]), "{path}");
        let folder = Path::new(&path).components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
        assert!(
            folder.starts_with(&kind) || (kind.as_str(), folder.as_str()) == ("settings", "liftpress.yaml"),
            "{path}"
        );
        count += 1;
    }
    assert_eq!(count, 4);
}

/// Workflows check and publish the site, and never a booklet.
#[test]
fn workflows_are_yaml_and_publish_the_site_alone() {
    let site = started();
    let workflow: Value = serde_yaml::from_str(&site.read(".github/workflows/site.yml")).unwrap();
    let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
    let runs: Vec<_> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    // In public repositories, lifters are not named.
    let check = "liftpress check --format github ${{ github.event.repository.visibility != 'private' && '--no-lifters' || '' }}";
    assert!(runs.contains(&check) && runs.contains(&"liftpress build --quiet --format html"));
    let uploads = |step: &&Value| step["uses"].as_str().is_some_and(|uses| uses.contains("upload"));
    let uploads: Vec<_> = steps.iter().filter(uploads).map(|step| &step["with"]["path"]).collect();
    assert_eq!(uploads, ["output/site"]);
    assert_eq!(workflow["env"]["VERSION"], env!("CARGO_PKG_VERSION"));
    let gitlab: Value = serde_yaml::from_str(&site.read(".gitlab-ci.yml")).unwrap();
    assert_eq!(gitlab["pages"]["artifacts"]["paths"], serde_json::json!(["public"]));
    assert_eq!(gitlab["pages"]["script"][2], "cp -r output/site public");
    assert!(gitlab["pages"]["script"][0].as_str().is_some_and(|check| check.contains("--no-lifters")));
    assert_eq!(gitlab["check"]["variables"]["VISIBILITY"], "$CI_PROJECT_VISIBILITY");
    assert_eq!(gitlab["check"]["artifacts"]["paths"], serde_json::json!(["pull-request"]));
    let commands = gitlab["before_script"].as_array().unwrap();
    assert!(commands.iter().all(Value::is_string), "{commands:?}");
    assert_eq!(gitlab["variables"]["VERSION"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn new_creates_a_program() {
    let site = started();
    let ran = site.run(&["new", "program", "Bench", "day:", "heavy"]);
    let expected = "\
wrote content/programs/bench-day-heavy.yaml
edit it, then print its weights: liftpress show bench-day-heavy --max squat=100kg
";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), expected));
    let text = site.read("content/programs/bench-day-heavy.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=../../schemas/program.schema.json\n\n# "), "{text}");
    assert!(text.contains("\n#   liftpress show bench-day-heavy --max squat=100kg\n"), "{text}");
    assert!(site.fine(&["show", "bench-day-heavy", "--max", "squat=100kg"]).starts_with("Bench day: heavy\n"));
    assert_eq!(site.fine(&["check"]), "3 programs, 1 lifter: no problems\n");
    assert_eq!(site.fine(&["fmt", "--check"]), "");
}

#[test]
fn new_creates_a_lifter() {
    let site = started();
    let ran = site.run(&["new", "lifter", "Zoë O'Brien"]);
    let expected = "\
wrote content/lifters/zoe-obrien.yaml
add the lifter's maxes and programs, then build the booklets: liftpress build
";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), expected));
    assert!(site.read("content/lifters/zoe-obrien.yaml").contains("\nname: Zoë O'Brien\n"));
    assert_eq!(site.fine(&["check"]), "2 programs, 2 lifters: no problems\n");
    // With every # removed, it is a lifter with every key.
    let text = site.read("content/lifters/zoe-obrien.yaml");
    let (head, body) = text.split_once("\nname:").unwrap();
    let lines = body.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if !rest.starts_with(char::is_uppercase) => rest,
        _ => line,
    });
    site.write("content/lifters/zoe-obrien.yaml", format!("{head}\nname:{}\n", lines.collect::<Vec<_>>().join("\n")));
    assert_eq!(site.fine(&["check"]), "2 programs, 2 lifters: no problems\n");
}

#[test]
fn new_creates_an_exercise() {
    let site = started();
    let ran = site.run(&["new", "exercise", "Belt squat"]);
    let expected = "\
wrote content/exercises/belt-squat.md
edit it, then use it in a program: `belt-squat: 3x5`
";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), expected));
    let checked = site.run(&["check"]);
    assert_eq!(checked.code, Some(0));
    assert!(!checked.stderr.contains("warning"), "{}", checked.stderr);
    let ran = site.run(&["new", "exercise", "squat"]);
    let expected = "\
wrote content/exercises/squat.md
this copy replaces the built-in exercise `squat`
";
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), expected));
    let builtin = std::fs::read_to_string(repository().join("content/exercises/squat.md")).unwrap();
    assert_eq!(site.read("content/exercises/squat.md"), builtin);
}

#[test]
fn new_refuses_existing_names() {
    let site = started().file("content/lifters/club.csv", "name,units\nKim Sample,kg\n");
    site.fine(&["new", "program", "Wave", "-q"]);
    site.write("content/programs/2026/old.yml", "title: Old\ndays: [{name: A, top: {squat: 1x1}}]\n");
    for (args, message) in [
        (
            ["program", "wave"],
            "error: the program `wave` already exists in `content/programs/wave.yaml`; choose another name\n",
        ),
        (
            ["program", "Old"],
            "error: the program `old` already exists in `content/programs/2026/old.yml`; choose another name\n",
        ),
        (
            ["lifter", "Sam Sample"],
            "error: the lifter `sam-sample` already exists in `content/lifters/sam-sample.yaml`; choose another name\n",
        ),
        (
            ["lifter", "Kim Sample"],
            "error: the lifter `kim-sample` already exists in `content/lifters/club.csv`; choose another name\n",
        ),
        (
            ["exercise", "Tempo squat"],
            "error: the exercise `tempo-squat` already exists in `content/exercises/tempo-squat.md`; choose another name\n",
        ),
        (["lifter", "♥"], "error: cannot make a file name from `♥`; choose a name with other letters or digits\n"),
        (["program", "Con"], "error: cannot make a file name from `Con`; choose a name with other letters or digits\n"),
        (
            ["program", "a\nb"],
            "error: the name has a line break or an invisible character; write it in one line of visible characters\n",
        ),
        (
            ["program", "a\u{202e}b"],
            "error: the name has a line break or an invisible character; write it in one line of visible characters\n",
        ),
    ] {
        let ran = site.run(&["new", args[0], args[1]]);
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(2), "", message), "{args:?}");
    }
    let ran = Site::new().run(&["new", "program", "x"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.ends_with("; create a site with `liftpress init`\n"), "{}", ran.stderr);
}

/// Without schemas no comment names one. A content folder is a site too.
#[test]
fn headers_only_where_there_are_schemas() {
    let site = Site::new().file("mine/programs/.keep", "");
    let ran = site.run(&["new", "program", "A", "--dir", "mine"]);
    assert!(
        ran.stderr.contains("wrote mine/programs/a.yaml\n") && ran.stderr.ends_with(" -C mine\n"),
        "{}",
        ran.stderr
    );
    assert!(site.read("mine/programs/a.yaml").starts_with("# Everything below"));
    site.fine(&["schema", "--all", "mine/schemas"]);
    site.fine(&["new", "lifter", "B", "-q", "-C", "mine"]);
    assert!(
        site.read("mine/lifters/b.yaml").starts_with("# yaml-language-server: $schema=../schemas/lifter.schema.json\n")
    );
}
