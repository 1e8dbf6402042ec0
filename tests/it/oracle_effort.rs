//! Whole tables of others on weights from effort, and published programs by their percentages.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::harness::{Site, sets, shared};
use crate::oracle::{check_rows, rows};

/// Returns rows whose top weight can be loaded in the table's step: only those are on the bar.
fn loadable<'t>(rows: &[Vec<&'t str>], step: usize) -> Vec<Vec<&'t str>> {
    let is_loadable = |row: &&Vec<&str>| row[0].parse::<f64>().unwrap() % row[step].parse::<f64>().unwrap() == 0.0;
    rows.iter().filter(is_loadable).cloned().collect()
}

/// Back-off sets at an effort of their own, from the e1RM of the actual top set (`SigmaLifting` CLI, RTS chart). Of 480 rows,
/// 348 have a top weight that can be loaded in the table's step.
#[test]
fn backoff_at_a_target_effort() {
    let day = |row: &[&str]| {
        format!(
            "  - name: x\n    top: {{squat: 1x{} @ {} kg RPE {}}}\n    backoff: [{{squat: 1x{} @ RPE {}}}]\n",
            row[1], row[0], row[2], row[4], row[3]
        )
    };
    // 100 × 5 @ 8 is an e1RM of 123.3: five more at RPE 6, 76.2%, are 93.96; at RPE 9, 83.7%, 103.2.
    let quoted = [["100", "5", "8", "6", "5", "0.5", "94"], ["100", "5", "8", "9", "5", "0.5", "103"]];
    let quoted: Vec<_> = quoted.iter().map(|row| row.to_vec()).collect();
    assert_eq!(check_rows(&quoted, 5, 6, day), 2);
    let Some(text) = shared("oracle/backoff-at-target-rpe.csv") else { return };
    let all = rows(&text);
    let loadable = loadable(&all, 5);
    assert_eq!((all.len(), check_rows(&loadable, 5, 6, day)), (480, 348));
}

/// The next set after one that reached the cap, at 90 or 95% of it (same source): as a percentage off the set before, and off
/// the top set, which is the same set here. Of 160 rows 80 reach the cap, 58 of them from a loadable weight.
#[test]
fn drop_after_fatigue() {
    let Some(text) = shared("oracle/fatigue-drop.csv") else { return };
    let all = rows(&text);
    let dropped: Vec<_> = all.into_iter().filter(|row| !row[6].is_empty()).collect();
    let loadable = loadable(&dropped, 5);
    for anchor in ["previous", "top"] {
        let day = |row: &[&str]| {
            let off = 100 - row[4].parse::<i32>().unwrap();
            format!(
                "  - name: x\n    top: {{squat: 3x{} @ {} kg}}\n    backoff: [{{squat: 1x{} @ {anchor} -{off}%}}]\n",
                row[1], row[0], row[1]
            )
        };
        assert_eq!((dropped.len(), check_rows(&loadable, 5, 6, day)), (80, 58));
    }
}

/// A load drop in the RTS intermediate spreadsheet is the top weight less 5% of it in whole steps: 340 lb → 320 lb, because 17
/// lb are rounded up to four steps. That equals rounding the rest, 323 lb, down.
#[test]
fn load_drop_of_the_rts_sheet() {
    let day = "title: Drop\nunits: lb\nweeks: 1\ndays:\n  - {name: A, top: {squat: 1x5 @ 340 lb}, backoff: [{squat: 3x5 @ top -5%}]}\n";
    let lifter = "name: A\nunits: lb\nrounding: down\nprograms: [drop]\n";
    let site = Site::new().file("content/programs/drop.yaml", day).file("content/lifters/a.yaml", lifter);
    let backoff: Vec<_> = sets(&site.plan("drop", &["--lifter", "a"])).split_off(1);
    assert!(backoff.iter().all(|set| set["weight"] == 320), "{backoff:?}");
}

/// Returns sets of a lift with a max of 1000, so that weights are ten times the percentage. `role` limits them to one role.
fn tenfold(phases: &str) -> Vec<Value> {
    let program = format!("title: P\nunits: kg\nexercises: {{lift: {{}}}}\n{phases}");
    let lifter = "name: A\nunits: kg\nmaxes: {lift: 1000}\nequipment: {step: 1}\nprograms: [p]\n";
    let site = Site::new().file("content/programs/p.yaml", program).file("content/lifters/a.yaml", lifter);
    sets(&site.plan("p", &["--lifter", "a"]))
}

fn pairs(sets: &[Value]) -> Vec<String> {
    sets.iter().map(|set| format!("{}@{}", set["reps"].as_str().unwrap(), tenth(&set["weight"]))).collect()
}

fn tenth(weight: &Value) -> String {
    let weight = weight.as_f64().unwrap();
    format!("{}", weight / 10.0)
}

/// Expands `3x8@65` to three of `8@65`.
fn single_sets(listed: &[&str]) -> Vec<String> {
    let listed = listed.iter().flat_map(|text| text.split(','));
    listed
        .flat_map(|text| {
            let (sets, rest) = text.trim().split_once('x').unwrap_or(("1", text.trim()));
            vec![rest.to_owned(); sets.parse().unwrap()]
        })
        .collect()
}

/// 5/3/1 from four sources: the main sets by week, and Boring But Big and First Set Last as supplements. They are percentages
/// of the training max, 90% of the max; a training max of 900 gives nine tenths of each figure.
#[test]
fn five_three_one() {
    let days = "training_max: 100%\nweeks: 4\ndays:\n  - name: x\n    top:\n      - lift: [5/5/5+ @ 65/75/85%, 3/3/3+ @ 70/80/90%, 5/3/1+ @ 75/85/95%, 5/5/5 @ 40/50/60%]\n    \
                backoff:\n      - lift: 5x10 @ 50%\n      - lift: 5x5 @ first\n      - lift: 5x5 @ second\n";
    let sets = tenfold(days);
    let published =
        [["5@65", "5@75", "5+@85"], ["3@70", "3@80", "3+@90"], ["5@75", "3@85", "1+@95"], ["5@40", "5@50", "5@60"]];
    for (week, expected) in (1..).zip(published) {
        let of_week: Vec<_> = sets.iter().filter(|set| set["week"] == week).cloned().collect();
        assert_eq!(pairs(&of_week[..3]), expected);
        assert_eq!(pairs(&of_week[3..8]), vec!["10@50"; 5]);
        let at = |set: &str| set.split('@').nth(1).unwrap().to_owned();
        assert_eq!(pairs(&of_week[8..13]), vec![format!("5@{}", at(expected[0])); 5]);
        assert_eq!(pairs(&of_week[13..]), vec![format!("5@{}", at(expected[1])); 5]);
    }
    if let Some(text) = shared("oracle/fivethreeone.yaml") {
        for week in published {
            let quoted = week.map(|set| format!("\"{set}\"")).join(", ");
            assert!(text.contains(&quoted), "{quoted}");
        }
    }
}

/// Smolov's full squat cycle: intro, base with 20 and then 10 lb more a week, switching, intense (Liftosaur's table).
#[test]
fn smolov() {
    let intro = ["3x8@65,1x5@70,2x2@75,1x1@80", "4x5@70,1x3@75,2x2@80,1x1@90"];
    let base = ["4x9@70", "5x7@75", "7x5@80", "10x3@85"];
    let intense = [
        "1x3@65,1x4@75,3x4@85,1x5@90",
        "1x3@60,1x3@70,1x4@80,1x3@90,2x5@85",
        "1x4@65,1x4@70,5x4@80",
        "1x4@60,1x4@70,1x4@80,1x3@90,2x4@90",
        "1x3@65,1x3@75,1x3@85,3x3@90,1x3@95",
        "1x3@65,1x3@75,1x4@85,4x5@90",
        "1x3@60,1x3@70,1x3@80,5x5@90",
        "1x3@60,1x3@70,1x3@80,2x3@95",
        "1x3@65,1x3@75,1x3@85,4x3@95",
        "1x3@70,1x4@80,5x5@90",
        "1x3@70,1x3@80,4x3@95",
        "1x3@75,1x4@90,3x4@80",
        "1x3@70,1x3@80,2x5@90,3x4@95",
    ];
    let all: Vec<&str> = intro.into_iter().chain(base).chain(intense).collect();
    for days in all.chunks(14) {
        let mut program = "weeks: 1\ndays:\n".to_owned();
        for day in days {
            let _ = writeln!(
                program,
                "  - {{name: x, top: {{lift: '{}'}}}}",
                day.replace('@', " @ ").replace(',', "%, ") + "%"
            );
        }
        assert_eq!(pairs(&tenfold(&program)), single_sets(days));
    }
    let weekly = "phases:\n  - weeks: 3\n    days:\n      - {name: x, top: {lift: [4x9 @ 70%, 4x9 @ 70% + 20 kg, 4x9 @ 70% + 30 kg]}}\n";
    let tops: Vec<_> = tenfold(weekly).iter().step_by(4).map(|set| set["weight"].clone()).collect();
    assert_eq!(tops, [json!(700), json!(720), json!(730)]);
    if let Some(text) = shared("oracle/smolov.yaml") {
        assert!(all.iter().all(|day| text.contains(day)));
    }
}

/// nSuns 5/3/1 LP in % of the training max (two sources): nine sets of the day's lift, eight of the second. A training max of
/// 85 kg gives 80.75 kg for 95%, loaded as 80, and 55.25 kg for 65%, loaded as 55.
#[test]
fn nsuns() {
    let volume = "8/6/4/4/4/5/6/7/8+ @ 65/75/85/85/85/80/75/70/65%";
    let squat = "5/3 @ 75/85%, 1x1+ @ 95%, 3/3/3/5/5/5+ @ 90/85/80/75/70/65%";
    let sumo = "5/5/3/5/7/4/6/8 @ 50/60/70/70/70/70/70/70%";
    let days = format!(
        "weeks: 1\ndays:\n  - {{name: x, top: [{{lift: '{volume}'}}, {{lift: '{squat}'}}], backoff: [{{lift: '{sumo}'}}]}}\n"
    );
    let expected = [
        "8@65,6@75,4@85,4@85,4@85,5@80,6@75,7@70,8+@65",
        "5@75,3@85,1+@95,3@90,3@85,3@80,5@75,5@70,5+@65",
        "5@50,5@60,3@70,5@70,7@70,4@70,6@70,8@70",
    ];
    assert_eq!(pairs(&tenfold(&days)), single_sets(&expected));
    let days = format!(
        "title: P\nunits: kg\ntraining_max: 85%\nweeks: 1\ndays:\n  - {{name: x, top: {{squat: '{squat}'}}}}\n"
    );
    let weights: Vec<_> = sets(&Site::new().file("content/programs/p.yaml", days).plan("p", &["--max", "squat=100"]));
    assert_eq!((&weights[2]["weight"], &weights[8]["weight"]), (&json!(80), &json!(55)));
    if let Some(text) = shared("oracle/nsuns_531_lp.yaml") {
        assert!(text.contains("[65,75,85,85,85,80,75,70,65], reps: [8,6,4,4,4,5,6,7,\"8+\"]"));
        assert!(text.contains("[75,85,95,90,85,80,75,70,65], reps_squat_ohp: [5,3,\"1+\",3,3,3,5,5,\"5+\"]"));
        assert!(text.contains("reps_lower: [5,5,3,5,7,4,6,8]") && text.contains("day2_sumo_deficit: [50,60,70]"));
    }
}

/// Published warm-up schemes as the author's own warm-ups: shares of the work set.
#[test]
fn warm_ups_match_other_calculators() {
    let published = [
        // GymBo's standard, and two public test suites.
        ("1x5 @ top -60%, 1x5 @ top -40%, 1x3 @ top -20%", "100", "1", vec![40.0, 60.0, 80.0]),
        ("1x5 @ top -50%, 1x3 @ top -30%, 1x1 @ top -10%", "100", "1", vec![50.0, 70.0, 90.0]),
        // ssickman/barbell: 40-67-80-90 for 5, 3, 2, 1.
        ("1x5 @ top -60%, 1x3 @ top -33%, 1x2 @ top -20%, 1x1 @ top -10%", "100", "1", vec![40.0, 67.0, 80.0, 90.0]),
        // Bill Starr's ramp by tenths of the top set.
        ("1x5 @ top -40%, 1x5 @ top -30%, 1x5 @ top -20%, 1x5 @ top -10%", "100", "1", vec![60.0, 70.0, 80.0, 90.0]),
        // dvush/barbell: even steps from the empty bar, and from 50 kg.
        ("1x5 @ bar, 1x5 @ previous +20 kg, 1x5 @ previous +20 kg", "80", "2.5", vec![20.0, 40.0, 60.0]),
        ("1x5 @ bar, 1x5 @ previous +7.5 kg, 1x5 @ previous +7.5 kg", "42.5", "2.5", vec![20.0, 27.5, 35.0]),
        ("1x5 @ 50 kg, 1x5 @ previous +20 kg, 1x5 @ previous +20 kg", "110", "2.5", vec![50.0, 70.0, 90.0]),
    ];
    for (warmup, work, step, expected) in published {
        let list: Vec<_> = warmup.split(", ").map(|set| format!("'{set}'")).collect();
        let day = format!(
            "title: P\nunits: kg\nweeks: 1\ndays:\n  - {{name: A, warmup: [{}], top: {{squat: 3x5 @ {work} kg}}}}\n",
            list.join(", ")
        );
        let lifter = format!("name: A\nunits: kg\nequipment: {{step: {step}, bar: 20}}\nprograms: [p]\n");
        let site = Site::new().file("content/programs/p.yaml", day).file("content/lifters/a.yaml", lifter);
        let sets = sets(&site.plan("p", &["--lifter", "a"]));
        let ramp = sets.iter().filter(|set| set["role"] == "warmup");
        let weights: Vec<_> = ramp.map(|set| set["weight"].as_f64().unwrap()).collect();
        assert_eq!(weights, expected, "{warmup}");
    }
}
