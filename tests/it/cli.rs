//! The command line: what it prints, where, and its exit code.

use crate::harness::{Site, gallery};

const PROGRAM: &str =
    "title: Wave\nunits: kg\nweeks: 2\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ 80% +5%/week}\n";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", PROGRAM)
}

#[test]
fn every_command_has_help_with_examples() {
    let help = gallery(&["--help"]);
    assert_eq!(help.code, Some(0));
    for part in [
        "init",
        "new",
        "theme",
        "build",
        "merge",
        "serve",
        "check",
        "explain",
        "fmt",
        "show",
        "export",
        "list",
        "schema",
        "completions",
        "man",
        "Exit codes",
    ] {
        assert!(help.stdout.contains(part), "{part}:\n{}", help.stdout);
    }
    for command in [
        "init",
        "new",
        "theme",
        "build",
        "merge",
        "serve",
        "check",
        "explain",
        "fmt",
        "show",
        "diff",
        "export",
        "schema",
        "completions",
        "man",
    ] {
        assert!(gallery(&[command, "--help"]).stdout.contains("Examples:"), "{command}");
    }
}

#[test]
fn no_command_is_wrong_usage() {
    assert_eq!(gallery(&[]).code, Some(2));
    assert_eq!(gallery(&["frobnicate"]).code, Some(2));
}

#[test]
fn usage_errors_say_what_to_type_instead() {
    let anna = "name: Anna Bergmann\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\n";
    let site = site().file("content/lifters/anna-bergmann.yaml", anna).file("plan.json", "{}");
    for (args, message) in [
        (&["show", "wvae"][..], "error: there is no program `wvae`: did you mean `wave`?\n"),
        (&["show", "zzz"], "error: there is no program `zzz`; there are: wave\n"),
        (&["show", "wave", "--max", "squat"], "error: --max squat: write --max bench=300lb\n"),
        (
            &["show", "wave", "--max", "sqaut=100kg"],
            "error: --max sqaut=100kg: unknown exercise `sqaut`: did you mean `squat`?\n",
        ),
        (
            &["show", "wave", "--max", "squat=1000000kg"],
            "error: --max squat=1000000kg: `1000000` cannot be a weight: more than 10,000: write a number, with or without kg or lb: 102.5 kg\n",
        ),
        (&["show", "wave", "--max", "squat=0"], "error: --max squat=0: a max must be above 0\n"),
        (
            &["show", "wave", "--max", "squat=102,5kg"],
            "error: --max squat=102,5kg: `102,5` has a decimal comma: use a decimal point: 102.5\n",
        ),
        (
            &["show", "wave", "--max", "squat=100kg", "--bodyweight", "82,5kg"],
            "error: --bodyweight 82,5kg: `82,5` has a decimal comma: use a decimal point: 82.5\n",
        ),
        (
            &["show", "wave", "--max", "belt-squat=100kg"],
            "error: --max belt-squat=100kg: unknown exercise `belt-squat`; similar names are squat, box-squat, front-squat, goblet-squat, hack-squat\n",
        ),
        (
            &["show", "plan.json"],
            "error: `plan.json` is not a file that liftpress reads: programs end in .yaml or .yml, and the others belong into the folders of the site\n",
        ),
        (
            &["build", "anna-bergmann"],
            "error: `anna-bergmann` is the name of a lifter, and a folder is needed: write liftpress show wave --lifter anna-bergmann, or build the whole site\n",
        ),
        (
            &["build", "wave"],
            "error: `wave` is the name of a program, and a folder is needed: write liftpress show wave\n",
        ),
        (&["show", "wave", "--max", "squat=100kg", "--week", "3"], "error: --week 3: `wave` has weeks 1 to 2\n"),
        (
            &["show", "wave", "--lifter", "nobody"],
            "error: there is no lifter `nobody`; `liftpress list` shows all lifters\n",
        ),
        (
            &["show", "wave", "--roster", "club.csv"],
            "error: --roster prints a line of JSON for each lifter: add --format jsonl\n",
        ),
        (
            &["build", "nowhere"],
            "error: `nowhere` is not a site: it has no folder `content` or `programs`, and no `liftpress.yaml`\n",
        ),
        (
            &["build", "-o", "content/programs"],
            "error: the output folder `content/programs` overlaps with `./content/programs`; choose another output folder with -o\n",
        ),
    ] {
        let ran = site.run(args);
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(2), "", message), "{args:?}");
    }
}

#[test]
fn commands_of_other_tools_are_recognized() {
    for (given, own) in [("validate", "check"), ("lint", "check"), ("watch", "serve"), ("format", "fmt")] {
        let ran = gallery(&[given]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains(&format!("a similar subcommand exists: '{own}'")), "{}", ran.stderr);
    }
}

#[test]
fn show_in_the_terminal() {
    assert_eq!(
        site().fine(&["show", "wave", "--max", "squat=145kg"]),
        "\
Wave
from Squat 145 kg; rounded to the nearest 2.5 kg

Week 1

  Squat
    Top sets
      Squat  5 × 3    115 kg   80% · 25 · 20 · 2.5 a side
    5 top sets

Week 2

  Squat
    Top sets
      Squat  5 × 3  122.5 kg   85% · 25 · 25 · 1.25 a side
    5 top sets
"
    );
}

#[test]
fn one_week_as_json() {
    let plan = site().plan("wave", &["--max", "squat=315lb", "--week", "2"]);
    assert_eq!((plan["weeks"].as_array().unwrap().len(), &plan["weeks"][0]["week"]), (1, &2.into()));
    assert_eq!((plan["units"].as_str(), plan["lifter"].is_null()), (Some("lb"), true));
    // 85% of 315 lb is 267.75 → 270.
    assert_eq!(plan["weeks"][0]["days"][0]["sets"][0]["weight"], 270);
}

#[test]
fn show_reads_a_file_outside_a_site() {
    let site = Site::new().file("draft.yaml", PROGRAM);
    assert!(site.fine(&["show", "draft.yaml", "--max", "squat=100kg"]).starts_with("Wave\n"));
}

#[test]
fn a_missing_max_names_both_fixes() {
    let ran = site().run(&["show", "wave"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    let expected = "\
error[no-max]: no max for `squat` was given
 --> content/programs/wave.yaml:6:24
  |
6 |     top: {squat: 5x3 @ 80% +5%/week}
  |                        ^^^^^^^^^^^^
  |
  = help: add --max squat=100kg, or `max_of` and `ratio` in exercises/squat.md

1 error
";
    assert_eq!(ran.stderr, expected);
}

#[test]
fn list_names_programs_and_lifters() {
    let site = site()
        .file("content/lifters/sam.yaml", "name: Sam Example\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\n");
    let expected = "\
PROGRAM  TITLE  WEEKS × DAYS  LIFTS
wave     Wave   2 × 1         squat

LIFTER  NAME         UNITS  PROGRAMS
sam     Sam Example  kg     wave
";
    assert_eq!(site.fine(&["list"]), expected);
}

#[test]
fn quiet_and_verbose() {
    let site = site();
    assert_eq!(site.run(&["build", "--quiet"]).stderr, "");
    assert_eq!(
        site.run(&["build"]).stderr,
        "0 booklets, private: output/booklets/index.html\na site of 1 program, to publish: output/site/index.html\n"
    );
    let verbose = site.run(&["build", "-v"]).stderr;
    for part in ["read ", "expand ", "render ", "write "] {
        assert!(verbose.contains(part), "{part}: {verbose}");
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut child = crate::harness::command(&["show", "531", "--lifter", "alex-sample", "--format", "json"])
        .current_dir(crate::harness::repository())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
