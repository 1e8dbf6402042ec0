//! `lifters/*.yaml`: one lifter each.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::{Date, Weekday};

use crate::diagnostic::Place;
use crate::model::{ByExercise, Lifter, Settings, Slug, TrainingMaxes, parse_amount, parse_attempts, parse_percent};
use crate::units::{Mass, Unit};

use super::assignment::programs;
use super::equipment::equipment;
use super::maxes::maxes;
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
        formula: map.get("e1rm").and_then(|node| reader.word(&node)),
        attempts: map.get("attempts").and_then(|node| reader.notation(&node, parse_attempts)),
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

/// A text that `parse` takes, or its complaint at the value's place.
pub(super) fn checked<T, E: Display>(
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
