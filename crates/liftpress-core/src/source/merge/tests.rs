use super::*;

use crate::diagnostic::{Form, Place};
use crate::source::yaml::compose;

const BASE: FileId = FileId(7);
const OWN: FileId = FileId(8);

fn parsed(text: &str, file: FileId) -> Yaml {
    compose(text, file, 0).0.expect("YAML")
}

fn merged(base: &str, own: &str) -> Yaml {
    merge(&parsed(base, BASE), &parsed(own, OWN), OWN).expect("nothing is missing")
}

#[track_caller]
fn assert_merged(base: &str, own: &str, expected: &str) {
    assert_eq!(merged(base, own), parsed(expected, OWN));
}

#[test]
fn merges_maps_by_key() {
    assert_merged(
        "{title: A, author: B, cycles: 2, progress: {squat: 5 kg, bench: 2.5 kg}, tags: [a, b]}",
        "{progress: {bench: 5 kg, deadlift: 10 kg}, tags: [c], cycles: ~}",
        "{author: B, progress: {squat: 5 kg, bench: 5 kg, deadlift: 10 kg}, tags: [c]}",
    );
}

#[test]
fn keeps_the_order_of_the_base_and_adds_new_keys_last() {
    let merged = merged("{a: 1, b: 2, c: 3}", "{d: 4, b: 5, title: A}");
    let keys: Vec<_> = merged.pairs().expect("a map").iter().map(|pair| &*pair.key).collect();
    assert_eq!(keys, ["a", "b", "c", "d", "title"]);
}

#[test]
fn keeps_a_removal_of_an_unknown_key_to_be_reported() {
    assert_merged("{a: 1}", "{acessories: ~}", "{a: 1, acessories: ~}");
}

#[test]
fn merges_phases_days_and_blocks_by_name() {
    assert_merged(
        "phases: [{name: V, weeks: 4, days: [{name: A, note: x}, {name: B, note: y}]}, {name: P, weeks: 1}]",
        "phases: [{name: T, weeks: 2}, {name: V, days: [{name: B, note: z}, A: ~, {name: C}]}]",
        "phases: [{name: T, weeks: 2}, {name: V, weeks: 4, days: [{name: B, note: z}, {name: C}]}, {name: P, weeks: 1}]",
    );
    assert_merged(
        "days: [{name: A, blocks: [{name: S, top: {squat: 1x1}}, {top: {bench: 1x1}}]}]",
        "days: [{name: A, blocks: [{name: S, top: {squat: 1x2}}, {top: {bench: 1x2}}]}]",
        "days: [{name: A, blocks: [{name: S, top: [squat: 1x2]}, {top: {bench: 1x1}}, {top: {bench: 1x2}}]}]",
    );
}

#[test]
fn keeps_new_items_in_the_order_in_which_they_are_written() {
    let base = "phases: [{name: V, weeks: 4}, {name: P, weeks: 3}, {name: M, weeks: 1}]";
    let names = |own: &str| {
        let merged = merged(base, own);
        let Some(Value::List(phases)) = merged.get("phases").map(|phases| &phases.value) else { return String::new() };
        phases.iter().filter_map(|phase| phase.get("name")?.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("phases: [{name: V}, {name: D}, {name: E}, {name: P}]"), "V D E P M");
    assert_eq!(names("phases: [{name: V}, {name: D}]"), "V P M D");
    assert_eq!(names("phases: [{name: D}, {name: M}, {name: E}]"), "V P D M E");
    // In the place of a removed item.
    assert_eq!(names("phases: [{name: D}, P: ~]"), "V D M");
}

#[test]
fn replaces_percentages_of_a_phase() {
    assert_merged(
        "phases: [{name: V, weeks: 2, backoff: [100%, 50%]}]",
        "phases: [{name: V, backoff: [50%, none]}]",
        "phases: [{name: V, weeks: 2, backoff: [50%, none]}]",
    );
}

#[test]
fn merges_the_second_of_a_name_with_the_second() {
    assert_merged(
        "days: [{name: A, note: 1}, {name: A, note: 2}, {name: A, note: 3}]",
        "days: [{name: A}, {name: A, note: 4}, A: ~]",
        "days: [{name: A, note: 1}, {name: A, note: 4}]",
    );
}

#[test]
fn merges_entries_by_exercise_in_whichever_form() {
    let base = "days: [{name: A, backoff: [squat: 1x1, {exercise: bench, sets: 1x2}, squat: 1x3, row: {sets: 1x4}]}]";
    assert_merged(
        base,
        "days: [{name: A, backoff: {bench: 2x1, row: ~, curl: 2x2}}]",
        "days: [{name: A, backoff: [squat: 1x1, bench: 2x1, squat: 1x3, curl: 2x2]}]",
    );
    assert_merged(
        base,
        "days: [{name: A, backoff: [squat: ~, {squat: 2x1, for: technique}]}]",
        "days: [{name: A, backoff: [{exercise: bench, sets: 1x2}, {squat: 2x1, for: technique}, row: {sets: 1x4}]}]",
    );
    assert_merged(
        "days: [{name: A, top: {squat: 1x1, note: x}}]",
        "days: [{name: A, top: {squat: 1x2}}]",
        "days: [{name: A, top: [squat: 1x2]}]",
    );
}

#[test]
fn nothing_in_weeks_of_a_day_means_not_in_these_weeks() {
    assert_merged(
        "days: [{name: A, weeks: {1-3: {note: x, top: {squat: 1x1}}, 4: {note: y}}}]",
        "days: [{name: A, weeks: {1-3: {note: ~}, '4': ~, 5: {note: z}}}]",
        "days: [{name: A, weeks: {1-3: {top: {squat: 1x1}}, 4: ~, 5: {note: z}}}]",
    );
}

#[test]
fn merges_names_that_are_keys_elsewhere_like_any_other() {
    assert_merged(
        "{exercises: {top: {name: X, cues: [a]}}, progress: {days: 5}}",
        "{exercises: {top: {cues: [b]}}, progress: {days: 6}}",
        "{exercises: {top: {name: X, cues: [b]}}, progress: {days: 6}}",
    );
}

#[test]
fn replaces_a_value_of_another_type() {
    assert_merged(
        "days: [{name: A, warmup: true, top: 5x3}, text]",
        "days: [{name: A, warmup: [bar], top: {squat: 1x1}}, text]",
        "days: [{name: A, warmup: [bar], top: {squat: 1x1}}, text, text]",
    );
}

#[test]
fn reports_a_removal_of_what_is_not_there() {
    let text = "days: [{name: A, top: [squat: 1x1, bnch: ~]}, Heavier: ~]";
    let base = parsed("days: [{name: A, top: {bench: 1x1}}]", BASE);
    let missing = merge(&base, &parsed(text, OWN), OWN).expect_err("both are missing");
    let found: Vec<_> =
        missing.iter().map(|error| (error.message.as_str(), error.help.as_deref(), &error.place)).collect();
    let place = |key: &str| -> Place {
        let at = text.find(key).expect("the key");
        let span = Span::new(OWN, at..at + key.len(), Form::Key);
        Span { in_flow: true, ..span }.place(OWN)
    };
    let expected = [
        (
            "`~` removes an inherited item, but there is no `Heavier` here",
            Some("the program that this one extends has A"),
            &place("Heavier"),
        ),
        ("`~` removes an inherited item, but there is no `bnch` here", Some("did you mean `bench`?"), &place("bnch")),
    ];
    assert_eq!(found, expected);
}

/// Returns the file of the value after some keys and positions, and its text.
fn written<'t>(merged: &Yaml, steps: &str, texts: [&'t str; 2]) -> (FileId, &'t str) {
    let step = |yaml: &'_ Yaml, step: &str| match &yaml.value {
        Value::List(items) => items[step.parse::<usize>().expect("a position")].clone(),
        _ => yaml.get(step).expect("the key").clone(),
    };
    let span = steps.split('.').fold(merged.clone(), |yaml, name| step(&yaml, name)).span;
    (span.file, &texts[usize::from(span.file == OWN)][span.bytes()])
}

#[test]
fn keeps_the_places_of_nodes() {
    let texts = [
        "{units: kg, days: [{name: A, note: x, top: {squat: 1x1, bench: [1x2, 1x3]}}, {name: B, note: y}]}",
        "{title: T, days: [A: ~, {name: C, note: z}, {name: B, top: {row: 1x1}}]}",
    ];
    let all = merged(texts[0], texts[1]);
    let of = |steps| written(&all, steps, texts);
    assert_eq!(of("title"), (OWN, "T"));
    assert_eq!(of("units"), (BASE, "kg"));
    assert_eq!(of("days"), (OWN, "[A: ~, {name: C, note: z}, {name: B, top: {row: 1x1}}]"));
    assert_eq!(of("days.0.note"), (OWN, "z"));
    assert_eq!(of("days.1"), (BASE, "{name: B, note: y}"));
    assert_eq!(of("days.1.note"), (BASE, "y"));
    assert_eq!(of("days.1.top.row"), (OWN, "1x1"));
    let texts =
        ["days: [{name: A, top: {squat: 1x1, bench: [1x2, 1x3]}}]", "days: [{name: A, top: [{row: 1x1, squat: 1x2}]}]"];
    let all = merged(texts[0], texts[1]);
    let of = |steps| written(&all, steps, texts);
    assert_eq!(of("days.0.top.0.row"), (OWN, "1x1"));
    assert_eq!(of("days.0.top.1.squat"), (OWN, "1x2"));
    assert_eq!(of("days.0.top.2.bench.1"), (BASE, "1x3"));
}
