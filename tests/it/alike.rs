//! Days of lifters with equal plans are rendered once. Each booklet must equal one that is built alone, whatever the lifters
//! differ in.

use crate::harness::Site;

const PROGRAM: &str = "\
title: Wave
units: kg
training_max: 90%
options: {extra: {choices: [none, much], default: none}}
weeks: 4
days:
  - name: Squat
    warmup: true
    top: {squat: [1x3 @ RPE 8, 3x5 @ 75%, 3x5 @ 80%, 1x5+ @ 85%]}
    backoff: [{exercise: squat, sets: 3x5 @ top -12.5%, rest: 3 min}, {paused-squat: 2x4 @ 65%}]
  - name: Pull
    top: {deadlift: 2x3 @ 77.5% of tm}
    accessories: [{pull-up: 3x6 @ bw}, {db-row: 3x10}, {exercise: leg-curl, sets: 3x12, only: {extra: much}}]
";

/// Pairs of lifters who differ in one thing that a booklet shows or that weights follow from, but that most of a page does not
/// show.
const LIFTERS: [(&str, &str); 14] = [
    ("plain", ""),
    ("same", ""),
    ("light", "bodyweight: 62.5\n"),
    ("heavy", "bodyweight: 120\nsex: female\n"),
    ("dated", "DATED"),
    ("stronger-later", "maxes: {squat: [{1rm: 140}, {1rm: 150, from: week 3}], deadlift: 180, pull-up: bw + 20}\n"),
    (
        "stronger-then",
        "maxes: {squat: [{1rm: 140}, {1rm: 150, date: 2026-12-21}], deadlift: 180, pull-up: bw + 20}\nDATED",
    ),
    ("by-a-set", "maxes: {squat: {weight: 125, reps: 4}, deadlift: 180, pull-up: bw + 20}\n"),
    ("a-bit-stronger", "maxes: {squat: 140.4, deadlift: 180.3, pull-up: bw + 20}\n"),
    ("careful", "training_max: 85%\n"),
    ("rounding-down", "rounding: down\n"),
    ("other-bar", "equipment: {bar: 15 kg}\n"),
    ("other-bar-elsewhere", "# A comment moves it.\nequipment: {bar: 15 kg}\n"),
    ("pounds", "units: lb\n"),
];

fn lifter(name: &str, besides: &str) -> String {
    let (besides, dated) = match besides.strip_suffix("DATED") {
        Some(rest) => (rest, ", start: 2026-12-07, days: [Mon, Thu]"),
        None => (besides, ""),
    };
    let mut text = format!("name: {name}\n{besides}programs: [{{program: wave, options: {{extra: much}}{dated}}}]\n");
    for (key, value) in [("units", "units: kg\n"), ("maxes", "maxes: {squat: 140, deadlift: 180, pull-up: bw + 20}\n")]
    {
        if !besides.lines().any(|line| line.starts_with(&format!("{key}:"))) {
            text += value;
        }
    }
    text
}

fn site() -> Site {
    let settings = "title: Club\nunits: kg\nformats: [html, md, json]\n";
    Site::new().file("content/liftpress.yaml", settings).file("content/programs/wave.yaml", PROGRAM)
}

#[test]
fn booklets_of_alike_lifters_are_as_if_built_alone() {
    let all = site();
    for (name, besides) in LIFTERS {
        all.write(&format!("content/lifters/{name}.yaml"), lifter(name, besides));
    }
    all.fine(&["build", "-q"]);
    for (name, besides) in LIFTERS {
        let alone = site();
        alone.write(&format!("content/lifters/{name}.yaml"), lifter(name, besides));
        alone.fine(&["build", "-q"]);
        let folder = format!("output/booklets/{name}");
        let (together, alone) = (all.files(&folder), alone.files(&folder));
        assert_eq!(together.len(), 3, "{name}");
        for ((file, text), (_, expected)) in together.iter().zip(&alone) {
            assert!(text == expected, "{name}/{file}");
        }
    }
}
