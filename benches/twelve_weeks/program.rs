//! The program of 12 weeks × 4 days × 30 sets.

use std::fmt::Write as _;

/// Returns the program.
pub(crate) fn program() -> String {
    let mut program = "title: Twelve weeks\nwarmup: true\nphases:\n".to_owned();
    for (phase, start) in [("Volume", 70), ("Strength", 77), ("Peak", 84)] {
        let _ = write!(program, "  - name: {phase}\n    weeks: 4\n    days:\n");
        for (lift, variation) in [
            ("squat", "paused-squat"),
            ("bench", "paused-bench"),
            ("deadlift", "paused-deadlift"),
            ("bench", "close-grip-bench"),
        ] {
            let _ = write!(
                program,
                "      - name: {lift} and {variation}\n        top: {{{lift}: 5x4 @ {start}% +2.5%/week}}\n        backoff:\n          \
                 - {{exercise: {variation}, sets: 5x5 @ top -10-15%, for: technique, rest: 3 min}}\n          \
                 - {lift}: 4x8 @ 60%\n          - leg-press: 4x10\n          - db-row: 4x10\n          \
                 - triceps-pushdown: 3x12, drop 12\n          - face-pull: 4x15\n"
            );
        }
    }
    program
}
