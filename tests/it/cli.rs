//! The command line: what it prints, where, and its exit code.

use crate::harness::{Site, commands, gallery};

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

/// The headings of the help, each with its commands.
#[test]
fn help_groups_commands() {
    let mut shown = Vec::new();
    let help = gallery(&["--help"]).stdout;
    for line in help.lines().take_while(|line| *line != "Options:") {
        if let Some(heading) = line.strip_suffix(':') {
            shown.push((heading.to_owned(), Vec::new()));
        } else if let (Some(command), Some((_, group))) = (line.strip_prefix("  "), shown.last_mut()) {
            group.push(command.split("  ").next().unwrap().to_owned());
        }
    }
    let expected = [
        ("Write", "init new check fmt theme"),
        ("Build and preview", "build serve show export"),
        ("Lifters", "list maxes"),
        ("Git", "diff log"),
        ("Reference", "explain, why"),
        ("For shells, editors and scripts", "merge schema completions man textconv"),
    ];
    let shown: Vec<_> = shown.iter().map(|(heading, group)| (heading.as_str(), group.join(" "))).collect();
    assert_eq!(shown, expected.map(|(heading, group)| (heading, group.to_owned())));
    assert_eq!(commands(&gallery(&["-h"]).stdout), commands(&help));
    // Each line is the first line of the command's own help.
    for line in help.lines().filter(|line| line.starts_with("  ") && !line.trim_start().starts_with('-')) {
        let (names, about) = line.trim_start().split_once("  ").unwrap();
        for name in names.split(", ") {
            for flag in ["-h", "--help"] {
                assert_eq!(gallery(&[name, flag]).stdout.lines().next(), Some(about.trim_start()), "{name} {flag}");
            }
        }
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
        (&["show", "wave", "--max", "squat"], "error: --max squat: expected LIFT=WEIGHT, as in `--max bench=300lb`\n"),
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
            "error: cannot read `plan.json`: a program's file ends in .yaml or .yml, and other files belong in the folders of the site\n",
        ),
        (
            &["build", "anna-bergmann"],
            "error: `anna-bergmann` is a lifter, not a folder: run `liftpress show wave --lifter anna-bergmann`, or build the whole site\n",
        ),
        (&["build", "wave"], "error: `wave` is a program, not a folder: run `liftpress show wave`\n"),
        (&["show", "wave", "--max", "squat=100kg", "--week", "3"], "error: --week 3: `wave` has weeks 1 to 2\n"),
        (
            &["show", "wave", "--lifter", "no-one"],
            "error: there is no lifter `no-one`; `liftpress list` shows all lifters\n",
        ),
        (
            &["show", "wave", "--roster", "club.csv"],
            "error: --roster prints a line of JSON for each lifter: add `--format jsonl`\n",
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
fn unknown_commands_suggest_one() {
    for (given, suggested) in [
        ("validate", "check"),
        ("lint", "check"),
        ("compile", "build"),
        ("generate", "build"),
        ("render", "build"),
        ("watch", "serve"),
        ("preview", "serve"),
        ("format", "fmt"),
        ("print", "show"),
        ("lifters", "list"),
        ("programs", "list"),
        ("history", "log"),
        ("compare", "diff"),
        ("csv", "export --format csv"),
        ("ics", "export --format ics"),
        ("update", "maxes update"),
        // Misspelled, and misspelled old names.
        ("biuld", "build"),
        ("expalin", "explain"),
        ("nextt", "maxes next"),
        // Of a command with commands.
        ("maxes add", "maxes update"),
        ("maxes lst", "maxes list"),
        ("theme eject", "theme copy"),
        ("help validate", "check"),
    ] {
        let args: Vec<_> = given.split(' ').collect();
        let ran = gallery(&[&["-q"], args.as_slice()].concat());
        let unknown = given.trim_start_matches("help ");
        let message = format!("error: unknown command `{unknown}`: did you mean `{suggested}`?\n");
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr), (Some(2), "", message));
    }
    let message = "error: unknown command `frobnicate`; `liftpress --help` lists the commands\n";
    assert_eq!(gallery(&["frobnicate"]).stderr, message);
    let message = "error: unknown command `maxes frobnicate`; `liftpress maxes --help` lists the commands\n";
    assert_eq!(gallery(&["maxes", "frobnicate"]).stderr, message);
}

/// Old spellings of commands and options work as the new ones do.
#[test]
fn old_and_new_spellings_do_the_same() {
    let sam =
        "name: Sam\nunits: kg\nmaxes: {squat: 100}\nprograms: [{program: wave, start: 2026-12-07, days: [Mon]}]\n";
    let site = site().file("content/lifters/sam.yaml", sam);
    let export: &[&str] = &["export", "wave", "--lifter", "sam"];
    for (new, old) in [
        (&[export, &["--format", "csv"]].concat()[..], &[export, &["--to", "csv"]].concat()[..]),
        (&[export, &["-f", "csv"]].concat(), &[export, &["-t", "csv"]].concat()),
        (&["maxes", "next", "sam", "--dry-run"], &["next", "sam", "--dry-run"]),
        (&["maxes", "next", "sam", "--dry-run"], &["maxes", "next", "--lifter", "sam", "--diff"]),
        (&["maxes", "list", "sam"], &["maxes", "list", "-l", "sam"]),
        (
            &["maxes", "update", "sam", "--set", "squat=110", "--dry-run"],
            &["maxes", "update", "sam", "--max", "squat=110", "--diff"],
        ),
        (
            &["show", "wave", "--max", "squat=100kg", "--units", "lb"],
            &["show", "wave", "--maxes", "squat=100kg", "--unit", "lb"],
        ),
        (&["fmt", "--diff"], &["fmt", "--dry-run"]),
        (&["check", "--fix", "--diff"], &["check", "--fix", "--dry-run"]),
        (&["check", "--deny-warnings"], &["check", "--strict"]),
        (&["build", "--output", "out"], &["build", "--out", "out"]),
        (&["build", "--format", "html"], &["build", "--formats", "html"]),
        (&["explain", "no-max"], &["rule", "no-max"]),
    ] {
        assert_eq!(site.run(new), site.run(old), "{new:?} {old:?}");
    }
    assert_eq!(site.run(&["next", "sam"]).code, Some(0));
    assert!(site.read("content/lifters/sam.yaml").matches("program: wave").count() == 2);
    assert_eq!(site.run(&["maxes", "list"]).code, Some(2));
    assert_eq!(site.run(&["maxes", "list", "sam", "--lifter", "sam"]).code, Some(2));
}

/// `-C DIR` works for every command that works on a site, and `DIR` where it is not ambiguous.
#[test]
fn every_command_takes_the_site() {
    let site = Site::new()
        .file("coaching/content/programs/wave.yaml", PROGRAM)
        .file("coaching/content/lifters/sam.yaml", "name: Sam\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\n");
    for args in [&["build", "-q"][..], &["check"], &["fmt", "--check"], &["list"], &["theme", "list"]] {
        let named = site.run(&[args, &["coaching"]].concat());
        assert_eq!(named.code, Some(0), "{args:?}: {}", named.stderr);
        for option in ["-C", "--site", "--dir"] {
            assert_eq!(site.run(&[args, &[option, "coaching"]].concat()), named, "{args:?} {option}");
        }
        assert_eq!(site.run(args).code, Some(2), "{args:?}");
    }
    assert_eq!(site.run(&["build", "coaching", "-C", "coaching"]).code, Some(2));
    for args in [
        &["check", "wave"][..],
        &["fmt", "wave"],
        &["show", "wave", "--lifter", "sam"],
        &["export", "wave", "--lifter", "sam", "-f", "csv"],
        &["maxes", "list", "sam"],
        &["maxes", "update", "sam", "--set", "squat=101"],
        &["new", "program", "Other"],
        &["theme", "copy", "site.css"],
        &["textconv", "coaching/content/programs/wave.yaml"],
        &["merge", "coaching/output", "-q"],
        &["init", "-q"],
    ] {
        let folder = if args[0] == "init" { "new" } else { "coaching" };
        let ran = site.run(&[args, &["-C", folder]].concat());
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    }
    assert!(site.path().join("new/content/liftpress.yaml").is_file());
}

#[test]
fn codes_are_found_as_people_type_them() {
    let explanation = gallery(&["explain", "no-max"]);
    assert!(explanation.code == Some(0) && explanation.stdout.starts_with("no-max: "), "{explanation:?}");
    for args in [
        &["explain", "NO-MAX"][..],
        &["explain", "no_max"],
        &["explain", "no", "max"],
        &["explain", "[no-max]"],
        &["explain", "error[no-max]"],
        &["explain", "error[no-max]:"],
        &["explain", "error[no-max]:", "no", "max", "for", "`squat`"],
        &["why", "no-max"],
        &["check", "--explain", "no-max"],
        &["check", "--explain", "error[no-max]"],
    ] {
        assert_eq!(gallery(args), explanation, "{args:?}");
    }
    let wrong = gallery(&["explain", "error[no-mx]"]);
    let message = "error: there is no code `error[no-mx]`: did you mean `no-max`?\n";
    assert_eq!((wrong.code, wrong.stderr.as_str()), (Some(2), message));
    assert_eq!(gallery(&["check", "--explain", "zzzzzz"]).code, Some(2));
    assert_eq!(gallery(&["check", "--explain", "no-max", "--fix"]).code, Some(2));
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
error[no-max]: missing max for `squat`
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
        "0 booklets (private): output/booklets/index.html\nsite with 1 program (to publish): output/site/index.html\n"
    );
    let verbose = site.run(&["build", "-v"]).stderr;
    for part in ["read ", "expand ", "render ", "write ", "total "] {
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
