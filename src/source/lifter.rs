//! `lifters/*.yaml`: one lifter each.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::{Date, Weekday};

use crate::diagnostic::{Code, Place};
use crate::model::{
    Dumbbells, Equipment, Lifter, PlateStock, Settings, Slug, TrainingMaxes, parse_amount, parse_attempts, parse_percent,
};
use crate::units::{Mass, Rounding, Unit};

use super::assignment::programs;
use super::maxes::maxes;
use super::program::units;
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
        rounding: rounding(reader, &mut map).unwrap_or(site.rounding),
        formula: map.get("e1rm").and_then(|node| reader.word(&node)),
        attempts: map.get("attempts").and_then(|node| reader.notation(&node, parse_attempts)),
        programs: programs(reader, &mut map),
        place: file,
    };
    map.finish(reader);
    Some(lifter)
}

/// A weight, bare or with its unit.
fn mass(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    reader.notation(node, |text| parse_amount(text, Some(units))).map(|amount| amount.for_unit(units))
}

/// As [`mass`], and more than nothing.
fn positive(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    let mass = mass(reader, node, units)?;
    if mass > Mass::ZERO {
        return Some(mass);
    }
    reader.bad(node, "a weight of nothing", "give a weight above 0");
    None
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

/// `nearest`, `down` or `up`.
pub(super) fn rounding(reader: &mut Reader<'_>, map: &mut Map<'_>) -> Option<Rounding> {
    let node = map.get("rounding")?;
    let text = reader.text(&node)?;
    let rounding = rounding_of(&text);
    if rounding.is_none() {
        reader.bad(&node, format!("`{text}` is no way to round"), "write nearest, down or up");
    }
    rounding
}

pub(super) fn rounding_of(text: &str) -> Option<Rounding> {
    match text {
        "nearest" => Some(Rounding::Nearest),
        "down" => Some(Rounding::Down),
        "up" => Some(Rounding::Up),
        _ => None,
    }
}

fn equipment(reader: &mut Reader<'_>, map: &mut Map<'_>, units: Unit) -> Option<Equipment> {
    let mut map = map.get("equipment").and_then(|node| reader.map(&node, "`equipment`"))?;
    let bar = map.get("bar").and_then(|node| mass(reader, &node, units));
    let collars = map.get("collars").and_then(|node| mass(reader, &node, units)).unwrap_or_default();
    let step = map.get("step").and_then(|node| positive(reader, &node, units));
    let plates = plates(reader, &mut map, units);
    let dumbbells = map.get("dumbbells").and_then(|node| dumbbells(reader, &node, units));
    map.finish(reader);
    Some(Equipment { bar, plates, collars, step, dumbbells })
}

/// No gym has more kinds of plates.
const MOST_PLATES: usize = 24;

/// The lightest thing that is worth a plate.
fn least_plate(units: Unit) -> Mass {
    Mass::whole(1, units).half().half()
}

fn plates(reader: &mut Reader<'_>, map: &mut Map<'_>, units: Unit) -> Vec<PlateStock> {
    let mut plates: Vec<PlateStock> = Vec::new();
    if let Some(node) = map.get("plates") {
        for node in reader.list(&node, "`plates`").unwrap_or_default() {
            let Some(mass) = positive(reader, &node, units) else { continue };
            if mass < least_plate(units) {
                reader.bad(
                    &node,
                    "lighter than any plate",
                    format!("{} is the least", least_plate(units).with_unit(units)),
                );
            } else if plates.iter().any(|plate| plate.mass == mass) {
                reader.bad(
                    &node,
                    "this plate stands twice",
                    "name each once, and how many pairs under `pairs: {25: 4}`",
                );
            } else if plates.len() == MOST_PLATES {
                reader.bad(&node, "one kind of plate too many", format!("{MOST_PLATES} kinds are the most"));
                break;
            } else {
                plates.push(PlateStock { mass, pairs: None });
            }
        }
    }
    plates.sort_by_key(|plate| std::cmp::Reverse(plate.mass));
    let Some(pairs) = map.get("pairs").and_then(|node| reader.map(&node, "`pairs`")) else { return plates };
    for node in pairs.entries() {
        let amount = parse_amount(&node.key(), Some(units)).ok().map(|amount| amount.for_unit(units));
        if let Some(plate) = plates.iter_mut().find(|plate| Some(plate.mass) == amount) {
            plate.pairs = reader.whole(&node, 0, 100);
        } else {
            let message = format!("`{}` is none of the `plates`", node.key());
            reader.error(Code::BadValue, node.key_place(), message, "name it under `plates` too");
        }
    }
    plates
}

fn dumbbells(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Dumbbells> {
    if node.is_list() {
        let nodes = reader.list(node, "`dumbbells`")?;
        let mut list: Vec<_> = nodes.iter().filter_map(|node| positive(reader, node, units)).collect();
        list.sort();
        list.dedup();
        return Some(Dumbbells::List(list));
    }
    let mut map = reader.map(node, "`dumbbells`")?;
    let step = map.required(reader, "step").and_then(|node| positive(reader, &node, units));
    map.finish(reader);
    step.map(Dumbbells::Step)
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
