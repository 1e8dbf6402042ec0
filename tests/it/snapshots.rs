//! A whole booklet in HTML and Markdown, to be reviewed by eye when it changes.

use crate::harness::Site;

fn booklet(file: &str) -> String {
    let program = "title: Squat, heavy and then some\nsummary: Two weeks, *heavy*.\nsource: Nobody\ntraining_max: 90%\n\
        phases:\n  - name: Strength\n    goal: strength\n    weeks: 2\n    note: Sleep well.\n    days:\n      - name: Squat\n        \
        warmup: true\n        note: Film the **last** set.\n        top: {squat: 5/3/1+ @ 75/85/95%}\n        backoff:\n          \
        - {exercise: paused-squat, sets: 3x3-5 @ top -10-15%, for: technique, tempo: 3-1-0, rest: 3 min, note: Two-count pause.}\n          \
        - {exercise: leg-curl, sets: '3x12 @ 30 kg, drop 12', superset: A}\n          \
        - {exercise: plank, sets: 3x45s, superset: A}\n        accessories:\n          - chin-up: 3xAMRAP @ bw + 5 kg\n          \
        - db-row: [3x10, ~]\n";
    let lifter = "name: Sam Example\nunits: kg\nmaxes: {squat: 180}\nprograms: [{program: heavy, start: 2026-12-07, days: [Mon]}]\n";
    let site = Site::new()
        .file("content/liftpress.yaml", "title: Northside Barbell\nauthor: A. Coach\n")
        .file("content/programs/heavy.yaml", program)
        .file("content/lifters/sam.yaml", lifter);
    site.fine(&["build", "-q"]);
    site.read(&format!("output/booklets/sam/heavy/{file}"))
}

#[test]
fn booklet_in_markdown() {
    insta::assert_snapshot!(booklet("booklet.md"));
}

#[test]
fn booklet_in_html() {
    let html = booklet("booklet.html");
    let main = &html[html.find("<main>").unwrap()..html.find("<footer>").unwrap()];
    insta::assert_snapshot!(main);
}
