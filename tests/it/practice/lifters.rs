//! Checks of lifters against the programs that they train.

use super::{cases, reported};
use crate::harness::Site;

/// A site with a lifter, a program `p` of four weeks with one squat each, and settings.
fn of_lifter(code: &str, settings: &str, lifter: &str) -> Vec<String> {
    let site = Site::new()
        .file("content/liftpress.yaml", format!("units: kg\n{settings}"))
        .file("content/programs/p.yaml", "title: P\nweeks: 4\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n")
        .file("content/lifters/sam.yaml", format!("name: Sam Example\n{lifter}"));
    reported(&site, code)
}

#[test]
fn old_max() {
    let reported = |settings: &str, max: &str, program: &str| {
        of_lifter(
            "old-max",
            settings,
            &format!("maxes:\n  bench: {{1rm: 90, date: 2020-01-01}}\n  squat: {max}\nprograms: [{program}]\n"),
        )
    };
    let twelve = "max_age: 12 weeks\n";
    let starts = "{program: p, start: 2026-12-07}";
    // Twelve weeks before 7 December is 14 September; what the program does not use may be of any age.
    let old = "4: the max of `squat` is more than 12 weeks old when `p` starts";
    assert_eq!(reported(twelve, "{1rm: 180, date: 2026-09-13}", starts), [old]);
    assert_eq!(reported(twelve, "{1rm: 180, date: 2026-09-14}", starts), [] as [&str; 0]);
    // Four weeks up to 3 January begin on 7 December as well.
    assert_eq!(reported(twelve, "{1rm: 180, date: 2026-09-13}", "{program: p, ends: 2027-01-03}"), [old]);
    // The newest counts; of one without a date nothing is known, nor of a program without one, nor without the setting.
    assert_eq!(
        reported(twelve, "[{1rm: 170, date: 2026-01-01}, {1rm: 180, date: 2026-10-01}]", starts),
        [] as [&str; 0]
    );
    assert_eq!(reported(twelve, "180", starts), [] as [&str; 0]);
    assert_eq!(reported(twelve, "{1rm: 180, date: 2026-09-13}", "p"), [] as [&str; 0]);
    assert_eq!(reported("", "{1rm: 180, date: 2026-09-13}", starts), [] as [&str; 0]);
    let days = "4: the max of `squat` is more than 90 days old when `p` starts";
    assert_eq!(reported("max_age: 90 days\n", "{1rm: 180, date: 2026-09-07}", starts), [days]);
    let wrong = of_lifter("bad-value", "max_age: 12\n", "");
    assert_eq!(wrong, ["2: `max_age` must be a number of days or weeks, found `12`"]);
}

#[test]
fn late_max() {
    let reported = |record: &str, programs: &str| {
        of_lifter("late-max", "", &format!("maxes: {{squat: [170, {{1rm: 180, {record}}}]}}\nprograms: [{programs}]\n"))
    };
    let week = "2: this max of `squat` counts from week 5, but the longest program ends with week 4";
    assert_eq!(reported("from: week 5", "p"), [week]);
    assert_eq!(reported("from: week 4", "p"), [] as [&str; 0]);
    assert_eq!(reported("from: week 5", ""), [] as [&str; 0]);
    // The last week starts on 28 December.
    let dated = "{program: p, start: 2026-12-07}";
    let date = "2: this max of `squat` counts from 2026-12-29, but the last week of the programs starts on 2026-12-28";
    assert_eq!(reported("date: 2026-12-29", dated), [date]);
    assert_eq!(reported("date: 2026-12-28", dated), [] as [&str; 0]);
    assert_eq!(reported("date: 2026-12-29", "p"), [] as [&str; 0]);
    assert_eq!(reported("date: 2026-12-29", &format!("{dated}, {{program: p, start: 2027-01-11}}")), [] as [&str; 0]);
}

#[test]
fn meet_date() {
    let reported = |last: &str, schedule: &str| {
        let program = format!(
            "title: P\nunits: kg\ndays:\n  - {{name: A, top: {{squat: 2x2 @ 75%}}}}\n  - {{name: M, top: {{squat: {last}}}}}\n"
        );
        let lifter = format!("name: Sam Example\nmaxes: {{squat: 180}}\nprograms:\n  - {{program: p, {schedule}}}\n");
        let site = Site::new().file("content/programs/p.yaml", program).file("content/lifters/sam.yaml", lifter);
        reported(&site, "meet-date")
    };
    // 20 March 2027 is a Saturday.
    let falls = |day: &str| format!("4: the meet of `p` falls on {day}, and the program ends on Sat 2027-03-20");
    assert_eq!(reported("attempts", "ends: 2027-03-20, days: [Mon, Thu]"), [falls("Thu 2027-03-18")]);
    assert_eq!(reported("attempts", "ends: 2027-03-20, days: [Mon, Thu, Sat]"), [falls("Thu 2027-03-18")]);
    assert_eq!(reported("attempts", "ends: 2027-03-20, days: [Thu, Sat]"), [] as [&str; 0]);
    assert_eq!(reported("attempts", "ends: 2027-03-20"), [] as [&str; 0]);
    assert_eq!(reported("attempts", "start: 2027-03-14, days: [Mon, Thu]"), [] as [&str; 0]);
    // A program that ends with its last week has no meet.
    assert_eq!(reported("1x1 @ 90%", "ends: 2027-03-20, days: [Mon, Thu]"), [] as [&str; 0]);
}

#[test]
fn training_maxes() {
    let code = "odd-training-max";
    let reported = |share: &str| of_lifter(code, "", &format!("training_max: {share}\n"));
    assert_eq!(reported("105%"), ["2: a training max of 105% of the max is unusual"]);
    assert_eq!(reported("{squat: 55%, bench: 90%}"), ["2: a training max of 55% of the max is unusual"]);
    assert_eq!(reported("100%"), [] as [&str; 0]);
    assert_eq!(reported("60%"), [] as [&str; 0]);
    let roster = "name,training_max\nSam Example,50%\nAlex Sample,90%\n";
    let site = Site::new().file("content/lifters/club.csv", roster);
    assert_eq!(super::reported(&site, code), ["2: a training max of 50% of the max is unusual"]);
    cases(
        code,
        &[
            (
                "training_max: 40%\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n",
                &["3: a training max of 40% of the max is unusual"],
            ),
            ("training_max: 85%\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n", &[]),
        ],
    );
    let unknown = of_lifter("unknown-exercise", "", "training_max: {sqaut: 90%}\n");
    assert_eq!(unknown, ["2: a training max for the unknown exercise `sqaut`"]);
}
