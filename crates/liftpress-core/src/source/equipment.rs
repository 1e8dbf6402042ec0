//! `equipment` of a lifter.

use crate::diagnostic::Code;
use crate::model::{Bar, Equipment, Ladder, PlateStock, Sleeves, parse_amount};
use crate::units::{Mass, Percent, Rounding, Unit};

use super::schema::{BAR_MAP, EQUIPMENT, STEPS};
use super::values::{by_exercise, least_plate, mass, positive};
use super::yaml::{Map, Node, Reader};

/// More kinds of plates than this are refused.
pub(super) const MAX_PLATES: usize = 24;
/// More weights than this in a ladder are refused.
pub(super) const MAX_RUNGS: usize = 1000;

pub(super) fn equipment(reader: &mut Reader<'_>, map: &Map<'_>, units: Unit) -> Option<Equipment> {
    let map = map.get("equipment").and_then(|node| reader.keys(&node, &EQUIPMENT))?;
    let bars = map.get("bars").and_then(|node| reader.map(&node, "`bars`"));
    let ladders = map.get("ladders").and_then(|node| reader.map(&node, "`ladders`"));
    let bars = bars.iter().flat_map(Map::entries);
    let ladders = ladders.iter().flat_map(Map::entries);
    let equipment = Equipment {
        bar: map.get("bar").and_then(|node| mass(reader, &node, units)),
        bars: by_exercise(reader, bars, |reader, node| bar(reader, node, units)),
        plates: plates(reader, &map, units),
        collars: map.get("collars").and_then(|node| mass(reader, &node, units)).unwrap_or_default(),
        step: map.get("step").and_then(|node| positive(reader, &node, units)),
        dumbbells: map.get("dumbbells").and_then(|node| ladder(reader, &node, "`dumbbells`", units)),
        kettlebells: map.get("kettlebells").and_then(|node| ladder(reader, &node, "`kettlebells`", units)),
        machines: map.get("machines").and_then(|node| ladder(reader, &node, "`machines`", units)),
        belt: map.get("belt").and_then(|node| ladder(reader, &node, "`belt`", units)),
        ladders: by_exercise(reader, ladders, |reader, node| ladder(reader, node, "a ladder", units)),
    };
    map.finish(reader);
    Some(equipment)
}

/// Reads a weight, or `{weight: 20, sleeves: 1}`.
fn bar(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Bar> {
    if !node.is_map() {
        return mass(reader, node, units).map(Bar::from);
    }
    let map = reader.keys(node, &BAR_MAP)?;
    let weight = map.required(reader, "weight").and_then(|node| mass(reader, &node, units));
    let sleeves = map.get("sleeves").and_then(|node| sleeves(reader, &node));
    map.finish(reader);
    Some(Bar { mass: weight?, sleeves })
}

/// Reads the number of sleeves that share the plates.
pub(super) fn sleeves(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sleeves> {
    let count = reader.whole(node, 1, 4)?;
    let found = Sleeves::ALL.into_iter().find(|sleeves| sleeves.count() == count);
    if found.is_none() {
        let help = "write `1` for a landmine, `2` for a bar or one dumbbell handle, `4` for a pair of handles";
        reader.bad(node, format!("`sleeves` must be 1, 2 or 4, found `{count}`"), help);
    }
    found
}

fn plates(reader: &mut Reader<'_>, map: &Map<'_>, units: Unit) -> Vec<PlateStock> {
    let mut plates: Vec<PlateStock> = Vec::new();
    if let Some(node) = map.get("plates") {
        for node in reader.list(&node, "`plates`").unwrap_or_default() {
            let Some(mass) = positive(reader, &node, units) else { continue };
            let least = least_plate(units);
            if mass < least {
                let least = least.with_unit(units);
                reader.bad(&node, format!("a plate must weigh at least {least}"), format!("write `{least}` or more"));
            } else if plates.iter().any(|plate| plate.mass == mass) {
                reader.bad(
                    &node,
                    "this plate is listed twice",
                    "list each plate once; write how many pairs there are in `pairs: {25: 4}`",
                );
            } else if plates.len() == MAX_PLATES {
                reader.bad(
                    &node,
                    format!("`plates` must have at most {MAX_PLATES} weights"),
                    "list the plates that are used most",
                );
                break;
            } else {
                plates.push(PlateStock { mass, pairs: None });
            }
        }
        refuse_too_fine(reader, &node, &plates);
    }
    plates.sort_by_key(|plate| std::cmp::Reverse(plate.mass));
    let Some(pairs) = map.get("pairs").and_then(|node| reader.map(&node, "`pairs`")) else { return plates };
    for node in pairs.entries() {
        let amount = parse_amount(node.key(), Some(units)).ok().map(|amount| amount.for_unit(units));
        if let Some(plate) = plates.iter_mut().find(|plate| Some(plate.mass) == amount) {
            plate.pairs = reader.whole(&node, 0, 100);
        } else {
            let message = format!("`{}` is not one of the `plates`", node.key());
            reader.error(Code::BadValue, node.key_place(), message, format!("add `{}` to `plates`", node.key()));
        }
    }
    plates
}

/// Refuses kilogram and pound plates that are both too fine. Every sum of plates in one unit can be combined with every
/// sum in the other. To find the nearest weight in time, the plates of one unit must be multiples of 0.05.
fn refuse_too_fine(reader: &mut Reader<'_>, node: &Node<'_>, plates: &[PlateStock]) {
    let is_fine = |unit: Unit| {
        let twentieth = Mass::whole(1, unit).times(Percent::whole(5));
        let mut own = plates.iter().filter(|plate| plate.mass.stamped_in(unit) == unit);
        own.any(|plate| plate.mass.to_multiple_of(twentieth, Rounding::Down) != plate.mass)
    };
    if is_fine(Unit::Kg) && is_fine(Unit::Lb) {
        reader.bad(
            node,
            "`plates` has kilogram and pound plates that are not multiples of 0.05",
            "round the plates of one unit, kg or lb, to multiples of 0.05",
        );
    }
}

/// Reads a list of weights, or `{step: 2, from: 4, to: 50}`.
fn ladder(reader: &mut Reader<'_>, node: &Node<'_>, what: &'static str, units: Unit) -> Option<Ladder> {
    if node.is_list() {
        let nodes = reader.list(node, what)?;
        if nodes.is_empty() || nodes.len() > MAX_RUNGS {
            let message = format!("{what} must have 1 to {MAX_RUNGS} weights, found {}", nodes.len());
            reader.bad(node, message, "write some weights, `[5, 10, 20]`, or leave the key out");
            return None;
        }
        let mut list: Vec<_> = nodes.iter().filter_map(|node| positive(reader, node, units)).collect();
        list.sort();
        list.dedup();
        return (!list.is_empty()).then_some(Ladder::Rungs(list));
    }
    if !node.is_map() {
        let message = format!("{what} must be a list of weights or a map with `step`");
        reader.bad(node, message, "write weights, `[5, 10, 20]`, or the step between them, `{step: 5, to: 50}`");
        return None;
    }
    let map = reader.keys_of(node, &STEPS, what)?;
    let step = map.required(reader, "step").and_then(|node| positive(reader, &node, units));
    let from = map.get("from").and_then(|node| positive(reader, &node, units)).or(step);
    let to = map.get("to").and_then(|node| Some((positive(reader, &node, units)?, node)));
    map.finish(reader);
    let (step, from) = (step?, from?);
    let Some((to, node)) = to else { return Some(Ladder::Steps { step, from }) };
    if to < from {
        let from = from.with_unit(units);
        let message = format!("`to` must be at least {from}, the lightest weight");
        reader.bad(&node, message, format!("write `{from}` or more"));
        return None;
    }
    let Some(last) = u16::try_from((to - from).steps_of(step)).ok().filter(|last| usize::from(*last) < MAX_RUNGS)
    else {
        reader.bad(&node, format!("more than {MAX_RUNGS} weights"), "write a lower `to` or a larger `step`");
        return None;
    };
    Some(Ladder::Rungs((0..=last).map(|n| from + step.repeated(n)).collect()))
}
