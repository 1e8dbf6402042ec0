//! A whole booklet in HTML and Markdown. Review it by eye when it changes.

use crate::harness::Site;

fn booklet(file: &str) -> String {
    let program = "title: Squat, heavy and then some\nsummary: Two weeks, *heavy*.\nsource: Elsewhere\ntraining_max: 90%\n\
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

/// A program with a bit of everything, in a language of its own.
fn translated(language: &str, words: [&str; 12]) -> String {
    let [title, summary, squat, pause, curl, dip, phase, note, day, remark, cue, how] = words;
    let program = format!(
        "title: {title}\nsummary: {summary}\nunits: kg\nexercises:\n  \
        sq: {{name: {squat}, muscles: [quads, glutes], secondary: [lower-back], cues: [{cue}], text: {how}}}\n  \
        pause: {{name: {pause}, max_of: sq, ratio: 92.5%, muscles: [quads]}}\n  \
        curl: {{name: {curl}, equipment: machine, kind: isolation, muscles: [hamstrings]}}\n  \
        dips: {{name: {dip}, equipment: bodyweight, muscles: [triceps, chest], secondary: [front-delts]}}\n\
        phases:\n  - name: {phase}\n    weeks: 2\n    note: {note}\n    days:\n      - name: {day}\n        warmup: true\n        \
        top: {{sq: [1x1 @ RPE 7.5, 1x1 @ RPE 8.5]}}\n        backoff:\n          \
        - exercise: sq\n            sets: 4x4 @ top -12.5%\n            rest: 150s\n            adjust:\n              \
        - {{if: rpe >= 9.5, sets: 2x4 @ top -17.5%}}\n              \
        - {{if: form breaks down, exercise: pause, sets: 3x3-5 @ 67.5%}}\n              - {{if: below last week, sets: none}}\n          \
        - {{exercise: pause, sets: 3-5x3 @ top -10 pp until RPE 9, for: technique, tempo: 3-1-0, note: {remark}}}\n          \
        - {{exercise: curl, sets: '3x12 @ 32.5 kg, drop 12', superset: A}}\n          - {{exercise: dips, sets: 3xAMRAP @ bw + 2.5 kg, superset: A}}\n      \
        - name: {day} 2\n        top: {{sq: 5x5+ @ 72.5% + 2.5 kg}}\n        backoff: [{{sq: 1x8 @ first}}, {{curl: 1x15 @ previous -100 kg}}, {{dips: 3x8}}]\n        \
        accessories: [{{curl: 1x15}}]\n  - goal: deload\n    days: [{{name: {day}, top: {{sq: 3x3 @ 60%}}}}]\n"
    );
    let lifter = "name: Sam\nunits: kg\nbodyweight: 82.5\nsex: female\nmaxes: {sq: {weight: 127.5, reps: 5, rpe: 8.5}, squat: 145, bench: 82.5, deadlift: 182.5}\n\
        equipment: {bar: 20, plates: [20, 10, 5, 2.5, 1.25]}\nrounding: {sq: down to 2.5}\n\
        programs: [{program: p, start: 2026-12-07, days: [Mon, Thu]}]\n";
    let site = Site::new()
        .file(
            "content/liftpress.yaml",
            format!("title: Club\nauthor: A. Coach\npoints: [dots, ipf-gl-bench]\nlanguage: {language}\n"),
        )
        .file("content/programs/p.yaml", program)
        .file("content/lifters/sam.yaml", lifter);
    site.fine(&["build", "-q"]);
    site.read("output/booklets/sam/p/booklet.md")
}

#[test]
fn booklet_in_german() {
    insta::assert_snapshot!(translated(
        "de",
        [
            "Kniebeuge schwer",
            "Zwei Wochen.",
            "Kniebeuge",
            "Kniebeuge mit Pause",
            "Beinbeuger",
            "Dip",
            "Kraftblock",
            "Schlaf genug.",
            "Beine",
            "Zwei Sekunden halten.",
            "Knie raus",
            "Tief gehen.",
        ]
    ));
}

#[test]
fn booklet_in_spanish() {
    insta::assert_snapshot!(translated(
        "es",
        [
            "Sentadilla pesada",
            "Dos semanas.",
            "Sentadilla",
            "Sentadilla con pausa",
            "Curl femoral",
            "Fondos",
            "Bloque de fuerza",
            "Duerme bien.",
            "Piernas",
            "Dos segundos de pausa.",
            "Rodillas fuera",
            "Baja a fondo.",
        ]
    ));
}
