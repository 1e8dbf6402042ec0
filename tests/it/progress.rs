//! `liftpress maxes` and `liftpress next`: what was lifted comes back into the lifter's file, and the rest of it stays.

use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use liftpress::model::{Lifted, Lifter, Measure, Since};
use liftpress::progress::{UpdateRequest, update};
use liftpress::source::{Content, Input};

use crate::harness::{Ran, Site, bounded, sets};

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

/// Runs a command that succeeds, and returns what it said on standard error.
fn said(site: &Site, args: &[&str]) -> String {
    let ran = site.run(args);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{args:?}\n{}", ran.stderr);
    ran.stderr
}

/// Runs a command that fails, and returns what it said; every file is as it was.
fn refused(site: &Site, args: &[&str], code: i32) -> String {
    let before = site.files("content");
    let Ran { code: ended, stdout, stderr } = site.run(args);
    assert_eq!((ended, stdout.as_str()), (Some(code), ""), "{args:?}\n{stderr}");
    assert_eq!(site.files("content"), before, "{args:?}");
    stderr
}

#[test]
fn a_max_is_written_beside_the_one_before() {
    let site = site();
    let update =
        ["maxes", "update", "sam", "--set", "squat=190kg", "--set", "bench=102.5x5@8", "--set", "deadlift=230"];
    let told = said(&site, &[&update[..], &["--set", "overhead-press=132.5lb", "--date", "2026-12-21"]].concat());
    assert_eq!(
        told,
        "squat: 180 kg → 190 kg, from 2026-12-21\n  counts in p from week 3, 2026-12-21\n\
         bench: ≈123.3 kg (100 kg × 5 @ RPE 8) → ≈126.39 kg (102.5 kg × 5 @ RPE 8), from 2026-12-21\n  \
         counts in p from week 3, 2026-12-21\n\
         deadlift: 222.5 kg → 230 kg, from 2026-12-21\n  no program of Sam computes from it yet\n\
         overhead-press: 132.5 lb, from 2026-12-21\n  no program of Sam computes from it yet\nwrote 1 file\n"
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
    // Weeks before are as they were: 70 and 75% of 162 kg, then 80 and 85% of 171.
    let plan = site.plan("p", &["--lifter", "sam"]);
    let tops: Vec<_> = sets(&plan).into_iter().filter(|set| set["exercise"] == "squat" && set["set"] == 1).collect();
    let weights: Vec<_> = tops.iter().map(|set| set["weight"].clone()).collect();
    assert_eq!(weights, [json!(112.5), json!(122.5), json!(137.5), json!(145)]);
    // Of the same day another takes its place; the same again changes nothing.
    let again = ["maxes", "update", "sam", "--set", "squat=192.5", "--date", "2026-12-21"];
    assert!(said(&site, &again).contains("squat: 190 kg → 192.5 kg, from 2026-12-21"));
    assert_eq!(site.read("content/lifters/sam.yaml"), expected.replace("{1rm: 190,", "{1rm: 192.5,"));
    assert!(said(&site, &again).ends_with("content/lifters/sam.yaml is as it was\n"));
}

/// In the layout that is there: a list in brackets, a file without maxes, a file in braces, another line break.
#[test]
fn a_max_is_written_as_the_file_is() {
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

/// A slip of the finger is done, and told.
#[test]
fn a_max_that_falls_or_leaps_is_told() {
    let site = site();
    let update = |set: &str| said(&site, &["maxes", "update", "sam", "--set", set, "--date", "2026-12-21"]);
    assert!(update("squat=170").contains("warning: squat: lower than before, 94.4% of it\n"));
    assert!(update("squat=1900").contains("warning: squat: much more than before, 1117.6% of it; is that right?\n"));
    assert!(!update("bench=125").contains("warning"));
}

#[test]
fn what_cannot_be_done_is_refused() {
    let site = site();
    let update = |args: &[&str]| refused(&site, &[&["maxes", "update"], args].concat(), 2);
    assert_eq!(update(&["sma", "--set", "squat=190"]), "error: there is no lifter `sma`: did you mean `sam`?\n");
    assert_eq!(
        update(&["sam", "--set", "sqaut=190"]),
        "error: --set sqaut=190: unknown exercise `sqaut`: did you mean `squat`?\n"
    );
    assert_eq!(update(&["sam", "--set", "squat=much"]), "error: --set squat=much: `much` is no weight\n");
    assert_eq!(update(&["sam", "--set", "squat"]), "error: --set squat: write --set squat=190kg\n");
    assert_eq!(update(&["sam", "--set", "squat=0"]), "error: --set squat=0: a weight of nothing\n");
    assert!(update(&["sam"]).contains("--set"));
    // A pull-up is of bodyweight: the file would be refused the next time.
    let told = refused(&site, &["maxes", "update", "sam", "--set", "pull-up=100"], 1);
    assert_eq!(
        told,
        "error: `content/lifters/sam.yaml` is left as it is: is 100 kg what hangs on the belt, or all that is lifted?; \
         write the max of a bodyweight exercise as bw + 20 kg\n"
    );
    // A file with a mistake in it is nobody's to change.
    let broken = site.file("content/lifters/sam.yaml", "name: Sam\nmaxs: {squat: 100}\n");
    let told = refused(&broken, &["maxes", "update", "sam", "--set", "squat=190"], 1);
    assert!(
        told.starts_with("error[unknown-key]: `maxs` is no key of a lifter\n --> content/lifters/sam.yaml:2:1\n"),
        "{told}"
    );
    // An anchor would say something else in another place.
    let marked = broken.file("content/lifters/sam.yaml", "name: Sam\nmaxes: {squat: &s {1rm: 180}, bench: *s}\n");
    let told = refused(&marked, &["maxes", "update", "sam", "--set", "squat=190", "--date", "2026-12-21"], 1);
    assert_eq!(
        told,
        "error: `content/lifters/sam.yaml` is left as it is: the max of `squat` could not be added without touching more of the \
         file; write it there yourself: squat: {1rm: 190, date: 2026-12-21}\n"
    );
}

/// The log of a plan as gym mode writes it, with `done` for what was done: reps and effort, or as planned.
fn log(site: &Site, done: impl Fn(&Value) -> Option<(&'static str, &'static str)>) -> String {
    let mut csv = "date,week,day,exercise,set,planned,weight,unit,reps,rpe,look\n".to_owned();
    let (mut last, mut numbers) = (json!(null), std::collections::HashMap::new());
    for set in sets(&site.plan("p", &["--lifter", "sam"])).iter().filter(|set| set["role"] != "warmup") {
        let day = json!([set["week"], set["day"]]);
        if std::mem::replace(&mut last, day.clone()) != day {
            numbers.clear();
        }
        let number = numbers.entry(set["exercise"].clone()).or_insert(0);
        *number += 1;
        let (week, day) = (set["week"].as_u64().unwrap(), set["day"].as_u64().unwrap());
        let Some((reps, rpe)) = done(set) else { continue };
        let date = 7 + (week - 1) * 7 + (day - 1) * 3;
        let date = if date > 31 { format!("2027-01-{:02}", date - 31) } else { format!("2026-12-{date:02}") };
        let (exercise, weight) = (set["exercise"].as_str().unwrap(), &set["weight"]);
        let weight = if weight.is_number() { weight.to_string() } else { String::new() };
        writeln!(csv, "{date},{week},{day},{exercise},{number},{weight},{weight},kg,{reps},{rpe},").unwrap();
    }
    csv
}

/// A whole cycle is trained, and comes back: the squat by the program's own progress, the bench press by the best set. The
/// weeks that were trained are as they were.
#[test]
fn a_log_comes_back_into_the_file() {
    let site = site();
    let before = site.plan("p", &["--lifter", "sam"]);
    let csv = log(&site, |set| match (set["exercise"].as_str(), set["week"].as_u64()) {
        (Some("bench"), Some(3)) if set["role"] == "top" => Some(("8", "")),
        (Some("pull-up"), _) => Some(("5", "")),
        _ => Some(("", "")),
    });
    site.write("log.csv", csv);
    let told = said(&site, &["maxes", "update", "sam", "--from", "log.csv"]);
    let pull_ups: String = (1..=4).map(|week| format!("pull-up: week {week} shows ≈93.33 kg (bw × 5)\n")).collect();
    assert_eq!(
        told.replace(&pull_ups, ""),
        "bench: week 1 shows ≈96.25 kg (82.5 kg × 5)\nbench: week 2 shows ≈105 kg (90 kg × 5)\n\
         bench: week 3 shows ≈120.33 kg (95 kg × 8)\nbench: week 4 shows 100 kg\nbench: stays ≈123.3 kg\n\
         pull-up: stays 100 kg\n\
         squat: week 4 shows ≈160.42 kg (137.5 kg × 5)\n\
         squat: 180 kg → TM 167 kg, from 2026-12-31\n  no week of a program of Sam begins so late: it is kept for the next\n\
         wrote 1 file\n"
    );
    assert_eq!(site.plan("p", &["--lifter", "sam"]), before);
}

/// A best set in the middle of a program counts from the first week on that is not in the log; a set that missed its reps holds
/// the training max of the next cycle. The other way to write a log says the same.
#[test]
fn a_log_of_a_part_of_a_program() {
    let program = PROGRAM.replace("weeks: 4", "cycles: 2\nweeks: 4");
    let site = site().file("content/programs/p.yaml", program);
    let csv = log(&site, |set| match (set["exercise"].as_str(), set["week"].as_u64()) {
        (_, Some(5..)) | (Some("pull-up"), _) => None,
        (Some("bench"), Some(2)) if set["role"] == "top" => Some(("10", "8")),
        (Some("squat"), Some(3)) => Some(("4", "")),
        _ => Some(("", "")),
    });
    site.write("log.csv", &csv);
    let told = said(&site, &["maxes", "update", "sam", "--from", "log.csv"]);
    let bench = "bench: ≈123.3 kg (100 kg × 5 @ RPE 8) → ≈132.35 kg (90 kg × 10 @ RPE 8), from 2026-12-31\n  counts in p from week 5, 2027-01-04\n";
    assert!(told.contains(bench), "{told}");
    assert!(told.contains("squat: a set of cycle 1 missed its reps, so the training max stays\n"), "{told}");
    assert!(
        told.contains("squat: 180 kg → TM 162 kg, from 2026-12-31\n  counts in p from week 5, 2027-01-04\n"),
        "{told}"
    );
    let plan = site.plan("p", &["--lifter", "sam"]);
    let tops = |lift: &str| -> Vec<Value> {
        let all =
            sets(&plan).into_iter().filter(|set| set["exercise"] == lift && set["role"] == "top" && set["set"] == 1);
        all.map(|set| set["weight"].clone()).collect()
    };
    assert_eq!(tops("squat"), [112.5, 122.5, 130.0, 137.5, 112.5, 122.5, 130.0, 137.5].map(|kg| json!(kg)).map(plain));
    assert_eq!(tops("bench"), [82.5, 90.0, 95.0, 100.0, 90.0, 95.0, 102.5, 107.5].map(|kg| json!(kg)).map(plain));
    // The same in YAML, on the file as it was.
    let rows = csv.lines().skip(1).map(|line| {
        let cells: Vec<_> = line.split(',').collect();
        let named = ["date", "week", "day", "exercise", "set", "planned", "weight", "unit", "reps", "rpe"];
        let named = named.iter().zip(&cells).filter(|(_, cell)| !cell.is_empty());
        let named: Vec<_> = named.map(|(name, cell)| format!("{name}: {cell}")).collect();
        format!("  - {{{}}}\n", named.join(", "))
    });
    let yaml = format!("format: 1\nprogram: \"p\"\nlifter: \"Sam\"\nsets:\n{}", rows.collect::<String>());
    let new = site.read("content/lifters/sam.yaml");
    let site = site.file("log.yaml", yaml).file("content/lifters/sam.yaml", LIFTER);
    assert_eq!(said(&site, &["maxes", "update", "sam", "--from", "log.yaml"]), told);
    assert_eq!(site.read("content/lifters/sam.yaml"), new);
    // With semicolons and decimal commas, out of a spreadsheet with a column of its own.
    let cells = csv.lines().map(|line| format!("{};note", line.replace(',', ";").replace('.', ",")));
    let sheet = cells.collect::<Vec<_>>().join("\r\n");
    let site = site.file("sheet.csv", sheet).file("content/lifters/sam.yaml", LIFTER);
    assert_eq!(said(&site, &["maxes", "update", "sam", "--from", "sheet.csv"]), told);
}

/// Whole numbers are whole in JSON.
fn plain(number: Value) -> Value {
    let text = number.as_f64().unwrap().to_string();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn mistakes_of_a_log_are_told_at_once() {
    let csv = "week,day,exercise,set,weight,unit,rep,rpe,date\n1,1,squat,1,100,kg,5,8,2026-12-07\n";
    let site = site().file("log.csv", csv);
    let update = ["maxes", "update", "sam", "--from", "log.csv"];
    let told = refused(&site, &update, 1);
    assert!(told.starts_with("error[unknown-key]: `rep` is no column of a log\n --> log.csv:1:35\n"), "{told}");
    assert!(told.contains("did you mean `reps`?"), "{told}");
    let rows = [
        "1,1,squat,1,heavy,kg,5,8,2026-12-07",
        "1,1,squat,2,100,stone,5,8,2026-12-07",
        "1,1,squat,3,100,kg,-1,8,2026-12-07",
        "1,1,Squat!,1,100,kg,5,8.3,yesterday",
        "1,1,,1,100,kg,5,,",
        "1,1,squat",
    ];
    site.write("log.csv", format!("{}{}\n", "week,day,exercise,set,weight,unit,reps,rpe,date\n", rows.join("\n")));
    let told = refused(&site, &update, 1);
    let heads: Vec<_> = told.split("\n\n").map(|told| told.lines().take(2).collect::<Vec<_>>().join("")).collect();
    assert_eq!(
        heads,
        [
            "error[bad-value]: `heavy` is no weight: not a number --> log.csv:2:13",
            "error[bad-value]: `stone` is no unit of mass --> log.csv:3:17",
            "error[bad-value]: `reps` is not `-1` --> log.csv:4:20",
            "error[bad-slug]: `Squat!` is no name here: use lower-case letters, digits and hyphens --> log.csv:5:5",
            "error[bad-value]: RPE comes in half steps: 8, 8.5, 9 --> log.csv:5:23",
            "error[bad-value]: `yesterday` is no date --> log.csv:5:27",
            "error[missing-key]: a set needs its exercise --> log.csv:6:1",
            "error[syntax]: 3 cells, and 9 columns --> log.csv:7:1",
            "8 errors",
        ]
    );
    // Sets that the plan does not have, of another program and of somebody else.
    site.write("log.csv", "week,day,exercise,set\n1,1,squat,4\n9,1,squat,1\n");
    let told = refused(&site, &update, 1);
    assert!(told.contains("`p` has no set 4 of `squat` on day 1 of week 1"), "{told}");
    assert!(told.contains("`p` has no set 1 of `squat` on day 1 of week 9") && told.contains("2 errors"), "{told}");
    site.write("log.yaml", "format: 1\nprogram: p\nlifter: Kim\nsets: []\n");
    let told = refused(&site, &["maxes", "update", "sam", "--from", "log.yaml"], 1);
    assert!(told.starts_with("error[bad-value]: this is the log of Kim, not of Sam\n --> log.yaml:3:9\n"), "{told}");
    site.write("log.yaml", "format: 2\nsets: {}\nmore: 1\n");
    let told = refused(&site, &["maxes", "update", "sam", "--from", "log.yaml"], 1);
    assert!(told.contains("a format of logs that is not known") && told.ends_with("3 errors\n"), "{told}");
    let told = refused(&site, &["maxes", "update", "sam", "--from", "gone.csv"], 1);
    assert!(told.starts_with("error[unreadable]: cannot be read: "), "{told}");
}

/// A log is as hostile as any other file.
#[test]
fn logs_are_held_to_limits() {
    for (name, text) in [
        ("log.csv", format!("week,day,exercise,set\n{}", "1,1,squat,1\n".repeat(300_000))),
        ("log.csv", format!("week,day,exercise,set\n{}", "x,".repeat(2_000_000))),
        ("log.yaml", "[".repeat(3_000_000)),
        ("log.yaml", format!("format: 1\nsets: [{}]", "{week: 1, day: 1, exercise: squat, set: 1}, ".repeat(40_000))),
    ] {
        let site = site().file(name, text);
        let ran = bounded(&site, &["maxes", "update", "sam", "--from", name]);
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        assert_eq!(site.read("content/lifters/sam.yaml"), LIFTER);
    }
}

#[test]
fn the_next_cycle_follows_the_last() {
    let site = site();
    let before = site.plan("p", &["--lifter", "sam"]);
    let told = said(&site, &["next", "sam"]);
    assert_eq!(
        told,
        "squat: 180 kg → TM 167 kg, from 2027-01-04\n  counts in p from week 1, 2027-01-04\np: begins on Mon 2027-01-04\nwrote 1 file\n"
    );
    let new = site.read("content/lifters/sam.yaml");
    let program =
        "  - program: p\n    start: 2027-01-04\n    days: [Mon, Thu]\n    options: {extra: much}\n    skip: [plank]\n";
    assert!(new.contains("    - {tm: 167, date: 2027-01-04}\n") && new.ends_with(program), "{new}");
    assert_eq!(site.plan("p", &["--lifter", "sam"]), before);
    // Both booklets are built, the first as it was.
    site.fine(&["build", "-q"]);
    let booklet = |name: &str| -> Value {
        serde_json::from_str(&site.read(&format!("output/booklets/sam/{name}/booklet.json"))).unwrap()
    };
    assert_eq!(booklet("p"), before);
    let tops: Vec<_> =
        sets(&booklet("p-2")).into_iter().filter(|set| set["exercise"] == "squat" && set["set"] == 1).collect();
    // 70% of 167 kg are 116.9.
    assert_eq!((tops[0]["weight"].clone(), tops[0]["week"].clone()), (json!(117.5), json!(1)));
    // Once more, from there on; another program, another day, and what cannot be.
    assert!(said(&site, &["next", "sam"]).contains("squat: TM 167 kg → TM 172 kg, from 2027-02-01\n"));
    assert!(said(&site, &["next", "sam", "p", "--start", "2027-03-10"]).contains("p: begins on Wed 2027-03-10\n"));
    assert_eq!(refused(&site, &["next", "sam", "q"], 2), "error: `sam` does not train `q`; they train p\n");
    assert_eq!(
        refused(&site, &["next", "sam", "--program", "o"], 2),
        "error: there is no program `o`: did you mean `p`?\n"
    );
}

/// Two programs at a time have no one end; an undated one has none at all. A max has to make sense in the next program.
#[test]
fn what_comes_next_has_to_be_certain() {
    let other = "title: Q\nunits: kg\nweeks: 2\ndays: [{name: A, top: {squat: 5x5 @ 70%}}]\n";
    let site = site().file("content/programs/q.yaml", other);
    let with = |programs: &str| LIFTER.replace("\nprograms:\n", &format!("\nprograms:\n{programs}"));
    site.write("content/lifters/sam.yaml", with("  - {program: q, start: 2026-12-14}\n"));
    assert_eq!(refused(&site, &["next", "sam"], 2), "error: `sam` trains several programs at once; name one of q, p\n");
    assert!(said(&site, &["next", "sam", "q"]).contains("q: begins on Mon 2026-12-28\n"));
    site.write("content/lifters/sam.yaml", "name: Sam\nmaxes: {squat: 100}\nprograms: [q]\n");
    assert_eq!(
        refused(&site, &["next", "sam"], 2),
        "error: nobody says when `q` ends for `sam`; say when to begin: --start 2027-01-04\n"
    );
    said(&site, &["next", "sam", "--start", "2027-01-04"]);
    let new = site.read("content/lifters/sam.yaml");
    assert_eq!(new, "name: Sam\nmaxes: {squat: 100}\nprograms: [q, {program: q, start: 2027-01-04}]\n");
    site.write("content/lifters/sam.yaml", LIFTER);
    assert_eq!(
        refused(&site, &["next", "sam", "--program", "q"], 1),
        "error: `content/lifters/sam.yaml` is left as it is: `q` could not be worked out: a training max of `squat`, and `q` has no \
         training max to say of what share; add `training_max: 90%` to the lifter, or write the max itself: {1rm: 180, date: …}\n"
    );
}

#[test]
fn cells_of_a_roster_are_replaced() {
    let roster = "name,units,squat,bench,program,start,ends,days\r\nAda,kg,120,80,p,,2027-01-03,Mon Thu\r\n\"Ben, Jr.\",lb,\"300\",,p,2026-12-07,,Tue Fri\r\n";
    let site = site().file("content/lifters/club.csv", roster);
    let told = said(&site, &["maxes", "update", "ben-jr", "--set", "squat=310", "--set", "bench=100kgx5@8"]);
    assert_eq!(
        told,
        "squat: 300 lb → 310 lb\nbench: ≈271.84 lb (100 kg × 5 @ RPE 8)\na roster has one max of each lift: these count in \
         every week; what was there before is in git\nwrote 1 file\n"
    );
    let told = said(&site, &["next", "ada"]);
    assert!(
        told.starts_with("squat: 120 kg → TM 113 kg\n") && told.contains("p: begins on Mon 2027-01-04\n"),
        "{told}"
    );
    let expected = roster
        .replace("120,80,p,,2027-01-03", "TM 113,80,p,2027-01-04,")
        .replace("\"300\",,", "\"310\",100 kg x 5 @ 8,");
    assert_eq!(site.read("content/lifters/club.csv"), expected);
    site.fine(&["show", "p", "--lifter", "ada"]);
    let told = refused(&site, &["maxes", "update", "ada", "--set", "deadlift=100"], 1);
    assert_eq!(
        told,
        "error: `content/lifters/club.csv` is left as it is: it has no column `deadlift`; add it to the first line, and a comma to \
         each row\n"
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

/// A lifter's maxes, each written in one of the ways in which authors write them, with comments all around.
fn maxes() -> impl Strategy<Value = String> {
    let way = prop_oneof![
        Just("  LIFT: 100\n"),
        Just("  LIFT: 100   # tested\n"),
        Just("  LIFT: {weight: 90, reps: 5}\n"),
        Just("  LIFT: '100 kg'\n"),
        Just("  LIFT: [100, {1rm: 105, date: 2026-10-04}]  # so far\n"),
        Just("  LIFT:\n    - 100  # at first\n    # then\n    - {1rm: 105, from: week 3}\n"),
        Just("  LIFT:\n    weight: 90\n    # five\n    reps: 5\n"),
        Just("  LIFT:\n  - 1rm: 100\n  - 1rm: 105\n    date: 2026-12-21\n"),
        Just("  LIFT: [\n    100,  # at first\n    {1rm: 105},\n  ]\n"),
        Just("  # LIFT: 90\n\n"),
    ];
    let lines = prop::collection::vec(way, 4).prop_map(|ways| {
        let lifts = ["squat", "bench", "deadlift", "front-squat"];
        lifts.iter().zip(ways).map(|(lift, way)| way.replace("LIFT", lift)).collect::<String>()
    });
    (lines, "(# about\n)?", "(# end\n)?")
        .prop_map(|(lines, before, after)| format!("{before}name: A\nmaxes:\n{lines}bodyweight: 80\n{after}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Read again, a lifter is who they were, with one record more; every line that is not of that max is the same.
    #[test]
    fn an_update_adds_one_record_and_touches_nothing_else(
        maxes in maxes(),
        lift in prop::sample::select(vec!["squat", "bench", "deadlift", "front-squat", "overhead-press"]),
        crlf: bool,
    ) {
        let text = if crlf { maxes.replace('\n', "\r\n") } else { maxes };
        let site = Site::new().file("content/programs/p.yaml", PROGRAM).file("content/lifters/a.yaml", &text);
        let read = || Content::read(&site.path().join("content")).lifters.pop().unwrap();
        let before = read();
        let request = UpdateRequest {
            lifter: "a",
            sets: &[format!("{lift}=110")],
            log: None,
            program: None,
            date: Some(date(2026, 12, 21)),
            today: date(2026, 12, 21),
        };
        let input = Input { folder: Some(site.path().join("content")), ..Input::default() };
        let progress = update(&mut Content::read_input(&input), &input, request).unwrap();
        site.write("content/lifters/a.yaml", &progress.mended.after);
        let after = read();
        let records = |lifter: &Lifter, of: &str| -> Vec<_> {
            let max = lifter.maxes.iter().find(|(lift, _)| lift.as_str() == of).map(|(_, max)| max.clone());
            let records = max.into_iter().flat_map(|max| max.records);
            records.map(|record| (record.measure, record.since)).collect()
        };
        let (was, is) = (records(&before, lift), records(&after, lift));
        let new = (Measure::OneRep(Lifted::Weight("110 kg".parse().unwrap())), Since::Date(date(2026, 12, 21)));
        let kept: Vec<_> = was.iter().filter(|(_, since)| *since != new.1).copied().collect();
        prop_assert_eq!(is, [kept, vec![new]].concat());
        for other in before.maxes.keys().filter(|other| other.as_str() != lift) {
            prop_assert_eq!(records(&before, other.as_str()), records(&after, other.as_str()));
        }
        // Lines that are gone are those that the max stands in.
        let gone: Vec<_> = TextDiff::from_lines(&*text, &*progress.mended.after)
            .iter_all_changes()
            .filter(|change| change.tag() == ChangeTag::Delete)
            .map(|change| change.to_string())
            .collect();
        let own: Vec<_> = text.split_inclusive('\n').skip_while(|line| !line.starts_with(&format!("  {lift}:"))).collect();
        let length = own.iter().skip(1).take_while(|line| line.starts_with("    ") || line.starts_with("  -") || line.starts_with("  ]")).count();
        for line in gone {
            prop_assert!(own.iter().take(length + 1).any(|own| **own == line), "{line:?} of {text:?}");
        }
        for comment in text.match_indices('#').map(|(at, _)| text[at..].lines().next().unwrap()) {
            prop_assert!(progress.mended.after.contains(comment), "{comment}");
        }
    }
}
