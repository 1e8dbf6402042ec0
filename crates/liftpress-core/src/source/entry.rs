//! Entries: an exercise and its sets, short or long.

use crate::diagnostic::Code;
use crate::model::{Entry, ExerciseName, Only, WeekSchemes, parse_rest};

use super::adjust::adjust;
use super::context::Context;
use super::options::only;
use super::schema::{ENTRY_DETAILS, LONG_ENTRY};
use super::weeks::scheme_list;
use super::yaml::{Map, Node, Reader};

/// More entries than this are a slip.
const MOST_ENTRIES: usize = 200;

/// `top`, `backoff` or `accessories`: a list of entries, or a map of them.
pub(super) fn entries(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Vec<Entry> {
    if node.len() > MOST_ENTRIES {
        let message = format!("{} entries, of at most {MOST_ENTRIES}", node.len());
        reader.error(Code::BadValue, node.key_place(), message, "spread them over the days");
        return Vec::new();
    }
    if node.is_map() {
        return entries_of_map(reader, node, context);
    }
    if node.plain().is_some() {
        let message = format!("`{}` needs exercises and their sets, found a text", node.key());
        reader.bad(node, message, "write an exercise and its sets: squat: 5x3 @ 85%");
        return Vec::new();
    }
    let nodes = reader.list(node, &format!("`{}`", node.key())).unwrap_or_default();
    nodes.iter().flat_map(|node| entries_of_map(reader, node, context)).collect()
}

/// `{bench: 5x3 @ 85%}`, `{exercise: bench, sets: …}` or `{bench: {sets: …}}`.
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
            "add `exercise: squat`, or write squat: 5x3 @ 85%",
        );
        return Vec::new();
    }
    if let Some(sets) = attributes.iter().find(|node| node.key() == "sets") {
        let message = "`sets` next to an exercise that has its own sets";
        reader.error(
            Code::BadValue,
            sets.key_place(),
            message,
            "write either `exercise: …` and `sets: …`, or `squat: 5x3 @ 85%`",
        );
        // What else is wrong is reported too.
        return named.iter().filter_map(|node| short(reader, node, None, context)).collect();
    }
    if let ([one], false) = (named.as_slice(), attributes.is_empty()) {
        if one.is_map() {
            let message = format!("`{}` has keys of its own, and this is not among them", one.key());
            reader.error(Code::BadValue, attributes[0].key_place(), message, "move this to its other keys");
            return short(reader, one, None, context).into_iter().collect();
        }
        return short(reader, one, Some(map), context).into_iter().collect();
    }
    for attribute in attributes {
        let message = format!("`{}` next to several exercises", attribute.key());
        reader.error(
            Code::BadValue,
            attribute.key_place(),
            message,
            "make a list, with an `exercise:` in each of its entries",
        );
    }
    named.iter().filter_map(|node| short(reader, node, None, context)).collect()
}

/// `exercise: scheme`, or `exercise: {sets: scheme, …}`; `beside` is the map it stands in, when that says more.
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
            format!("write {}: 5x3 @ 85%", node.key()),
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

/// `{exercise: …, sets: …, note: …}`.
fn long(reader: &mut Reader<'_>, map: Map<'_>, context: &Context<'_>) -> Option<Entry> {
    let exercise = map.required(reader, "exercise").and_then(|node| reader.exercise(&node));
    let sets = sets(reader, &map, context);
    let entry = attributes(reader, &map, context);
    map.finish(reader);
    Some(entry(exercise?, sets))
}

/// The sets of an entry. One without any would be a decision about nothing.
fn sets_of(reader: &mut Reader<'_>, node: &Node<'_>, context: &Context<'_>) -> Option<WeekSchemes> {
    if node.plain() == Some("none") {
        reader.bad(
            node,
            "an entry has sets; `none` is for a branch of `adjust`",
            "write the sets that are planned; what to do next time is a `note` on the top set: {squat: 5x5 @ 80%, note: …}",
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

/// What an entry says beside exercise and sets.
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

/// One exercise, or a list of them.
fn substitutes(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<ExerciseName> {
    let nodes = if node.is_list() { reader.list(node, "`or`").unwrap_or_default() } else { vec![*node] };
    nodes.iter().filter_map(|node| reader.exercise(node)).collect()
}

/// Seconds down, pause, up, pause; `X` is as fast as can be.
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
        "write the seconds down, paused and up: 3-1-0, or X for as fast as possible",
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
        format!("`{text}` is not the name of a superset"),
        "give the entries of a superset the same capital letter: A",
    );
    None
}
