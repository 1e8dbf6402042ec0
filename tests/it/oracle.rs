//! Whole tables that others published or computed, read from the shared folder. The most important figures are quoted here.

use std::fmt::Write as _;

use liftpress::model::{Equipment, Exercise, PlateStock, Slug};
use liftpress::plan::{Problem, Rack};
use liftpress::units::{Mass, Rounding, Unit};
use serde_json::{Value, json};

use crate::harness::{Site, sets, shared};

/// Returns the rows of a CSV file without comments and the header.
pub(crate) fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect()).collect()
}

pub(crate) fn close(given: &Value, expected: &str) -> bool {
    given.as_f64().is_some_and(|given| (given - expected.parse::<f64>().unwrap()).abs() < 1e-9)
}

/// One program for each step: each row is one set, for a lifter with equipment in that step.
pub(crate) fn check_rows(
    rows: &[Vec<&str>],
    step_column: usize,
    expected: usize,
    day: impl Fn(&[&str]) -> String,
) -> usize {
    let mut steps: Vec<_> = rows.iter().map(|row| row[step_column]).collect();
    steps.sort_unstable();
    steps.dedup();
    for step in steps {
        let of_step: Vec<_> = rows.iter().filter(|row| row[step_column] == step).collect();
        let mut checked = 0;
        for chunk in of_step.chunks(14) {
            let days: String = chunk.iter().map(|row| day(row)).collect();
            let site = Site::new()
                .file("content/programs/table.yaml", format!("title: Table\nunits: kg\nweeks: 1\ndays:\n{days}"))
                .file(
                    "content/lifters/a.yaml",
                    format!("name: A\nunits: kg\nequipment: {{step: {step}}}\nprograms: [table]\n"),
                );
            let plan = site.plan("table", &["--lifter", "a"]);
            for (row, day) in chunk.iter().zip(plan["weeks"][0]["days"].as_array().unwrap()) {
                let last = day["sets"].as_array().unwrap().last().unwrap();
                assert!(close(&last["weight"], row[expected]), "{row:?}: {}", last["weight"]);
                checked += 1;
            }
        }
        assert_eq!(checked, of_step.len());
    }
    rows.len()
}

/// Back-off weights as a percentage of the top weight: more than 200 cases of another program (`SigmaLifting` CLI).
#[test]
fn percent_of_the_top_weight() {
    let Some(text) = shared("oracle/backoff-percent-of-top.csv") else { return };
    let rows = rows(&text);
    let single: Vec<_> = rows.into_iter().filter(|row| !row[0].contains(' ')).collect();
    // Only a top weight that can be loaded in the table's step is on the bar.
    let loadable = |row: &&Vec<&str>| {
        let step: f64 = row[4].parse().unwrap();
        row[0].parse::<f64>().unwrap() % step == 0.0
    };
    let (loadable, _): (Vec<_>, Vec<_>) = single.iter().partition(loadable);
    let loadable: Vec<_> = loadable.into_iter().cloned().collect();
    let checked = check_rows(&loadable, 4, 5, off_the_top);
    assert!(checked > 80, "{checked}");
}

fn off_the_top(row: &[&str]) -> String {
    let off = format!("{:.1}", 100.0 - row[3].parse::<f64>().unwrap());
    format!(
        "  - name: x\n    top: {{squat: 1x{} @ {} kg}}\n    backoff: [{{squat: 1x5 @ top -{off}%}}]\n",
        row[1], row[0]
    )
}

/// Three figures of the same table: 102.5 kg × 70% by 0.5 is 71.75 → 72; × 92% is 94.3 → 94.5; 62.5 × 87.5% by 5 is 54.69 → 55.
#[test]
fn percent_of_the_top_weight_quoted() {
    let rows = [
        ["102.5", "5", "8.5", "70", "0.5", "72"],
        ["102.5", "5", "8.5", "92", "0.5", "94.5"],
        ["62.5", "8", "8", "87.5", "5", "55"],
    ];
    let rows: Vec<_> = rows.iter().map(|row| row.to_vec()).collect();
    assert_eq!(check_rows(&rows, 4, 5, off_the_top), 3);
}

/// A percentage of a share of another lift's max: `max_of` and `ratio`.
#[test]
fn percent_of_a_related_max() {
    let Some(text) = shared("oracle/percent-of-max.csv") else { return };
    let rows = rows(&text);
    assert!(rows.len() > 250, "{}", rows.len());
    let mut maxes: Vec<_> = rows.iter().map(|row| (row[0], row[1], row[3])).collect();
    maxes.sort_unstable();
    maxes.dedup();
    for (max, ratio, step) in maxes {
        let of_max: Vec<_> = rows.iter().filter(|row| (row[0], row[1], row[3]) == (max, ratio, step)).collect();
        let ratio = ratio.parse::<f64>().unwrap() * 100.0;
        let mut program = format!(
            "title: Table\nunits: kg\nexercises: {{share: {{max_of: squat, ratio: {ratio:.1}%}}}}\nweeks: 1\ndays:\n  - name: x\n    accessories:\n",
        );
        for row in &of_max {
            let _ = writeln!(program, "      - share: 1x5 @ {}%", row[2]);
        }
        let lifter =
            format!("name: A\nunits: kg\nmaxes: {{squat: {max}}}\nequipment: {{step: {step}}}\nprograms: [table]\n");
        let site = Site::new().file("content/programs/table.yaml", program).file("content/lifters/a.yaml", lifter);
        let plan = site.plan("table", &["--lifter", "a"]);
        for (row, set) in of_max.iter().zip(sets(&plan)) {
            assert!(close(&set["weight"], row[4]), "{row:?}: {}", set["weight"]);
        }
    }
}

/// Every set of six programs with its weight, as another engine computes it from the 1RM, in pounds and kilograms.
#[test]
fn six_programs_of_another_engine() {
    for name in ["smolov-jr", "nsuns", "madcow", "gzclp", "the531bbb", "texasmethod"] {
        for unit in ["lb", "kg"] {
            let Some(text) = shared(&format!("oracle/program-{name}-{unit}.csv")) else { return };
            let maxes = text.lines().next().unwrap().split("1RM ").nth(1).unwrap().split(';').next().unwrap();
            let max_of = |exercise: &str| {
                let list = maxes.trim_end_matches(&format!(" {unit}"));
                list.split(", ").find_map(|entry| entry.strip_prefix(exercise)?.trim().parse::<f64>().ok())
            };
            let prescribed: Vec<_> =
                rows(&text).into_iter().filter(|row| row[6].ends_with('%') && max_of(row[2]).is_some()).collect();
            assert!(prescribed.len() > 30, "{name}: {}", prescribed.len());
            let program = format!("title: Table\nunits: {unit}\nexercises: {{lift: {{}}}}\nweeks: 1\ndays:\n");
            let mut checked = 0;
            for (exercise, rows) in by_exercise(&prescribed) {
                let mut day = format!("  - name: {exercise}\n    accessories:\n");
                for row in &rows {
                    let _ = writeln!(day, "      - lift: 1x{} @ {}", row[4], row[6]);
                }
                let site = Site::new().file("content/programs/table.yaml", format!("{program}{day}"));
                let max = format!("lift={}{unit}", max_of(exercise).unwrap());
                for (row, set) in rows.iter().zip(sets(&site.plan("table", &["--max", &max]))) {
                    assert!(close(&set["weight"], row[7]), "{name} {row:?}: {}", set["weight"]);
                    checked += 1;
                }
            }
            assert_eq!(checked, prescribed.len());
        }
    }
}

fn by_exercise<'r>(rows: &[Vec<&'r str>]) -> Vec<(&'r str, Vec<Vec<&'r str>>)> {
    let mut groups: Vec<(&str, Vec<Vec<&str>>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(exercise, _)| *exercise == row[2]) {
            Some((_, group)) => group.push(row.clone()),
            None => groups.push((row[2], vec![row.clone()])),
        }
    }
    groups
}

/// Madcow: 312 published cells of the `StrongLifts` spreadsheet (2011), from the start weight by its own rules. Each week
/// multiplies the unrounded start by 1.025, ramp sets are 12.5% of the top apart, Friday's triple has next Monday's weight, and
/// the back-off set of eight has the weight of the third ramp set.
#[test]
fn madcow_spreadsheet() {
    let ramp = "1x5 @ top -50%, 1x5 @ top -37.5%, 1x5 @ top -25%, 1x5 @ top -12.5%";
    let day = |lift: &str, start: &str| {
        let top = format!("{ramp}, 1x5 @ {start} x1.025/week");
        format!("  - name: x\n    top: {{{lift}: '{top}'}}\n    backoff: [{{{lift}: 1x8 @ set 3}}]\n")
    };
    // The thirteenth week has the triple of the twelfth Friday.
    let program = format!("title: Madcow\nunits: kg\nweeks: 13\ndays:\n{}{}", day("squat", "92.5"), day("bench", "75"));
    let site = Site::new().file("content/programs/madcow.yaml", program);
    let plan = site.plan("madcow", &[]);
    let weight =
        |week: usize, lift: usize, set: usize| plan["weeks"][week]["days"][lift]["sets"][set]["weight"].clone();
    // Quoted from the table: Monday squat top, weeks 1, 2, 10 and 12; the back-off of eight, weeks 1 and 12.
    for (week, expected) in [(0, 92.5), (1, 95.0), (9, 115.0), (11, 122.5)] {
        assert_eq!(weight(week, 0, 4).as_f64(), Some(expected), "week {}", week + 1);
    }
    assert_eq!((weight(0, 0, 5), weight(11, 0, 5)), (json!(70), json!(92.5)));
    let Some(text) = shared("oracle/madcow_5x5_weights_kg.csv") else { return };
    let mut checked = 0;
    for row in rows(&text) {
        let lift = usize::from(row[1] == "Bench");
        let set = row[2].parse::<usize>().unwrap() - 1;
        for week in 0..12 {
            let given = match (row[0], set) {
                ("Wednesday", 3) => weight(week, lift, 2),
                ("Friday", 4) => weight(week + 1, lift, 4),
                ("Friday", 5) => weight(week, lift, 5),
                _ => weight(week, lift, set),
            };
            assert!(close(&given, row[4 + week]), "{row:?} week {}: {given}", week + 1);
            checked += 1;
        }
    }
    assert_eq!(checked, 312);
}

/// 5/3/1's main table for the maxes of a published log (andytlr/5-3-1): whole kilograms, ties up.
#[test]
fn five_three_one_published_weights() {
    let program = "title: Log\nunits: kg\ntraining_max: 90%\nweeks: 4\ndays:\n  - name: x\n    top:\n      \
        - lift: [5/5/5+ @ 65/75/85%, 3/3/3+ @ 70/80/90%, 5/3/1+ @ 75/85/95%, 5/5/5 @ 40/50/60%]\n    \
        backoff:\n      - lift: 5x10 @ 50%\nexercises: {lift: {}}\n";
    let table = [
        ("66.5", [[39, 45, 51], [42, 48, 54], [45, 51, 57], [24, 30, 36]], 30),
        ("80", [[47, 54, 61], [50, 58, 65], [54, 61, 68], [29, 36, 43]], 36),
        ("100", [[59, 68, 77], [63, 72, 81], [68, 77, 86], [36, 45, 54]], 45),
    ];
    for (max, weeks, bbb) in table {
        let lifter = format!("name: A\nunits: kg\nmaxes: {{lift: {max}}}\nequipment: {{step: 1}}\nprograms: [log]\n");
        let site = Site::new().file("content/programs/log.yaml", program).file("content/lifters/a.yaml", lifter);
        let sets = sets(&site.plan("log", &["--lifter", "a"]));
        for (week, expected) in (1..).zip(weeks) {
            let of_week: Vec<_> = sets.iter().filter(|set| set["week"] == week).collect();
            let given: Vec<_> = of_week.iter().take(3).map(|set| set["weight"].as_i64().unwrap()).collect();
            assert_eq!(given, expected, "max {max} week {week}");
            assert_eq!(of_week[3]["weight"], bbb);
        }
    }
}

/// The gallery's Smolov Jr. and the published form: the percentage of the max, then 5 kg more each week.
#[test]
fn smolov_jr_shape() {
    let plan = crate::harness::gallery_plan("smolov-jr", &["--max", "bench=100kg"]);
    let first: Vec<_> = (0..3)
        .map(|week| {
            plan["weeks"][week]["days"][0]["sets"].as_array().unwrap().iter().find(|set| set["role"] == "top").unwrap()
                ["weight"]
                .clone()
        })
        .collect();
    assert_eq!(first, [json!(70), json!(75), json!(80)]);
    let sets_a_day: Vec<_> = plan["weeks"][0]["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["sets"].as_array().unwrap().iter().filter(|set| set["role"] == "top").count())
        .collect();
    assert_eq!(sets_a_day, [6, 7, 8, 10]);
}

/// Plates per side from public test suites: exact search where greedy fails, finite inventories, odd bars.
#[test]
fn plates_per_side() {
    let Some(text) = shared("oracle/plates.json") else { return };
    let table: Value = serde_json::from_str(&text).unwrap();
    let cases = table["cases"].as_array().unwrap();
    assert!(cases.len() >= 25, "{}", cases.len());
    let squat = Exercise::new(Slug::new("squat").unwrap());
    for case in cases {
        let unit: Unit = case["unit"].as_str().unwrap().parse().unwrap();
        let mass = |value: &Value| -> Mass { format!("{value} {unit}").parse().unwrap() };
        let mut plates: Vec<PlateStock> = if let Some(list) = case.get("plates") {
            list.as_array().unwrap().iter().map(|plate| PlateStock { mass: mass(plate), pairs: None }).collect()
        } else {
            let counts = case["inventory_total_count"].as_object().unwrap();
            let stock = |(plate, count): (&String, &Value)| PlateStock {
                mass: format!("{plate} {unit}").parse().unwrap(),
                pairs: Some(u16::try_from(count.as_u64().unwrap() / 2).unwrap()),
            };
            counts.iter().map(stock).collect()
        };
        plates.sort_by_key(|plate| std::cmp::Reverse(plate.mass));
        let equipment = Equipment { bar: Some(mass(&case["bar"])), plates, ..Equipment::default() };
        let rack = Rack::new(Some(&equipment), unit, &Rounding::Down.into());
        let fit = rack.fit(mass(&case["target"]), &squat);
        assert!(!matches!(fit.problem, Some(Problem::Below { .. })), "{case}");
        assert_eq!(fit.mass, mass(&case["achieved"]), "{case}");
        if let Some(sides) = case["per_side"].as_array() {
            let expected: Vec<_> = sides.iter().map(mass).collect();
            assert_eq!(rack.plates_per_side(fit.mass, &squat), Some(expected), "{case}");
        }
    }
}

/// Published rounding cases in all three modes.
#[test]
fn rounding() {
    let Some(text) = shared("oracle/rounding.yaml") else { return };
    let mut checked = 0;
    for line in text.lines() {
        let Some(case) = line.trim().strip_prefix("- [").and_then(|line| line.strip_suffix(']')) else { continue };
        let parts: Vec<_> = case.split(',').map(|part| part.trim().trim_matches('"')).collect();
        let number = parts[0].rsplit("= ").next().unwrap();
        let Ok(weight) = format!("{number} kg").parse::<Mass>() else { continue };
        let mass = |text: &str| format!("{text} kg").parse::<Mass>().unwrap();
        let mode = match parts[2] {
            "down" => Rounding::Down,
            "up" => Rounding::Up,
            _ => Rounding::Nearest,
        };
        assert_eq!(weight.to_multiple_of(mass(parts[1]), mode), mass(parts[3]), "{line}");
        checked += 1;
    }
    assert!(checked >= 35, "{checked}");
}
