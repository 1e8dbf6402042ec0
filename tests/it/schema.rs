//! `liftpress schema`, and that schemas know the same keys as decoders. What schemas accept and reject is tested in
//! `tests/schema`, whose validator takes long to compile.

use liftpress::model::Labels;
use serde_json::Value;

use crate::harness::Site;

fn schema(kind: &str) -> Value {
    serde_json::from_str(&Site::new().fine(&["schema", kind])).unwrap()
}

#[test]
fn every_kind_is_printed_or_written() {
    let site = Site::new();
    assert_eq!(site.fine(&["schema", "--all", "schemas/here"]), "");
    for kind in ["program", "lifter", "exercise", "page", "settings"] {
        let printed = site.fine(&["schema", kind]);
        assert_eq!(site.read(&format!("schemas/here/{kind}.schema.json")), printed);
        let schema: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(schema["title"], format!("liftpress {kind}"));
        assert!(schema["description"].as_str().unwrap().ends_with('.'), "{kind}");
    }
    assert_eq!(site.files("schemas/here").len(), 5);
}

#[test]
fn wrong_usage_names_the_kinds() {
    let site = Site::new();
    for args in [&["schema"][..], &["schema", "programs"], &["schema", "page", "--all", "x"]] {
        assert_eq!(site.run(args).code, Some(2), "{args:?}");
    }
    assert_eq!(site.file("file", "").run(&["schema", "--all", "file/x"]).code, Some(1));
    let site = Site::new();
    assert!(site.run(&["schema", "programs"]).stderr.contains("program, lifter, exercise, page, settings"));
}

/// Every key that a schema knows is described.
#[test]
fn every_key_is_described() {
    fn look(at: &str, value: &Value, bare: &mut Vec<String>) {
        let closed = value["additionalProperties"] == false;
        for (key, property) in value["properties"].as_object().into_iter().flatten() {
            // A scheme describes itself.
            if closed && property["description"].is_null() && key != "sets" {
                bare.push(format!("{at}: {key}"));
            }
        }
        for (name, definition) in value["definitions"].as_object().into_iter().flatten() {
            look(name, definition, bare);
        }
    }
    let mut bare = Vec::new();
    for kind in ["program", "lifter", "exercise", "page", "settings"] {
        look(kind, &schema(kind), &mut bare);
    }
    assert_eq!(bare, Vec::<String>::new());
}

/// Returns a file with a key `zzz` in one of its maps, and the place of that map in the schema of its kind.
const PLACES: [(&str, &str, &str, &str); 20] = [
    ("program", "", "programs/p.yaml", "title: T\nweeks: 1\ndays: [{name: A, top: {squat: 1x1}}]\nzzz: 1\n"),
    (
        "program",
        "/definitions/Phase",
        "programs/p.yaml",
        "title: T\nphases: [{days: [{name: A, top: {squat: 1x1}}], zzz: 1}]\n",
    ),
    (
        "program",
        "/definitions/ProgramChange",
        "programs/p.yaml",
        "title: T\nchanges: [{date: 2026-11-14, what: W, zzz: 1}]\ndays: [{name: A, top: {squat: 1x1}}]\n",
    ),
    ("program", "/definitions/Day", "programs/p.yaml", "title: T\ndays: [{name: A, top: {squat: 1x1}, zzz: 1}]\n"),
    (
        "program",
        "/definitions/WeeksContent",
        "programs/p.yaml",
        "title: T\ndays: [{name: A, weeks: {1: {top: {squat: 1x1}, zzz: 1}}}]\n",
    ),
    (
        "program",
        "/definitions/Block",
        "programs/p.yaml",
        "title: T\ndays: [{name: A, blocks: [{top: {squat: 1x1}, zzz: 1}]}]\n",
    ),
    (
        "program",
        "/definitions/LongEntry",
        "programs/p.yaml",
        "title: T\ndays: [{name: A, top: {exercise: squat, sets: 1x1, zzz: 1}}]\n",
    ),
    (
        "program",
        "/definitions/EntryDetails",
        "programs/p.yaml",
        "title: T\ndays: [{name: A, top: {squat: {sets: 1x1, zzz: 1}}}]\n",
    ),
    (
        "program",
        "/definitions/Branch",
        "programs/p.yaml",
        "title: T\ndays: [{name: A, top: {squat: 1x1}, backoff: {squat: {sets: 1x1, adjust: [{if: rpe 8, sets: none, zzz: 1}]}}}]\n",
    ),
    (
        "program",
        "/definitions/Option",
        "programs/p.yaml",
        "title: T\noptions: {o: {choices: [a], zzz: 1}}\ndays: [{name: A, top: {squat: 1x1}}]\n",
    ),
    (
        "program",
        "/definitions/ProgramExercise",
        "programs/p.yaml",
        "title: T\nexercises: {e: {zzz: 1}}\ndays: [{name: A, top: {squat: 1x1}}]\n",
    ),
    ("lifter", "", "lifters/l.yaml", "name: L\nzzz: 1\n"),
    ("lifter", "/definitions/MaxDetails", "lifters/l.yaml", "name: L\nmaxes: {squat: {1rm: 100, zzz: 1}}\n"),
    ("lifter", "/definitions/Equipment", "lifters/l.yaml", "name: L\nequipment: {bar: 20, zzz: 1}\n"),
    (
        "lifter",
        "/definitions/BarMap",
        "lifters/a.yaml",
        "name: A\nequipment: {bars: {squat: {weight: 20 kg, zzz: 1}}}\n",
    ),
    ("lifter", "/definitions/Steps", "lifters/l.yaml", "name: L\nequipment: {belt: {step: 1, zzz: 1}}\n"),
    ("lifter", "/definitions/Assignment", "lifters/l.yaml", "name: L\nprograms: [{program: p, zzz: 1}]\n"),
    ("exercise", "", "exercises/e.md", "---\nname: E\nzzz: 1\n---\n"),
    ("page", "", "pages/p.md", "---\ntitle: P\nzzz: 1\n---\n"),
    ("settings", "", "liftpress.yaml", "zzz: 1\n"),
];

#[test]
fn schemas_know_the_keys_that_decoders_know() {
    for (kind, place, path, text) in PLACES {
        let said = Site::new().file(&format!("content/{path}"), text).run(&["build", "-q"]).stderr;
        let (_, known) = said
            .split_once("= help: the keys of ")
            .and_then(|(_, keys)| keys.split_once(" are "))
            .unwrap_or_else(|| panic!("{path}:\n{text}{said}"));
        let mut decoded: Vec<_> = known.lines().next().unwrap().split(", ").collect();
        let schema = schema(kind);
        let map = schema.pointer(place).unwrap_or_else(|| panic!("{kind} has no {place}"));
        assert_eq!(map["additionalProperties"], false, "{kind}{place}");
        let mut described: Vec<_> = map["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        decoded.sort_unstable();
        decoded.dedup();
        described.sort_unstable();
        assert_eq!(described, decoded, "{kind}{place}");
    }
}

/// A message does not list all labels; the schema knows every label that can be set.
#[test]
fn the_schema_of_settings_knows_every_label() {
    let schema = schema("settings");
    let described = schema["definitions"]["LabelTexts"]["properties"].as_object().unwrap();
    let mut keys: Vec<_> = Labels::KEYS.iter().map(|key| key.name).collect();
    keys.sort_unstable();
    let mut described: Vec<_> = described.keys().map(String::as_str).collect();
    described.sort_unstable();
    assert_eq!(described, keys);
}

/// Besides labels, the list above has every closed map.
#[test]
fn every_closed_map_is_tested() {
    for kind in ["program", "lifter", "exercise", "page", "settings"] {
        let schema = schema(kind);
        for (name, definition) in schema["definitions"].as_object().into_iter().flatten() {
            let place = format!("/definitions/{name}");
            let is_listed = name == "LabelTexts" || PLACES.iter().any(|(of, at, ..)| *of == kind && *at == place);
            assert!(definition["additionalProperties"] != false || is_listed, "{kind}{place}");
        }
    }
}
