//! Files with every key. Each value in turn is replaced by values of every kind, removed, or given an additional key: the
//! schema accepts what the decoder accepts, and rejects keys that the decoder calls unknown.

use liftpress::source::schema::FileKind;
use serde_json::{Value, json};

use crate::schemas::{Mistake, Read, Schemas, yaml_of};

// Each warm-up is used by some day: an unused one is not read.
const PHASES: &str = r"
title: Everything
author: Me
source: A book
summary: All of it
level: beginner
tags: [one, two]
units: kg
lifts: [squat, bench]
training_max: 90%
cycles: 2
progress: {squat: 5 kg, bench: 2.5}
options: {o: {name: Option, choices: [a, b], default: a}, p: {choices: {c: See, d: Dee}}}
attempts: 90/95/100%
exercises: {mine: {name: Mine, max_of: squat, ratio: 80%, equipment: barbell, kind: compound, muscles: [quads], secondary: [abs], cues: [Up], aliases: [My], text: Do it.}}
phases:
  - name: Volume
    goal: strength
    weeks: 2
    training_max: 85%
    warmup: [1x5 @ bar, 1x3 @ 50%]
    note: Go
    backoff: [100%, none]
    top: 95%
    days:
      - name: A
        note: Well
        only: {o: a, p: [c, d]}
        top: {squat: [5x3 @ 80%, 3x3 @ 85%]}
        backoff:
          - {exercise: squat, sets: [5x3 @ top -10%, ~], for: technique, note: N, rest: 90s, tempo: 3-1-0, superset: A, with: chains, or: [leg-press], adjust: [{if: rpe <= 7, exercise: mine, sets: none, note: N}], only: {o: b}}
          - {squat: 5x3, for: strength, or: leg-press}
          - squat: {sets: 5x3, note: N}
        accessories: {plank: 3x30s, db-row: 3x8}
        weeks: {2: {note: N, warmup: true, blocks: [{name: B, only: {o: a}, top: {squat: 1x1}, backoff: {squat: 1x1}}], accessories: {plank: 1x1}}}
      - {name: B, warmup: false, top: {bench: 1x1}}
  - {name: Deload, weeks: 1, backoff: 50%}
";

const ONE_PHASE: &str = r"
title: One
goal: peaking
note: N
top: [90%, 95%, 100%]
backoff: none
weeks: 3
warmup: 1x5 @ 50%
days: [{name: A, blocks: [{top: {squat: 1x1}}], weeks: {1-2: ~}}]
";

const BASE: &str = r"
title: Base
units: kg
cycles: 2
options: {o: {choices: {a: A, b: B}}}
exercises: {mine: {max_of: squat}}
phases: [{name: P, goal: strength, weeks: 2, days: [{name: A, note: N, top: {squat: 5x3}, accessories: {plank: 3x8}, weeks: {1: {top: {bench: 1x1}}}}, {name: B, blocks: [{name: C, top: {squat: 5x3}}, {name: D, backoff: {squat: 1x1}}]}]}, {name: Q}]
";

const DERIVED: &str = r"
title: Derived
extends: base
cycles: ~
options: {o: {choices: {a: ~}, default: b}}
exercises: {mine: {ratio: 90%}}
phases: [{name: P, goal: ~, days: [{name: A, note: ~, accessories: [plank: ~], weeks: {1: ~}}, {name: B, blocks: [C: ~, {name: D, top: {bench: 1x1}}]}]}, Q: ~]
";

const LIFTER: &str = r"
name: Sam
units: kg
bodyweight: 80
sex: female
maxes: {squat: 100, bench: {weight: 80, reps: 5, rpe: 8, formula: epley, date: 2026-01-01}, pull-up: bw + 20 kg, front-squat: {tm: 70, from: week 2}, deadlift: [{1rm: 150}, {1rm: 155, from: week 3}]}
e1rm: brzycki
training_max: {squat: 90%}
attempts: 90/95/100%
equipment: {bar: 20, bars: {bench: 15, db-bench: {weight: 2.5, sleeves: 4}}, plates: [20, 10, 5], pairs: {20: 3}, collars: 1, dumbbells: {step: 2, from: 4, to: 40}, kettlebells: [12, 16], machines: {step: 5}, belt: [5, 10], ladders: {leg-press: [20, 40]}, step: 2.5}
rounding: {default: nearest, squat: down to 5 kg}
programs: [one, {program: two, start: 2026-12-07, days: [Mon, thursday], options: {o: a}, swap: {squat: front-squat}, skip: [plank]}, {program: three, ends: 2026-12-07}]
";

const EXERCISE: &str = "---\nname: Mine\nmax_of: squat\nratio: 80%\nequipment: barbell\nsleeves: 1\nkind: compound\nmuscles: [quads]\nsecondary: [abs]\ncues: [Up]\naliases: [My]\ntext: Do it.\n---\n";

const SETTINGS: &str = r"
title: Site
description: All
author: Me
base_url: https://example.org
units: kg
rounding: nearest
e1rm: epley
formats: [html, json]
language: de
labels: {rest_for: '{time} Pause', drop: 7, myo: ~}
warmups: {mine: [1x5 @ 50%, 1x3 @ 70%], other: 1x5 @ 50%}
";

const PAGE: &str = "---\ntitle: Page\n---\n";

/// Values of every kind.
fn values() -> Vec<Value> {
    let texts =
        ["", "7", "x", "some words", "5x3 @ 80%", "90%", "none", "kg", "2 kg", "bw + 20 kg", "2026-12-07", "week 2"];
    let others = [
        json!(null),
        json!(true),
        json!(7),
        json!(0),
        json!(-1),
        json!(7.5),
        json!([]),
        json!({}),
        json!([null]),
        json!([7]),
        json!(["squat"]),
        json!(["90%"]),
        json!(["5x3"]),
        json!([{}]),
        json!([[]]),
        json!({"squat": null}),
        json!({"squat": 7}),
        json!({"squat": "5x3"}),
        json!([{"squat": "5x3"}]),
        json!([{"squat": null}]),
        json!({"a": "b"}),
    ];
    texts.into_iter().map(Value::from).chain(others).collect()
}

/// Returns JSON pointers to every value.
fn pointers(at: &str, value: &Value) -> Vec<String> {
    let mut found = vec![at.to_owned()];
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    for (key, value) in value.as_object().into_iter().flatten() {
        found.extend(pointers(&format!("{at}/{}", escaped(key)), value));
    }
    for (i, value) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(pointers(&format!("{at}/{i}"), value));
    }
    found
}

/// Returns the value with one change, for each change in turn.
fn mutations(value: &Value) -> Vec<Value> {
    let mut mutations = Vec::new();
    for pointer in pointers("", value) {
        let mut changed = |change: &dyn Fn(&mut Value)| {
            let mut value = value.clone();
            change(value.pointer_mut(&pointer).unwrap());
            mutations.push(value);
        };
        for other in values() {
            changed(&|value| *value = other.clone());
        }
        changed(&|value| *value = json!([value.clone()]));
        changed(&|value| *value = json!({"squat": value.clone()}));
        changed(&|value| {
            value.as_object_mut().map(|map| map.insert("zzz".to_owned(), 7.into()));
        });
        for key in value.pointer(&pointer).and_then(Value::as_object).into_iter().flatten().map(|(key, _)| key) {
            changed(&|value| {
                value.as_object_mut().map(|map| map.remove(key));
            });
        }
    }
    mutations
}

/// Returns a file as text; JSON is YAML.
fn text_of(kind: FileKind, value: &Value) -> String {
    match kind {
        FileKind::Exercise | FileKind::Page => format!("---\n{value}\n---\n"),
        _ => value.to_string(),
    }
}

/// `path` has a `{}` for the number of a mutation, so that many can be read at once; there is only one settings file.
fn judge(kind: FileKind, path: &str, text: &str, beside: &[(&str, &str)]) {
    let schemas = Schemas::new();
    let whole = yaml_of(kind, text).unwrap();
    let values: Vec<_> = std::iter::once(whole.clone()).chain(mutations(&whole)).collect();
    let at_once = if path.contains("{}") { 250 } else { 1 };
    let beside: Vec<_> = beside.iter().map(|(path, text)| (String::from(*path), String::from(*text))).collect();
    let (mut accepted, mut unknown) = (0, 0);
    for values in values.chunks(at_once) {
        let mutated =
            values.iter().enumerate().map(|(i, value)| (path.replace("{}", &i.to_string()), text_of(kind, value)));
        let files: Vec<_> = mutated.collect();
        let read = Read::new(&[files.as_slice(), &beside].concat());
        for ((path, _), value) in files.iter().zip(values) {
            let reported = read.reported(path);
            let complaints = schemas.complaints(kind, value);
            if *value == whole {
                assert_eq!(reported.here, Vec::new(), "{path} is no good example");
            }
            if reported.is_accepted {
                assert_eq!(complaints, Vec::new(), "only the schema complains: {value}");
                accepted += 1;
            }
            // Whether there is something that `X: ~` can remove depends on another file.
            let is_nothing = |mistake: &Mistake| value.pointer(&mistake.at).is_none_or(Value::is_null);
            let is_unknown = |mistake: &&Mistake| mistake.code.name() == "unknown-key" && !is_nothing(mistake);
            if let Some(mistake) = reported.here.iter().find(is_unknown) {
                assert!(!complaints.is_empty(), "the schema does not see that {}: {value}", mistake.message);
                unknown += 1;
            }
        }
    }
    assert!(accepted >= 10 && unknown >= 1, "{path}: only {accepted} were accepted, {unknown} keys were unknown");
}

#[test]
fn programs() {
    judge(FileKind::Program, "programs/p{}.yaml", PHASES, &[]);
}

#[test]
fn programs_of_one_phase() {
    judge(FileKind::Program, "programs/p{}.yaml", ONE_PHASE, &[]);
}

#[test]
fn derived_programs() {
    judge(FileKind::Program, "programs/p{}.yaml", DERIVED, &[("programs/base.yaml", BASE)]);
}

#[test]
fn lifters() {
    judge(FileKind::Lifter, "lifters/l{}.yaml", LIFTER, &[]);
}

#[test]
fn exercises_pages_settings() {
    judge(FileKind::Exercise, "exercises/e{}.md", EXERCISE, &[]);
    judge(FileKind::Page, "pages/p{}.md", PAGE, &[]);
    judge(FileKind::Settings, "liftpress.yaml", SETTINGS, &[]);
}
