//! Entries: an exercise and its sets, in the short or the long form.

use crate::diagnostic::Code;
use crate::model::{Entry, ExerciseName, Only, WeekSchemes, parse_rest};

use super::adjust::adjust;
use super::context::Context;
use super::options::only;
use super::schema::{ENTRY_DETAILS, LONG_ENTRY};
use super::weeks::scheme_list;
use super::yaml::{Map, Node, Reader};

/// The most entries in one list or map. More entries are reported as a mistake.
const MAX_ENTRIES: usize = 200;

/// Reads `top`, `backoff` or `accessories`: a list of entries, or a map of them.
pub(super) fn entries(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Vec<Entry> {
    if node.len() > MAX_ENTRIES {
        let message = format!("`{}` must have at most {MAX_ENTRIES} entries, found {}", node.key(), node.len());
        reader.error(Code::BadValue, node.key_place(), message, "spread the entries over several days");
        return Vec::new();
    }
    if node.is_map() {
        return entries_of_map(reader, node, context);
    }
    if node.plain().is_some() {
        let message = format!("`{}` needs exercises and their sets, found text", node.key());
        reader.bad(node, message, "write an exercise and its sets: `squat: 5x3 @ 85%`");
        return Vec::new();
    }
    let nodes = reader.list(node, &format!("`{}`", node.key())).unwrap_or_default();
    nodes.iter().flat_map(|node| entries_of_map(reader, node, context)).collect()
}

/// Reads `{bench: 5x3 @ 85%}`, `{exercise: bench, sets: …}` or `{bench: {sets: …}}`.
fn entries_of_map(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Vec<Entry> {
    let Some(map) = reader.keys(node, &LONG_ENTRY) else { return Vec::new() };
    if map.get("exercise").is_some() {
        return long(reader, map, context).into_iter().collect();
    }
    let (attributes, named): (Vec<_>, Vec<_>) = map.entries().partition(|node| LONG_ENTRY.has(node.key()));
    if named.is_empty() {
        reader.error(
            Code::MissingKey,
            node.place(),
            "an entry needs an exercise",
            "add `exercise: squat`, or write `squat: 5x3 @ 85%`",
        );
        return Vec::new();
    }
    if let Some(sets) = attributes.iter().find(|node| node.key() == "sets") {
        let message = "`sets` is next to an exercise that already has sets";
        let help = "write `exercise: squat` and `sets: 5x3 @ 85%`, or only `squat: 5x3 @ 85%`";
        reader.error(Code::BadValue, sets.key_place(), message, help);
        // The mistakes in the sets are reported too.
        return named.iter().filter_map(|node| short(reader, node, None, context)).collect();
    }
    if let ([one], false) = (named.as_slice(), attributes.is_empty()) {
        if one.is_map() {
            let (exercise, attribute) = (one.key(), &attributes[0]);
            let message = format!("`{}` is next to `{exercise}`, which has keys of its own", attribute.key());
            reader.error(
                Code::BadValue,
                attribute.key_place(),
                message,
                format!("move it to the keys of `{exercise}`"),
            );
            return short(reader, one, None, context).into_iter().collect();
        }
        return short(reader, one, Some(map), context).into_iter().collect();
    }
    for attribute in attributes {
        let message = format!("`{}` is next to several exercises", attribute.key());
        let help = "write a list, with one exercise in each entry: `- exercise: squat`";
        reader.error(Code::BadValue, attribute.key_place(), message, help);
    }
    named.iter().filter_map(|node| short(reader, node, None, context)).collect()
}

/// Reads `exercise: scheme`, or `exercise: {sets: scheme, …}`. If the map around this key has other keys too, `beside`
/// is that map.
fn short<'v>(
    reader: &mut Reader<'_>,
    node: &Node<'v>,
    beside: Option<Map<'v>>,
    context: &Context<'_>,
) -> Option<Entry> {
    let exercise = reader.exercise_key(node).map(|slug| ExerciseName { slug, place: node.key_place() });
    if node.is_map() {
        let map = reader.keys(node, &ENTRY_DETAILS)?;
        let sets = sets(reader, &map, context);
        let entry = attributes(reader, &map, context);
        map.finish(reader);
        return Some(entry(exercise?, sets));
    }
    let sets = if node.is_null() {
        reader.error(
            Code::MissingKey,
            node.key_place(),
            format!("`{}` has no sets and reps", node.key()),
            format!("write `{}: 5x3 @ 85%`", node.key()),
        );
        WeekSchemes::Unread(Vec::new())
    } else {
        scheme_list(reader, node, context)
    };
    match beside {
        Some(map) => Some(attributes(reader, &map, context)(exercise?, sets)),
        None => Some(plain(exercise?, sets)),
    }
}

fn sets(reader: &mut Reader<'_>, map: &Map<'_>, context: &Context<'_>) -> WeekSchemes {
    let node = map.required(reader, "sets");
    node.and_then(|node| sets_of(reader, &node, context)).unwrap_or(WeekSchemes::Unread(Vec::new()))
}

/// Reads `{exercise: …, sets: …, note: …}`.
fn long(reader: &mut Reader<'_>, map: Map<'_>, context: &Context<'_>) -> Option<Entry> {
    let exercise = map.required(reader, "exercise").and_then(|node| reader.exercise(&node));
    let sets = sets(reader, &map, context);
    let entry = attributes(reader, &map, context);
    map.finish(reader);
    Some(entry(exercise?, sets))
}

/// Reads the sets of an entry. Refuses `none`, because an entry without sets would have only branches.
fn sets_of(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Option<WeekSchemes> {
    if node.plain() == Some("none") {
        reader.bad(
            node,
            "`sets` of an entry must be sets and reps; `none` is only for a branch of `adjust`",
            "write the planned sets; for what to do next time, add a `note` to the top set: `{squat: 5x5 @ 80%, note: …}`",
        );
        return None;
    }
    Some(scheme_list(reader, node, context))
}

fn plain(exercise: ExerciseName, sets: WeekSchemes) -> Entry {
    Entry {
        exercise,
        sets,
        purpose: None,
        note: String::new(),
        rest: None,
        tempo: String::new(),
        superset: String::new(),
        accommodation: String::new(),
        adjust: Vec::new(),
        substitutes: Vec::new(),
        only: Only::default(),
    }
}

/// Reads the keys of an entry besides `exercise` and `sets`.
fn attributes(
    reader: &mut Reader<'_>,
    map: &Map<'_>,
    context: &Context<'_>,
) -> impl FnOnce(ExerciseName, WeekSchemes) -> Entry + use<> {
    let purpose = map.get("for").and_then(|node| reader.word(&node));
    let note = map.text(reader, "note").unwrap_or_default();
    let rest = map.get("rest").and_then(|node| reader.spelled(&node, parse_rest));
    let tempo = map.get("tempo").and_then(|node| tempo(reader, &node)).unwrap_or_default();
    let superset = map.get("superset").and_then(|node| letter(reader, &node)).unwrap_or_default();
    let accommodation = map.text(reader, "with").unwrap_or_default();
    let adjust = adjust(reader, map, context);
    let substitutes = map.get("or").map(|node| substitutes(reader, &node)).unwrap_or_default();
    let only = only(reader, map);
    move |exercise, sets| Entry {
        purpose,
        note,
        rest,
        tempo,
        superset,
        accommodation,
        adjust,
        substitutes,
        only,
        ..plain(exercise, sets)
    }
}

/// Reads one exercise, or a list of exercises.
fn substitutes(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<ExerciseName> {
    let nodes = if node.is_list() { reader.list(node, "`or`").unwrap_or_default() } else { vec![*node] };
    nodes.iter().filter_map(|node| reader.exercise(node)).collect()
}

/// Reads a tempo: the seconds down, paused and up, and optionally the seconds of a second pause. `X` means as fast as
/// possible.
fn tempo(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<String> {
    let text = reader.text(node)?;
    let parts: Vec<_> = text.split('-').collect();
    let phase = |part: &&str| matches!(part.as_bytes(), [b'0'..=b'9' | b'X' | b'x'] | [b'1'..=b'9', b'0'..=b'9']);
    if (3..=4).contains(&parts.len()) && parts.iter().all(phase) {
        return Some(text);
    }
    reader.bad(
        node,
        format!("`{text}` is not a tempo"),
        "write the seconds down, paused and up: `3-1-0`; `X` means as fast as possible",
    );
    None
}

fn letter(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<String> {
    let text = reader.text(node)?;
    if matches!(text.as_bytes(), [b'A'..=b'Z'] | [b'A'..=b'Z', b'1'..=b'9']) {
        return Some(text);
    }
    reader.bad(
        node,
        format!("`superset` must be a capital letter, perhaps with a digit, found `{text}`"),
        "give all entries of a superset the same capital letter: `A`",
    );
    None
}
