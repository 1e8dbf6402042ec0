//! A max grows by the program's progress only if every planned set was done.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use liftpress::model::{Reps, Role};
use liftpress::plan::{Weight, expand};
use liftpress::progress::{Progress, UpdateRequest, update};
use liftpress::source::{Content, Input};
use liftpress::units::{Mass, Unit};

use super::{refused, said};
use crate::harness::Site;

/// One set of a log.
#[derive(Debug, Clone)]
struct Row {
    week: u16,
    day: usize,
    exercise: String,
    set: u16,
    weight: Option<Mass>,
    count: Option<u16>,
    /// Whether the max depends on it.
    is_judged: bool,
}

fn site(exercise: &str, max: &str, top: &str) -> Site {
    let program = format!(
        "title: P\nunits: kg\nprogress: {{{exercise}: 2.5 kg}}\nweeks: 2\ndays:\n  - name: A\n    top: {{{exercise}: '{top}'}}\n    \
         backoff: {{{exercise}: 2x8 @ top -20%}}\n  - name: B\n    accessories: {{leg-curl: 2x10-15, {exercise}: 2x5 @ 50%}}\n  \
         - name: C\n    top: {{{exercise}: '{top}'}}\n"
    );
    let lifter = format!("name: A\nunits: kg\nbodyweight: 80\nmaxes: {{{exercise}: {max}}}\nprograms: [p]\n");
    Site::new().file("content/programs/p.yaml", program).file("content/lifters/a.yaml", lifter)
}

/// Every set of the site's only program, done as planned: at the lighter end of ranges and with the most reps.
fn as_planned(content: &Content) -> Vec<Row> {
    let (program, lifter) = (&content.programs[0], &content.lifters[0]);
    let plan = expand(program, lifter, lifter.programs.first(), content.basis()).plan.unwrap();
    let mut rows: Vec<Row> = Vec::new();
    for week in &plan.weeks {
        for (day, sets) in (1..).zip(&week.days) {
            let first = rows.len();
            for (item, line) in sets.items().flat_map(|item| item.lines.iter().map(move |line| (item, line))) {
                for index in 0..line.sets.high {
                    let exercise = item.exercise.slug.to_string();
                    let set = rows[first..].iter().filter(|row| row.exercise == exercise).count() + 1;
                    let weight = match line.weight {
                        Weight::Open => None,
                        Weight::Loaded(range) | Weight::Bodyweight(range) => Some(range.low),
                    };
                    let count = match line.group.reps.of_set(index, line.sets.high) {
                        Reps::Time(time) => time.high.0,
                        Reps::Distance(meters) => meters.high,
                        reps => reps.counted().map_or(1, |reps| reps.high),
                    };
                    let is_judged = item.role == Role::Top && line.role != Role::Drop && index < line.sets.low;
                    let (week, set, count) = (week.number, u16::try_from(set).unwrap(), Some(count));
                    rows.push(Row { week, day, exercise, set, weight, count, is_judged });
                }
            }
        }
    }
    rows
}

fn csv(rows: &[Row], unit: Unit) -> String {
    let mut csv = "week,day,exercise,set,weight,unit,reps\n".to_owned();
    for Row { week, day, exercise, set, weight, count, .. } in rows {
        let weight = weight.map(|weight| {
            if weight < Mass::ZERO { format!("-{}", (Mass::ZERO - weight).in_unit(unit)) } else { weight.in_unit(unit) }
        });
        let count = count.map(|count| count.to_string());
        writeln!(
            csv,
            "{week},{day},{exercise},{set},{},{unit},{}",
            weight.unwrap_or_default(),
            count.unwrap_or_default()
        )
        .unwrap();
    }
    csv
}

fn updated(site: &Site, log: &str) -> Progress {
    site.write("log.csv", log);
    let input = Input::folder(site.path().join("content"));
    let log = site.path().join("log.csv");
    let (log, today): (Option<&Path>, _) = (Some(&log), date(2026, 12, 21));
    let request = UpdateRequest { lifter: "a", sets: &[], log, program: None, date: None, today };
    update(&mut Content::read_input(&input), &input, request).unwrap()
}

/// A fault in a set.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Lighter,
    Fewer,
    NoReps,
    LeftOut,
    DayLeftOut,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_max_grows_only_if_every_set_is_done(
        (exercise, max) in select(vec![("squat", "100"), ("squat", "180"), ("pull-up", "bw + 40"), ("pull-up", "bw - 10")]),
        top in select(vec![
            "3x5 @ 80%", "3x8-12 @ 70%", "1x5+ @ 85%", "2x5 @ 75%, 2x3 @ 85%", "2x5 @ 75%, drop 10", "2-5x5 @ 80%", "2x(2+2) @ 70%",
            "2xAMRAP @ 60%", "2x30-45s @ 50%", "2x3min @ 50%", "1x1 @ 90% RPE 8", "2x5 @ 70-80%", "2x20m @ 60%", "rest-pause 8+3+2 @ 65%",
        ]),
        fault in select(vec![Fault::Lighter, Fault::Fewer, Fault::NoReps, Fault::LeftOut, Fault::DayLeftOut]),
        set: Index,
        unit in select(vec![Unit::Kg, Unit::Lb]),
    ) {
        let site = site(exercise, max, top);
        let content = Content::read(&site.path().join("content"));
        let rows = as_planned(&content);
        let before = site.read("content/lifters/a.yaml");

        let progress = updated(&site, &csv(&rows, unit));
        prop_assert_ne!(&progress.file.after, &before);
        prop_assert!(!progress.notes.iter().any(|said| said.contains("stays")), "{:?}", progress.notes);
        // Other sets do not matter: back-off sets, drop sets, accessories, and sets that the plan leaves to the lifter.
        let judged: Vec<_> = rows.iter().filter(|row| row.is_judged).cloned().collect();
        prop_assert_eq!(&updated(&site, &csv(&judged, unit)).file.after, &progress.file.after);

        let at = judged[set.index(judged.len())].clone();
        let is_it = |row: &Row| (row.week, row.day, &row.exercise, row.set) == (at.week, at.day, &at.exercise, at.set);
        let faulty = rows.iter().filter(|row| match fault {
            Fault::LeftOut => !is_it(row),
            // The last session is skipped too if something later in the week is logged.
            Fault::DayLeftOut => (row.week, row.day) != (1, 1),
            _ => true,
        });
        let faulty = faulty.cloned().map(|row| match fault {
            Fault::Lighter if is_it(&row) => Row { weight: row.weight.map(|weight| weight - Mass::whole(1, Unit::Kg)), ..row },
            Fault::Fewer if is_it(&row) => Row { count: row.count.map(|count| count - 1), ..row },
            Fault::NoReps if is_it(&row) => Row { count: None, ..row },
            _ => row,
        });
        let faulty: Vec<_> = faulty.collect();
        let progress = updated(&site, &csv(&faulty, unit));
        prop_assert_eq!(&progress.file.after, &before, "{:?} {:?}", fault, at);
        let name = &content.library.get(&content.lifters[0].maxes.keys().next().unwrap().clone()).unwrap().name;
        let stays = progress.notes.iter().filter(|said| said.starts_with(&format!("{name} stays at "))).count();
        prop_assert_eq!(stays, 1, "{:?}", progress.notes);
    }
}

const FIVE_BY_FIVE: &str =
    "title: P\nunits: kg\nprogress: {squat: 2.5 kg}\ncycles: 4\ndays: [{name: A, top: {squat: 5x5 @ 100%}}]\n";

fn lee(program: &str) -> Site {
    let lifter = "name: Lee\nunits: kg\nmaxes: {squat: 60}\nprograms: [{program: p, start: 2026-12-07}]\n";
    Site::new().file("content/programs/p.yaml", program).file("content/lifters/lee.yaml", lifter)
}

/// Returns the report on a log of week 1 with these weights and reps.
fn said_of(site: &Site, sets: &[&str]) -> String {
    let mut log = "week,day,exercise,set,weight,unit,reps\n".to_owned();
    for (set, done) in (1..).zip(sets) {
        writeln!(log, "1,1,squat,{set},{done}").unwrap();
    }
    site.write("log.csv", log);
    said(site, &["maxes", "update", "lee", "--from", "log.csv"])
}

/// Sets of five at 60 kg, while the plan continues with 62.5: the max is recorded unchanged, so that the plan stays at it.
#[test]
fn update_reports_why_a_max_stays() {
    let done = "60,kg,5";
    for (sets, why) in [
        ([done, done, done, "60,kg,4", "60,kg,3"].as_slice(), ", set 4: 4 reps, 5 planned"),
        (&["57.5,kg,5"; 5], ", set 1: 57.5 kg, 60 kg planned"),
        (&["40,kg,5"; 5], ", set 1: 40 kg, 60 kg planned"),
        (&["131.5,lb,5"; 5], ", set 1: 59.65 kg, 60 kg planned"),
        (&[done, done], ": 2 of 5 sets logged"),
        (&[done, done, done, done, ",,"], ", set 5: no reps logged"),
        (&[done, done, done, done, "60,kg,"], ", set 5: no reps logged"),
    ] {
        let reported = said_of(&lee(FIVE_BY_FIVE), sets);
        assert!(reported.starts_with(&format!("Squat stays at 60 kg: week 1, day 1{why}\n")), "{reported}");
        assert!(reported.contains("squat: 60 kg again, from "), "{reported}");
    }
    for sets in [[done; 5], ["62.5,kg,6"; 5], [",,5"; 5], ["132.3,lb,5"; 5]] {
        let reported = said_of(&lee(FIVE_BY_FIVE), &sets);
        assert!(
            reported.starts_with("squat: the max of the next cycle is 62.5 kg, as the program already plans\n"),
            "{reported}"
        );
    }
    // Double progression: 3 × 8 does not raise the weight, 3 × 12 does.
    let range = FIVE_BY_FIVE.replace("5x5", "3x8-12");
    let reported = said_of(&lee(&range), &["60,kg,12", "60,kg,12", "60,kg,8"]);
    assert!(
        reported.starts_with("Squat stays at 60 kg: week 1, day 1, set 3: 8 reps, 12 needed (the top of 8-12)\n"),
        "{reported}"
    );
    assert!(said_of(&lee(&range), &["60,kg,12"; 3]).starts_with("squat: the max of the next cycle is 62.5 kg"));
}

/// A skipped session ends the progress of a cycle; a session that can still happen does not.
#[test]
fn an_unlogged_session_is_not_a_success() {
    let program = "title: P\nunits: kg\nprogress: {squat: 5 kg}\nweeks: 2\ncycles: 2\ndays:\n  - {name: A, top: {squat: 1x5 @ 80%}}\n  \
                   - {name: B, top: {bench: 1x5 @ 60 kg}}\n";
    let log = |rows: &[&str]| {
        let site = lee(program);
        site.write("log.csv", format!("week,day,exercise,set,reps\n{}\n", rows.join("\n")));
        said(&site, &["maxes", "update", "lee", "--from", "log.csv"])
    };
    let reported = log(&["1,1,squat,1,5"]);
    assert!(
        reported.starts_with("Squat stays at 60 kg: it grows after each cycle, and the log completes none\n"),
        "{reported}"
    );
    let reported = log(&["1,1,squat,1,5", "2,2,bench,1,5"]);
    assert!(reported.contains("Squat stays at 60 kg: week 2, day 1: no set logged\n"), "{reported}");
    let reported = log(&["1,1,squat,1,5", "2,1,squat,1,5", "4,1,squat,1,5"]);
    assert!(reported.contains("Squat stays at 65 kg: week 3, day 1: no set logged\n"), "{reported}");
    // The cycle's planned max is the base of the growth.
    let reported = log(&["2,1,squat,1,5", "3,1,squat,1,5", "4,1,squat,1,5"]);
    assert!(reported.starts_with("Squat does not grow after cycle 1: week 1, day 1: no set logged\n"), "{reported}");
    assert!(reported.contains("squat: 60 kg → 70 kg, from "), "{reported}");
}

/// The rows of an exported plan count for nothing until they are filled in or marked.
#[test]
fn an_exported_plan_is_not_a_log() {
    let site = lee(FIVE_BY_FIVE);
    let plan = site.fine(&["export", "p", "--lifter", "lee", "--to", "csv"]);
    site.write("log.csv", &plan);
    let update = ["maxes", "update", "lee", "--from", "log.csv"];
    let reported = said(&site, &update);
    assert!(reported.ends_with("lee.yaml is unchanged\n") && reported.lines().count() == 1, "{reported}");
    // Sixty rows of the first week, marked as done.
    let marked = |sets: usize| plan.replacen(",60,,kg,,,,,", ",60,,kg,,,,x,", sets);
    assert_ne!(marked(5), marked(4));
    site.write("log.csv", marked(5));
    let reported = said(&site, &update);
    assert!(reported.starts_with("squat: the max of the next cycle is 62.5 kg"), "{reported}");
    site.write("log.csv", marked(4));
    let reported = said(&site, &update);
    assert!(reported.starts_with("Squat stays at 60 kg: week 1, day 1: 4 of 5 sets logged\n"), "{reported}");
}

/// The page used to fill in the planned RPE, so an old log that repeats it may not come from the lifter. A current log, or one
/// written by hand, does.
#[test]
fn a_planned_rpe_does_not_count_as_lifted() {
    let program = "title: P\nunits: kg\ndays: [{name: A, top: {squat: 1x3 @ 50 kg RPE 8}}]\n";
    let first = "date,week,day,exercise,set,planned,weight,unit,reps,rpe,look";
    for (log, shows) in [
        (format!("{first}\n,1,1,squat,1,50,60,kg,3,8,\n"), false),
        (format!("{first}\n,1,1,squat,1,50,60,kg,3,7.5,\n"), true),
        (format!("{first},planned_rpe\n,1,1,squat,1,50,60,kg,3,8,,8\n"), true),
        (format!("{first},planned_rpe\n,1,1,squat,1,50,60,kg,3,,,8\n"), false),
        ("week,day,exercise,set,weight,unit,reps,rpe\n1,1,squat,1,60,kg,3,8\n".to_owned(), true),
    ] {
        let site = lee(program).file("log.csv", &log);
        let reported = said(&site, &["maxes", "update", "lee", "--from", "log.csv"]);
        assert_eq!(reported.contains("squat: week 1 shows ≈"), shows, "{log}{reported}");
        let none = "squat: not raised, because the program has no `progress` for it and no logged set shows a max (an RPE, a set of as many \
                    reps as possible, or a top single)\n";
        assert_eq!(reported.contains(none), !shows, "{log}{reported}");
    }
    for (format, shows) in [(1, false), (2, true)] {
        let set = "{week: 1, day: 1, exercise: squat, set: 1, weight: 60, reps: 3, rpe: 8}";
        let site = lee(program).file("log.yaml", format!("format: {format}\nprogram: p\nsets:\n  - {set}\n"));
        let reported = said(&site, &["maxes", "update", "lee", "--from", "log.yaml"]);
        assert_eq!(reported.contains("squat: week 1 shows ≈"), shows, "{format}: {reported}");
    }
}

/// If the lift itself is not trained, its variations count for its max.
#[test]
fn a_variation_counts_for_its_lift() {
    let program = FIVE_BY_FIVE.replace("{squat: 5x5 @ 100%}", "{paused-squat: 1x5 @ 80%}");
    let site = lee(&program).file("log.csv", "week,day,exercise,set,reps\n1,1,paused-squat,1,5\n");
    let reported = said(&site, &["maxes", "update", "lee", "--from", "log.csv"]);
    assert!(reported.starts_with("squat: the max of the next cycle is 62.5 kg"), "{reported}");
    site.write("log.csv", "week,day,exercise,set,reps\n1,1,paused-squat,1,4\n");
    let reported = said(&site, &["maxes", "update", "lee", "--from", "log.csv"]);
    assert!(reported.starts_with("Squat stays at 60 kg: week 1, day 1, set 1: 4 reps, 5 planned\n"), "{reported}");
}

/// A row that is cut short or has an extra comma is reported with what is missing, and nothing is read.
#[test]
fn a_broken_row_is_reported_with_its_columns() {
    let site = lee(FIVE_BY_FIVE);
    let log = |row: &str| {
        site.write("log.csv", format!("week,day,exercise,set,weight,reps\n1,1,squat,1,60,5\n{row}\n"));
        refused(&site, &["maxes", "update", "lee", "--from", "log.csv"], 1)
    };
    for (row, head) in [
        (
            "1,1,squat",
            "error[syntax]: this row ends before `set`, `weight`, `reps`: 3 cells for 6 columns\n --> log.csv:3:5\n",
        ),
        (
            "1,1,squat,2,102,5,5",
            "error[syntax]: this row has too many cells: 7 cells for 6 columns\n --> log.csv:3:19\n",
        ),
        ("1,,squat,2,60,5", "error[missing-key]: this set has no `day`\n --> log.csv:3:3\n"),
        (",,,,60,5", "error[missing-key]: this set has no `week`, `day`, `exercise`, `set`\n --> log.csv:3:1\n"),
    ] {
        let reported = log(row);
        assert!(reported.starts_with(head), "{reported}");
    }
}

/// A single is the max itself, by every formula and by the chart; `≈` marks estimates.
#[test]
fn a_single_to_failure_is_not_an_estimate() {
    let maxes =
        "{bench: {weight: 100, reps: 1}, squat: {weight: 150, reps: 1, rpe: 10}, deadlift: {weight: 100, reps: 10}}";
    let site = Site::new().file("content/lifters/lee.yaml", format!("name: Lee\nunits: kg\nmaxes: {maxes}\n"));
    assert_eq!(
        site.fine(&["maxes", "list", "lee"]),
        "LIFT      FROM       MAX                  1RM         HOW\n\
         bench     the start  100 kg × 1           100 kg\n\
         deadlift  the start  100 kg × 10          ≈133.33 kg  by epley\n\
         squat     the start  150 kg × 1 @ RPE 10  150 kg\n"
    );
}
