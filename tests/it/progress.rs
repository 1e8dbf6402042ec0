//! `liftpress maxes`: results are written into the lifter's file, and the rest of it stays.

mod logs;
mod next;
mod random;
mod success;

use serde_json::{Value, json};

use crate::harness::{Ran, Site, sets};

const LIFTER: &str = "\
# Sam trains in the evening.
name: Sam
units: kg
bodyweight: 80

maxes:
  squat: 180          # in the gym
  bench: {weight: 100, reps: 5, rpe: 8}
  deadlift: [{1rm: 215}, {1rm: 222.5, date: 2026-12-14}]
  pull-up: bw + 20

programs:
  - program: p
    start: 2026-12-07
    days: [Mon, Thu]   # evenings
    options: {extra: much}
    skip: [plank]
";

const PROGRAM: &str = "\
title: P
units: kg
training_max: 90%
progress: {squat: 5 kg|10 lb}
options: {extra: {choices: [none, much], default: none}}
weeks: 4
days:
  - name: A
    top: {squat: [3x5 @ 70%, 3x5 @ 75%, 3x5 @ 80%, 1x5+ @ 85%]}
    accessories: [{exercise: plank, sets: 3x30s}, {exercise: leg-curl, sets: 3x12, only: {extra: much}}]
  - name: B
    top: {bench: [1x5+ @ 75%, 1x5+ @ 80%, 1x5+ @ 85%, 1x1 @ 90%]}
    backoff: {bench: 3x8 @ top -20%}
    accessories: [{pull-up: 2xAMRAP @ bw}]
";

fn site() -> Site {
    Site::new().file("content/programs/p.yaml", PROGRAM).file("content/lifters/sam.yaml", LIFTER)
}

/// Runs a command that succeeds, and returns its standard error.
fn said(site: &Site, args: &[&str]) -> String {
    let ran = site.run(args);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{args:?}\n{}", ran.stderr);
    ran.stderr
}

/// Runs a command that fails, and returns its message; no file may change.
fn refused(site: &Site, args: &[&str], code: i32) -> String {
    let before = site.files("content");
    let Ran { code: ended, stdout, stderr } = site.run(args);
    assert_eq!((ended, stdout.as_str()), (Some(code), ""), "{args:?}\n{stderr}");
    assert_eq!(site.files("content"), before, "{args:?}");
    stderr
}

#[test]
fn a_new_max_is_written_next_to_the_old_one() {
    let site = site();
    let update =
        ["maxes", "update", "sam", "--set", "squat=190kg", "--set", "bench=102.5x5@8", "--set", "deadlift=230"];
    let reported = said(&site, &[&update[..], &["--set", "overhead-press=132.5lb", "--date", "2026-12-21"]].concat());
    assert_eq!(
        reported,
        "squat: 180 kg → 190 kg, from 2026-12-21\n  counts in p from week 3, 2026-12-21\n\
         bench: ≈123.3 kg (100 kg × 5 @ RPE 8) → ≈126.39 kg (102.5 kg × 5 @ RPE 8), from 2026-12-21\n  \
         counts in p from week 3, 2026-12-21\n\
         deadlift: 222.5 kg → 230 kg, from 2026-12-21\n  no program of Sam uses this max yet\n\
         overhead-press: 132.5 lb, from 2026-12-21\n  no program of Sam uses this max yet\nwrote 1 file\n"
    );
    let expected = LIFTER
        .replace("  squat: 180          #", "  squat:\n    - 180          #")
        .replace("# in the gym\n", "# in the gym\n    - {1rm: 190, date: 2026-12-21}\n")
        .replace(
            "  bench: {weight: 100, reps: 5, rpe: 8}\n",
            "  bench:\n    - {weight: 100, reps: 5, rpe: 8}\n    - {weight: 102.5, reps: 5, rpe: 8, date: 2026-12-21}\n",
        )
        .replace("2026-12-14}]", "2026-12-14}, {1rm: 230, date: 2026-12-21}]")
        .replace("bw + 20\n", "bw + 20\n  overhead-press: {1rm: 132.5 lb, date: 2026-12-21}\n");
    assert_eq!(site.read("content/lifters/sam.yaml"), expected);
    // Earlier weeks are unchanged: 70 and 75% of 162 kg, then 80 and 85% of 171.
    let plan = site.plan("p", &["--lifter", "sam"]);
    let tops: Vec<_> = sets(&plan).into_iter().filter(|set| set["exercise"] == "squat" && set["set"] == 1).collect();
    let weights: Vec<_> = tops.iter().map(|set| set["weight"].clone()).collect();
    assert_eq!(weights, [json!(112.5), json!(122.5), json!(137.5), json!(145)]);
    // A record of the same day replaces the old one; the same record again changes nothing.
    let again = ["maxes", "update", "sam", "--set", "squat=192.5", "--date", "2026-12-21"];
    assert!(said(&site, &again).contains("squat: 190 kg → 192.5 kg, from 2026-12-21"));
    assert_eq!(site.read("content/lifters/sam.yaml"), expected.replace("{1rm: 190,", "{1rm: 192.5,"));
    assert!(said(&site, &again).ends_with("content/lifters/sam.yaml is unchanged\n"));
}

/// In the layout of the file: a list in brackets, a file without maxes, a file in braces, another line break.
#[test]
fn a_new_max_follows_the_style_of_the_file() {
    let update = ["maxes", "update", "sam", "--set", "squat=190", "--date", "2026-12-21", "-q"];
    for (before, after) in [
        ("name: Sam\nmaxes: {squat: 180}\n", "name: Sam\nmaxes: {squat: [{1rm: 180}, NEW]}\n"),
        ("name: Sam\nmaxes:\n  squat: 180\n", "name: Sam\nmaxes:\n  squat: [{1rm: 180}, NEW]\n"),
        ("name: Sam\nunits: lb", "name: Sam\nunits: lb\nmaxes:\n  squat: NEW"),
        ("name: Sam\nmaxes: # none\nunits: kg\n", "name: Sam\nmaxes: {squat: NEW} # none\nunits: kg\n"),
        (
            "\u{feff}name: Sam\r\nmaxes:\r\n  bench: 1\r\n",
            "\u{feff}name: Sam\r\nmaxes:\r\n  bench: 1\r\n  squat: NEW\r\n",
        ),
        ("{name: Sam}\n", "{name: Sam, maxes: {squat: NEW}}\n"),
    ] {
        let site = site().file("content/lifters/sam.yaml", before);
        said(&site, &update);
        assert_eq!(
            site.read("content/lifters/sam.yaml"),
            after.replace("NEW", "{1rm: 190, date: 2026-12-21}"),
            "{before}"
        );
    }
    let site = site();
    let ran = site.run(&["maxes", "update", "sam", "--set", "squat=190", "--date", "2026-12-21", "--dry-run"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.contains("\n+    - {1rm: 190, date: 2026-12-21}\n"), "{}", ran.stdout);
    assert_eq!(site.read("content/lifters/sam.yaml"), LIFTER);
}

/// An unlikely max is written, with a warning.
#[test]
fn a_falling_or_leaping_max_is_reported() {
    let site = site();
    let update = |set: &str| said(&site, &["maxes", "update", "sam", "--set", set, "--date", "2026-12-21"]);
    assert!(update("squat=170").contains("warning: squat: the new max is lower, 94.4% of the old one\n"));
    assert!(
        update("squat=1900")
            .contains("warning: squat: the new max is much higher, 1117.6% of the old one; is that right?\n")
    );
    assert!(!update("bench=125").contains("warning"));
}

#[test]
fn impossible_updates_are_refused() {
    let site = site();
    let update = |args: &[&str]| refused(&site, &[&["maxes", "update"], args].concat(), 2);
    assert_eq!(update(&["sma", "--set", "squat=190"]), "error: there is no lifter `sma`: did you mean `sam`?\n");
    assert_eq!(
        update(&["sam", "--set", "sqaut=190"]),
        "error: --set sqaut=190: unknown exercise `sqaut`: did you mean `squat`?\n"
    );
    assert_eq!(
        update(&["sam", "--set", "squat=much"]),
        "error: --set squat=much: expected a weight, found `much`: write a number, with or without kg or lb: 102.5 kg\n"
    );
    assert_eq!(update(&["sam", "--set", "squat"]), "error: --set squat: write --set squat=190kg\n");
    assert_eq!(update(&["sam", "--set", "squat=0"]), "error: --set squat=0: a max must be above 0\n");
    assert!(update(&["sam"]).contains("--set"));
    // A pull-up needs `bw`: otherwise the next run would reject the file.
    let reported = refused(&site, &["maxes", "update", "sam", "--set", "pull-up=100"], 1);
    assert_eq!(
        reported,
        "error: `content/lifters/sam.yaml` was not changed: 100 kg could be the added weight or the total with bodyweight; \
         write the added weight after bw: bw + 20 kg\n"
    );
    // A file with a mistake is not changed.
    let broken = site.file("content/lifters/sam.yaml", "name: Sam\nmaxs: {squat: 100}\n");
    let reported = refused(&broken, &["maxes", "update", "sam", "--set", "squat=190"], 1);
    assert!(
        reported.starts_with("error[unknown-key]: unknown key `maxs` in a lifter\n --> content/lifters/sam.yaml:2:1\n"),
        "{reported}"
    );
    // An anchor would have a different meaning in another place.
    let marked = broken.file("content/lifters/sam.yaml", "name: Sam\nmaxes: {squat: &s {1rm: 180}, bench: *s}\n");
    let reported = refused(&marked, &["maxes", "update", "sam", "--set", "squat=190", "--date", "2026-12-21"], 1);
    assert_eq!(
        reported,
        "error: `content/lifters/sam.yaml` was not changed: the max of `squat` cannot be added without changing other lines; add it \
         yourself: `squat: {1rm: 190, date: 2026-12-21}`\n"
    );
}

#[test]
fn maxes_are_listed() {
    let site = site();
    assert_eq!(
        site.fine(&["maxes", "list", "sam"]),
        "LIFT      FROM        MAX                 1RM        HOW\n\
         bench     the start   100 kg × 5 @ RPE 8  ≈123.3 kg  by the RPE chart\n\
         deadlift  the start   215 kg              215 kg\n\
         deadlift  2026-12-14  222.5 kg            222.5 kg\n\
         pull-up   the start   bw + 20 kg          100 kg\n\
         squat     the start   180 kg              180 kg\n"
    );
    let rows: Value = serde_json::from_str(&site.fine(&["maxes", "list", "sam", "--format", "json"])).unwrap();
    let row = json!({"lift": "deadlift", "from": "2026-12-14", "record": "222.5 kg", "one_rep": "222.5", "unit": "kg", "how": ""});
    assert_eq!((&rows[2], rows.as_array().unwrap().len()), (&row, 5));
}
