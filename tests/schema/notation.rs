//! Patterns are wider than parsers: after every small change to a text, what still parses is accepted.

use liftpress::model::{
    Slug, parse_amount, parse_attempts, parse_condition, parse_lifted, parse_percent, parse_rest, parse_scheme,
};
use liftpress::source::schema::FileKind;
use liftpress::units::Unit;
use serde_json::{Value, json};

use crate::schemas::Schemas;

const SIGNS: &str = " \u{a0}\t09x×X–-+/@%.:,|()<=≤kgKGlbLBsSmMiInrRpPeEtTaAdDowO~éß";

/// Returns the text, and each text with one character replaced, added or removed.
fn edits(text: &str) -> Vec<String> {
    let mut edits = vec![text.to_owned()];
    let places = || text.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
    edits.extend(places().map(|(start, end)| format!("{}{}", &text[..start], &text[end..])));
    for sign in SIGNS.chars() {
        edits.extend(places().map(|(start, end)| format!("{}{sign}{}", &text[..start], &text[end..])));
        edits.extend(places().map(|(start, _)| format!("{}{sign}{}", &text[..start], &text[start..])));
        edits.push(format!("{text}{sign}"));
    }
    edits
}

/// Wherever `parses` accepts an edit of one of the texts, the schema accepts the file with it.
fn check(kind: FileKind, texts: &[&str], parses: impl Fn(&str) -> bool, file: impl Fn(&str) -> Value) {
    let schemas = Schemas::new();
    let mut count = 0;
    for text in texts {
        assert!(parses(text), "{text}");
        for edit in edits(text).iter().filter(|edit| parses(edit)) {
            assert_eq!(schemas.complaints(kind, &file(edit)), Vec::new(), "{edit:?}");
            count += 1;
        }
    }
    assert!(count >= 50, "only {count} edits of {texts:?} parse");
}

fn with_entry(entry: &Value) -> Value {
    json!({"title": "T", "days": [{"name": "A", "top": [entry]}]})
}

#[test]
fn schemes() {
    let texts = [
        "5x3 @ 85%",
        "3-6x3 @ top -5% until RPE 9",
        "5/3/1+ @ 75/85/95%",
        "4x(1+1+1)",
        "2x(3/2/1)",
        "rest-pause 8+3",
        "myo 15+5x4",
        "drop 10",
        "attempts",
        "opener @ 90%",
        "second @ 95%",
        "third",
        "3xAMRAP",
        "4x20m, drop 5 then 1x8",
    ];
    let parses = |text: &str| parse_scheme(text, Some(Unit::Kg)).is_ok();
    check(FileKind::Program, &texts, parses, |text| with_entry(&json!({"squat": text})));
}

#[test]
fn what_is_said_beside_schemes() {
    let with = |key: &str, value: Value| with_entry(&json!({"squat": "5x3", key: value}));
    let rest = |text: &str| with("rest", text.into());
    check(FileKind::Program, &["90s", "2.5 min", "2:30"], |text| parse_rest(text).is_ok(), rest);
    let branch = |text: &str| with("adjust", json!([{"if": text, "sets": "none"}]));
    let conditions = ["rpe <= 7", "rir 3+", "reps 5-7", "form breaks down", "above last week"];
    check(FileKind::Program, &conditions, |text| parse_condition(text).is_ok(), branch);
}

#[test]
fn values_of_programs() {
    let with = |key: &str, value: Value| {
        let mut program = with_entry(&json!({"squat": "5x3"}));
        program[key] = value;
        program
    };
    let share = |text: &str| with("training_max", text.into());
    check(FileKind::Program, &["90%", "87.5 %"], |text| parse_percent(text).is_ok(), share);
    let attempts = |text: &str| with("attempts", text.into());
    check(FileKind::Program, &["91/96/100.5%"], |text| parse_attempts(text).is_ok(), attempts);
    let amount = |text: &str| with("progress", json!({"squat": text}));
    check(
        FileKind::Program,
        &["5", "2.5 kgs", "10 lb|5 kg"],
        |text| parse_amount(text, Some(Unit::Kg)).is_ok(),
        amount,
    );
    let slug = |text: &str| with("lifts", json!([text]));
    check(FileKind::Program, &["squat", "close-grip-3-board-bench"], |text| Slug::new(text).is_ok(), slug);
}

#[test]
fn maxes() {
    let max = |text: &str| json!({"name": "L", "maxes": {"squat": text}});
    let parses = |text: &str| parse_lifted(text, Some(Unit::Kg)).is_ok();
    check(FileKind::Lifter, &["180", "400 lb", "bw + 20 kg", "bodyweight", "bw-5"], parses, max);
}
