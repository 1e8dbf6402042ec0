//! Programs that take longer to expand than the program of twelve weeks.

use std::fmt::Write as _;

/// Returns a program of a year, with seven days a week and ten exercises a day: estimated top sets, a strip for each of them, and
/// three branches of `adjust`.
pub(crate) fn year() -> String {
    let mut program = "title: A year\nunits: kg\nwarmup: true\nweeks: 52\ndays:\n".to_owned();
    for day in 0..7 {
        let (lift, variation) =
            [("squat", "paused-squat"), ("bench", "paused-bench"), ("deadlift", "paused-deadlift")][day % 3];
        let _ = write!(
            program,
            "  - name: Day {day}\n    top:\n      {lift}: 1x1 @ RPE 8, 1x3 @ top -8%\n    backoff:\n      \
             - exercise: {lift}\n        sets: 4x4 @ top -12%\n        adjust:\n          \
             - {{if: rpe <= 7, sets: 5x4 @ top -10%}}\n          - {{if: rpe >= 9, sets: 3x4 @ top -16%}}\n          \
             - {{if: form breaks down, exercise: {variation}, sets: 3x3 @ top -20%}}\n      \
             - {variation}: 3x5 @ 65% e1RM\n      - {variation}: 3x6 @ RPE 7\n      - {lift}: 1x8 @ previous -10%, drop 8\n      \
             - leg-press: 3x10\n      - db-row: 3x10 @ 30 kg\n      - pull-up: 3x8 @ bw\n      \
             - triceps-pushdown: 3x12 @ 25 kg, drop 12\n      - face-pull: 3x15\n"
        );
    }
    program
}

/// Returns a program of one block, with a number of top sets and one back-off entry that refers to all of them.
pub(crate) fn one_block(sets: usize) -> String {
    let top = "{squat: 1x1 @ RPE 8}, ".repeat(sets);
    format!("title: P\nunits: kg\nweeks: 1\ndays: [{{name: A, top: [{top}], backoff: [squat: 5x3 @ top -10%]}}]\n")
}
