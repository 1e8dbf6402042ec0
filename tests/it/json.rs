//! What commands print as JSON, as documented in `docs/pages/json.md`.

use serde_json::{Value, json};

use crate::harness::{Ran, Site, commands, repository};

const PROGRAM: &str = "title: Wave\nunits: kg\nweeks: 2\nlevel: beginner\ntags: [squat, short]\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ 80% +5%/week}\n";
const LIFTER: &str = "name: Sam Example\nunits: kg\nmaxes: {squat: 100}\npublish: true\nprograms: [wave]\n";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", PROGRAM).file("content/lifters/sam.yaml", LIFTER)
}

/// Returns the only document on standard output.
fn document(ran: &Ran) -> Value {
    assert!(ran.stdout.ends_with("}\n") || ran.stdout.ends_with("]\n"), "{ran:?}");
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

/// Returns the document of a command that prints nothing else.
fn fine(site: &Site, args: &[&str]) -> Value {
    let ran = site.run(args);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{args:?}");
    document(&ran)
}

#[test]
fn list() {
    let expected = json!({
        "format": 1,
        "programs": [{
            "program": "wave", "title": "Wave", "weeks": 2, "days_per_week": 1, "lifts": ["squat"],
            "tags": ["squat", "short"], "level": "beginner",
        }],
        "lifters": [
            {"lifter": "sam", "name": "Sam Example", "units": "kg", "programs": ["wave"], "booklets": ["wave"]},
        ],
    });
    assert_eq!(fine(&site(), &["list", "--format", "json"]), expected);
    let site = site().file("content/programs/plain.yaml", "title: P\ndays: [{name: A, top: {bench: 5x3}}]\n");
    let plain = &fine(&site, &["list", "-f", "json"])["programs"][0];
    assert_eq!((&plain["program"], &plain["tags"], &plain["level"]), (&json!("plain"), &json!([]), &Value::Null));
    // Everything readable is listed.
    site.write("content/programs/broken.yaml", "title: [");
    let ran = site.run(&["list", "-f", "json"]);
    assert_eq!((ran.code, document(&ran)["programs"].as_array().unwrap().len()), (Some(1), 2));
    assert!(ran.stderr.contains("error[syntax]"), "{}", ran.stderr);
}

#[test]
fn explain() {
    let all = fine(&Site::new(), &["explain", "--format", "json"]);
    let one = fine(&Site::new(), &["explain", "no-reference", "-f", "json"]);
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert!(all.as_array().unwrap().contains(&one[0]));
    assert_eq!((&one[0]["code"], &one[0]["severity"]), (&json!("no-reference"), &json!("error")));
    assert_eq!(one[0]["summary"], "A load or condition refers to a set that does not exist.");
    assert!(one[0]["explanation"].as_str().unwrap().contains("\n\nFix: "));
    let wrong = Site::new().run(&["explain", "no-refrence", "-f", "json"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (Some(2), ""));
}

#[test]
fn build_that_writes() {
    let site = site().file("content/liftpress.yaml", "formats: [html, json, pdf]\nlayouts: [booklet, sheet]\n");
    let ran = site.run(&["build", "--report", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("1 booklet (private): "), "{}", ran.stderr);
    let report = document(&ran);
    let expected = json!({
        "format": 1,
        "built": true,
        "output": "output",
        "site": "output/site",
        "booklets": [{
            "lifter": "sam", "program": "wave", "folder": "output/booklets/sam/wave",
            "files": ["booklet.html", "booklet.json", "booklet.pdf", "sheet.pdf"],
            "published": "output/site/lifters/sam/wave",
        }],
        "error": null,
        "diagnostics": [],
    });
    assert_eq!(report, expected);
    for file in report["booklets"][0]["files"].as_array().unwrap() {
        let path = format!("output/booklets/sam/wave/{}", file.as_str().unwrap());
        assert!(site.path().join(&path).is_file(), "{path}");
    }
    assert!(site.path().join("output/site/lifters/sam/wave/index.html").is_file());
}

#[test]
fn a_failed_build_reports_what_check_reports() {
    let site = site();
    site.fine(&["build", "-q"]);
    site.write("content/programs/wave.yaml", PROGRAM.replace("squat: 5x3", "sqaut: 5x3"));
    let ran = site.run(&["build", "--report", "json"]);
    let report = document(&ran);
    assert_eq!((ran.code, &report["built"], &report["booklets"]), (Some(1), &json!(false), &json!([])));
    assert!(ran.stderr.contains("error[unknown-exercise]"), "{}", ran.stderr);
    assert_eq!(report["diagnostics"], document(&site.run(&["check", "--format", "json"])));
    assert_eq!((&report["diagnostics"][0]["code"], &report["error"]), (&json!("unknown-exercise"), &Value::Null));
}

/// JSON reports include advice, which `build` only counts on the terminal.
#[test]
fn build_reports_advice_and_unwritable_output() {
    let advised = "title: T\nunits: kg\noptions: {a: {choices: [b, c], default: b}}\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n";
    let site = Site::new().file("content/programs/t.yaml", advised);
    let report = document(&site.run(&["build", "-q", "--report", "json"]));
    assert_eq!((&report["built"], &report["diagnostics"][0]["code"]), (&json!(true), &json!("unused-option")));
    let site = self::site().file("elsewhere/mine", "mine");
    let ran = site.run(&["build", "-o", "elsewhere", "--report", "json"]);
    let report = document(&ran);
    assert_eq!((ran.code, &report["built"], &report["diagnostics"]), (Some(1), &json!(false), &json!([])));
    let error = report["error"].as_str().unwrap();
    assert!(error.starts_with("`elsewhere` is not empty and was not made by liftpress"), "{error}");
    assert_eq!(ran.stderr, format!("error: {error}\n"));
    let nowhere = site.run(&["build", "nowhere", "--report", "json"]);
    assert_eq!((nowhere.code, nowhere.stdout.as_str()), (Some(2), ""));
}

#[test]
fn init_and_new() {
    let site = Site::new().file("README.md", "mine");
    let started = fine(&site, &["init", "-q", "--format", "json"]);
    assert_eq!((&started["format"], &started["left"]), (&json!(1), &json!(["README.md"])));
    let written: Vec<_> = started["written"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert!(written.contains(&"content/liftpress.yaml") && !written.contains(&"README.md"), "{written:?}");
    assert!(written.iter().all(|path| site.path().join(path).is_file()), "{written:?}");
    let created = fine(&site, &["new", "lifter", "Zoë", "Sample", "-q", "-f", "json"]);
    assert_eq!(created, json!({"format": 1, "written": ["content/lifters/zoe-sample.yaml"], "left": []}));
    let again = site.run(&["new", "lifter", "Zoë", "Sample", "-f", "json"]);
    assert_eq!((again.code, again.stdout.as_str()), (Some(2), ""));
}

#[test]
fn theme_list() {
    let site = site().file("templates/site.css", "").file("templates/banner.html", "");
    let list = fine(&site, &["theme", "list", "-f", "json"]);
    let of = |name: &str| list.as_array().unwrap().iter().find(|listed| listed["name"] == name).unwrap().clone();
    assert_eq!(of("banner.html"), json!({"name": "banner.html", "purpose": null, "own": true}));
    assert_eq!(
        of("site.css"),
        json!({"name": "site.css", "purpose": "The style of pages; a file of the site", "own": true})
    );
    assert_eq!(of("base.html")["own"], false);
}

#[test]
fn fmt_check() {
    let site = site();
    assert_eq!(fine(&site, &["fmt", "--check", "-f", "json"]), json!([]));
    site.write("content/programs/wave.yaml", PROGRAM.replace("5x3 @ 80%", "5 x 3@80 %"));
    let ran = site.run(&["fmt", "--check", "--format", "json"]);
    assert_eq!((ran.code, document(&ran)), (Some(1), json!(["content/programs/wave.yaml"])));
    // Without `--check`, JSON would describe files that were changed.
    assert_eq!(site.run(&["fmt", "--format", "json"]).code, Some(2));
}

/// Returns the structure of a document: its keys without values, and the first element of each list.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), shape(value))).collect(),
        Value::Array(list) => list.first().map_or(Value::Null, |first| json!([shape(first)])),
        _ => Value::Null,
    }
}

/// The examples of the page have the printed keys, in their order.
#[test]
fn the_examples_match_the_output() {
    let page = std::fs::read_to_string(repository().join("docs/pages/json.md")).unwrap();
    let mut run = 0;
    for section in page.split("\n## ").skip(1) {
        let (title, text) = section.split_once('\n').unwrap();
        let Some((_, example)) = text.split_once("```json\n") else { continue };
        let (example, _) = example.split_once("\n```").unwrap();
        let site = site();
        let args: &[&str] = match title {
            "list" => &["list", "-f", "json"],
            "build" => &["build", "--report", "json"],
            "fmt" => {
                site.write("content/programs/wave.yaml", PROGRAM.replace("5x3", "5 x 3"));
                &["fmt", "--check", "-f", "json"]
            }
            "explain" => &["explain", "rested-drop", "-f", "json"],
            "init" => {
                site.write("new/README.md", "mine");
                &["init", "new", "-f", "json"]
            }
            "theme list" => &["theme", "list", "-f", "json"],
            title => panic!("no command of `{title}`"),
        };
        let (example, printed): (Value, _) = (serde_json::from_str(example).unwrap(), document(&site.run(args)));
        assert_eq!(shape(&example).to_string(), shape(&printed).to_string(), "{title}");
        run += 1;
    }
    assert_eq!(run, 6);
}

/// Every command that prints JSON is documented on the page.
#[test]
fn the_page_names_every_command() {
    let page = std::fs::read_to_string(repository().join("docs/pages/json.md")).unwrap();
    let site = Site::new();
    let takes_json = |command: &[&str]| {
        let help = site.run(&[command, &["--help"]].concat()).stdout;
        help.lines().any(|line| line.trim_start().starts_with("- json:"))
    };
    let mut count = 0;
    for command in commands(&site.fine(&["--help"])) {
        let nested = commands(&site.fine(&[&command, "--help"]));
        let nested = nested.iter().map(|nested| vec![command.as_str(), nested]);
        for command in nested.chain([vec![command.as_str()]]) {
            if takes_json(&command) {
                count += 1;
                assert!(page.contains(&format!("`liftpress {}", command.join(" "))), "{command:?}");
            }
        }
    }
    assert!(count >= 12, "only {count} commands print JSON");
}
