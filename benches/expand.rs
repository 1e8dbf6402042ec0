//! How long it takes to work a program out, beside reading it and writing it: `cargo bench --bench expand`.
//!
//! A year of seven days a week with ten exercises each: top sets that are estimates, with a strip for each and three
//! branches of a decision. Then one block of more and more top sets, where twice as many should take about twice as long.
//! Figures are medians of nine.

#![expect(clippy::unwrap_used, clippy::float_arithmetic, reason = "a benchmark may fail, and divides times")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use liftpress::plan::{Plan, expand};
use liftpress::render::plan_json;
use liftpress::source::Content;

const ROUNDS: usize = 9;

fn main() {
    let year = Site::new(&year());
    let content = year.read();
    let plan = worked_out(&content);
    let lines = plan.weeks.iter().flat_map(|week| &week.days).flat_map(liftpress::plan::Day::items);
    println!("52 weeks × 7 days: {} groups of sets", lines.map(|item| item.lines.len()).sum::<usize>());
    let reading = median(|| {
        black_box(year.read());
    });
    let expanding = median(|| {
        black_box(worked_out(&content));
    });
    let writing = median(|| {
        black_box(plan_json(&plan));
    });
    println!("read the folder  {:>7.2} ms", milli(reading));
    println!("expand           {:>7.2} ms", milli(expanding));
    println!("write as JSON    {:>7.2} ms", milli(writing));
    println!(
        "ratio            {:>7.2} of reading, {:.2} of writing",
        ratio(expanding, reading),
        ratio(expanding, writing)
    );

    for sets in [1250, 2500, 5000] {
        let content = Site::new(&one_block(sets)).read();
        let time = median(|| {
            black_box(worked_out(&content));
        });
        println!("{sets:>5} top sets  {:>7.2} ms", milli(time));
    }
}

/// A folder with one program and one lifter.
struct Site(tempfile::TempDir);

impl Site {
    fn new(program: &str) -> Self {
        const LIFTER: &str = "name: A\nunits: kg\nmaxes: {squat: 200, bench: 140, deadlift: 240}\n\
            equipment: {bar: 20, plates: [25, 20, 15, 10, 5, 2.5, 1.25]}\nprograms: [p]\n";
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        for (path, text) in [("programs/p.yaml", program), ("lifters/a.yaml", LIFTER)] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn read(&self) -> Content {
        let content = Content::read(self.0.path());
        assert!(content.diagnostics.is_empty(), "{:?}", content.diagnostics.first());
        content
    }
}

fn worked_out(content: &Content) -> Plan<'_> {
    let lifter = &content.lifters[0];
    expand(&content.programs[0], lifter, lifter.programs.first(), content.basis()).plan.unwrap()
}

fn year() -> String {
    let mut program = "title: A year\nwarmup: true\nweeks: 52\ndays:\n".to_owned();
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

fn one_block(sets: usize) -> String {
    let top = "{squat: 1x1 @ RPE 8}, ".repeat(sets);
    format!("title: P\nweeks: 1\ndays: [{{name: A, top: [{top}], backoff: [squat: 5x3 @ top -10%]}}]\n")
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn milli(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn ratio(time: Duration, other: Duration) -> f64 {
    time.as_secs_f64() / other.as_secs_f64()
}
