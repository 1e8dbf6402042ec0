//! Content to measure with: one program of 12 weeks × 4 days × 30 sets, to which lifters are written.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes a file of the content folder, given by its path in that.
pub(crate) fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join("content").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Writes the settings and the program, `twelve-weeks`.
pub(crate) fn write_program(folder: &Path) {
    write(folder, "liftpress.yaml", "title: Benchmark\nunits: kg\nformats: [html, md]\n");
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
    write(folder, "programs/twelve-weeks.yaml", &program);
}
