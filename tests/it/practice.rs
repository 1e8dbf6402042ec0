//! Rules of good practice: where each one reports, with its message, and where it does not.

mod dangers;
mod lifters;

use std::fmt::Write as _;

use serde_json::Value;

use crate::harness::Site;

/// Returns the diagnostics with a code as `line: message`, for a whole site.
fn reported(site: &Site, code: &str) -> Vec<String> {
    let ran = site.run(&["check", "--format", "json"]);
    let reported: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    let of_code = reported.as_array().unwrap().iter().filter(|reported| reported["code"] == code);
    of_code
        .map(|reported| format!("{}: {}", reported["start"]["line"], reported["message"].as_str().unwrap()))
        .collect()
}

/// Returns the diagnostics of a program with these `days` and other lines.
fn of_program(code: &str, text: &str) -> Vec<String> {
    reported(&Site::new().file("content/programs/p.yaml", format!("title: P\nunits: kg\n{text}")), code)
}

/// Asserts the diagnostics with a code for each program.
fn cases(code: &str, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(of_program(code, text), *expected, "{text}");
    }
}

/// Returns a squat day of `weeks` with these sets as its top.
macro_rules! squat {
    ($weeks:literal, $sets:literal) => {
        concat!("weeks: ", $weeks, "\ndays:\n  - {name: A, top: {squat: ", $sets, "}}\n")
    };
}

/// Returns two weeks of two squat days with these tops.
macro_rules! two_days {
    ($first:literal, $second:literal) => {
        concat!("weeks: 2\ndays: [{name: A, top: {squat: ", $first, "}}, {name: B, top: {squat: ", $second, "}}]\n")
    };
}

#[test]
fn load_jump() {
    cases(
        "load-jump",
        &[
            (
                squat!(3, "[3x5 @ 70%, 3x5 @ 75%, 3x5 @ 85%]"),
                &[
                    "5: in week 3 the top set of `squat` is 13% heavier than every earlier one, for at least as many reps",
                ],
            ),
            // More reps as well; a range counts as its maximum.
            (
                squat!(2, "[3x3-5 @ 60%, 3x5 @ 80%]"),
                &[
                    "5: in week 2 the top set of `squat` is 33% heavier than every earlier one, for at least as many reps",
                ],
            ),
            // Exactly ten percent is allowed, and fewer reps are a different set.
            (squat!(2, "[3x5 @ 70%, 3x5 @ 77%]"), &[]),
            (squat!(2, "[3x5 @ 70%, 3x3 @ 85%]"), &[]),
            // On light weights the smallest plates are a larger share.
            (squat!(3, "[3x5 @ 20 kg, 3x5 @ 25 kg, 3x5 @ 30 kg]"), &[]),
            // Everything is heavier than a light week.
            (squat!(4, "[3x5 @ 70%, 3x5 @ 75%, 3x5 @ 50%, 3x5 @ 77.5%]"), &[]),
            // Attempts and AMRAP sets do not say how many reps they have.
            (squat!(2, "[1x1 @ 60%, opener]"), &[]),
            (squat!(2, "[1xAMRAP @ 60%, 1xAMRAP @ 80%]"), &[]),
            // A new phase and a new day are new work.
            (
                "phases:\n  - {name: V, weeks: 1, days: [{name: A, top: {squat: 3x5 @ 60%}}]}\n  \
                 - {name: S, weeks: 1, days: [{name: A, top: {squat: 3x5 @ 80%}}]}\n",
                &[],
            ),
            ("weeks: 2\ndays:\n  - {name: A, top: {squat: 3x5 @ 60%}}\n  - {name: A, top: {squat: 3x5 @ 80%}}\n", &[]),
            // Another day, or another phase, was as heavy.
            (two_days!("[3x5 @ 60%, 3x5 @ 75%]", "3x5 @ 75%"), &[]),
            (two_days!("[3x5 @ 60%, 3x5 @ 75%]", "5x8 @ 70%"), &[]),
            (two_days!("[3x5 @ 60%, 3x5 @ 75%]", "1x1 @ 90%"), &[]),
            (
                two_days!("[3x5 @ 60%, 3x5 @ 75%]", "3x5 @ 65%"),
                &[
                    "4: in week 2 the top set of `squat` is 15% heavier than every earlier one, for at least as many reps",
                ],
            ),
            (two_days!("[3x5 @ 60%, 3x5 @ 75%]", "1xAMRAP @ 75%"), &[]),
            (
                "phases:\n  - {name: V, weeks: 1, days: [{name: A, top: {squat: 3x5 @ 80%}}]}\n  \
                 - {name: S, weeks: 2, days: [{name: A, top: {squat: [3x5 @ 60%, 3x5 @ 80%]}}]}\n",
                &[],
            ),
            // The difference depends on the lifter, or the other weight is unknown.
            (squat!(2, "[3x5 @ 60 kg, 3x5 @ 80%]"), &[]),
            (squat!(2, "[3x5 @ 60%, 3x5 @ 60% + 20 kg]"), &[]),
            (two_days!("[3x5 @ 60%, 3x5 @ 75%]", "3x5 @ 60 kg"), &[]),
            (two_days!("[3x5 @ 60%, 3x5 @ 75%]", "3x5"), &[]),
            (squat!(2, "[3x5 @ 60% 1RM, 3x5 @ 80% TM]"), &[]),
            // Weights are compared with weights: from 70 to 75 kg is 7% for any max.
            (squat!(2, "[3x5 @ 70 kg, 3x5 @ 75 kg]"), &[]),
            (
                squat!(2, "[3x5 @ 70 kg, 3x5 @ 80 kg]"),
                &[
                    "5: in week 2 the top set of `squat` is 14% heavier than every earlier one, for at least as many reps",
                ],
            ),
        ],
    );
}

#[test]
fn volume_jump() {
    /// Back-off work with 10 sets in the first week and `sets` in the others.
    macro_rules! weeks {
        ($second:literal, $third:literal) => {
            concat!(
                "weeks: 3\ndays:\n  - name: A\n    top: {squat: 2x5 @ 75%}\n    backoff: {leg-press: [8x10, ",
                $second,
                ", ",
                $third,
                "]}\n"
            )
        };
    }
    cases(
        "volume-jump",
        &[
            (weeks!("15x10", "15x10"), &["5: week 2 has 70% more sets than every earlier week of its phase"]),
            (weeks!("14x10", "20x10"), &[]),
            // A light week is not a measure.
            (weeks!("2x10", "9x10"), &[]),
            // The same number of sets, with twice the work.
            (
                "phases:\n  - name: V\n    weeks: 2\n    days:\n      - {name: A, top: {squat: [12x3 @ 70%, 12x6 @ 70%]}}\n",
                &["7: week 2 of V has 100% more tonnage than every earlier week of its phase"],
            ),
            // Sets that only now have a weight on paper are not more work.
            (squat!(2, "[12x5, 12x10 @ 70%]"), &[]),
            // Neither are five sets without a weight in both weeks that are not the same.
            ("weeks: 2\ndays:\n  - {name: A, top: {squat: [7x5, 7x5 @ 80%], bench: [5x5 @ 60%, 5x5]}}\n", &[]),
            // Whether the squat or the press counts more depends on the lifter, so all of it must rise.
            ("weeks: 2\ndays:\n  - {name: A, top: {squat: [6x3 @ 70%, 6x9 @ 70%], bench: 6x5 @ 60%}}\n", &[]),
            (
                "weeks: 2\ndays:\n  - {name: A, top: {squat: [6x3 @ 70%, 6x9 @ 70%], bench: [6x3 @ 60%, 6x6 @ 60%]}}\n",
                &["5: week 2 has 100% more tonnage than every earlier week of its phase"],
            ),
            (squat!(2, "[12x5 @ 50 kg, 12x10 @ 70%]"), &[]),
            // Options allow the most sets of one week and the fewest of the next.
            (squat!(2, "[8-12x3 @ 70%, 10-20x3 @ 70%]"), &[]),
            (
                squat!(2, "[8-10x3 @ 70%, 17-20x3 @ 70%]"),
                &["5: week 2 has 70% more sets than every earlier week of its phase"],
            ),
            // Small volumes are not reported.
            (squat!(2, "[1x5 @ 70%, 10x5 @ 70%]"), &[]),
        ],
    );
}

#[test]
fn untrained() {
    /// Two days: one of squats, and one with these entries as its top over three weeks.
    macro_rules! second_day {
        ($phase:literal, $top:literal) => {
            concat!(
                "phases:\n  - name: V\n    weeks: 3\n",
                $phase,
                "    days:\n      - {name: A, top: {squat: 5x5 @ 70%}}\n      - {name: B, top: ",
                $top,
                "}\n"
            )
        };
    }
    cases(
        "untrained",
        &[
            // Muscles trained by the lift are not reported again.
            (
                second_day!("", "{bench: [2x5 @ 70%, ~, 2x5 @ 70%]}"),
                &["8: week 2 of V leaves out `bench`, which this phase trains"],
            ),
            (
                second_day!("", "{barbell-row: 2x8}, backoff: {calf-raise: [2x8, ~, ~]}"),
                &["8: weeks 2, 3 of V leave out calves, which this phase trains"],
            ),
            // A variation counts as its lift.
            (second_day!("", "[{bench: [2x5 @ 70%, ~, 2x5 @ 70%]}, {close-grip-bench: [~, 2x5 @ 70%, ~]}]"), &[]),
            // Secondary muscles count as trained.
            (second_day!("", "{bench: 2x5 @ 70%}, backoff: {triceps-pushdown: [1x15, ~, 1x15]}"), &[]),
            // A week with few sets is light on purpose, and so are deloads and peaks.
            (second_day!("", "{bench: [5x5 @ 70%, 5x5 @ 70%, ~]}"), &[]),
            (second_day!("    goal: deload\n", "{bench: [2x5 @ 70%, ~, 2x5 @ 70%]}"), &[]),
            (second_day!("    goal: peaking\n", "{bench: [2x5 @ 70%, ~, 2x5 @ 70%]}"), &[]),
            // A lifter with one session a week alternates.
            (squat!(2, "5x5 @ 70%, bench: [1x5 @ 70%, ~]"), &[]),
        ],
    );
}

/// A back-off after this top set, with these branches.
fn adjusted(code: &str, top: &str, branches: &[&str]) -> Vec<String> {
    let mut text = format!(
        "days:\n  - name: A\n    top: {{squat: {top}}}\n    backoff:\n      - exercise: squat\n        sets: 3x5 @ 60%\n        adjust:\n"
    );
    for branch in branches {
        let _ = writeln!(text, "          - {{if: {branch}, sets: none}}");
    }
    of_program(code, &text)
}

#[test]
fn unreachable() {
    let reported = |top: &str, branches: &[&str]| adjusted("unreachable", top, branches);
    let first = "is never reached: an earlier branch covers it";
    let several = "is never reached: earlier branches cover it";
    let single = "1x1 @ RPE 8";
    assert_eq!(reported(single, &["rpe <= 8", "rpe <= 7"]), [format!("11: `rpe <= 7` {first}")]);
    assert_eq!(reported(single, &["reps missed", "rpe > 9", "reps missed"]), [format!("12: `reps missed` {first}")]);
    // RIR 3 is RPE 7, and below 8 the next is 7.5.
    assert_eq!(reported(single, &["rpe < 8", "rir >= 2.5"]), [format!("11: `rpe <= 7.5` {first}")]);
    assert_eq!(reported(single, &["rpe < 8", "rpe <= 8"]), [] as [&str; 0]);
    // Two together cover it, and all of a scale covers everything.
    assert_eq!(reported("1x5+ @ 80%", &["reps 5-6", "reps 7", "reps 6-7"]), [format!("12: `reps 6-7` {several}")]);
    assert_eq!(reported(single, &["rpe <= 7.5", "rpe >= 8", "bar is slow"]), [format!("12: `bar is slow` {several}")]);
    assert_eq!(reported(single, &["rpe <= 7", "rpe >= 8", "bar is slow"]), [] as [&str; 0]);
    // No value is like that, and none that the top set can have.
    assert_eq!(reported(single, &["rpe > 10"]), ["10: `rpe > 10` is never reached: no value fits it"]);
    let most = "10: `reps >= 7` is never reached: the top set has at most 6 reps";
    assert_eq!(reported("1x4-6 @ 80%", &["reps >= 7"]), [most]);
    assert_eq!(reported("1x4-6 @ 80%", &["reps >= 6"]), [] as [&str; 0]);
    // A miss is possible.
    assert_eq!(reported("1x5+ @ 80%", &["reps < 5"]), [] as [&str; 0]);
    assert_eq!(reported("1x5+ @ 80%", &["reps >= 8", "reps 5-7", "form breaks down", "form is good"]), [] as [&str; 0]);
}

#[test]
fn branch_gap() {
    let reported = |branches: &[&str]| adjusted("branch-gap", "1x5+ @ 80%", branches);
    let lies = |line: u8, what: &str, low: &str, high: &str| {
        vec![format!("{line}: no branch for {what}, between `{low}` and `{high}`")]
    };
    // The entry itself already covers fewer than five.
    assert_eq!(reported(&["reps >= 8", "reps 5-6"]), lies(10, "7 reps", "reps 5-6", "reps >= 8"));
    assert_eq!(reported(&["reps < 5", "reps 6-7", "reps >= 10"])[..1], lies(11, "5 reps", "reps < 5", "reps 6-7"));
    assert_eq!(reported(&["reps < 5", "reps 6-7", "reps >= 10"]).len(), 2);
    // As planned, between less and more.
    assert_eq!(reported(&["reps < 5", "reps >= 8"]), [] as [&str; 0]);
    assert_eq!(reported(&["reps >= 8", "reps 5-6", "reps missed"]), [] as [&str; 0]);
    assert_eq!(reported(&["rpe <= 7", "rpe >= 9"]), [] as [&str; 0]);
    assert_eq!(reported(&["rpe < 8", "rpe > 8"]), [] as [&str; 0]);
    // A forgotten half step.
    assert_eq!(reported(&["rpe <= 7", "rpe >= 8"]), lies(11, "RPE 7.5", "rpe <= 7", "rpe >= 8"));
    assert_eq!(reported(&["rpe 8-9", "rpe 6-7"]), lies(10, "RPE 7.5", "rpe 6-7", "rpe 8-9"));
    // Below the first branch and above the last one, the entry itself applies.
    assert_eq!(reported(&["rpe 7.5-8.5"]), [] as [&str; 0]);
    assert_eq!(reported(&["reps 6-8"]), [] as [&str; 0]);
}

#[test]
fn no_open_set() {
    let reported = |top: &str, branches: &[&str]| adjusted("no-open-set", top, branches);
    let fixed = "10: `reps >= 8` asks for the reps of a top set with fixed reps";
    assert_eq!(reported("5x3 @ 80%", &["reps >= 8", "reps < 3"]), [fixed]);
    assert_eq!(reported("4x(1+1) @ 80%", &["reps >= 8"]), [fixed]);
    for open in ["1x5+ @ 80%", "1x3-5 @ 80%", "1xAMRAP @ 80%", "3x5 @ 70%, 1x5+ @ 80%", "myo 15+5x4 @ 40 kg"] {
        assert_eq!(reported(open, &["reps >= 8"]), [] as [&str; 0], "{open}");
    }
    assert_eq!(reported("5x3 @ 80%", &["reps missed", "rpe >= 9"]), [] as [&str; 0]);
}

#[test]
fn options() {
    /// A program with an option of three choices, with back-off work for some of them.
    macro_rules! program {
        ($only:literal) => {
            concat!(
                "options:\n  o: {choices: [a, b, c]}\ndays:\n  - name: A\n    top: {squat: 5x3 @ 80%}\n    backoff:\n",
                $only
            )
        };
    }
    let unused = "4: nothing depends on the option `o`";
    let same = |one: &str, other: &str| {
        format!("4: the choices `{one}` and `{other}` of the option `o` give the same program")
    };
    let plain = program!("      - squat: 3x5 @ 60%\n");
    cases("unused-option", &[(plain, &[unused])]);
    assert_eq!(of_program("same-choices", plain), [] as [&str; 0], "reported once");
    let for_a = program!("      - {exercise: squat, sets: 3x5 @ 60%, only: {o: a}}\n");
    assert_eq!(of_program("same-choices", for_a), [same("b", "c")]);
    assert_eq!(of_program("unused-option", for_a), [] as [&str; 0]);
    // One choice need not be named.
    let for_two = program!(
        "      - {exercise: squat, sets: 3x5 @ 60%, only: {o: a}}\n      - {exercise: squat, sets: 3x8 @ 60%, only: {o: [a, b]}}\n"
    );
    assert_eq!(of_program("same-choices", for_two), [] as [&str; 0]);
    // Only the unknown name is reported.
    let slip = program!("      - {exercise: squat, sets: 3x5 @ 60%, only: {o: d}}\n");
    let slip_of_option = program!("      - {exercise: squat, sets: 3x5 @ 60%, only: {oo: a}}\n");
    for (text, code) in [(slip, "same-choices"), (slip_of_option, "unused-option")] {
        assert_eq!(of_program(code, text), [] as [&str; 0]);
        assert_eq!(of_program("unknown-option", text).len(), 1);
    }
}

#[test]
fn unused_exercises_of_a_program() {
    let code = "unused-exercise";
    let unused = "4: the program describes `my-press` but never uses it";
    let head = "exercises:\n  my-press: {max_of: bench, cues: [Up.]}\n";
    for (rest, expected) in [
        ("days: [{name: A, top: {bench: 5x3 @ 80%}}]\n", &[unused][..]),
        ("days: [{name: A, top: {my-press: 5x3 @ 80%}}]\n", &[]),
        ("days: [{name: A, top: [{exercise: bench, sets: 5x3 @ 80%, or: my-press}]}]\n", &[]),
        ("days: [{name: A, top: {bench: 5x3 @ 80% of my-press}}]\n", &[]),
        ("  your-press: {max_of: my-press, cues: [Up.]}\ndays: [{name: A, top: {your-press: 5x3 @ 80%}}]\n", &[]),
        // The author may have meant it.
        ("days: [{name: A, top: {my-pres: 5x3 @ 80%}}]\n", &[]),
    ] {
        assert_eq!(of_program(code, &format!("{head}{rest}")), expected, "{rest}");
    }
    // An exercise counts as used if a program that extends this one uses it, and a program need not use those of its base.
    let base = format!("title: B\n{head}days: [{{name: A, top: {{bench: 5x3 @ 80%}}}}]\n");
    let derived = |day: &str| format!("title: D\nextends: base\ndays: [{{name: A, top: {{{day}: 5x3 @ 80%}}}}]\n");
    let site = Site::new().file("content/programs/base.yaml", base);
    assert_eq!(reported(&site, code), [unused.replace("4:", "3:")]);
    let site = site.file("content/programs/derived.yaml", derived("my-press"));
    assert_eq!(reported(&site, code), [] as [&str; 0]);
    let site = site.file("content/programs/derived.yaml", derived("bench"));
    assert_eq!(reported(&site, code), [unused.replace("4:", "3:")], "once, in the base");
}

#[test]
fn unused_exercises_of_a_site() {
    let exercise = |name: &str| format!("---\nname: {name}\nmax_of: bench\n---\nPress it.\n");
    let program = |lift: &str| format!("title: P\nunits: kg\ndays: [{{name: A, top: {{{lift}: 5x3 @ 80%}}}}]\n");
    let site = Site::new()
        .file("content/exercises/my-press.md", exercise("My press"))
        .file("content/exercises/spoto-press.md", exercise("Our Spoto press"))
        .file("content/programs/p.yaml", program("bench"));
    // Files that replace built-in ones are a library.
    assert_eq!(reported(&site, "unused-exercise"), ["null: no program uses `my-press`"]);
    let lifter = "name: Sam Example\nmaxes: {bench: 100}\nprograms: [{program: p, swap: {bench: my-press}}]\n";
    let swapped = site.file("content/lifters/sam.yaml", lifter);
    assert_eq!(reported(&swapped, "unused-exercise"), [] as [&str; 0]);
    let lifter = swapped.file("content/lifters/sam.yaml", "name: Sam Example\n");
    assert_eq!(reported(&lifter, "unused-exercise").len(), 1);
    assert_eq!(
        reported(&lifter.file("content/programs/p.yaml", program("my-press")), "unused-exercise"),
        [] as [&str; 0]
    );
}

#[test]
fn unused_warmups() {
    let settings = "warmups:\n  starr: [1x5 @ top -50%]\n  other: [1x3 @ top -50%]\n";
    let days = "days: [{name: A, top: {squat: 5x3 @ 80%}}]\n";
    let site = |program: &str| {
        let program = format!("title: P\nunits: kg\n{program}");
        Site::new().file("content/liftpress.yaml", settings).file("content/programs/p.yaml", program)
    };
    let reported = |program: &str| reported(&site(program), "unused-warmup");
    let unused = |line: u8, name: &str| format!("{line}: no program uses the warm-up `{name}`");
    assert_eq!(reported(days), [unused(2, "starr"), unused(3, "other")]);
    assert_eq!(reported(&format!("warmup: starr\n{days}")), [unused(3, "other")]);
    let both = "days:\n  - {name: A, warmup: starr, blocks: [{warmup: other, top: {squat: 5x3 @ 80%}}]}\n  - {name: B, warmup: starr, top: {bench: 5x3 @ 80%}}\n";
    assert_eq!(reported(both), [] as [&str; 0]);
}

#[test]
fn no_description() {
    let code = "no-description";
    let program = |keys: &str| {
        format!("exercises:\n  my-press: {{max_of: bench{keys}}}\ndays: [{{name: A, top: {{my-press: 5x3 @ 80%}}}}]\n")
    };
    assert_eq!(of_program(code, &program("")), ["4: `my-press` has no description and no cues"]);
    assert_eq!(of_program(code, &program(", cues: [Up.]")), [] as [&str; 0]);
    assert_eq!(of_program(code, &program(", text: Press it up.")), [] as [&str; 0]);
    let of_file = |text: &str| {
        let exercise = format!("---\nname: My press\nmax_of: bench\n---\n{text}");
        let program = "title: P\ndays: [{name: A, top: {my-press: 5x3 @ 80%}}]\n";
        reported(
            &Site::new().file("content/exercises/my-press.md", exercise).file("content/programs/p.yaml", program),
            code,
        )
    };
    assert_eq!(of_file(""), ["null: `my-press` has no description and no cues"]);
    assert_eq!(of_file("Press it up.\n"), [] as [&str; 0]);
}
