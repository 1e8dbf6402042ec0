//! Maxes from logs, and the mistakes of logs.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{LIFTER, PROGRAM, refused, said, site};
use crate::harness::{Site, bounded, sets};

/// Returns the log of a plan as gym mode writes it, with `done` for the results: reps and effort, or as planned.
fn log(site: &Site, done: impl Fn(&Value) -> Option<(&'static str, &'static str)>) -> String {
    let mut csv = "date,week,day,exercise,set,planned,weight,unit,reps,rpe,look\n".to_owned();
    let (mut last, mut numbers) = (json!(null), HashMap::new());
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
        // The added weight, without the lifter's bodyweight.
        let weight = match exercise {
            "pull-up" => "0".to_owned(),
            _ if weight.is_number() => weight.to_string(),
            _ => String::new(),
        };
        let planned = set["reps"].as_str().unwrap().trim_end_matches('+');
        let reps = if reps.is_empty() { planned } else { reps };
        writeln!(csv, "{date},{week},{day},{exercise},{number},{weight},{weight},kg,{reps},{rpe},").unwrap();
    }
    csv
}

/// After a whole cycle, the squat grows by the program's progress and the bench press by the best set. The weeks of the cycle
/// are unchanged.
#[test]
fn a_log_updates_the_lifters_file() {
    let site = site();
    let before = site.plan("p", &["--lifter", "sam"]);
    let csv = log(&site, |set| match (set["exercise"].as_str(), set["week"].as_u64()) {
        (Some("bench"), Some(3)) if set["role"] == "top" => Some(("8", "")),
        (Some("pull-up"), _) => Some(("5", "")),
        _ => Some(("", "")),
    });
    site.write("log.csv", csv);
    let reported = said(&site, &["maxes", "update", "sam", "--from", "log.csv"]);
    let pull_ups = [1, 2, 3, 4].map(|week| format!("pull-up: week {week} shows ≈93.33 kg (bw × 5)\n")).concat();
    assert_eq!(
        reported.replace(&pull_ups, ""),
        "bench: week 1 shows ≈96.25 kg (82.5 kg × 5)\nbench: week 2 shows ≈105 kg (90 kg × 5)\n\
         bench: week 3 shows ≈120.33 kg (95 kg × 8)\nbench: week 4 shows 100 kg\nbench: stays ≈123.3 kg\n\
         pull-up: stays 100 kg\n\
         squat: week 4 shows ≈160.42 kg (137.5 kg × 5)\n\
         squat: 180 kg → TM 167 kg, from 2026-12-31\n  no program of Sam has a week that starts so late, so it counts in the next program\n\
         wrote 1 file\n"
    );
    assert_eq!(site.plan("p", &["--lifter", "sam"]), before);
}

/// A best set in the middle of a program counts from the first week that is not in the log. A set with missed reps holds the
/// training max of the next cycle. The other log format gives the same result.
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
    let reported = said(&site, &["maxes", "update", "sam", "--from", "log.csv"]);
    let bench = "bench: ≈123.3 kg (100 kg × 5 @ RPE 8) → ≈132.35 kg (90 kg × 10 @ RPE 8), from 2026-12-31\n  counts in p from week 5, 2027-01-04\n";
    assert!(reported.contains(bench), "{reported}");
    assert!(
        reported.contains("Squat stays at a training max of 162 kg: week 3, day 1, set 1: 4 reps, 5 planned\n"),
        "{reported}"
    );
    assert!(
        reported.contains("squat: 180 kg → TM 162 kg, from 2026-12-31\n  counts in p from week 5, 2027-01-04\n"),
        "{reported}"
    );
    let plan = site.plan("p", &["--lifter", "sam"]);
    let tops = |lift: &str| -> Vec<f64> {
        let all =
            sets(&plan).into_iter().filter(|set| set["exercise"] == lift && set["role"] == "top" && set["set"] == 1);
        all.map(|set| set["weight"].as_f64().unwrap()).collect()
    };
    assert_eq!(tops("squat"), [112.5, 122.5, 130.0, 137.5, 112.5, 122.5, 130.0, 137.5]);
    assert_eq!(tops("bench"), [82.5, 90.0, 95.0, 100.0, 90.0, 95.0, 102.5, 107.5]);
    // The same in YAML, on the original file.
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
    assert_eq!(said(&site, &["maxes", "update", "sam", "--from", "log.yaml"]), reported);
    assert_eq!(site.read("content/lifters/sam.yaml"), new);
    // With semicolons and decimal commas, from a spreadsheet with an additional column.
    let cells = csv.lines().map(|line| format!("{};note", line.replace(',', ";").replace('.', ",")));
    let sheet = cells.collect::<Vec<_>>().join("\r\n");
    let site = site.file("sheet.csv", sheet).file("content/lifters/sam.yaml", LIFTER);
    assert_eq!(said(&site, &["maxes", "update", "sam", "--from", "sheet.csv"]), reported);
}

#[test]
fn mistakes_of_a_log_are_reported_together() {
    let csv = "week,day,exercise,set,weight,unit,rep,rpe,date\n1,1,squat,1,100,kg,5,8,2026-12-07\n";
    let site = site().file("log.csv", csv);
    let update = ["maxes", "update", "sam", "--from", "log.csv"];
    let reported = refused(&site, &update, 1);
    assert!(
        reported.starts_with("error[unknown-key]: unknown column `rep` in a log\n --> log.csv:1:35\n"),
        "{reported}"
    );
    assert!(reported.contains("did you mean `reps`?"), "{reported}");
    let rows = [
        "1,1,squat,1,heavy,kg,5,8,2026-12-07",
        "1,1,squat,2,100,stone,5,8,2026-12-07",
        "1,1,squat,3,100,kg,-1,8,2026-12-07",
        "1,1,Squat!,1,100,kg,5,8.3,yesterday",
        "1,1,,1,100,kg,5,,",
        "1,1,squat",
    ];
    site.write("log.csv", format!("{}{}\n", "week,day,exercise,set,weight,unit,reps,rpe,date\n", rows.join("\n")));
    let reported = refused(&site, &update, 1);
    let heads: Vec<_> =
        reported.split("\n\n").map(|reported| reported.lines().take(2).collect::<Vec<_>>().join("")).collect();
    assert_eq!(
        heads,
        [
            "error[bad-value]: `heavy` is not a weight: not a number --> log.csv:2:13",
            "error[bad-value]: `unit` must be `kg` or `lb`, found `stone` --> log.csv:3:17",
            "error[bad-value]: `reps` must be a whole number, found `-1` --> log.csv:4:20",
            "error[bad-slug]: invalid name `Squat!`: use lower-case letters, digits and hyphens --> log.csv:5:5",
            "error[bad-value]: RPE must be in half steps (8, 8.5, 9), found `8.3` --> log.csv:5:23",
            "error[bad-value]: `yesterday` is not a date --> log.csv:5:27",
            "error[missing-key]: this set has no `exercise` --> log.csv:6:5",
            "error[syntax]: this row ends before `set`, `weight`, `unit`, `reps`, `rpe`, `date`: 3 cells for 9 columns --> log.csv:7:5",
            "8 errors",
        ]
    );
    // Sets outside the plan, of another program and of another lifter.
    site.write("log.csv", "week,day,exercise,set\n1,1,squat,4\n9,1,squat,1\n");
    let reported = refused(&site, &update, 1);
    assert!(reported.contains("`p` has no set 4 of `squat` on day 1 of week 1"), "{reported}");
    assert!(
        reported.contains("`p` has no set 1 of `squat` on day 1 of week 9") && reported.contains("2 errors"),
        "{reported}"
    );
    site.write("log.yaml", "format: 1\nprogram: p\nlifter: Kim\nsets: []\n");
    let reported = refused(&site, &["maxes", "update", "sam", "--from", "log.yaml"], 1);
    assert!(
        reported.starts_with("error[bad-value]: this is the log of Kim, not of Sam\n --> log.yaml:3:9\n"),
        "{reported}"
    );
    site.write("log.yaml", "format: 3\nsets: {}\nmore: 1\n");
    let reported = refused(&site, &["maxes", "update", "sam", "--from", "log.yaml"], 1);
    assert!(
        reported.contains("`format` of a log must be `1` or `2`, found `3`") && reported.ends_with("3 errors\n"),
        "{reported}"
    );
    let reported = refused(&site, &["maxes", "update", "sam", "--from", "gone.csv"], 1);
    assert!(reported.starts_with("error[unreadable]: cannot be read: "), "{reported}");
}

/// Logs are as hostile as any other file.
#[test]
fn logs_are_limited() {
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
