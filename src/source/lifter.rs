//! `lifters/*.yaml`: one lifter each.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::{Date, Weekday};

use crate::diagnostic::Place;
use crate::model::{
    Assignment, ByExercise, Lifter, Max, Schedule, Settings, Slug, Start, TrainingMaxes, parse_amount, parse_percent,
};
use crate::units::{Mass, Unit};

use super::equipment::equipment;
use super::program::units;
use super::rounding::roundings;
use super::yaml::{Map, Node, Reader};

pub(super) fn lifter(
    reader: &mut Reader<'_>,
    root: &Node<'_>,
    slug: Slug,
    file: Place,
    site: &Settings,
) -> Option<Lifter> {
    let mut map = reader.map(root, "a lifter")?;
    let name = map.required(reader, "name").and_then(|node| reader.text(&node)).unwrap_or_default();
    let units = units(reader, &mut map).or(site.units).unwrap_or(Unit::Kg);
    let lifter = Lifter {
        slug,
        name,
        units,
        bodyweight: map.get("bodyweight").and_then(|node| mass(reader, &node, units)),
        sex: map.get("sex").and_then(|node| reader.word(&node)),
        maxes: maxes(reader, &mut map, units),
        training_max: training_max(reader, &mut map),
        equipment: equipment(reader, &mut map, units),
        rounding: roundings(reader, &mut map, units, site.rounding),
        programs: programs(reader, &mut map),
        place: file,
    };
    map.finish(reader);
    Some(lifter)
}

/// A weight, bare or with its unit.
pub(super) fn mass(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    reader.notation(node, |text| parse_amount(text, Some(units))).map(|amount| amount.for_unit(units))
}

/// As [`mass`], and more than nothing.
pub(super) fn positive(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    let mass = mass(reader, node, units)?;
    if mass > Mass::ZERO {
        return Some(mass);
    }
    reader.bad(node, "a weight of nothing", "give a weight above 0");
    None
}

/// What is said of an exercise each.
pub(super) fn by_exercise<'v, T>(
    reader: &mut Reader<'_>,
    nodes: impl IntoIterator<Item = Node<'v>>,
    mut read: impl FnMut(&mut Reader<'_>, &Node<'v>) -> Option<T>,
) -> ByExercise<T> {
    let mut found = ByExercise::new();
    for node in nodes {
        let slug = reader.slug_of(&node.key(), node.key_place());
        let value = read(reader, &node).map(|value| (value, node.key_place()));
        found.extend(slug.zip(value));
    }
    found
}

fn maxes(reader: &mut Reader<'_>, map: &mut Map<'_>, units: Unit) -> BTreeMap<Slug, Max> {
    let mut maxes = BTreeMap::new();
    let Some(map) = map.get("maxes").and_then(|node| reader.map(&node, "`maxes`")) else { return maxes };
    for node in map.entries() {
        let slug = reader.slug_of(&node.key(), node.key_place());
        if node.is_map() || node.is_list() {
            reader.not_yet(&node, "a max from a set, or with a date");
            continue;
        }
        let one_rep = positive(reader, &node, units);
        let max = one_rep.map(|one_rep| Max { one_rep, unit: units, place: Some(node.key_place()) });
        maxes.extend(slug.zip(max));
    }
    maxes
}

fn training_max(reader: &mut Reader<'_>, map: &mut Map<'_>) -> TrainingMaxes {
    let Some(node) = map.get("training_max") else { return TrainingMaxes::default() };
    if !node.is_map() {
        return TrainingMaxes { all: reader.notation(&node, parse_percent), of: BTreeMap::new() };
    }
    let mut of = BTreeMap::new();
    for node in reader.map(&node, "`training_max`").iter().flat_map(Map::entries) {
        let slug = reader.slug_of(&node.key(), node.key_place());
        of.extend(slug.zip(reader.notation(&node, parse_percent)));
    }
    TrainingMaxes { all: None, of }
}

fn programs(reader: &mut Reader<'_>, map: &mut Map<'_>) -> Vec<Assignment> {
    let Some(node) = map.get("programs") else { return Vec::new() };
    let nodes = reader.list(&node, "`programs`").unwrap_or_default();
    nodes.iter().filter_map(|node| assignment(reader, node)).collect()
}

fn assignment(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Assignment> {
    if !node.is_map() {
        return Some(Assignment { program: reader.slug(node)?, schedule: None, place: node.place() });
    }
    let mut map = reader.map(node, "a program of a lifter")?;
    let program = map.required(reader, "program").and_then(|node| Some((reader.slug(&node)?, node.place())));
    for (key, what) in [("options", "`options`"), ("swap", "`swap`"), ("skip", "`skip`")] {
        if let Some(node) = map.get(key) {
            reader.not_yet(&node, what);
        }
    }
    let start = map.get("start").and_then(|node| checked(reader, &node, date).map(Start::On));
    let ends = map.get("ends");
    if let (Some(node), Some(_)) = (&ends, start) {
        reader.bad(node, "a program has either a `start` or an `ends`", "leave one of them out");
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
        reader.bad(&node, "days of the week without a date to begin from", "add `start: 2026-12-07` or `ends: …`");
    }
    map.finish(reader);
    let (program, place) = program?;
    Some(Assignment { program, schedule: start.map(|start| Schedule { start, weekdays }), place })
}

/// A text that `parse` takes, or its complaint at the value's place.
fn checked<T, E: Display>(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    parse: impl FnOnce(&str) -> Result<T, (E, &'static str)>,
) -> Option<T> {
    let text = reader.text(node)?;
    match parse(&text) {
        Ok(value) => Some(value),
        Err((message, help)) => {
            reader.bad(node, message.to_string(), help);
            None
        }
    }
}

/// `2026-12-01`.
pub(super) fn date(text: &str) -> Result<Date, (String, &'static str)> {
    let shaped = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| matches!(i, 4 | 7) == (b == b'-'));
    let date = if shaped { text.parse().ok() } else { None };
    date.filter(|date: &Date| (1900..=2200).contains(&date.year()))
        .ok_or_else(|| (format!("`{text}` is no date"), "write year-month-day: 2026-12-01"))
}

/// `Mon`, `monday`.
pub(super) fn weekday(text: &str) -> Result<Weekday, (String, &'static str)> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let given = text.to_ascii_lowercase();
    let found = days.iter().zip(1..).find(|(day, _)| **day == given || (given.len() == 3 && day.starts_with(&given)));
    found
        .and_then(|(_, number)| Weekday::from_monday_one_offset(number).ok())
        .ok_or_else(|| (format!("`{text}` is no day of the week"), "write Mon, Tue, Wed, Thu, Fri, Sat or Sun"))
}
