//! Lifters: `lifters/*.yaml`, one lifter each.

use crate::diagnostic::Place;
use crate::model::{Lifter, Settings, Slug, TrainingMaxes, parse_attempts, parse_percent};
use crate::units::Unit;

use super::assignment::programs;
use super::equipment::equipment;
use super::maxes::maxes;
use super::rounding::roundings;
use super::schema::LIFTER;
use super::values::{by_exercise, mass, units};
use super::yaml::{Map, Node, Reader};

pub(super) fn lifter(
    reader: &mut Reader<'_>,
    root: &Node<'_>,
    slug: Slug,
    file: Place,
    site: &Settings,
) -> Option<Lifter> {
    let map = reader.keys(root, &LIFTER)?;
    let name = map.required(reader, "name").and_then(|node| reader.text(&node)).unwrap_or_default();
    let units = units(reader, &map).or(site.units).unwrap_or(Unit::Kg);
    let lifter = Lifter {
        slug,
        name,
        units,
        bodyweight: map.get("bodyweight").and_then(|node| mass(reader, &node, units)),
        sex: map.get("sex").and_then(|node| reader.word(&node)),
        maxes: maxes(reader, &map, units),
        training_max: training_max(reader, &map),
        equipment: equipment(reader, &map, units),
        rounding: roundings(reader, &map, units, site.rounding),
        formula: map.get("e1rm").and_then(|node| reader.word(&node)),
        attempts: map.get("attempts").and_then(|node| reader.notation(&node, parse_attempts)),
        programs: programs(reader, &map),
        is_public: map.get("publish").and_then(|node| reader.boolean(&node)).unwrap_or_default(),
        place: file,
    };
    map.finish(reader);
    Some(lifter)
}

fn training_max(reader: &mut Reader<'_>, map: &Map<'_>) -> TrainingMaxes {
    let Some(node) = map.get("training_max") else { return TrainingMaxes::default() };
    if !node.is_map() {
        let all = reader.spelled(&node, parse_percent);
        return TrainingMaxes { all, place: Some(node.place()), ..TrainingMaxes::default() };
    }
    let map = reader.map(&node, "`training_max`");
    let nodes = map.iter().flat_map(Map::entries);
    let of = by_exercise(reader, nodes, |reader, node| reader.spelled(node, parse_percent));
    TrainingMaxes { of, ..TrainingMaxes::default() }
}
