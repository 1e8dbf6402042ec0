//! The programs of the gallery, compared with their published figures.

use std::fs;

use liftpress::source::Content;
use serde_json::{Value, json};

use crate::harness::{Site, command, gallery, gallery_plan, ran, repository, sets, shared};

const MAXES: [&str; 8] =
    ["--max", "squat=183kg", "--max", "bench=128.5kg", "--max", "deadlift=216kg", "--max", "overhead-press=83.5kg"];

/// Plans a program of the gallery for a lifter.
fn site(program: &str, lifter: &str) -> Site {
    let read = |path: String| fs::read(repository().join(path)).unwrap();
    Site::new()
        .file("content/liftpress.yaml", read("content/liftpress.yaml".to_owned()))
        .file(&format!("content/programs/{program}.yaml"), read(format!("content/programs/{program}.yaml")))
        .file("content/lifters/a.yaml", format!("name: A\nunits: kg\n{lifter}programs: [{program}]\n"))
}

/// Returns the sets of one day, role and exercise.
fn of<'s>(sets: &'s [Value], week: u64, role: &str, exercise: &str) -> Vec<&'s Value> {
    let wanted = |set: &&Value| set["week"] == week && set["role"] == role && set["exercise"] == exercise;
    sets.iter().filter(wanted).collect()
}

fn weights(sets: &[&Value]) -> Vec<f64> {
    sets.iter().map(|set| set["weight"].as_f64().unwrap()).collect()
}

/// A published program as another implementation calculates it: weeks, days and single sets with weights.
struct Row {
    week: u64,
    day: u64,
    exercise: &'static str,
    reps: String,
    weight: f64,
}

/// Returns the rows with a weight, under our names of the exercises.
fn rows(text: &str, exercises: &[(&str, &'static str)]) -> Vec<Row> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .filter_map(|line| {
            let cells: Vec<_> = line.split(',').collect();
            let [week, day, exercise, _, reps, amrap, _, weight] = cells.as_slice() else { panic!("{line}") };
            let (_, exercise) = exercises.iter().find(|(name, _)| name == exercise)?;
            let reps = if *amrap == "1" { format!("{reps}+") } else { (*reps).to_owned() };
            let weight = weight.parse().ok()?;
            Some(Row { week: week.parse().unwrap(), day: day.parse().unwrap(), exercise, reps, weight })
        })
        .collect()
}

/// Checks that every row has its set with the same reps, and returns the distances of the weights.
fn apart(plan: &Value, rows: &[Row]) -> Vec<f64> {
    let sets = sets(plan);
    let mut left: Vec<_> = sets.iter().filter(|set| set["role"] != "warmup" && set["only_if"].is_null()).collect();
    rows.iter()
        .map(|row| {
            let is_it =
                |set: &&Value| set["week"] == row.week && set["day"] == row.day && set["exercise"] == row.exercise;
            let set = left.remove(left.iter().position(is_it).unwrap());
            assert_eq!(set["reps"], row.reps, "{set}");
            (set["weight"].as_f64().unwrap() - row.weight).abs()
        })
        .collect()
}

#[test]
fn the_documents_build_without_diagnostics() {
    let output = tempfile::tempdir().unwrap();
    let built =
        command(&["build", "-q", "-o"]).arg(output.path().join("out")).current_dir(repository()).output().unwrap();
    let built = ran(&built);
    assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""));
}

#[test]
fn every_program_has_a_summary_and_a_source() {
    let content = Content::read(&repository().join("content"));
    assert_eq!(content.diagnostics, []);
    assert!(content.programs.len() >= 18, "{}", content.programs.len());
    for program in &content.programs {
        for (key, text) in [("source", &program.source), ("summary", &program.summary), ("author", &program.author)] {
            assert!(text.len() > 5, "{}: {key}", program.slug);
        }
        assert!(program.level.is_some() && !program.tags.is_empty(), "{}", program.slug);
    }
}

/// For a visitor in kilograms and one in pounds, with every combination of options.
#[test]
fn every_program_works_for_other_lifters() {
    let content = Content::read(&repository().join("content"));
    let pounds = ["--max", "squat=315", "--max", "bench=225", "--max", "deadlift=365", "--max", "overhead-press=135"];
    let rows = [["--max", "barbell-row=80kg"], ["--max", "barbell-row=185"]];
    for program in &content.programs {
        let mut chosen = vec![Vec::new()];
        for option in &program.options {
            chosen = option
                .choices
                .iter()
                .flat_map(|choice| {
                    let chosen = chosen.iter().cloned();
                    chosen.map(|before: Vec<String>| {
                        [before, vec!["--option".to_owned(), format!("{}={}", option.slug, choice.slug)]].concat()
                    })
                })
                .collect();
        }
        for options in &chosen {
            for (maxes, row, unit) in [(MAXES, rows[0], "kg"), (pounds, rows[1], "lb")] {
                let mut args = vec!["show", program.slug.as_str(), "--units", unit];
                args.extend(maxes.iter().chain(&row).copied().chain(options.iter().map(String::as_str)));
                let ran = gallery(&args);
                assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{args:?}");
            }
        }
    }
}

/// The worked example of `domain.md`: for a max of 200 kg, a single at RPE 8 is 92.2% on the chart, 184.4 → 185; the back-off
/// is 12% off each possible single.
#[test]
fn top_single_and_its_strip() {
    let plan = gallery_plan("top-single", &["--max", "squat=200kg"]);
    let sets = sets(&plan);
    let top = of(&sets, 1, "top", "squat");
    assert_eq!((weights(&top), &top[0]["estimate"], &top[0]["reps"]), (vec![185.0], &json!(true), &json!("1")));
    let planned: Vec<_> = of(&sets, 1, "backoff", "squat").into_iter().filter(|set| set["only_if"].is_null()).collect();
    assert_eq!(weights(&planned), [162.5; 4]);
    assert!(planned.iter().all(|set| set["reps"] == "4"));
    let strip = &plan["weeks"][0]["days"][0]["strips"][0];
    assert_eq!(strip["hits"], json!([180, 182.5, 185, 187.5, 190]));
    let row = json!({"exercise": "squat", "rule": "top -12%", "only_if": null,
        "weights": [157.5, 160, 162.5, 165, 167.5]});
    assert_eq!(strip["rows"][0], row);
}

/// andytlr/5-3-1, `schedule.md` @384db9e1: whole kilograms of the TM's percentages, ties up. 58.5 → 59, 76.5 → 77.
#[test]
fn wendler_531_in_whole_kilograms() {
    let lifter = "maxes: {bench: 66.5, squat: 80, deadlift: 100, overhead-press: 40}\nequipment: {step: 1}\n";
    let published = [
        ("bench", [[39, 45, 51], [42, 48, 54], [45, 51, 57], [24, 30, 36]], 30),
        ("squat", [[47, 54, 61], [50, 58, 65], [54, 61, 68], [29, 36, 43]], 36),
        ("deadlift", [[59, 68, 77], [63, 72, 81], [68, 77, 86], [36, 45, 54]], 45),
    ];
    let reps = [["5", "5", "5+"], ["3", "3", "3+"], ["5", "3", "1+"], ["5", "5", "5"]];
    let plan = |supplemental: &str| {
        let site = site("531", lifter);
        site.plan("531", &["--lifter", "a", "--option", &format!("supplemental={supplemental}")])
    };
    let [bbb, fsl, ssl] = ["bbb", "fsl", "ssl"].map(|choice| sets(&plan(choice)));
    for (lift, weeks, tens) in published {
        for (week, (expected, reps)) in (1..).zip(weeks.iter().zip(reps)) {
            let top = of(&bbb, week, "top", lift);
            assert_eq!(weights(&top), expected.map(f64::from), "{lift}, week {week}");
            assert_eq!(top.iter().map(|set| set["reps"].as_str().unwrap()).collect::<Vec<_>>(), reps);
            let backoff = |sets: &[Value]| {
                let backoff: Vec<_> = of(sets, week, "backoff", lift).into_iter().cloned().collect();
                assert_eq!(backoff.len(), 5);
                assert!(backoff.iter().all(|set| set["weight"] == backoff[0]["weight"]));
                (backoff[0]["reps"].as_str().unwrap().to_owned(), backoff[0]["weight"].as_f64().unwrap())
            };
            // In the deload, 40% of the TM, which is the first set's share as well.
            let ten = if week == 4 { expected[0] } else { tens };
            assert_eq!(backoff(&bbb), ("10".to_owned(), f64::from(ten)), "{lift}, week {week}");
            assert_eq!(backoff(&fsl), ("5".to_owned(), f64::from(expected[0])), "{lift}, week {week}");
            let second = if week == 4 { expected[0] } else { expected[1] };
            assert_eq!(backoff(&ssl), ("5".to_owned(), f64::from(second)), "{lift}, week {week}");
        }
    }
    // 10 lb or 5 kg a cycle for the lower body, half of that for the upper: 0.65 × (90 + 5) = 61.75 → 62.
    assert_eq!(of(&bbb, 5, "top", "deadlift")[0]["weight"], 62);
    // 0.65 × (59.85 + 2.5) = 40.5 → 41.
    assert_eq!(of(&bbb, 5, "top", "bench")[0]["weight"], 41);
}

/// Liftosaur's own table. Its percentages are of the 1RM and truncated (58.5 → 58), so its main sets are at most one step
/// lower. Its Boring But Big is half of the 1RM, not of the training max, so only the main sets are compared.
#[test]
fn wendler_531_beside_liftosaur() {
    let Some(text) = shared("oracle/program-the531bbb-kg.csv") else { return };
    let lifts =
        [("Overhead Press", "overhead-press"), ("Deadlift", "deadlift"), ("Bench Press", "bench"), ("Squat", "squat")];
    let rows = rows(&text, &lifts);
    let main: Vec<_> = rows.into_iter().filter(|row| row.reps != "10").collect();
    assert_eq!(main.len(), 4 * 4 * 3);
    let apart = apart(&gallery_plan("531", &MAXES), &main);
    assert!(apart.iter().all(|apart| *apart <= 2.5), "{apart:?}");
    assert!(apart.iter().filter(|apart| **apart == 0.0).count() >= 30, "{apart:?}");
}

/// power-pro-v3, `programs/001`: with a training max of 85 kg, 95% is 80.75 → 80 and 65% is 55.25 → 55.
#[test]
fn nsuns_quoted() {
    let lifter = "maxes: {bench: 85, squat: 85, deadlift: 85, overhead-press: 85}\ntraining_max: 100%\n";
    let plan = sets(&site("nsuns", lifter).plan("nsuns", &["--lifter", "a"]));
    let squat = of(&plan, 1, "top", "squat");
    let set = |n: usize| (squat[n]["reps"].as_str().unwrap(), squat[n]["weight"].as_f64().unwrap());
    assert_eq!(squat.len(), 9);
    assert_eq!((set(2), set(8)), (("1+", 80.0), ("5+", 55.0)));
}

/// Liftosaur's table of a week, with truncated percentages of the 1RM: every set with its reps, at most one step apart.
#[test]
fn nsuns_beside_liftosaur() {
    let Some(text) = shared("oracle/program-nsuns-kg.csv") else { return };
    let lifts = [
        ("Overhead Press", "overhead-press"),
        ("Deadlift", "deadlift"),
        ("Bench Press", "bench"),
        ("Squat", "squat"),
        ("Bench Press Close Grip", "close-grip-bench"),
        ("Front Squat", "front-squat"),
        ("Incline Bench Press", "incline-bench"),
        ("Sumo Deadlift", "sumo-deadlift"),
    ];
    let rows = rows(&text, &lifts);
    assert_eq!(rows.len(), 5 * (9 + 8));
    let others = ["close-grip-bench=116kg", "front-squat=142.5kg", "incline-bench=107kg", "sumo-deadlift=205kg"];
    let args: Vec<_> = MAXES.into_iter().chain(others.into_iter().flat_map(|max| ["--max", max])).collect();
    let apart = apart(&gallery_plan("nsuns", &args), &rows);
    assert!(apart.iter().all(|apart| *apart <= 2.5), "{apart:?}");
    assert!(apart.iter().filter(|apart| **apart == 0.0).count() >= 70, "{apart:?}");
}

/// Liftosaur's table of a week: tiers one and two, set by set. Tier three is the lifter's choice here.
#[test]
fn gzclp_beside_liftosaur() {
    let Some(text) = shared("oracle/program-gzclp-kg.csv") else { return };
    let lifts =
        [("Overhead Press", "overhead-press"), ("Deadlift", "deadlift"), ("Bench Press", "bench"), ("Squat", "squat")];
    let rows = rows(&text, &lifts);
    assert_eq!(rows.len(), 4 * (5 + 3));
    assert_eq!(apart(&gallery_plan("gzclp", &MAXES), &rows), vec![0.0; rows.len()]);
}

/// Three figures of the same table: 75% of 183 kg is 137.25 → 137.5, 62% of 128.5 is 79.67 → 80, 75% of 83.5 is 62.625 → 62.5.
#[test]
fn gzclp_quoted() {
    let plan = sets(&gallery_plan("gzclp", &MAXES));
    assert_eq!(weights(&of(&plan, 1, "top", "squat")), [137.5; 5]);
    let bench: Vec<_> = of(&plan, 1, "backoff", "bench").into_iter().filter(|set| set["day"] == 1).collect();
    assert_eq!(weights(&bench), [80.0; 3]);
    assert_eq!(weights(&of(&plan, 1, "top", "overhead-press")), [62.5; 5]);
}

/// The decision of week two, on which both implementations agree: ten reps 10x3, eight or nine 8x3, seven 5x3, fewer none;
/// 5 kg off, a minute's rest. 80% of 106.3 kg and 2.5 kg is 87.54 → 87.5.
#[test]
fn candito_decides_by_reps() {
    let args = ["--max", "squat=106.3kg", "--max", "bench=80kg", "--max", "deadlift=130kg"];
    let plan = sets(&gallery_plan("candito", &args));
    let day: Vec<_> = plan.into_iter().filter(|set| set["week"] == 2 && set["day"] == 3).collect();
    let top: Vec<_> = day.iter().filter(|set| set["role"] == "top").collect();
    assert_eq!((weights(&top), &top[0]["reps"]), (vec![87.5], &json!("AMRAP")));
    for (only_if, count) in [
        (Value::Null, 8),
        (json!("reps >= 10"), 10),
        (json!("reps 8-9"), 8),
        (json!("reps 7"), 5),
        (json!("reps < 7"), 0),
    ] {
        let branch: Vec<_> = day.iter().filter(|set| set["role"] == "backoff" && set["only_if"] == only_if).collect();
        assert_eq!(weights(&branch), vec![82.5; count], "{only_if}");
        assert!(branch.iter().all(|set| set["reps"] == "3" && set["rest_s"] == 60), "{only_if}");
    }
    let text = gallery(&[&["show", "candito", "--week", "2"], &args[..]].concat()).stdout;
    assert!(text.contains("fewer than 7 reps"), "{text}");
}

/// candito-tool, `programEngine.test.ts`: 1RM 106.3 kg, week 1 Friday, squats 4 × 8 at 70%, 74.41 → 70, down to 5 kg.
#[test]
fn candito_rounded_as_published() {
    let lifter = "maxes: {squat: 106.3, bench: 80, deadlift: 130}\nrounding: down to 5 kg\n";
    let plan = sets(&site("candito", lifter).plan("candito", &["--lifter", "a"]));
    let friday: Vec<_> = of(&plan, 1, "top", "squat").into_iter().filter(|set| set["day"] == 4).collect();
    assert_eq!(weights(&friday), [70.0; 4]);
    assert!(friday.iter().all(|set| set["reps"] == "8"));
}

/// RTS: 405 x 3 @ 9, then 5% off, 384.75 → 385, until it is a 9 again. 89.2% of 454 lb is 404.97.
#[test]
fn load_drop_as_published() {
    let args = ["--max", "squat=454lb", "--max", "bench=300lb", "--max", "deadlift=500lb"];
    let plan = sets(&gallery_plan("load-drops", &args));
    assert_eq!(weights(&of(&plan, 2, "top", "squat")).last(), Some(&405.0));
    let drops = of(&plan, 2, "backoff", "squat");
    assert_eq!(weights(&drops), [385.0; 5]);
    let only_if: Vec<_> = drops.iter().map(|set| set["only_if"].as_str()).collect();
    assert_eq!(only_if, [None, None, Some("until RPE 9"), Some("until RPE 9"), Some("until RPE 9")]);
}

/// Calgary Barbell's shares of the e1RM. A five at RPE 7 is 78.6% of 200 kg, 157.2 → 157.5, which shows 200.38 kg.
#[test]
fn shares_of_the_days_max() {
    let args = ["--max", "squat=200kg", "--max", "bench=140kg", "--max", "deadlift=240kg"];
    let plan = sets(&gallery_plan("calgary-e1rm", &args));
    assert_eq!(weights(&of(&plan, 1, "top", "squat")), [157.5]);
    for (week, rule, count, reps) in
        [(1, "65% e1RM", 7, "5"), (2, "68% e1RM", 7, "5"), (3, "72% e1RM", 5, "4"), (4, "76% e1RM", 4, "3")]
    {
        let backoff = of(&plan, week, "backoff", "squat");
        assert!(backoff.iter().all(|set| set["rule"] == rule && set["reps"] == reps), "{backoff:?}");
        assert_eq!(backoff.len(), count);
    }
    assert_eq!(weights(&of(&plan, 1, "backoff", "squat")), [130.0; 7]);
}

/// Off the first set, 100, 90, 80; off the set before, 100, 90, 81.
#[test]
fn reverse_pyramids_by_choice() {
    let lifter = "maxes: {bench: 121.21, squat: 150, deadlift: 180, overhead-press: 60}\nequipment: {step: 1}\n";
    for (steps, expected) in [("equal", [90.0, 80.0]), ("compound", [90.0, 81.0])] {
        let args = ["--lifter", "a", "--option", &format!("steps={steps}")];
        let plan = sets(&site("reverse-pyramid", lifter).plan("reverse-pyramid", &args));
        assert_eq!(weights(&of(&plan, 1, "top", "bench")), [100.0]);
        assert_eq!(weights(&of(&plan, 1, "backoff", "bench")), expected, "{steps}");
    }
}

/// 91, 96 and 100.5% of 200 kg: 182 → 182.5, 192 → 192.5, and 201 → 202.5, since a third attempt exceeds the old max. The
/// back-off work fades: 4, 3, 2, then 2, 1, none.
#[test]
fn a_meet_with_three_attempts() {
    let args = ["--max", "squat=200kg", "--max", "bench=140kg", "--max", "deadlift=240kg"];
    let plan = sets(&gallery_plan("meet-peak", &args));
    let meet: Vec<_> = of(&plan, 10, "top", "squat").into_iter().filter(|set| set["day"] == 3).collect();
    assert_eq!(weights(&meet), [182.5, 192.5, 202.5]);
    assert_eq!(weights(&of(&plan, 9, "top", "squat")), [182.5]);
    let paused = [5, 6, 7].map(|week| of(&plan, week, "backoff", "paused-squat").len());
    let squats = [8, 9, 10].map(|week| of(&plan, week, "backoff", "squat").len());
    assert_eq!((paused, squats), ([4, 3, 2], [2, 1, 0]));
    // A lifter's own attempts, and the date of their meet.
    let sam = gallery_plan("meet-peak", &["--lifter", "sam-example"]);
    let meet = &sam["weeks"][9]["days"][2];
    assert_eq!(meet["date"], "2027-07-03");
    // 90, 95 and 99% of 145 kg.
    let sets = sets(&sam);
    let squats: Vec<_> = of(&sets, 10, "top", "squat").into_iter().filter(|set| set["day"] == 3).collect();
    assert_eq!(weights(&squats), [130.0, 137.5, 142.5]);
}

#[test]
fn a_deload_in_one_line() {
    let plan = gallery_plan("hypertrophy-block", &MAXES);
    let sets = sets(&plan);
    let count = |week: u64| sets.iter().filter(|set| set["week"] == week && set["role"] == "backoff").count();
    assert!(count(5) * 4 < count(1) * 3, "{} of {}", count(5), count(1));
    assert_eq!(of(&sets, 5, "backoff", "bench").len() * 2, of(&sets, 1, "backoff", "bench").len());
    assert_eq!(weights(&of(&sets, 5, "backoff", "bench"))[..1], weights(&of(&sets, 1, "backoff", "bench"))[..1]);
}

#[test]
fn a_derived_wave_differs_only_where_it_says_so() {
    let day = |program: &str, day: usize| gallery_plan(program, &MAXES)["weeks"][1]["days"][day].clone();
    assert_eq!(day("backoff-wave-three-days", 0), day("backoff-wave", 0));
    assert_ne!(day("backoff-wave-three-days", 1), day("backoff-wave", 1));
    assert!(day("backoff-wave-three-days", 3).is_null());
}
