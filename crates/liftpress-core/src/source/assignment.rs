//! `programs` of a lifter: which programs they train, when, and with which changes.

use std::collections::BTreeMap;

use crate::model::{Assignment, Schedule, Slug, Start, Swap};

use super::options::chosen;
use super::schema::ASSIGNMENT;
use super::values::{checked, date, weekday};
use super::yaml::{Map, Node, Reader};

pub(super) fn programs(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<Assignment> {
    let Some(node) = map.get("programs") else { return Vec::new() };
    let nodes = reader.list(&node, "`programs`").unwrap_or_default();
    let mut programs: Vec<_> = nodes.iter().filter_map(|node| assignment(reader, node)).collect();
    Assignment::name_apart(&mut programs);
    programs
}

fn assignment(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Assignment> {
    if !node.is_map() {
        return Some(Assignment::plain(reader.program(node)?, node.place()));
    }
    let map = reader.keys(node, &ASSIGNMENT)?;
    let program = map.required(reader, "program").and_then(|node| Some((reader.program(&node)?, node.place())));
    let schedule = schedule(reader, &map);
    let options = chosen(reader, &map);
    let swap = swap(reader, &map);
    let skip = map.get("skip").and_then(|node| reader.list(&node, "`skip`")).unwrap_or_default();
    let skip = skip.iter().filter_map(|node| reader.exercise(node)).collect();
    map.finish(reader);
    let (program, place) = program?;
    Some(Assignment { schedule, options, swap, skip, ..Assignment::plain(program, place) })
}

/// Reads `start` or `ends`, and `days` of the week.
fn schedule(reader: &mut Reader<'_>, map: &Map<'_>) -> Option<Schedule> {
    let start = map.get("start").and_then(|node| checked(reader, &node, date).map(Start::On));
    let ends = map.get("ends");
    if let (Some(node), Some(_)) = (&ends, start) {
        reader.bad(node, "a program must have either `start` or `ends`, not both", "remove one of them");
    }
    let start = start.or_else(|| ends.and_then(|node| checked(reader, &node, date).map(Start::EndingOn)));
    let weekdays = match map.get("days") {
        Some(node) => {
            let nodes = reader.list(&node, "`days`").unwrap_or_default();
            nodes.iter().filter_map(|node| checked(reader, node, weekday)).collect()
        }
        None => Vec::new(),
    };
    if let (None, Some(node)) = (start, map.get("days")) {
        let help = "add `start: 2026-12-07`, or the last day, `ends: 2027-03-20`";
        reader.bad(&node, "`days` needs a `start` or an `ends` date", help);
    }
    start.map(|start| Schedule { start, weekdays })
}

/// Reads `swap: {rope-pulldown: band-pushdown}`.
fn swap(reader: &mut Reader<'_>, map: &Map<'_>) -> BTreeMap<Slug, Swap> {
    let mut swaps = BTreeMap::new();
    for node in map.get("swap").and_then(|node| reader.map(&node, "`swap`")).iter().flat_map(Map::entries) {
        let from = reader.exercise_key(&node);
        let to = reader.exercise(&node);
        if let Some((from, exercise)) = from.zip(to) {
            swaps.insert(from, Swap { place: node.key_place(), exercise });
        }
    }
    swaps
}
