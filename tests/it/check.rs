//! `check`: its reports in all formats, its exit codes, and `--fix`.

use serde_json::{Value, json};

use crate::harness::{Site, gallery};

const FINE: &str = "title: Fine\nunits: kg\ndays:\n  - {name: A, top: {squat: 5x3 @ 80%}}\n";
const SLIPS: &str = "\
title: Slips   # two of them
units: kg
weeks: 2
days:
  - name: Ä
    top: {sqaut: 5x3 @ 80%}
    backoff: {squat: [3x5 @ 60%]}
";
const HIGH: &str = "title: High\nunits: kg\ndays:\n  - {name: A, top: {squat: 1x1 @ 125%}}\n";

fn slips() -> Site {
    Site::new().file("content/programs/slips.yaml", SLIPS)
}

fn json(site: &Site, args: &[&str]) -> Value {
    let ran = site.run(&[&["check", "--format", "json"], args].concat());
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn the_gallery_is_clean() {
    let ran = gallery(&["check", "--deny-warnings"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", ran.stdout);
    assert!(ran.stdout.ends_with(": no problems\n"), "{}", ran.stdout);
}

#[test]
fn prints_text() {
    let expected = "\
error[unknown-exercise]: unknown exercise `sqaut`
 --> content/programs/slips.yaml:6:11
  |
6 |     top: {sqaut: 5x3 @ 80%}
  |           ^^^^^
  |
  = help: did you mean `squat`?

error[week-count]: expected 2 schemes in this list, one for each week, found 1
 --> content/programs/slips.yaml:7:22
  |
3 | weeks: 2
  |        - 2 weeks
...
7 |     backoff: {squat: [3x5 @ 60%]}
  |                      ^^^^^^^^^^^
  |
  = help: write a scheme for each week, and `~` for a week without this exercise

1 program, 0 lifters: 2 errors
";
    let site = slips();
    let ran = site.run(&["check"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(1), expected, ""));
    assert!(!site.path().join("output").exists(), "check writes nothing");
}

#[test]
fn warnings_fail_only_with_deny_warnings() {
    let site = Site::new().file("content/programs/high.yaml", HIGH);
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.ends_with("\n1 program, 0 lifters: 1 warning\n"), "{}", ran.stdout);
    for flag in ["--deny-warnings", "--strict"] {
        assert_eq!(site.run(&["check", flag]).code, Some(1), "{flag}");
    }
    assert_eq!(Site::new().file("content/programs/fine.yaml", FINE).fine(&["check", "-q"]), "");
}

#[test]
fn quiet_prints_only_errors() {
    let warned = Site::new().file("content/programs/high.yaml", HIGH);
    let both = slips().file("content/programs/high.yaml", HIGH);
    for format in ["text", "github", "json", "sarif"] {
        let ran = warned.run(&["check", "-q", "--format", format]);
        assert!(
            ran.code == Some(0) && !ran.stdout.contains("high-percentage") && ran.stderr.is_empty(),
            "{}",
            ran.stdout
        );
        let ran = both.run(&["check", "-q", "--format", format]);
        assert!(ran.code == Some(1) && !ran.stdout.contains("high-percentage"), "{format}: {}", ran.stdout);
        assert!(ran.stdout.contains("unknown-exercise") && ran.stderr.is_empty(), "{format}: {}", ran.stdout);
    }
    assert!(both.run(&["check", "-q"]).stdout.ends_with("\n2 programs, 0 lifters: 2 errors\n"));
    // A warning that fails the command is printed.
    assert!(warned.run(&["check", "-q", "--deny-warnings"]).stdout.starts_with("warning[high-percentage]"));
    // All commands do the same.
    let max = ["--max", "squat=200kg"];
    for args in [&["build"][..], &["show", "high", max[0], max[1]], &["export", "high", "--to", "csv", max[0], max[1]]]
    {
        let [loud, quiet] = [args.to_vec(), [args, &["-q"]].concat()].map(|args| warned.run(&args));
        assert!(loud.code == Some(0) && loud.stderr.contains("warning[high-percentage]"), "{args:?}: {}", loud.stderr);
        assert_eq!((quiet.code, quiet.stderr.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn lifters_with_the_same_problem_share_one_diagnostic() {
    let row = |i: usize| format!("Lifter {i:02},kg,100,light\n");
    let site = |rows: usize| {
        Site::new()
            .file("content/programs/light.yaml", "title: L\nunits: kg\ndays: [{name: A, top: {bench: 5x5 @ 10%}}]\n")
            .file(
                "content/lifters/club.csv",
                format!("name,units,bench,program\n{}", (1..=rows).map(row).collect::<String>()),
            )
    };
    let report = |rows: usize, format: &str| site(rows).run(&["check", "--format", format]).stdout;
    let message = "Bench press: 10 kg is below the lightest loadable weight; liftpress prints 20 kg for";
    let all = format!("{message} 46 lifters: Lifter 01, Lifter 02, Lifter 03 and 43 more");
    let text = report(46, "text");
    assert!(text.starts_with(&format!("warning[below-bar]: {all}\n --> content/programs/light.yaml:3:")), "{text}");
    assert!(text.ends_with("\n1 program, 46 lifters: 1 warning\n"), "{text}");
    assert!(report(46, "github").contains(&format!(",title=below-bar::{all}%0A")));
    let json: Value = serde_json::from_str(&report(46, "json")).unwrap();
    assert_eq!((json.as_array().unwrap().len(), json[0]["message"].as_str()), (1, Some(all.as_str())));
    assert_eq!(json[0]["lifters"].as_array().unwrap().len(), 46);
    let sarif: Value = serde_json::from_str(&report(46, "sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!((results.len(), &results[0]["properties"]["lifters"][45]), (1, &json!("Lifter 46")));
    let json: Value = serde_json::from_str(&report(1, "json")).unwrap();
    assert_eq!(json[0]["message"], format!("{message} Lifter 01"));
}

#[test]
fn reports_only_the_named_files() {
    let site = slips()
        .file("content/programs/fine.yaml", FINE)
        .file("content/lifters/sam.yaml", "name: Sam\nunits: kg\nmaxes: {sqat: 1}\n")
        .file("draft.yaml", HIGH);
    let summary = |what: &[&str]| {
        let ran = site.run(&[&["check"], what].concat());
        (ran.code, ran.stdout.lines().last().unwrap_or_default().to_owned())
    };
    assert_eq!(summary(&[]), (Some(1), "2 programs, 1 lifter: 3 errors".to_owned()));
    assert_eq!(summary(&["."]), summary(&[]));
    assert_eq!(summary(&["fine"]), (Some(0), "1 file: no problems".to_owned()));
    assert_eq!(summary(&["content/programs/fine.yaml"]), summary(&["fine"]));
    assert_eq!(summary(&[".", "slips"]), (Some(1), "1 file: 2 errors".to_owned()));
    assert_eq!(summary(&["sam", "slips"]), (Some(1), "2 files: 3 errors".to_owned()));
    assert_eq!(summary(&["draft.yaml"]), (Some(0), "1 file: 1 warning".to_owned()));
    let lost = site.run(&["check", "fien"]);
    let message = "error: there is no program, lifter or file `fien`: did you mean `fine`?\n";
    assert_eq!((lost.code, lost.stderr.as_str()), (Some(2), message));
}

#[test]
fn a_draft_needs_no_site() {
    let ran = Site::new().file("draft.yaml", HIGH).run(&["check", "draft.yaml"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.starts_with("warning[high-percentage]"), "{}{}", ran.stdout, ran.stderr);
    let nothing = Site::new().run(&["check"]);
    assert_eq!(nothing.code, Some(2), "{}", nothing.stdout);
}

#[test]
fn check_reports_what_build_reports() {
    let lifter = "name: Sam\nunits: kg\nmaxes: {bench: 100}\nprograms: [fine]\n";
    let site = Site::new().file("content/programs/fine.yaml", FINE).file("content/lifters/sam.yaml", lifter);
    let (check, build) = (site.run(&["check"]), site.run(&["build"]));
    assert_eq!((check.code, build.code), (Some(1), Some(1)));
    let without_summary = |text: &str| text.trim_end().rsplit_once("\n\n").unwrap().0.to_owned();
    assert_eq!(without_summary(&check.stdout), without_summary(&build.stderr));
    assert!(check.stdout.contains("error[no-max]"));
}

#[test]
fn check_renders_templates() {
    let site = Site::new()
        .file("content/programs/fine.yaml", FINE)
        .file("content/lifters/sam.yaml", "name: Sam\nunits: kg\nmaxes: {squat: 100}\nprograms: [fine, fine]\n")
        .file("templates/booklet.html", "{{ nothing.here }}")
        .file("templates/index.html", "{{ neither }}");
    let report = json(&site, &[]);
    let at: Vec<_> = report.as_array().unwrap().iter().map(|found| (&found["code"], &found["file"])).collect();
    let template = json!("template");
    assert_eq!(at, [(&template, &json!("templates/booklet.html")), (&template, &json!("templates/index.html"))]);
    let build = site.run(&["build"]);
    assert_eq!((build.code, build.stderr.matches("error[template]").count()), (Some(1), 2), "{}", build.stderr);
}

#[test]
fn prints_json() {
    let site = slips();
    let ran = site.run(&["check", "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), "1 program, 0 lifters: 2 errors\n"));
    let file = "content/programs/slips.yaml";
    let position = |line: usize, column: usize, byte: usize| json!({"line": line, "column": column, "byte": byte});
    let byte = |text: &str| SLIPS.find(text).unwrap();
    let (start, end) = (position(6, 11, byte("sqaut")), position(6, 16, byte("sqaut: ") + 5));
    assert_eq!(
        json(&site, &[])[0],
        json!({
            "code": "unknown-exercise",
            "severity": "error",
            "message": "unknown exercise `sqaut`",
            "lifters": [],
            "help": "did you mean `squat`?",
            "file": file,
            "start": start,
            "end": end,
            "inherited_by": null,
            "related": [],
            "fix": {"file": file, "start": start, "end": end, "text": "squat"},
        })
    );
    let (start, end) = (position(3, 8, byte("2\ndays")), position(3, 9, byte("\ndays")));
    let related = json!([{"message": "2 weeks", "file": file, "start": start, "end": end}]);
    assert_eq!(json(&site, &[])[1]["related"], related);
    assert_eq!(json(&Site::new().file("content/programs/fine.yaml", FINE), &[]), json!([]));
}

#[test]
fn prints_workflow_commands() {
    let ran = slips().run(&["check", "--format", "github"]);
    let expected = "\
::error file=content/programs/slips.yaml,line=6,endLine=6,col=11,endColumn=16,title=unknown-exercise::unknown exercise `sqaut`%0Adid you mean `squat`?
::error file=content/programs/slips.yaml,line=7,endLine=7,col=22,endColumn=33,title=week-count::expected 2 schemes in this list, one for each week, found 1%0Awrite a scheme for each week, and `~` for a week without this exercise
";
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), expected));
    let high = Site::new().file("content/programs/high.yaml", HIGH).run(&["check", "--format", "github"]);
    assert!(high.stdout.starts_with("::warning file=content/programs/high.yaml,"), "{}", high.stdout);
    assert!(high.stdout.contains("::125%25 is far above the max%0A"), "{}", high.stdout);
}

/// Checks what SARIF 2.1.0 requires of these objects. The numbers are sections of the standard.
#[test]
fn prints_sarif() {
    let log: Value = serde_json::from_str(&slips().run(&["check", "--format", "sarif"]).stdout).unwrap();
    // 3.13: version and runs; 3.14: tool; 3.18: driver; 3.19: name.
    assert_eq!(log["version"], "2.1.0");
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &run["columnKind"]), (&json!("liftpress"), &json!("unicodeCodePoints")));
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        // 3.49: id; 3.12: a message has its text.
        assert!(rule["id"].is_string());
        for text in [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["text"]] {
            assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
    }
    let uri = "content/programs/slips.yaml";
    let region = |region: &Value| {
        // 3.30: lines and columns from 1, bytes from 0.
        let of = |key: &str| region[key].as_u64().unwrap_or_else(|| panic!("{key}: {region}"));
        let bytes = of("byteOffset")..of("byteOffset") + of("byteLength");
        let text = &SLIPS[usize::try_from(bytes.start).unwrap()..usize::try_from(bytes.end).unwrap()];
        assert_eq!(text.chars().count() as u64, of("endColumn") - of("startColumn"));
        (of("startLine"), of("endLine"), text.to_owned())
    };
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        // 3.27: message; ruleIndex names the rule of ruleId; level is one of four words.
        assert!(result["message"]["text"].is_string());
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], uri);
    }
    let at = |location: &Value| region(&location["physicalLocation"]["region"]);
    assert_eq!(at(&results[0]["locations"][0]), (6, 6, "sqaut".to_owned()));
    let related = &results[1]["relatedLocations"][0];
    assert_eq!((at(related), &related["message"]["text"]), ((3, 3, "2".to_owned()), &json!("2 weeks")));
    // 3.55 to 3.57: a fix has changes of artifacts, each with replacements of regions.
    let change = &results[0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], uri);
    let replacement = &change["replacements"][0];
    assert_eq!(region(&replacement["deletedRegion"]).2, "sqaut");
    assert_eq!(replacement["insertedContent"]["text"], "squat");
    assert!(results[1].get("fixes").is_none(), "a result without a fix has no `fixes`: {}", results[1]);
}

const SLOPPY: &str = "\
\u{feff}title: Sloppy   # a comment\r
units: kg\r
training_max: 85      # of the max\r
options: {supplemental: {choices: [fsl, bbb]}}\r
\r
dyas:\r
  - name: \"A: heavy\"\r
    top: {'sqaut':   5x3 @ 80%}   # sqaut\r
    backof:\r
      - {exercise: Paused Bench, sets: 3x5 @ 60% of bnech, for: strenght}\r
      - exercise: \"sqaut\"\r
        sets: |\r
          3x8 @ 60% of sqaut\r
        only: {supplemental: fls}\r
";

#[test]
fn fix_applies_safe_fixes_and_changes_nothing_else() {
    let site = Site::new().file("content/programs/sloppy.yaml", SLOPPY);
    let fixed = SLOPPY
        .replace("85      #", "85%      #")
        .replace("dyas", "days")
        .replace("'sqaut'", "'squat'")
        .replace("backof:", "backoff:")
        .replace("Paused Bench", "paused-bench")
        .replace("bnech", "bench")
        .replace("strenght", "strength")
        .replace("\"sqaut\"", "\"squat\"")
        .replace("fls", "fsl");
    let diff = site.run(&["check", "--fix", "--diff"]);
    assert_eq!((diff.code, diff.stderr.as_str()), (Some(1), ""));
    assert!(diff.stdout.starts_with("--- content/programs/sloppy.yaml\n+++ content/programs/sloppy.yaml\n@@ "));
    assert!(diff.stdout.contains("-dyas:\r\n+days:\r\n"), "{}", diff.stdout);
    assert_eq!(site.read("content/programs/sloppy.yaml"), SLOPPY, "a diff changes nothing");

    let ran = site.run(&["check", "--fix"]);
    assert_eq!(site.read("content/programs/sloppy.yaml"), fixed);
    // Text in a block stays as it is.
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), "fixed 1 file\n"));
    assert!(ran.stdout.contains("unknown exercise `sqaut`") && ran.stdout.ends_with(": 1 error\n"), "{}", ran.stdout);
    let again = site.run(&["check", "--fix"]);
    assert_eq!((again.stderr.as_str(), site.read("content/programs/sloppy.yaml")), ("", fixed));
    assert_eq!(site.run(&["check", "--diff"]).code, Some(2), "`--diff` without `--fix` is an error");
}

/// Input as coaches of several countries write it (`shared/cases/messages.md`).
#[test]
fn fix_corrects_what_coaches_often_write() {
    let program = "title: Big Twelve\nunits: kg\nweeks: 2\ndays:\n  - name: A\n    top: {Bench Press: 5x3 @ 82,5%, squat: 1x5 @ 80%}\n    \
                   backoff:\n      - squat: 3x5 @ top 10%\n      - squat: [3x5 @ 10% off top, 3x5 @ top -7,5%]\n    accessories:\n      \
                   - dumbbell-row: 3x12reps\n      - bss: 3 sets of 12 rest 90\n      - ohp: 5/5/5 @ RPE 6/7/8\n";
    let fixed = program
        .replace("Bench Press", "bench")
        .replace("82,5", "82.5")
        .replace("top 10%", "top -10%")
        .replace("10% off top", "top -10%")
        .replace("-7,5", "-7.5")
        .replace("dumbbell-row: 3x12reps", "db-row: 3x12")
        .replace("bss: 3 sets of 12 rest 90", "bulgarian-split-squat: 3x12 rest 90s")
        .replace("ohp: 5/5/5 @ RPE 6/7/8", "overhead-press: 1x5 @ RPE 6 then 1x5 @ RPE 7 then 1x5 @ RPE 8");
    let lifter = "name: Sam\nunits: kg\nsex: m\nmaxes: {squat: 102,5, bench: {weight: 72,5, reps: 5, rpe: '8,5'}, OHP: 50}\n\
                  equipment: {bar: 20, plates: [20, 10, 2.5, 1.25], pairs: {2,5: 2}}\nprograms: [Big Twelve]\n";
    let roster = "Name,Units,sex,Squat,Bench press,OHP,Program,start,days\nAda,kg,f,\"102,5\",60,40,big twelve,07.12.2026,Mo Di\n";
    let site = Site::new()
        .file("content/programs/twelve.yaml", program)
        .file("content/lifters/sam.yaml", lifter)
        .file("content/lifters/club.csv", roster);
    let ran = site.run(&["check", "--fix"]);
    assert_eq!(site.read("content/programs/twelve.yaml"), fixed, "{}", ran.stdout);
    assert_eq!(
        site.read("content/lifters/sam.yaml"),
        "name: Sam\nunits: kg\nsex: male\nmaxes: {squat: 102.5, bench: {weight: 72.5, reps: 5, rpe: '8.5'}, overhead-press: 50}\n\
         equipment: {bar: 20, plates: [20, 10, 2.5, 1.25], pairs: {2.5: 2}}\nprograms: [twelve]\n"
    );
    assert_eq!(
        site.read("content/lifters/club.csv"),
        "Name,Units,sex,Squat,Bench press,OHP,Program,start,days\n\
         Ada,kg,female,\"102.5\",60,40,twelve,2026-12-07,Mon Tue\n"
    );
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
}

#[test]
fn fix_leaves_doubtful_mistakes() {
    for text in [
        // Two names are equally similar.
        "title: T\noptions: {o: {choices: [aaa1, aaa2]}}\ndays:\n  - {name: A, only: {o: aaa3}, top: {squat: 5x3}}\n",
        // The correct key exists already.
        "title: T\ndays:\n  - {name: A, top: {squat: 5x3}, backoff: {squat: 3x5}, backof: {squat: 3x8}}\n",
        // Kilograms or pounds, or percent.
        "title: T\ndays:\n  - {name: A, top: {squat: 5x3 @ 85}}\n",
        // An unknown exercise without a similar name.
        "title: T\ndays:\n  - {name: A, top: {zercher-carry: 5x3}}\n",
    ] {
        let site = Site::new().file("content/programs/t.yaml", text);
        let ran = site.run(&["check", "--fix"]);
        assert_eq!(
            (ran.code, ran.stderr.as_str(), site.read("content/programs/t.yaml")),
            (Some(1), "", text.to_owned())
        );
    }
}

#[test]
fn fix_does_not_write_one_key_twice() {
    let text = "title: T\ndays:\n  - {name: A, top: {squat: 5x3}, backof: {squat: 3x5}, bakoff: {squat: 3x8}}\n";
    let site = Site::new().file("content/programs/t.yaml", text);
    assert_eq!(site.run(&["check", "--fix"]).code, Some(1));
    assert_eq!(site.read("content/programs/t.yaml"), text.replace("backof:", "backoff:"));
}

#[test]
fn fix_changes_rosters_and_inherited_text_in_their_own_files() {
    let site = Site::new()
        .file(
            "content/programs/base.yaml",
            "title: Base\nunits: kg\ndays:\n  - {name: A, top: &t {sqaut: 5x3 @ 80%}}\n  - {name: B, top: *t}\n",
        )
        .file("content/programs/more.yaml", "title: More\nextends: bsae\nweeks: 2\n")
        .file("content/lifters/club.csv", "name,units,sqaut,program\n\"Example, Sam\",kg,100,base moer\n");
    let ran = site.run(&["check", "--fix"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "fixed 3 files\n"), "{}", ran.stdout);
    assert_eq!(
        site.read("content/programs/base.yaml"),
        "title: Base\nunits: kg\ndays:\n  - {name: A, top: &t {squat: 5x3 @ 80%}}\n  - {name: B, top: *t}\n"
    );
    assert_eq!(site.read("content/programs/more.yaml"), "title: More\nextends: base\nweeks: 2\n");
    assert_eq!(site.read("content/lifters/club.csv"), "name,units,squat,program\n\"Example, Sam\",kg,100,base more\n");
}

#[test]
fn fix_changes_only_the_named_files() {
    let site = slips().file("content/programs/other.yaml", SLIPS);
    site.run(&["check", "other", "--fix"]);
    assert_eq!(site.read("content/programs/slips.yaml"), SLIPS);
    assert_eq!(site.read("content/programs/other.yaml"), SLIPS.replace("sqaut", "squat"));
}
